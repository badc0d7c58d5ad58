package import OrganizationModel

/// Who can read a secret: everyone with write access or more to a repository whose workflows can use it (S-07).
package struct Audience: Sendable {
  /// One way by which accounts come to write access.
  package enum Way: Hashable, Comparable, Sendable {
    case owners
    /// The base permission that every member has.
    case basePermission
    case team(Name)
    case collaborator(Name)

    private var rank: (Int, Name) {
      switch self {
      case .owners: (0, "")
      case .basePermission: (1, "")
      case .team(let name): (2, name)
      case .collaborator(let name): (3, name)
      }
    }

    /// Owners first, then the base permission, then teams and accounts by name.
    package static func < (left: Way, right: Way) -> Bool { left.rank < right.rank }
  }

  /// Each way with the highest role that it gives, where it gives a role of its own.
  package private(set) var ways: [Way: RepositoryRole?] = [:]
  /// Every account that some way reaches.
  package private(set) var accounts: Set<Name> = []
  /// Whether the description leaves unsaid what every member may do.
  package private(set) var basePermissionIsUnknown = false
  /// The repositories that it was computed over.
  package private(set) var repositories = 0

  /// Who can read a secret that these repositories see; the workflows of an archived one do not run.
  package init(_ repositories: [Repository], _ membership: Membership) {
    for repository in repositories where !repository.archived { add(repository, in: membership) }
  }

  /// Who can read a secret in this place; nil outside GitHub.
  package init?(of place: SecretPlace, _ organization: Organization, _ membership: Membership) {
    switch place {
    case .outside: return nil
    case .organization(_, let visibility, _):
      self.init(visibility.repositories(of: organization), membership)
    case .repository(_, let name, _), .environment(_, let name, _):
      self.init(organization.repositories[name].map { [$0] } ?? [], membership)
    }
  }

  /// Adds everyone with write access to one repository.
  private mutating func add(_ repository: Repository, in membership: Membership) {
    repositories += 1
    add(.owners, nil, membership)
    for (team, role) in repository.teams where role >= .write { add(.team(team), role, membership) }
    for (login, role) in repository.collaborators where role >= .write {
      add(.collaborator(login), role, membership)
    }
    switch membership.basePermission {
    case nil: basePermissionIsUnknown = true
    case .write?, .admin?: add(.basePermission, nil, membership)
    case .some(.none), .read?: break
    }
  }

  private mutating func add(_ way: Way, _ role: RepositoryRole?, _ membership: Membership) {
    guard let known = ways[way] else {
      ways[way] = .some(role)
      accounts.formUnion(membership.accounts(by: way))
      return
    }
    if let role, let lower = known, lower < role { ways[way] = .some(role) }
  }
}

/// Who belongs to what in one organization, worked out once.
package struct Membership: Sendable {
  /// What every member may do on every repository; nil is unknown.
  package let basePermission: Policy.BasePermission?
  /// The owners of the organization.
  package let owners: [Name]
  /// Owners and members, people and machine users.
  package let members: [Name]
  private let teams: Entries<Team>
  private let children: [Name: [Name]]

  /// Looks at every account and team once.
  package init(_ organization: Organization) {
    let roles =
      organization.people.map { ($0.name, $0.role) } + organization.machineUsers.map { ($0.name, $0.role) }
    basePermission = organization.policy.basePermission
    owners = roles.filter { $0.1 == .owner }.map(\.0).sorted()
    members = roles.filter { $0.1 == .owner || $0.1 == .member }.map(\.0).sorted()
    teams = organization.teams
    children = Dictionary(
      grouping: organization.teams.filter { $0.parent != nil }.map { ($0.parent ?? $0.name, $0.name) },
      by: \.0
    ).mapValues { $0.map(\.1) }
  }

  /// The accounts that the description names for a way, in their order.
  package func accounts(by way: Audience.Way) -> [Name] {
    switch way {
    case .owners: owners
    case .basePermission: members
    case .team(let name): accounts(of: name)
    case .collaborator(let name): [name]
    }
  }

  /// Everyone in a team and in the teams below it, which inherit its access.
  package func accounts(of team: Name) -> [Name] {
    var seen: Set<Name> = []
    var found: Set<Name> = []
    var waiting = [team]
    while let next = waiting.popLast() {
      guard seen.insert(next).inserted, let entry = teams[next] else { continue }
      found.formUnion(entry.maintainers + entry.members)
      waiting += children[next, default: []]
    }
    return found.sorted()
  }
}

extension SecretVisibility {
  /// The described repositories that see a secret; `private` also covers internal ones (S-11, assumed).
  package func repositories(of organization: Organization) -> [Repository] {
    switch self {
    case .selected(let names): names.compactMap { organization.repositories[$0] }
    case .private: organization.repositories.filter { $0.visibility != .public }
    case .all: Array(organization.repositories)
    }
  }
}
