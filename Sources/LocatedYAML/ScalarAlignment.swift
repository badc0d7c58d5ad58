internal import SourceText

/// Where the bytes of a scalar's text stand in the file, for scalars whose text is not there letter for letter:
/// blocks, folded lines, and quotes with escapes. Worked out once, and asked for any part.
struct ScalarAlignment: Sendable {
  /// Bytes of the text, and the bytes of the file that they came from.
  fileprivate struct Piece {
    let start: Int
    var count: Int
    let place: Int
    var width: Int

    /// Whether it stands in the file as it is read.
    var isLiteral: Bool { count == width }

    /// Where a byte of it begins, or the end after its last byte.
    func place(of offset: Int) -> Int {
      isLiteral ? place + offset - start : offset == start ? place : place + width
    }
  }

  /// In the order of the text, without a gap.
  private let pieces: [Piece]
  /// Where the scalar ends, for what the file lacks.
  private let end: Int

  /// - Parameter start: where the scalar begins in the file, its anchor and tag included.
  init(of text: ArraySlice<UInt8>, source: UnsafeBufferPointer<UInt8>, start: Int) {
    var walk = Walk(source: source, text: text, place: start)
    walk.run()
    pieces = walk.pieces
    end = walk.place
  }

  /// The bytes of the file that a part of the text came from.
  func range(of part: Range<Int>) -> Range<Int> {
    let lower = piece(with: part.lowerBound)?.place(of: part.lowerBound) ?? end
    // The end is the byte after the last one of the part, not the first of what follows it.
    let upper = part.isEmpty ? lower : piece(with: part.upperBound - 1)?.place(of: part.upperBound) ?? end
    return lower..<max(lower, upper)
  }

  private func piece(with offset: Int) -> Piece? {
    let index = pieces.partitioningIndex { $0.start + $0.count > offset }
    return index < pieces.count ? pieces[index] : nil
  }

  /// Goes through the text and the file side by side.
  fileprivate struct Walk {
    let source: UnsafeBufferPointer<UInt8>
    let text: ArraySlice<UInt8>
    /// Where it is: in the file, and in the text.
    var place: Int
    var done = 0
    var pieces: [Piece] = []

    init(source: UnsafeBufferPointer<UInt8>, text: ArraySlice<UInt8>, place: Int) {
      self.source = source
      self.text = text
      self.place = place
    }

    mutating func run() {
      skipProperties()
      switch byte(at: place) {
      case UInt8(ascii: "|"): walkLines()
      case UInt8(ascii: ">"): walkFolded()
      case UInt8(ascii: "\""):
        place += 1
        walkFlow(escape: UInt8(ascii: "\\"))
      case UInt8(ascii: "'"):
        place += 1
        walkFlow(escape: UInt8(ascii: "'"))
      default: walkFlow(escape: nil)
      }
    }

    func byte(at place: Int) -> UInt8 { place < source.count ? source[place] : 0 }

    func next(_ offset: Int = 0) -> UInt8? {
      let index = text.startIndex + done + offset
      return index < text.endIndex ? text[index] : nil
    }

    /// Takes so many bytes of the text that came from so many bytes of the file: as many, or one character.
    mutating func take(_ count: Int, from width: Int) {
      guard count > 0 else {
        place += width
        return
      }
      if count == width, let last = pieces.last, last.isLiteral, last.place + last.width == place {
        pieces[pieces.count - 1].count += count
        pieces[pieces.count - 1].width += width
      } else {
        pieces.append(Piece(start: done, count: count, place: place, width: width))
      }
      done += count
      place += width
    }

    func isDone() -> Bool { done >= text.count }
  }
}

// MARK: - Blocks

extension ScalarAlignment.Walk {
  /// `&anchor` and `!tag` before the scalar.
  fileprivate mutating func skipProperties() {
    while byte(at: place) == UInt8(ascii: "&") || byte(at: place) == UInt8(ascii: "!") {
      while place < source.count, source[place] > 0x20 { place += 1 }
      while place < source.count, source[place] <= 0x20 { place += 1 }
    }
  }

  private func endOfLine(_ place: Int) -> Int {
    var end = min(place, source.count)
    while end < source.count, source[end] != 0x0A { end += 1 }
    return end
  }

  private func withoutReturn(_ end: Int, after start: Int) -> Int {
    end > start && source[end - 1] == 0x0D ? end - 1 : end
  }

