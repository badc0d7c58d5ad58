internal import CommonMark
internal import SourceText

/// What is wrong, as HTML that stands at the top of every page: each problem with its place, masked and escaped.
struct ProblemsPanel: Sendable {
  /// Empty where nothing is wrong.
  let html: String

  /// More than anyone mends at once; the terminal has them all.
  static let mostShown = 200

  init() {
    html = ""
  }

  /// - Parameter hasBook: whether a book is shown below it.
  init(_ diagnostics: [Diagnostic], in files: SourceFiles, hasBook: Bool) {
    guard !diagnostics.isEmpty else {
      html = ""
      return
    }
    let isBroken = diagnostics.hasErrors
    let summary = DiagnosticRenderer.summary(diagnostics)
    let list = Self.list(diagnostics, files)
    html = isBroken ? Self.open(summary, hasBook, list) : Self.folded(summary, list)
  }

  private static func open(_ summary: String, _ hasBook: Bool, _ list: String) -> String {
    let level = hasBook ? 2 : 1
    let below =
      hasBook ? "Below is the last book that built successfully." : "Fix them to build the book."
    return """
      <section class="tokenbook-problems" aria-labelledby="tokenbook-problems">
      <h\(level) id="tokenbook-problems">\(summary)</h\(level)>
      <p>\(below) The page reloads by itself.</p>
      \(list)</section>

      """
  }

  private static func folded(_ summary: String, _ list: String) -> String {
    """
    <section class="tokenbook-problems" aria-label="Warnings">
    <details><summary>\(summary)</summary>
    \(list)</details>
    </section>

    """
  }

  private static func list(_ diagnostics: [Diagnostic], _ files: SourceFiles) -> String {
    let sorted = diagnostics.inOrderOfPlaces
    let shown = Array(sorted.prefix(mostShown))
    let texts = DiagnosticRenderer(files: files).texts(shown)
    let items = zip(shown, texts).map { item($0, $1) }.joined()
    let rest = sorted.count - shown.count
    let more = rest > 0 ? "<p>and \(rest) more; <code>tokenbook check</code> prints them all.</p>\n" : ""
    return "<ol>\n\(items)</ol>\n\(more)"
  }

  /// The first line of the text is `error[id]: message`, the others show the place and the help.
  private static func item(_ diagnostic: Diagnostic, _ text: String) -> String {
    let severity = diagnostic.severity.rawValue
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let message = lines[0].dropFirst("\(severity)[\(diagnostic.id)]: ".count)
    let excerpt = lines.count > 1 ? HTMLText.escaped(String(lines[1])) : ""
    let place =
      excerpt.isEmpty
      ? "" : "<pre role=\"group\" aria-label=\"Where\" tabindex=\"0\"><code>\(excerpt)</code></pre>\n"
    return """
      <li class="\(severity)"><p><b>\(severity)</b> \(marked(message)) <small>\(diagnostic.id)</small></p>
      \(place)</li>

      """
  }

  /// What stands in backticks becomes code.
  private static func marked(_ message: Substring) -> String {
    let parts = message.split(atByte: "`").map {
      HTMLText.escaped(String($0))
    }
    guard parts.count % 2 == 1 else { return HTMLText.escaped(String(message)) }
    return parts.enumerated().map { $0 % 2 == 1 ? "<code>\($1)</code>" : $1 }.joined()
  }
}
