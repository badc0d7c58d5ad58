import Catalog
import OrganizationModel
import SourceText

/// What the reader of a source made: a draft of each organization.
struct DraftedImport {
  var drafts: [Name: DescriptionDraft] = [:]
  var diagnostics: [Diagnostic] = []

  /// A description of each organization.
  var imported: Imported {
    let descriptions = drafts.sorted { $0.key < $1.key }.map { _, draft in
      let draft = draft.masked
      // Parts that are harmless alone may be shaped like a token together.
      return ImportedDescription(
        organization: draft.organization, text: TokenShape.mask(DraftRenderer(draft).render()))
    }
    return Imported(descriptions: descriptions, diagnostics: diagnostics)
  }

  /// A description with what the files say of its organization and it does not.
  func merged(into description: SourceFiles, _ known: Organization) -> Merged {
    guard let draft = drafts[known.name] else {
      let names = drafts.keys.sorted().map { "`\($0)`" }.joined(separator: ", ")
      let missing = Diagnostic(
        "which-organization", .error, "found the organizations \(names), expected `\(known.name)`", at: nil)
      return Merged(texts: [], added: [], diagnostics: diagnostics + (drafts.isEmpty ? [] : [missing]))
    }
    var merger = DescriptionMerger(description, known)
    merger.add(draft.masked)
    return Merged(
      texts: merger.texts, added: merger.added, diagnostics: diagnostics + merger.diagnostics)
  }
}

/// What a reader of drafts is given.
struct DraftSource {
  let files: SourceFiles
  /// The login that the user gave, or that of the description that is added to.
  let organization: String?
  /// The description that is added to.
  var existing: Organization?
  let catalog: Catalog
  /// What some of the files hold, by their numbers, where somebody has looked already.
  var readings: [Int: SourceDocument.Reading] = [:]

  /// What a file of this number holds: each is parsed once.
  func reading(_ number: Int) -> SourceDocument.Reading {
    readings[number] ?? SourceDocument.read(files.files[number], as: SourceFileID(index: UInt32(number)))
  }
}

extension Importer {
  /// An importer whose reader makes drafts.
  static func drafting(
    _ name: String, _ abstract: String, reads: Selection, next: String? = nil,
    _ read: @escaping @Sendable (DraftSource) -> DraftedImport
  ) -> Importer {
    Importer(
      name: name, abstract: abstract, reads: reads,
      convert: { files, organization, catalog in
        read(DraftSource(files: files, organization: organization, catalog: catalog)).imported
      },
      merge: { files, description, known, catalog in
        read(
          DraftSource(files: files, organization: known.name.text, existing: known, catalog: catalog)
        ).merged(into: description, known)
      }, next: next, draft: read)
  }
}
