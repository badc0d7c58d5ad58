import Services
import SourceText

/// Reads the files of a catalog; whatever is wrong with one is a problem with its place.
struct CatalogReader {
  private(set) var endpoints: [Endpoint] = []
  private(set) var commands: [GitHubCommand] = []
  private(set) var programs: [Program] = []
  private(set) var mutations: [GraphQLMutation] = []
  private(set) var messages: [FailureMessage] = []
  private(set) var actions: [KnownAction] = []
  private(set) var synonyms: [SearchSynonym] = []
  private(set) var services: [ServiceRecord] = []
  private(set) var serviceWords: [ServiceWords.Word] = []
  private(set) var snippets: [ServiceSnippet] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let facts: Set<String>?
  private let wanted: Set<CatalogFileKind>
  private var kinds: Set<CatalogFileKind> = []
  private var serviceFiles: [ServiceFile] = []
  /// Where the record of each action stands; of the program's own and of a person's apart: those replace one another.
  private var places: [Bool: [String: SourceRange]] = [:]

  /// - Parameters:
  ///   - facts: the ids of all facts; nil where they are not at hand.
  ///   - wanted: the files that are read.
  init(_ files: CatalogFiles, facts: Set<String>?, only wanted: Set<CatalogFileKind>) {
    (self.facts, self.wanted) = (facts, wanted)
    for entry in files.used { read(entry, files.sources[entry.file]) }
    for kind in CatalogFileKind.allCases
    where kind.isRequired && wanted.contains(kind) && !kinds.contains(kind) {
      diagnostics.append(
        Diagnostic(
          "missing-catalog-file", .error, "found no file `\(kind.pattern)` in the catalog", at: nil,
          help: "reinstall the program, or set `TOKENBOOK_RESOURCES` to the folder that contains `catalog`"))
    }
    checkServices()
  }

  private mutating func read(_ entry: CatalogFiles.Entry, _ file: SourceFile) {
    if entry.isOwn { checkTokens(in: file, as: entry.file) }
    guard let kind = CatalogFileKind(entry.name) else {
      if !entry.name.hasSuffix(".md") { reportUnknown(entry) }
      return
    }
    guard wanted.contains(kind) else { return }
    kinds.insert(kind)
    switch kind {
    case .endpoints: endpoints = Endpoint.read(file, as: entry.file, &diagnostics)
    case .commands: commands = GitHubCommand.read(file, as: entry.file, &diagnostics)
    case .mutations: mutations = GraphQLMutation.read(file, as: entry.file, &diagnostics)
    case .programs: programs = Program.read(file, as: entry.file, &diagnostics)
    case .messages: messages = FailureMessage.read(file, as: entry.file, facts: facts, &diagnostics)
    case .synonyms: synonyms = SearchSynonym.read(file, as: entry.file, &diagnostics)
    case .actions: add(ActionsFile(file, as: entry.file), isOwn: entry.isOwn)
    case .serviceWords: serviceWords = ServiceWords.read(file, as: entry.file, &diagnostics)
    case .services:
      let read = ServiceFile(file, as: entry.file, named: Self.name(of: entry.name))
      diagnostics += read.diagnostics
      serviceFiles.append(read)
      if let record = read.record { services.append(record) }
    case .snippets:
      let ending = entry.name.split(separator: ".").last.map(String.init) ?? ""
      snippets.append(
        ServiceSnippet(
          name: Self.name(of: entry.name), ending: ending, text: String(decoding: file.bytes, as: UTF8.self)))
    }
  }

  private mutating func add(_ file: ActionsFile, isOwn: Bool) {
    diagnostics += file.diagnostics
    for (action, place) in file.actions {
      actions.append(action)
      guard let first = places[isOwn, default: [:]].updateValue(place, forKey: action.name) else { continue }
      diagnostics.append(
        Diagnostic(
          "duplicate-key", "found the action `\(action.name)` twice", at: place, help: "keep one of the two",
          related: [.init(message: "first written here", range: first)]))
    }
  }

  /// The name of a file without its folder and its ending.
  private static func name(of path: String) -> String {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name.split(separator: ".").dropLast().joined(separator: ".")
  }

  /// What must be so of the records together.
  private mutating func checkServices() {
    let known = Dictionary(snippets.map { ($0.name, $0) }, uniquingKeysWith: { _, last in last })
    diagnostics += serviceFiles.flatMap { $0.problems(knowing: known) }
    diagnostics += ServiceRecords(services, snippets: snippets).problems
  }

  /// What a person writes here gets onto pages.
  private mutating func checkTokens(in file: SourceFile, as id: SourceFileID) {
    for hit in TokenShape.hits(in: file.bytes) {
      let range = SourceRange(
        file: id, start: UInt32(hit.range.lowerBound), end: UInt32(hit.range.upperBound))
      diagnostics.append(
        Diagnostic(
          "token-in-catalog", "found text that looks like a token (`\(hit.prefix)…`)", at: range,
          help: "remove it, and revoke it if it is real"))
    }
  }

  /// A file that nothing reads would be taken for one that counts.
  private mutating func reportUnknown(_ entry: CatalogFiles.Entry) {
    let patterns = CatalogFileKind.allCases.map(\.pattern)
    let near = NearestMatch.match(entry.name, among: patterns)
    diagnostics.append(
      Diagnostic(
        "unknown-catalog-file", "found the file `\(entry.name)`, which isn't part of a catalog",
        at: SourceRange(file: entry.file, start: 0, end: 0),
        help: near.map { "did you mean `\($0)`?" }
          ?? "files: " + patterns.joined(separator: ", ")))
  }
}
