extension SourceFile {
  /// How many lines there are; the empty file has one.
  package var lineCount: Int { lineStarts.count }

  /// The line (from 0) that holds a byte offset; an offset past the end is on the last line.
  package func lineIndex(at offset: Int) -> Int {
    lineStarts.partitioningIndex { Int($0) > offset } - 1
  }

  /// The byte range of a line (from 0) without its line end, `\n` or `\r\n`.
  package func lineRange(_ index: Int) -> Range<Int> {
    let start = Int(lineStarts[index])
    var end = index + 1 < lineStarts.count ? Int(lineStarts[index + 1]) - 1 : bytes.count
    if end > start, index + 1 < lineStarts.count, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return start..<end
  }

  /// Where a byte offset stands, as people say it: line and column from 1, the column in Unicode scalars.
  package func place(at offset: Int) -> LineAndColumn {
    let clamped = min(max(0, offset), bytes.count)
    let line = lineIndex(at: clamped)
    let prefix = bytes[Int(lineStarts[line])..<clamped]
    return LineAndColumn(line: line + 1, column: 1 + scalarCount(prefix))
  }

  /// The text of a byte range; invalid UTF-8 becomes U+FFFD.
  package func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  private func scalarCount(_ bytes: ArraySlice<UInt8>) -> Int {
    if isASCII || bytes.allSatisfy({ $0 < 0x80 }) { return bytes.count }
    return String(decoding: bytes, as: UTF8.self).unicodeScalars.count
  }
}

extension SourceRange {
  /// The byte offsets alone.
  package var offsets: Range<Int> { Int(start)..<max(Int(start), Int(end)) }
}

extension SourceFiles {
  /// `path:line:column` of the start of a range.
  package func placeText(_ range: SourceRange) -> String {
    let file = self[range.file]
    let place = file.place(at: Int(range.start))
    return "\(file.path):\(place.line):\(place.column)"
  }
}
