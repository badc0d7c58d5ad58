/// Text with its HTML entities, `\u` and `\x` escapes, percent escapes of ASCII characters and lines that go on after a
/// `\` undone, and where each byte came from.
struct EscapedText {
  private(set) var bytes: [UInt8] = []
  private var origins: [UInt32] = []
  private let length: Int

  init(_ source: UnsafeBufferPointer<UInt8>) {
    self.length = source.count
    bytes.reserveCapacity(source.count)
    origins.reserveCapacity(source.count)
    var position = 0
    while position < source.count {
      if let end = EscapedText.continuation(source, at: position) {
        position = end
        continue
      }
      let (byte, width) = EscapedText.decode(source, at: position) ?? (source[position], 1)
      bytes.append(byte)
      origins.append(UInt32(truncatingIfNeeded: position))
      position += width
    }
  }

  /// The bytes of the source that a range of the decoded bytes came from.
  func original(_ range: Range<Int>) -> Range<Int> {
    let end = range.upperBound < origins.count ? Int(origins[range.upperBound]) : length
    return Int(origins[range.lowerBound])..<end
  }

  /// Where a text goes on after a `\` at the end of a line, as shells and YAML in double quotes read it: behind the spaces
  /// of the next line.
  private static func continuation(_ source: UnsafeBufferPointer<UInt8>, at position: Int) -> Int? {
    guard source[position] == UInt8(ascii: "\\") else { return nil }
    var end = position + 1
    if end < source.count, source[end] == UInt8(ascii: "\r") { end += 1 }
    guard end < source.count, source[end] == UInt8(ascii: "\n") else { return nil }
    end += 1
    while end < source.count, source[end] == 0x20 || source[end] == 0x09 { end += 1 }
    return end
  }

  /// The character that is written at a place in more than one byte, and how many bytes it takes.
  private static func decode(_ source: UnsafeBufferPointer<UInt8>, at position: Int) -> (UInt8, Int)? {
    switch source[position] {
    case UInt8(ascii: "%"): return number(source, at: position, prefix: "%", digits: 2, radix: 16)
    case UInt8(ascii: "\\"): return escape(source, at: position)
    case UInt8(ascii: "&"): return entity(source, at: position)
    default: return nil
    }
  }

  private static func escape(_ source: UnsafeBufferPointer<UInt8>, at position: Int) -> (UInt8, Int)? {
    number(source, at: position, prefix: "\\x", digits: 2, radix: 16)
      ?? number(source, at: position, prefix: "\\u", digits: 4, radix: 16)
      ?? number(source, at: position, prefix: "\\U", digits: 8, radix: 16)
      ?? number(source, at: position, prefix: "\\u{", digits: nil, radix: 16, suffix: UInt8(ascii: "}"))
  }

  private static func entity(_ source: UnsafeBufferPointer<UInt8>, at position: Int) -> (UInt8, Int)? {
    let semicolon = UInt8(ascii: ";")
    for (name, byte) in names where starts(source, at: position, with: name) {
      return (byte, name.utf8.count)
    }
    return number(source, at: position, prefix: "&#x", digits: nil, radix: 16, suffix: semicolon)
      ?? number(source, at: position, prefix: "&#X", digits: nil, radix: 16, suffix: semicolon)
      ?? number(source, at: position, prefix: "&#", digits: nil, radix: 10, suffix: semicolon)
  }

  private static let names: [(String, UInt8)] = [
    ("&lowbar;", UInt8(ascii: "_")), ("&UnderBar;", UInt8(ascii: "_")), ("&period;", UInt8(ascii: ".")),
    ("&hyphen;", UInt8(ascii: "-")), ("&dash;", UInt8(ascii: "-")),
  ]

  /// Reads a prefix, that many digits (nil: one to eight) and a suffix that may be missing.
  private static func number(
    _ source: UnsafeBufferPointer<UInt8>, at position: Int, prefix: String, digits: Int?, radix: UInt32,
    suffix: UInt8? = nil
  ) -> (UInt8, Int)? {
    guard starts(source, at: position, with: prefix) else { return nil }
    var end = position + prefix.utf8.count
    let first = end
    var value: UInt32 = 0
    while end < source.count, end - first < digits ?? 8, let digit = digit(source[end], radix: radix) {
      value = value &* radix &+ digit
      end += 1
    }
    guard end > first, digits.map({ $0 == end - first }) ?? true, (1..<0x80).contains(value) else {
      return nil
    }
    if let suffix, end < source.count, source[end] == suffix { end += 1 }
    return (UInt8(value), end - position)
  }

  private static func digit(_ byte: UInt8, radix: UInt32) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46 where radix == 16: UInt32(byte - 0x41 + 10)
    case 0x61...0x66 where radix == 16: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  private static func starts(
    _ source: UnsafeBufferPointer<UInt8>, at position: Int, with text: String
  ) -> Bool {
    let end = position + text.utf8.count
    return end <= source.count && source[position..<end].elementsEqual(text.utf8)
  }
}
