/// Cuts out the line that a diagnostic is about: masked, visible, no wider than a screen.
struct Excerpts {
  private let files: SourceFiles
  /// The hits of each file that was asked for, so that a line inside a private key is masked too.
  private var hits: [SourceFileID: [TokenShape.Hit]]
  private let widest = 120

  /// - Parameter hits: of the files that were searched already.
  init(files: SourceFiles, hits: [SourceFileID: [TokenShape.Hit]] = [:]) {
    self.files = files
    self.hits = hits
  }

  struct Excerpt {
    let place: LineAndColumn
    let text: String
    /// Cells before the first caret.
    let caretStart: Int
    let caretCount: Int
  }

  /// The width of the line number.
  func gutter(of range: SourceRange) -> Int {
    String(files[range.file].lineIndex(at: Int(range.start)) + 1).count
  }

  mutating func excerpt(_ range: SourceRange) -> Excerpt {
    let file = files[range.file]
    let start = min(Int(range.start), file.bytes.count)
    let line = file.lineRange(file.lineIndex(at: start))
    let low = min(start, line.upperBound)
    let window = window(around: low, in: line, of: file)
    let high = min(max(start, Int(range.end)), window.upperBound)
    let hits = hits(range.file)
    var shown = ShownLine(
      widest: widest, isWhole: (window.lowerBound == line.lowerBound, window.upperBound == line.upperBound))
    shown.append(file, window.lowerBound..<low, hits)
    shown.beginMarked()
    shown.append(file, low..<high, hits)
    shown.endMarked()
    shown.append(file, high..<window.upperBound, hits)
    let (text, caretStart, caretCount) = shown.clipped()
    return Excerpt(place: file.place(at: start), text: text, caretStart: caretStart, caretCount: caretCount)
  }

  /// The bytes around a place that can be shown, whole characters only: a line may be as long as a file.
  private func window(around place: Int, in line: Range<Int>, of file: SourceFile) -> Range<Int> {
    var low = max(line.lowerBound, place - widest * 4)
    var high = min(line.upperBound, place + widest * 4)
    while low < place, file.bytes[low] & 0xC0 == 0x80 { low += 1 }
    while high > place, high < line.upperBound, file.bytes[high] & 0xC0 == 0x80 { high -= 1 }
    return low..<high
  }

  /// Words about a place, without those that belong to a token there: a message may quote the body of a key whose first line
  /// stands elsewhere.
  mutating func hidingTokens(_ words: String, at range: SourceRange?) -> String {
    guard let range else { return words }
    let file = files[range.file]
    let tokens = hits(range.file).filter { $0.range.overlaps(range.offsets) }.map { file.text($0.range) }
    guard !tokens.isEmpty else { return words }
    return words.split(atByte: " ").map { word in
      let quoted = word.split(atByte: "`").map { part in
        let belongs = part.utf8.count >= 8 && tokens.contains { $0.contains(bytesOf: String(part)) }
        return belongs ? "…(masked)" : part
      }
      return quoted.joined(separator: "`")
    }
    .joined(separator: " ")
  }

  private mutating func hits(_ id: SourceFileID) -> [TokenShape.Hit] {
    if let known = hits[id] { return known }
    let found = TokenShape.hits(in: files[id].bytes)
    hits[id] = found
    return found
  }
}

/// A line as it is shown, piece by piece; each piece is one character or one mask.
private struct ShownLine {
  private let widest: Int
  /// Whether it holds the line from its start, and up to its end.
  private let isWhole: (start: Bool, end: Bool)
  private var pieces: [(text: String, width: Int)] = []
  private var marked = 0..<0
  private var maskedUpTo = 0

  init(widest: Int, isWhole: (start: Bool, end: Bool)) {
    self.widest = widest
    self.isWhole = isWhole
  }

  mutating func beginMarked() { marked = pieces.count..<pieces.count }
  mutating func endMarked() { marked = marked.lowerBound..<pieces.count }

  mutating func append(_ file: SourceFile, _ range: Range<Int>, _ hits: [TokenShape.Hit]) {
    var position = range.lowerBound
    for hit in hits[hits.partitioningIndex(where: { $0.range.upperBound > range.lowerBound })...] {
      guard hit.range.lowerBound < range.upperBound else { break }
      if hit.range.lowerBound > position { appendText(file, position..<hit.range.lowerBound) }
      if maskedUpTo < hit.range.upperBound { pieces += hit.mask.map { (String($0), 1) } }
      maskedUpTo = hit.range.upperBound
      position = min(range.upperBound, max(position, hit.range.upperBound))
    }
    if position < range.upperBound { appendText(file, position..<range.upperBound) }
  }

  private mutating func appendText(_ file: SourceFile, _ range: Range<Int>) {
    for scalar in file.text(range).unicodeScalars {
      let shown = VisibleText.shown(scalar)
      pieces.append((shown, VisibleText.width(shown)))
    }
  }

  /// The part around the mark that fits, and where the carets stand under it.
  func clipped() -> (text: String, caretStart: Int, caretCount: Int) {
    let total = pieces.reduce(0) { $0 + $1.width }
    var low = 0
    var high = pieces.count
    if total > widest {
      low = max(0, marked.lowerBound - widest / 3)
      high = min(pieces.count, low + widest)
    }
    let head = low > 0 || !isWhole.start ? "…" : ""
    let tail = high < pieces.count || !isWhole.end ? "…" : ""
    let text = head + pieces[low..<high].map(\.text).joined() + tail
    let before = pieces[low..<marked.lowerBound].reduce(head.count) { $0 + $1.width }
    let under = pieces[marked.lowerBound..<min(high, marked.upperBound)].reduce(0) { $0 + $1.width }
    return (text, before, max(1, under))
  }
}
