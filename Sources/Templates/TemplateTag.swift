/// One tag of a template, as it was written.
struct TemplateTag {
  enum Kind {
    case variable
    /// `{{{x}}}` and `{{&x}}`.
    case markup
    case section
    case inverted
    case end
    case partial
    /// `{{>*x}}`: the value of `x` is the partial's name.
    case dynamicPartial
    case comment
    /// `{{=<% %>=}}`.
    case delimiters
    /// `{{%CONTENT_TYPE:HTML}}`.
    case pragma
    /// `{{<x}}` and `{{$x}}`.
    case inheritance
  }

  let kind: Kind
  /// What stands between the delimiters, without the sign and the white space around it.
  let text: String
  /// From the first delimiter to the last.
  let range: Range<Int>

  /// Whether a line that has nothing else goes with it.
  var canStandAlone: Bool {
    switch kind {
    case .variable, .markup: false
    case .section, .inverted, .end, .partial, .dynamicPartial, .comment, .delimiters, .pragma, .inheritance:
      true
    }
  }
}

/// Finds the tags of a template.
struct TagReader {
  private let bytes: [UInt8]
  private(set) var open = Array("{{".utf8)
  private var close = Array("}}".utf8)

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Where the next tag begins; nil where there is none.
  func start(from offset: Int) -> Int? {
    find(open, from: offset)
  }

  /// The tag that begins at `start`; nil where it does not end.
  func tag(at start: Int) -> TemplateTag? {
    let inner = start + open.count
    guard inner < bytes.count else { return nil }
    let (kind, sign) = kind(at: inner)
    guard let end = find(closing(kind, bytes[inner]), from: inner + sign) else { return nil }
    var text = bytes[inner + sign..<end]
    if kind == .dynamicPartial { text = TagReader.trimmed(text).dropFirst() }
    return TemplateTag(
      kind: kind, text: String(decoding: TagReader.trimmed(text), as: UTF8.self),
      range: start..<end + closing(kind, bytes[inner]).count)
  }

  /// Takes new delimiters, `<% %>`; false where these are none.
  mutating func take(delimiters text: String) -> Bool {
    let words = text.utf8.split { TagReader.isSpace($0) }
    guard words.count == 2, !text.utf8.contains(UInt8(ascii: "=")) else { return false }
    (open, close) = (Array(words[0]), Array(words[1]))
    return true
  }

  private func kind(at offset: Int) -> (TemplateTag.Kind, signLength: Int) {
    switch UnicodeScalar(bytes[offset]) {
    case "{": (.markup, 1)
    case "&": (.markup, 1)
    case "#": (.section, 1)
    case "^": (.inverted, 1)
    case "/": (.end, 1)
    case ">": (isDynamic(offset + 1) ? .dynamicPartial : .partial, 1)
    case "!": (.comment, 1)
    case "=": (.delimiters, 1)
    case "%": (.pragma, 1)
    case "<", "$": (.inheritance, 1)
    default: (.variable, 0)
    }
  }

  private func isDynamic(_ offset: Int) -> Bool {
    bytes[offset...].first { !TagReader.isSpace($0) } == UInt8(ascii: "*")
  }

  private func closing(_ kind: TemplateTag.Kind, _ sign: UInt8) -> [UInt8] {
    if kind == .delimiters { return Array("=".utf8) + close }
    return kind == .markup && sign == UInt8(ascii: "{") ? Array("}".utf8) + close : close
  }

  private func find(_ text: [UInt8], from offset: Int) -> Int? {
    guard bytes.count >= text.count, let first = text.first else { return nil }
    var index = offset
    while index <= bytes.count - text.count {
      if bytes[index] == first, bytes[index..<index + text.count].elementsEqual(text) { return index }
      index += 1
    }
    return nil
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || (0x09...0x0D).contains(byte)
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let start = text.drop(while: isSpace)
    guard let last = start.lastIndex(where: { !isSpace($0) }) else { return start.prefix(0) }
    return start[...last]
  }
}
