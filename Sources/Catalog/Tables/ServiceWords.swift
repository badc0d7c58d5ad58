import SourceText

/// Words in the names of secrets and variables that tell whose credential it is: the last resort.
package struct ServiceWords: Sendable {
  /// One of them.
  struct Word {
    /// In upper case.
    let text: String
    /// The id of a service, or its name.
    let service: String
    /// Whether the service calls its own tokens PATs.
    let isPAT: Bool
  }

  private let services: [String: String]
  private let ofPATs: [String: String]

  init(_ words: [Word] = []) {
    services = Dictionary(words.map { ($0.text, $0.service) }, uniquingKeysWith: { first, _ in first })
    ofPATs = Dictionary(
      words.filter(\.isPAT).map { ($0.text, $0.service) }, uniquingKeysWith: { first, _ in first })
  }

  private static let columns = ["word", "service", "pat"]

  static func read(_ file: SourceFile, as id: SourceFileID, _ diagnostics: inout [Diagnostic]) -> [Word] {
    TableFile.lines(of: file, as: id, columns: columns, &diagnostics).compactMap { line in
      guard let text = line.text("word"), let service = line.text("service"), text == text.uppercased() else {
        diagnostics.append(
          Diagnostic(
            "unknown-word", .error, "found `\(line.text("word") ?? "-")`, expected a word in upper case",
            at: line.range("word"), help: "and the service that it tells"))
        return nil
      }
      return Word(text: text, service: service, isPAT: line.text("pat") == "yes")
    }
  }

  /// The service whose credential a variable, an input or a secret of this name holds, by its id or its name; nil where the
  /// name does not tell.
  ///
  /// A name that speaks of GitHub or of a PAT too tells nothing: `NPM_GITHUB_TOKEN` is for GitHub's registry.
  package func service(in name: String) -> String? {
    let words = name.uppercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    if words.contains(where: {
      $0.hasPrefix("GITHUB") || $0 == "GH" || $0 == "GHCR" || $0 == "PAT" || $0 == "APP"
    }) {
      return words.lazy.compactMap { ofPATs[$0] }.first
    }
    let pairs = zip(words, words.dropFirst()).map { $0 + $1 }
    return (words + pairs).lazy.compactMap { services[$0] }.first
  }
}
