import Foundation
import Guidance
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Every picture of the example's book.
@Suite struct PictureTests {
  private static func files() async throws -> [String: String] {
    try await BookFixture.exampleFiles().filter { $0.key.hasSuffix(".svg") && $0.key.hasPrefix("markdown/") }
      .mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test func everyFileIsXMLAndLooksRightByItself() async throws {
    let files = try await Self.files()
    #expect(files.count > 10)
    for (path, text) in files {
      let svg = SVGReader(text)
      #expect(svg.problem == nil, "\(path)")
      #expect(svg.ids.count == 2 && !svg.titles[0].isEmpty, "\(path)")
      #expect(text.contains("xmlns=\"http://www.w3.org/2000/svg\""), "\(path)")
      #expect(text.contains("@media (prefers-color-scheme: dark)"), "\(path)")
      #expect(!text.contains(" style=") && !text.contains("url(") && !text.contains("href"), "\(path)")
    }
  }

  @Test func everyPictureIsInlineOnItsPageAndAFileBesideItsMarkdown() async throws {
    let files = try await BookFixture.exampleFiles()
    var count = 0
    for (path, bytes) in files where path.hasPrefix("markdown/") && path.hasSuffix(".md") {
      let images = String(decoding: bytes, as: UTF8.self).matches(of: /\n!\[(.+)\]\((.+)\)\n/)
      let page = String(path.dropFirst("markdown/".count).dropLast(".md".count))
      let html = String(decoding: try #require(files[page + ".html"]), as: UTF8.self)
      #expect(html.ranges(of: "<svg ").count == images.count, "\(path)")
      #expect(!html.contains("<img") && !html.contains("<style") && !html.contains(" style="), "\(path)")
      for image in images {
        let file = image.2.replacing("../", with: "")
        #expect(image.2.ranges(of: "../").count == page.count { $0 == "/" }, "\(path)")
        #expect(files["markdown/" + file] != nil, "\(path)")
        count += 1
      }
    }
    #expect(try await count == Self.files().count)
  }

  @Test func theStylesheetOfPagesHasTheRulesOfTheFiles() throws {
    let css = String(decoding: try #require(BookFixture.assets["tokenbook.css"]), as: UTF8.self)
    #expect(css.contains("\n" + PictureStyle.rules + "\n"))
    let modes = css.components(separatedBy: "color-scheme: dark;")
    #expect(modes.count == 3)
    for colour in PictureStyle.light.split(separator: "; ") { #expect(modes[0].contains(colour)) }
    for colour in PictureStyle.dark.split(separator: "; ") {
      #expect(modes[1].contains(colour) && modes[2].contains(colour))
    }
  }

  @Test(arguments: PictureLook.allCases)
  func everyLookHasARule(_ look: PictureLook) {
    for name in look.rawValue.split(separator: " ") {
      #expect(
        PictureStyle.rules.ranges(of: ".\(name)").contains { range in
          [" ", ","].contains(PictureStyle.rules[range.upperBound])
        })
    }
  }

  @Test func noTwoBoxesOverlapAndNothingLeavesTheFrame() async throws {
    for (path, text) in try await Self.files() {
      let svg = SVGReader(text)
      for (index, box) in svg.boxes.enumerated() {
        #expect(
          box.x >= 0 && box.x + box.width <= 800 && box.y >= 0 && box.y + box.height <= svg.height, "\(path)")
        for other in svg.boxes[..<index] where other.x < box.x + box.width && box.x < other.x + other.width {
          #expect(other.y + other.height <= box.y || box.y + box.height <= other.y, "\(path)")
        }
      }
    }
  }
}

/// The pictures of holders and places say what the tables beside them say.
@Suite struct HoldingPictureTests {
  /// One row of a table, and the same read from a picture.
  private struct Row: Hashable, Comparable {
    let left: String
    let credential: String
    let places: String

    static func < (left: Row, right: Row) -> Bool { left.credential < right.credential }
  }

  private static func text(_ path: String, _ files: [String: [UInt8]]) throws -> String {
    String(decoding: try #require(files[path], "\(path)"), as: UTF8.self)
  }

  private static func drawn(_ svg: SVGReader) -> [Row] {
    let pairs = svg.pairs
    return svg.boxes.filter { $0.x == 246 }.map { box in
      let left = pairs.filter { $0.right == box }.map(\.left.words)
      let right = pairs.filter { $0.left == box }.map(\.right.words)
      return Row(
        left: left.joined(separator: ", "), credential: box.words, places: right.joined(separator: ", "))
    }.sorted()
  }

  /// The rows of the first table below a heading, without markup.
  private static func tabled(_ markdown: String, below heading: String) throws -> [Row] {
    let start = try #require(markdown.firstRange(of: "\n## \(heading)\n")?.upperBound)
    let lines = markdown[start...].split(separator: "\n", omittingEmptySubsequences: false).drop {
      !$0.hasPrefix("| ")
    }
    let rows = lines.prefix { $0.hasPrefix("| ") }.dropFirst(2).map { line in
      line.dropFirst(2).dropLast(2).split(separator: " | ", omittingEmptySubsequences: false).map {
        String($0).replacing(/\[([^\]]*)\]\([^)]*\)/) { String($0.1) }.replacing("\\", with: "")
      }
    }
    return rows.map { cells in
      let left = cells[0], credential = cells[1], detail = cells[2]
      return Row(left: left, credential: "\(credential) (\(detail))", places: cells[3])
    }.sorted()
  }

  @Test(arguments: [
    ("credentials/places", "planned", "As planned"), ("credentials/places", "today", "Today"),
    ("accounts/tramline-pull", "holds", "Credentials, users and storage"),
    ("people/cleo", "holds", "Credentials, users and storage"),
  ])
  func theTableSaysTheSame(_ page: String, _ picture: String, _ heading: String) async throws {
    let files = try await BookFixture.exampleFiles()
    let svg = SVGReader(try Self.text("markdown/pictures/\(page)/\(picture).svg", files))
    let drawn = Self.drawn(svg)
    #expect(svg.pairs.count == svg.lineCount && !drawn.isEmpty)
    let tabled = try Self.tabled(Self.text("markdown/\(page).md", files), below: heading)
    #expect(Set(drawn).symmetricDifference(tabled).isEmpty && drawn.count == tabled.count)
  }

  @Test(arguments: [
    "<script>alert(1)</script>", "a&b \"c\" 'd'", "]]><x/>", "one\\ntwo\\u202Ethree",
    "&amp; &#0; {{x}}",
    "日本語のとても長い名前の金庫はどこにありますか", "W\(String(repeating: "w", count: 400))",
  ])
  func hostileTextStaysText(_ words: String) async throws {
    let quoted = "\"" + words.replacing("\"", with: "\\\"") + "\""
    let book = try BookFixture.book(
      """
      people: {ada: {role: owner}}
      repositories: {web: {visibility: private}}
      packages: {web: {registry: container, repository: web, visibility: private}}
      consumers: {prod: {kind: kubernetes, stores_in: \(quoted), needs: [pull package web]}}
      credentials: {OLD: {kind: classic_pat, holder: ada, stored_in: [{outside: \(quoted)}], used_by: [prod]}}
      """)
    let files = try await BookFixture.render(book)
    let plain = PictureText.clean(
      words.replacing("\\n", with: "\n").replacing(
        "\\u202E", with: "\u{202E}"))
    for path in ["credentials/places/planned", "credentials/places/today", "people/ada/holds"] {
      let svg = SVGReader(try Self.text("markdown/pictures/\(path).svg", files))
      #expect(svg.problem == nil, "\(path)")
      #expect(svg.boxes.contains { $0.words.contains(plain) }, "\(path)")
    }
    let html = try Self.text("credentials/places.html", files)
    #expect(!html.contains("<script>alert") && !html.contains("<x/>"))
  }

  private static func many(_ count: Int) throws -> Book {
    let consumers = (0..<count).map {
      "  c\($0): {kind: host, stores_in: vault \($0), needs: [clone repository r\($0 % 50)]}"
    }
    let repositories = (0..<50).map { "  r\($0): {visibility: private}" }
    return try BookFixture.book(
      "policy: {deploy_keys: allowed}\nrepositories:\n\(repositories.joined(separator: "\n"))\nconsumers:\n"
        + consumers.joined(separator: "\n"))
  }

  @Test func aPictureOfManyShowsTheLargestGroupsAndSaysWhatItLeavesOut() throws {
    let book = try Self.many(620)
    #expect(book.decisions.credentials.count == 620)
    let picture = try #require(
      HoldingsPicture(book.decisions.credentials.map { Holding($0, book) }).picture("many", title: "Many"))
    let svg = SVGReader(PictureRenderer.file(picture))
    let credentials = svg.boxes.filter { $0.x == 246 }
    #expect(credentials.count { $0.words.contains("deploy key") } == HoldingsPicture.mostCredentials)
    // Twenty repositories have 13 keys, the others 12.
    #expect(credentials.count { $0.words == "and 5 more" } == 3)
    #expect(svg.boxes.count { $0.x == 618 } == HoldingsPicture.mostPlaces)
    #expect(svg.boxes.contains { $0.words == "5 other places" })
    #expect(svg.texts.contains("596 of 620 credentials are not drawn."))
    #expect(picture.description.contains("596 credentials are not drawn."))
    #expect(svg.height < 2_000)
  }

