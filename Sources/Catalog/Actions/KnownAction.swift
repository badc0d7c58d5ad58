package import OrganizationModel

/// What is known of an action: which of its inputs take credentials, and what it does with them.
///
/// A record of `catalog/actions`. It rests on the action's own `action.yml` and documentation, and says which version of them
/// was read and when. Inputs that other versions of the action have may stand in it too.
package struct KnownAction: Sendable {
  /// What an input takes.
  package enum Taken: Sendable, Hashable {
    /// A token of GitHub.
    case token
    /// A password for the registry that another input names.
    case registryPassword
    /// The private key of an App.
    case appKey
    /// A private SSH key.
    case sshKey
    /// The identity of an account or App, which is no secret by itself.
    case identity
    /// A credential of something that is not GitHub, in words.
    case outside(String)
  }

  /// An input, or a variable of the step's `env`.
  package struct Input: Sendable {
    package let name: String
    package let takes: Taken
    /// Whether it is the job's token where nothing is given.
    package let isJobTokenByDefault: Bool
    /// Whether the action does with it what it does; false for a token that it only reads or fetches with.
    package let acts: Bool
  }

  /// One thing that it does.
  package struct Access: Sendable {
    /// Which repository it is about.
    package enum Target: Sendable {
      case own
      /// The input that names it, `owner/name`; where it is not given another, or the workflow's own.
      case input(String, otherwise: String? = nil)
      /// The same for a tap of Homebrew, whose name may lack the `homebrew-` of its repository.
      case tap(String, otherwise: String)
      /// The repository that is checked out in the folder that the input names; the workspace where it is not given.
      case checkedOut(String)
      /// Inputs for owner and name.
      case inputs(owner: String, name: String)
      /// Always this one, `owner/name`.
      case repository(String)
      case organization
    }

    /// When it does it.
    package enum Condition: Sendable {
      case always
      /// The input is given.
      case given(String)
      /// The input is not given.
      case missing(String)
      /// The input is this word.
      case equal(String, String)
      /// The input is not this word.
      case unequal(String, String)
    }

    /// Nil where the closed list of needs has no word for it.
    package let verb: Verb?
    /// What it does, where no verb says it: `approves pull requests`.
    package let words: String?
    package let target: Target
    package let when: Condition
    /// What the job's token must be allowed, in workflow spelling, `pull-requests`.
    package let permissions: [PermissionChoice.Permission]
    package let confidence: ShownConfidence
  }

  /// In lower case, `docker/login-action`; the folder is part of it.
  package let name: String
  package let inputs: [Input]
  /// Variables of `env` that it takes credentials from.
  package let env: [Input]
  package let accesses: [Access]
  /// Where it says so: the version that was read; its repository where none was.
  package let source: String
  /// The day on which this record's source was read, or looked for where none was to be had.
  package let checked: Day

  /// What makes a token of an App; nil for an action that makes none.
  package let mint: MintInputs?
  /// Whether it exchanges the workflow's OIDC identity for a token of GitHub.
  package let federates: Bool
  /// What names the packages that it deletes; nil for an action that deletes none.
  package let deletion: DeletionInputs?

  /// What an input takes, by its name without regard to case; a name that ends in `*` stands for all that begin so.
  package func input(_ name: String) -> Input? { Self.find(name.lowercased(), in: inputs) }

  /// What a variable takes.
  package func variable(_ name: String) -> Input? { Self.find(name.lowercased(), in: env) }

  private static func find(_ name: String, in inputs: [Input]) -> Input? {
    inputs.first { input in
      let known = input.name.lowercased()
      return known == name || known.last == "*" && name.hasPrefix(known.dropLast())
    }
  }
}

// MARK: - What it makes and deletes

extension KnownAction {
  /// Which inputs of an action say what the App's token that it makes may do.
  package struct MintInputs: Sendable {
    /// How an action takes the permissions that it asks for.
    package enum Permissions: Sendable, Hashable {
      /// One input for each, behind what all of them begin with: `permission-contents: write`.
      case oneInputEach(prefix: String)
      /// All in one input: `{"contents": "write"}`, or `contents:write, issues:read`.
      case list(String)
    }

    /// Inputs for the App's id.
    package let app: [String]
    /// Inputs for its private key; empty where the key comes from elsewhere.
    package let key: [String]
    package let owner: String?
    package let repositories: [String]
    /// Nil where the action cannot narrow what its token may do.
    package let permissions: Permissions?
    /// Whether a token reaches no repository but its own where neither an owner nor repositories are given.
    package let isForOwnRepository: Bool
  }

  /// Which inputs of an action name the package that it deletes, and the package's owner.
  package struct DeletionInputs: Sendable, Hashable {
    package let package: String
    package let owner: String
  }

  /// Whether it makes a token of an App.
  package var makesAppToken: Bool { mint != nil }

  /// Whether it makes a token of an App, and no input of it is known that narrows what the token may do.
  package var cannotNarrow: Bool { mint.map { $0.permissions == nil && !$0.key.isEmpty } ?? false }

  /// Whether it makes a token.
  package var makesToken: Bool { mint != nil || federates }
}
