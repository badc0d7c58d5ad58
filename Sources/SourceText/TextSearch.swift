#if canImport(Darwin)
  import Darwin
#elseif canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

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
    guard let first, let own = baseAddress, let base = bytes.baseAddress else { return isEmpty ? 0 : nil }
    var start = 0
    while start + count <= bytes.count,
      let found = memchr(base + start, Int32(first), bytes.count - count - start + 1)
    {
      start = UnsafeRawPointer(base).distance(to: found)
      if memcmp(found, own, count) == 0 { return start }
      start += 1
    }
    return nil
  }
}
