package import Guidance
package import OrganizationModel

/// One secret in one place, and the credential whose value it is.
package struct StoredSecret: Sendable {
  /// Whose value it is: what is planned, by its id, or what exists, by its name.
  package enum Origin: Sendable, Hashable {
    case plan(String)
    case existing(Name)
  }

  /// The credential.
  package let origin: Origin
  /// Where it is kept.
  package let place: SecretPlace
  /// Of an organization secret: who can read it, worked out once, for every repository that sees it shows it.
  package let audience: Audience?
  /// Of an organization secret that too many see: those who are to see it still, and have it as that of its plan.
  package var stays: Set<Name> = []
}

/// Which secrets each repository's workflows can use, planned and existing, found in constant time.
package struct SecretTable: Sendable {
  private let byRepository: [Name: [StoredSecret]]
  /// Organization secrets with visibility `all` or `private`.
  private let everywhere: [StoredSecret]
  /// Every credential that is a secret of GitHub somewhere.
  package let inside: Set<StoredSecret.Origin>
  /// The stores outside GitHub, in the organization's own words, each once.
  package let outsideStores: [String]

  /// Sorts every planned and existing secret by who can use it.
  package init(_ decisions: OrganizationDecisions, _ membership: Membership) {
    var byRepository: [Name: [StoredSecret]] = [:]
    var everywhere: [StoredSecret] = []
    var outside: Set<String> = []
    for secret in SecretTable.all(decisions, membership) {
      switch secret.place {
      case .repository(_, let name, _), .environment(_, let name, _):
        byRepository[name, default: []].append(secret)
      case .organization(_, .selected(let names), _):
        for name in names where !secret.stays.contains(name) {
          byRepository[name, default: []].append(secret)
        }
      case .organization: everywhere.append(secret)
      case .outside(let words): outside.insert(words)
      }
    }
    outsideStores = outside.sorted()
    inside = Set(byRepository.values.flatMap { $0.map(\.origin) } + everywhere.map(\.origin))
    self.byRepository = byRepository
    self.everywhere = everywhere
  }

  /// Planned ones first, each in the order of the credentials' ids; a credential that is what is planned is shown as its
  /// plan, and of its copies those that go.
  private static func all(_ decisions: OrganizationDecisions, _ membership: Membership) -> [StoredSecret] {
    func stored(_ origin: StoredSecret.Origin, _ place: SecretPlace) -> StoredSecret {
      guard case .organization = place else {
        return StoredSecret(origin: origin, place: place, audience: nil)
      }
      return StoredSecret(
        origin: origin, place: place, audience: Audience(of: place, decisions.organization, membership))
    }
    let planned = decisions.credentials.flatMap { plan in plan.storedIn.map { stored(.plan(plan.id), $0) } }
    let adopted = Set(decisions.credentials.compactMap(\.existing))
    let existing = decisions.existing.flatMap { review in
      let kept = adopted.contains(review.credential.name) ? [] : review.places.kept
      return (kept + review.places.removed).map { stored(.existing(review.credential.name), $0) }
    }
    let hidden = decisions.existing.flatMap { review in
      review.places.visibilities.map { change in
        var secret = stored(.existing(review.credential.name), change.today)
        secret.stays = Set(change.to)
        return secret
      }
    }
    return planned + existing + hidden
  }

  /// Those that are kept in the repository itself or in an environment of it.
  package func own(of repository: Name) -> [StoredSecret] {
    byRepository[repository, default: []].filter {
      if case .organization = $0.place { false } else { true }
    }
  }

  /// Everything that the workflows of a repository can use.
  package func secrets(of repository: Repository) -> [StoredSecret] {
    byRepository[repository.name, default: []] + everywhere.filter { $0.isVisible(to: repository) }
  }
}

extension StoredSecret {
  /// Of an organization secret for many: `private` also covers internal repositories (S-11, assumed).
  fileprivate func isVisible(to repository: Repository) -> Bool {
    guard !stays.contains(repository.name) else { return false }
    guard case .organization(_, .private, _) = place else { return true }
    return repository.visibility != .public
  }
}
