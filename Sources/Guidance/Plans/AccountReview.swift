package import OrganizationModel

/// What a machine user has beyond what it must have, and what else of it a person should look at.
package struct AccountReview: Sendable {
  /// Something that it has and nothing decided needs.
  package struct Surplus: Sendable, Hashable {
    /// How it comes by it, and so how it is taken away.
    package enum Way: Sendable, Hashable {
      /// A role of its own on a repository.
      case repository(Name)
      /// Access of its own to a package.
      case package(Name)
      /// The team gives it that many repositories and packages that it need not have.
      case team(Name, things: Int)
      /// Every member has it on that many repositories.
      case basePermission(repositories: Int)
      /// Its role in the organization.
      case organization
    }

    package var way: Way
    package var role: String
    /// The lesser role that suffices; nil where nothing is needed.
    package var enough: String?

    package init(way: Way, role: String, enough: String?) {
      self.way = way
      self.role = role
      self.enough = enough
    }
  }

  package var account: Name
  package var surplus: [Surplus]
  /// Sentences without capital and full stop.
  package var warnings: [String]
}

/// What an App may do and where, beside what its tokens are minted for.
package struct AppReview: Sendable {
  package var app: Name
  /// Permissions that no decided access takes, and those that are higher than any takes.
  package var surplusPermissions: [String: AccessLevel]
  package var missingPermissions: [String: AccessLevel]
  /// Repositories that it is installed on and no decided access reaches through it.
  package var surplusRepositories: [RepositoryReference]
  package var missingRepositories: [RepositoryReference]
  /// It is installed on all repositories, of which decided accesses reach that many.
  package var isEverywhere: Bool
  /// No decided access uses it.
  package var isUnused: Bool

  /// Whether it has exactly what it must have.
  package var isExact: Bool {
    surplusPermissions.isEmpty && missingPermissions.isEmpty && surplusRepositories.isEmpty
      && missingRepositories.isEmpty && !isEverywhere
  }
}

/// Looks at all accounts, each thing once.
package struct AccountReviews: Sendable {
  /// In the order of the names.
  package let machineUsers: [AccountReview]
  /// Those whose tokens we mint for what is decided alone, in the order of the names.
  package let apps: [AppReview]
  private let positions: [Name: Int]
  private let appPositions: [Name: Int]

  package init(_ decisions: OrganizationDecisions) {
    let reviewer = AccountReviewer(decisions)
    machineUsers = decisions.organization.machineUsers.map(reviewer.review)
    apps = decisions.organization.apps.filter(reviewer.isKnown).map(reviewer.review)
    positions = Dictionary(
      machineUsers.enumerated().map { ($1.account, $0) }, uniquingKeysWith: { first, _ in first })
    appPositions = Dictionary(
      apps.enumerated().map { ($1.app, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package func machineUser(_ name: Name) -> AccountReview? { positions[name].map { machineUsers[$0] } }
  package func app(_ name: Name) -> AppReview? { appPositions[name].map { apps[$0] } }
}

extension OrganizationDecisions {
  /// What accounts have beyond what they must have; worked out anew at each call.
  package var accounts: AccountReviews { AccountReviews(self) }
}
