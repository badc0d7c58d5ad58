/// A text between quotes in a Swift file, as far as people may read it.
struct ShownLiteral: Equatable {
  /// The line on which it starts.
  let line: Int
  /// Escapes as they are written; `X` for each interpolation, and lines that a backslash joins as one.
  let text: String
}

extension ShownLiteral {
  /// Every text of a file, in the order of their ends: one within an interpolation comes before the one around it.
  /// Raw texts and regular expressions, which are patterns, are left out.
  static func all(inSwift source: String) -> [ShownLiteral] {
    var reader = SwiftLiteralReader(source)
    reader.readCode(isInterpolation: false)
    return reader.found
  }
}

/// Reads texts out of Swift, and knows no more of the language than where they start and end.
private struct SwiftLiteralReader {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  private(set) var found: [ShownLiteral] = []

  init(_ source: String) { bytes = Array(source.utf8) }

  private func starts(_ text: String) -> Bool { bytes[position...].starts(with: text.utf8) }

  private mutating func skip(_ count: Int = 1) {
    for _ in 0..<count where position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
    }
  }

  private mutating func skip(past end: String) {
    while position < bytes.count, !starts(end) { skip() }
    skip(end.utf8.count)
  }

  /// Code up to the end of the file, or up to the parenthesis that ends an interpolation.
  mutating func readCode(isInterpolation: Bool) {
    var depth = 0
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "("):
        depth += 1
        skip()
      case UInt8(ascii: ")"):
        skip()
        if isInterpolation, depth == 0 { return }
        depth -= 1
      case UInt8(ascii: "/"): readSlash()
      case UInt8(ascii: "#"): readHash()
      case UInt8(ascii: "\""): readText(starts("\"\"\"") ? "\"\"\"" : "\"")
      default: skip()
      }
    }
  }

  private mutating func readSlash() {
    if starts("//") {
      skip(past: "\n")
    } else if starts("/*") {
      skip(past: "*/")
    } else {
      skip()
    }
  }

  private mutating func readHash() {
    for (start, end) in [("#\"\"\"", "\"\"\"#"), ("#\"", "\"#"), ("#/", "/#")] where starts(start) {
      skip(start.utf8.count)
      return skip(past: end)
    }
    skip()
  }

  private mutating func readText(_ quotes: String) {
    let start = line
    var text: [UInt8] = []
    skip(quotes.utf8.count)
    while position < bytes.count, !starts(quotes) {
      if starts("\\(") {
        skip(2)
        readCode(isInterpolation: true)
        text.append(UInt8(ascii: "X"))
      } else if starts("\\\n") {
        skip(2)
        while starts(" ") { skip() }
      } else {
        let count = starts("\\") ? 2 : 1
        text += bytes[position..<min(position + count, bytes.count)]
        skip(count)
      }
    }
    skip(quotes.utf8.count)
    found.append(ShownLiteral(line: start, text: String(decoding: text, as: UTF8.self)))
  }
}
