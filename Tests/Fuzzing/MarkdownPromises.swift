import CommonMark
import SourceText

/// A text as Markdown, and as a value that Markdown must not read.
enum MarkdownPromises {
  static func check(_ bytes: [UInt8], _ promises: inout Promises) {
    let text = String(decoding: bytes, as: UTF8.self)
    checkRendering(text, &promises)
    for landing in Landing.all { checkLanding(landing, text, &promises) }
  }

  private static func checkRendering(_ text: String, _ promises: inout Promises) {
    guard let rendered = rendered(text) else {
      promises.expect(text.utf8.contains(0), "a text that is not rendered: \(text.debugDescription)")
      return
    }
    for problem in HTMLProblem.all(in: rendered.html) {
      promises.expect(false, "\(problem) in \(rendered.html.debugDescription)")
    }
    promises.expect(Self.rendered(text) == rendered, "another page for the same text")
  }

  private static func rendered(_ text: String) -> RenderedMarkdown? {
    var renderer = MarkdownHTMLRenderer()
    renderer.collectsPlainText = true
    return try? renderer.render(text)
  }

  // MARK: Values

  /// One place for a value.
  private struct Landing {
    let before: String
    let after: String
    let escaped: @Sendable (String) -> String

    static let all = [
      Landing(before: "A ", after: " z\n", escaped: MarkdownText.inProse),
      Landing(before: "a\n\n", after: "\n", escaped: MarkdownText.wholeInProse),
      Landing(before: "# ", after: "\n", escaped: MarkdownText.wholeInProse),
      Landing(before: "- a\n- ", after: "\n", escaped: MarkdownText.wholeInProse),
      Landing(before: "> ", after: "\n", escaped: MarkdownText.wholeInProse),
      Landing(before: "[", after: "](b.md)\n", escaped: MarkdownText.wholeInProse),
      Landing(before: "| h | i |\n|---|---|\n| ", after: " | j |\n", escaped: MarkdownText.wholeInProse),
      Landing(before: "a `gh ", after: " b` c\n", escaped: MarkdownText.inCodeSpan),
      Landing(before: "| h | i |\n|---|---|\n| `gh ", after: " b` | j |\n", escaped: MarkdownText.inCellCode),
      Landing(before: "1. a\n\n   ```sh\n   ", after: "\n   ```\n\nend\n", escaped: MarkdownText.inFence),
      Landing(before: "> ```sh\n> gh ", after: " b\n> ```\n\nend\n", escaped: MarkdownText.inFence),
    ]
  }

  /// The value comes out as itself, and what stands around it as it does with another.
  private static func checkLanding(_ landing: Landing, _ text: String, _ promises: inout Promises) {
    let frame = shown(landing, "QQQ").replacing(bytesOf: "QQQ", with: text)
    let (found, expected) = (plain(shown(landing, text)), plain(frame))
    promises.expect(
      found.utf8.elementsEqual(expected.utf8),
      "\(text.debugDescription) behind \(landing.before.debugDescription) is \(found.debugDescription)")
  }

  private static func shown(_ landing: Landing, _ text: String) -> String {
    let markdown = landing.before + landing.escaped(text) + landing.after
    guard let rendered = rendered(MarkdownText.restoringBackticks(in: markdown)) else {
      return "not rendered"
    }
    return rendered.omittedHTML.isEmpty ? rendered.plainText : "with HTML: \(rendered.omittedHTML)"
  }

  /// Without what landings take away: control characters, runs of spaces, the marks of the room.
  private static func plain(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter { !["\u{E000}", "\u{E001}", "\u{0}"].contains($0) }
      .map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)).split(atByte: " ").filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
