import SourceText

/// Sentences of the guidance, in which names stand between backticks, as Markdown.
enum Prose {
  /// What stands between two backticks becomes code, everything else stays text.
  static func markdown(_ text: String) -> String { markdown(text, inTable: true) }

  /// - Parameter inTable: whether it may stand in a row of a table, where code has no `|`.
  static func markdown(_ text: String, inTable: Bool) -> String {
    let parts = text.split(atByte: "`")
    return parts.enumerated().map { index, part in
      let isCode = !index.isMultiple(of: 2) && index < parts.count - 1
      if isCode { return code(part, inTable: inTable) }
      let isUnpaired = !index.isMultiple(of: 2)
      return MarkdownText.inProse((isUnpaired ? "`" : "") + part)
    }.joined()
  }

  /// As `markdown`, with a capital at its beginning and a full stop at its end.
  static func sentence(_ text: String) -> String { sentence(text, inTable: true) }

  /// - Parameter inTable: as with `markdown`.
  static func sentence(_ text: String, inTable: Bool) -> String {
    let ends = text.last.map { ".!?:".contains($0) } ?? true
    return markdown(capitalized(text), inTable: inTable) + (ends ? "" : ".")
  }

  /// As `markdown`, with a capital at its beginning.
  static func heading(_ text: String) -> String { markdown(capitalized(text)) }

  /// With a capital at its beginning, and otherwise as it is.
  /// What is always written in lower case stays so: `npm`.
  static func capitalized(_ text: String) -> String {
    let word = text.prefix { $0.isLetter }
    return lowerCaseNames.contains(word) ? text : Words.capitalized(text)
  }

  private static let lowerCaseNames: Set<Substring> = ["cosign", "gh", "npm", "vsce"]

  /// Texts as code, with commas between.
  static func codes(_ texts: [String]) -> String {
    texts.map { code($0[...]) }.joined(separator: ", ")
  }

  /// A text as code.
  static func code(_ text: String, inTable: Bool) -> String { code(text[...], inTable: inTable) }

  /// A `|` inside code is written one way in a table and another outside: such a part is left as text.
  private static func code(_ part: Substring, inTable: Bool = true) -> String {
    let isPlain =
      !part.isEmpty && !(inTable && part.contains(bytesOf: "|")) && !part.contains(bytesOf: "`")
      && !part.unicodeScalars.contains(where: \.endsLine)
    return isPlain ? "`\(part)`" : MarkdownText.inProse("`\(part)`")
  }
}
