import OrganizationModel

/// Finds the credential that exists already and is what is planned (decisions.md, What exists).
///
/// It is, when its kind, holder, rights and lifetime are those of the plan and nobody else uses it. Where it is kept may
/// differ: copies that too many see are taken away, as long as nobody but the planned readers could have read them.
struct ExistingMatch {
  /// A described credential that is what is planned.
  struct Adopted {
    /// What changes where it is kept.
    let changes: PlaceChanges
    /// Whether copies stay that the plan would do without, for somebody may read them.
    let keepsCopies: Bool
  }

  private let organization: Organization
  private let day: Day
  private let readers: SecretReaders
  private let candidates: [Key: [ExistingCredential]]
  private let uses: CredentialUses
  private(set) var adopted: [Name: Adopted] = [:]

  /// What a credential and a plan have in common before anything is compared.
  private enum Key: Hashable {
    case holder(ExistingCredentialKind, Name)
    case repository(RepositoryReference)
  }

  init(organization: Organization, day: Day, readers: SecretReaders, uses: CredentialUses) {
    self.organization = organization
    self.uses = uses
    self.day = day
    self.readers = readers
    candidates = Dictionary(
      grouping: organization.credentials.filter { Self.key(of: $0) != nil },
      by: { Self.key(of: $0) ?? .holder($0.kind, "") })
  }

  /// Where a described credential is the plan, the plan takes its name, and its places as they will be.
  mutating func adopt(into plan: inout CredentialPlan) {
    let candidate = plan
    let fitting = (Self.key(of: plan).flatMap { candidates[$0] } ?? [])
      .filter { adopted[$0.name] == nil && fits($0, candidate) }
      .sorted { ($0.usedBy.isEmpty ? 1 : 0, $0.name) < ($1.usedBy.isEmpty ? 1 : 0, $1.name) }
    guard let match = fitting.first(where: { stays($0, candidate) }) else { return }
    plan.existing = match.name
    let places = match.storedIn ?? []
    if !places.isEmpty {
      plan.secretName = places.compactMap(\.secretName).first ?? Slug.secretName(match.name.text)
    }
    let planned = changes(of: places, to: candidate).renamed(plan.secretName)
    let keepsCopies = planned.takesAway && !mayTakeAway(match)
    let changes = keepsCopies ? planned.keepingAll(of: places) : planned
    adopted[match.name] = Adopted(changes: changes, keepsCopies: keepsCopies)
    guard !places.isEmpty else { return }
    plan.storedIn = changes.afterwards
    plan.missing = changes.missing
  }

  /// Whether each of its uses is known, so that nobody can miss a copy.
  private func mayTakeAway(_ credential: ExistingCredential) -> Bool {
    UnknownUseFinder(credential: credential, uses: uses).all.isEmpty && uses.words(for: credential).isEmpty
  }

  func comparison(_ credential: ExistingCredential, _ plan: CredentialPlan) -> PlanComparison {
    PlanComparison(credential: credential, plan: plan, organization: organization, day: day)
  }

  private func fits(_ credential: ExistingCredential, _ plan: CredentialPlan) -> Bool {
    comparison(credential, plan).fits
      && Set(credential.usedBy).isSubset(of: plan.automations) && credential.storedIn != nil
  }

  /// Whether its value may go on: nobody could have read it who is not to read it.
  private func stays(_ credential: ExistingCredential, _ plan: CredentialPlan) -> Bool {
    let places = credential.storedIn ?? []
    let changes = changes(of: places, to: plan)
    guard changes.takesAway else { return true }
    return readers.strangers(seeing: changes, of: places) == .nobody
  }

  private func changes(of places: [SecretPlace], to plan: CredentialPlan) -> PlaceChanges {
    PlaceChanges(from: places, to: plan.places(over: places, in: organization), in: organization)
  }

  private static func key(of credential: ExistingCredential) -> Key? {
    credential.kind.record.rights == .repository
      ? credential.repository.map(Key.repository) : credential.holder.map { .holder(credential.kind, $0) }
  }

  private static func key(of plan: CredentialPlan) -> Key? {
    guard let kind = plan.kind.record.existing else { return nil }
    return plan.kind.isOfRepository
      ? plan.repositories.first.map(Key.repository) : plan.holder.map { .holder(kind, $0) }
  }
}

extension CredentialPlan {
  /// Where it is to be kept, given where a credential is that could be it: a consumer that doesn't say which store it has
  /// keeps it outside GitHub wherever that is today.
  func places(over today: [SecretPlace], in organization: Organization) -> [SecretPlace] {
    let outside = today.filter(\.isOutside)
    let isSaid = automations.contains { automation in
      guard case .consumer(let name) = automation else { return true }
      return organization.consumers[name]?.storesIn != nil
    }
    guard !isSaid, !outside.isEmpty else { return storedIn }
    return storedIn.flatMap { $0.isOutside ? outside : [$0] }
  }
}

extension PlaceChanges {
  /// The same with another name for the secrets that are to be stored.
  fileprivate func renamed(_ name: String) -> PlaceChanges {
    var changes = self
    changes.missing = missing.map { $0.renamed(name) }
    return changes
  }
}

extension SecretPlace {
  /// The same place with another name of the secret.
  func renamed(_ name: String) -> SecretPlace {
    switch self {
    case .organization(_, let visibility, let store):
      .organization(secret: name, visibility: visibility, store: store)
    case .repository(_, let repository, let store):
      .repository(secret: name, repository: repository, store: store)
    case .environment(_, let repository, let environment):
      .environment(secret: name, repository: repository, environment: environment)
    case .outside: self
    }
  }
}
