import Guidance
import OrganizationModel
import Pages
import SourceText
import Templates

/// Tasks as the cards of a page: what, why, by when, who, and the way to do it.
struct TaskCards {
  let links: MarkdownLinks

  private var book: Book { links.book }

  /// The bands that have a card, with at most as many cards as the limit; the numbers run through.
  func bands(_ tasks: some Collection<OrganizationTask>, limit: Int) -> [TemplateContext] {
    let shown = tasks.prefix(limit).enumerated().map { (number: $0 + 1, task: $1) }
    return OrganizationTask.Band.allCases.compactMap { band in
      let rows = shown.filter { $0.task.band == band }
      guard !rows.isEmpty else { return nil }
      return [
        "in_broken": band == .broken, "in_dated": band == .dated, "in_open": band == .open,
        "in_set_up": band == .setUp, "cards": rows.map { card($0.number, $0.task) },
      ]
    }
  }

  /// At most that many cards, and how many tasks are left out.
  func list(_ tasks: [OrganizationTask], limit: Int) -> TemplateContext {
    [
      "any": !tasks.isEmpty, "bands": bands(tasks, limit: limit),
      "more": tasks.count > limit ? tasks.count - limit as any TemplateConvertible : false,
    ]
  }

  private func card(_ number: Int, _ task: OrganizationTask) -> TemplateContext {
    let isOverdue = task.isOverdue(on: book.decisions.day)
    let day = (task.day?.description).orFalse
    return [
      "number": number, "task": title(task), "why": Prose.markdown(task.why),
      "is_now": task.band == .broken, "since": isOverdue ? day : false, "by": isOverdue ? false : day,
      "is_undated": task.day == nil && task.band != .broken, "who": who(task),
      "way": way(task).map { links.page.link(to: $0.page, anchor: $0.anchor) }.orFalse,
    ]
  }

  /// A verb and a name, linked to the page of what it is about.
  private func title(_ task: OrganizationTask) -> String {
    let shown = "\(task.verb.words) \(name(of: task))"
    guard let place = subject(task) else { return MarkdownText.inProse(shown) }
    return links.to(place.page, shown, anchor: place.anchor)
  }

  private func name(of task: OrganizationTask) -> String {
    if case .plan(let id) = task.subject { book.plan(id)?.title ?? id } else { task.name }
  }

  private func who(_ task: OrganizationTask) -> String {
    task.owners.isEmpty
      ? "the owners of \(MarkdownText.inProse(book.organization.name.text))"
      : MarkdownList.few(task.owners, limit: 2, links.owner)
  }

  private func subject(_ task: OrganizationTask) -> BookPlace? {
    let path: BookPath? =
      switch task.subject {
      case .existing(let name): book.paths.credential(existing: name)
      case .plan(let id): book.paths.credential(plan: id)
      case .person(let name): book.paths.person(name)
      case .account(let name): book.paths.account(name)
      case .access(let access): book.access(access).flatMap { book.paths.home(of: $0.automation) }
      }
    return path.map { BookPlace($0) }
  }

  /// The page that says how; the subject's own where it has the steps.
  private func way(_ task: OrganizationTask) -> BookPlace? {
    switch (task.verb, task.subject) {
    case (.replace, .existing(let name)), (.rotate, .existing(let name)), (.revoke, .existing(let name)):
      return runbook(of: .rotation(name)) ?? subject(task)
    case (.setUp, .plan(let id)):
      return book.paths.runbook(.mint, plan: id) ?? subject(task)
    case (_, .person(let name)):
      return runbook(of: .departure(name)) ?? subject(task)
    case (.decideAgain, .access(let access)):
      return book.access(access).flatMap(book.paths.record).map { BookPlace($0) } ?? subject(task)
    case (.confirm, .plan(let id)):
      return book.plan(id)?.automations.first.flatMap(book.paths.home).map { BookPlace($0) } ?? subject(task)
    case (_, .existing), (_, .plan), (_, .access), (_, .account): return subject(task)
    }
  }

  /// Where the calendar leads for the same, whenever it is.
  private func runbook(of event: CalendarEvent.Event) -> BookPlace? {
    EventRoles(book: book).runbook(of: CalendarEvent(event, .unknown(missing: [])))
      .map { BookPlace($0.path, anchor: $0.anchor) }
  }
}
