/// Writing text as a YAML scalar that reads back as that text.
package enum YAMLScalar {
  /// The text as it is where every YAML reader takes it for text, else in double quotes. Fit for keys, values and the
  /// elements of `[…]`.
  package static func quotedIfNeeded(_ text: String) -> String {
    isPlainText(text) ? text : quoted(text)
  }

  /// The text in double quotes, on one line.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      default:
        if needsEscape(scalar) {
          result += escape(scalar)
        } else {
          result.unicodeScalars.append(scalar)
        }
      }
    }
    return result + "\""
  }

  private static func needsEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let width = scalar.value > 0xFFFF ? 8 : 4
    return (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count) + digits
  }

  private static func isPlainText(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, last != 0x20, startsLikeText(bytes, first) else {
      return false
    }
    return bytes.allSatisfy(isPlain) && !reserved.contains(text.lowercased())
  }

  /// A letter, `_` or `/`, or `.` before a letter: what begins with a digit or a sign might be a number or a date.
  private static func startsLikeText(_ bytes: [UInt8], _ first: UInt8) -> Bool {
    if isLetter(first) || first == UInt8(ascii: "_") || first == UInt8(ascii: "/") { return true }
    return first == UInt8(ascii: ".") && bytes.count > 1 && isLetter(bytes[1])
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (0x61...0x7A).contains(byte | 0x20)
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    isLetter(byte) || (0x30...0x39).contains(byte) || " _./@+-()=;".utf8.contains(byte)
  }

  private static let reserved: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null", ".inf", ".nan",
  ]
}
