/// Words that are numbered in the order in which they come: one array of bytes and a table of hashes, so that a page of
/// thousands of words costs no allocation for each.
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
    let start = bytes.count
    bytes += other.bytes(of: word)
    return number(ofBytesFrom: start, hash: word.hash)
  }

  /// The number of the word that `write` appends, already in lower case.
  mutating func number(_ write: (inout [UInt8]) -> Void) -> Int {
    let start = bytes.count
    write(&bytes)
    return number(ofBytesFrom: start, hash: Self.hash(bytes[start...]))
  }

  private mutating func number(ofBytesFrom start: Int, hash: UInt32) -> Int {
    let count = bytes.count - start
    var slot = Int(hash) & (slots.count - 1)
    while slots[slot] != 0 {
      let number = Int(slots[slot]) - 1
      if isSame(words[number], hash, start, count) {
        bytes.removeLast(count)
        return number
      }
      slot = (slot + 1) & (slots.count - 1)
    }
    words.append(Word(hash: hash, start: UInt32(start), count: UInt32(count)))
    slots[slot] = UInt32(words.count)
    if words.count * 2 > slots.count { grow() }
    return words.count - 1
  }

  private func isSame(_ word: Word, _ hash: UInt32, _ start: Int, _ count: Int) -> Bool {
    guard word.hash == hash, Int(word.count) == count else { return false }
    for offset in 0..<count where bytes[Int(word.start) + offset] != bytes[start + offset] { return false }
    return true
  }

  private mutating func grow() {
    slots = [UInt32](repeating: 0, count: slots.count * 2)
    for (number, word) in words.enumerated() {
      var slot = Int(word.hash) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt32(number + 1)
    }
  }

  /// FNV-1a.
  private static func hash(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    var hash: UInt32 = 2_166_136_261
    for byte in bytes { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return hash
  }
}
