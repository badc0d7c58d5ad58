import Guidance
import OrganizationModel

/// Who takes over what falls to a person who has left or leaves: no open task stays with them.
struct Successors: Sendable {
  /// The people among the organization's owners who stay: a machine user takes over nothing.
  let owners: [Name]
  private let organization: Name
  private let day: Day
  private let lastDays: [Name: Day]
  /// Teams of which nobody stays.
  private let emptied: Set<Name>

  init(_ decisions: OrganizationDecisions, _ membership: Membership) {
    let all = decisions.organization
    let lastDays = Dictionary(
      all.people.compactMap { person in person.leavesOn.map { (person.name, $0) } },
      uniquingKeysWith: { first, _ in first })
    owners = membership.owners.filter { all.machineUsers[$0] == nil && lastDays[$0] == nil }
    organization = all.name
    day = decisions.day
    self.lastDays = lastDays
    emptied =
      lastDays.isEmpty ? [] : Successors.emptied(all, membership) { lastDays[$0] != nil }
  }

  private static func emptied(
    _ organization: Organization, _ membership: Membership, leaves: (Name) -> Bool
  ) -> Set<Name> {
    Set(
      organization.teams.map(\.name).filter { team in
        let people = membership.accounts(of: team).filter { organization.machineUsers[$0] == nil }
        return !people.isEmpty && people.allSatisfy(leaves)
      })
  }

  /// Whether a person leaves, or everybody of a team does.
  func leaves(_ name: Name) -> Bool { lastDays[name] != nil || emptied.contains(name) }

  /// Those who stay, or else the owners.
  func staying(_ names: [Name]) -> [Name] {
    let staying = names.filter { !leaves($0) }
    return staying.isEmpty ? owners : staying
  }

  /// Who is asked instead of a login or team; nil where that one stays.
  func successors(of name: Name) -> [Name]? { leaves(name) ? owners : nil }

  /// A login or team as pages name it: whoever takes over, where it leaves.
  func words(_ name: String) -> String {
    guard let successors = successors(of: Name(name)) else { return name }
    let names =
      successors.isEmpty ? "the owners of \(organization)" : RunbookGround.sentence(successors.map(\.text))
    return "\(names), for \(name), who leaves"
  }

  /// Who does a task. A holder ends what is theirs as long as they are there. A task of nobody's is proposed to an owner.
  func owner(_ owner: ChecklistTask.Owner) -> ChecklistTask.Owner {
    guard let name = owner.names.first else {
      return owner.isCustodian && !owners.isEmpty
        ? ChecklistTask.Owner(role: owner.role, names: Array(owners.prefix(1)), isProposed: true) : owner
    }
    let isThere = lastDays[name].map { $0 >= day } ?? true
    guard leaves(name), !(owner.isHolder && isThere) else { return owner }
    var successor = ChecklistTask.Owner.owner(of: organization, owners)
    successor.leaver = name
    return successor
  }
}
