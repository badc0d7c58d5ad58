package import SourceText

/// The files of a catalog: those that the program comes with, and a person's own in their place or beside them.
package struct CatalogFiles: Sendable {
  /// Every file, with its path for messages.
  package private(set) var sources = SourceFiles()
  private var entries: [Entry] = []

  /// One file of the catalog.
  struct Entry: Sendable {
    /// Below the folder, `actions/tools.yaml`.
    let name: String
    let file: SourceFileID
    /// Whether it is a person's own.
    let isOwn: Bool
  }

  package init() {}

  /// - Parameters:
  ///   - name: its path below the folder of the catalog, `actions/tools.yaml`.
  ///   - path: where it lies, for messages.
  ///   - isOwn: whether it is a person's own, and not one that the program came with.
  package mutating func add(_ name: String, at path: String, _ bytes: [UInt8], isOwn: Bool = false) {
    let file = sources.add(SourceFile(path: path, bytes: bytes))
    entries.append(Entry(name: name, file: file, isOwn: isOwn))
  }

  /// The files that count: a person's own takes the place of one with the same name. The program's come first.
  var used: [Entry] {
    let own = Set(entries.lazy.filter(\.isOwn).map(\.name))
    return entries.filter { !$0.isOwn && !own.contains($0.name) } + entries.filter(\.isOwn)
  }
}

/// What a file of the catalog holds, by its name.
package enum CatalogFileKind: Sendable, CaseIterable {
  case endpoints, commands, mutations, programs, messages, synonyms, actions, services, serviceWords, snippets

  /// Every kind.
  package static let all = Set(allCases)

  /// Nil for a name that no file of the catalog has.
  init?(_ name: String) {
    guard let kind = Self.allCases.first(where: { $0.matches(name) }) else { return nil }
    self = kind
  }

  /// What such a file is called; `*` stands for any name.
  var pattern: String {
    switch self {
    case .endpoints: "rest-endpoints.tsv"
    case .commands: "gh-commands.tsv"
    case .mutations: "graphql-mutations.tsv"
    case .programs: "programs.tsv"
    case .messages: "failure-messages.yaml"
    case .synonyms: "search-words.yaml"
    case .actions: "actions/*.yaml"
    case .services: "services/*.yaml"
    case .serviceWords: "service-words.tsv"
    case .snippets: "services/snippets/*"
    }
  }

  /// Whether a catalog without one is incomplete; only records name snippets.
  var isRequired: Bool {
    switch self {
    case .endpoints, .commands, .mutations, .programs, .messages, .synonyms, .actions, .services,
      .serviceWords:
      true
    case .snippets: false
    }
  }

  private func matches(_ name: String) -> Bool {
    switch self {
    case .endpoints, .commands, .mutations, .programs, .messages, .synonyms, .serviceWords: name == pattern
    case .actions: name.hasPrefix("actions/") && name.hasSuffix(".yaml")
    case .services:
      name.hasPrefix("services/") && name.hasSuffix(".yaml") && name.split(separator: "/").count == 2
    case .snippets: name.hasPrefix("services/snippets/") && name.split(separator: "/").count == 3
    }
  }
}
