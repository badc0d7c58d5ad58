/// Words that are numbered in the order in which they come: one array of bytes and a table of their FNV-1a hashes, so that a
/// page of thousands of words costs no allocation for each.
struct WordTable: Sendable {
  /// Where the bytes of one word are, and their hash.
  struct Word: Sendable {
    let hash: UInt32
    let start: UInt32
    let count: UInt32
  }

  private(set) var words: [Word] = []
  private(set) var bytes: [UInt8] = []
  /// Numbers of words plus one, 0 for a free place; a power of two of them.
  private var slots = [UInt32](repeating: 0, count: 256)

  func bytes(of word: Word) -> ArraySlice<UInt8> {
    bytes[Int(word.start)..<Int(word.start) + Int(word.count)]
  }

  /// The number of a word that another table has.
  mutating func number(of word: Word, in other: WordTable) -> Int {
    other.bytes.withUnsafeBufferPointer { text in
      number(of: text, Int(word.start)..<Int(word.start) + Int(word.count), hash: word.hash)
    }
  }

  /// The number of a word of a text; capital letters of ASCII count as small ones, and others must be small already.
  mutating func number(of text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
    var hash: UInt32 = 2_166_136_261
    for place in range { hash = (hash ^ UInt32(Self.lower(text[place]))) &* 16_777_619 }
    return number(of: text, range, hash: hash)
  }

  private mutating func number(
    of text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, hash: UInt32
  ) -> Int {
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isSame(words[number], hash, text, range) { return number }
      slot = (slot + 1) & (slots.count - 1)
    }
    words.append(Word(hash: hash, start: UInt32(bytes.count), count: UInt32(range.count)))
    for place in range { bytes.append(Self.lower(text[place])) }
    slots[slot] = UInt32(words.count)
    if words.count * 2 > slots.count { grow() }
    return words.count - 1
  }

  private func isSame(
    _ word: Word, _ hash: UInt32, _ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
  ) -> Bool {
    guard word.hash == hash, Int(word.count) == range.count else { return false }
    let offset = Int(word.start) - range.lowerBound
    for place in range where bytes[place + offset] != Self.lower(text[place]) { return false }
    return true
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, word) in words.enumerated() {
      var slot = Int(word.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }
}
