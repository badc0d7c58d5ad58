#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// The stretches of a Markdown text that libcmark reads the same alone and one after the other: blocks with blank lines
/// between them.
///
/// It never guesses. A text with something that may reach over blank lines, other than lists and fenced code from the first
/// column on, is one stretch: HTML blocks, link references, other line ends.
struct MarkdownStretches {
  private let bytes: UnsafeBufferPointer<UInt8>
  private(set) var ranges: [Range<Int>] = []
  /// Where the stretch begins, and where its last line that is not blank ends.
  private var start = 0
  private var end = 0
  private var isAfterBlank = false
  /// The fence of the code block that is open: its byte, and how many.
  private var fence: (byte: UInt8, count: Int)?
  /// Whether a line of the stretch may begin an item of a list, or is indented.
  private var mayBeList = false
  private var isWhole = false

  /// In order; together they hold every line that is not blank.
  static func ranges(of bytes: [UInt8]) -> [Range<Int>] {
    bytes.withUnsafeBufferPointer { buffer in
      var stretches = MarkdownStretches(buffer)
      return stretches.read() ? stretches.ranges : [0..<buffer.count]
    }
  }

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
  }

  /// False where the text is to stay whole.
  private mutating func read() -> Bool {
    guard !mayReachOver else { return false }
    var line = 0
    while line < bytes.count {
      let end = lineEnd(line)
      read(line..<end)
      if isWhole { return false }
      line = end
    }
    close(at: bytes.count)
    return true
  }

  /// Link references, and bytes that are no text or another end of a line.
  private var mayReachOver: Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == 0 || byte == .carriageReturn || byte == .colon && previous == UInt8(ascii: "]") {
        return true
      }
      previous = byte
    }
    return false
  }

  /// Behind the line's end.
  private func lineEnd(_ start: Int) -> Int {
    guard let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(UInt8.lineFeed), bytes.count - start)
    else { return bytes.count }
    return UnsafeRawPointer(base).distance(to: found) + 1
  }

  /// Blank lines are part of fenced code that only its list item ends.
  private mutating func close(at next: Int) {
    if end > start { ranges.append(start..<(mayBeList ? next : end)) }
    (start, end, mayBeList) = (next, next, false)
  }

  private mutating func read(_ line: Range<Int>) {
    let indent = line.prefix { bytes[$0].isBlank }.count
    let first = line.lowerBound + indent
    let text = first..<line.upperBound
    let isBlank = text.isEmpty || bytes[first] == .lineFeed
    if let fence {
      let isClose = !isBlank && indent <= 3 && !line.prefix(indent).contains { bytes[$0] == .tab }
      if isClose, closes(fence, text) { self.fence = nil }
      (end, isAfterBlank) = (line.upperBound, false)
      return
    }
    if isBlank {
      isAfterBlank = true
      return
    }
    let mayBeItem = indent > 0 || beginsItem(text)
    if isAfterBlank, indent == 0, !(mayBeItem && mayBeList) { close(at: line.lowerBound) }
    isAfterBlank = false
    end = line.upperBound
    mayBeList = mayBeList || mayBeItem
    readFence(text, indent)
    if indent <= 3, bytes[first] == UInt8(ascii: "<") { isWhole = true }
  }

  // MARK: Fenced code

  private func run(_ text: Range<Int>) -> (byte: UInt8, count: Int) {
    let byte = bytes[text.lowerBound]
    return (byte, text.prefix { bytes[$0] == byte }.count)
  }

  private func closes(_ fence: (byte: UInt8, count: Int), _ text: Range<Int>) -> Bool {
    let (byte, count) = run(text)
    return byte == fence.byte && count >= fence.count
      && text.dropFirst(count).allSatisfy { bytes[$0].isBlank || bytes[$0] == .lineFeed }
  }

  /// One that is indented may be in a list item and end with it, or not.
  private mutating func readFence(_ text: Range<Int>, _ indent: Int) {
    let (byte, count) = run(text)
    guard count >= 3, byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~"), indent <= 3 else { return }
    let isSpan = byte == UInt8(ascii: "`") && text.dropFirst(count).contains { bytes[$0] == byte }
    if indent > 0 || isSpan { isWhole = true } else { fence = (byte, count) }
  }

  // MARK: Lists

  /// Whether a line from the first column on may begin an item.
  private func beginsItem(_ text: Range<Int>) -> Bool {
    switch bytes[text.lowerBound] {
    case .dash, UInt8(ascii: "*"), UInt8(ascii: "+"):
      return endsMark(text.dropFirst())
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let rest = text.drop { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[$0]) }
      guard let mark = rest.first, bytes[mark] == UInt8(ascii: ".") || bytes[mark] == UInt8(ascii: ")") else {
        return false
      }
      return endsMark(rest.dropFirst())
    default: return false
    }
  }

  private func endsMark(_ rest: Range<Int>) -> Bool {
    rest.first.map { bytes[$0].isBlank || bytes[$0] == .lineFeed } ?? true
  }
}

extension UInt8 {
  fileprivate static let tab = UInt8(ascii: "\t")
}
