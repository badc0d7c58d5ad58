import SourceText
import CommonMark
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Any text, wherever a Markdown template puts it, comes out as that very text.
struct LandingTests {
  /// One place for a value `x`.
  struct Landing: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let template: String

    init(_ description: String, _ template: String) {
      testDescription = description
      self.template = template
    }

    static let all = [
      Landing("in a sentence", "A {{x}} z\n"), Landing("on its own line", "{{x}}\n"),
      Landing("after a line", "para\n{{x}}\n"), Landing("an item", "- {{x}}\n- b\n"),
      Landing("a task", "- [ ] {{x}}\n"), Landing("a numbered item", "1. {{x}}\n"),
      Landing("a heading", "# {{x}}\n"), Landing("strong", "a **{{x}}y** b\n"),
      Landing("the text of a link", "[{{x}}](b.md)\n"), Landing("a quote", "> {{x}}\n"),
      Landing("a cell", "| h | i |\n|---|---|\n| {{x}} | j |\n"), Landing("twice", "{{x}}{{x}}\n"),
      Landing("before a link", "{{x}}[l](m.md)\n"), Landing("after a label", "**L:** {{x}}.\n"),
      Landing("code", "a `{{x}}` b\n"), Landing("a part of code", "a `gh {{x}} b` c\n"),
      Landing("code in a cell", "| h | i |\n|---|---|\n| `{{x}}` | j |\n"),
      Landing("a fence", "```sh\n{{x}}\n```\n\nend\n"),
      Landing("a part of a line in a fence", "```sh\ngh {{x}} b\n```\n\nend\n"),
      Landing("a fence in a list", "1. a\n\n   ```sh\n   {{x}}\n   ```\n\nend\n"),
      Landing("a fence in a quote in a list", "- a\n\n  > ```sh\n  > {{x}}\n  > ```\n\nend\n"),
    ]
  }

  /// A small generator that gives the same numbers every time.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64 = 42

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ (state >> 29)
    }
  }

  private static let pieces =
    [
      "a", "b c", " ", "  ", "    ", "\n", "\n\n", "\r\n", "\t", "#", "# ", "-", "- ", "+ ", "1.", "1) ",
      "> ",
      ">",
      "=", "===", "---", "***", "*", "**", "_", "__", "`", "``", "```", "`\n```\nb", "~", "~~~", "[", "]",
      "(",
      ")",
      "](javascript:x)", "![", "!", "<", ">", "<script>", "</a>", "<!--", "-->", "&", "&amp;", "&#60;", "&lt",
      "\\",
      "\\\\", "|", "|-|", ":-:", ":", ":--", "https://x.y", "www.x.y", "[x]", "[ ] ", "[^1]", "{{x}}", "$",
      "é",
      "😀",
      "\u{2028}", "\u{85}", "\u{E000}", "\u{E001}", ".", "x_y", "[!NOTE]",
    ] + HostileTexts.joiners + HostileTexts.payloads

  @Test(arguments: Landing.all)
  func comesOut(landing: Landing) throws {
    let library = try TemplateLibrary(["documents/p.md.mustache": landing.template])
    let frame = try Self.text(of: library.render("documents/p", ["x": "QQQ"]))
    var numbers = Numbers()
    for _ in 0..<400 {
      let text = (0..<Int.random(in: 1...5, using: &numbers))
        .map { _ in Self.pieces.randomElement(using: &numbers) ?? "" }.joined()
      let markdown = try library.render("documents/p", ["x": text])
      let expected = Self.plain(frame.replacing(bytesOf: "QQQ", with: Self.plain(text)))
      #expect(
        try Self.text(of: markdown).unicodeScalars.elementsEqual(expected.unicodeScalars),
        "\(text.debugDescription) as \(markdown.debugDescription)")
    }
  }

  @Test(
    "github.com makes no links of addresses in a value",
    arguments: [
      "https://a.example", "http://b.example", "www.c.example", "see WWW.d.example", "ftp://e.example",
    ])
  func noLinks(text: String) {
    let escaped = MarkdownText.wholeInProse(text)
    #expect(escaped.contains("\\:") || escaped.lowercased().contains("www\\."))
  }

  private static func text(of markdown: String) throws -> String {
    var renderer = MarkdownHTMLRenderer()
    renderer.collectsPlainText = true
    let rendered = try renderer.render(markdown)
    #expect(rendered.omittedHTML.isEmpty)
    return plain(rendered.plainText)
  }

  /// Without what templates take away: control characters and runs of spaces.
  private static func plain(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter { $0 != "\0" }
      .map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)).split(atByte: " ").filter { !$0.isEmpty }.joined(
      separator: " ")
  }
}
