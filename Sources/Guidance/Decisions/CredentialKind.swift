import OrganizationModel

/// A kind of credential that an access may use (decisions.md, Kinds of credential), in the order of the `hybrid` profile.
package enum CredentialKind: String, Sendable, Hashable, DeclaredOrder {
  case anonymous
  /// The platform's own token of a run: a job's, Dependabot's updater's, a codespace's.
  case githubToken = "github_token"
  case deployKey = "deploy_key"
  case githubApp = "github_app"
  case fineGrainedPAT = "fine_grained_pat"
  case classicPAT = "classic_pat"
  case personalPAT = "personal_pat"
  case personalSSHKey = "personal_ssh_key"

  /// What people call it: `deploy key`. The PATs are a machine user's; a person's own say so.
  package var title: String {
    switch self {
    case .anonymous: "no credential"
    case .githubToken: "GITHUB_TOKEN"
    case .deployKey: "deploy key"
    case .githubApp: "GitHub App"
    case .fineGrainedPAT: "fine-grained PAT"
    case .classicPAT: "classic PAT"
    case .personalPAT: "a person's own PAT"
    case .personalSSHKey: "a person's own SSH key"
    }
  }

  /// Whether it is minted once, stored, and has to be rotated.
  package var isStored: Bool {
    self != .anonymous && self != .githubToken
  }

  /// Whether a machine user holds it.
  package var isMachineUserPAT: Bool {
    self == .fineGrainedPAT || self == .classicPAT
  }
}
