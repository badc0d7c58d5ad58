/// Items of task lists, `- [ ] text`.
package enum MarkdownTasks {
  /// The text with no open task that looks done. GitHub takes a task for done where `[x]` stands anywhere in its line
  /// (github/cmark-gfm, extensions/tasklist.c, `open_tasklist_item`, looked at on 2026-11-30).
  package static func keptOpen(in markdown: String) -> String {
    guard holdsCross(markdown) else { return markdown }
    var fence = 0
    return markdown.split(atByte: "\n").map { line in
      let ticks = ticks(of: line)
      if fence > 0 {
        if ticks >= fence { fence = 0 }
      } else if ticks >= 3 {
        fence = ticks
      } else if let text = openTask(line), holdsCross(text) {
        return String(Substring(line.utf8.dropLast(text.utf8.count))) + withoutCross(String(text))
      }
      return String(line)
    }
    .joined(separator: "\n")
  }

  private static func holdsCross(_ text: some StringProtocol) -> Bool {
    text.contains(bytesOf: "[x]") || text.contains(bytesOf: "[X]")
  }

  /// The line without what a list or a quote puts before it.
  private static func item(_ line: Substring) -> Substring.UTF8View {
    line.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ">") }
  }

  private static func ticks(of line: Substring) -> Int { item(line).prefix { $0 == UInt8(ascii: "`") }.count }

  /// What stands behind the box; nil where the line is no open task.
  private static func openTask(_ line: Substring) -> Substring? {
    let item = item(line)
    return item.starts(with: "- [ ] ".utf8) ? Substring(item.dropFirst(6)) : nil
  }

  /// Code that holds a cross becomes text, and the text of a link gets its letter by number.
  private static func withoutCross(_ text: String) -> String {
    MarkdownSpans.parts(of: text).map { part in
      if part.ticks > 0 { return holdsCross(part.text) ? MarkdownText.inProse(part.text) : part.markdown }
      return part.text.replacing(bytesOf: "[x]", with: "[&#120;]").replacing(bytesOf: "[X]", with: "[&#88;]")
    }
    .joined()
  }
}
