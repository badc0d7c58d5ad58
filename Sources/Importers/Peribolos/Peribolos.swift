import LocatedYAML
import SourceText

extension Importer {
  /// Peribolos keeps the members, teams and team grants of organizations as YAML: `org.yaml`, with or without
  /// `orgs:` around it, and `teams.yaml` of single groups in folders beside it.
  package static let peribolos = Importer(
    name: "peribolos", abstract: "org.yaml files of Peribolos, and folders with teams.yaml of groups",
    reads: .endings([".yaml", ".yml"]),
    convert: { files, organization, _ in PeribolosImport(files, organization).imported })
}

/// Puts the files of one run together: which organization each belongs to.
private struct PeribolosImport {
  /// An organization under way.
  private struct Part {
    /// The folder whose groups belong to it; nil when it stands under `orgs:`.
    let folder: String?
    var reader: PeribolosReader
  }

  private var parts: [String: Part] = [:]
  private var diagnostics: [Diagnostic] = []
  /// The login of an organization whose folder has no name.
  private let spareName: String?

  init(_ files: SourceFiles, _ organization: String?) {
    spareName = organization
    var groups: [(teams: YAMLNode, path: String)] = []
    for (index, file) in files.files.enumerated() {
      let id = SourceFileID(index: UInt32(index))
      let (document, problems) = YAMLParser.parse(file, as: id)
      diagnostics += problems
      guard let root = document?.root else { continue }
      switch PeribolosFile(root, path: file.path) {
      case .organizations(let organizations):
        for (name, body) in organizations { start(name.text, body, folder: nil) }
      case .organization(let body): startFolder(body, file.path)
      case .teams(let teams): groups.append((teams, file.path))
      case .other: break
      }
    }
    for (teams, path) in groups { add(teams, path) }
  }

  var imported: Imported {
    var (descriptions, diagnostics) = ([ImportedDescription](), diagnostics)
    for (name, part) in parts.sorted(by: { $0.key < $1.key }) {
      var reader = part.reader
      reader.finish()
      diagnostics += reader.diagnostics
      descriptions.append(
        ImportedDescription(organization: name, text: DraftRenderer(reader.draft).render()))
    }
    if descriptions.isEmpty && !diagnostics.hasErrors {
      diagnostics.append(
        Diagnostic(
          "nothing-to-import", .error, "found no organization of Peribolos", at: nil,
          help: "name an `org.yaml`, a folder that has one, or a file with `orgs:`"))
    }
    return Imported(descriptions: descriptions, diagnostics: diagnostics)
  }

  private mutating func start(_ name: String, _ body: YAMLNode, folder: String?) {
    if parts[name] != nil {
      let message = "the organization `\(name)` stands twice"
      return diagnostics.append(Diagnostic("duplicate-organization", .error, message, at: body.range))
    }
    var reader = PeribolosReader(organization: name)
    reader.read(organization: body)
    parts[name] = Part(folder: folder, reader: reader)
  }

  /// The file does not say the organization's login: `name:` is what people read.
  private mutating func startFolder(_ body: YAMLNode, _ path: String) {
    let folder = FolderPath.folder(of: path)
    let isNameless = [".", "..", "/"].contains(FolderPath.name(of: folder))
    guard let name = isNameless ? spareName : FolderPath.name(of: folder) else {
      return diagnostics.append(
        Diagnostic(
          "unknown-organization", .error, "`\(path)` does not say the organization's login", at: nil,
          help: "say it with `--organization`"))
    }
    start(name, body, folder: folder)
  }

  /// A group belongs to the organization of the nearest folder above it, or to the only one there is.
  private mutating func add(_ teams: YAMLNode, _ path: String) {
    let folder = FolderPath.folder(of: path)
    let above = parts.filter { $0.value.folder.map { FolderPath.isInside(folder, $0) } ?? false }
    let nearest = above.max { ($0.value.folder?.count ?? 0) < ($1.value.folder?.count ?? 0) }
    guard let name = nearest?.key ?? (parts.count == 1 ? parts.first?.key : nil) else {
      return diagnostics.append(
        Diagnostic(
          "teams-without-organization", .error,
          "`\(path)` has teams, and no organization's folder is above it",
          at: nil, help: "give the folder with `org.yaml` too"))
    }
    parts[name]?.reader.read(teams: teams)
  }
}
