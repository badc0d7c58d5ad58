/// A name as a number: a digest of its bytes.
///
/// What is given and what a template reads meet by it, without a table that all threads would share and without a
/// comparison of texts. A test holds that no two names of the program and its templates have one digest.
package struct TemplateName: Sendable, Hashable {
  let digest: UInt64

  /// The name that is written so.
  package init(_ text: String) {
    var text = text
    digest = text.withUTF8(Self.digest)
  }

  private static func digest(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
    var digest = UInt64(truncatingIfNeeded: bytes.count)
    var offset = 0
    while offset < bytes.count {
      let end = min(offset + 8, bytes.count)
      var word: UInt64 = 0
      for index in offset..<end { word = word << 8 | UInt64(bytes[index]) }
      digest = (digest ^ word) &* 0x9E37_79B9_7F4A_7C15
      digest ^= digest >> 32
      offset = end
    }
    return digest
  }
}
