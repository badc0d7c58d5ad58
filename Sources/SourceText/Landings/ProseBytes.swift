/// One line of text that is to stand in the prose of Markdown.
struct ProseBytes {
  private let bytes: [UInt8]
  /// Where the first byte is that is no space.
  private let start: Int
  /// Where the first byte behind it is that is no digit.
  private let digitsEnd: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    start = bytes.firstIndex { $0 != UInt8(ascii: " ") } ?? 0
    digitsEnd = bytes[start...].firstIndex { !Self.isDigit($0) } ?? bytes.count
  }

  /// Whether Markdown would make something of a byte, there where it is.
  func needsBackslash(_ byte: UInt8, at index: Int) -> Bool {
    switch UnicodeScalar(byte) {
    case "\\", "`", "*", "[", "]", "<", "|", "~", "$": true
    case "_": !isWord(before: index) || !isWord(at: index + 1)
    case "&": index + 1 == bytes.count || bytes[index + 1] == UInt8(ascii: "#") || isWord(at: index + 1)
    case "-", "+", "=", ">": index == start
    case "!", "#": index == start || bytes[index...].allSatisfy { $0 == byte || $0 == UInt8(ascii: " ") }
    case ":": isDelimiter(at: index)
    case ".": isNumber(before: index) || isWWW(before: index)
    case ")": isNumber(before: index)
    default: false
    }
  }

  /// The colon of a table's delimiter row, or of `https://`.
  private func isDelimiter(at index: Int) -> Bool {
    guard index + 1 < bytes.count else { return false }
    let next = bytes[index + 1]
    return index == start && next == UInt8(ascii: "-") || next == UInt8(ascii: "/") && isWord(before: index)
  }

  /// What would be the number of an item.
  private func isNumber(before index: Int) -> Bool { index > start && index == digitsEnd }

  /// github.com makes a link of `www.`, as of `https://`.
  private func isWWW(before index: Int) -> Bool {
    index >= 3 && bytes[index - 3..<index].allSatisfy { $0 | 0x20 == UInt8(ascii: "w") }
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private func isWord(at index: Int) -> Bool {
    guard index < bytes.count else { return false }
    if bytes[index] < 0x80 { return Self.isWord(bytes[index]) }
    let scalar = String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first
    return scalar?.properties.isAlphabetic == true
  }

  private func isWord(before index: Int) -> Bool {
    guard index > 0 else { return false }
    if bytes[index - 1] < 0x80 { return Self.isWord(bytes[index - 1]) }
    let scalar = String(decoding: bytes[..<index].suffix(4), as: UTF8.self).unicodeScalars.last
    return scalar?.properties.isAlphabetic == true
  }
}
