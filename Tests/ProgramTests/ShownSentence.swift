import Foundation

/// A sentence of a Markdown file as people read it.
struct ShownSentence: Equatable {
  /// The line on which its paragraph, list item or table row starts.
  let line: Int
  /// On one line: `¤` for each code span, links without their targets.
  let text: String

  /// Code spans count as one word.
  var wordCount: Int { text.split(separator: " ").filter { $0 != "-" }.count }
}

extension ShownSentence {
  /// Every sentence outside code blocks.
  static func all(in markdown: String) -> [ShownSentence] {
    blocks(of: markdown).flatMap { block in
      sentences(of: plain(block.text)).map { ShownSentence(line: block.line, text: $0) }
    }
  }

  private typealias Block = (line: Int, text: String)

  /// Paragraphs, list items, headings and table cells.
  private static func blocks(of markdown: String) -> [Block] {
    var (blocks, isCode, isOpen) = ([Block](), false, false)
    for (index, raw) in markdown.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      let line = raw.trimmingCharacters(in: .whitespaces)
      let isFence = line.hasPrefix("```")
      if isFence { isCode.toggle() }
      if isFence || isCode || line.isEmpty {
        isOpen = false
      } else if line.hasPrefix("|") {
        blocks += plain(line).split(separator: "|").map { (index + 1, String($0)) }
        isOpen = false
      } else if isOpen, line.prefixMatch(of: /- |\* |\d+\. |#/) == nil {
        blocks[blocks.count - 1].text += " " + line
      } else {
        blocks.append((index + 1, line))
        isOpen = !line.hasPrefix("#")
      }
    }
    return blocks
  }

  private static func plain(_ text: String) -> String {
    text.replacing(/`[^`]*`/, with: "¤").replacing(/\]\([^)]*\)/, with: "]")
  }

  private static func sentences(of text: String) -> [String] {
    text.replacing(/([.!?][)*]*)\s/) { "\($0.output.1)\n" }.split(separator: "\n")
      .map { $0.trimmingCharacters(in: .whitespaces) }.filter { $0.contains(where: \.isLetter) }
  }
}
