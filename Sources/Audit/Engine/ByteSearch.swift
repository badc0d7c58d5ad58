import SourceText
import Workflows

extension ArraySlice<UInt8> {
  /// Whether a word of ASCII stands somewhere in it: a quick look before a long one.
  func contains(_ word: StaticString) -> Bool {
    withUnsafeBufferPointer { bytes in word.withUTF8Buffer { $0.firstOffset(in: bytes) } != nil }
  }

  /// The same for a word of lower-case letters, in whatever case it is written.
  func containsAnyCase(_ word: StaticString) -> Bool {
    withUnsafeBufferPointer { bytes in
      let word = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
      guard let first = word.first, bytes.count >= word.count else { return word.isEmpty }
      for place in 0...(bytes.count - word.count) where bytes[place] | 0x20 == first {
        var length = 1
        while length < word.count, bytes[place + length] | 0x20 == word[length] { length += 1 }
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
