import SourceText

/// Lines as YAML knows them: they end with a line feed, a carriage return, both, or one of three that nobody types (NEL and
/// the separators of lines and paragraphs).
///
/// Source: YAML 1.1, 4.2 "Line Break Characters", which libyaml and GitHub's own reader go by.
extension SourceFile {
  /// How many bytes the line end has that begins at an offset; nil where none does.
  func lineBreak(at offset: Int) -> Int? {
    guard offset < bytes.count else { return nil }
    let rest = bytes[offset...].prefix(3)
    if rest.starts(with: [0x0D, 0x0A]) { return 2 }
    if rest.starts(with: [0x0A]) || rest.starts(with: [0x0D]) { return 1 }
    if rest.starts(with: [0xC2, 0x85]) { return 2 }
    return rest.starts(with: [0xE2, 0x80, 0xA8]) || rest.starts(with: [0xE2, 0x80, 0xA9]) ? 3 : nil
  }

  /// The first byte of the line that an offset is on.
  func yamlLineStart(at offset: Int) -> Int {
    var start = min(offset, bytes.count)
    while start > 0, !endsBreak(before: start) { start -= 1 }
    return start
  }

  /// The byte after the last of the line that an offset is on, without its line end.
  func yamlLineEnd(at offset: Int) -> Int {
    var end = offset
    while end < bytes.count, lineBreak(at: end) == nil { end += 1 }
    return end
  }

  /// The line end after an offset, as it is written; a line feed on the last line.
  func newline(after offset: Int) -> String {
    let end = yamlLineEnd(at: offset)
    return lineBreak(at: end).map { text(end..<end + $0) } ?? "\n"
  }

  /// The lines up to the one that an offset is on, without their line ends.
  func yamlLines(before offset: Int) -> [Range<Int>] {
    var lines: [Range<Int>] = []
    var start = 0
    while start <= min(offset, bytes.count) {
      let end = yamlLineEnd(at: start)
      lines.append(start..<end)
      guard let length = lineBreak(at: end) else { break }
      start = end + length
    }
    return lines
  }

  private func endsBreak(before offset: Int) -> Bool {
    (1...3).contains { length in
      guard offset >= length, let found = lineBreak(at: offset - length) else { return false }
      return found == length
    }
  }
}
