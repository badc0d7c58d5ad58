import Exposure
import Pages
import Guidance
import OrganizationModel

/// What a runbook is for: each has a page of its own.
enum RunbookSubject: Hashable, Sendable {
  case createMachineUser(Name)
  case task(BookPaths.Task, plan: String)
  /// An existing credential of GitHub that is not what is planned.
  case revokeExisting(Name)
  /// An existing credential of another service, or of nobody knows which.
  case foreignLeak(Name)
  /// An existing credential that something else takes the place of.
  case migrate(Name)
  /// A key of `packages`.
  case repairPackage(Name)
  /// A person on whom something hangs.
  case offBoard(Name)
  case offBoardAnybody
  case offBoardMachineUser(Name)
  /// The page of all messages.
  case itFails

  /// Where each runbook of one book is.
  static func paths(_ decisions: OrganizationDecisions, _ ties: TieTable) -> [RunbookSubject: BookPath] {
    var table = PathTable<RunbookSubject>(folder: "runbooks")
    let titles = Dictionary(
      decisions.credentials.map { ($0.id, $0.title) }, uniquingKeysWith: { first, _ in first })
    for subject in [.itFails, .offBoardAnybody] + accounts(decisions) + credentials(decisions)
      + packages(decisions)
      + ties.people.sorted().map({ .offBoard($0) })
    {
      table.add(subject, named: subject.text(titles))
    }
    return table.paths
  }

  /// What its page is called; what exists goes by its own name.
  private func text(_ titles: [String: String]) -> String {
    switch self {
    case .createMachineUser(let name): "create-machine-user-\(name)"
    case .task(let task, let plan): "\(task.rawValue)-\(titles[plan] ?? plan)"
    case .revokeExisting(let name): "revoke-existing-\(name)"
    case .foreignLeak(let name): "leaked-\(name)"
    case .migrate(let name): "move-away-from-\(name)"
    case .offBoard(let name): "off-board-\(name)"
    case .offBoardAnybody: "off-board-anybody"
    case .offBoardMachineUser(let name): "off-board-machine-user-\(name)"
    case .repairPackage(let name): "repair-package-\(name)"
    case .itFails: "it-fails"
    }
  }

  private static func accounts(_ decisions: OrganizationDecisions) -> [RunbookSubject] {
    var names = Set(decisions.organization.machineUsers.names)
    names.formUnion(decisions.proposedAccounts.filter { $0.kind == .machineUser }.map(\.name))
    return names.sorted().map { .createMachineUser($0) }
      + decisions.organization.machineUsers.names.map { .offBoardMachineUser($0) }
  }

  private static func credentials(_ decisions: OrganizationDecisions) -> [RunbookSubject] {
    let planned = BookPaths.Task.allCases.flatMap { task in
      decisions.credentials.map { RunbookSubject.task(task, plan: $0.id) }
    }
    let moved = decisions.existing.filter(\.isMovedAwayFrom)
    let adopted = Set(decisions.credentials.compactMap(\.existing))
    let ended = decisions.existing.map(\.credential).filter { !adopted.contains($0.name) }
      .map { $0.kind.isGitHubs ? RunbookSubject.revokeExisting($0.name) : .foreignLeak($0.name) }
    return planned + ended + moved.map { .migrate($0.credential.name) }
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
