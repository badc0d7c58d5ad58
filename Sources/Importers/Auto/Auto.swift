import Catalog
import LocatedYAML
import OrganizationModel
import SourceText
import Workflows

extension Importer {
  /// Whatever lies in the folders that are given: every importer that finds its files runs, one after the other.
  package static let auto = Importer(
    name: "auto", abstract: "everything that another source recognizes in a folder", reads: .anything,
    convert: { files, organization, catalog in
      AutomaticImport(files, catalog).imported(organization)
    },
    merge: { files, description, known, catalog in
      AutomaticImport(files, catalog).merged(into: description, known)
    },
    next:
      "query GitHub for what no file shows: tokenbook import github --organization NAME --plan")

  /// What `auto` runs, what knows most of an organization first.
  static let recognized: [Importer] = [
    .github, .peribolos, .otterdog, .clowarden, .gitHubAsCode, .terraform, .workflows, .settings, .owners,
    .manifests, .octoSTS,
  ]

  /// Whether an importer reads files of that name.
  func wants(_ path: String) -> Bool {
    switch reads {
    case .anything: true
    case .checkouts: Self.isOfCheckout(path)
    case .endings(let endings): endings.contains { path.hasSuffix(bytesOf: $0) }
    case .paths(let isWanted): isWanted(path)
    }
  }

  /// Whether any importer reads files of that name, by a path below a folder that is given.
  package static func isWanted(_ path: String) -> Bool {
    recognized.contains { importer in
      switch importer.reads {
      case .checkouts, .anything: false
      case .endings, .paths: importer.wants(path)
      }
    }
  }

  private static func isOfCheckout(_ path: String) -> Bool {
    let name = FolderPath.name(of: path)
    return name == "action.yml" || name == "action.yaml" || path.contains(".github/workflows/")
      || path.hasSuffix(bytesOf: ".git/config") || name.hasPrefix("dependabot.")
      || name.contains("goreleaser")
  }

  /// Whether a file is one of this importer's by what is in it.
  func recognizes(_ file: RecognizedFile) -> Bool {
    guard wants(file.path) else { return false }
    switch name {
    case Self.workflows.name, Self.github.name: return true
    case Self.owners.name: return OwnersImport.isOwners(file.path) || OwnersImport.isCatalog(file.path)
    case Self.manifests.name:
      return ManifestsImport.isJenkinsfile(FolderPath.name(of: file.path))
        || file.documents.contains(where: ManifestsImport.isMeant)
    case Self.peribolos.name: return file.documents.contains { PeribolosFile($0.root, path: file.path).isOne }
    default: return Self.tools[name].map { file.documents.contains(where: $0.isMeant) } ?? false
    }
  }

  private static let tools: [String: CodeTool] = [
    Self.clowarden.name: .clowarden, Self.gitHubAsCode.name: .gitHubAsCode, Self.octoSTS.name: .octoSTS,
    Self.otterdog.name: .otterdog, Self.settings.name: .settings, Self.terraform.name: .terraform,
  ]
}

extension PeribolosFile {
  /// Whether it is a file of Peribolos.
  fileprivate var isOne: Bool {
    switch self {
    case .organizations, .organization, .teams: true
    case .other: false
    }
  }
}

/// A file with what it holds, for every importer to look at: it is parsed when the first one does, and then no more.
final class RecognizedFile {
  let path: String
  private let read: () -> SourceDocument.Reading?
  /// Nil of a file that is no YAML, or that no importer has looked into.
  private(set) lazy var reading = read()

  init(_ path: String, _ read: @escaping () -> SourceDocument.Reading?) {
    (self.path, self.read) = (path, read)
  }

  var documents: [SourceDocument] { reading?.documents ?? [] }
}

/// Sorts files by what they are, and runs the importers on them.
struct AutomaticImport {
  private let catalog: Catalog
  private let parts: [Part]
  private var diagnostics: [Diagnostic] = []

  /// What one importer reads.
  private struct Part {
    let importer: Importer
    var files = SourceFiles()
    /// What the files are called among all of them.
    var ids: [SourceFileID] = []
    /// What they hold, as far as somebody looked.
    private var readings: [Int: SourceDocument.Reading] = [:]
    /// How many are its own, and not only settings of checkouts.
    var count = 0

    init(_ importer: Importer) { self.importer = importer }

    mutating func add(_ file: SourceFile, _ id: SourceFileID, _ reading: SourceDocument.Reading?) {
      let own = files.add(file)
      ids.append(id)
      readings[Int(own.index)] = reading?.renamed(own)
    }

    func convert(_ organization: String?, _ catalog: Catalog) -> Imported {
      guard let draft = importer.draft else { return importer.convert(files, organization, catalog) }
      return draft(
        DraftSource(files: files, organization: organization, catalog: catalog, readings: readings)
      ).imported
    }

    func merge(into description: SourceFiles, _ known: Organization, _ catalog: Catalog) -> Merged {
      guard let draft = importer.draft else { return importer.merge(files, description, known, catalog) }
      return draft(
        DraftSource(
          files: files, organization: known.name.text, existing: known, catalog: catalog, readings: readings)
      ).merged(into: description, known)
    }

