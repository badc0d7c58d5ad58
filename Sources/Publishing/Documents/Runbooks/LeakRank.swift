import Guidance
import OrganizationModel

/// How far a credential reaches, so that of several that leaked the widest is revoked first.
struct LeakRank: Sendable {
  enum Subject: Sendable {
    case plan(String)
    case existing(Name)
  }

  let subject: Subject
  let name: String
  let kind: String
  let holder: String?
  /// Of a deploy key, which nobody holds: its repository.
  let keyOf: String?
  /// Whether the description says that it exists.
  let isMade: Bool
  /// The wider the reach, the smaller.
  let rank: Int

  /// Everything that exists and can leak, widest first; what is planned under its own name. What is not minted cannot.
  static func order(_ decisions: OrganizationDecisions) -> [LeakRank] {
    let plans = Dictionary(
      decisions.credentials.compactMap { plan in plan.existing.map { ($0, plan) } },
      uniquingKeysWith: { first, _ in first })
    return decisions.existing.map { review in
      plans[review.credential.name].map(LeakRank.init)
        ?? LeakRank(review.credential, decisions.organization)
    }.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }
  }

  func path(_ paths: BookPaths) -> BookPath? {
    switch subject {
    case .plan(let id): paths.runbook(.revoke, plan: id)
    case .existing(let name): paths.runbook(revokeExisting: name)
    }
  }

  /// The runbook that replaces it without an outage; nil for what exists and is not what is planned.
  func rotation(_ paths: BookPaths) -> BookPath? {
    guard case .plan(let id) = subject else { return nil }
    return paths.runbook(.rotate, plan: id)
  }

  /// The runbook that moves everything away from it; nil for what is planned, or where nothing uses it.
  func migration(_ paths: BookPaths) -> BookPath? {
    guard case .existing(let name) = subject else { return nil }
    return paths.runbook(.migrate(name))
  }

  init(_ plan: CredentialPlan) {
    subject = .plan(plan.id)
    isMade = plan.existing != nil
    name = plan.title
    kind = plan.kind.title
    holder = plan.holder?.text
    keyOf = plan.holder == nil ? plan.repositories.first?.description : nil
    rank =
      switch plan.kind {
      case .personalPAT, .personalSSHKey: 1
      case .githubApp: 2
      case .deployKey: plan.canWrite ? 8 : 10
      case .fineGrainedPAT: LeakRank.rank(plan.permissions)
      case .classicPAT, .anonymous, .githubToken: LeakRank.rank(scopes: plan.scopes)
      }
  }

  init(_ credential: ExistingCredential, _ organization: Organization) {
    subject = .existing(credential.name)
    isMade = true
    name = credential.name.text
    kind = ExistingContext.title(credential.kind)
    holder = credential.holder?.text
    keyOf = credential.holder == nil ? credential.repository?.description : nil
    let isPersons = credential.holder.map { organization.machineUsers[$0] == nil } ?? true
    rank =
      switch credential.kind {
      case .appKey: 2
      case .other, .unknown: 3
      case .sshKey, .oauthToken: isPersons ? 3 : 5
      case .deployKey: credential.readOnly == true ? 10 : 8
      case .fineGrainedPAT: LeakRank.rank(credential.permissions ?? ["administration": .write])
      case .classicPAT: LeakRank.rank(scopes: credential.scopes ?? ["repo"]) - (isPersons ? 1 : 0)
      }
  }

  /// Of a classic token: it reaches whatever its account reaches (C-10, P-20).
  private static func rank(scopes: [String]) -> Int {
    if scopes.contains(where: { $0.hasPrefix("admin:") || $0 == "delete_repo" || $0 == "site_admin" }) {
      return 1
    }
    if scopes.contains("repo") { return 3 }
    if scopes.contains(where: { $0.hasPrefix("write:") || $0.hasPrefix("delete:") || $0 == "public_repo" }) {
      return 6
    }
    return 9
  }

  private static func rank(_ permissions: [String: AccessLevel]) -> Int {
    let writes = permissions.filter { $0.value > .read }.keys
    if writes.contains(where: { PermissionLabel.isOfOrganization($0) || $0 == "administration" }) { return 2 }
    return writes.isEmpty ? 9 : 7
  }
}