  /// `|`: every line as it stands, but for the indentation.
  fileprivate mutating func walkLines() {
    place = min(endOfLine(place) + 1, source.count)
    while !isDone() {
      let length = lengthOfTextLine()
      let lineEnd = endOfLine(place)
      let end = withoutReturn(lineEnd, after: place)
      place = max(place, end - length)
      take(min(length, end - place), from: min(length, end - place))
      if isDone() { return }
      if next() == 0x0A { take(1, from: lineEnd - place) }
      place = min(lineEnd + 1, source.count)
      if place >= source.count { return }
    }
  }

  private func lengthOfTextLine() -> Int {
    var length = 0
    while let byte = next(length), byte != 0x0A { length += 1 }
    return length
  }

  /// `>`: lines joined by spaces.
  fileprivate mutating func walkFolded() {
    place = min(endOfLine(place) + 1, source.count)
    let indentation = foldedIndentation()
    skipBlankLines(indentation)
    while next() == 0x0A, !isDone() { take(1, from: 0) }
    while !isDone() {
      let end = withoutReturn(endOfLine(place), after: place)
      if place >= end {
        if place >= source.count { return }
        takeFold()
        place = min(endOfLine(place) + 1, source.count)
        skipBlankLines(indentation)
      } else {
        take(1, from: 1)
      }
    }
  }

  /// The spaces before the first line that has text, but for those that belong to the text.
  private func foldedIndentation() -> Int {
    var line = place
    while line < source.count {
      var start = line
      while byte(at: start) == 0x20 { start += 1 }
      if byte(at: start) != 0x0A, byte(at: start) != 0x0D {
        let ownSpaces = text.drop { $0 == 0x0A }.prefix { $0 == 0x20 }.count
        return max(0, start - line - ownSpaces)
      }
      line = endOfLine(start) + 1
    }
    return 0
  }

  private mutating func skipBlankLines(_ indentation: Int) {
    while place < source.count {
      var start = place
      while start - place < indentation, byte(at: start) == 0x20 { start += 1 }
      guard byte(at: start) == 0x0A || byte(at: start) == 0x0D else {
        place = start
        return
      }
      place = min(endOfLine(start) + 1, source.count)
    }
  }

  /// One space, or line ends, that stand for a line end.
  private mutating func takeFold() {
    if next() == 0x20 { return take(1, from: 0) }
    while next() == 0x0A, !isDone() { take(1, from: 0) }
  }
}

// MARK: - Quotes and plain text

extension ScalarAlignment.Walk {
  fileprivate mutating func walkFlow(escape: UInt8?) {
    while !isDone(), place < source.count {
      if byte(at: place) == escape {
        takeEscape()
      } else if let end = endOfFold() {
        takeFold()
        place = end
      } else {
        take(1, from: 1)
      }
    }
  }

  /// Where the text goes on after a line end here; nil where there is none.
  private func endOfFold() -> Int? {
    var end = place
    while byte(at: end) == 0x20 || byte(at: end) == 0x09 { end += 1 }
    guard byte(at: end) == 0x0A || byte(at: end) == 0x0D, next() == 0x20 || next() == 0x0A else { return nil }
    while end < source.count, source[end] <= 0x20 { end += 1 }
    return end
  }

  private mutating func takeEscape() {
    guard byte(at: place) == UInt8(ascii: "\\") else { return take(1, from: 2) }
    switch byte(at: place + 1) {
    case UInt8(ascii: "x"): take(width(hexadecimal: 2), from: 4)
    case UInt8(ascii: "u"): take(width(hexadecimal: 4), from: 6)
    case UInt8(ascii: "U"): take(width(hexadecimal: 8), from: 10)
    case UInt8(ascii: "N"), UInt8(ascii: "_"): take(2, from: 2)
    case UInt8(ascii: "L"), UInt8(ascii: "P"): take(3, from: 2)
    case 0x0A, 0x0D:
      place += 1
      while place < source.count, source[place] <= 0x20 { place += 1 }
    default: take(1, from: 2)
    }
  }

  /// How many bytes of UTF-8 an escaped character has.
  private func width(hexadecimal digits: Int) -> Int {
    let end = min(place + 2 + digits, source.count)
    let value = Int(String(decoding: source[min(place + 2, end)..<end], as: UTF8.self), radix: 16) ?? 0
    return value < 0x80 ? 1 : value < 0x800 ? 2 : value < 0x10000 ? 3 : 4
  }
}
