import OrganizationModel

/// Secrets of one name on several levels, of which the nearest wins, and two values that are said to be in one place.
///
/// An environment's secret comes before the repository's, and that before the organization's (S-03).
struct NameClashes {
  private struct Entry {
    let subject: SecretFinding.Subject
    let place: SecretPlace
    /// Of an organization secret for selected repositories.
    let selected: Set<Name>
  }

  private struct Key: Hashable {
    let store: SecretStore
    /// Secret names compare without regard to case (S-05).
    let secret: String
    let repository: Name?
    let environment: Name?
  }

  private let organization: Organization
  private var entries: [Key: [Entry]] = [:]
  private var order: [Key] = []

  init(_ decisions: OrganizationDecisions) {
    organization = decisions.organization
    for credential in decisions.organization.credentials {
      for place in credential.storedIn ?? [] { add(place, .existing(credential.name)) }
    }
    for plan in decisions.credentials where plan.existing == nil {
      for place in plan.missing { add(place, .plan(plan.id)) }
    }
  }

  private mutating func add(_ place: SecretPlace, _ subject: SecretFinding.Subject) {
    guard let key = Self.key(of: place) else { return }
    var selected: Set<Name> = []
    if case .organization(_, .selected(let names), _) = place { selected = Set(names) }
    if entries[key] == nil { order.append(key) }
    entries[key, default: []].append(Entry(subject: subject, place: place, selected: selected))
  }

  private static func key(of place: SecretPlace) -> Key? {
    switch place {
    case .organization(let secret, _, let store):
      Key(store: store, secret: secret.uppercased(), repository: nil, environment: nil)
    case .repository(let secret, let name, let store):
      Key(store: store, secret: secret.uppercased(), repository: name, environment: nil)
    case .environment(let secret, let name, let environment):
      Key(store: .actions, secret: secret.uppercased(), repository: name, environment: environment)
    case .outside: nil
    }
  }

  func findings() -> [SecretFinding] {
    order.flatMap { key in
      let here = entries[key] ?? []
      return contested(here) + (here.first.map { shadows(of: $0, key) } ?? [])
    }
  }

  /// Only one value can be in one place.
  private func contested(_ here: [Entry]) -> [SecretFinding] {
    guard let first = here.first else { return [] }
    return here.dropFirst().filter { $0.subject != first.subject }.map { other in
      SecretFinding(
        kind: .contested, subject: other.subject, place: other.place, repository: other.place.repository,
        words: contest(first, other))
    }
  }

  private func contest(_ first: Entry, _ second: Entry) -> String {
    if case .plan = second.subject {
      return "`\(first.subject.text)` is already there, and storing the new one overwrites it"
    }
    return
      "the description puts both `\(first.subject.text)` and `\(second.subject.text)` there, but a place can contain only one value"
  }

  /// What a nearer secret hides.
  private func shadows(of winner: Entry, _ key: Key) -> [SecretFinding] {
    guard let repository = key.repository else { return [] }
    let own = Key(store: key.store, secret: key.secret, repository: repository, environment: nil)
    let shared = Key(store: key.store, secret: key.secret, repository: nil, environment: nil)
    let ofRepository = key.environment == nil ? [] : entries[own] ?? []
    let ofOrganization = (entries[shared] ?? []).filter { sees(repository, $0) }
    return (ofRepository + ofOrganization).map { loser in
      SecretFinding(
        kind: .shadowed, subject: loser.subject, place: loser.place, repository: repository,
        words: words(winner, loser, repository))
    }
  }

  private func sees(_ repository: Name, _ entry: Entry) -> Bool {
    guard case .organization(_, let visibility, _) = entry.place else { return false }
    if case .selected = visibility { return entry.selected.contains(repository) }
    return visibility.reaches(repository, of: organization)
  }

  private func words(_ winner: Entry, _ loser: Entry, _ repository: Name) -> String {
    let what =
      winner.subject == loser.subject
      ? "the same credential, so rotate both together"
      : "`\(winner.subject.text)`, not `\(loser.subject.text)`"
    return "in `\(repository)`, the \(winner.place.shortWords) overrides it and contains \(what)"
  }
}
