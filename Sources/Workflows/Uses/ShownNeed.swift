package import Catalog
package import OrganizationModel
package import SourceText

/// What a shown need is about.
package enum ShownTarget: Sendable, Hashable {
  /// The workflow's own repository.
  case ownRepository
  case repository(owner: String, name: String)
  /// A package of a registry of GitHub; without a name where the file does not tell it.
  case package(registry: Registry, owner: String?, name: String?)
  case organization
  /// The file does not tell which repository.
  case unknownRepository
}

/// An access that a workflow shows to need.
package struct ShownNeed: Sendable {
  package let verb: Verb
  package let target: ShownTarget
  package let confidence: ShownConfidence
  /// What it is done with today; nil where the file does not tell.
  package let credential: CredentialSource?
  /// Whether what it does can start other workflows: not with the job's token.
  package let startsWorkflows: Bool
  package let job: String
  /// The job's environment, where its name is written out.
  package let environment: String?
  /// What shows it: the step, or the words in the script.
  package let range: SourceRange
  /// Where each call stands that leads from the workflow to there, the outermost first.
  package let calls: [SourceRange]
  /// What shows it, in words: `docker/build-push-action` with `push: true`.
  package let why: String
}

/// A use of a credential for which the description has no verb.
package struct ShownUse: Sendable {
  /// `calls POST /repos/{owner}/{repo}/check-runs (checks: write)`.
  package let words: String
  package let confidence: ShownConfidence
  /// Never the job's own token.
  package let credential: CredentialSource
  package let job: String
  /// The job's environment, where its name is written out.
  package let environment: String?
  /// What shows it: the step, or the words in the script.
  package let range: SourceRange
  /// Where each call stands that leads from the workflow to there, the outermost first.
  package let calls: [SourceRange]
  /// Whether it is one of the calls too, so that a description can say what it takes.
  package let isCall: Bool

  package init(
    words: String, confidence: ShownConfidence, credential: CredentialSource, job: String,
    environment: String?, range: SourceRange, calls: [SourceRange], isCall: Bool = false
  ) {
    (self.words, self.confidence, self.credential) = (words, confidence, credential)
    (self.job, self.environment, self.range, self.calls) = (job, environment, range, calls)
    self.isCall = isCall
  }
}

/// A call of GitHub's API for which there is no verb, and of which the catalog says what it takes: a need `api`.
package struct ShownCall: Sendable {
  /// `GET /repos/{owner}/{repo}/pulls`; nil of a command of `gh`, which may call several.
  package let endpoint: String?
  /// The usual ones, in the spelling of the API; never empty.
  package let permissions: [PermissionChoice.Permission]
  /// The workflow's own repository, another one, or the organization.
  package let target: ShownTarget
  package let confidence: ShownConfidence
  package let credential: CredentialSource
  package let job: String
  /// The job's environment, where its name is written out.
  package let environment: String?
  /// What shows it: the step, or the words in the script.
  package let range: SourceRange
  /// Where each call stands that leads from the workflow to there, the outermost first.
  package let calls: [SourceRange]
  /// What shows it, in words.
  package let why: String
}

/// Something that may use the job's own token in a way that the files do not show.
package struct UnseenUse: Sendable {
  /// What it has to do that with.
  package enum Reach: Sendable, Hashable {
    /// The token itself: with it, everything that the token may do.
    case token
    /// What a checkout or a script told git to sign in with: it may push.
    case checkout
    /// A login to a registry of GitHub: it may push packages.
    case login

    /// The permission that it may need to write; nil where that may be any.
    package var permission: String? {
      switch self {
      case .token: nil
      case .checkout: "contents"
      case .login: "packages"
      }
    }
  }

  /// `` `make release` has the token in `GH_TOKEN` ``; what does so alone, `` `make test` ``, where it has no token itself.
  package let words: String
  package let reach: Reach
  package let job: String
  /// What may do so: the step, or the words in the script.
  package let range: SourceRange
  /// Where each call stands that leads from the workflow to there, the outermost first.
  package let calls: [SourceRange]
}

/// All that one workflow shows.
package struct WorkflowUses: Sendable {
  package internal(set) var uses: [CredentialUse] = []
  package internal(set) var needs: [ShownNeed] = []
  /// Uses of stored credentials for which there is no verb.
  package internal(set) var others: [ShownUse] = []
  /// Calls for which there is no verb, of any credential.
  package internal(set) var calls: [ShownCall] = []
  package internal(set) var permissions: [PermissionUse] = []
  /// What may use the job's token besides: where there is nothing, the permissions of a job are all that it needs.
  package internal(set) var unseen: [UnseenUse] = []
  /// Steps that use an action without a record, and may take the job's token by default.
  package internal(set) var unknownActions: [UnknownAction] = []
  /// Where it logs in to a registry.
  package internal(set) var logins: [RegistryLogin] = []
  /// Credentials that are GitHub's by the place or the name that they go to, whatever is done with them.
  package internal(set) var tokens: Set<CredentialSource> = []
  /// Steps that make a token of an App.
  package internal(set) var mints: [AppTokenMint] = []

  /// Where a secret turns out to belong to a service that has a record.
  package internal(set) var services: [RecognizedSecret] = []

  /// What the files that were read do not tell.
  package internal(set) var questions: [Question] = []

  package init() {}

  /// What a person must answer.
  package struct Question: Sendable {
    package let words: String
    /// What raises it.
    package let range: SourceRange
    /// Where each call stands that leads from the workflow to there, the outermost first.
    package let calls: [SourceRange]
  }

  package struct UnknownAction: Sendable {
    /// In lower case.
    package let name: String
    package let job: String
    /// Where the action is named.
    package let range: SourceRange
    /// Where each call stands that leads from the workflow to there, the outermost first.
    package let calls: [SourceRange]
    /// What is handed to it, each once.
    package let credentials: [CredentialSource]
    /// Whether a credential is handed to it.
    package var takesCredential: Bool { !credentials.isEmpty }
  }
}
