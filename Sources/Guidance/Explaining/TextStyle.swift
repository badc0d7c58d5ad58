/// How text for a terminal is dressed: with colours, or plain.
package struct TextStyle: Sendable {
  package let hasColor: Bool

  package init(hasColor: Bool) {
    self.hasColor = hasColor
  }

  package func bold(_ text: String) -> String { dress(text, "1") }
  package func faint(_ text: String) -> String { dress(text, "2") }
  func good(_ text: String) -> String { dress(text, "32") }
  package func bad(_ text: String) -> String { dress(text, "31") }
  func asking(_ text: String) -> String { dress(text, "33") }

  private func dress(_ text: String, _ code: String) -> String {
    hasColor && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// The text followed by spaces, `width` characters wide; longer text stays as it is.
  func padded(to width: Int) -> String {
    count >= width ? self : self + String(repeating: " ", count: width - count)
  }
}
