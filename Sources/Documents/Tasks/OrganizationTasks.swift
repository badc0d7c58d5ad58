import Exposure
import Guidance
import OrganizationModel

/// Everything that somebody has to do, the most harmful and most urgent first: one list for the whole organization, of
/// which a person, a team and a repository have their parts.
struct OrganizationTasks: Sendable {
  /// How many days ahead a day presses.
  static let horizon = 60

  /// Ranked; each subject once.
  private(set) var all: [OrganizationTask] = []
  private var byOwner: [Name: [Int]] = [:]
  private var byRepository: [Name: [Int]] = [:]
  private var bySubject: [OrganizationTask.Subject: Int] = [:]
  private var teams: [Name: [Name]] = [:]
  private var leavers: Set<Name> = []

  /// None.
  init() {}

  /// Looks at each credential, plan, person, account and exception once.
  init(_ book: Book) {
    all = TaskFinder(book: book).tasks.sorted(by: OrganizationTask.precedes)
    for (index, task) in all.enumerated() {
      bySubject[task.subject] = index
      for owner in task.owners { byOwner[owner, default: []].append(index) }
      for repository in task.repositories { byRepository[repository, default: []].append(index) }
    }
    leavers = Set(book.organization.people.filter { $0.leavesOn != nil }.map(\.name))
    for team in book.organization.teams {
      for account in book.membership.accounts(of: team.name) { teams[account, default: []].append(team.name) }
    }
  }

  /// The tasks of a repository's workflows, secrets and keys.
  func tasks(in repository: Name) -> [OrganizationTask] { tasks(at: byRepository[repository, default: []]) }

  /// The tasks that fall to a team itself, or to a person by name or through a team; none to a person who leaves.
  func tasks(of owner: Name) -> [OrganizationTask] {
    let names = leavers.contains(owner) ? [] : teams[owner, default: []]
    return tasks(at: Set([owner] + names).flatMap { byOwner[$0, default: []] })
  }

  /// What is to be done about one thing; nil where nothing is.
  func task(about subject: OrganizationTask.Subject) -> OrganizationTask? {
    bySubject[subject].map { all[$0] }
  }

  /// The teams of an account, with those above them.
  func teams(of account: Name) -> [Name] { teams[account, default: []] }

  /// Who has something to do, with how much; the most first.
  var owners: [(owner: Name, count: Int)] {
    byOwner.map { ($0, $1.count) }.sorted { ($1.count, $0.owner) < ($0.count, $1.owner) }
  }

  private func tasks(at indices: [Int]) -> [OrganizationTask] {
    Set(indices).sorted().map { all[$0] }
  }
}
