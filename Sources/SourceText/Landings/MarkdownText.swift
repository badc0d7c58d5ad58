/// Writes any text so that it comes out of Markdown as that very text, on GitHub and through libcmark.
package enum MarkdownText {
  /// Stands for a backtick of a value until the fence or span around it is known to be long enough.
  static let backtick: Unicode.Scalar = "\u{E000}"
  /// Stands at the beginning of a value's further lines in a fence until what puts a line into the list or quote around
  /// it is known.
  private static let lineStart: Unicode.Scalar = "\u{E001}"

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

  /// Line ends and other control characters become spaces; the characters that this room uses as marks go.
  private static func oneLine(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F || $0 == 0xEE }) else { return text }
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isMark(scalar) {
      if scalar.value < 0x20 || scalar.value == 0x7F {
        if result.last != " " { result.append(" ") }
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }

  private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{E000}" || scalar == "\u{E001}" || scalar == "\u{0}"
  }

  // MARK: Code and links

  package static func inCodeSpan(_ text: String) -> String {
    let line = oneLine(text)
    return line.isEmpty ? " " : line.replacing(bytesOf: "`", with: String(backtick))
  }

  /// In a row of a table: as in a code span, and without a bar that would end the cell.
  package static func inCellCode(_ text: String) -> String {
    inCodeSpan(text).replacing(bytesOf: "|", with: "\\|")
  }

  /// In a fenced block: as it is, line ends too.
  package static func inFence(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars where !isMark(scalar) {
      switch scalar {
      case "`": result.append(backtick)
      case "\n" where previous == "\r": break
      case "\n", "\r": result.append(contentsOf: ["\n", lineStart])
      default: result.append(scalar)
      }
      previous = scalar
    }
    return String(result)
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

  // MARK: Backticks

  /// Puts the backticks of values back, with every span and fence around them made long enough.
  package static func restoringBackticks(in markdown: String) -> String {
    guard hasMark(markdown) else { return markdown }
    var lines = markdown.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    var opening: Int?
    for index in lines.indices {
      if isFence(lines[index]) {
        if let start = opening {
          lengthen(&lines, from: start, to: index)
          opening = nil
        } else {
          opening = index
        }
      } else if hasMark(lines[index]), lines[index].unicodeScalars.first == lineStart {
        lines[index].unicodeScalars.removeFirst()
        lines[index] = prefix(of: opening.map { lines[$0] }) + lines[index]
      } else if opening == nil, hasMark(lines[index]) {
        lines[index] = lengthenSpans(in: lines[index])
      }
    }
    return lines.joined(separator: "\n").replacing(bytesOf: String(backtick), with: "`")
  }

  /// Both marks begin with this byte in UTF-8, and hardly anything else does.
  private static func hasMark(_ text: String) -> Bool {
    text.utf8.contains(0xEE)
  }

  /// What stands before a fence, with spaces for the mark of a list.
  private static func prefix(of fence: String?) -> String {
    let scalars = (fence ?? "").unicodeScalars.prefix { $0 != "`" }.map { $0 == ">" ? $0 : " " }
    return String(String.UnicodeScalarView(scalars))
  }

  private static func isFence(_ line: String) -> Bool {
    let text = line.utf8.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: ">") }
    return text.starts(with: "```".utf8)
  }

  /// Makes the fences of one block longer than every run of backticks inside it.
  private static func lengthen(_ lines: inout [String], from start: Int, to end: Int) {
    let longest = lines[(start + 1)..<end].map { longestRun(in: $0) }.max() ?? 0
    guard longest >= 3 else { return }
    let fence = String(repeating: "`", count: longest + 1)
    for index in [start, end] {
      guard let range = lines[index].firstRange(of: "```") else { continue }
      lines[index].replaceSubrange(range, with: fence)
    }
  }

  private static func longestRun(in text: some StringProtocol) -> Int {
    var (longest, run) = (0, 0)
    for scalar in text.unicodeScalars {
      run = scalar == backtick ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// Makes each span of the line that holds a value's backtick longer than its longest run of them.
  private static func lengthenSpans(in line: String) -> String {
    let parts = line.split(atByte: "`")
    return parts.enumerated().reduce(into: "") { result, part in
      let (index, text) = part
      let run = longestRun(in: text)
      let isSpan = !index.isMultiple(of: 2) && index < parts.count - 1
      if isSpan {
        let ticks = String(repeating: "`", count: run == 0 ? 1 : run + 1)
        let scalars = text.unicodeScalars
        let space = scalars.first == backtick || scalars.last == backtick ? " " : ""
        result += ticks + space + text + space + ticks
      } else {
        result += text
      }
    }
  }
}
