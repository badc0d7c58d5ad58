import SourceText
import Testing

/// Backticks of values, on a line with spans of the template.
struct MarkdownTextTests {
  private func line(_ prose: String, _ code: String) -> String {
    let line = "\(MarkdownText.inProse(prose)) is `\(MarkdownText.inCodeSpan(code))`, `x`"
    return MarkdownText.restoringBackticks(in: line)
  }

  @Test func aBacktickInProseBeginsNoSpan() {
    #expect(line("a", "b") == "a is `b`, `x`")
    #expect(line("a", "b`c") == "a is ``b`c``, `x`")
    #expect(line("a`", "b`c") == "a\\` is ``b`c``, `x`")
    #expect(line("`a`", "`b``c") == "\\`a\\` is ``` `b``c ```, `x`")
    #expect(line("a\\`", "b`c") == "a\\\\\\` is ``b`c``, `x`")
    // Of this block too, and no mark of ours.
    #expect(line("`\u{E123}", "b") == "\\`\u{E123} is `b`, `x`")
  }
}
