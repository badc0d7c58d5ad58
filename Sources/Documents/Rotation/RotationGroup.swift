import Pages
import Templates
import Guidance
import OrganizationModel

/// Events that stand together on the pages about rotation.
struct RotationGroup: Sendable {
  enum Shape: String, CaseIterable, Sendable {
    case overdue, due, later, unknown, mint
  }

  let shape: Shape
  /// The name of the page that has all of them: `overdue`, `2026-12`.
  let key: String
  let title: String
  let events: [CalendarEvent]

  /// The most rows that one page has.
  static let rowsPerPage = 400

  private init(_ shape: Shape, _ key: String, _ title: String, _ events: [CalendarEvent]) {
    self.shape = shape
    self.key = key
    self.title = title
    self.events = events
  }

  // MARK: The groups of a book

  static func overdue(_ calendar: RotationCalendar) -> RotationGroup {
    RotationGroup(.overdue, "overdue", "Overdue", calendar.events(.overdue))
  }

  static func due(_ calendar: RotationCalendar) -> RotationGroup {
    RotationGroup(.due, "due", "Due", calendar.events(.due))
  }

  static func unknown(_ calendar: RotationCalendar) -> RotationGroup {
    let events = calendar.events(.unknown).filter { $0.event.kind != .mint }
    return RotationGroup(.unknown, "unknown", "Unknown", events)
  }

  static func mint(_ calendar: RotationCalendar) -> RotationGroup {
    let events = calendar.events(.unknown).filter { $0.event.kind == .mint }
    return RotationGroup(.mint, "to-mint", "Not created yet", events)
  }

  /// What is later, month by month to the end of the third year from now, then year by year.
  static func later(_ calendar: RotationCalendar) -> [RotationGroup] {
    let lastYear = (calendar.day + 3 * 365).description.prefix(4)
    let groups = Dictionary(grouping: calendar.events(.later)) { event in
      let day = event.window?.day.description ?? ""
      return String(day.prefix(day.prefix(4) <= lastYear ? 7 : 4))
    }
    return groups.sorted { $0.key < $1.key }.map { RotationGroup(.later, $0, $0, $1) }
  }

  // MARK: Its pages

  /// The whole list in parts of a thousand.
  var pages: [(path: BookPath, events: [CalendarEvent])] {
    stride(from: 0, to: events.count, by: Self.rowsPerPage).enumerated().map { number, start in
      let name = number == 0 ? key : "\(key)-part-\(number + 1)"
      return (
        BookPath(folder: BookSection.rotation.rawValue, name),
        Array(events[start..<min(start + Self.rowsPerPage, events.count)])
      )
    }
  }

  /// Some of its events as values for a template, and the way to all of them.
  func context(_ events: some Collection<CalendarEvent>, _ links: MarkdownLinks) -> TemplateContext {
    var context: TemplateContext = [
      "any": !events.isEmpty, "group": title, "count": self.events.count,
      "rows": events.map { EventContext(event: $0, links: links).whole },
      "all": events.count < self.events.count
        ? pages.first.map { links.page.link(to: $0.path) }.orFalse : false,
    ]
    for shape in Shape.allCases { context["is_\(shape.rawValue)"] = shape == self.shape }
    return context
  }
}
