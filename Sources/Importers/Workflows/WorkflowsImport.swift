import Catalog
import OrganizationModel
import SourceText
import Workflows

extension Importer {
  /// Checkouts of repositories: what their workflows do becomes proposed needs.
  package static let workflows = Importer(
    name: "workflows", abstract: "checkouts of repositories, with their workflow files",
    reads: .checkouts, convert: { WorkflowsImport($0, $2).imported($1) },
    merge: { WorkflowsImport($0, $3).merged(into: $1, $2) },
    next:
      "import what clusters and build servers use: tokenbook import manifests FOLDER --into tokenbook.yaml")
}

/// Puts the checkouts of one run together: which organization each belongs to.
struct WorkflowsImport {
  private let files: SourceFiles
  private let catalog: Catalog
  /// Those that have workflows and a name.
  private let checkouts: [Checkout]
  private let all: [Checkout]
  private let diagnostics: [Diagnostic]

  init(_ files: SourceFiles, _ catalog: Catalog) {
    self.catalog = catalog
    let read = Checkout.read(files)
    self.files = files
    self.all = read.checkouts
    let withWorkflows = all.filter { !$0.tree.workflows.isEmpty }
    let (checkouts, copies) = WorkflowsImport.withoutCopies(withWorkflows.filter(WorkflowsImport.isNamed))
    self.checkouts = checkouts
    // A file that GitHub refuses is read as far as it can be, and stops nothing.
    self.diagnostics =
      read.diagnostics.map {
        Diagnostic(
          $0.id, max($0.severity, .warning), $0.message, at: $0.range, help: $0.help, related: $0.related)
      }
      + withWorkflows.filter { !WorkflowsImport.isNamed($0) }.map { [checkouts] in
        WorkflowsImport.nameless($0, isAlone: checkouts.isEmpty)
      }
      + all.flatMap(\.tree.workflows).filter { !$0.isDescribable }.map(WorkflowsImport.undescribable)
      + copies + WorkflowsImport.idle(all.filter { $0.tree.files.isEmpty && !$0.tree.name.isEmpty })
  }

  /// The first checkout of each repository: another one, such as a worktree, says the same again.
  private static func withoutCopies(_ checkouts: [Checkout]) -> (first: [Checkout], copies: [Diagnostic]) {
    var seen: Set<String> = []
    var copies: [String] = []
    let first = checkouts.filter { checkout in
      if seen.insert("\(checkout.tree.owner)/\(checkout.tree.name)".lowercased()).inserted { return true }
      copies.append(checkout.folder)
      return false
    }
    if copies.isEmpty { return (first, []) }
    return (
      first,
      [
        Diagnostic(
          "second-checkout", .warning,
          "left out second checkouts of a repository: \(some(copies))", at: nil,
          help: "if one is a repository of its own, add its remote `origin`")
      ]
    )
  }

  /// A repository without workflows can still hold secrets and keys, so nobody should take it for described.
  private static func idle(_ checkouts: [Checkout]) -> [Diagnostic] {
    if checkouts.isEmpty { return [] }
    return [
      Diagnostic(
        "without-workflows", .note, "found no workflow or action files in \(some(checkouts.map(\.folder)))",
        at: nil,
        help: "if they hold secrets or keys, add them to `repositories`, or run `tokenbook import github`")
    ]
  }

  private static func some(_ folders: [String]) -> String {
    let more = folders.count > 5 ? " and \(folders.count - 5) more" : ""
    return folders.prefix(5).map { "`\($0.isEmpty ? "." : $0)`" }.joined(separator: ", ") + more
  }

  private static func isNamed(_ checkout: Checkout) -> Bool {
    TextRule.repository.accepts(Array(checkout.tree.name.utf8)[...])
  }

  /// A folder or a remote may be called anything.
  private static func isOwner(_ name: String) -> Bool {
    TextRule.organization.accepts(Array(name.utf8)[...])
  }

