package import Guidance
package import OrganizationModel

/// How far a credential reaches, so that of several that leaked the widest is revoked first.
package struct LeakRank: Sendable {
  /// What leaks: what is planned, by its id, or what exists, by its name.
  package enum Subject: Sendable {
    case plan(String)
    case existing(Name)
  }

  /// Which credential it is.
  package let subject: Subject
  /// What pages call it.
  package let name: String
  /// Its kind, in words.
  package let kind: String
  /// The login of its holder; nil where nobody holds it or nobody says who.
  package let holder: String?
  /// Of a deploy key, which nobody holds: its repository.
  package let keyOf: String?
  /// Whether the description says that it exists.
  package let isMade: Bool
  /// The wider the reach, the smaller.
  package let rank: Int

  /// Everything that exists and can leak, widest first; what is planned under its own name. What is not minted cannot.
  package static func order(_ decisions: OrganizationDecisions) -> [LeakRank] {
    let plans = Dictionary(
      decisions.credentials.compactMap { plan in plan.existing.map { ($0, plan) } },
      uniquingKeysWith: { first, _ in first })
    return decisions.existing.map { review in
      plans[review.credential.name].map(LeakRank.init)
        ?? LeakRank(review.credential, decisions.organization)
    }.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }
  }

  /// The reach of what is planned.
  package init(_ plan: CredentialPlan) {
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
      case .classicPAT, .anonymous, .githubToken, .brokerToken: LeakRank.rank(scopes: plan.scopes)
      }
  }

  /// The reach of what exists, as far as the description says it; else the widest of its kind.
  package init(_ credential: ExistingCredential, _ organization: Organization) {
    subject = .existing(credential.name)
    isMade = true
    name = credential.name.text
    kind = credential.kind.record.title
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
    if writes.contains(where: PermissionReach.governs) { return 2 }
    return writes.isEmpty ? 9 : 7
  }
}

/// How far everything reaches that was decided or exists, ordered once: each page of a person or a credential asks for it.
struct LeakRanks: Sendable {
  private struct Entry: Sendable {
    /// The wider the reach, the smaller.
    let place: Int
    let rank: LeakRank
  }

  private let entries: [StoredSecret.Origin: Entry]

  init(_ decisions: OrganizationDecisions) {
    let plans = decisions.credentials.map { (StoredSecret.Origin.plan($0.id), LeakRank($0)) }
    let existing = decisions.existing.map {
      (StoredSecret.Origin.existing($0.credential.name), LeakRank($0.credential, decisions.organization))
    }
    let sorted = (plans + existing).sorted { ($0.1.rank, $0.1.name) < ($1.1.rank, $1.1.name) }
    entries = Dictionary(
      sorted.enumerated().map { ($1.0, Entry(place: $0, rank: $1.1)) },
      uniquingKeysWith: { first, _ in first })
  }

  subscript(origin: StoredSecret.Origin) -> LeakRank? { entries[origin]?.rank }

  /// Those that are known, widest reach first.
  func sorted(_ origins: some Sequence<StoredSecret.Origin>) -> [(
    origin: StoredSecret.Origin, rank: LeakRank
  )] {
    origins.compactMap { origin in entries[origin].map { (origin, $0) } }
      .sorted { $0.1.place < $1.1.place }.map { ($0.0, $0.1.rank) }
  }
}
