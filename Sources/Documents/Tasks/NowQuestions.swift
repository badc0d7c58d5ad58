import Guidance
import OrganizationModel
import SourceText
import Templates

/// The questions whose answer changes something: what waits for it, what each answer leads to, whom to ask, and where to
/// write it.
struct NowQuestions {
  let links: MarkdownLinks

  private var book: Book { links.book }

  /// The most questions of one kind that the first page shows.
  private static let limit = 5

  var list: TemplateContext {
    let opening = OpenQuestions.opening(book.decisions)
    let impossible = book.decisions.accesses.filter { $0.outcome == .impossible }
    let ended = endedExceptions
    let left = [opening.count, impossible.count, ended.count].reduce(0) { $0 + max(0, $1 - Self.limit) }
    return [
      "any": !(opening.isEmpty && impossible.isEmpty && ended.isEmpty),
      "more": left > 0 ? left as any TemplateConvertible : false,
      "opening": opening.prefix(Self.limit).map(question),
      "blocked": impossible.prefix(Self.limit).map(blocked),
      "ended": ended.prefix(Self.limit).map(exception),
    ]
  }

  private func question(_ question: OpenQuestion) -> TemplateContext {
    OpenQuestions.row(question, links).merging([
      "one_access": question.accesses.count == 1,
      "whom": whom(question.accesses.compactMap(book.automation)),
    ]) { $1 }
  }

  private func blocked(_ access: Decision) -> TemplateContext {
    [
      "access": links.access(access.id), "whom": whom([access.automation]),
      "unlocks": AccessContext(access: access, links: links).unlocks,
    ]
  }

  /// Exceptions that are no longer in force and that nobody has renewed or removed.
  private var endedExceptions: [(access: AccessID, day: Day)] {
    book.calendar.events(.overdue).compactMap { event in
      if case .exceptionEnd(let access) = event.event, let day = event.window?.day {
        (access, day)
      } else {
        nil
      }
    }
  }

  private func exception(_ ended: (access: AccessID, day: Day)) -> TemplateContext {
    let decider = book.organization.decisions[ended.access.text]?.by
    return [
      "access": links.access(ended.access), "day": ended.day.description,
      "kind": (book.access(ended.access)?.credential?.kind.title).orFalse,
      "answer_at": "decisions.\(ended.access)",
      "whom": MarkdownList.few(
        TaskOwners(book: book).staying([decider].compactMap(\.self)), limit: 2, links.owner),
    ]
  }

  /// Those who answer for what waits, or the owners.
  private func whom(_ automations: [AutomationID]) -> String {
    let responsible = Set(automations.compactMap(RunbookPeople(book: book).responsible)).sorted()
    let asked = TaskOwners(book: book).staying(responsible)
    return asked.isEmpty
      ? "the owners of \(MarkdownText.inProse(book.organization.name.text))"
      : MarkdownList.few(asked, limit: 3, links.owner)
  }
}