  @Test func thePageOfPlacesIsBoundedAndPointsToTheRest() throws {
    let book = try Self.many(1_100)
    let pages = try MarkdownPages.render(book, [HoldingsPage.kind])
    let page = try #require(pages[HoldingsPage.path])
    #expect(page.contains("\nAnd 800 more. The page of each credential lists its storage.\n"))
  }

  @Test func whereNothingIsHeldThereIsNoPicture() async throws {
    let files = try await BookFixture.render(try BookFixture.book("repositories: {web: {}}"))
    #expect(files.keys.filter { $0.hasSuffix(".svg") && $0.contains("credentials") }.isEmpty)
    #expect(
      try Self.text("markdown/credentials/places.md", files).contains(
        "This organization doesn't need any stored credentials."))
  }
}

@Suite struct PictureTextTests {
  @Test(arguments: [
    "a", "tramline-pull-read-packages-prod", "two words and more of them", "日本語のとても長い名前", "WWWWWWWW", "",
  ])
  func whatIsFittedFits(_ text: String) {
    for room in [20, 60, 154, 282] {
      #expect(PictureText.name.width(of: PictureText.name.fitted(text, into: room)) <= room)
      let lines = PictureText.name.lines(text, into: room, limit: 2)
      #expect(lines.count <= 2 && lines.allSatisfy { PictureText.name.width(of: $0) <= room })
      let whole = lines.joined()
      #expect(whole == text || whole.hasSuffix("…") && text.hasPrefix(whole.dropLast()))
    }
  }

