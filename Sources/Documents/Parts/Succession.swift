import Exposure
import OrganizationModel

extension Successors {
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
    guard leaves(name), !(owner.isHolder && isThere(name)) else { return owner }
    var successor = ChecklistTask.Owner.owner(of: organization, owners)
    successor.leaver = name
    return successor
  }
}
