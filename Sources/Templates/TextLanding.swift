/// Where the text of a value lands; each place has its own way to keep the text what it is.
enum TextLanding: Sendable, Hashable, CaseIterable {
  /// In the prose of Markdown.
  case prose
  /// Inside a code span.
  case code
  /// Inside a code span in a row of a table.
  case cellCode
  /// Inside a fenced code block.
  case fence
  /// Inside the parentheses of a link.
  case link
  /// In HTML: between tags, or inside a quoted attribute.
  case html
  /// Markup already: it is written as it is.
  case markup
}

/// Reads a template of Markdown line by line, and says where a tag lands.
///
/// A fence that a template opens, the same template must close; a span or a link, the same line.
struct LandingReader {
  /// What a line is as a whole.
  enum Line {
    case text
    case opensFence
    case closesFence
  }

  private(set) var inFence = false
  private(set) var inCode = false
  private var inLink = false
  private var isTableRow = false
  private var previous: UInt8 = 0

  var landing: TextLanding {
    if inFence { return .fence }
    if inCode { return isTableRow ? .cellCode : .code }
    return inLink ? .link : .prose
  }

  /// Takes the beginning of a line, with all that follows.
  mutating func startLine(_ rest: ArraySlice<UInt8>) -> Line {
    (inCode, inLink, previous) = (false, false, 0)
    let start = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ">") }
    isTableRow = start.first == UInt8(ascii: "|")
    guard start.starts(with: "```".utf8) else { return .text }
    inFence.toggle()
    return inFence ? .opensFence : .closesFence
  }

  /// Takes a byte of the template's own text; true where it is the backtick that begins or ends a code span.
  mutating func read(_ byte: UInt8) -> Bool {
    defer { previous = byte }
    if byte == UInt8(ascii: "`") {
      inCode.toggle()
      return !inFence
    }
    if !inCode, byte == UInt8(ascii: "("), previous == UInt8(ascii: "]") { inLink = true }
    if !inCode, byte == UInt8(ascii: ")") { inLink = false }
    return false
  }

  /// A tag stands between what comes before and after it.
  mutating func passTag() { previous = 0 }
}
