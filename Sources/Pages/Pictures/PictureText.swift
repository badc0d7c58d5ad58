import SourceText

/// How much room words take in a picture. The reader's font is not known: the widths are those of a wide one.
package struct PictureText {
  /// In pixels.
  package let size: Int
  /// Whether its letters are bold.
  package var isBold = false

  /// The text of a name.
  package static let name = PictureText(size: 13, isBold: true)
  /// The text of details.
  package static let small = PictureText(size: 12)

  /// How wide a text is at most, in pixels.
  package func width(of text: String) -> Int {
    let sum = text.reduce(0) { $0 + Self.width(of: $1) }
    return (sum * size * (isBold ? 108 : 100) + 99_999) / 100_000
  }

  /// The text where it fits, else as much of it as does with an ellipsis.
  package func fitted(_ text: String, into room: Int) -> String {
    if width(of: text) <= room { return text }
    var rest = text[...]
    while !rest.isEmpty, width(of: rest + "…") > room { rest = rest.dropLast() }
    return rest + "…"
  }

  /// The text in at most `limit` lines, broken where names are put together; the last is cut.
  package func lines(_ text: String, into room: Int, limit: Int) -> [String] {
    guard limit > 1, width(of: text) > room else { return [fitted(text, into: room)] }
    let pieces = Self.pieces(of: text)
    var first = ""
    for piece in pieces {
      guard width(of: first + piece) <= room else { break }
      first += piece
    }
    guard !first.isEmpty else { return [fitted(text, into: room)] }
    return [first] + lines(String(text.dropFirst(first.count)), into: room, limit: limit - 1)
  }

  /// Cut behind what joins the parts of names.
  private static func pieces(of text: String) -> [String] {
    var pieces = [""]
    for character in text {
      pieces[pieces.count - 1].append(character)
      if "-/_. #,".contains(character) { pieces.append("") }
    }
    return pieces.filter { !$0.isEmpty }
  }

  /// In thousandths of the size.
  private static func width(of character: Character) -> Int {
    switch character {
    case "i", "j", "l", "I", ".", ",", ":", ";", "'", "|", "!": 320
    case "f", "t", "r", "-", "(", ")", "/", " ", "[", "]", "\"": 410
    case "m", "w", "M", "W", "@", "%", "…": 1_000
    case "A"..."Z", "#", "&", "+", "=", "<", ">", "~": 800
    case _ where character.isASCII: 640
    default: character.unicodeScalars.contains { $0.value >= 0x1100 } ? 1_150 : 800
    }
  }

  /// Any text as words of a picture: on one line, without what XML forbids or what turns the direction of others.
  package static func clean(_ text: String) -> String {
    var cleaned = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .lineSeparator, .paragraphSeparator: cleaned.append(" ")
      case .format, .privateUse, .unassigned, .surrogate: break
      default: cleaned.append(scalar)
      }
    }
    return String(cleaned)
  }
}

extension PictureText {
  fileprivate func width(of text: Substring) -> Int { width(of: String(text)) }
}