  private static func nameless(_ checkout: Checkout, isAlone: Bool) -> Diagnostic {
    let folder = checkout.folder.isEmpty ? "." : checkout.folder
    return Diagnostic(
      "unknown-repository", isAlone || checkout.tree.name.isEmpty ? .error : .warning,
      "can't tell which repository `\(folder)` is", at: nil,
      help: "add a remote `origin`, or rename the folder like the repository")
  }

  /// One description for each owner, or one of all checkouts where another organization is named.
  func imported(_ organization: String?) -> Imported {
    if checkouts.isEmpty { return Imported(descriptions: [], diagnostics: diagnostics + nothing) }
    let groups = groups(organization)
    if let unnamed = groups[""], let first = unnamed.first {
      return Imported(descriptions: [], diagnostics: diagnostics + [ownerless(first)])
    }
    let descriptions = groups.sorted { $0.key < $1.key }.map { name, checkouts in
      ImportedDescription(
        organization: name, text: WorkflowsDraftRenderer(draft: draft(name, checkouts)).render())
    }
    return Imported(descriptions: descriptions, diagnostics: diagnostics)
  }

  /// A description with what the checkouts tell and it does not say.
  func merged(into description: SourceFiles, _ known: Organization) -> Merged {
    var merger = DescriptionMerger(description, known)
    let all = groups(known.name.text)
    let chosen = all.first { $0.key.lowercased() == known.name.folded }?.value ?? checkouts
    merger.add(draft(known.name.text, chosen, existing: known))
    return Merged(
      texts: merger.texts, added: merger.added,
      diagnostics: diagnostics + merger.diagnostics + nothing)
  }

  private func groups(_ organization: String?) -> [String: [Checkout]] {
    var groups: [String: [Checkout]] = [:]
    var spelling: [String: String] = [:]
    for checkout in checkouts {
      // Whose it is not known to be is taken for the organization that was named.
      let owner = Self.isOwner(checkout.tree.owner) ? checkout.tree.owner : organization ?? ""
      let name = spelling[owner.lowercased(), default: owner]
      spelling[owner.lowercased()] = name
      groups[name, default: []].append(checkout)
    }
    guard let organization, !groups.keys.contains(where: { $0.lowercased() == organization.lowercased() })
    else {
      return groups
    }
    return [organization: checkouts]
  }

  private func draft(_ organization: String, _ checkouts: [Checkout], existing: Organization? = nil)
    -> WorkflowsDraft
  {
    var builder = WorkflowsDraftBuilder(
      organization, checkouts, among: all, files, knowing: catalog, existing: existing)
    builder.build()
    // Nothing that is shaped like a token is ever written, even where somebody gave it as a name.
    return builder.draft.masked
  }

  private var nothing: [Diagnostic] {
    guard all.allSatisfy(\.tree.workflows.isEmpty) else { return [] }
    return [
      Diagnostic(
        "nothing-to-import", .error, "found no workflow files", at: nil,
        help: "pass checkouts, or folders that contain checkouts")
    ]
  }

  private static func undescribable(_ workflow: WorkflowFile) -> Diagnostic {
    Diagnostic(
      "bad-workflow-name", .warning,
      "found `\(workflow.path)`, expected \(TextRule.workflowPath.expectation); the workflow is left out",
      at: workflow.range, help: "rename the file, because a description can't name it")
  }

  private func ownerless(_ checkout: Checkout) -> Diagnostic {
    Diagnostic(
      "unknown-organization", .error,
      "can't tell who owns the repository `\(checkout.folder.isEmpty ? "." : checkout.folder)`", at: nil,
      help: "set the organization with `--organization`")
  }
}

extension WorkflowFile {
  /// Whether a description can name the file: a disk takes control characters too.
  var isDescribable: Bool { TextRule.workflowPath.accepts(Array(path.utf8)[...]) }
}
