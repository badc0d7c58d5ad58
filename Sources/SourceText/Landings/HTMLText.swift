/// Text that becomes part of HTML.
package enum HTMLText {
  /// `text` escaped for use between tags and inside quoted attributes: `&`, `<`, `>`, `"` and `'`.
  package static func escaped(_ text: String) -> String {
    var text = text
    let escaped: [UInt8]? = text.withUTF8 { text in
      guard var index = text.firstIndex(where: { replacement($0) != nil }) else { return nil }
      var bytes: [UInt8] = []
      bytes.reserveCapacity(text.count + 32)
      // Runs of bytes that stay as they are.
      var start = 0
      while index < text.count {
        if let escape = replacement(text[index]) {
          bytes += text[start..<index]
          bytes += escape.utf8
          start = index + 1
        }
        index += 1
      }
      return bytes + text[start...]
    }
    return escaped.map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  private static func replacement(_ byte: UInt8) -> String? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): "&quot;"
    case UInt8(ascii: "'"): "&#39;"
    default: nil
    }
  }
}
