/// Cuts out the line that a diagnostic is about: masked, visible, no wider than a screen.
struct Excerpts {
  private let files: SourceFiles
  /// The hits of each file that was asked for, so that a line inside a private key is masked too.
  private var hits: [SourceFileID: [TokenShape.Hit]] = [:]
  private let widest = 120

  init(files: SourceFiles) {
    self.files = files
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
    for hit in hits[firstIndex(of: hits, endingAfter: range.lowerBound)...] {
      guard hit.range.lowerBound < range.upperBound else { break }
      if hit.range.lowerBound > position { appendText(file, position..<hit.range.lowerBound) }
      if maskedUpTo < hit.range.upperBound { pieces += hit.mask.map { (String($0), 1) } }
      maskedUpTo = hit.range.upperBound
      position = min(range.upperBound, max(position, hit.range.upperBound))
    }
    if position < range.upperBound { appendText(file, position..<range.upperBound) }
  }

  private func firstIndex(of hits: [TokenShape.Hit], endingAfter place: Int) -> Int {
    var (low, high) = (0, hits.count)
    while low < high {
      let middle = (low + high) / 2
      if hits[middle].range.upperBound <= place { low = middle + 1 } else { high = middle }
    }
    return low
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
