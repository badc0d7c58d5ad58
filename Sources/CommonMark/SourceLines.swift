/// Where the lines of a Markdown text begin and end, as libcmark counts them: LF, CR and CRLF end a line.
struct SourceLines {
  let bytes: [UInt8]
  /// The bytes of each line without its end.
  private let ranges: [Range<Int>]

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    self.ranges = Self.ranges(of: bytes)
  }

  private static func ranges(of bytes: [UInt8]) -> [Range<Int>] {
    var ranges: [Range<Int>] = []
    var start = 0
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      guard byte == .lineFeed || byte == .carriageReturn else { continue }
      ranges.append(start..<index - 1)
      if byte == .carriageReturn, index < bytes.count, bytes[index] == .lineFeed { index += 1 }
      start = index
    }
    if start < bytes.count { ranges.append(start..<bytes.count) }
    return ranges
  }

  var count: Int { ranges.count }

  /// The bytes of line `number`, counted from 1; empty for a line that is not there.
  subscript(number: Int) -> ArraySlice<UInt8> {
    guard number >= 1, number <= ranges.count else { return [] }
    return bytes[ranges[number - 1]]
  }

  /// The bytes of some lines that are there, with their ends; a last line without an end gets one.
  func bytes(of lines: Range<Int>) -> [UInt8] {
    guard let last = lines.last else { return [] }
    let start = ranges[lines.lowerBound - 1].lowerBound
    if last == ranges.count { return bytes[start...] + (bytes.last == .lineFeed ? [] : [.lineFeed]) }
    return Array(bytes[start..<ranges[last].lowerBound])
  }

  /// The source of `node` on its first line.
  func firstLine(of node: Node) -> ArraySlice<UInt8> {
    self[node.startLine].dropFirst(node.startColumn - 1)
  }
}

extension UInt8 {
  static let lineFeed = UInt8(ascii: "\n")
  static let carriageReturn = UInt8(ascii: "\r")

  var isBlank: Bool { self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") }
}

extension ArraySlice<UInt8> {
  /// Without spaces and tabs at both ends.
  var trimmed: ArraySlice<UInt8> {
    var slice = self[...]
    while let first = slice.first, first.isBlank { slice.removeFirst() }
    while let last = slice.last, last.isBlank { slice.removeLast() }
    return slice
  }
}
