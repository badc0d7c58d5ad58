import Guidance
import OrganizationModel

/// The secrets that one person may have seen, widest reach first.
struct KnownSecrets: Sendable {
  /// One credential and how the person may have come to know it.
  struct Row: Sendable {
    enum Way: Int, Sendable, Comparable {
      case held, custody, appKey, store, writing
      static func < (left: Way, right: Way) -> Bool { left.rawValue < right.rawValue }
    }

    let rank: LeakRank
    let way: Way

    func context(_ ground: RunbookGround) -> TemplateContext {
      [
        "name": rank.name, "kind": rank.kind, "link": ground.link(rank.path(ground.book.paths)),
        "rotate_link": ground.link(rank.rotation(ground.book.paths)), "is_made": rank.isMade,
        "migrate_link": ground.link(rank.migration(ground.book.paths)),
        "held": way == .held, "custody": way == .custody, "app_key": way == .appKey,
        "store": way == .store, "writing": way == .writing,
      ]
    }
  }

  let rows: [Row]

  init(of person: Name, _ book: Book) {
    var ways: [StoredSecret.Origin: Row.Way] = [:]
    // What exists and is what is planned is one thing.
    func add(_ origin: StoredSecret.Origin, _ way: Row.Way) {
      let plan =
        if case .existing(let name) = origin { book.plan(being: name) } else { nil as CredentialPlan? }
      let one = plan.map { .plan($0.id) } ?? origin
      ways[one] = min(ways[one] ?? way, way)
    }
    func add(_ review: ExistingCredentialReview, _ way: Row.Way) {
      add(.existing(review.credential.name), way)
    }
    for review in book.accounts.existing(of: person) { add(review, .held) }
    for plan in book.accounts.plans(of: person) { add(.plan(plan.id), .held) }
    for account in book.ties[person]?.accounts ?? [] {
      for plan in book.accounts.plans(of: account) { add(.plan(plan.id), .custody) }
      for review in book.accounts.existing(of: account) { add(review, .custody) }
    }
    if book.ties[person]?.role == .owner {
      for plan in book.decisions.credentials where plan.kind.isOfApp { add(.plan(plan.id), .appKey) }
    }
    for origin in KnownSecrets.kept(by: person, book) { add(origin, .store) }
    for origin in KnownSecrets.readable(by: person, book) { add(origin, .writing) }
    rows = ways.compactMap { origin, way in book.leakRank(of: origin).map { Row(rank: $0, way: way) } }
      .sorted { ($0.rank.rank, $0.rank.name) < ($1.rank.rank, $1.rank.name) }
  }

  /// What is in the stores outside GitHub of consumers that the person answers for: it is theirs to read there.
  private static func kept(by person: Name, _ book: Book) -> [StoredSecret.Origin] {
    let names = Set(book.ties[person]?.stores ?? [])
    guard !names.isEmpty else { return [] }
    let stores = Set(names.compactMap { book.organization.consumers[$0]?.storesIn })
    func isKept(_ users: [AutomationID], _ places: [SecretPlace]) -> Bool {
      let isUsed = users.contains { if case .consumer(let name) = $0 { names.contains(name) } else { false } }
      return isUsed && (places.isEmpty || places.contains(where: \.isOutside))
        || places.contains { if case .outside(let words) = $0 { stores.contains(words) } else { false } }
    }
    let plans = book.decisions.credentials.filter { isKept($0.automations, $0.storedIn) }
    let existing = book.decisions.existing.map(\.credential).filter { isKept($0.usedBy, $0.storedIn ?? []) }
    return plans.map { .plan($0.id) }
      + existing.map { credential in
        book.plan(being: credential.name).map { .plan($0.id) } ?? .existing(credential.name)
      }
  }

  /// What the workflows of the repositories see that the person writes to (S-07).
  private static func readable(by person: Name, _ book: Book) -> Set<StoredSecret.Origin> {
    guard !book.writeAccess.isEverywhere(person) else { return book.secrets.inside }
    return Set(
      book.writeAccess.repositories(of: person).flatMap { book.secrets.secrets(of: $0).map(\.origin) })
  }
}
