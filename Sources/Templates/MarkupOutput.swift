import SourceText

/// The bytes that a template writes. What ends a code span or a fenced block early makes its delimiters longer.
struct MarkupOutput {
  var bytes: [UInt8] = []
  /// Where the backtick of the code span stands, and whether a value brought another.
  private var span = (start: 0, hasTicks: false)
  /// Where the backticks of the fenced block stand; nil outside.
  private var fence: (start: Int, hasTicks: Bool)?

  private static let tick = UInt8(ascii: "`")
  private static let space = UInt8(ascii: " ")
  private static let newline = UInt8(ascii: "\n")

  init(capacity: Int) {
    bytes.reserveCapacity(capacity)
  }

  /// Writes a value's text so that it stays what it is where it lands.
  mutating func write(_ text: String, _ landing: TextLanding) {
    switch landing {
    case .prose: MarkdownText.append(wholeInProse: text, to: &bytes)
    case .code: writeCode(text, inCell: false)
    case .cellCode: writeCode(text, inCell: true)
    case .fence: writeLines(text)
    case .link: bytes += MarkdownText.inLink(text).utf8
    case .html: bytes += HTMLText.escaped(text).utf8
    case .markup: bytes += text.utf8
    }
  }

  // MARK: Code spans

  mutating func openSpan() {
    span = (bytes.count, false)
    bytes.append(Self.tick)
  }

  /// The ticks around a span are more than any within it; a tick beside them needs a space between.
  mutating func closeSpan() {
    if span.hasTicks {
      let text = bytes[(span.start + 1)...]
      let ticks = Array(repeating: Self.tick, count: Self.longestRun(in: text) + 1)
      let space = text.first == Self.tick || text.last == Self.tick ? [Self.space] : []
      bytes.replaceSubrange(span.start...span.start, with: ticks + space)
      bytes += space + ticks.dropFirst()
    }
    bytes.append(Self.tick)
  }

  /// On one line: control characters become spaces. A span cannot be empty.
  private mutating func writeCode(_ text: String, inCell: Bool) {
    let start = bytes.count
    for byte in text.utf8 {
      switch byte {
      case 0: continue
      case 1..<0x20, 0x7F:
        if bytes.count == start || bytes.last != Self.space { bytes.append(Self.space) }
        continue
      case Self.tick: span.hasTicks = true
      case UInt8(ascii: "|") where inCell: bytes.append(UInt8(ascii: "\\"))
      default: break
      }
      bytes.append(byte)
    }
    if bytes.count == start { bytes.append(Self.space) }
  }

  // MARK: Fenced blocks

  mutating func openFence() {
    fence = (bytes.count, false)
  }

  /// The fence around a block is longer than any run of backticks within it.
  mutating func closeFence() {
    guard let fence else { return }
    self.fence = nil
    guard fence.hasTicks else { return }
    let block = bytes[fence.start...].drop { $0 == Self.tick }
    let further = Self.longestRun(in: block) - 2
    guard further > 0 else { return }
    let ticks = Array(repeating: Self.tick, count: further)
    bytes.insert(contentsOf: ticks, at: fence.start)
    bytes += ticks
  }

  /// As it is, line ends too: each further line begins as that of the fence does, with spaces for the mark of a list.
  private mutating func writeLines(_ text: String) {
    var previous: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case 0: break
      case Self.newline where previous == UInt8(ascii: "\r"): break
      case Self.newline, UInt8(ascii: "\r"):
        bytes.append(Self.newline)
        bytes += beforeFence()
      default:
        if byte == Self.tick { fence?.hasTicks = true }
        bytes.append(byte)
      }
      previous = byte
    }
  }

  private func beforeFence() -> [UInt8] {
    guard let fence else { return [] }
    let before = bytes[..<fence.start]
    let start = before.lastIndex(of: Self.newline).map { $0 + 1 } ?? 0
    return String(decoding: before[start...], as: UTF8.self).unicodeScalars
      .map { $0 == ">" ? UInt8(ascii: ">") : Self.space }
  }

  private static func longestRun(in text: ArraySlice<UInt8>) -> Int {
    var (longest, run) = (0, 0)
    for byte in text {
      run = byte == tick ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }
}
