import Workflows

extension ArraySlice<UInt8> {
  /// Whether a word of ASCII stands somewhere in it: a quick look before a long one.
  func contains(_ word: StaticString) -> Bool { contains(word) { $0 == $1 } }

  /// The same for a word of lower-case letters, in whatever case it is written.
  func containsAnyCase(_ word: StaticString) -> Bool { contains(word) { $0 | 0x20 == $1 } }

  @inline(__always)
  private func contains(_ word: StaticString, _ isSame: (UInt8, UInt8) -> Bool) -> Bool {
    withUnsafeBufferPointer { bytes in
      let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
      guard let first = word.first, bytes.count >= word.count else { return word.isEmpty }
      for place in 0...(bytes.count - word.count) where isSame(bytes[place], first) {
        var length = 1
        while length < word.count, isSame(bytes[place + length], word[length]) { length += 1 }
        if length == word.count { return true }
      }
      return false
    }
  }
}

extension WorkflowText {
  /// Whether an expression in it uses `secrets`.
  var usesSecrets: Bool {
    expressions.contains { $0.expression.references.contains { $0.context == "secrets" } }
  }
}
