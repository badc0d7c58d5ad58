import OrganizationModel

/// Who can read a secret: everyone with write access or more to a repository whose workflows can use it (S-07).
struct Audience {
  /// One way by which accounts come to write access.
  enum Way: Hashable, Comparable {
    case owners
    case team(Name, RepositoryRole)
    case collaborator(Name, RepositoryRole)
    /// The base permission that every member has.
    case basePermission

    private var rank: (Int, String) {
      switch self {
      case .owners: (0, "")
      case .basePermission: (1, "")
      case .team(let name, _): (2, name.folded)
      case .collaborator(let name, _): (3, name.folded)
      }
    }

    static func < (left: Way, right: Way) -> Bool { left.rank < right.rank }
  }

  /// Each way with the accounts that the description names for it, in their order.
  private(set) var ways: [Way: [Name]] = [:]
  /// Every account that some way reaches.
  private(set) var accounts: Set<Name> = []
  /// Whether the description leaves unsaid what every member may do.
  private(set) var basePermissionIsUnknown = false
  /// The repositories that it was computed over.
  private(set) var repositories = 0

  /// Adds everyone with write access to one repository; an archived one runs nothing.
  mutating func add(_ repository: Repository, in membership: Membership) {
    repositories += 1
    add(.owners, membership.owners)
    for (team, role) in repository.teams where role >= .write {
      add(.team(team, role), membership.accounts(of: team))
    }
    for (login, role) in repository.collaborators where role >= .write {
      add(.collaborator(login, role), [login])
    }
    switch membership.basePermission {
    case nil: basePermissionIsUnknown = true
    case .write?, .admin?: add(.basePermission, membership.members)
    case .some(.none), .read?: break
    }
  }

  private mutating func add(_ way: Way, _ names: [Name]) {
    guard ways[way] == nil else { return }
    ways[way] = names
    accounts.formUnion(names)
  }
}

/// Who belongs to what in one organization, worked out once.
struct Membership: Sendable {
  let basePermission: Policy.BasePermission?
  let owners: [Name]
  /// Owners and members, people and machine users.
  let members: [Name]
  private let teams: Entries<Team>
  private let children: [Name: [Name]]

  init(_ organization: Organization) {
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

  /// Everyone in a team and in the teams below it, which inherit its access.
  func accounts(of team: Name) -> [Name] {
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
