package import OrganizationModel

/// What changes where a credential is kept, so that it is kept where it is planned and nowhere else.
package struct PlaceChanges: Sendable, Hashable {
  /// An organization secret that other repositories are to see than do today; its value is not touched.
  package struct Visibility: Sendable, Hashable {
    package var secret: String
    package var store: SecretStore
    /// As it is today.
    package var from: SecretVisibility
    /// The repositories that are to see it.
    package var to: [Name]
    /// Those of `to` that do not see it today.
    package var added: [Name]

    /// The place as it is today.
    package var today: SecretPlace { .organization(secret: secret, visibility: from, store: store) }
  }

  /// Places that stay as they are.
  package var kept: [SecretPlace] = []
  /// Organization secrets that stay, for other repositories.
  package var visibilities: [Visibility] = []
  /// Places where its value has to be stored still. GitHub never gives a value back (S-22).
  package var missing: [SecretPlace] = []
  /// Copies to delete.
  package var removed: [SecretPlace] = []

  /// Nothing is kept: every place goes.
  package static func removing(_ places: [SecretPlace]) -> PlaceChanges { PlaceChanges(removed: places) }

  /// Whether anything is to be done.
  package var isEmpty: Bool { visibilities.isEmpty && missing.isEmpty && removed.isEmpty }

  /// Whether some copy is seen by more than is planned.
  package var takesAway: Bool {
    !removed.isEmpty
      || visibilities.contains { change in
        guard case .selected(let names) = change.from else { return true }
        return !Set(names).isSubset(of: change.to)
      }
  }

  /// Where the credential is kept once all is done.
  package var afterwards: [SecretPlace] {
    kept
      + visibilities.map {
        .organization(secret: $0.secret, visibility: .selected($0.to), store: $0.store)
      } + missing
  }
}

extension PlaceChanges {
  /// The same with nothing taken away: every place of today stays, and those that see it keep it.
  func keepingAll(of today: [SecretPlace]) -> PlaceChanges {
    var changes = PlaceChanges(missing: missing)
    for place in today {
      let change = visibilities.first { $0.today == place && !$0.added.isEmpty }
      if var change, case .organization(_, .selected(let names), _) = place {
        change.to = Set(names + change.added).sorted()
        changes.visibilities.append(change)
      } else {
        changes.kept.append(place)
        changes.missing += (change?.added ?? []).map {
          .repository(secret: change?.secret ?? "", repository: $0, store: change?.store ?? .actions)
        }
      }
    }
    return changes
  }
}

/// One repository's view of a place, secret names apart.
private enum PlaceUnit: Hashable {
  case repository(SecretStore, Name)
  case environment(Name, Name)
  case outside(String)
}

extension PlaceChanges {
  /// The changes from the places of today to those that are planned, secret names apart.
  init(from today: [SecretPlace], to planned: [SecretPlace], in organization: Organization) {
    self.init()
    let wanted = Set(planned.flatMap(\.units))
    for place in today { sort(place, wanted, organization) }
    var open = wanted.subtracting(afterwards.flatMap(\.units))
    guard !open.isEmpty else { return }
    widen(for: &open)
    missing = planned.compactMap { $0.narrowed { open.contains($0) } }
  }

  /// A place of today stays, is shown to fewer repositories, or goes.
  private mutating func sort(_ place: SecretPlace, _ wanted: Set<PlaceUnit>, _ organization: Organization) {
    guard case .organization(let secret, let visibility, let store) = place else {
      if wanted.isDisjoint(with: place.units) { removed.append(place) } else { kept.append(place) }
      return
    }
    let needed =
      if case .selected(let names) = visibility {
        names.filter { wanted.contains(.repository(store, $0)) }
      } else {
        Self.repositories(wanted, store).filter { visibility.reaches($0, of: organization) }
      }
    if needed.isEmpty {
      removed.append(place)
    } else if case .selected(let names) = visibility, names.count == needed.count {
      kept.append(place)
    } else {
      visibilities.append(
        Visibility(secret: secret, store: store, from: visibility, to: needed, added: []))
    }
  }

  /// An organization secret that is there already is shown to the repositories that lack it.
  private mutating func widen(for open: inout Set<PlaceUnit>) {
    for store in SecretStore.allCases {
      let added = Self.repositories(open, store)
      guard !added.isEmpty, show(added, in: store) else { continue }
      open.subtract(added.map { .repository(store, $0) })
    }
  }

  /// Whether there is an organization secret in that store that could be shown to more.
  private mutating func show(_ added: [Name], in store: SecretStore) -> Bool {
    if let index = visibilities.firstIndex(where: { $0.store == store }) {
      visibilities[index].added = added
      visibilities[index].to = (visibilities[index].to + added).sorted()
      return true
    }
    for (index, place) in kept.enumerated() {
      guard case .organization(let secret, .selected(let names), store) = place else { continue }
      kept.remove(at: index)
      visibilities.append(
        Visibility(
          secret: secret, store: store, from: .selected(names), to: (names + added).sorted(), added: added))
      return true
    }
    return false
  }

  private static func repositories(_ units: Set<PlaceUnit>, _ store: SecretStore) -> [Name] {
    units.compactMap { unit in
      if case .repository(store, let name) = unit { name } else { nil }
    }.sorted()
  }
}

extension SecretVisibility {
  /// Whether a repository sees a secret; `private` also covers internal ones (S-11, assumed).
  package func reaches(_ repository: Name, of organization: Organization) -> Bool {
    switch self {
    case .all: true
    case .private: organization.repositories[repository]?.visibility != .public
    case .selected(let names): names.contains(repository)
    }
  }
}

extension SecretPlace {
  /// The repository of a repository's or an environment's secret.
  package var repository: Name? {
    switch self {
    case .repository(_, let name, _), .environment(_, let name, _): name
    case .organization, .outside: nil
    }
  }

  /// Which of GitHub's stores it is in; nil outside GitHub.
  package var store: SecretStore? {
    switch self {
    case .organization(_, _, let store), .repository(_, _, let store): store
    case .environment: .actions
    case .outside: nil
    }
  }

  /// Whether it is kept outside GitHub, where its value may be read again.
  package var isOutside: Bool { store == nil }

  /// The smallest places that it is made of; none of an organization secret for many, whose repositories nobody lists.
  fileprivate var units: [PlaceUnit] {
    switch self {
    case .organization(_, .selected(let names), let store): names.map { .repository(store, $0) }
    case .organization: []
    case .repository(_, let name, let store): [.repository(store, name)]
    case .environment(_, let name, let environment): [.environment(name, environment)]
    case .outside(let words): [.outside(words.lowercased())]
    }
  }

  /// The part of the place that is asked for; an organization secret for one repository becomes that repository's own.
  fileprivate func narrowed(to isOpen: (PlaceUnit) -> Bool) -> SecretPlace? {
    guard case .organization(let secret, .selected(let names), let store) = self else {
      return units.contains(where: isOpen) ? self : nil
    }
    let open = names.filter { isOpen(.repository(store, $0)) }
    guard let first = open.first else { return nil }
    guard open.count > 1 || names.count == 1 else {
      return .repository(secret: secret, repository: first, store: store)
    }
    return .organization(secret: secret, visibility: .selected(open), store: store)
  }
}
