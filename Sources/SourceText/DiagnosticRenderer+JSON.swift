extension DiagnosticRenderer {
  /// A JSON array with one object for each diagnostic: `id`, `severity`, `message`, `file`, `line`, `column`, `end_line`,
  /// `end_column` (null without a place), `help` and `related`. Lines and columns count from 1, columns in Unicode scalars;
  /// the end is exclusive.
  package func json(_ diagnostics: [Diagnostic]) -> String {
    var excerpts = Excerpts(files: files)
    let objects = diagnostics.inOrderOfPlaces.map { "  " + object($0, &excerpts) }
    return objects.isEmpty ? "[]\n" : "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  private func object(_ diagnostic: Diagnostic, _ excerpts: inout Excerpts) -> String {
    let related = diagnostic.related.map { related in
      "{"
        + (["\"message\": \(text(related.message))"] + place(related.range))
        .joined(separator: ", ") + "}"
    }
    let members =
      [
        "\"id\": \(JSONText.quoted(diagnostic.id))",
        "\"severity\": \(JSONText.quoted(diagnostic.severity.rawValue))",
        "\"message\": \(text(excerpts.hidingTokens(diagnostic.message, at: diagnostic.range)))",
      ] + place(diagnostic.range) + [
        "\"help\": \(diagnostic.help.map(text) ?? "null")",
        "\"related\": [\(related.joined(separator: ", "))]",
      ]
    return "{" + members.joined(separator: ", ") + "}"
  }

  private func text(_ text: String) -> String {
    JSONText.quoted(DiagnosticRenderer.clipped(TokenShape.mask(text)))
  }

  private func place(_ range: SourceRange?) -> [String] {
    guard let range else {
      return ["file", "line", "column", "end_line", "end_column"].map { "\"\($0)\": null" }
    }
    let file = files[range.file]
    let (start, end) = (file.place(at: Int(range.start)), file.place(at: Int(range.end)))
    return [
      "\"file\": \(text(file.path))", "\"line\": \(start.line)", "\"column\": \(start.column)",
      "\"end_line\": \(end.line)", "\"end_column\": \(end.column)",
    ]
  }
}

/// Text as JSON writes it.
package enum JSONText {
  /// The text in quotes, with the escapes that JSON wants, and U+2028 and U+2029 escaped for JavaScript.
  package static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case "\u{0}"..."\u{1F}", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
