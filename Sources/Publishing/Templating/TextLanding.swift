/// Where a value's text lands in a Markdown template, other than in prose; each place has its own way to keep the text
/// what it is.
enum TextLanding: String, Sendable, CaseIterable {
  /// Inside a code span.
  case code
  /// Inside a code span in a row of a table.
  case cellcode
  /// Inside a fenced code block.
  case fence
  /// Inside the parentheses of a link.
  case link
  /// Nowhere that is seen: the name of a partial.
  case raw

  func escape(_ text: String) -> String {
    switch self {
    case .code: MarkdownText.inCodeSpan(text)
    case .cellcode: TextLanding.escapeBars(in: MarkdownText.inCodeSpan(text))
    case .fence: MarkdownText.inFence(text)
    case .link: MarkdownText.inLink(text)
    case .raw: text
    }
  }

  private static func escapeBars(in text: String) -> String {
    text.utf8.contains(UInt8(ascii: "|")) ? text.replacing("|", with: "\\|") : text
  }
}
