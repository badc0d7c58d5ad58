package import Services
package import SourceText

/// What people keep up to date of GitHub without writing Swift: the files of the folder `catalog`.
package struct Catalog: Sendable {
  /// By method and number of parts of the path.
  private let endpoints: [String: [Endpoint]]
  /// By operation without marks, `reposcreateorgruleset`.
  private let operations: [String: Endpoint]
  private let commands: [String: [GitHubCommand]]
  private let programs: [String: Program.Takes]
  private let mutations: [String: GraphQLMutation]
  /// What Octokit calls the groups of its methods, `codeScanning`, sorted.
  package let octokitGroups: [String]
  /// The actions whose inputs are known.
  package let actions: KnownActions
  /// What failing credentials show, in the order of the file.
  package let failureMessages: [FailureMessage]
  /// What people type into the search of a book, and the book's words for it, in the order of the file.
  package let searchSynonyms: [SearchSynonym]
  /// What is known of services that aren't GitHub.
  package let services: ServiceRecords
  /// The same by what tells them apart in a workflow.
  package let serviceIndex: ServiceIndex
  /// Words in names that tell a service, where nothing else does.
  package let serviceWords: ServiceWords

  /// One that knows nothing: every call and every action is one that nobody knows.
  package init() {
    self.init([], [], [], [], KnownActions([]), [], [], ServiceRecords(), ServiceWords())
  }

  private init(
    _ endpoints: [Endpoint], _ commands: [GitHubCommand], _ programs: [Program],
    _ mutations: [GraphQLMutation], _ actions: KnownActions, _ messages: [FailureMessage],
    _ synonyms: [SearchSynonym], _ services: ServiceRecords, _ serviceWords: ServiceWords
  ) {
    self.endpoints = Dictionary(grouping: endpoints) { Self.key($0.method, $0.path.count) }
    operations = Dictionary(
      endpoints.map { (Self.plain($0.operation), $0) }, uniquingKeysWith: { first, _ in first })
    octokitGroups = Set(endpoints.map { Self.octokitGroup($0.operation) }).sorted()
    self.commands = Dictionary(grouping: commands) { String($0.words.prefix { $0 != " " }) }
    self.programs = Dictionary(programs.map { ($0.words, $0.takes) }, uniquingKeysWith: { first, _ in first })
    self.mutations = Dictionary(mutations.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    self.actions = actions
    failureMessages = messages
    searchSynonyms = synonyms
    self.services = services
    serviceIndex = ServiceIndex(services)
    self.serviceWords = serviceWords
  }

  /// Reads its files; what cannot be read of them, and each file that is missing, is said.
  ///
  /// - Parameters:
  ///   - facts: the ids of all facts, to hold those that the files name against; nil where they are not at hand.
  ///   - kinds: the files that are read, where not all are needed.
  package static func read(
    _ files: CatalogFiles, facts: Set<String>? = nil, only kinds: Set<CatalogFileKind> = CatalogFileKind.all
  ) -> (catalog: Catalog, diagnostics: [Diagnostic]) {
    let reader = CatalogReader(files, facts: facts, only: kinds)
    let catalog = Catalog(
      reader.endpoints, reader.commands, reader.programs, reader.mutations, KnownActions(reader.actions),
      reader.messages, reader.synonyms, ServiceRecords(reader.services, snippets: reader.snippets),
      ServiceWords(reader.serviceWords))
    return (catalog, reader.diagnostics)
  }

  private static func key(_ method: String, _ count: Int) -> String { "\(method) \(count)" }

  /// `codeScanning` of `code-scanning/list-alerts-for-repo`.
  private static func octokitGroup(_ operation: String) -> String {
    let words = operation.prefix { $0 != "/" }.split(separator: "-")
    return words.prefix(1).joined()
      + words.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

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

  /// What a mutation of GraphQL does; nil for one that is not known.
  package func mutation(_ name: String) -> GraphQLMutation? { mutations[name] }

  /// What a program takes, by its name and the words after it, options left out; nil for one that may do anything.
  package func program(_ words: [String]) -> Program.Takes? {
    (1...4).reversed().lazy.compactMap { programs[words.prefix($0).joined(separator: " ")] }.first
  }

  /// Every endpoint, in no order.
  package var allEndpoints: [Endpoint] { endpoints.values.flatMap(\.self) }

  /// Every command, in no order.
  package var allCommands: [GitHubCommand] { commands.values.flatMap(\.self) }
}
