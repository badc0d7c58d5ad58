import Guidance
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The picture of the page about rotation.
@Suite struct RotationPictureTests {
  private static func svg(_ book: Book) throws -> SVGReader {
    SVGReader(PictureRenderer.file(try #require(RotationPicture(book.calendar).picture("timeline"))))
  }

  private static func keys(_ expiries: [String]) throws -> Book {
    let credentials = expiries.enumerated().map { index, day in
      "  K\(index): {kind: oauth_token, holder: ada, expires: \(day), stored_in: [{outside: there}]}"
    }
    return try BookFixture.book(
      "as_of: 2026-11-22\npeople: {ada: {role: owner}}\nrepositories: {web: {}}\ncredentials:\n"
        + credentials.joined(separator: "\n"))
  }

  /// The marks that stand for events: their words, and for how many they stand.
  private static func marks(_ svg: SVGReader) -> [(title: String, count: Int)] {
    svg.titles.dropFirst().map { title in
      let more = title.firstMatch(of: /and (\d+) more/).flatMap { Int($0.1) } ?? 0
      return (title, title.matches(of: /\d{4}-\d\d-\d\d\s/).count + more)
    }
  }

  /// The numbers in marks of more than one, and of what is overdue.
  private static func numbers(_ svg: SVGReader) -> [Int] {
    svg.texts.compactMap { Int($0) }.filter { $0 < 2_000 }
  }

  @Test func everyDatedEventOfTheYearIsInAMark() throws {
    let book = try BookFixture.example()
    let marks = Self.marks(try Self.svg(book))
    let end = book.decisions.day + 365
    for standing in [CalendarEvent.Standing.overdue, .due, .later] {
      let events = book.calendar.events(standing).filter {
        standing == .overdue || $0.window.map { $0.day <= end } == true
      }
      let drawn = marks.filter { $0.title.hasPrefix("\(standing.rawValue): ") }.map(\.count)
      #expect(drawn.reduce(0, +) == events.count, "\(standing)")
      for event in events {
        let day = try #require(event.window?.day.description)
        #expect(marks.contains { $0.title.contains(day) || $0.title.contains(" more") }, "\(event.id)")
      }
    }
  }

  @Test func aDayStandsWhereItIsAndNeighboursShareAMark() throws {
    let book = try Self.keys([
      "2027-05-24", "2027-05-25", "2027-09-01", "2028-09-01", "2026-11-01", "2026-12-02",
    ])
    let svg = try Self.svg(book)
    let titles = svg.titles.dropFirst()
    #expect(titles.contains("later: 2027-05-24 K0, 2027-05-25 K1"))
    #expect(titles.contains("later: 2027-09-01 K2"))
    #expect(titles.contains("overdue: 2026-11-01 K4"))
    #expect(titles.contains("due: 2026-12-02 K5"))
    #expect(!titles.contains { $0.contains("2028") })
    // Half a year is half the width.
    #expect(svg.dots.contains { $0.x == 250 + 183 * 540 / 365 && $0.look == "p-later" })
    #expect(svg.dots.contains { $0.look == "p-due" } && svg.boxes.count { $0.width == 18 } == 2)
    #expect(Self.numbers(svg) == [1, 2] && svg.texts.contains("K2"))
  }

  @Test func manyEventsAreFewMarks() throws {
    let day = try #require(Day("2026-11-22"))
    let book = try Self.keys((0..<2_000).map { (day + $0 % 364).description })
    let svg = try Self.svg(book)
    #expect(svg.dots.count < 80 && svg.height < 400)
    #expect(
      Self.marks(svg).map(\.count).reduce(0, +)
        == book.calendar.events.count { $0.window.map { $0.day <= day + 365 } == true })
    #expect(svg.titles.allSatisfy { $0.count < 300 })
  }

  @Test func whatHasNoEndIsNotDrawn() throws {
    let book = try Self.keys(["never"])
    let calendar = book.calendar
    #expect(calendar.events.contains { $0.event.kind == .shippedFacts })
    let svg = try Self.svg(book)
    #expect(svg.titles.dropFirst().allSatisfy { $0.contains("the shipped facts") })
  }
}
