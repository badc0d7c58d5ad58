import CommonMark
import OutputFolder
import SourceText
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// What people write into the block at the foot of a page.
@Suite struct NoteTests {
  private let web = "markdown/repositories/web.md"

  private func built() async throws -> RecordBooks {
    var books = RecordBooks(RecordHistoryTests.description)
    try await books.build()
    return books
  }

  @Test func everyPageOffersABlock() async throws {
    let books = try await built()
    for (path, bytes) in books.files where path.hasSuffix(".md") {
      let block = try #require(try NoteBlock.find(in: bytes), "\(path)")
      #expect(block.note.isEmpty)
      #expect(String(decoding: bytes, as: UTF8.self).hasSuffix(NoteBlock.empty))
    }
    let pages = BookFixture.pages(books.files).values
    #expect(pages.allSatisfy { !$0.contains("NOTES") && !$0.contains("class=\"notes\"") })
  }

  @Test func aNoteIsOnThePageAndStays() async throws {
    var books = try await built()
    books.notes[web] = "Ask **Ada** first. See [the accounts](../accounts/index.md).\n\n- [ ] call her\n"
    try await books.build()
    let first = books.files
    #expect(try books.text(web).contains("each build keeps this block -->\nAsk **Ada** first."))
    let html = try books.text("repositories/web.html")
    #expect(
      html.contains("<section class=\"notes\" aria-label=\"Notes\">\n<p>Ask <strong>Ada</strong> first."))
    #expect(html.contains("<a href=\"../accounts/index.html\">the accounts</a>"))
    #expect(html.contains("type=\"checkbox\""))
    for _ in 0..<3 {
      try await books.build()
      #expect(books.files == first)
    }
    books.change("shared: {visibility: private}", to: "shared: {visibility: internal}")
    books.change("as_of: 2026-11-22", to: "as_of: 2026-12-24")
    try await books.build()
    #expect(books.files[web] != first[web])
    #expect(try books.text(web).contains("Ask **Ada** first."))
    #expect(books.files.keys.filter { $0.contains("orphaned") } == [])
  }

  @Test func aNoteOnAnAcceptedRecordIsNoEdit() async throws {
    var books = try await built()
    let record = try books.path(2)
    let text = try books.text(record)
    books.notes[record] = "Told in the meeting.\n"
    try await books.build()
    #expect(books.diagnostics == [])
    #expect(try books.text(record) == text.replacing("<!-- END", with: "Told in the meeting.\n<!-- END"))
    books.change("deploy_keys: allowed", to: "deploy_keys: forbidden")
    try await books.build()
    let ended = try books.text(record)
    #expect(ended.contains("superseded by ADR-0004") && ended.contains("Told in the meeting.\n<!-- END"))
  }

  @Test func theNoteOfAPageThatIsGoneIsKept() async throws {
    var books = try await built()
    books.notes["markdown/checklists/consumer-prod.md"] = "The cluster is in rack 4.\n"
    books.notes[web] = "Stays.\n"
    try await books.build()
    books.change("consumers:\n  prod: {kind: kubernetes, needs: [pull package web]}\n", to: "")
    try await books.build()
    #expect(books.rendered.map(\.id) == ["note-moved"])
    #expect(books.rendered.first?.message.contains("`checklists/consumer-prod` is gone") == true)
    let path = "markdown/overview/orphaned-notes.md"
    #expect(
      try books.text(path).contains(
        "\n## The note of checklists/consumer-prod\n\nThe cluster is in rack 4.\n<!-- END"))
    #expect(try books.text("overview/orphaned-notes.html").contains("The cluster is in rack 4."))
    #expect(
      try books.text("markdown/index.md").contains(
        "- [Notes whose page is gone](overview/orphaned-notes.md)\n"))
    let moved = books.files
    try await books.build()
    #expect(books.rendered == [])
    #expect(books.files == moved)
    books.notes[path] = ""
    try await books.build()
    #expect(books.files[path] == nil)
    #expect(try books.text(web).contains("Stays."))
  }

  @Test func twoNotesOfGonePagesStandOneBelowTheOther() {
    let earlier = ["b": "two\n", "a": "one\n", "overview/orphaned-notes": "\nzero\n", "c": "three\n"]
    let notes = BookNotes(earlier, pages: ["c"])
    #expect(notes.moved == ["a", "b"])
    #expect(
      notes.note(on: BookNotes.orphanage) == "\nzero\n\n## The note of a\n\none\n\n## The note of b\n\ntwo\n")
    #expect(notes.note(on: BookPath(folder: "", "c")) == "three\n")
  }

  // MARK: What a note cannot do

  @Test func rawHTMLIsLeftOutAndTold() async throws {
    var books = try await built()
    books.notes[web] = "Hello <b>you</b>\n\n<script>alert(1)</script>\n\n<!-- a comment -->\n"
    try await books.build()
    #expect(books.rendered.map(\.id) == ["note-html"])
    #expect(books.rendered.allSatisfy { $0.severity == .warning && $0.message.contains("`\(web)`") })
    let html = try books.text("repositories/web.html")
    #expect(!html.contains("<script>alert") && !html.contains("<b>you") && html.contains("Hello "))
    #expect(try books.text(web).contains("<script>alert(1)</script>"))
  }

  @Test func aNoteChangesNothingOfItsPage() async throws {
    let hostile = """
      # Title
      ## Access decisions
      # Title
      - [ ] do it

      [Access]: https://evil.example
      [javascript](javascript:alert(1))

      | a | b |
      | --- | --- |
      | 1 | 2 |

      > [!NOTE]
      > careful

      ```
      never closed

      """
    var books = try await built()
    let before = try books.text("repositories/web.html")
    books.notes[web] = hostile
    try await books.build()
    let after = try books.text("repositories/web.html")
    let note = try #require(after.firstMatch(of: /(?s)<section class="notes".*?<\/section>\n/))
    #expect(note.0.contains("<h2 id=\"title\">") && note.0.contains("<h2 id=\"title-1\">"))
    #expect(note.0.contains("<table>") && note.0.contains("alert-note") && !note.0.contains("javascript:"))
    #expect(after.replacing(note.0, with: "").withoutContents == before.withoutContents)
    #expect(after.matches(of: /<h1/).count == 1)
    let pages = BookFixture.pages(books.files)
    let assets: Set<String> = ["assets/tokenbook.css", "assets/tokenbook.js", "assets/favicon.svg"]
    #expect(await LinkChecker.problems(in: pages, files: Set(books.files.keys).union(assets)) == [])
  }

  @Test func nothingShapedLikeATokenIsTakenOver() async throws {
    var books = try await built()
    let before = books.files
    let token = "ghp_" + String(repeating: "a1B2", count: 9)
    books.notes[web] = "The token is \(token)\n"
    try await books.build()
    #expect(books.diagnostics.map(\.id) == ["note-token"])
    #expect(
      books.diagnostics.allSatisfy { $0.message.contains("`book/\(web)`") && !$0.message.contains(token) })
    #expect(books.files == before)
  }

  @Test(arguments: [[0xFF, 0x0A], [0x61, 0x00, 0x0A]] as [[UInt8]])
  func whatIsNoTextIsTold(_ bytes: [UInt8]) throws {
    let files = EarlierFiles(folder: "book", notes: [web: bytes])
    let reading = EarlierBook.read(files, before: try BookFixture.example().decisions)
    #expect(reading.diagnostics.map(\.id) == ["note-damaged"])
    #expect(reading.book == nil)
  }

  /// A note elsewhere is not taken over, so that the output folder refuses to overwrite it.
  @Test func onlyPagesOfTheMarkdownTreeHaveNotes() throws {
    let paths = [web, "checklists/web.md", "markdown/data.csv"]
    #expect(paths.map { EarlierBook.takesOver(noteOf: $0) } == [true, false, false])
    let notes = Dictionary(uniqueKeysWithValues: paths.map { ($0, Array("mine\n".utf8)) })
    let reading = EarlierBook.read(
      EarlierFiles(folder: "book", notes: notes), before: try BookFixture.example().decisions)
    #expect(reading.book?.notes == ["repositories/web": "mine\n"])
  }

  @Test func aBrokenBlockIsAnError() throws {
    let files = EarlierFiles(folder: "book", brokenNotes: [web: .neverEnds])
    let reading = EarlierBook.read(files, before: try BookFixture.example().decisions, force: true)
    #expect(
      reading.diagnostics.map(\.message) == ["`book/\(web)` has `<!-- BEGIN NOTES` without `<!-- END NOTES`"])
    #expect(reading.book == nil)
  }
}

extension String {
  /// Without the list of the page's headings.
  fileprivate var withoutContents: String {
    replacing(/(?s)<div class="aside">.*?<\/nav>\n<\/div>\n/, with: "")
  }
}
