import OrganizationModel
import SourceText

/// What a dump says of an organization.
struct GitHubDraft {
  /// Accounts, teams and repositories.
  var base: DescriptionDraft
  /// The day of the dump.
  var day: String?
  /// Keys of `platform`, with their values as YAML.
  var platform: [Setting] = []
  /// Keys of `policy`, without the base permission.
  var policy: [Setting] = []
  /// Those whose owner is known.
  var apps: [Name: App] = [:]
  var packages: [Name: Package] = [:]
  var credentials: [Name: Credential] = [:]
  /// What was refused or not asked, each in one sentence.
  var unknowns: [String] = []
  /// What the description has no word for.
  var remarks: [String] = []

  typealias Setting = (key: String, value: String)

  struct App {
    /// Whether it is installed on all repositories; else it is not known on which.
    let isEverywhere: Bool
    let permissions: [Setting]
    /// Whether another account owns it, and so has its key.
    let isForeign: Bool
    var note: String?
    let seen: String
  }

  struct Package {
    let registry: String
    let name: String
    let visibility: String?
    /// A repository of the organization, or `owner/name`.
    let repository: String?
    let seen: String
  }

  /// A credential, or a place where one is kept.
  struct Credential {
    var kind: String
    var holder: Name?
    var scopes: [String]?
    var permissions: [Setting]?
    /// Of a fine-grained PAT.
    var repositories: [Name]?
    /// Of a deploy key.
    var repository: Name?
    var readOnly: Bool?
    var created: String?
    var expires: String?
    var lastUsed: String?
    var place: Place?
    var notes: [String] = []
    let seen: String
  }

  /// Where a secret is kept.
  enum Place: Hashable {
    case organization(secret: String, visibility: String, repositories: [Name], store: String)
    case repository(secret: String, Name, store: String)
    case environment(secret: String, Name, environment: String)
    case outside(String)
  }
}
