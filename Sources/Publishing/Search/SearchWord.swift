/// The words of a text as search sees them: runs of letters and digits in lower case. What `-`, `_` and `.` join, such as
/// `CR_PAT`, is a word as a whole, and so is each of its parts.
enum SearchWord {
  /// Longer ones are left out; the script knows the same number.
  static let maximumLength = 100

  /// Calls `found` with each word of the bytes, which are UTF-8.
  ///
  /// - Parameter found: the place of the word; whether it is only part of one.
  static func forEach(
    in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ found: (Range<Int>, _ isPart: Bool) -> Void
  ) {
    var place = range.lowerBound
    while place < range.upperBound {
      let first = wordEnd(text, place, range.upperBound)
      guard first > place else {
        place += width(text, place, range.upperBound)
        continue
      }
      var end = first
      while end + 1 < range.upperBound, isJoiner(text[end]) {
        let next = wordEnd(text, end + 1, range.upperBound)
        if next == end + 1 { break }
        end = next
      }
      found(place..<end, false)
      if end > first { forEachPart(in: text, place..<end, found) }
      place = end
    }
  }

  private static func forEachPart(
    in text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ found: (Range<Int>, _ isPart: Bool) -> Void
  ) {
    var start = range.lowerBound
    for place in range where isJoiner(text[place]) {
      found(start..<place, true)
      start = place + 1
    }
    found(start..<range.upperBound, true)
  }

  private static func isJoiner(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".")
  }

  /// The end of the run of letters and digits that begins here; `start` where none does.
  private static func wordEnd(_ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ end: Int) -> Int {
    var place = start
    while place < end {
      let byte = text[place]
      if byte < 0x80 {
        guard isWord(byte) else { return place }
        place += 1
      } else {
        let width = width(text, place, end)
        guard let scalar = scalar(text, place, width), isWord(scalar) else { return place }
        place += width
      }
    }
    return place
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  /// What JavaScript's `\p{L}` and `\p{N}` match.
  private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }

  /// How many bytes the scalar has that begins here.
  private static func width(_ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ end: Int) -> Int {
    let width =
      switch text[place] {
      case 0xC2...0xDF: 2
      case 0xE0...0xEF: 3
      case 0xF0...0xF4: 4
      default: 1
      }
    return min(width, end - place)
  }

  private static func scalar(
    _ text: UnsafeBufferPointer<UInt8>, _ place: Int, _ width: Int
  ) -> Unicode.Scalar? {
    String(decoding: UnsafeBufferPointer(rebasing: text[place..<place + width]), as: UTF8.self)
      .unicodeScalars.first
  }

  /// The number of the word in lower case, each scalar by itself, as the script does.
  static func number(
    of word: Range<Int>, of text: UnsafeBufferPointer<UInt8>, in table: inout WordTable
  ) -> Int {
    for place in word where text[place] >= 0x80 { return number(ofAny: word, of: text, in: &table) }
    return table.number(of: text, word)
  }

  private static func number(
    ofAny word: Range<Int>, of text: UnsafeBufferPointer<UInt8>, in table: inout WordTable
  ) -> Int {
    let word = String(decoding: UnsafeBufferPointer(rebasing: text[word]), as: UTF8.self)
    let lower = word.unicodeScalars.flatMap { Array($0.properties.lowercaseMapping.utf8) }
    return lower.withUnsafeBufferPointer { table.number(of: $0, $0.indices) }
  }
}
