import Pages
import Guidance
import OrganizationModel
import SourceText

/// One entry of the calendar file, before it is written.
struct CalendarEntry: Sendable, Hashable {
  /// The same in every book that has the event, whatever day it is on. It names nothing: short titles are to hide names.
  let uid: String
  let day: Day
  let summary: String
  let description: String
  let category: String
  let url: String?
  /// How many days ahead to remind; on the day itself where there was a day before it.
  let alarms: [Int]

  /// The last day that the format can write, with the day after it.
  private static let lastDay = Day(year: 9999, month: 12, day: 30) ?? Day(number: 0)
  /// The least notice.
  private static let leadDays = 14

  /// Nil for a day that the format cannot write.
  init?(_ event: CalendarEvent, _ window: CalendarEvent.Window, _ book: Book, _ settings: FileSettings) {
    guard window.day <= Self.lastDay else { return nil }
    let words = CalendarEntryWords(event: event, window: window, book: book, settings: settings)
    uid = Self.uid(of: event, book)
    // What is overdue is shown today: no calendar shows a day that has passed.
    day = max(window.day, book.calendar.day)
    summary = words.summary
    description = words.description
    category = event.event.kind.rawValue
    url = words.url
    alarms = window.day < book.calendar.day ? [0] : [max(Self.leadDays, window.day - window.opens), 1]
  }

  /// Made of the host, the organization, the kind of event and what it happens to; never of the day.
  static func uid(of event: CalendarEvent, _ book: Book) -> String {
    let identity = "\(book.hosts.web)\n\(book.organization.name.folded)\n\(event.id)"
    let digests = [identity, "again\n" + identity].map { ContentDigest(of: Array($0.utf8)).hexadecimal }
    return digests.joined() + "@tokenbook"
  }
}

/// What an entry of the calendar says.
private struct CalendarEntryWords {
  let event: CalendarEvent
  let window: CalendarEvent.Window
  let book: Book
  let settings: FileSettings

  var summary: String {
    settings.calendarTitles == .full
      ? EventWords(book: book, names: .plain(book.decisions)).sentence(event) : event.event.kind.shortTitle
  }

  var description: String {
    let lines = settings.calendarTitles == .full ? [until, who] : []
    return ([lost] + lines + ["In the book: \(page.path).html", "As of \(book.calendar.day)."])
      .compactMap(\.self).joined(separator: "\n")
  }

  var url: String? { settings.address?.of(page.path, anchor: page.anchor) }

  /// The day that has passed.
  private var lost: String? {
    guard window.day < book.calendar.day else { return nil }
    return window.closes < book.calendar.day ? "Overdue since \(window.closes)." : "Due since \(window.day)."
  }

  private var until: String? {
    window.closes > window.day ? "To be done by \(window.closes)." : nil
  }

  private var who: String {
    let owner = EventRoles(book: book).owner(of: event)
    return "\(owner.role): \(owner.names.first?.text ?? "nobody named")"
  }

  /// The page that says how; where no name may be told, the one that lists everything.
  private var page: (path: BookPath, anchor: String?) {
    let runbook = settings.calendarTitles == .full ? EventRoles(book: book).runbook(of: event) : nil
    return runbook.map { ($0.path, $0.anchor) } ?? (BookSection.rotation.index, nil)
  }
}

extension CalendarEvent.Event.Kind {
  /// What is to be done, without a name.
  fileprivate var shortTitle: String {
    switch self {
    case .expiry: "A credential expires"
    case .rotation: "Rotate, replace or revoke a credential"
    case .mint: "Create a credential"
    case .departure: "Someone leaves"
    case .classicPATBan: "Classic PATs are forbidden from this day on"
    case .exceptionEnd: "An exception ends"
    case .review: "Review a decision"
    case .factCheck, .shippedFacts, .serviceCheck: "Check facts again"
    case .serviceChange: "A service changes what it accepts"
    }
  }
}
