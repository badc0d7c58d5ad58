/// Text for people on a terminal: line ends and colours stay, and whatever else moves the cursor, hides text or turns its
/// direction is made visible. Descriptions cannot hold the character that colours begin with.
package enum TerminalText {
  /// The text as it is safe to print.
  package static func shown(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F || $0 == 0x0A }) { return text }
    var result = ""
    var rest = Substring.UnicodeScalarView(text.unicodeScalars)
    while let scalar = rest.first {
      let colour = scalar == "\u{1B}" ? colour(rest) : 0
      if colour > 0 {
        result.unicodeScalars += rest.prefix(colour)
      } else {
        result += scalar == "\n" ? "\n" : VisibleText.shown(scalar)
      }
      rest = rest.dropFirst(max(1, colour))
    }
    return result
  }

  /// As `shown`, without colours: for text that holds none of ours.
  package static func plain(_ text: String) -> String {
    text.unicodeScalars.map { $0 == "\n" ? "\n" : VisibleText.shown($0) }.joined()
  }

  /// How long `ESC [ 1;31 m` is at the start of a text; 0 where none stands there.
  private static func colour(_ text: Substring.UnicodeScalarView) -> Int {
    guard text.dropFirst().first == "[" else { return 0 }
    let codes = text.dropFirst(2).prefix { ("0"..."9").contains($0) || $0 == ";" }
    return text.dropFirst(2 + codes.count).first == "m" ? codes.count + 3 : 0
  }
}
