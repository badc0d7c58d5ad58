import Pages
import Templates
import Guidance
import OrganizationModel

/// What was decided when, the newest first, and what took the place of what.
enum DecisionTimeline {
  static let page = BookPath(folder: BookSection.decisions.rawValue, "timeline")

  static let kind = DocumentKind("decision-timeline", in: .decisions) { book in
    [
      Document(
        page, title: "Timeline of the decisions",
        summary: "When each decision was proposed, accepted, superseded or given up, the newest first."
      ) {
        let events = events(book.records.history.entries)
        let words = RecordChangeWords(book: book, page: page)
        return [
          "events": events.map { row($0, book, words) }, "has_events": !events.isEmpty,
          "index_link": page.link(to: BookSection.decisions.index),
        ]
      }
    ]
  }

  /// Something that happened to one record, on the day of the book that first said so.
  struct Event: Hashable {
    let day: Day
    let entry: RecordEntry
    let what: RecordEntry.Status
  }

  /// The newest first; of one day in the order of the numbers.
  static func events(_ entries: [RecordEntry]) -> [Event] {
    entries.flatMap(events).sorted { ($1.day, $0.entry.number) < ($0.day, $1.entry.number) }
  }

  private static func events(of entry: RecordEntry) -> [Event] {
    let accepted = entry.agreement.map { Event(day: max($0.day, entry.first), entry: entry, what: .accepted) }
    let proposed = Event(day: entry.first, entry: entry, what: .proposed)
    let ended = entry.end.map { Event(day: $0.day, entry: entry, what: entry.status) }
    return [ended, accepted, accepted?.day == entry.first ? nil : proposed].compactMap(\.self)
  }

  private static func row(_ event: Event, _ book: Book, _ words: RecordChangeWords) -> TemplateContext {
    let entry = event.entry
    let isEnd = event.what == .superseded || event.what == .deprecated
    let number = isEnd ? entry.end?.successor : nil
    let successor = number.flatMap(book.records.history.entry)
    let changes = isEnd ? words.changes(of: entry) : []
    return [
      "day": event.day.description, "number": entry.digits, "name": entry.title,
      "link": page.link(to: entry.page), "what": event.what.rawValue,
      "by": event.what == .accepted ? (entry.agreement?.by.joined(separator: ", ")).orFalse : false,
      "on": event.what == .accepted ? (entry.agreement?.day.description).orFalse : false,
      "successor": number.map(RecordEntry.digits).orFalse,
      "successor_link": (successor.map { page.link(to: $0.page) }).orFalse,
      "changes": changes, "has_changes": !changes.isEmpty, "is_deprecated": event.what == .deprecated,
    ]
  }
}
