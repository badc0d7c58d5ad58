import LocatedYAML
import OrganizationModel
import SourceText

extension Importer {
  /// Peribolos keeps the members, teams and team grants of organizations as YAML: `org.yaml`, with or without
  /// `orgs:` around it, in one file or several, and `teams.yaml` of single groups in folders beside it.
  package static let peribolos = drafting(
    "peribolos", "org.yaml files of Peribolos, and folders with teams.yaml of groups",
    reads: .endings([".yaml", ".yml"]), next: Self.workflowsNext
  ) { PeribolosImport($0.files, $0.organization).drafted }

  /// What most sources leave open.
  static let workflowsNext =
    "import what workflows need: tokenbook import workflows CHECKOUTS --into tokenbook.yaml"
}

/// Puts the files of one run together: which organization each belongs to.
private struct PeribolosImport {
  /// An organization under way.
  private struct Part {
    /// The folder whose groups belong to it; nil where its files are named by what stands in them alone.
    var folder: String?
    /// Whether a file says its login.
    var isNamed: Bool
    var reader: PeribolosReader
  }

  private var parts: [Name: Part] = [:]
  private var diagnostics: [Diagnostic] = []
  /// What the user calls the organization.
  private let givenName: String?

  init(_ files: SourceFiles, _ organization: String?) {
    givenName = organization
    var groups: [(teams: YAMLNode, file: SourceFile)] = []
    var nameless: [(body: YAMLNode, file: SourceFile)] = []
    for (index, file) in files.files.enumerated() {
      guard let root = root(of: file, SourceFileID(index: UInt32(index))) else { continue }
      switch PeribolosFile(root, path: file.path) {
      case .organizations(let organizations):
        for (name, body) in organizations { start(name, body, file) }
      case .organization(let body): nameless.append((body, file))
      case .teams(let teams): groups.append((teams, file))
      case .other(let misfit): skip(file.path, misfit)
      }
    }
    let homes = Set(nameless.map(\.file.path).filter(PeribolosFile.isNamed).map(FolderPath.folder))
    for (body, file) in nameless { startFolder(body, file, among: homes) }
    takeGivenName()
    for (teams, file) in groups { add(teams, file) }
    for name in parts.keys.sorted() {
      parts[name]?.reader.finish()
      diagnostics += parts[name]?.reader.diagnostics ?? []
    }
    if parts.isEmpty && !diagnostics.hasErrors { diagnostics.append(Self.nothing) }
  }

  /// Nil where nothing can be read; what was not meant for Peribolos stops nothing.
  private mutating func root(of file: SourceFile, _ id: SourceFileID) -> YAMLNode? {
    let (document, problems) = YAMLParser.parse(file, as: id)
    if let root = document?.root, !problems.hasErrors {
      diagnostics += problems
      return root
    }
    if PeribolosFile.isMeant(file) || problems.isEmpty {
      diagnostics += problems
      return document?.root
    }
    skip(file.path, "it can't be read (\(problems.first?.message ?? ""))")
    return nil
  }

  private mutating func skip(_ path: String, _ misfit: String?) {
    diagnostics.append(
      Diagnostic(
        "not-peribolos", misfit == nil ? .note : .warning,
        "skipped `\(path)`, which isn't a Peribolos file" + (misfit.map { ": \($0)" } ?? ""), at: nil))
  }

  private static let nothing = Diagnostic(
    "nothing-to-import", .error, "found no Peribolos organization", at: nil,
    help: "pass an `org.yaml`, a folder that contains one, or a file with `orgs:`")

  // MARK: Organizations

  private mutating func start(_ name: YAMLNode, _ body: YAMLNode, _ file: SourceFile) {
    guard TextRule.organization.accepts(name.bytes) else {
      let rule = TextRule.organization
      return diagnostics.append(
        Diagnostic(
          rule.problem, .error, "found `\(name.text)`, expected \(rule.expectation)", at: name.range,
          help: rule.words))
    }
    start(Name(name.text), body, file, folder: nil)
  }

  /// The files of one organization are joined.
  private mutating func start(_ name: Name, _ body: YAMLNode, _ file: SourceFile, folder: String?) {
    var part =
      parts[name] ?? Part(folder: nil, isNamed: false, reader: PeribolosReader(organization: name.text))
    part.folder = part.folder ?? folder
    part.isNamed = part.isNamed || folder == nil
    part.reader.name(name.text, isOfFolder: !part.isNamed)
    part.reader.read(organization: body, in: file)
    parts[name] = part
  }

  /// The file does not say the organization's login: `name:` is what people read.
  private mutating func startFolder(_ body: YAMLNode, _ file: SourceFile, among homes: Set<String>) {
    let path = file.path
    let folder = FolderPath.folder(of: path)
    if !homes.contains(folder), let home = homes.sorted().first(where: { FolderPath.isInside(folder, $0) }) {
      return skip(path, "it doesn't name its organization, and is below the folder of `\(home)`")
    }
    let folderName = FolderPath.name(of: folder)
    let isName = TextRule.organization.accepts(Array(folderName.utf8)[...])
    guard let name = isName ? folderName : givenName else {
      return diagnostics.append(
        Diagnostic(
          "unknown-organization", .error, "`\(path)` doesn't contain the organization's login", at: nil,
          help: "set it with `--organization`"))
    }
    start(Name(name), body, file, folder: folder)
  }

  /// The word of the user wins over the name of the one folder that it can be about.
  private mutating func takeGivenName() {
    guard let name = givenName.map({ Name($0) }) else { return }
    if parts[name] == nil {
      let unnamed = parts.filter { !$0.value.isNamed }
      guard let only = unnamed.first, unnamed.count == 1 else { return }
      parts[only.key] = nil
      parts[name] = only.value
      parts[name]?.reader.name(name.text, isOfFolder: false)
    } else if let written = parts[name]?.reader.draft.organization {
      parts[name]?.reader.name(written, isOfFolder: false)
    }
  }

  /// A group belongs to the organization of the nearest folder above it, or to the only one there is.
  private mutating func add(_ teams: YAMLNode, _ file: SourceFile) {
    let path = file.path
    let folder = FolderPath.folder(of: path)
    let above = parts.filter { $0.value.folder.map { FolderPath.isInside(folder, $0) } ?? false }
    let nearest = above.max { ($0.value.folder?.count ?? 0) < ($1.value.folder?.count ?? 0) }
    guard let name = nearest?.key ?? (parts.count == 1 ? parts.first?.key : nil) else {
      return diagnostics.append(
        Diagnostic(
          "teams-without-organization", .error,
          "`\(path)` has teams, but isn't below an organization's folder",
          at: nil, help: "also pass the folder with `org.yaml`"))
    }
    parts[name]?.reader.read(teams: teams, in: file)
  }

  // MARK: Results

  var drafted: DraftedImport {
    DraftedImport(drafts: parts.mapValues(\.reader.draft), diagnostics: diagnostics)
  }
}
