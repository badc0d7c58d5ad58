package import SourceText

/// What people keep up to date of GitHub without writing Swift: the tables of the folder `catalog`.
package struct Catalog: Sendable {
  /// By method and number of parts of the path.
  private let endpoints: [String: [Endpoint]]
  /// By operation without marks, `reposcreateorgruleset`.
  private let operations: [String: Endpoint]
  private let commands: [String: [GitHubCommand]]

  /// One that knows nothing: every call is one that nobody knows.
  package init() {
    self.init([], [])
  }

  init(_ endpoints: [Endpoint], _ commands: [GitHubCommand]) {
    self.endpoints = Dictionary(grouping: endpoints) { Self.key($0.method, $0.path.count) }
    operations = Dictionary(
      endpoints.map { (Self.plain($0.operation), $0) }, uniquingKeysWith: { first, _ in first })
    self.commands = Dictionary(grouping: commands) { String($0.words.prefix { $0 != " " }) }
  }

  /// The names of its files, in the order in which they are read.
  package static let fileNames = ["rest-endpoints.tsv", "gh-commands.tsv"]

  /// Reads its files; what cannot be read of them is said with its place.
  package static func read(_ files: SourceFiles) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    var (endpoints, commands, diagnostics) = ([Endpoint](), [GitHubCommand](), [Diagnostic]())
    for (index, file) in files.files.enumerated() {
      let id = SourceFileID(index: UInt32(index))
      switch file.path.split(separator: "/").last {
      case "rest-endpoints.tsv": endpoints += Endpoint.read(file, as: id, &diagnostics)
      case "gh-commands.tsv": commands += GitHubCommand.read(file, as: id, &diagnostics)
      default: break
      }
    }
    return (Catalog(endpoints, commands), diagnostics)
  }

  private static func key(_ method: String, _ count: Int) -> String { "\(method) \(count)" }

  private static func plain(_ operation: String) -> String {
    String(operation.lowercased().filter { $0.isLetter || $0.isNumber })
  }

  /// The endpoint that a request goes to; nil for one that is not known.
  ///
  /// - Parameters:
  ///   - method: in upper case.
  ///   - path: its parts, without what follows `?`.
  package func endpoint(_ method: String, _ path: [String]) -> Endpoint? {
    let found =
      endpoints[Self.key(method, path.count)]?.filter { $0.matches(path) }
      // A path within a repository or of a reference has as many parts as it likes.
      ?? []
    let all = found.isEmpty ? openEnded(method, path) : found
    return all.max { $0.literals < $1.literals }
  }

  private func openEnded(_ method: String, _ path: [String]) -> [Endpoint] {
    (1..<max(path.count, 1)).reversed().lazy.compactMap { count in
      endpoints[Self.key(method, count)]?.filter { $0.isOpenEnded && $0.matches(Array(path.prefix(count))) }
    }.first { !$0.isEmpty } ?? []
  }

  /// The endpoint that a method of Octokit calls, `repos` and `createCommitStatus`; nil for one that is not known.
  package func endpoint(octokit group: String, _ method: String) -> Endpoint? {
    operations[Self.plain(group + method)]
  }

  /// What `gh` does with these words, the words of the command first; nil for what is not known.
  package func command(_ arguments: [String], options: [String]) -> GitHubCommand? {
    guard let first = arguments.first else { return nil }
    let found = commands[first]?.filter { $0.matches(arguments, options) } ?? []
    return found.max { $0.rank < $1.rank }
  }

  /// Every endpoint, in no order.
  package var allEndpoints: [Endpoint] { endpoints.values.flatMap(\.self) }

  /// Every command, in no order.
  package var allCommands: [GitHubCommand] { commands.values.flatMap(\.self) }

  /// Whether it knows nothing.
  package var isEmpty: Bool { endpoints.isEmpty && commands.isEmpty }
}
