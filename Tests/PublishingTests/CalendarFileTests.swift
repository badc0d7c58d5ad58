import Foundation
import Guidance
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// `calendar.ics`, as other programs read it.
@Suite struct CalendarFileTests {
  private static func text(_ book: Book, _ settings: FileSettings = FileSettings()) -> String {
    String(decoding: CalendarRenderer(book: book, settings: settings).render(), as: UTF8.self)
  }

  /// The lines of a calendar, unfolded.
  private static func lines(_ text: String) -> [String] {
    text.replacing("\r\n ", with: "").components(separatedBy: "\r\n")
  }

  private static func values(_ name: String, _ text: String) -> [String] {
    lines(text).filter { $0.hasPrefix("\(name):") }.map { String($0.dropFirst(name.count + 1)) }
  }

  // MARK: Against the package icalendar

  private struct Parsed: Decodable {
    struct Alarm: Decodable, Equatable { let action, description: String, days: Int }
    struct Event: Decodable {
      let uid, summary, description, sequence, status, transp, start, end, stamp: String
      let url: String?
      let categories, problems: [String]
      let alarms: [Alarm]
    }
    let head: [String: String]
    let events: [Event]
  }

  @Test(
    .enabled("needs python3 with icalendar") { await Python.has("icalendar") },
    arguments: CalendarTitles.allCases, [nil, "https://pages.example/tokens"])
  func theParsedCalendarIsTheListOfEvents(_ titles: CalendarTitles, _ address: String?) async throws {
    let book = try BookFixture.example()
    let settings = FileSettings(calendarTitles: titles, address: address.flatMap { BookAddress($0) })
    let parsed: Parsed = try await Python.read(
      CalendarRenderer(book: book, settings: settings).render(), by: "calendar_events.py")
    #expect(parsed.head["X-WR-CALNAME"] == "tramline: what ends and rotates")
    #expect(parsed.head["METHOD"] == "PUBLISH" && parsed.head["VERSION"] == "2.0")
    let dated = book.calendar.events.filter { $0.window != nil }
    #expect(parsed.events.count == dated.count && dated.count > 10)
    for (event, expected) in zip(parsed.events, dated) {
      check(event, expected, book)
      #expect((event.url != nil) == (address != nil))
      guard titles == .full else { continue }
      #expect(event.summary == EventWords(book: book, names: .plain(book.decisions)).sentence(expected))
    }
  }

  private func check(_ event: Parsed.Event, _ expected: CalendarEvent, _ book: Book) {
    let own = expected.window?.day ?? book.calendar.day
    let day = max(own, book.calendar.day)
    #expect(event.problems == [])
    #expect(event.uid == CalendarEntry.uid(of: expected, book))
    #expect([event.start, event.end] == [day.description, (day + 1).description])
    #expect(event.stamp == "2026-11-22T00:00:00+00:00")
    #expect([event.status, event.transp] == ["CONFIRMED", "TRANSPARENT"])
    #expect(event.categories == [expected.event.kind.rawValue])
    #expect(event.description.contains("As of 2026-11-22."))
    #expect(event.alarms.allSatisfy { $0.action == "DISPLAY" && $0.description == event.summary })
    // What is late is shown today, with the day that passed, and rings today.
    let isPast = own < book.calendar.day
    #expect(isPast ? event.alarms.map(\.days) == [0] : event.alarms.contains { $0.days >= 14 })
    let lost = [expected.window?.day, expected.window?.closes].compactMap { $0.map { "ue since \($0)." } }
    #expect(lost.contains(where: event.description.contains) == isPast)
  }

  @Test(.enabled("needs python3 with icalendar") { await Python.has("icalendar") })
  func hostileTextComesBackAsItWas() async throws {
    let texts = Self.hostile
    var bytes: [UInt8] = []
    func append(_ line: String) { ContentLine.append(line, to: &bytes) }
    append("BEGIN:VCALENDAR")
    for text in texts {
      for line in [
        "BEGIN:VEVENT", "UID:x", "DTSTAMP:20261122T000000Z", "DTSTART;VALUE=DATE:20261122",
        "DTEND;VALUE=DATE:20261123", "SEQUENCE:1", "SUMMARY:\(ContentLine.text(text))", "DESCRIPTION:x",
        "CATEGORIES:x", "STATUS:CONFIRMED", "TRANSP:TRANSPARENT", "END:VEVENT",
      ] { append(line) }
    }
    append("END:VCALENDAR")
    let parsed: Parsed = try await Python.read(bytes, by: "calendar_events.py")
    #expect(parsed.events.map(\.summary) == texts.map(Self.plain))
    #expect(parsed.events.allSatisfy { $0.problems.isEmpty })
  }

