/// The shape of a token, as a small part of the language of regular expressions: literal text, `[…]` with ranges, `(?:a|b)`,
/// and `?`, `+`, `{n}`, `{n,m}`, `{n,}` behind either. Matched over bytes, longest first.
struct TokenPattern: Sendable {
  /// What every such token has: text of at least two bytes, with what may stand before it.
  let anchor: [UInt8]
  private let before: [Element]
  private let after: [Element]
  /// The fewest and the most bytes before the anchor.
  private let lead: ClosedRange<Int>

  /// Nil where the text is no such pattern or has no literal text of two bytes at its first level.
  init?(_ text: String) {
    var parser = PatternParser(text)
    guard let elements = parser.alternatives(), parser.isAtEnd, elements.count == 1, let all = elements.first,
      let index = all.firstIndex(where: { $0.literal.map { $0.count > 1 } ?? false }),
      let anchor = all[index].literal
    else { return nil }
    self.anchor = anchor
    before = Array(all[..<index])
    after = Array(all[(index + 1)...])
    lead = before.reduce(0...0) {
      $0.lowerBound + $1.length.lowerBound...$0.upperBound + $1.length.upperBound
    }
  }

  /// The token around an anchor that stands at a place.
  func match(_ bytes: UnsafeBufferPointer<UInt8>, anchorAt place: Int) -> Range<Int>? {
    for length in lead.reversed() where place - length >= 0 {
      let start = place - length
      guard start == 0 || !bytes[start - 1].isAlphanumeric,
        let reached = Self.end(bytes, before[...], at: start, upTo: place), reached == place,
        let end = Self.end(bytes, after[...], at: place + anchor.count, upTo: bytes.count)
      else { continue }
      // A longer run of letters behind a short mark is something else.
      if anchor.count < 5, end < bytes.count, bytes[end].isAlphanumeric { return nil }
      return start..<end
    }
    return nil
  }

  /// Where the elements end, tried longest first.
  private static func end(
    _ bytes: UnsafeBufferPointer<UInt8>, _ elements: ArraySlice<Element>, at start: Int, upTo limit: Int
  ) -> Int? {
    guard let element = elements.first else { return start }
    let rest = elements.dropFirst()
    for place in element.ends(bytes, at: start, upTo: limit).reversed() {
      if let end = end(bytes, rest, at: place, upTo: limit) { return end }
    }
    return nil
  }

  /// Every place where the elements may end.
  private static func ends(
    _ bytes: UnsafeBufferPointer<UInt8>, _ elements: ArraySlice<Element>, at start: Int, upTo limit: Int
  ) -> Set<Int> {
    elements.reduce([start]) { starts, element in
      Set(starts.flatMap { element.ends(bytes, at: $0, upTo: limit) })
    }
  }

  /// One piece of a pattern.
  enum Element: Sendable {
    case text([UInt8])
    case set(ByteSet, ClosedRange<Int>)
    case group([[Element]], isOptional: Bool)

    var literal: [UInt8]? { if case .text(let bytes) = self { bytes } else { nil } }

    /// How many bytes it may take; long runs are as long as any token.
    var length: ClosedRange<Int> {
      switch self {
      case .text(let bytes): return bytes.count...bytes.count
      case .set(_, let range): return range
      case .group(let alternatives, let isOptional):
        let lengths = alternatives.map {
          $0.reduce(0...0) { $0.lowerBound + $1.length.lowerBound...$0.upperBound + $1.length.upperBound }
        }
        let least = isOptional ? 0 : lengths.map(\.lowerBound).min() ?? 0
        return least...(lengths.map(\.upperBound).max() ?? least)
      }
    }

    /// Every place where it may end, the nearest first.
    func ends(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int, upTo limit: Int) -> [Int] {
      switch self {
      case .text(let text):
        let end = start + text.count
        return end <= limit && bytes[start..<end].elementsEqual(text) ? [end] : []
      case .set(let set, let range):
        var end = start
        while end < limit, end - start < range.upperBound, set.contains(bytes[end]) { end += 1 }
        return end - start < range.lowerBound ? [] : Array(start + range.lowerBound...end)
      case .group(let alternatives, let isOptional):
        let ends = alternatives.flatMap { TokenPattern.ends(bytes, $0[...], at: start, upTo: limit) }
        return Set((isOptional ? [start] : []) + ends).sorted()
      }
    }
  }
}

