/// Text as a string of JavaScript.
enum ScriptText {
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars { append(scalar, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func append(_ scalar: Unicode.Scalar, to bytes: inout [UInt8]) {
    switch scalar {
    case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
    case "<", "\u{2028}", "\u{2029}": bytes += escape(scalar.value)
    case let control where control.value < 0x20: bytes += escape(control.value)
    default: bytes += Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private static func escape(_ value: UInt32) -> [UInt8] {
    let digits = String(value, radix: 16)
    return Array("\\u".utf8) + Array(repeating: UInt8(ascii: "0"), count: max(0, 4 - digits.count))
      + Array(digits.utf8)
  }

  /// Strings as an array, `["a","b"]`.
  static func array(_ texts: [String]) -> [UInt8] {
    var bytes = [UInt8(ascii: "[")]
    for (index, text) in texts.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(text, to: &bytes)
    }
    bytes.append(UInt8(ascii: "]"))
    return bytes
  }
}
