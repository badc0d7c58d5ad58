import Exposure
import Guidance
import OrganizationModel
import SourceText

/// Goes through a book once and finds what somebody has to do.
struct TaskFinder {
  let book: Book

  private var organization: Organization { book.organization }
  private var owners: TaskOwners { TaskOwners(book: book) }

  /// In no order.
  var tasks: [OrganizationTask] {
    book.decisions.existing.compactMap { CredentialTask(review: $0, book: book).task } + setUps + departures
      + endingExceptions + surpluses
  }

  // MARK: Planned credentials

  /// Those that nobody has made yet. One that rests on guesses alone is nobody's task before somebody confirms them.
  private var setUps: [OrganizationTask] {
    var replaced: [String: MigrationEntry] = [:]
    for entry in book.migration.entries {
      for plan in entry.mints where replaced[plan] == nil { replaced[plan] = entry }
    }
    return book.decisions.credentials.filter { $0.existing == nil }.map {
      setUp($0, replacing: replaced[$0.id])
    }
  }

  private func setUp(_ plan: CredentialPlan, replacing entry: MigrationEntry?) -> OrganizationTask {
    let isGuessed = book.guesses.isGuessed(plan)
    let users = TaskWords.some(plan.automations.map(\.description))
    let why =
      isGuessed
      ? "an import guessed that \(users.names) \(users.isOne ? "needs" : "need") it"
      : entry.map { "replaces `\($0.review.credential.name)`" }
        ?? "\(users.names) \(users.isOne ? "needs" : "need") it"
    return OrganizationTask(
      subject: .plan(plan.id), verb: isGuessed ? .confirm : .setUp, band: .setUp, why: why,
      day: isGuessed ? nil : entry?.due, weights: [isGuessed ? 1 : 0, entry?.due?.number ?? .max],
      owners: owners.makers(of: plan),
      repositories: TaskOwners.repositories(of: plan.automations, plan.storedIn))
  }

  // MARK: People

  /// Those who leave within the horizon, and those who have left and are still described.
  private var departures: [OrganizationTask] {
    organization.people.compactMap { person in
      guard let day = person.leavesOn, day - book.decisions.day <= OrganizationTasks.horizon else {
        return nil
      }
      let hasLeft = day < book.decisions.day
      let verb: OrganizationTask.Verb = person.guess != nil ? .confirmDay : hasLeft ? .lockOut : .handOver
      return OrganizationTask(
        subject: .person(person.name), verb: verb, band: hasLeft ? .open : .dated,
        why: hasLeft ? "left, and is still described" : TaskWords.leaving(book.ties[person.name]), day: day,
        weights: hasLeft ? [0] : [day.number, 0], owners: owners.ofOrganization, repositories: [])
    }
  }

  // MARK: Exceptions

  private var endingExceptions: [OrganizationTask] {
    book.calendar.events.compactMap { event in
      guard case .exceptionEnd(let access) = event.event, let day = event.window?.day,
        day >= book.decisions.day, day - book.decisions.day <= OrganizationTasks.horizon
      else { return nil }
      let decider = organization.decisions[access.text]?.by
      return OrganizationTask(
        subject: .access(access), verb: .decideAgain, band: .dated, why: "its exception ends", day: day,
        weights: [day.number, 1], owners: owners.staying([decider].compactMap(\.self)),
        repositories: TaskOwners.repositories(of: [book.access(access)?.automation].compactMap(\.self), []))
    }
  }

  // MARK: Accounts

  /// What accounts have and nothing decided needs. While an import's guesses are unconfirmed, nobody knows that.
  private var surpluses: [OrganizationTask] {
    guard book.guesses.isEmpty else { return [] }
    let users = book.accountReviews.machineUsers.filter { !$0.surplus.isEmpty }.map { review in
      narrowing(
        review.account, "has \(Words.count(review.surplus.count, "role")) that nothing needs",
        owners.custodians(of: review.account))
    }
    let apps = book.accountReviews.apps.compactMap { review -> OrganizationTask? in
      let permissions = review.surplusPermissions.count
      guard !review.isUnused, permissions > 0 || review.isEverywhere else { return nil }
      let why =
        review.isEverywhere
        ? "is installed on all repositories"
        : "has \(Words.count(permissions, "permission")) that nothing needs"
      return narrowing(review.app, why, owners.ofOrganization)
    }
    return users + apps
  }

  private func narrowing(_ account: Name, _ why: String, _ owners: [Name]) -> OrganizationTask {
    OrganizationTask(
      subject: .account(account), verb: .narrow, band: .open, why: why, day: nil,
      // After every credential.
      weights: [.max], owners: owners, repositories: [])
  }
}
