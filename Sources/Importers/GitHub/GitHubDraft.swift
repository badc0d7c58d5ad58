import OrganizationModel
import SourceText

/// What a dump says of an organization.
struct GitHubDraft {
  /// All that other sources have too.
  var base: DescriptionDraft
  /// The day of the dump.
  var day: String?
  /// Those whose owner is known.
  var apps: [Name: App] = [:]
  /// The lists that GitHub answered whole.
  var complete: Set<CompleteList> = []
  /// What was refused or not asked, each in one sentence.
  var unknowns: [String] = []
  /// What the description has no word for.
  var remarks: [String] = []

  typealias Setting = DescriptionDraft.Setting
  typealias Package = DescriptionDraft.Package
  typealias Credential = DescriptionDraft.Credential
  typealias Place = DescriptionDraft.Place

  struct App {
    /// Whether it is installed on all repositories; else it is not known on which.
    let isEverywhere: Bool
    let permissions: [Setting]
    /// Whether another account owns it, and so has its key.
    let isForeign: Bool
    var note: String?
    let seen: String
  }
}
