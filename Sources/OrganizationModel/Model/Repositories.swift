package import SourceText

package enum Visibility: String, Sendable, CaseIterable, Hashable {
  case `public`
  case `private`
  case `internal`
}

/// Names a repository; `owner` is nil for one of this organization.
package struct RepositoryReference: Hashable, Sendable, Comparable, CustomStringConvertible {
  package let owner: Name?
  package let name: Name

  package init(owner: Name? = nil, name: Name) {
    self.owner = owner
    self.name = name
  }

  package var description: String {
    owner.map { "\($0)/\(name)" } ?? name.text
  }

  package static func < (left: RepositoryReference, right: RepositoryReference) -> Bool {
    (left.owner?.folded ?? "", left.name) < (right.owner?.folded ?? "", right.name)
  }
}

/// A role on a repository; each includes those before it. `pull` and `push` are read as `read` and `write`.
package enum RepositoryRole: String, Sendable, Hashable, DeclaredOrder {
  case read
  case triage
  case write
  case maintain
  case admin
}

package struct Repository: Named, Sendable, Guessable {
  package var name: Name
  /// Nil is unknown.
  package var visibility: Visibility?
  /// The team or login that answers for it.
  package var responsible: Name?
  package var archived = false
  /// The day it was made, renamed or moved, whichever is the latest; nil is unknown.
  package var created: Day?
  package var teams: [Name: RepositoryRole] = [:]
  package var collaborators: [Name: RepositoryRole] = [:]
  package var environments: Entries<Environment> = Entries()
  /// The rules of its branches, by branch; nil where nothing is known of any, empty where there are none.
  package var rules: Entries<BranchRules>?
  package var workflows: Entries<Workflow> = Entries()
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

package struct Environment: Named, Sendable {
  package var name: Name
  /// Teams or logins that must approve a run.
  package var reviewers: [Name] = []
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

/// The rules of one branch, by a ruleset or a branch protection, which refuse direct pushes.
package struct BranchRules: Named, Sendable {
  /// Who may pass rules of a branch.
  package enum Bypasser: Hashable, Sendable {
    /// Every deploy key of the repository that can write.
    case deployKeys
    case app(Name)
    /// A person or a machine user.
    case account(Name)
    case team(Name)
  }

  /// The branch.
  package var name: Name
  /// In an order of their own; empty where nobody may.
  package var bypass: [Bypasser] = []
  package var note: String?
  package var range: SourceRange

  package init(name: Name, range: SourceRange) {
    self.name = name
    self.range = range
  }
}

extension BranchRules.Bypasser: Comparable {
  private var rank: Int {
    switch self {
    case .deployKeys: 0
    case .app: 1
    case .account: 2
    case .team: 3
    }
  }

  private var name: Name? {
    switch self {
    case .deployKeys: nil
    case .app(let name), .account(let name), .team(let name): name
    }
  }

  package static func < (left: BranchRules.Bypasser, right: BranchRules.Bypasser) -> Bool {
    (left.rank, left.name?.folded ?? "") < (right.rank, right.name?.folded ?? "")
  }
}

extension Repository {
  /// The rules of the branch that a need writes to. Without a name it is the default branch: `main`, else `master`,
  /// where one of them has rules.
  package func rules(of branch: Name?) -> BranchRules? {
    guard let rules else { return nil }
    return branch.map { rules[$0] } ?? rules["main"] ?? rules["master"]
  }
}

package struct Workflow: Named, Sendable, Guessable {
  package var name: Name
  /// The file inside the repository.
  package var path: String
  package var triggers: [String] = []
  /// Whether it runs for pull requests from forks; nil is unknown.
  package var forks: Bool?
  /// Whether it runs for Dependabot; nil is unknown.
  package var dependabot: Bool?
  /// Whether a job of it runs on self-hosted runners; nil is unknown.
  package var selfHosted: Bool?
  package var environment: Name?
  /// The reusable workflows that its needs are met in, as they are written.
  package var calls: [String] = []
  /// Of a reusable workflow: those that call it.
  package var calledBy: [AutomationID] = []
  package var needs: [Need] = []
  /// What it needs of services that aren't GitHub.
  package var services: [ServiceUse] = []
  /// Uses of credentials that no need names.
  package var otherUses: [OtherUse] = []
  /// Nil for what a person wrote or has checked.
  package var guess: Guess?
  package var note: String?
  package var range: SourceRange

  package init(name: Name, path: String, range: SourceRange) {
    self.name = name
    self.path = path
    self.range = range
  }
}
