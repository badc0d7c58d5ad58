/// Writes any text so that it comes out of Markdown as that very text, on GitHub and through libcmark.
package enum MarkdownText {
  // MARK: Prose

  /// In prose: what Markdown would read as markup gets a backslash, a line end becomes a space.
  package static func inProse(_ text: String) -> String {
    if isPlain(text) { return text }
    var bytes: [UInt8] = []
    append(Array(oneLine(text).utf8), to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// A whole value in prose, also without the spaces around it: they would make code, hard breaks, or open emphasis.
  package static func wholeInProse(_ text: String) -> String {
    var bytes: [UInt8] = []
    append(wholeInProse: text, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// As `wholeInProse`, behind what `bytes` hold.
  package static func append(wholeInProse text: String, to bytes: inout [UInt8]) {
    let space = UInt8(ascii: " ")
    let start = bytes.count
    if isPlain(text) {
      bytes += text.utf8.drop { $0 == space }
    } else {
      append(Array(oneLine(text).utf8.drop { $0 == space }), to: &bytes)
    }
    while bytes.count > start, bytes.last == space { bytes.removeLast() }
  }

  private static func append(_ text: [UInt8], to bytes: inout [UInt8]) {
    let prose = ProseBytes(text)
    bytes.reserveCapacity(bytes.count + text.count + 16)
    for (index, byte) in text.enumerated() {
      if prose.needsBackslash(byte, at: index) { bytes.append(UInt8(ascii: "\\")) }
      bytes.append(byte)
    }
  }

  /// Whether Markdown makes nothing of any of its bytes: most values are names.
  private static func isPlain(_ text: String) -> Bool {
    var isFirst = true
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: ","), UInt8(ascii: "/"):
        isFirst = false
      case UInt8(ascii: " "): break
      case UInt8(ascii: "-"): if isFirst { return false }
      default: return false
      }
    }
    return true
  }

  /// Line ends and other control characters become spaces; U+0000 goes.
  private static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar != "\0" {
      if scalar.value < 0x20 || scalar.value == 0x7F {
        if result.last != " " { result.append(" ") }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  // MARK: Code and links

  /// A whole code span with its backticks, where no template puts them.
  package static func codeSpan(_ text: String) -> String {
    let line = oneLine(text)
    let run = longestRun(of: UInt8(ascii: "`"), in: line)
    let space = line.isEmpty || line.utf8.first == 0x60 || line.utf8.last == 0x60 ? " " : ""
    let ticks = String(repeating: "`", count: run + 1)
    return ticks + space + line + space + ticks
  }

  /// In a link's parentheses: everything that would end it, or that no address has, is percent-encoded.
  package static func inLink(_ text: String) -> String {
    if text.utf8.allSatisfy(isKeptInLink) { return text }
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      bytes += isKeptInLink(byte) ? [byte] : [percent, digit(byte >> 4), digit(byte & 15)]
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func isKeptInLink(_ byte: UInt8) -> Bool {
    switch UnicodeScalar(byte) {
    case "(", ")", "<", ">", "\\", "\"", "`", "|", "*", "[", "]", "{", "}", "^": false
    default: (0x21...0x7E).contains(byte)
    }
  }

  private static let percent = UInt8(ascii: "%")

  private static func digit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
  }

  private static func longestRun(of mark: UInt8, in text: String) -> Int {
    var (longest, run) = (0, 0)
    for byte in text.utf8 {
      run = byte == mark ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
