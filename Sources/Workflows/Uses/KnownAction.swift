package import OrganizationModel

/// What is known of an action: which of its inputs take credentials, and what it does with them.
///
/// A record rests on the action's own `action.yml` and documentation, and says when they were read.
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
  }

  /// One thing that it does.
  package struct Access: Sendable {
    /// Which repository it is about.
    package enum Target: Sendable {
      case own
      /// The input that names it, `owner/name`; the workflow's own where it is not given.
      case input(String)
      /// The repository that is checked out in the folder that the input names; the workspace where it is not given.
      case checkedOut(String)
      /// Inputs for owner and name.
      case inputs(owner: String, name: String)
      case organization
    }

    /// When it does it.
    package enum Condition: Sendable {
      case always
      /// The input is given.
      case given(String)
      /// The input is this word.
      case equal(String, String)
      /// The input is not this word.
      case unequal(String, String)
    }

    /// Nil where the closed list of needs has no word for it.
    package let verb: Verb?
    package let target: Target
    package let when: Condition
    /// What the job's token must be allowed.
    package let permissions: [(name: String, level: PermissionLevel)]
    package let confidence: ShownConfidence
  }

  /// In lower case, `docker/login-action`; the folder is part of it.
  package let name: String
  package let inputs: [Input]
  /// Variables of `env` that it takes credentials from.
  package let env: [Input]
  package let accesses: [Access]
  /// Where it says so.
  package let source: String
  /// The day on which the source was read; nil for a record from general knowledge.
  package let checked: String?

  /// The record of an action.
  package static func named(_ name: String) -> KnownAction? { byName[name] }

  private static let byName = Dictionary(all.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })

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

// MARK: - Short forms for the records

extension KnownAction {
  /// - Parameter source: `action.yml` at the top of the action's repository where none is given.
  init(
    _ name: String, _ inputs: [Input] = [], env: [Input] = [], does accesses: [Access] = [],
    source: String? = nil, checked: String? = "2026-11-26"
  ) {
    self.name = name
    self.inputs = inputs
    self.env = env
    self.accesses = accesses
    self.source =
      source ?? "https://github.com/\(name.split(separator: "/").prefix(2).joined(separator: "/"))"
    self.checked = checked
  }
}

extension KnownAction.Input {
  /// A token that is the job's where nothing is given.
  static func jobToken(_ name: String = "token") -> Self {
    Self(name: name, takes: .token, isJobTokenByDefault: true)
  }

  static func token(_ name: String = "token") -> Self {
    Self(name: name, takes: .token, isJobTokenByDefault: false)
  }
  static func sshKey(_ name: String) -> Self { Self(name: name, takes: .sshKey, isJobTokenByDefault: false) }
  static func appKey(_ name: String) -> Self { Self(name: name, takes: .appKey, isJobTokenByDefault: false) }
  static func identity(_ name: String) -> Self {
    Self(name: name, takes: .identity, isJobTokenByDefault: false)
  }

  static func password(_ name: String = "password") -> Self {
    Self(name: name, takes: .registryPassword, isJobTokenByDefault: false)
  }

  static func outside(_ what: String, _ names: String...) -> [Self] {
    names.map { Self(name: $0, takes: .outside(what), isJobTokenByDefault: false) }
  }
}

extension KnownAction.Access {
  static func does(
    _ verb: Verb?, on target: Target = .own, when: Condition = .always,
    _ permissions: [String: PermissionLevel],
    _ confidence: ShownConfidence = .high
  ) -> Self {
    let sorted = permissions.sorted { $0.key < $1.key }.map { (name: $0.key, level: $0.value) }
    return Self(verb: verb, target: target, when: when, permissions: sorted, confidence: confidence)
  }
}
