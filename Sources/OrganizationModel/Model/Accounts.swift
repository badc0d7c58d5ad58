package import SourceText

/// What an account is in an organization.
package enum OrganizationRole: String, Sendable, CaseIterable, Hashable {
  case owner
  case member
  case outsideCollaborator = "outside_collaborator"
}

/// A person with an account of their own.
package struct Person: Named, Sendable, Guessable {
  package var name: Name
  /// Nil is unknown.
  package var role: OrganizationRole?
  package var email: String?
  package var leavesOn: Day?
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

package struct Team: Named, Sendable, Guessable {
  package var name: Name
  package var maintainers: [Name] = []
  package var members: [Name] = []
  package var parent: Name?
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// An account made for automation: nobody's person (M-01).
package struct MachineUser: Named, Sendable, Guessable {
  package var name: Name
  /// Nil is unknown.
  package var role: OrganizationRole?
  /// The first answers for the account. Nil is unknown.
  package var custodians: [Name]?
  package var twoFactor: Bool?
  package var purpose: String?
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// A GitHub App that is registered or installed here.
package struct App: Named, Sendable, Guessable {
  package enum Repositories: Sendable, Hashable {
    case all
    case selected([RepositoryReference])
  }

  package enum Key: Sendable, Hashable {
    case unknown
    /// An App of somebody else: we hold no key and cannot mint its tokens.
    case foreign
    /// The name under `credentials`.
    case credential(Name)
  }

  package var name: Name
  /// Nil is unknown.
  package var repositories: Repositories?
  /// Permission in API spelling (`pull_requests`) to level. Nil is unknown.
  package var permissions: [String: AccessLevel]?
  package var key: Key = .unknown
  /// The host of the broker that holds its key, and exchanges the OIDC tokens of jobs for its tokens; nil where nobody
  /// says that one does.
  package var broker: String?
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// A level of a permission; each includes those before it.
package enum AccessLevel: String, Sendable, Hashable, DeclaredOrder {
  case read
  case write
  case admin
}

extension [String: AccessLevel] {
  /// Whether these permissions include others, each with its level or a higher one.
  package func include(_ others: Self) -> Bool {
    others.allSatisfy { name, level in self[name].map { $0 >= level } ?? false }
  }
}
