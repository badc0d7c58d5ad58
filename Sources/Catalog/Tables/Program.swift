import SourceText

/// A program that scripts run, or one of its commands: what it does with a token of GitHub.
package struct Program: Sendable {
  /// What it may take.
  package enum Takes: String, Sendable, CaseIterable {
    /// No token, whatever its environment holds.
    case nothing
    /// What it runs or fetches may take a token from the environment; it pushes nothing.
    case environment
  }

  /// `go test`.
  let words: String
  let takes: Takes

  private static let columns = ["program", "takes"]

  static func read(_ file: SourceFile, as id: SourceFileID, _ diagnostics: inout [Diagnostic]) -> [Program] {
    TableFile.lines(of: file, as: id, columns: columns, &diagnostics).compactMap { line in
      guard let takes = line.text("takes").flatMap(Takes.init) else {
        let all = Takes.allCases.map { "`\($0.rawValue)`" }.joined(separator: " or ")
        diagnostics.append(
          Diagnostic(
            "unknown-word", .error, "found `\(line.text("takes") ?? "-")`, expected \(all)",
            at: line.range("takes")))
        return nil
      }
      return Program(words: line.text("program") ?? "", takes: takes)
    }
  }
}
