import Guidance
package import OrganizationModel

/// The secrets that one person may have seen, widest reach first.
package struct KnownSecrets: Sendable {
  /// One credential and how the person may have come to know it.
  package struct Row: Sendable {
    /// How a person may have come to know a secret, the most certain way first.
    package enum Way: Int, Sendable, Comparable {
      case held, custody, appKey, store, writing
      /// In the order of the cases.
      package static func < (left: Way, right: Way) -> Bool { left.rawValue < right.rawValue }
    }

    /// The credential, and how far it reaches.
    package let rank: LeakRank
    /// The most certain way by which the person may know it.
    package let way: Way
  }

  /// Each credential once.
  package let rows: [Row]

  /// What a person may know of what an organization has and plans.
  package init(of person: Name, _ index: DecisionIndex) {
    var ways: [StoredSecret.Origin: Row.Way] = [:]
    // What exists and is what is planned is one thing.
    func add(_ origin: StoredSecret.Origin, _ way: Row.Way) {
      let plan =
        if case .existing(let name) = origin { index.plan(being: name) } else { nil as CredentialPlan? }
      let one = plan.map { .plan($0.id) } ?? origin
      ways[one] = min(ways[one] ?? way, way)
    }
    func add(_ review: ExistingCredentialReview, _ way: Row.Way) {
      add(.existing(review.credential.name), way)
    }
    for review in index.accounts.existing(of: person) { add(review, .held) }
    for plan in index.accounts.plans(of: person) { add(.plan(plan.id), .held) }
    for account in index.ties[person]?.accounts ?? [] {
      for plan in index.accounts.plans(of: account) { add(.plan(plan.id), .custody) }
      for review in index.accounts.existing(of: account) { add(review, .custody) }
    }
    if index.ties[person]?.role == .owner {
      for plan in index.decisions.credentials where plan.kind.isOfApp { add(.plan(plan.id), .appKey) }
    }
    for origin in KnownSecrets.kept(by: person, index) { add(origin, .store) }
    for origin in KnownSecrets.readable(by: person, index) { add(origin, .writing) }
    rows = index.ranked(ways.keys).compactMap { origin, rank in
      ways[origin].map { Row(rank: rank, way: $0) }
    }
  }

  /// What is in the stores outside GitHub of consumers that the person answers for: it is theirs to read there.
  private static func kept(by person: Name, _ index: DecisionIndex) -> [StoredSecret.Origin] {
    let names = Set(index.ties[person]?.stores ?? [])
    guard !names.isEmpty else { return [] }
    let stores = Set(names.compactMap { index.organization.consumers[$0]?.storesIn })
    func isKept(_ users: [AutomationID], _ places: [SecretPlace]) -> Bool {
      let isUsed = users.contains { if case .consumer(let name) = $0 { names.contains(name) } else { false } }
      return isUsed && (places.isEmpty || places.contains(where: \.isOutside))
        || places.contains { if case .outside(let words) = $0 { stores.contains(words) } else { false } }
    }
    let plans = index.decisions.credentials.filter { isKept($0.automations, $0.storedIn) }
    let existing = index.decisions.existing.map(\.credential).filter { isKept($0.usedBy, $0.storedIn ?? []) }
    return plans.map { .plan($0.id) }
      + existing.map { credential in
        index.plan(being: credential.name).map { .plan($0.id) } ?? .existing(credential.name)
      }
  }

  /// What the workflows of the repositories see that the person writes to (S-07).
  private static func readable(by person: Name, _ index: DecisionIndex) -> Set<StoredSecret.Origin> {
    guard !index.writeAccess.isEverywhere(person) else { return index.secrets.inside }
    return Set(
      index.writeAccess.repositories(of: person).flatMap { index.secrets.secrets(of: $0).map(\.origin) })
  }
}
