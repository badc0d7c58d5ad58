extension StringProtocol {
  /// Whether a text stands in it, byte for byte: where much is looked at, since the library's `contains` compares
  /// characters and takes many times as long.
  package func contains(bytesOf text: String) -> Bool { utf8Offset(of: text) != nil }

  /// Where a text first stands in it, in bytes; nil where it does not.
  package func utf8Offset(of text: String) -> Int? {
    var (own, text) = (String(self), text)
    return own.withUTF8 { bytes in text.withUTF8 { $0.firstOffset(in: bytes) } }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where these bytes first stand in others; nil where they do not.
  package func firstOffset(in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let first else { return 0 }
    guard count <= bytes.count else { return nil }
    for start in 0...bytes.count - count where bytes[start] == first {
      var length = 1
      while length < count, bytes[start + length] == self[length] { length += 1 }
      if length == count { return start }
    }
    return nil
  }
}
