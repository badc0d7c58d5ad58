import CommonMark
import Foundation
import Guidance
import OrganizationModel
import OutputFolder
import SourceText
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The book of `site/example`, as a whole.
@Suite struct ExampleBookTests {
  @Test func everyLinkLeadsSomewhere() async throws {
    let files = try await BookFixture.exampleFiles()
    let problems = await LinkChecker.problems(in: BookFixture.pages(files), files: Set(files.keys))
    #expect(problems == [])
  }

  /// On the page itself, whatever it is about: who answers for it, and what of the description it comes from. The day stands
  /// where the page hangs on it; it is the description's: nothing says when the book was made.
  @Test func everyPageSaysWhoseItIsAndWhereItComesFrom() async throws {
    let pages = BookFixture.pages(try await BookFixture.exampleFiles()).filter { $0.key != "404.html" }
    for (path, page) in pages {
      let footer = try #require(page.firstRange(of: "<footer").map { page[$0.lowerBound...] })
      #expect(footer.contains(/<li>Owner <b>[^<]+<\/b>/), "\(path)")
      let source = try #require(footer.firstMatch(of: /<li>Source <code>([^<]+)<\/code>/)?.1, "\(path)")
      for key in source.split(separator: ", ") {
        #expect(Self.keys.contains(String(key.prefix { $0 != "." && $0 != "[" })), "\(path): \(source)")
      }
    }
    // One more day is no change of a page that says the same.
    let dated = pages.filter { $0.value.contains(#"As of <time datetime="2026-11-22">"#) }.keys.sorted()
    #expect(dated == ["index.html", "rotation/index.html"])
  }

  /// The keys at the top of a description.
  private static let keys: Set = [
    "organization", "policy", "platform", "people", "teams", "machine_users", "apps", "repositories",
    "packages",
    "consumers", "credentials", "services", "decisions", "facts", "assumptions", "outside",
  ]

  /// Pages have much in common, which is read once: each has the HTML that its Markdown gives by itself.
  @Test func everyPageIsWhatItsMarkdownGivesAlone() async throws {
    let files = try await BookFixture.exampleFiles()
    var count = 0
    for (path, bytes) in files where path.hasPrefix("markdown/") && path.hasSuffix(".md") {
      let text = try #require(try NoteBlock.find(in: bytes), "\(path)").split(bytes).text
      let markdown = String(decoding: text, as: UTF8.self)
      // What stands between other parts of the page.
      guard !markdown.hasPrefix("---\n"), !markdown.contains("pictures/") else { continue }
      let page = BookPath(folder: "", String(path.dropFirst("markdown/".count).dropLast(3)))
      let links = PageLinks(page, markdownFolder: "markdown")
      let alone = try MarkdownHTMLRenderer { links.page(forMarkdown: $0) }.render(markdown).html
      let html = String(decoding: try #require(files["\(page).html"]), as: UTF8.self)
      #expect(html.contains(bytesOf: alone), "\(path)")
      count += 1
    }
    #expect(count > 150)
  }

  /// A page with all that it loads but the search index, which is loaded only where somebody searches.
  @Test func noPageIsHeavy() async throws {
    let files = try await BookFixture.exampleFiles()
    let assets = files.filter { $0.key.hasPrefix("assets/") && !$0.key.hasPrefix("assets/search") }
    let common = assets.values.reduce(0) { $0 + $1.count }
    #expect(common > 20_000)
    for (path, bytes) in files where path.hasSuffix(".html") {
      // The longest is the list of the facts that decide.
      #expect(common + bytes.count < 150_000, "\(path): \(common + bytes.count) bytes")
    }
  }

  @Test func twoRunsAndAShuffledDescriptionGiveTheSameBytes() async throws {
    let first = try await BookFixture.exampleFiles()
    let second = try await BookFixture.render(try BookFixture.example())
    let shuffled = try await BookFixture.render(try BookFixture.example(rewriting: Shuffle.reversed))
    let text = "tokenbook: 1\npeople:\n  ada: {}\n  boris:\n    role: owner\nnote: x\n"
    #expect(
      Shuffle.reversed(text) == "tokenbook: 1\nnote: x\npeople:\n  boris:\n    role: owner\n  ada: {}\n")
    #expect(first.keys.sorted() == shuffled.keys.sorted())
    for (path, bytes) in first {
      #expect(second[path] == bytes, "\(path)")
      #expect(shuffled[path] == bytes, "\(path)")
    }
  }

  @Test func nothingIsShapedLikeAToken() async throws {
    for (path, bytes) in try await BookFixture.exampleFiles() {
      #expect(TokenShape.hits(in: bytes).isEmpty, "\(path)")
    }
  }

  @Test func checklistsFitAnIssue() async throws {
    let files = try await BookFixture.exampleFiles()
    for (path, bytes) in files where path.hasPrefix("markdown/checklists/") {
      #expect(bytes.count <= 65_536, "\(path)")
    }
  }

  @Test func everyPageSaysWhatItIs() async throws {
    let book = try BookFixture.example()
    let shelf = BookShelf(book, DocumentKinds.all)
    for document in shelf.entries.map(\.document) {
      #expect(!document.title.isEmpty)
      #expect(document.summary.last == ".", "\(document.path)")
      #expect(document.source?.contains(where: \.isNumber) != true || document.source?.contains(".") == true)
    }
    #expect(Set(shelf.entries.map(\.document.path)).count == shelf.entries.count)
  }

  @Test func theDataStandsBesideThePages() async throws {
    let book = try BookFixture.example()
    let files = try await BookFixture.exampleFiles()
    #expect(files["data/decisions.json"] == DecisionsJSONRenderer().render(book.decisions))
    #expect(files["assets/tokenbook.css"] != nil)
    #expect(files["assets/search/index.js"] != nil)
    #expect(files["markdown/index.md"] != nil && files["index.html"] != nil)
  }

  /// The day stands where something hangs on it: when it moves, the pages of what people do stay as they are.
  @Test func anotherDayChangesOnlyWhatHangsOnIt() async throws {
    let files = try await BookFixture.exampleFiles()
    let next = try await BookFixture.render(
      try BookFixture.example { $0.replacing("as_of: 2026-11-22", with: "as_of: 2026-11-23") })
    let changed = Set(files.keys).union(next.keys).filter { files[$0] != next[$0] }
    for path in ["index.html", "markdown/index.md", "rotation/index.html", "data/decisions.json"] {
      #expect(changed.contains(path), "\(path)")
      #expect(
        path.hasPrefix("data/") || String(decoding: files[path] ?? [], as: UTF8.self).contains("2026-11-22"))
    }
    for folder in ["repositories", "checklists", "runbooks", "guidance/checks", "guidance/rules"] {
      let paths = changed.filter { $0.hasPrefix("\(folder)/") || $0.hasPrefix("markdown/\(folder)/") }
      // A token that an exception ends lives a day less.
      let standing = paths.filter { !$0.contains("tramline-build-contents-write") }
      #expect(standing == [], "\(folder)")
    }
    // Records that no earlier book has begin on the day of this one.
    let others = changed.filter { !$0.contains("decisions/") }
    #expect(others.count < 80, "\(others.sorted())")
  }
}

/// Another order of the same description.
enum Shuffle {
  /// Turns the entries of every block of two spaces around, and the blocks of the file.
  static func reversed(_ text: String) -> String {
    let header = ["tokenbook", "organization", "as_of"]
    let blocks = parts(of: text.components(separatedBy: "\n"), indent: 0)
    let first = blocks.filter { block in header.contains { block.first?.hasPrefix("\($0):") == true } }
    let rest = blocks.filter { block in !header.contains { block.first?.hasPrefix("\($0):") == true } }
    return (first + rest.reversed().map(reversedEntries)).joined().joined(separator: "\n") + "\n"
  }

  private static func reversedEntries(_ block: [String]) -> [String] {
    guard let head = block.first, block.dropFirst().contains(where: { $0.hasPrefix("  ") }) else {
      return block
    }
    return [head] + parts(of: Array(block.dropFirst()), indent: 2).reversed().joined()
  }

  /// Cuts lines where one begins at exactly the indent; comments and empty lines go.
  private static func parts(of lines: [String], indent: Int) -> [[String]] {
    var parts: [[String]] = []
    for line in lines where !line.isEmpty && !line.allSatisfy({ $0 == " " }) && !isComment(line) {
      let depth = line.prefix { $0 == " " }.count
      if depth <= indent || parts.isEmpty {
        parts.append([line])
      } else {
        parts[parts.count - 1].append(line)
      }
    }
    return parts
  }

  private static func isComment(_ line: String) -> Bool {
    line.drop { $0 == " " }.hasPrefix("#")
  }
}
