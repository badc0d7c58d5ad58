import OrganizationModel

/// Holds what each account has against what decided accesses need of it.
struct AccountReviewer {
  /// Something that an account, or a team, has a role on.
  private struct Held {
    let on: Grant.Thing
    let role: String
  }

  private let organization: Organization
  private let day: Day
  private let wanted: [Name: [Grant.Thing: String]]
  private let plans: [Name: [CredentialPlan]]
  private let direct: [Name: [Held]]
  private let ofTeams: [Name: [Held]]
  private let teams: [Name: [Name]]
  /// The credentials of each account that stay without being planned: what they need, nobody decided.
  private let unplanned: [Name: [Name]]
  /// How many accounts each person answers for.
  private let answersFor: [Name: Int]

  init(_ decisions: OrganizationDecisions) {
    organization = decisions.organization
    day = decisions.day
    wanted = Dictionary(grouping: decisions.grants, by: \.account).mapValues { grants in
      Dictionary(grants.map { ($0.on, $0.role) }, uniquingKeysWith: Self.higher)
    }
    plans = Dictionary(grouping: decisions.credentials.filter { $0.holder != nil }) { $0.holder ?? "" }
    (direct, ofTeams) = Self.roles(in: decisions.organization)
    teams = Self.memberships(in: decisions.organization)
    let planned = Set(decisions.credentials.compactMap(\.existing))
    unplanned = Dictionary(
      grouping: decisions.existing.filter { $0.stays && !planned.contains($0.credential.name) }.map(
        \.credential),
      by: { $0.account(in: decisions.organization) ?? "" }
    ).mapValues { $0.map(\.name) }
    answersFor = Dictionary(
      decisions.organization.machineUsers.compactMap { $0.custodians?.first.map { ($0, 1) } },
      uniquingKeysWith: +)
  }

  // MARK: Machine users

  func review(_ user: MachineUser) -> AccountReview {
    let isKnown = unplanned[user.name] == nil
    return AccountReview(
      account: user.name,
      surplus: isKnown ? own(user.name) + ofItsTeams(user.name) + everybodys(user) + role(user) : [],
      warnings: warnings(user))
  }

  /// What an account has beyond its plans may be what such a credential needs.
  private func unknownNeeds(_ user: MachineUser) -> String? {
    unplanned[user.name].map { names in
      "the needs of \(Phrase.some(names.map(\.text), limit: 3)) aren't decided, so none of its access counts as too much"
    }
  }

  /// Its role in the organization, where a lesser one or none would do.
  private func role(_ user: MachineUser) -> [AccountReview.Surplus] {
    guard let role = user.role else { return [] }
    let isNeeded = plans[user.name]?.contains { $0.targetOwner == organization.name } == true
    guard isNeeded else {
      return [AccountReview.Surplus(way: .organization, role: role.words, enough: nil)]
    }
    guard role == .owner, wanted[user.name]?[.organization(organization.name)] != "owner" else { return [] }
    return [AccountReview.Surplus(way: .organization, role: role.words, enough: "member")]
  }

  private func own(_ account: Name) -> [AccountReview.Surplus] {
    (direct[account] ?? []).compactMap { held in
      let enough = wanted[account]?[held.on]
      guard exceeds(held.role, enough) else { return nil }
      switch held.on {
      case .repository(let reference):
        return AccountReview.Surplus(way: .repository(reference.name), role: held.role, enough: enough)
      case .package(let key):
        return AccountReview.Surplus(way: .package(key), role: held.role, enough: enough)
      case .organization: return nil
      }
    }
  }

  private func ofItsTeams(_ account: Name) -> [AccountReview.Surplus] {
    (teams[account] ?? []).compactMap { team in
      let held = Self.lineage(of: team, in: organization).flatMap { ofTeams[$0] ?? [] }
      let beyond = held.filter { exceeds($0.role, wanted[account]?[$0.on]) }
      guard !beyond.isEmpty else { return nil }
      let highest = beyond.map(\.role).reduce("read", Self.higher)
      return AccountReview.Surplus(
        way: .team(team, things: Set(beyond.map(\.on)).count), role: highest, enough: nil)
    }
  }

  /// What every member has on every repository.
  private func everybodys(_ user: MachineUser) -> [AccountReview.Surplus] {
    guard user.role == .member, let base = organization.policy.basePermission, base != .none else {
      return []
    }
    let count = organization.repositories.count { repository in
      guard base != .read || repository.visibility != .public else { return false }
      return exceeds(
        base.rawValue, wanted[user.name]?[.repository(RepositoryReference(name: repository.name))])
    }
    guard count > 0 else { return [] }
    return [
      AccountReview.Surplus(way: .basePermission(repositories: count), role: base.rawValue, enough: nil)
    ]
  }

  private func exceeds(_ role: String, _ enough: String?) -> Bool {
    guard let enough else { return true }
    return Self.rank(role) > Self.rank(enough)
  }

  private static func rank(_ role: String) -> Int {
    ["read", "triage", "write", "maintain", "admin"].firstIndex(of: role) ?? 0
  }

  private static func higher(_ left: String, _ right: String) -> String {
    rank(left) >= rank(right) ? left : right
  }

