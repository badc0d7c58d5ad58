/// Text that becomes part of HTML.
package enum HTMLText {
  /// `text` escaped for use between tags and inside quoted attributes: `&`, `<`, `>`, `"` and `'`.
  package static func escaped(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy { replacement($0) == nil }
    if isPlain { return text }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(text.utf8.count + 32)
    for byte in text.utf8 {
      guard let escape = replacement(byte) else {
        bytes.append(byte)
        continue
      }
      bytes.append(contentsOf: escape.utf8)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func replacement(_ byte: UInt8) -> StaticEscape? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }

  private typealias StaticEscape = String
}
