package import SourceText

/// Kinds of credential that exist today, as a description names them.
package enum ExistingCredentialKind: String, Sendable, CaseIterable, Hashable {
  case classicPAT = "classic_pat"
  case fineGrainedPAT = "fine_grained_pat"
  case deployKey = "deploy_key"
  case sshKey = "ssh_key"
  case appKey = "app_key"
  case oauthToken = "oauth_token"
  /// Not a credential of GitHub.
  case other
  /// Nobody knows yet.
  case unknown
}

/// Which of GitHub's separate stores holds a secret (S-12).
package enum SecretStore: String, Sendable, CaseIterable, Hashable, Comparable {
  case actions
  case dependabot
  case codespaces
  /// Of Copilot's coding agent.
  case agents

  package static func < (left: SecretStore, right: SecretStore) -> Bool { left.rawValue < right.rawValue }
}

/// Which repositories see an organization secret (S-11).
package enum SecretVisibility: Sendable, Hashable {
  case all
  case `private`
  case selected([Name])
}

/// One place where a secret is kept.
package enum SecretPlace: Sendable, Hashable {
  case organization(secret: String, visibility: SecretVisibility, store: SecretStore)
  case repository(secret: String, repository: Name, store: SecretStore)
  case environment(secret: String, repository: Name, environment: Name)
  /// Outside GitHub, in the organization's own words.
  case outside(String)

  /// The name of the secret; nil outside GitHub.
  package var secretName: String? {
    switch self {
    case .organization(let secret, _, _), .repository(let secret, _, _), .environment(let secret, _, _):
      secret
    case .outside: nil
    }
  }
}

/// When a credential ends.
package enum Expiry: Sendable, Hashable {
  case unknown
  case never
  case on(Day)
}

/// A credential that exists today; never its value.
package struct ExistingCredential: Named, Sendable, Guessable {
  package var name: Name
  package var kind: ExistingCredentialKind
  /// A person, machine user or App.
  package var holder: Name?
  /// The service that issued it, and what it is there; nil where the description names none.
  package var service: OfService?
  /// Of a classic PAT; nil is unknown.
  package var scopes: [String]?
  /// Of a fine-grained PAT, in API spelling; nil is unknown.
  package var permissions: [String: AccessLevel]?
  /// Of a fine-grained PAT; nil is unknown.
  package var repositories: [RepositoryReference]?
  /// Of a deploy key.
  package var repository: RepositoryReference?
  /// Of a deploy key; nil is unknown.
  package var readOnly: Bool?
  package var created: Day?
  /// When it was last used, as GitHub shows it; nil is unknown.
  package var lastUsed: Day?
  /// The credential that made this key, and with which it may die.
  package var createdWith: Name?
  package var expires: Expiry = .unknown
  /// Nil is unknown.
  package var storedIn: [SecretPlace]?
  /// The automations that use it: those of `used_by`, and those that say so with a use in words.
  package var usedBy: [AutomationID] = []
  /// Whether `used_by` is written: absent is unknown, empty is none.
  package var saysItsUsers = false
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  /// What is said of a credential of a service. Its kind is then *not GitHub's*.
  package struct OfService: Sendable, Hashable {
    /// A key of `services`.
    package var name: Name
    package var kind: ServiceCredentialKind
    /// What it can do, in words.
    package var may: String?
    /// The account of the service that it belongs to; a person is `holder`.
    package var account: Name?

    package init(of name: Name, kind: ServiceCredentialKind, may: String? = nil, account: Name? = nil) {
      (self.name, self.kind, self.may, self.account) = (name, kind, may, account)
    }
  }

  package init(name: Name, kind: ExistingCredentialKind, range: SourceRange) {
    self.name = name
    self.kind = kind
    self.range = range
  }
}
