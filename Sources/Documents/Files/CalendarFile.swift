import Guidance
import OrganizationModel

/// Everything that has a day, for the calendars of people.
enum CalendarFile {
  static let path = "calendar.ics"

  static let kind = FileKind("calendar") { ground in
    [path: CalendarRenderer(book: ground.book, settings: ground.settings).render()]
  }
}

/// Writes the calendar of a book (RFC 5545).
///
/// `DTSTAMP` and `SEQUENCE` are both the day of the book: without a memory of earlier books nobody can count how often
/// an entry was revised, but a later book must not count lower than an earlier one, or a calendar keeps the old day.
struct CalendarRenderer {
  let book: Book
  let settings: FileSettings

  private var calendar: RotationCalendar { book.calendar }

  func render() -> [UInt8] {
    var bytes: [UInt8] = []
    let entries = calendar.events.compactMap { event in
      event.window.flatMap { CalendarEntry(event, $0, book, settings) }
    }
    for line in head + entries.flatMap(lines) + ["END:VCALENDAR"] { ContentLine.append(line, to: &bytes) }
    return bytes
  }

  private var head: [String] {
    let name = ContentLine.text("\(book.organization.name): what ends and rotates")
    return [
      "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Tokenbook//Tokenbook//EN", "CALSCALE:GREGORIAN",
      "METHOD:PUBLISH", "NAME:\(name)", "X-WR-CALNAME:\(name)", "REFRESH-INTERVAL;VALUE=DURATION:P1D",
      "X-PUBLISHED-TTL:P1D",
    ]
  }

  private func lines(_ entry: CalendarEntry) -> [String] {
    let summary = ContentLine.text(entry.summary)
    let url = entry.url.map { ["URL:\($0)"] } ?? []
    return [
      "BEGIN:VEVENT", "UID:\(entry.uid)", "DTSTAMP:\(Self.basic(calendar.day))T000000Z",
      "DTSTART;VALUE=DATE:\(Self.basic(entry.day))", "DTEND;VALUE=DATE:\(Self.basic(entry.day + 1))",
      "SEQUENCE:\(max(0, calendar.day.number))", "SUMMARY:\(summary)",
      "DESCRIPTION:\(ContentLine.text(entry.description))",
    ] + url + [
      "CATEGORIES:\(ContentLine.text(entry.category))", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT",
    ] + entry.alarms.flatMap { alarm($0, summary) } + ["END:VEVENT"]
  }

  private func alarm(_ days: Int, _ summary: String) -> [String] {
    [
      "BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:\(summary)", "TRIGGER:\(Self.trigger(days))",
      "END:VALARM",
    ]
  }

  /// On the day itself at nine: it begins at midnight.
  private static func trigger(_ days: Int) -> String { days == 0 ? "PT9H" : "-P\(days)D" }

  /// `20261122`.
  private static func basic(_ day: Day) -> String { day.description.replacing("-", with: "") }
}
