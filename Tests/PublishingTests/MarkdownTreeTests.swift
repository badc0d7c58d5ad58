import CommonMark
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The Markdown tree by itself, as github.com shows it.
@Suite struct MarkdownTreeTests {
  /// Links are followed as they stand in the files; headings have the names that github.com gives them.
  @Test func everyLinkOfTheExampleLeadsSomewhere() async throws {
    let files = try await BookFixture.exampleFiles()
    let pages = try Self.shown(files.mapValues { String(decoding: $0, as: UTF8.self) })
    #expect(pages.count > 200)
    let others = Set(files.keys.filter { !$0.hasSuffix(".html") })
    #expect(await LinkChecker.problems(in: pages, files: others) == [])
  }

  @Test func whatLeadsNowhereIsFound() async throws {
    let pages = try Self.shown([
      "markdown/index.md":
        "# A\n\n[1](a.md#here) [2](a.md#nowhere) [3](a.html) [4](../data/x.json) [5](b.md)\n",
      "markdown/a.md": "# A\n\n## Here\n\n[1](#here) [2](#Here)\n",
    ])
    let problems = await LinkChecker.problems(in: pages, files: ["data/x.json"])
    #expect(
      problems.map { "\($0.file) \($0.target)" } == [
        "markdown/a.md #Here", "markdown/index.md a.html", "markdown/index.md a.md#nowhere",
        "markdown/index.md b.md",
      ])
  }

  /// The Markdown files with what a browser makes of them, links left as they are.
  private static func shown(_ files: [String: String]) throws -> [String: String] {
    let renderer = MarkdownHTMLRenderer { $0 }
    return try files.filter { $0.key.hasSuffix(".md") }.mapValues { text in
      try renderer.render(String(FrontMatter.split(text).1)).html
    }
  }
}
