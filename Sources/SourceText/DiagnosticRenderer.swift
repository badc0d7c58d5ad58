/// Prints diagnostics for people and for programs. Whatever is shaped like a token is masked, always.
package struct DiagnosticRenderer: Sendable {
  let files: SourceFiles
  private let style: TerminalStyle

  /// - Parameter color: whether the text carries ANSI colours.
  package init(files: SourceFiles, color: Bool = false) {
    self.files = files
    self.style = TerminalStyle(isOn: color)
  }

  /// Each diagnostic with its line and a caret, in the order of their places, an empty line between two.
  package func text(_ diagnostics: [Diagnostic]) -> String {
    texts(diagnostics.inOrderOfPlaces).joined(separator: "\n")
  }

  /// The same as `text`, on all cores and piece by piece, for diagnostics without number.
  package func textInParallel(
    _ diagnostics: [Diagnostic], to receive: (_ piece: String) throws -> Void
  ) async rethrows {
    let sorted = diagnostics.inOrderOfPlaces
    let named = Set(sorted.flatMap { [$0.range].compactMap(\.self) + $0.related.map(\.range) }.map(\.file))
    let hits = await named.sorted().mapInParallel(chunk: 1) { ($0, TokenShape.hits(in: files[$0].bytes)) }
    let excerpts = Excerpts(files: files, hits: Dictionary(uniqueKeysWithValues: hits))
    for start in stride(from: 0, to: sorted.count, by: Self.pieceCount) {
      let piece = Array(sorted[start..<min(start + Self.pieceCount, sorted.count)])
      let texts = await piece.mapInParallel { diagnostic in
        var excerpts = excerpts
        return text(diagnostic, &excerpts)
      }
      try receive((start == 0 ? "" : "\n") + texts.joined(separator: "\n"))
    }
  }

  /// How many diagnostics are a piece: about a megabyte.
  private static let pieceCount = 2048

  /// The text of each, in their own order: the first line is `error[id]: message`.
  package func texts(_ diagnostics: [Diagnostic]) -> [String] {
    var excerpts = Excerpts(files: files)
    return diagnostics.map { text($0, &excerpts) }
  }

  /// `3 errors, 1 warning`; empty for none.
  package static func summary(_ diagnostics: [Diagnostic]) -> String {
    Severity.allCases.compactMap { severity in
      let count = diagnostics.count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    .joined(separator: ", ")
  }

  private func text(_ diagnostic: Diagnostic, _ excerpts: inout Excerpts) -> String {
    let label = diagnostic.label ?? diagnostic.severity.rawValue
    let title = style.title(diagnostic.severity, "\(label)[\(diagnostic.id)]")
    var lines = [
      title
        + style.bold(
          ": " + DiagnosticRenderer.oneLine(excerpts.hidingTokens(diagnostic.message, at: diagnostic.range)))
    ]
    let ranges = [diagnostic.range].compactMap(\.self) + diagnostic.related.map(\.range)
    let gutter = ranges.map { excerpts.gutter(of: $0) }.max() ?? 1
    if let range = diagnostic.range {
      lines += place(range, gutter, "^", style.mark(diagnostic.severity), &excerpts)
    }
    for related in diagnostic.related {
      lines.append(
        style.gutter(String(repeating: " ", count: gutter) + " = ") + "note: "
          + DiagnosticRenderer.oneLine(related.message))
      lines += place(related.range, gutter, "-", style.gutter, &excerpts)
    }
    if let help = diagnostic.help {
      lines.append(
        style.gutter(String(repeating: " ", count: gutter) + " = ") + "help: "
          + DiagnosticRenderer.oneLine(help))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func place(
    _ range: SourceRange, _ gutter: Int, _ mark: Character, _ paint: (String) -> String,
    _ excerpts: inout Excerpts
  ) -> [String] {
    let excerpt = excerpts.excerpt(range)
    let blank = String(repeating: " ", count: gutter)
    let number = String(excerpt.place.line)
    let padded = String(repeating: " ", count: gutter - number.count) + number
    let carets =
      String(repeating: " ", count: excerpt.caretStart) + String(repeating: mark, count: excerpt.caretCount)
    return [
      blank + style.gutter("--> ") + DiagnosticRenderer.oneLine(files.placeText(range)),
      style.gutter(blank + " |"),
      style.gutter(padded + " | ") + excerpt.text,
      style.gutter(blank + " | ") + paint(carets),
    ]
  }

  /// Masked, on one line, with control characters made visible.
  static func oneLine(_ text: String) -> String {
    var result = ""
    for scalar in clipped(TokenShape.mask(text)).unicodeScalars { result += VisibleText.shown(scalar) }
    return result
  }

  /// The beginning and the end of a text that is longer than anyone reads: a message may quote a whole block.
  static func clipped(_ text: String) -> String {
    let scalars = text.unicodeScalars
    guard scalars.count > 500 else { return text }
    return String(scalars.prefix(300)) + "…" + String(scalars.suffix(150))
  }
}

extension [Diagnostic] {
  /// Sorted by file and place; those without a place come first.
  package var inOrderOfPlaces: [Diagnostic] {
    sorted { left, right in
      guard let leftRange = left.range, let rightRange = right.range else {
        if left.range != nil || right.range != nil { return left.range == nil }
        return (left.severity, left.id, left.message) < (right.severity, right.id, right.message)
      }
      if leftRange != rightRange { return leftRange < rightRange }
      return (left.severity, left.id, left.message) < (right.severity, right.id, right.message)
    }
  }

  /// Whether one of them is an error.
  package var hasErrors: Bool { contains { $0.severity == .error } }
}

/// ANSI colours, or nothing.
private struct TerminalStyle: Sendable {
  let isOn: Bool

  func title(_ severity: Severity, _ text: String) -> String { paint(text, "1;\(code(severity))") }
  func mark(_ severity: Severity) -> (String) -> String { { paint($0, "1;\(code(severity))") } }
  func gutter(_ text: String) -> String { paint(text, "34") }
  func bold(_ text: String) -> String { paint(text, "1") }

  private func code(_ severity: Severity) -> Int {
    switch severity {
    case .error: 31
    case .warning: 33
    case .note: 36
    }
  }

  private func paint(_ text: String, _ code: String) -> String {
    isOn ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
