extension StringProtocol {
  /// Whether a text stands in it, byte for byte: where much is looked at, since the library's `contains` compares
  /// characters and takes many times as long.
  package func contains(bytesOf text: String) -> Bool {
    var text = text
    return text.withUTF8 { word in
      utf8.withContiguousStorageIfAvailable { word.stands(in: $0) } ?? word.stands(in: Array(utf8))
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether these bytes stand somewhere in others.
  @inline(__always)
  package func stands(in bytes: some RandomAccessCollection<UInt8>) -> Bool {
    guard let first, count <= bytes.count else { return isEmpty }
    var place = bytes.startIndex
    let last = bytes.index(bytes.endIndex, offsetBy: -count)
    while place <= last {
      if bytes[place] == first, bytes[place...].starts(with: self) { return true }
      bytes.formIndex(after: &place)
    }
    return false
  }
}
