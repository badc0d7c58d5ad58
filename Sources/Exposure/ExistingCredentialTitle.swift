package import OrganizationModel

extension ExistingCredentialKind {
  /// What a sentence calls such a credential.
  package var title: String {
    switch self {
    case .classicPAT: "classic PAT"
    case .fineGrainedPAT: "fine-grained PAT"
    case .deployKey: "deploy key"
    case .sshKey: "SSH key"
    case .appKey: "App private key"
    case .oauthToken: "OAuth token"
    case .other: "credential of another service"
    case .unknown: "credential of unknown kind"
    }
  }
}
