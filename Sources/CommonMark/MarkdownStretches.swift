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
  /// How far in the text of the stretch's list items begins, at most; 0 without a list.
  private var itemIndent = 0
  private var hasIndent = false
  /// Whether a line of the stretch begins at the first column, and is no item.
  private var hasOtherLine = false
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

  private mutating func close(at next: Int) {
    if end > start { ranges.append(start..<end) }
    (start, end, itemIndent, hasIndent, hasOtherLine) = (next, next, 0, false, false)
  }

  private mutating func read(_ line: Range<Int>) {
    let indent = line.prefix { bytes[$0].isBlank }.count
    let first = line.lowerBound + indent
    let text = first..<line.upperBound
    let isBlank = text.isEmpty || bytes[first] == .lineFeed
    if let fence {
      if !isBlank, indent <= 3, closes(fence, text) { self.fence = nil }
      (end, isAfterBlank) = (line.upperBound, false)
      return
    }
    if isBlank {
      isAfterBlank = true
      return
    }
    let item = indent == 0 ? itemIndent(of: text) : nil
    let goesOn = indent > 0 || item != nil && (itemIndent > 0 || hasIndent)
    if isAfterBlank, !goesOn { close(at: line.lowerBound) }
    isAfterBlank = false
    end = line.upperBound
    readFence(text, indent)
    if indent <= 3, bytes[first] == UInt8(ascii: "<") { isWhole = true }
    if let item { itemIndent = max(itemIndent, item) }
    if indent > 0 { hasIndent = true } else if item == nil { hasOtherLine = true }
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

  /// One in a list item ends with it, so that only its own lines may follow a blank one.
  private mutating func readFence(_ text: Range<Int>, _ indent: Int) {
    let (byte, count) = run(text)
    guard count >= 3, byte == UInt8(ascii: "`") || byte == UInt8(ascii: "~"), indent <= 3 else { return }
    if indent > 0 {
      if hasOtherLine || itemIndent == 0 || indent < itemIndent { isWhole = true }
    } else if byte == UInt8(ascii: "`"), text.dropFirst(count).contains(where: { bytes[$0] == byte }) {
      isWhole = true
    } else {
      fence = (byte, count)
    }
  }

  // MARK: Lists

  /// How far in the text of the item is that begins at the first column; nil for a line that begins none.
  private func itemIndent(of text: Range<Int>) -> Int? {
    var width = 1
    switch bytes[text.lowerBound] {
    case .dash, UInt8(ascii: "*"), UInt8(ascii: "+"): break
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      width = text.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[$0]) }.count + 1
      let mark = text.lowerBound + width - 1
      guard mark < text.upperBound, bytes[mark] == UInt8(ascii: ".") || bytes[mark] == UInt8(ascii: ")")
      else {
        return nil
      }
    default: return nil
    }
    let rest = text.dropFirst(width)
    let spaces = rest.prefix { bytes[$0].isBlank }.count
    guard spaces > 0 || rest.isEmpty || rest.first.map({ bytes[$0] }) == .lineFeed else { return nil }
    return width + (1...4).clamped(spaces)
  }
}

extension ClosedRange {
  fileprivate func clamped(_ value: Bound) -> Bound { Swift.min(Swift.max(value, lowerBound), upperBound) }
}
