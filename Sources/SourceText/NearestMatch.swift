/// Finds what a mistyped word was probably meant to be, for "did you mean".
///
/// The distance counts insertions, deletions, substitutions and swaps of neighbours, ignoring the case of ASCII
/// letters; a word may differ in about a third of its letters, at most three.
package struct NearestMatch: Sendable {
  private struct Candidate: Sendable {
    let text: String
    let folded: [UInt8]
    let letters: UInt64
  }

  private let candidates: [Candidate]

  /// Prepares a list to be asked many times. Ties go to the candidate that stands first.
  package init(_ candidates: some Sequence<String>) {
    self.candidates = candidates.map { text in
      let folded = NearestMatch.fold(text)
      return Candidate(text: text, folded: folded, letters: NearestMatch.letters(folded))
    }
  }

  /// How many words it compares with.
  package var count: Int { candidates.count }

  /// The nearest candidate, or nil when none is near enough.
  package func match(_ text: String) -> String? {
    let word = NearestMatch.fold(text)
    let letters = NearestMatch.letters(word)
    var limit = word.count < 2 ? 0 : min(3, max(1, (word.count + 1) / 3))
    var best: String?
    for candidate in candidates {
      guard abs(candidate.folded.count - word.count) <= limit,
        (candidate.letters ^ letters).nonzeroBitCount <= 2 * limit,
        let distance = NearestMatch.distance(word, candidate.folded, atMost: limit)
      else { continue }
      best = candidate.text
      if distance == 0 { break }
      limit = distance - 1
    }
    return best
  }

  /// The nearest of a short list.
  package static func match(_ text: String, among candidates: some Sequence<String>) -> String? {
    NearestMatch(candidates).match(text)
  }

  /// The nearest of a short list. Where none is near: those of whose words, parted by `_`, it is some (`pat` of
  /// `classic_pat`, `leaves` of `leaves_on`), at most three.
  package static func matches(_ text: String, among candidates: [String]) -> [String] {
    if let near = match(text, among: candidates) { return [near] }
    let word = fold(text)
    guard word.count >= 3 else { return [] }
    let longer = candidates.filter { contains(word, inWordsOf: fold($0)) }
    return longer.count <= 3 ? longer : []
  }

  private static func contains(_ word: [UInt8], inWordsOf name: [UInt8]) -> Bool {
    let line = UInt8(ascii: "_")
    let padded = [line] + name + [line]
    return padded.firstRange(of: [line] + word + [line]) != nil
  }

  private static func fold(_ text: String) -> [UInt8] {
    text.utf8.map { $0 >= 0x41 && $0 <= 0x5A ? $0 | 0x20 : $0 }
  }

  private static func letters(_ word: [UInt8]) -> UInt64 {
    word.reduce(0) { $0 | (1 << UInt64($1 & 63)) }
  }

  /// Optimal string alignment distance, or nil when it is above the limit.
  static func distance(_ left: [UInt8], _ right: [UInt8], atMost limit: Int) -> Int? {
    if left == right { return 0 }
    guard limit > 0, !left.isEmpty, !right.isEmpty else {
      let larger = max(left.count, right.count)
      return larger <= limit ? larger : nil
    }
    var before: [Int] = []
    var previous = Array(0...right.count)
    for row in 1...left.count {
      var current = [row]
      current.reserveCapacity(right.count + 1)
      for column in 1...right.count {
        let same = left[row - 1] == right[column - 1]
        var cost = min(previous[column] + 1, current[column - 1] + 1, previous[column - 1] + (same ? 0 : 1))
        if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
          cost = min(cost, before[column - 2] + 1)
        }
        current.append(cost)
      }
      if current.allSatisfy({ $0 > limit }) { return nil }
      before = previous
      previous = current
    }
    return previous[right.count] <= limit ? previous[right.count] : nil
  }
}
