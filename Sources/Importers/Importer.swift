package import Catalog
package import OrganizationModel
package import SourceText

/// One source that descriptions can be written from: files of another tool → the text of `tokenbook.yaml`.
///
/// An importer is one file and one line in `all`.
package struct Importer: Sendable {
  /// What `tokenbook import` calls it.
  package let name: String
  /// One line for the help.
  package let abstract: String
  /// Which files of a folder it reads.
  package let reads: Selection
  /// From every file that was given, or found in a folder that was given, by paths as they are printed. The name is
  /// the login of an organization whose files do not say it; nil where nobody said it. The catalog is what is known of
  /// GitHub's API.
  package let convert:
    @Sendable (_ files: SourceFiles, _ organization: String?, _ catalog: Catalog) -> Imported
  /// Adds what the files say to a description that exists.
  package let merge: Merge
  /// What is written for somebody who asks the source; nil where there is nothing to ask.
  package var planner: ImportPlanner?
  /// What to import next, as a sentence; nil where nothing is missing that another importer reads.
  package var next: String?
  /// Of one whose reader makes drafts: that reader.
  var draft: (@Sendable (DraftSource) -> DraftedImport)?

  /// Files, and a description: its top file, then those that it includes, and what was read of them.
  package typealias Merge =
    @Sendable (
      _ files: SourceFiles, _ description: SourceFiles, _ organization: Organization, _ catalog: Catalog
    ) -> Merged

  /// Every importer, in the order of their names.
  package static let all: [Importer] = [
    .auto, .clowarden, .github, .gitHubAsCode, .manifests, .octoSTS, .otterdog, .owners, .peribolos,
    .settings,
    .terraform, .workflows,
  ]

  /// Which files of a folder an importer reads.
  package enum Selection: Sendable {
    /// Those whose names end so, in every folder that is not hidden.
    case endings([String])
    /// Those that it wants by their path below the folder, `.github/CODEOWNERS`, in hidden folders too.
    case paths(@Sendable (_ path: String) -> Bool)
    /// Those that any other importer reads.
    case anything
    /// Of every checkout of a repository: its workflow and action files, and whose it is.
    case checkouts
  }
}

/// A description that an importer added to.
package struct Merged: Sendable {
  /// The files of it that changed, the top file first: the path as it was read, and the whole text.
  package let texts: [(path: String, text: String)]
  /// What was added, as key paths.
  package let added: [String]
  /// All problems of the files; with an error in it the text is not to be used.
  package let diagnostics: [Diagnostic]
}

/// What an importer made.
package struct Imported: Sendable {
  /// One description for each organization that was found, sorted by name; those without errors.
  package let descriptions: [ImportedDescription]
  /// All problems of the files; with an error in it the descriptions are not to be used.
  package let diagnostics: [Diagnostic]

  package init(descriptions: [ImportedDescription], diagnostics: [Diagnostic]) {
    self.descriptions = descriptions
    self.diagnostics = diagnostics
  }
}

/// The description of one organization, as text.
package struct ImportedDescription: Sendable, Hashable {
  /// The login of the organization.
  package let organization: String
  /// A valid `tokenbook.yaml` with questions as comments.
  package let text: String

  package init(organization: String, text: String) {
    self.organization = organization
    self.text = text
  }
}
