/// One line of a calendar file (RFC 5545, 3.1).
enum ContentLine {
  /// The most bytes of a line, its end not counted.
  static let maximum = 75

  /// `NAME:value` folded, with its end. The value stands as it is: texts go through `text` first.
  static func append(_ line: String, to bytes: inout [UInt8]) {
    var used = 0
    for scalar in line.unicodeScalars {
      let encoded = Array(UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
      if used + encoded.count > maximum {
        bytes += Array("\r\n ".utf8)
        used = 1
      }
      bytes += encoded
      used += encoded.count
    }
    bytes += Array("\r\n".utf8)
  }

  /// A text as a value (3.3.11): a backslash before `\`, `;` and `,`, every line end as `\n`, no other control
  /// characters.
  static func text(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    var follows: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      if !(scalar == "\n" && follows == "\r") { append(scalar, to: &result) }
      follows = scalar
    }
    return String(result)
  }

  private static func append(_ scalar: Unicode.Scalar, to result: inout String.UnicodeScalarView) {
    switch scalar {
    case "\\", ";", ",": result.append(contentsOf: ["\\", scalar])
    case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}":
      result.append(contentsOf: ["\\", "n"])
    case "\t": result.append(scalar)
    case let other where other.properties.generalCategory == .control: break
    default: result.append(scalar)
    }
  }
}