  @Test func namesBreakWhereTheyAreJoined() {
    #expect(PictureText.name.lines("read-packages", into: 60, limit: 2) == ["read-", "packa…"])
    #expect(PictureText.name.lines("read-packages", into: 80, limit: 2) == ["read-", "packages"])
  }

  @Test func wordsAreOneLineOfCharactersThatXMLAllows() {
    #expect(PictureText.clean("a\nb\u{1}c\u{202E}d\u{FFFF}e\u{E000}") == "a b cde")
  }
}

@Suite struct HistoryPictureTests {
  private static func svg(_ day: String) throws -> (SVGReader, Book) {
    let book = try BookFixture.book("as_of: \(day)\nrepositories: {web: {}}")
    return (SVGReader(PictureRenderer.file(try #require(HistoryPicture(book)).picture("history"))), book)
  }

  @Test func everyEventIsADotWithItsWordsAndARowOfTheTable() async throws {
    let (svg, book) = try Self.svg("2026-11-22")
    let files = try await BookFixture.render(book)
    let page = String(decoding: try #require(files["markdown/guidance/index.md"]), as: UTF8.self)
    #expect(HistoryEvent.all.count == 20)
    for event in HistoryEvent.all {
      #expect(svg.titles.contains("\(event.when): \(event.text)"))
      #expect(page.contains("| \(event.when) | \(Prose.markdown(event.text)) | ["))
    }
  }

  @Test func whatPackagesTakesFollowsFromTheFacts() throws {
    let (svg, _) = try Self.svg("2026-11-22")
    #expect(svg.texts.contains("✓ taken since 2021-03") && svg.texts.contains("✓ taken since 2020-09"))
    #expect(svg.texts.count { $0 == "✕ refused" } == 2)
    let scale = DayScale(
      from: try #require(Day("2020-01-01")), to: try #require(Day("2022-01-01")), x: 100, width: 731)
    #expect(scale.x(of: try #require(Day("2020-01-02"))) == 101)
    #expect(scale.years.map(\.year) == [2020, 2021, 2022] && scale.years.map(\.x) == [100, 466, 831])
  }

  @Test(arguments: ["2000-01-01", "2020-12-01", "2026-11-22", "9999-12-31"])
  func anyDayOfTheBookGivesAPicture(_ day: String) throws {
    let (svg, _) = try Self.svg(day)
    #expect(svg.problem == nil && svg.height < 400)
    #expect(svg.texts.contains("this book: \(day)") == ["2020-12-01", "2026-11-22"].contains(day))
  }

  @Test func theDatesOfTheHistoryAreThoseOfTheFacts() throws {
    let fact = try #require(Fact.byID["container-registry-accepts-job-tokens"])
    #expect(HistoryEvent.all.contains { $0.day == fact.periods[0].from && $0.source == fact.sources[0] })
    #expect(HistoryEvent.all.map(\.day) == HistoryEvent.all.map(\.day).sorted())
    #expect(HistoryEvent.all.first?.when == "2020-09")
  }
}

@Suite struct KindsPictureTests {
  @Test func theBarsAreTheRowsOfTheTable() async throws {
    let files = try await BookFixture.exampleFiles()
    let svg = SVGReader(
      String(decoding: try #require(files["markdown/pictures/index/kinds.svg"]), as: UTF8.self))
    let page = String(decoding: try #require(files["markdown/index.md"]), as: UTF8.self)
    let names = svg.texts.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
    let counts = svg.texts.enumerated().filter { !$0.offset.isMultiple(of: 2) }.compactMap { Int($0.element) }
    let rows = page.matches(of: /\n\| ([^|]+) \| (\d+) \| [^|]+ \|(?=\n)/).map { (String($0.1), Int($0.2)) }
    #expect(names.count == 9 && counts.count == 9)
    for (name, count) in zip(names, counts) {
      #expect(rows.contains { $0.0.replacing("\\", with: "") == name && $0.1 == count }, "\(name)")
    }
    let longest = svg.boxes.map(\.width).max() ?? 0
    for (box, count) in zip(svg.boxes, counts) {
      #expect(abs(box.width * (counts.max() ?? 1) - longest * count) < (counts.max() ?? 1), "\(count)")
    }
  }

  @Test func nothingToCountIsNoPicture() {
    #expect(KindsPicture(bars: []).picture("none", title: "None") == nil)
  }
}
