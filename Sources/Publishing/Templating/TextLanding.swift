import CommonMark
import SourceText

/// Where a value's text lands in a template, other than in the prose of Markdown; each place has its own way to keep the
/// text what it is.
enum TextLanding: String, Sendable, CaseIterable {
  /// Inside a code span.
  case code
  /// Inside a code span in a row of a table.
  case cellcode
  /// Inside a fenced code block.
  case fence
  /// Inside the parentheses of a link.
  case link
  /// In HTML: between tags, or inside a quoted attribute.
  case html
  /// Nowhere that is seen: the name of a partial.
  case raw

  func escape(_ text: String) -> String {
    switch self {
    case .code: MarkdownText.inCodeSpan(text)
    case .cellcode: MarkdownText.inCellCode(text)
    case .fence: MarkdownText.inFence(text)
    case .link: MarkdownText.inLink(text)
    case .html: HTMLText.escaped(text)
    case .raw: text
    }
  }
}