  // MARK: What to look at

  private func warnings(_ user: MachineUser) -> [String] {
    [unknownNeeds(user), owner(user), custodians(user), twoFactor(user)].compactMap(\.self) + leaving(user)
      + several(user)
  }

  private func owner(_ user: MachineUser) -> String? {
    user.role == .owner
      ? "it is an owner of the organization, so each of its tokens can do everything its scopes allow, everywhere"
      : nil
  }

  private func custodians(_ user: MachineUser) -> String? {
    switch user.custodians?.count {
    case nil: "the description lists no custodians for it (`machine_users.\(user.name).custodians`)"
    case 0?: "it has no custodians; name two people who can sign in"
    case 1?: "it has only one custodian; name a second, so that someone can sign in when the first is away"
    default: nil
    }
  }

  /// Accounts without it are removed where the organization asks for it, and may mint no token (M-09, M-10).
  private func twoFactor(_ user: MachineUser) -> String? {
    switch user.twoFactor {
    case true?: nil
    case false?:
      "it has no two-factor authentication; if the organization requires it, the account loses access and its tokens stop working"
    case nil: "the description doesn't say whether it has two-factor authentication"
    }
  }

  private func leaving(_ user: MachineUser) -> [String] {
    (user.custodians ?? []).compactMap { name in
      organization.people[name]?.leavesOn.map {
        "its custodian `\(name)` leaves on \($0); hand over its sign-in, then change everything they could sign in with"
      }
    }
  }

  /// The terms allow each person one free machine account (M-02).
  private func several(_ user: MachineUser) -> [String] {
    guard let first = user.custodians?.first, let count = answersFor[first], count > 1 else { return [] }
    return [
      "`\(first)` is responsible for \(count) machine users, but GitHub's terms allow each person only one free machine account"
    ]
  }

  // MARK: Apps

  /// Whether we mint its tokens, and everything that does so is planned.
  func isKnown(_ app: App) -> Bool { app.key != .foreign && unplanned[app.name] == nil }

  func review(_ app: App) -> AppReview {
    let plans = plans[app.name] ?? []
    var needed: [String: AccessLevel] = [:]
    for plan in plans { needed.merge(plan.permissions) { max($0, $1) } }
    let permissions = (app.permissions ?? [:]).filter { $0.key != "metadata" }
    let reached = Set(plans.flatMap(\.repositories))
    var installed: [RepositoryReference] = []
    if case .selected(let references) = app.repositories { installed = references }
    return AppReview(
      app: app.name,
      surplusPermissions: permissions.filter { name, level in needed[name].map { $0 < level } ?? true },
      missingPermissions: app.permissions == nil
        ? [:] : needed.filter { name, level in permissions[name].map { $0 < level } ?? true },
      surplusRepositories: installed.filter { !reached.contains($0) }.sorted(),
      missingRepositories: app.repositories == .all || app.repositories == nil
        ? [] : reached.subtracting(installed).sorted(),
      isEverywhere: app.repositories == .all, isUnused: plans.isEmpty)
  }

  // MARK: What there is

  private static func roles(in organization: Organization) -> (
    accounts: [Name: [Held]], teams: [Name: [Held]]
  ) {
    var (accounts, teams): ([Name: [Held]], [Name: [Held]]) = ([:], [:])
    func add(_ name: Name, _ held: Held) {
      if organization.machineUsers[name] != nil {
        accounts[name, default: []].append(held)
      } else if organization.teams[name] != nil {
        teams[name, default: []].append(held)
      }
    }
    for repository in organization.repositories {
      let thing = Grant.Thing.repository(RepositoryReference(name: repository.name))
      for (name, role) in repository.collaborators { add(name, Held(on: thing, role: role.rawValue)) }
      for (name, role) in repository.teams { add(name, Held(on: thing, role: role.rawValue)) }
    }
    for package in organization.packages {
      for (name, role) in package.access ?? [:] {
        add(name, Held(on: .package(package.name), role: role.rawValue))
      }
    }
    return (accounts, teams)
  }

  /// The teams that each machine user is in itself.
  private static func memberships(in organization: Organization) -> [Name: [Name]] {
    var result: [Name: [Name]] = [:]
    for team in organization.teams {
      for name in Set(team.members + team.maintainers).sorted() where organization.machineUsers[name] != nil {
        result[name, default: []].append(team.name)
      }
    }
    return result
  }

  /// A team and those above it, whose access it inherits.
  private static func lineage(of team: Name, in organization: Organization) -> [Name] {
    var result: [Name] = []
    var next: Name? = team
    while let name = next, !result.contains(name) {
      result.append(name)
      next = organization.teams[name]?.parent
    }
    return result
  }
}

extension OrganizationRole {
  /// As a sentence writes it: `outside collaborator`.
  package var words: String { self == .outsideCollaborator ? "outside collaborator" : rawValue }
}

extension ExistingCredential {
  /// The account whose access it uses: its holder, or the App whose key it is.
  fileprivate func account(in organization: Organization) -> Name? {
    holder ?? organization.apps.first { $0.key == .credential(name) }?.name
  }
}
