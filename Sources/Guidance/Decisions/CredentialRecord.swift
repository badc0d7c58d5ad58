package import OrganizationModel

/// All that is known of a kind of credential that an access may use.
package struct CredentialRecord: Sendable {
  /// What there is of it to store.
  package enum Form: Sendable {
    case nothing
    /// Made for each run, and gone with it.
    case runToken
    /// A text of one line.
    case token
    /// A private key in a file, for SSH.
    case sshKey
    /// A private key in a file, with which an App makes tokens of an hour.
    case appKey
  }

  /// Who has it.
  package enum Holder: Sendable {
    case nobody, run, repository, app, machineUser, person
  }

  /// How what it may do is said.
  package enum Rights: Sendable {
    case none
    /// Of `permissions:` in a workflow.
    case jobPermissions
    case permissions
    case scopes
    /// Reading or pushing by Git.
    case git
  }

  /// Which policy ends it or has it replaced.
  package enum Lifetime: Sendable {
    case none, classicPAT, fineGrainedPAT, deployKey, appKey
  }

  /// What people call it: `deploy key`. The PATs are a machine user's; a person's own say so.
  package let title: String
  /// With its article, as it stands in a sentence: `a deploy key`.
  package let phrase: String
  /// With its holder, given the name; nil where nobody holds it.
  package let held: (@Sendable (Name) -> String)?
  package let form: Form
  package let holder: Holder
  package let rights: Rights
  package let lifetime: Lifetime
  /// What a description calls one that exists already; nil where none is ever taken for what is planned.
  package let existing: ExistingCredentialKind?
}

extension CredentialKind {
  /// All that is known of it.
  package var record: CredentialRecord {
    switch self {
    case .anonymous: .anonymous
    case .githubToken: .githubToken
    case .brokerToken: .brokerToken
    case .deployKey: .deployKey
    case .githubApp: .githubApp
    case .fineGrainedPAT: .fineGrainedPAT
    case .classicPAT: .classicPAT
    case .personalPAT: .personalPAT
    case .personalSSHKey: .personalSSHKey
    }
  }

  /// What people call it: `deploy key`. The PATs are a machine user's; a person's own say so.
  package var title: String { record.title }
  /// With its article, as it stands in a sentence: `a deploy key`.
  package var phrase: String { record.phrase }

  /// Whether it is minted once, stored, and has to be rotated.
  package var isStored: Bool {
    switch record.form {
    case .nothing, .runToken: false
    case .token, .sshKey, .appKey: true
    }
  }

  /// Whether a machine user holds it.
  package var isMachineUserPAT: Bool { record.holder == .machineUser }
  /// Whether it is a person's own.
  package var isPersonal: Bool { record.holder == .person }
  /// Whether it is the key of an App, whoever runs that.
  package var isOfApp: Bool { record.form == .appKey }
  /// Whether it is a text that a person pastes.
  package var isToken: Bool { record.form == .token }
  /// Whether Git takes it over SSH.
  package var isSSHKey: Bool { record.form == .sshKey }
  /// Whether it has several lines, so that it is read from its file.
  package var isKeyFile: Bool { record.form == .sshKey || record.form == .appKey }
  /// Whether scopes say what it may do, in every organization.
  package var hasScopes: Bool { record.rights == .scopes }
  /// Whether it belongs to one repository.
  package var isOfRepository: Bool { record.holder == .repository }
}

extension CredentialRecord {
  fileprivate static let anonymous = CredentialRecord(
    title: "no credential", phrase: "no credential", held: nil, form: .nothing, holder: .nobody,
    rights: .none, lifetime: .none, existing: nil)
  fileprivate static let githubToken = CredentialRecord(
    title: "GITHUB_TOKEN", phrase: "GITHUB_TOKEN", held: nil, form: .runToken, holder: .run,
    rights: .jobPermissions, lifetime: .none, existing: nil)
  fileprivate static let brokerToken = CredentialRecord(
    title: "broker token", phrase: "a broker token", held: { "broker token of the GitHub App \($0)" },
    form: .runToken, holder: .app, rights: .permissions, lifetime: .none, existing: nil)
  fileprivate static let deployKey = CredentialRecord(
    title: "deploy key", phrase: "a deploy key", held: nil, form: .sshKey, holder: .repository, rights: .git,
    lifetime: .deployKey, existing: .deployKey)
  fileprivate static let githubApp = CredentialRecord(
    title: "GitHub App", phrase: "a GitHub App", held: { "token of the GitHub App \($0)" }, form: .appKey,
    holder: .app, rights: .permissions, lifetime: .appKey, existing: .appKey)
  fileprivate static let fineGrainedPAT = CredentialRecord(
    title: "fine-grained PAT", phrase: "a machine user's fine-grained PAT",
    held: { "fine-grained PAT of the machine user \($0)" }, form: .token, holder: .machineUser,
    rights: .permissions, lifetime: .fineGrainedPAT, existing: .fineGrainedPAT)
  fileprivate static let classicPAT = CredentialRecord(
    title: "classic PAT", phrase: "a machine user's classic PAT",
    held: { "classic PAT of the machine user \($0)" }, form: .token, holder: .machineUser, rights: .scopes,
    lifetime: .classicPAT, existing: .classicPAT)
  fileprivate static let personalPAT = CredentialRecord(
    title: "a person's own PAT", phrase: "a person's own PAT", held: { "\($0)'s own PAT" }, form: .token,
    holder: .person, rights: .scopes, lifetime: .classicPAT, existing: nil)
  fileprivate static let personalSSHKey = CredentialRecord(
    title: "a person's own SSH key", phrase: "a person's own SSH key", held: { "\($0)'s own SSH key" },
    form: .sshKey, holder: .person, rights: .git, lifetime: .deployKey, existing: nil)
}