/// A set of bytes.
struct ByteSet: Sendable {
  private var low: UInt64 = 0
  private var high: UInt64 = 0

  mutating func insert(_ byte: UInt8) {
    if byte < 64 { low |= 1 << UInt64(byte) } else if byte < 128 { high |= 1 << UInt64(byte - 64) }
  }

  func contains(_ byte: UInt8) -> Bool {
    byte < 64 ? low >> UInt64(byte) & 1 == 1 : byte < 128 && high >> UInt64(byte - 64) & 1 == 1
  }
}

extension UInt8 {
  var isAlphanumeric: Bool { (0x61...0x7A).contains(self | 0x20) || (0x30...0x39).contains(self) }
}

/// Reads patterns.
private struct PatternParser {
  private let bytes: [UInt8]
  private var place = 0
  /// A run without a written end.
  private static let longest = 4_096

  init(_ text: String) {
    bytes = Array(text.utf8)
  }

  var isAtEnd: Bool { place == bytes.count }

  /// Sequences with `|` between them, up to `)` or the end.
  mutating func alternatives() -> [[TokenPattern.Element]]? {
    var all: [[TokenPattern.Element]] = [[]]
    while place < bytes.count, bytes[place] != UInt8(ascii: ")") {
      if take("|") {
        all.append([])
        continue
      }
      guard let element = element() else { return nil }
      if case .text(let text) = element, case .text(let last)? = all[all.count - 1].last {
        all[all.count - 1][all[all.count - 1].count - 1] = .text(last + text)
      } else {
        all[all.count - 1].append(element)
      }
    }
    return all
  }

  private mutating func element() -> TokenPattern.Element? {
    if take("(?:") {
      guard let inner = alternatives(), take(")") else { return nil }
      if let range = quantifier() {
        if range == 0...1 { return .group(inner, isOptional: true) }
        // Only repeats of a fixed number are used.
        guard range.lowerBound == range.upperBound, inner.count == 1 else { return nil }
        return .group(
          [Array(repeating: inner[0], count: range.lowerBound).flatMap(\.self)], isOptional: false)
      }
      return .group(inner, isOptional: false)
    }
    if bytes[place] == UInt8(ascii: "[") { return set().map { .set($0, quantifier() ?? 1...1) } }
    _ = take("\\")
    guard place < bytes.count else { return nil }
    let byte = bytes[place]
    place += 1
    guard let range = quantifier() else { return .text([byte]) }
    var set = ByteSet()
    set.insert(byte)
    return .set(set, range)
  }

  private mutating func set() -> ByteSet? {
    place += 1
    var set = ByteSet()
    while place < bytes.count, bytes[place] != UInt8(ascii: "]") {
      let first = bytes[place]
      if place + 2 < bytes.count, bytes[place + 1] == UInt8(ascii: "-"), bytes[place + 2] != UInt8(ascii: "]")
      {
        guard first <= bytes[place + 2] else { return nil }
        for byte in first...bytes[place + 2] { set.insert(byte) }
        place += 3
      } else {
        set.insert(first)
        place += 1
      }
    }
    return take("]") ? set : nil
  }

  private mutating func quantifier() -> ClosedRange<Int>? {
    if take("?") { return 0...1 }
    if take("+") { return 1...Self.longest }
    guard take("{"), let least = number() else { return nil }
    guard take(",") else { return take("}") ? least...least : nil }
    let most = number() ?? Self.longest
    return take("}") && least <= most ? least...most : nil
  }

  private mutating func number() -> Int? {
    let digits = bytes[place...].prefix { (0x30...0x39).contains($0) }
    place += digits.count
    return Int(String(decoding: digits, as: UTF8.self))
  }

  private mutating func take(_ text: String) -> Bool {
    guard bytes[place...].starts(with: text.utf8) else { return false }
    place += text.utf8.count
    return true
  }
}
