/// Names of files as text, whatever bytes they have.
///
/// A system's file name is bytes, and need not be UTF-8. A byte that is no part of valid text is shown as the private character
/// U+10FF00 plus its value, and so are the bytes of such a character where a name really has one: so each name has one text,
/// and each text leads back to its name.
package enum SystemPath {
  /// The text of a name.
  package static func text(of name: UnsafeBufferPointer<UInt8>) -> String {
    if let text = String(validating: name, as: UTF8.self), !text.utf8.contains(firstOfEscape) { return text }
    var (result, decoder, rest) = ("", UTF8(), name[...])
    while !rest.isEmpty {
      var bytes = rest.makeIterator()
      if case .scalarValue(let scalar) = decoder.decode(&bytes), !isEscape(scalar) {
        result.unicodeScalars.append(scalar)
        rest = rest.dropFirst(UTF8.width(scalar))
      } else if let byte = rest.popFirst() {
        result.unicodeScalars.append(escape(byte))
      }
      decoder = UTF8()
    }
    return result
  }

  /// The bytes of a path, as the system's calls take them.
  package static func bytes(of path: String) -> [CChar] {
    guard path.utf8.contains(firstOfEscape) else { return path.utf8CString.map { $0 } }
    var result: [CChar] = []
    for scalar in path.unicodeScalars {
      if isEscape(scalar) {
        result.append(CChar(truncatingIfNeeded: scalar.value & 0xFF))
      } else {
        result += UTF8.encode(scalar).map { $0.map { CChar(bitPattern: $0) } } ?? []
      }
    }
    return result + [0]
  }

  private static let firstOfEscape: UInt8 = 0xF4

  private static func isEscape(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x10FF80 }

  /// No byte below 0x80 is ever wrong.
  private static func escape(_ byte: UInt8) -> Unicode.Scalar {
    Unicode.Scalar(0x10FF00 + UInt32(byte)) ?? Unicode.Scalar(byte)
  }
}