    /// Nil for a place in a description.
    func moved(_ range: SourceRange) -> SourceRange? {
      guard range.file.index < ids.count else { return nil }
      return SourceRange(file: ids[Int(range.file.index)], start: range.start, end: range.end)
    }

    /// What it says, of all files; what only ends this part becomes a warning.
    func told(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
      placed(diagnostics) {
        AutomaticImport.endsPart.contains($0.id) ? max($0.severity, .warning) : $0.severity
      }
    }

    func placed(
      _ diagnostics: [Diagnostic], _ severity: (Diagnostic) -> Severity = { $0.severity }
    ) -> [Diagnostic] {
      diagnostics.map { found in
        Diagnostic(
          found.id, severity(found), found.message, at: found.range.flatMap(moved), help: found.help,
          related: found.related.compactMap { place in
            moved(place.range).map { .init(message: place.message, range: $0) }
          })
      }
    }
  }

  /// Problems for which another importer may still have what is asked for.
  private static let endsPart: Set<String> = [
    "nothing-to-import", "unknown-organization", "which-organization",
  ]

  init(_ files: SourceFiles, _ catalog: Catalog) {
    self.catalog = catalog
    var parts = Importer.recognized.map(Part.init)
    var unknown: [String] = []
    for (index, file) in files.files.enumerated() {
      let id = SourceFileID(index: UInt32(index))
      let isSetting = file.path == ".git/config" || file.path.hasSuffix(bytesOf: "/.git/config")
      let found = RecognizedFile(file.path) { Self.reading(of: file, id) }
      var isKnown = isSetting
      for part in parts.indices
      where isSetting ? parts[part].importer.wants(file.path) : parts[part].importer.recognizes(found) {
        parts[part].add(file, id, parts[part].importer.draft == nil || isSetting ? nil : found.reading)
        let isSubject =
          parts[part].importer.name != Importer.workflows.name || file.path.contains(".github/workflows/")
        if !isSetting, isSubject { parts[part].count += 1 }
        isKnown = true
      }
      if !isKnown { unknown.append(file.path) }
    }
    self.parts = parts.filter { $0.count > 0 }
    diagnostics = self.parts.map {
      Diagnostic(
        "recognized", .note, "read \($0.count) \($0.count == 1 ? "file" : "files") as `\($0.importer.name)`",
        at: nil)
    }
    if !unknown.isEmpty {
      let some = unknown.prefix(3).map { "`\($0)`" }.joined(separator: ", ")
      diagnostics.append(
        Diagnostic(
          "not-recognized", .note,
          "\(unknown.count) other \(unknown.count == 1 ? "file of these kinds isn't" : "files of these kinds aren't") for any importer, such as \(some)",
          at: nil))
    }
    if self.parts.isEmpty {
      diagnostics.append(
        Diagnostic(
          "nothing-to-import", .error, "found nothing that an importer reads", at: nil,
          help: "run `tokenbook import --help` for the list of sources"))
    }
  }

  private static func reading(of file: SourceFile, _ id: SourceFileID) -> SourceDocument.Reading? {
    let isYAML = [".yaml", ".yml"].contains { file.path.hasSuffix(bytesOf: $0) }
    // Most files of JSON are another tool's, and large.
    let isJSON =
      [".json", ".tfstate"].contains { file.path.hasSuffix(bytesOf: $0) }
      && ShellScript.mentions(
        [Array("github_id".utf8), Array("terraform_version".utf8)], in: file.bytes[...])
    return isYAML || isJSON ? SourceDocument.read(file, as: id) : nil
  }

  // MARK: A new description

  func imported(_ organization: String?) -> Imported {
    var told = diagnostics
    var waiting: [Part] = []
    var first: ImportedDescription?
    var rest = parts[...]
    while first == nil, let part = rest.popFirst() {
      let imported = part.convert(organization, catalog)
      let found = imported.descriptions.filter { one in
        organization.map { Name($0) == Name(one.organization) } ?? true
      }
      let isOther = imported.diagnostics.contains { $0.severity == .error && Self.endsPart.contains($0.id) }
      if isOther || found.isEmpty {
        waiting.append(part)
        if !isOther { told += part.told(imported.diagnostics) }
        continue
      }
      told += part.told(imported.diagnostics)
      if told.hasErrors { return Imported(descriptions: [], diagnostics: told) }
      if found.count > 1 { return Imported(descriptions: found, diagnostics: told) }
      first = found.first
    }
    guard let first else {
      for part in waiting {
        told += part.placed(part.convert(organization, catalog).diagnostics)
      }
      return Imported(descriptions: [], diagnostics: told)
    }
    var files = SourceFiles()
    _ = files.add(SourceFile(path: "tokenbook.yaml", bytes: Self.unfolded(Array(first.text.utf8))))
    let merged = merge(waiting + rest, into: files, told)
    let text =
      merged.texts.first?.text ?? files.files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
    let (questions, others) = Self.questions(of: merged.diagnostics)
    return Imported(
      descriptions: [
        ImportedDescription(
          organization: first.organization, text: Self.asking(questions, in: Self.withoutFilled(text)))
      ],
      diagnostics: others)
  }

