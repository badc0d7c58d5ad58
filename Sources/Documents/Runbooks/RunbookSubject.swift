import Exposure
import Pages
import Guidance
import OrganizationModel

/// What a runbook is for: each has a page of its own.
enum RunbookSubject: Hashable, Sendable {
  case createMachineUser(Name)
  /// An existing credential that something else takes the place of: a part of its own page.
  case migrate(Name)
  /// A key of `packages`.
  case repairPackage(Name)
  /// A person on whom something hangs.
  case offBoard(Name)
  case offBoardAnybody
  case offBoardMachineUser(Name)
  /// The page of all messages.
  case itFails
  /// The page of what every terminal needs first.
  case prepare
  /// The page of what steps of several pages have in common.
  case help

  /// Where each runbook of one book is.
  static func paths(_ decisions: OrganizationDecisions, _ ties: TieTable) -> [RunbookSubject: BookPath] {
    var table = PathTable<RunbookSubject>(folder: "runbooks")
    for subject in [.itFails, .prepare, .help, .offBoardAnybody] + accounts(decisions) + packages(decisions)
      + ties.people.sorted().map({ .offBoard($0) })
    {
      table.add(subject, named: subject.text)
    }
    return table.paths
  }

  /// What its page is called.
  private var text: String {
    switch self {
    case .createMachineUser(let name): "create-machine-user-\(name)"
    case .migrate(let name): "move-away-from-\(name)"
    case .offBoard(let name): "off-board-\(name)"
    case .offBoardAnybody: "off-board-anybody"
    case .offBoardMachineUser(let name): "off-board-machine-user-\(name)"
    case .repairPackage(let name): "repair-package-\(name)"
    case .itFails: "it-fails"
    case .prepare: "prepare"
    case .help: "help"
    }
  }

  private static func accounts(_ decisions: OrganizationDecisions) -> [RunbookSubject] {
    var names = Set(decisions.organization.machineUsers.names)
    names.formUnion(decisions.proposedAccounts.filter { $0.kind == .machineUser }.map(\.name))
    return names.sorted().map { .createMachineUser($0) }
      + decisions.organization.machineUsers.names.map { .offBoardMachineUser($0) }
  }

  private static func packages(_ decisions: OrganizationDecisions) -> [RunbookSubject] {
    let waiting = Set(decisions.accesses.compactMap(\.packageThatLacksAccess))
    let packages = decisions.organization.packages.filter {
      waiting.contains($0.name)
        || $0.link == .none && $0.owner ?? decisions.organization.name == decisions.organization.name
    }
    return packages.map { .repairPackage($0.name) }
  }
}
