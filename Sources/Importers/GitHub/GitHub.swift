import OrganizationModel
import SourceText

extension Importer {
  /// What GitHub answers: a folder of answers that the reader's own `gh` wrote, by a script that this program prints.
  package static let github = Importer(
    name: "github", abstract: "answers of GitHub's API, from the script that `--plan` prints",
    reads: .endings([".jsonl"]),
    convert: { files, organization, _ in GitHubImport(files, organization).imported },
    merge: { files, description, known, _ in
      GitHubImport(files, known.name.text).merged(into: description, known)
    },
    planner: ImportPlanner(
      script: { GitHubScript(plan: $0).render() }, appManifest: { GitHubAppManifest(plan: $0).render() }),
    next: workflowsNext)
}

/// Reads one dump.
struct GitHubImport {
  private let reader: GitHubDumpReader
  private let builder: GitHubDraftBuilder?
  private let diagnostics: [Diagnostic]

  init(_ files: SourceFiles, _ organization: String?) {
    reader = GitHubDumpReader(files)
    guard !reader.diagnostics.hasErrors else {
      (builder, diagnostics) = (nil, reader.diagnostics)
      return
    }
    guard let name = reader.dump.organization ?? organization else {
      builder = nil
      diagnostics =
        reader.diagnostics + [
          Diagnostic(
            "unknown-organization", "the files don't contain the organization's login", at: nil,
            help: "pass the whole folder, with `DUMP.jsonl`, or set it with `--organization`")
        ]
      return
    }
    var builder = GitHubDraftBuilder(reader.dump, name, files)
    builder.build()
    (self.builder, diagnostics) = (builder, reader.diagnostics + builder.diagnostics)
  }

  var imported: Imported {
    guard let draft = builder?.draft else { return Imported(descriptions: [], diagnostics: diagnostics) }
    // Parts that are harmless alone may be shaped like a token together.
    let text = TokenShape.mask(GitHubDraftRenderer(draft: draft).render())
    return Imported(
      descriptions: [ImportedDescription(organization: draft.base.organization, text: text)],
      diagnostics: diagnostics)
  }

  /// What the dump says; nil where it can't be read.
  var draft: GitHubDraft? { builder?.draft }

  func merged(into description: SourceFiles, _ known: Organization) -> Merged {
    guard let draft = builder?.draft else { return Merged(texts: [], added: [], diagnostics: diagnostics) }
    guard Name(draft.base.organization) == known.name else {
      let other = Diagnostic(
        "which-organization",
        "found a dump of `\(draft.base.organization)`, expected `\(known.name)` as in the description",
        at: nil)
      return Merged(texts: [], added: [], diagnostics: diagnostics + [other])
    }
    var merger = DescriptionMerger(description, known)
    merger.add(draft)
    return Merged(texts: merger.texts, added: merger.added, diagnostics: diagnostics + merger.diagnostics)
  }
}
