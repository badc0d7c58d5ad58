import OrganizationModel

/// Finds for every access the machine user that would hold its PAT (decisions.md, Plans: Holder).
///
/// Isolation looks across accesses: an account that has been taken for readers is not there for writers. Only an access
/// that is decided, and takes a PAT, has taken an account; for every other one the account is the one that it would get.
struct HolderAssignment: Sendable {
  /// The account for one access.
  struct Holder: Sendable {
    var name: Name
    /// Nil where the account is described and its role is not.
    var role: Situation.Holder?
    var isDescribed: Bool
    /// The accounts whose roles together say what the holder is; empty where that is known.
    var unsaid: [Name] = []
    /// Whether what other accesses take may change the role: no described member fits, and others do.
    var hangsOnOthers = false
  }

  /// A role that the description does not have, to be tried.
  struct SupposedRole: Sendable {
    var account: Name
    /// The organization that the role is in.
    var owner: Name
    var role: OrganizationRole
  }

  /// The accesses that one account may hold together.
  struct Group: Hashable, Comparable {
    var owner: Name
    var privilege: Privilege
    /// Only under `by-consumer`, and nil for the workflows of this organization, which share.
    var consumer: Name?

    static func < (left: Group, right: Group) -> Bool {
      (left.owner, left.privilege, left.consumer?.folded ?? "")
        < (right.owner, right.privilege, right.consumer?.folded ?? "")
    }
  }

  /// All that tells accesses of one group apart where holders are looked for.
  private struct Traits: Hashable {
    var isOrganizationAccess: Bool
    var takesOutsideCollaborators: Bool

    init(_ access: Access, takesOutsideCollaborators: Bool) {
      self.isOrganizationAccess = access.need.verb.targetKind == .organization
      self.takesOutsideCollaborators = takesOutsideCollaborators
    }
  }

  private let organization: Organization
  private let grants: DescribedGrants
  private let supposed: SupposedRole?
  private var claims: [Name: Group] = [:]
  private var takenNames: Set<Name>

  init(_ organization: Organization, _ grants: DescribedGrants, supposing supposed: SupposedRole? = nil) {
    self.organization = organization
    self.grants = grants
    self.supposed = supposed
    self.takenNames = Set(
      organization.machineUsers.names + organization.people.names + organization.teams.names)
  }

  /// Gives every access its holder, and weighs it with that.
  mutating func assign(_ entries: inout [WeighedAccess], _ engine: inout DecisionEngine) {
    let groups = Dictionary(grouping: entries.indices) { group(of: entries[$0].access) }
    for (group, members) in groups.sorted(by: { $0.key < $1.key }) {
      var found: [Traits: Holder] = [:]
      let proposed = Holder(name: freeName(base(for: group)), role: .proposed, isDescribed: false)
      for index in members {
        let access = entries[index].access
        let traits = Traits(access, takesOutsideCollaborators: servesOutsideCollaborators(access))
        let holder = found[traits] ?? described(for: access, in: group, else: proposed)
        found[traits] = holder
        entries[index].holder = holder
        entries[index].situation.holder = holder.role
        entries[index].weighing = engine.weigh(entries[index].situation)
        if takesPAT(entries[index]) { claim(holder, for: group) }
      }
    }
  }

  func group(of access: Access) -> Group {
    let isolation = organization.policy.isolation
    let shares = isolation == .one && access.privilege != .administrator
    return Group(
      owner: access.home, privilege: shares ? .writer : access.privilege,
      consumer: isolation == .byConsumer ? access.consumer?.name : nil)
  }

  private func takesPAT(_ entry: WeighedAccess) -> Bool {
    let chosen = organization.decisions[entry.access.id.text]?.choose.flatMap { CredentialKind(rawValue: $0) }
    return [entry.weighing.kind, chosen].contains { $0?.isMachineUserPAT == true }
  }

  private mutating func claim(_ holder: Holder, for group: Group) {
    guard holder.isDescribed else {
      takenNames.insert(holder.name)
      return
    }
    claims[holder.name] = claims[holder.name] ?? group
  }

  // MARK: Described accounts

  private typealias Candidate = (name: Name, role: OrganizationRole?)

