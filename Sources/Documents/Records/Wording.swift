/// Sentences of the guidance, made to fit into other sentences.
enum Wording {
  /// As the beginning of a sentence: the first letter in upper case.
  static func sentence(_ text: String) -> String {
    guard let first = text.first, first.isLowercase else { return text }
    return first.uppercased() + text.dropFirst()
  }

  /// As it stands after "because": without the full stop, and without the capital that only began the sentence.
  static func clause(_ text: String) -> String {
    let text = text.hasSuffix(".") ? String(text.dropLast()) : text
    guard let first = text.first, first.isUppercase, !startsWithName(text) else { return text }
    return first.lowercased() + text.dropFirst()
  }

  /// Whether the first word keeps its capital: a name, or a word with another capital in it.
  private static func startsWithName(_ text: String) -> Bool {
    let word = text.prefix { $0.isLetter }
    return names.contains(word) || word.dropFirst().contains(where: \.isUppercase)
  }

  private static let names: Set<Substring> = [
    "Actions", "App", "Apps", "Dependabot", "Git", "Gradle", "Jenkins", "Maven",
  ]
}
