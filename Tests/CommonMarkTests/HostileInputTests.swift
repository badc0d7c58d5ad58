import CommonMark
import Fuzzing
import Testing

/// Whatever the text, the HTML is well formed and holds nothing but what we allow.
struct HostileInputTests {
  /// A small generator that gives the same numbers every time.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static let pieces = [
    "\n", "\n", "\n\n", " ", "    ", "\t", "\r\n", "\r", "> ", "- ", "1. ", "- [ ] ", "- [x] ", "# ", "## ",
    "===\n",
    "---\n", "```", "~~~", "`", "``", "*", "**", "_", "[", "]", "(", ")", "](", "![", "<", ">", "<!--", "-->",
    "<script>", "</script>", "<a href=\"javascript:x\">", "&lt;", "&amp;", "&#0;", "&quot;", "\"", "'", "\\",
    "|",
    "| a | b |\n|-|-|\n", "|:-:|\n", "|-|\n", "\\|", "`a\\|b`", "[!NOTE]\n", "> [!WARNING]\n> ",
    "[a]: b.md\n",
    "[a]", "javascript:alert(1)", "data:text/html,x", "x.md#y", "https://a.example", "word", "äöü", "😀",
    "\u{1}",
    "\u{2028}", "\u{FEFF}", "on=\"x\"", "</h1>", "</div>", "<input>", "]]>", "<?php", "<![CDATA[",
  ]

  @Test("any mixture of what Markdown knows gives sound HTML", arguments: 0..<40)
  func mixtures(seed: Int) throws {
    var numbers = Numbers(state: UInt64(seed) &* 7919 &+ 17)
    var renderer = MarkdownHTMLRenderer()
    renderer.collectsPlainText = true
    for _ in 0..<150 {
      let count = Int.random(in: 1...40, using: &numbers)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &numbers) ?? "" }.joined()
      let rendered = try renderer.render(text)
      let problems = HTMLProblem.all(in: rendered.html)
      #expect(problems.isEmpty, "\(problems) for \(text.debugDescription)")
    }
  }

  /// A text that is large in one way.
  struct Extreme: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let text: String

    init(_ description: String, _ parts: (String, Int)...) {
      testDescription = description
      text = parts.map { String(repeating: $0.0, count: $0.1) }.joined()
    }
  }

  private static let extremes = [
    Extreme("nested quotes", ("> ", 20_000)), Extreme("open emphasis", ("*a ", 20_000)),
    Extreme("open brackets", ("[", 20_000)), Extreme("nested lists", ("- ", 2_000), ("a", 1)),
    Extreme("backticks", ("`", 50_000), ("a", 1)), Extreme("pipes", ("|", 50_000), ("\n|-|\n", 1)),
    Extreme("nested alerts", ("> [!NOTE]\n> ", 500), ("a", 1)), Extreme("equal headings", ("# a\n", 5_000)),
    Extreme("wide table with short rows", ("|a", 3_000), ("\n", 1), ("|-", 3_000), ("\n|x", 3_000)),
    Extreme("many tables", ("| a | b |\n|-|-|\n| 1 | 2 |\n\n", 2_000)),
  ]

  @Test(
    "deep or wide texts end, and neither the stack nor time runs out", .timeLimit(.minutes(10)),
    arguments: extremes)
  func ends(extreme: Extreme) throws {
    #expect(HTMLProblem.all(in: try MarkdownHTMLRenderer().render(extreme.text).html).isEmpty)
  }

  @Test("many documents on many tasks give the bytes that one after the other gives")
  func concurrency() async throws {
    let texts = (0..<400).map { number in
      "# Page \(number)\n\n- [ ] task \(number)\n\n| a | b |\n|-|-|\n| \(number) | `x\\|y` |\n\n> [!TIP]\n> t\n"
    }
    let renderer = MarkdownHTMLRenderer()
    let expected = try texts.map { try renderer.render($0) }
    let rendered = try await withThrowingTaskGroup(of: (Int, RenderedMarkdown).self) { group in
      for (index, text) in texts.enumerated() {
        group.addTask { (index, try renderer.render(text)) }
      }
      return try await group.reduce(into: [Int: RenderedMarkdown]()) { $0[$1.0] = $1.1 }
    }
    for (index, page) in expected.enumerated() { #expect(rendered[index] == page) }
  }
}