  /// The same with each repository over several lines: what is added to one on a single line would stay on that line.
  private static func unfolded(_ text: [UInt8]) -> [UInt8] {
    let file = SourceFile(path: "tokenbook.yaml", bytes: text)
    let root = YAMLParser.parse(file, as: SourceFileID(index: 0)).document?.root
    var result = text
    for entry in (root?["repositories"].map { Array($0.entries) } ?? []).reversed() {
      let value = entry.value.range.offsets
      guard entry.value.kind == .mapping, entry.value.count > 0, text[value.lowerBound] == UInt8(ascii: "{")
      else { continue }
      var lines: [UInt8] = []
      for inner in entry.value.entries {
        lines += "\n    ".utf8
        lines += text[inner.key.range.offsets]
        lines += ": ".utf8
        lines += text[inner.value.range.offsets]
      }
      let isSpaced = value.lowerBound > 0 && text[value.lowerBound - 1] == 0x20
      result.replaceSubrange(
        (isSpaced ? value.lowerBound - 1 : value.lowerBound)..<value.upperBound, with: lines)
    }
    return result
  }

  /// What sources leave open, and where they disagree: it is asked in the file.
  private static func questions(of diagnostics: [Diagnostic]) -> ([String], [Diagnostic]) {
    let isQuestion = { (one: Diagnostic) in one.id == "question" || one.id == "said-otherwise" }
    let questions = diagnostics.filter(isQuestion).map { one in
      one.id == "said-otherwise" ? "Which is right? \(one.message)" : one.message
    }
    return (questions, diagnostics.filter { !isQuestion($0) })
  }

  /// Without the lines that hold the place of sections which are there now.
  private static func withoutFilled(_ text: String) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let sections = Set(
      lines.filter { !$0.hasPrefix(" ") && !$0.hasPrefix("#") }.map { $0.prefix { $0 != ":" } })
    return lines.filter { line in
      !(line.hasPrefix("# ") && line.hasSuffix(":") && sections.contains(line.dropFirst(2).dropLast()))
    }.joined(separator: "\n")
  }

  /// Below the header, which ends with an empty line.
  private static func asking(_ questions: [String], in text: String) -> String {
    if questions.isEmpty { return text }
    let lines = questions.map { "#? \(DraftValue.oneLine(MaskedName.text($0)))\n" }.joined()
    guard let end = text.range(ofText: "\n\n") else { return text + lines }
    return String(text[..<end.lowerBound]) + "\n" + lines + String(text[end.lowerBound...].dropFirst())
  }

  // MARK: A description that is there

  func merged(into description: SourceFiles, _ known: Organization) -> Merged {
    merge(parts, into: description, diagnostics)
  }

  private func merge(_ parts: [Part], into description: SourceFiles, _ told: [Diagnostic]) -> Merged {
    var (files, told) = (description, told)
    var added: [String] = []
    for part in parts {
      guard let known = Self.organization(of: files, catalog) else { break }
      let merged = part.merge(into: files, known, catalog)
      told += part.told(merged.diagnostics)
      let next = Self.changed(files, merged.texts)
      guard Self.organization(of: next, catalog) != nil else {
        told.append(
          Diagnostic(
            "entries-do-not-fit", .error, "the entries of `\(part.importer.name)` don't fit the description",
            at: nil,
            help: "run `tokenbook import \(part.importer.name)` alone to see why"))
        break
      }
      files = next
      added += merged.added
    }
    let changed = zip(files.files, description.files).filter { $0.bytes != $1.bytes }
    return Merged(
      texts: changed.map { now, _ in (now.path, String(decoding: now.bytes, as: UTF8.self)) }, added: added,
      diagnostics: told)
  }

  private static func changed(_ files: SourceFiles, _ texts: [(path: String, text: String)]) -> SourceFiles {
    var result = SourceFiles()
    for file in files.files {
      let text = texts.first { $0.path == file.path }?.text
      _ = result.add(text.map { SourceFile(path: file.path, bytes: Array($0.utf8)) } ?? file)
    }
    return result
  }

  private static func organization(of files: SourceFiles, _ catalog: Catalog) -> Organization? {
    guard let top = files.files.first else { return nil }
    let bytes = Dictionary(files.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    let loader = FileLoader(
      load: { path in bytes[path].map { .success($0) } ?? .failure(.missing) },
      list: { folder in names(in: folder, of: bytes.keys.sorted()) })
    return DescriptionReader.read(
      top.path, loader, endpoints: catalog.lookup, services: catalog.services.lookup
    ).organization
  }

  /// As a folder that has only these files lists them.
  private static func names(in folder: String, of paths: [String]) -> [String]? {
    let prefix = folder.isEmpty || folder == "." ? "" : folder + "/"
    let below = paths.filter { $0.hasPrefix(bytesOf: prefix) }.map {
      Substring($0.utf8.dropFirst(prefix.utf8.count))
    }
    let names = Set(
      below.map { path in path.firstIndex(of: "/").map { String(path[...$0]) } ?? String(path) })
    return names.isEmpty ? nil : names.sorted()
  }
}
