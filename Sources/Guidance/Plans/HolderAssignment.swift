import OrganizationModel

/// Finds for every access the machine user that would hold its PAT (decisions.md, Plans: Holder).
///
/// Isolation looks across accesses: an account that has been taken for readers is not there for writers.
struct HolderAssignment: Sendable {
  /// The account for one access.
  struct Holder: Sendable {
    var name: Name
    /// Nil where the account is described and its role is not.
    var role: Situation.Holder?
    var isDescribed: Bool
  }

  /// The accesses that one account may hold together.
  private struct Group: Hashable, Comparable {
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
  private var claims: [Name: Group] = [:]
  private var proposals: [Group: Name] = [:]
  private var takenNames: Set<Name>

  init(_ organization: Organization, _ grants: DescribedGrants) {
    self.organization = organization
    self.grants = grants
    self.takenNames = Set(
      organization.machineUsers.names + organization.people.names + organization.teams.names)
  }

  /// The holders of the given accesses, in their order. Only accesses that may end with a PAT are given.
  mutating func assign(_ accesses: [Access]) -> [AccessID: Holder] {
    var holders: [AccessID: Holder] = [:]
    let groups = Dictionary(grouping: accesses, by: group)
    for (group, members) in groups.sorted(by: { $0.key < $1.key }) {
      var found: [Traits: Holder] = [:]
      for access in members {
        let traits = Traits(access, takesOutsideCollaborators: servesOutsideCollaborators(access))
        let holder = found[traits] ?? holder(of: access, in: group)
        found[traits] = holder
        holders[access.id] = holder
      }
    }
    return holders
  }

  private func group(of access: Access) -> Group {
    let isolation = organization.policy.isolation
    let shares = isolation == .one && access.privilege != .administrator
    return Group(
      owner: access.owner, privilege: shares ? .writer : access.privilege,
      consumer: isolation == .byConsumer ? access.consumer?.name : nil)
  }

  private mutating func holder(of access: Access, in group: Group) -> Holder {
    let fitting = candidates(for: access)
      .filter { fits($0.name, role: $0.role, access, group) }
      .sorted { rank($0) < rank($1) }
    guard let best = fitting.first else { return proposed(for: group) }
    claims[best.name] = claims[best.name] ?? group
    return Holder(name: best.name, role: situationHolder(best.role), isDescribed: true)
  }

  // MARK: Described accounts

  private typealias Candidate = (name: Name, role: OrganizationRole?)

  /// Our machine users, with their roles in the organization that the access reaches.
  private func candidates(for access: Access) -> [Candidate] {
    guard let outside = access.outside else {
      return organization.machineUsers.map { ($0.name, $0.role) }
    }
    return outside.machineUsers.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  private func fits(_ name: Name, role: OrganizationRole?, _ access: Access, _ group: Group) -> Bool {
    if role == .owner, access.need.verb.targetKind != .organization { return false }
    if let claim = claims[name], claim != group, organization.policy.isolation != .one { return false }
    if role == .outsideCollaborator, !servesOutsideCollaborators(access) { return false }
    return keepsReadersApart(name, access, group)
  }

  /// An outside collaborator gets at a package only through a repository (C-47, C-48), and at no organization.
  private func servesOutsideCollaborators(_ access: Access) -> Bool {
    switch access.need.target {
    case .repository: true
    case .organization: false
    case .package:
      access.package?.inheritsAccess == true || access.package?.visibility == .public
        || access.package?.registry == .maven || access.package?.registry == .gradle
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

  private func situationHolder(_ role: OrganizationRole?) -> Situation.Holder? {
    role.map { $0 == .outsideCollaborator ? .outsideCollaborator : .member }
  }

  // MARK: Proposed accounts

  private mutating func proposed(for group: Group) -> Holder {
    if let name = proposals[group] { return Holder(name: name, role: .proposed, isDescribed: false) }
    let name = freeName(base(for: group))
    proposals[group] = name
    takenNames.insert(name)
    return Holder(name: name, role: .proposed, isDescribed: false)
  }

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