  // MARK: The format

  /// Long and short texts of characters of one to four bytes, of what the format gives a meaning, and of line ends.
  private static let hostile: [String] = {
    let pieces = [
      "a", "\\", ";", ",", ":", "\"", "\n", "\r", "\r\n", "\t", " ", "ä", "€", "😀", "👩‍👩‍👧", "\u{2028}", "\u{85}",
      "\u{0}", "\u{7}", "\u{1B}", "END:VEVENT", "\r\nBEGIN:VALARM\r\n", "\\n", "\\N", "BEGIN:", "=", "%0D%0A",
    ]
    var random = SplitMix(seed: 5545)
    return (0..<400).map { _ in
      (0..<Int.random(in: 1...60, using: &random)).map { _ in
        pieces[Int.random(in: 0..<pieces.count, using: &random)]
      }.joined()
    }
  }()

  /// What a reader of the calendar may see of a text: line ends of all kinds as one, no control characters.
  private static func plain(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar {
      case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": result.append("\n")
      case "\t": result.append(scalar)
      default: if scalar.value >= 0x20, !(0x7F..<0xA0).contains(scalar.value) { result.append(scalar) }
      }
    }
    return String(result)
  }

  @Test func linesAreFoldedBetweenCharactersWithinTheLimit() {
    for text in Self.hostile {
      var bytes: [UInt8] = []
      ContentLine.append("SUMMARY:\(ContentLine.text(text))", to: &bytes)
      #expect(bytes.suffix(2) == [13, 10])
      let folded = bytes.dropLast(2).split(separator: Array("\r\n".utf8), omittingEmptySubsequences: false)
      for (index, line) in folded.enumerated() {
        #expect(line.count <= 75)
        #expect(index == 0 || line.first == UInt8(ascii: " "))
        #expect(String(validating: line, as: UTF8.self) != nil, "a character is cut: \(text)")
        #expect(!line.contains(13) && !line.contains(10))
      }
      let unfolded = folded.enumerated().map { $0 == 0 ? $1 : $1.dropFirst() }.joined()
      #expect(Array(unfolded) == Array("SUMMARY:\(ContentLine.text(text))".utf8))
    }
  }

  @Test(arguments: [
    ("a;b,c\\d", "a\\;b\\,c\\\\d"), ("one\ntwo\r\nthree\rfour", "one\\ntwo\\nthree\\nfour"),
    ("a:b \"c\"", "a:b \"c\""), ("\u{0}a\u{1B}[31m", "a[31m"), ("\tä€😀", "\tä€😀"), ("", ""),
  ])
  func textsAreEscaped(_ text: String, _ escaped: String) {
    #expect(ContentLine.text(text) == escaped)
  }

  @Test(arguments: [74, 75, 76, 149, 150])
  func aLineOfExactlyTheLimitIsNotFolded(_ length: Int) {
    var bytes: [UInt8] = []
    ContentLine.append(String(repeating: "x", count: length), to: &bytes)
    let folds = String(decoding: bytes, as: UTF8.self).components(separatedBy: "\r\n ").count - 1
    #expect(folds == (length <= 75 ? 0 : length <= 149 ? 1 : 2))
  }

  @Test func theWholeFileIsWithinTheFormat() async throws {
    let bytes = try #require(try await BookFixture.exampleFiles()["calendar.ics"])
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(text.hasPrefix("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.hasSuffix("END:VCALENDAR\r\n"))
    #expect(text.unicodeScalars.count { $0 == "\n" } == text.unicodeScalars.count { $0 == "\r" })
    for line in ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", "REFRESH-INTERVAL;VALUE=DURATION:P1D"] {
      #expect(Self.lines(text).contains(line))
    }
    #expect(Self.lines(text).count { $0 == "BEGIN:VEVENT" } == Self.lines(text).count { $0 == "END:VEVENT" })
  }

  // MARK: What stays the same

  private static func book(ends day: String, asOf: String = "2026-11-22") throws -> Book {
    try BookFixture.book(
      """
      tokenbook: 1
      organization: acme
      as_of: \(asOf)
      people: {ada: {role: owner, leaves_on: \(day)}}
      credentials:
        OLD_TOKEN: {kind: classic_pat, holder: ada, created: 2026-11-01, expires: \(day)}
        OTHER_TOKEN: {kind: classic_pat, holder: ada, created: 2026-11-01, expires: \(day)}
      """)
  }

  @Test func anotherDayMovesTheEntriesAndKeepsTheirNames() throws {
    let before = Self.text(try Self.book(ends: "2026-12-10"))
    let after = Self.text(try Self.book(ends: "2026-12-12"))
    #expect(Self.values("UID", before).sorted() == Self.values("UID", after).sorted())
    #expect(Set(Self.values("UID", before)).count == 4)
    #expect(Self.values("DTSTART;VALUE=DATE", before) != Self.values("DTSTART;VALUE=DATE", after))
    #expect(!before.contains("UID:2026"))
  }

  /// A calendar takes the later of two; so nothing that orders them may go back.
  @Test func aLaterBookCountsHigher() throws {
    let sequences = try ["2026-11-22", "2026-11-23", "2027-02-01"].map { day in
      Self.values("SEQUENCE", Self.text(try Self.book(ends: "2026-12-10", asOf: day))).compactMap { Int($0) }
    }
    #expect(sequences.allSatisfy { Set($0).count == 1 })
    #expect(sequences.compactMap(\.first) == sequences.compactMap(\.first).sorted())
    #expect(Set(sequences.compactMap(\.first)).count == 3)
  }

  @Test func theSameCredentialElsewhereIsAnotherEntry() throws {
    let here = Self.text(try BookFixture.book("credentials: {A: {kind: classic_pat, expires: 2026-12-01}}"))
    let there = Self.text(
      try BookFixture.book(
        "tokenbook: 1\norganization: globex\ncredentials: {A: {kind: classic_pat, expires: 2026-12-01}}"))
    #expect(Set(Self.values("UID", here)).isDisjoint(with: Self.values("UID", there)))
  }

  // MARK: What short titles hide

  @Test func shortTitlesNameNothing() throws {
    let book = try BookFixture.example()
    let address = BookAddress("https://pages.example")
    let short = Self.lines(
      Self.text(book, FileSettings(calendarTitles: .short, address: address))
    ).joined(separator: "\n").lowercased()
    let full = Self.lines(Self.text(book)).joined(separator: "\n").lowercased()
    let organization = book.organization
    var names = organization.credentials.names + organization.people.names + organization.machineUsers.names
    names += organization.apps.names + organization.consumers.names
    names += book.decisions.credentials.map { Name($0.id) } + book.decisions.accesses.map(\.id.text)
    #expect(names.count { full.contains($0.folded) } > 20)
    for name in names where name.folded != "prod" && name.folded.utf8.count > 3 {
      #expect(!short.contains(name.folded), "\(name)")
    }
  }

  @Test(arguments: [
    "", "pages.example", "ftp://a.example", "https://", "https:///x", "https://user:word@a.example",
    "https://a.example/?q", "https://a.example/#x", "https://a.example/a b", "https://a.example/\r\nX:y",
    "javascript:alert(1)",
  ])
  func whatIsNoAddressIsRefused(_ text: String) {
    #expect(BookAddress(text) == nil)
  }

  @Test(arguments: ["https://pages.example/tokens", "https://pages.example/tokens/"])
  func entriesLeadToTheirPages(_ text: String) throws {
    let address: BookAddress = try #require(BookAddress(text))
    let calendar = Self.text(try Self.book(ends: "2026-12-10"), FileSettings(address: address))
    #expect(Self.values("URL", calendar).contains("https://pages.example/tokens/runbooks/off-board-ada.html"))
  }

  @Test func aDayThatNoCalendarKnowsIsLeftOut() throws {
    let text = Self.text(try BookFixture.book("credentials: {A: {kind: classic_pat, expires: 9999-12-31}}"))
    #expect(!text.contains("99991231") && text.contains("BEGIN:VEVENT"))
  }
}