  /// The account that is there for it; a new one where none is.
  ///
  /// What it is does not hang on what others take as long as a member fits: where all of those are taken, the new
  /// account is a member too.
  private func described(for access: Access, in group: Group, else proposed: Holder) -> Holder {
    let fitting = candidates(for: access).filter { fits($0, access, group) }.sorted { rank($0) < rank($1) }
    let free = fitting.filter { isFree($0.name, for: group) }
    let hasMember = fitting.contains { isMember($0.role) }
    // Only of a repository's access the kind hangs on the role.
    let asksForMember = hasMember && access.need.verb.targetKind == .repository
    guard let best = free.first(where: { isMember($0.role) || !asksForMember }) else {
      var holder = proposed
      holder.hangsOnOthers = !hasMember && !fitting.isEmpty
      return holder
    }
    return Holder(
      name: best.name, role: situationHolder(best.role), isDescribed: true,
      unsaid: best.role == nil ? free.filter { $0.role == nil }.map(\.name) : [], hangsOnOthers: !hasMember)
  }

  /// Our machine users, with their roles in the organization that the access reaches.
  private func candidates(for access: Access) -> [Candidate] {
    let described: [Candidate] =
      if let outside = access.outside, access.home == access.owner {
        outside.machineUsers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
      } else {
        organization.machineUsers.map { ($0.name, $0.role) }
      }
    guard let supposed, supposed.owner == access.home else { return described }
    return described.map { $0.name == supposed.account ? ($0.name, supposed.role) : $0 }
  }

  private func fits(_ candidate: Candidate, _ access: Access, _ group: Group) -> Bool {
    if candidate.role == .owner, access.need.verb.targetKind != .organization { return false }
    if candidate.role == .outsideCollaborator, !servesOutsideCollaborators(access) { return false }
    return keepsReadersApart(candidate.name, access, group)
  }

  private func isFree(_ name: Name, for group: Group) -> Bool {
    organization.policy.isolation == .one || claims[name].map { $0 == group } ?? true
  }

  /// An outside collaborator gets at a package only through a repository (C-47, C-48), and at no organization.
  private func servesOutsideCollaborators(_ access: Access) -> Bool {
    switch access.need.target {
    case .repository: true
    case .organization: false
    case .package:
      access.package?.inheritsAccess == true || access.package?.visibility == .public
        || access.package?.registry?.record.grantsByPackage == false
    }
  }

  private func keepsReadersApart(_ name: Name, _ access: Access, _ group: Group) -> Bool {
    guard organization.policy.isolation != .one, !access.isOutside else { return true }
    return grants.privileges(of: name).subtracting([group.privilege]).isEmpty
  }

  /// Members first, then fewest grants, then name.
  private func rank(_ candidate: Candidate) -> (Int, Int, String) {
    let byRole =
      switch candidate.role {
      case .member: 0
      case .owner: 1
      case nil: 2
      case .outsideCollaborator: 3
      }
    return (byRole, grants.count(of: candidate.name), candidate.name.folded)
  }

  private func isMember(_ role: OrganizationRole?) -> Bool { role == .member || role == .owner }

  private func situationHolder(_ role: OrganizationRole?) -> Situation.Holder? {
    switch role {
    case .owner: .owner
    case .member: .member
    case .outsideCollaborator: .outsideCollaborator
    case nil: nil
    }
  }

  // MARK: Proposed accounts

  private func base(for group: Group) -> String {
    let role =
      switch group.privilege {
      case .reader: "reader"
      case .writer: organization.policy.isolation == .one ? "automation" : "writer"
      case .administrator: "admin"
      }
    let place = group.owner == organization.name ? [] : [group.owner.text]
    return ([organization.name.text] + place + [group.consumer?.text, role].compactMap(\.self))
      .joined(separator: "-")
  }

  /// A login of at most 39 characters that nobody has.
  private func freeName(_ base: String) -> Name {
    let login = Slug.login(base)
    for number in 1... {
      let name = Name(number == 1 ? login : "\(login.prefix(35))-\(number)")
      if !takenNames.contains(name) { return name }
    }
    return Name(login)
  }
}
