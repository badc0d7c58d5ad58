package import OrganizationModel

extension Policy {
  /// In days, within what GitHub enforces.
  var longestClassicPATLife: Int {
    min(maximumClassicPATLifetime.count, enforcedClassicPATLifetime?.count ?? .max)
  }

  /// In days, within what GitHub enforces; unsaid, that is GitHub's default.
  var longestFineGrainedPATLife: Int {
    min(
      maximumFineGrainedPATLifetime.count,
      enforcedFineGrainedPATLifetime?.count ?? EnforcedLifetime.githubDefault)
  }

  /// The longest that policy lets a credential live, in days; nil for a kind that does not end by itself.
  func longestLife(of kind: ExistingCredentialKind) -> Int? {
    switch kind {
    case .classicPAT: longestClassicPATLife
    case .fineGrainedPAT: longestFineGrainedPATLife
    case .deployKey, .sshKey, .appKey, .oauthToken, .other, .unknown: nil
    }
  }

  /// How often policy has a credential replaced, in days; nil for one that ends by itself, and where nothing is asked.
  func rotation(of kind: ExistingCredentialKind) -> Int? {
    switch kind {
    case .deployKey, .sshKey: rotateDeployKeysEvery?.count
    case .appKey: rotateAppKeysEvery?.count
    case .classicPAT, .fineGrainedPAT, .oauthToken, .other, .unknown: nil
    }
  }
}

/// Whether GitHub refuses a token because it lives longer than the organization lets a member's token live.
///
/// The token is blocked, not revoked, and only where its holder is a member; a fine-grained PAT is held to 366 days
/// where nobody set another limit. Source: GitHub Docs, "Setting a personal access token policy for your organization",
/// looked at on 2026-11-30 (fact `lifetime-policies-block-tokens`).
struct EnforcedLifetime {
  /// Of a fine-grained PAT, in days.
  static let githubDefault = 366

  let credential: ExistingCredential
  let organization: Organization

  /// What GitHub does with the token today.
  enum Outcome: Hashable {
    case passes
    /// Longer than the limit that the description says, in days.
    case refused(limit: Int)
    /// Longer than GitHub's own default, and nobody says what is set here.
    case perhapsRefused(limit: Int)
  }

  var outcome: Outcome {
    guard let life, role != .outsideCollaborator else { return .passes }
    switch credential.kind {
    case .classicPAT:
      return organization.policy.enforcedClassicPATLifetime.map { outcome(life, limit: $0.count) } ?? .passes
    case .fineGrainedPAT:
      if let limit = organization.policy.enforcedFineGrainedPATLifetime {
        return outcome(life, limit: limit.count)
      }
      return life > Self.githubDefault ? .perhapsRefused(limit: Self.githubDefault) : .passes
    case .deployKey, .sshKey, .appKey, .oauthToken, .other, .unknown: return .passes
    }
  }

  private func outcome(_ life: Int, limit: Int) -> Outcome {
    life > limit ? .refused(limit: limit) : .passes
  }

  /// In days; nil where its first or last day is not known. A token that never ends outlives every limit.
  private var life: Int? {
    switch credential.expires {
    case .never: .max
    case .unknown: nil
    case .on(let end): credential.created.map { end - $0 }
    }
  }

  private var role: OrganizationRole? { organization.role(ofHolderOf: credential) }

  /// A reason, and nil where it passes: a sentence without capital and full stop.
  var words: String? {
    let life = life.map { $0 == .max ? "never expires" : "is valid for \($0) days" } ?? ""
    return switch outcome {
    case .passes: nil
    case .refused(let limit):
      "it \(life), but in `\(organization.name)` GitHub rejects a member's token that is valid for more than \(limit) days\(failing)"
    case .perhapsRefused(let limit):
      "it \(life); unless an owner of `\(organization.name)` set another limit, GitHub rejects a member's fine-grained PAT that is valid for more than \(limit) days. Describe the limit under `policy.enforced_lifetime`"
    }
  }

  private var failing: String {
    guard !credential.usedBy.isEmpty else { return "" }
    return role == nil
      ? "; if its holder is a member, \(credential.failingToday)" : ", so \(credential.failingToday)"
  }
}

extension Organization {
  /// The role of the account that holds a credential; nil where the description does not say whose it is, or its role.
  package func role(ofHolderOf credential: ExistingCredential) -> OrganizationRole? {
    credential.holder.flatMap { machineUsers[$0]?.role ?? people[$0]?.role }
  }
}

extension ExistingCredential {
  /// Who fails with it today; only of one that is used and does not work any more.
  var failingToday: String {
    let users = Phrase.some(usedBy.map(\.description), limit: 3)
    return "\(users) \(usedBy.count == 1 ? "fails" : "fail") today"
  }
}
