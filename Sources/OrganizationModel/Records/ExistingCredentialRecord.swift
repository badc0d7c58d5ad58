/// All that is known of a kind of credential that exists.
package struct ExistingCredentialRecord: Sendable {
  /// What is copied when it is stored.
  package enum Form: Sendable {
    /// A text of one line.
    case token
    /// A file of several lines.
    case keyFile
    /// Another service's, or of nobody knows what kind.
    case unknown
  }

  /// How what it may do is described.
  package enum Rights: Sendable {
    case scopes
    /// With the repositories that it reaches.
    case permissions
    /// Reading or pushing one repository by Git.
    case repository
    /// By Git whatever its account may.
    case account
    /// What its App may.
    case app
    /// Nothing is known of it.
    case unsaid
  }

  /// `classic PAT`.
  package let title: String
  /// With its article, where a sentence goes on with its holder: `a private key`.
  package let phrase: String
  /// With its article, as a secret of a workflow: `the key of an App`.
  package let secretPhrase: String
  package let form: Form
  package let rights: Rights
  /// Whether it is known to be a credential of GitHub.
  package let isGitHubs: Bool
  /// Whether a key can have been added with it.
  package let makesKeys: Bool
  /// Whether it stops when its holder loses access (M-14, K-05, A-02); a key stays good, and in the hands of whoever has it.
  package let diesWithItsHolder: Bool
  /// Whether it may have an end.
  package let endsByItself: Bool
  /// The keys of a description that only some kinds have.
  package let options: [String]
  /// The page of its holder's settings that lists it: `https://github.com/settings/tokens`.
  package let settingsPage: String?
}

extension ExistingCredentialKind {
  /// All that is known of it.
  package var record: ExistingCredentialRecord {
    switch self {
    case .classicPAT: .classicPAT
    case .fineGrainedPAT: .fineGrainedPAT
    case .deployKey: .deployKey
    case .sshKey: .sshKey
    case .appKey: .appKey
    case .oauthToken: .oauthToken
    case .other: .other
    case .unknown: .unknown
    }
  }

  /// Whether it is known to be a credential of GitHub.
  package var isGitHubs: Bool { record.isGitHubs }
  /// Whether a key can have been added with it.
  package var makesKeys: Bool { record.makesKeys }
  /// Whether it stops when its holder loses access.
  package var diesWithItsHolder: Bool { record.diesWithItsHolder }
  /// Whether it has several lines, so that it is read from its file.
  package var isKeyFile: Bool { record.form == .keyFile }
}

extension ExistingCredentialRecord {
  fileprivate static let classicPAT = ExistingCredentialRecord(
    title: "classic PAT", phrase: "a classic PAT", secretPhrase: "a classic PAT", form: .token,
    rights: .scopes, isGitHubs: true, makesKeys: true, diesWithItsHolder: true, endsByItself: true,
    options: ["scopes"], settingsPage: "tokens")
  fileprivate static let fineGrainedPAT = ExistingCredentialRecord(
    title: "fine-grained PAT", phrase: "a fine-grained PAT", secretPhrase: "a fine-grained PAT", form: .token,
    rights: .permissions, isGitHubs: true, makesKeys: true, diesWithItsHolder: true, endsByItself: true,
    options: ["permissions", "repositories"], settingsPage: "personal-access-tokens")
  fileprivate static let deployKey = ExistingCredentialRecord(
    title: "deploy key", phrase: "a deploy key", secretPhrase: "a deploy key", form: .keyFile,
    rights: .repository, isGitHubs: true, makesKeys: false, diesWithItsHolder: false, endsByItself: false,
    options: ["repository", "read_only", "created_with"], settingsPage: nil)
  fileprivate static let sshKey = ExistingCredentialRecord(
    title: "SSH key", phrase: "an SSH key", secretPhrase: "an SSH key", form: .keyFile, rights: .account,
    isGitHubs: true, makesKeys: false, diesWithItsHolder: true, endsByItself: false,
    options: ["created_with"], settingsPage: "keys")
  fileprivate static let appKey = ExistingCredentialRecord(
    title: "App private key", phrase: "a private key", secretPhrase: "the key of an App", form: .keyFile,
    rights: .app, isGitHubs: true, makesKeys: true, diesWithItsHolder: false, endsByItself: false,
    options: [], settingsPage: nil)
  fileprivate static let oauthToken = ExistingCredentialRecord(
    title: "OAuth token", phrase: "an OAuth token", secretPhrase: "an OAuth token", form: .token,
    rights: .scopes, isGitHubs: true, makesKeys: true, diesWithItsHolder: true, endsByItself: true,
    options: ["scopes"], settingsPage: "applications")
  fileprivate static let other = ExistingCredentialRecord(
    title: "credential of another service", phrase: "a credential of another service",
    secretPhrase: "a credential", form: .unknown, rights: .unsaid, isGitHubs: false, makesKeys: false,
    diesWithItsHolder: false, endsByItself: true, options: [], settingsPage: nil)
  fileprivate static let unknown = ExistingCredentialRecord(
    title: "credential of unknown kind", phrase: "a credential of unknown kind",
    secretPhrase: "a credential", form: .unknown, rights: .unsaid, isGitHubs: false, makesKeys: true,
    diesWithItsHolder: true, endsByItself: false,
    options: ["scopes", "permissions", "repositories", "repository", "read_only", "created_with"],
    settingsPage: nil)
}
