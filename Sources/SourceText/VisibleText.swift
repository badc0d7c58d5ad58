/// How a character is shown on a terminal: nothing that moves the cursor, hides text or turns its direction.
package enum VisibleText {
  /// The scalar itself, or a picture of it where it is a control or formatting character.
  static func shown(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x09: return "→"
    case 0..<0x20: return picture(0x2400 + scalar.value)
    case 0x20..<0x7F: return String(scalar)
    case 0x7F: return "␡"
    default: return isInvisible(scalar) ? "<U+\(hexadecimal(scalar.value))>" : String(scalar)
    }
  }

  /// A text on one line: its line ends are pictures.
  package static func oneLine(_ text: String) -> String {
    text.unicodeScalars.map { $0.value < 0x20 ? shown($0) : String($0) }.joined()
  }

  /// How many cells of a terminal a text takes.
  static func width(_ text: String) -> Int {
    text.unicodeScalars.reduce(0) { $0 + width($1) }
  }

  private static func width(_ scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return wide.contains { $0.contains(scalar.value) } ? 2 : 1
    }
  }

  /// The blocks that terminals show two cells wide.
  private static let wide: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned: true
    default: false
    }
  }

  private static func picture(_ value: UInt32) -> String {
    Unicode.Scalar(value).map { String($0) } ?? "?"
  }

  private static func hexadecimal(_ value: UInt32) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }
}
