import CommonMark
import SourceText
import Templates

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
    let memory = MarkdownMemory()
    for _ in 0..<3 {
      promises.expect(Self.rendered(text, memory) == rendered, "another page for what is remembered")
    }
  }

  private static func rendered(_ text: String, _ memory: MarkdownMemory? = nil) -> RenderedMarkdown? {
    var renderer = MarkdownHTMLRenderer()
    renderer.memory = memory
    renderer.collectsPlainText = true
    return try? renderer.render(text)
  }

  // MARK: Values

  /// One place for a value: a template that shows it there.
  private struct Landing: Sendable {
    let template: String
    let library: TemplateLibrary?

    init(_ template: String) {
      self.template = template
      library = try? TemplateLibrary(["page.md.mustache": template])
    }

    static let all = [
      "A {{x}} z\n", "a\n\n{{x}}\n", "# {{x}}\n", "- a\n- {{x}}\n", "> {{x}}\n", "[{{x}}](b.md)\n",
      "| h | i |\n|---|---|\n| {{x}} | j |\n", "a `gh {{x}} b` c\n", "z {{x}} and `gh {{x}} b` c\n",
      "| h | i |\n|---|---|\n| `gh {{x}} b` | j |\n", "1. a\n\n   ```sh\n   {{x}}\n   ```\n\nend\n",
      "> ```sh\n> gh {{x}} b\n> ```\n\nend\n",
    ].map(Landing.init)
  }

  /// The value comes out as itself, and what stands around it as it does with another.
  private static func checkLanding(_ landing: Landing, _ text: String, _ promises: inout Promises) {
    let frame = shown(landing, "QQQ").replacing(bytesOf: "QQQ", with: text)
    let (found, expected) = (plain(shown(landing, text)), plain(frame))
    promises.expect(
      found.utf8.elementsEqual(expected.utf8),
      "\(text.debugDescription) in \(landing.template.debugDescription) is \(found.debugDescription)")
  }

  private static func shown(_ landing: Landing, _ text: String) -> String {
    guard let markdown = try? landing.library?.render("page", ["x": text]),
      let rendered = rendered(markdown)
    else { return "not rendered" }
    return rendered.omittedHTML.isEmpty ? rendered.plainText : "with HTML: \(rendered.omittedHTML)"
  }

  /// Without what landings take away: control characters and runs of spaces.
  private static func plain(_ text: String) -> String {
    let scalars = text.unicodeScalars.filter { $0 != "\0" }
      .map { $0.value < 0x20 || $0.value == 0x7F ? " " : $0 }
    return String(String.UnicodeScalarView(scalars)).split(atByte: " ").filter { !$0.isEmpty }
      .joined(separator: " ")
  }
}
