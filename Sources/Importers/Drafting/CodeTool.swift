import LocatedYAML
import OrganizationModel
import SourceText
import Workflows

/// A tool that keeps an organization, or a part of one, as files: how its files are known, and how each is read.
struct CodeTool: Sendable {
  /// As a draft names it.
  let name: String
  /// Whether a document is one of the tool's.
  let isMeant: @Sendable (SourceDocument) -> Bool
  /// The login that a document says; nil where it says none.
  var organization: @Sendable (SourceDocument) -> String? = { _ in nil }
  /// Takes a document into a draft; `home` is the checkout that it is in, as far as it is known.
  let read: @Sendable (inout DraftReader, _ home: CheckoutHomes.Home?) -> Void
  /// What can only be said when every file was read.
  var finish: @Sendable (inout DraftReader, DraftSource) -> Void = { _, _ in }
  /// What to pass, for a run that found nothing.
  let help: String

  /// A draft of each organization in the files.
  func drafts(of source: DraftSource) -> DraftedImport {
    var result = DraftedImport()
    var readers: [Name: DraftReader] = [:]
    let homes = CheckoutHomes(source.files)
    for (index, file) in source.files.files.enumerated() where CodeTool.isReadable(file.path) {
      let reading = source.reading(index)
      if let first = reading.problems.first(where: { $0.severity == .error }) {
        result.diagnostics.append(Self.skipped(file.path, first))
      }
      for document in reading.documents where isMeant(document) {
        let home = homes.home(of: file.path)
        let said = organization(document) ?? home?.owner
        guard let login = said.flatMap(Self.login) ?? source.organization else {
          result.diagnostics.append(Self.unknown(document))
          continue
        }
        // Taken out, so that it is changed in place.
        var reader =
          readers.removeValue(forKey: Name(login)) ?? DraftReader(name, organization: login, document)
        reader.document = document
        read(&reader, home)
        readers[Name(login)] = reader
      }
    }
    for (login, var reader) in readers.sorted(by: { $0.key < $1.key }) {
      finish(&reader, source)
      reader.draft.addMachineUserSigns()
      result.diagnostics += reader.diagnostics
      result.drafts[login] = reader.draft
    }
    if readers.isEmpty, !result.diagnostics.hasErrors {
      result.diagnostics.append(
        Diagnostic("nothing-to-import", .error, "found no files of \(name)", at: nil, help: help))
    }
    return result
  }

  private static func isReadable(_ path: String) -> Bool {
    [".yaml", ".yml", ".json", ".tfstate"].contains { path.hasSuffix(bytesOf: $0) }
  }

  private static func login(_ text: String) -> String? {
    TextRule.organization.accepts(Array(text.utf8)[...]) ? text : nil
  }

  private static func skipped(_ path: String, _ problem: Diagnostic) -> Diagnostic {
    Diagnostic(
      "skipped-file", .warning, "skipped a part of `\(path)`, which can't be read: \(problem.message)",
      at: problem.range)
  }

  private static func unknown(_ document: SourceDocument) -> Diagnostic {
    Diagnostic(
      "unknown-organization", .error, "`\(document.path)` doesn't contain the organization's login",
      at: document.range(document.root), help: "set it with `--organization`")
  }
}

/// Which checkout each file is in.
struct CheckoutHomes {
  typealias Home = (owner: String?, name: String)

  private var remotes: [String: (owner: String, name: String)] = [:]

  /// - Parameter files: with the `.git/config` of each checkout that has one.
  init(_ files: SourceFiles) {
    for file in files.files where file.path == ".git/config" || file.path.hasSuffix(bytesOf: "/.git/config") {
      let folder = FolderPath.folder(of: FolderPath.folder(of: file.path))
      remotes[folder] = GitRemote.origin(inConfig: file.text(0..<file.bytes.count))
    }
  }

  /// The repository of the nearest checkout around a file; nil where none is known.
  func remote(of path: String) -> (owner: String, name: String)? {
    var folder = FolderPath.folder(of: path)
    while true {
      if let remote = remotes[folder] { return remote }
      let above = FolderPath.folder(of: folder)
      if above == folder || folder == "." { return nil }
      folder = above
    }
  }

  /// The same; without a remote, what the folder that `.github` or the file itself stands in is called: `OWNER__NAME` says
  /// both, any other name the repository.
  func home(of path: String) -> Home? {
    if let remote = remote(of: path) { return remote }
    let folders = FolderPath.folder(of: path).pathParts
    let outer = folders.prefix { !$0.hasPrefix(".") || $0 == "." || $0 == ".." }
    let folder = outer.last.map(String.init) ?? "."
    let name = FolderPath.name(of: folder)
    if let cut = name.range(ofText: "__") {
      return (String(name[..<cut.lowerBound]), String(name[cut.upperBound...]))
    }
    return name == "." || name == ".." || name.isEmpty ? nil : (nil, name)
  }
}

extension Importer {
  static func code(_ name: String, _ abstract: String, reads: Selection, _ tool: CodeTool) -> Importer {
    drafting(name, abstract, reads: reads, next: workflowsNext) { tool.drafts(of: $0) }
  }
}
