import Fuzzing
import Synchronization
import Testing

@testable import CommonMark

/// What pages have in common is read once, and gives on each of them what it would give alone.
@Suite struct MemoryTests {
  /// Lines that begin, go on with, and end whatever reaches over blank lines, or seems to.
  private static let lines = [
    "", "", "", "", " ", "\t", "a", "b  ", "# h", "## h", "- a", "-", "- [ ] t", "* b", "+", "1. x", "12) y",
    "10. w",
    "  c", "    d", "   e", "\tf", "     g", "```", "~~~", "  ```", " ```", "   ~~~", "````", "```sh",
    "``` a`b", "> q",
    "> - q", "> ```", "> [!NOTE]", "| a | b |", "|---|---|", "| `c` | [d](e.md) |", "  | i | j |", "<b>",
    "<!-- x",
    "-->", " <div>", "<pre>", "[a]: b.md", "[a]", "---", "===", "***", "![a](p.svg)", "- ```", "1. ```",
    "   ```",
    "  - z", "\\", "&#xFF;", "&#xF8F0;", "-   v", "-     u", "x <i>y</i>", "\u{A0}", "\u{C}", "- > q",
    "  > r", "\t```", " \t~~~", "``` ", "~~~\t", "- ~~~", "    ```",
  ]

  private func expectTheSame(
    _ text: String, _ memory: MarkdownMemory, _ place: SourceLocation = #_sourceLocation
  ) throws {
    var renderer = MarkdownHTMLRenderer()
    let alone = try renderer.render(text)
    renderer.memory = memory
    for _ in 0..<3 {
      let remembered = try renderer.render(text)
      #expect(remembered == alone, "\(text.debugDescription)", sourceLocation: place)
    }
  }

  @Test func anyTextGivesTheSame() throws {
    var random = SplitMix(seed: 7)
    let memory = MarkdownMemory()
    for _ in 0..<20_000 {
      let count = Int.random(in: 1...14, using: &random)
      let lines = (0..<count).map { _ in Self.lines[Int.random(in: 0..<Self.lines.count, using: &random)] }
      try expectTheSame(lines.joined(separator: "\n") + (Bool.random(using: &random) ? "\n" : ""), memory)
    }
  }

  /// The examples of the specification too, one behind the other.
  @Test func exampleBehindExampleGivesTheSame() throws {
    let texts = RendererCase.all.map(\.markdown) + SpecificationExample.all.map(\.markdown)
    let memory = MarkdownMemory()
    for (index, text) in texts.enumerated() {
      try expectTheSame("\(text)\n\n\(texts[(index * 7 + 3) % texts.count])\n\n\(text)", memory)
    }
  }

  @Test func aStretchIsReadTwiceAndNoMore() throws {
    let asked = Mutex<[String]>([])
    var renderer = MarkdownHTMLRenderer { link in
      asked.withLock { $0.append(link) }
      return link
    }
    renderer.memory = MarkdownMemory()
    for page in 0..<6 {
      let rendered = try renderer.render("# Page\n\n[a](b.md)\n\n| [c](d.md) |\n|---|\n\n[p](p\(page).md)\n")
      #expect(rendered.html.contains("href=\"b.md\"") && rendered.html.contains("href=\"p\(page).md\""))
    }
    let links = asked.withLock { $0 }
    #expect(links.count { $0 == "b.md" } == 2 && links.count { $0 == "d.md" } == 2 && links.count == 10)
  }

  /// Names are those of the page on which a stretch stands.
  @Test func namesAreThoseOfThePage() throws {
    var renderer = MarkdownHTMLRenderer()
    renderer.memory = MarkdownMemory()
    for title in ["A", "B", "C", "Do"] {
      let rendered = try renderer.render(
        "# \(title)\n\n## Do\n\n- [ ] x\n\n| y |\n|---|\n\n# End\n\n| y |\n|---|\n")
      #expect(rendered.headings.map(\.slug) == [title.lowercased(), title == "Do" ? "do-1" : "do", "end"])
      #expect(rendered.html.contains("\"Table: y\"") && rendered.html.contains("\"Table 2: y\""))
    }
  }

  @Test func aPictureIsThatOfThePage() throws {
    let memory = MarkdownMemory()
    for number in 0..<4 {
      var renderer = MarkdownHTMLRenderer()
      renderer.memory = memory
      renderer.picture = { _ in "<svg>\(number)</svg>" }
      #expect(try renderer.render("a\n\n![p](p.svg)\n").html == "<p>a</p>\n<svg>\(number)</svg>\n")
    }
  }

  @Test(arguments: [
    ("# a\n\nb\nc\n\n| d |\n|---|\n", ["# a\n", "b\nc\n", "| d |\n|---|\n"]),
    ("- a\n\n- b\n\n  c\n\nd", ["- a\n\n- b\n\n  c\n\n", "d"]),
    ("a\n\n- b\n", ["a\n", "- b\n"]), ("a\n\n    b\n\n    c\n", ["a\n\n    b\n\n    c\n"]),
    ("```\na\n\n# b\n```\n\nc\n", ["```\na\n\n# b\n```\n", "c\n"]), ("```\na\n\n", ["```\na\n\n"]),
    ("- a\n\n  ```\n  b\n\n  c\n  ```\n\nd\n", ["- a\n\n  ```\n  b\n\n  c\n  ```\n\nd\n"]),
    ("a\n\n  ```\nb\n\nc\n  ```\n", ["a\n\n  ```\nb\n\nc\n  ```\n"]),
    ("a\n\n<!-- b\n\n-->\n", ["a\n\n<!-- b\n\n-->\n"]),
    ("[a]\n\n[a]: b\n", ["[a]\n\n[a]: b\n"]), ("a\r\n\r\nb", ["a\r\n\r\nb"]), ("\n\n \n", []), ("", []),
    ("> a\n\n> b\n", ["> a\n", "> b\n"]), ("- ```\n\na", ["- ```\n\n", "a"]),
  ])
  func stretches(text: String, expected: [String]) {
    let bytes = Array(text.utf8)
    let stretches = MarkdownStretches.ranges(of: bytes).map { String(decoding: bytes[$0], as: UTF8.self) }
    #expect(stretches == expected)
  }

  @Test func aNULIsRefusedWithItsPlace() {
    var renderer = MarkdownHTMLRenderer()
    renderer.memory = MarkdownMemory()
    #expect(throws: CommonMarkError.nul(offset: 8)) { try renderer.render("abc\n\ndef\0") }
  }
}
