import OrganizationModel

/// Tells whether a credential that exists already is exactly what is planned (decisions.md, What exists).
struct ExistingMatch {
  let organization: Organization
  let day: Day

  /// Where a described credential is the plan, the plan takes its name and its places, and adds those that lack.
  func adopt(into plan: inout CredentialPlan) {
    let candidate = plan
    let match = organization.credentials.first { isPlan($0, candidate) }
    guard let match else { return }
    plan.existing = match.name
    guard let places = match.storedIn, !places.isEmpty else { return }
    if let name = places.compactMap(\SecretPlace.secretName).first { plan.secretName = name }
    let missing = plan.storedIn.filter { place in !places.contains { $0.contains(place) } }
    plan.storedIn = places + missing.map { $0.renamed(plan.secretName) }
  }

  private func isPlan(_ credential: ExistingCredential, _ plan: CredentialPlan) -> Bool {
    hasKind(credential, plan) && hasReach(credential, plan) && isWithinPolicy(credential, plan)
      && !isStoredWider(credential, plan) && isUsedByNobodyElse(credential, plan)
  }

  private func hasKind(_ credential: ExistingCredential, _ plan: CredentialPlan) -> Bool {
    switch (credential.kind, plan.kind) {
    case (.classicPAT, .classicPAT), (.fineGrainedPAT, .fineGrainedPAT), (.appKey, .githubApp):
      credential.holder != nil && credential.holder == plan.holder
    case (.deployKey, .deployKey): true
    default: false
    }
  }

  private func hasReach(_ credential: ExistingCredential, _ plan: CredentialPlan) -> Bool {
    switch plan.kind {
    case .classicPAT: credential.scopes.map { Set($0) } == Set(plan.scopes)
    case .fineGrainedPAT:
      credential.permissions == plan.permissions
        && credential.repositories.map { $0.sorted() } == plan.repositories
    case .deployKey:
      credential.repository == plan.repositories.first && credential.readOnly == !plan.canWrite
    default: true
    }
  }

  private func isWithinPolicy(_ credential: ExistingCredential, _ plan: CredentialPlan) -> Bool {
    guard let days = plan.expiresInDays else { return true }
    guard case .on(let end) = credential.expires, end > day else { return false }
    return end - (credential.created ?? day) <= days
  }

  /// A deploy key is one automation's; whoever else uses any other credential makes it another one, too.
  private func isUsedByNobodyElse(_ credential: ExistingCredential, _ plan: CredentialPlan) -> Bool {
    Set(credential.usedBy).isSubset(of: plan.automations)
  }

  private func isStoredWider(_ credential: ExistingCredential, _ plan: CredentialPlan) -> Bool {
    guard let places = credential.storedIn else { return true }
    return !places.allSatisfy { place in plan.storedIn.contains { $0.contains(place) } }
  }
}

extension SecretPlace {
  /// The name of the secret; nil outside GitHub.
  package var secretName: String? {
    switch self {
    case .organization(let secret, _, _), .repository(let secret, _, _), .environment(let secret, _, _):
      secret
    case .outside: nil
    }
  }

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

  /// Whether whoever sees the other place sees this one too, secret names apart.
  func contains(_ other: SecretPlace) -> Bool {
    switch (self, other) {
    case (.outside(let mine), .outside(let theirs)): mine.lowercased() == theirs.lowercased()
    case (.organization(_, let mine, let store), .organization(_, let theirs, let otherStore)):
      store == otherStore && mine.contains(theirs)
    case (.organization(_, let mine, let store), .repository(_, let repository, let otherStore)):
      store == otherStore && mine.contains(.selected([repository]))
    case (.organization(_, let mine, .actions), .environment(_, let repository, _)):
      mine.contains(.selected([repository]))
    case (.repository(_, let mine, let store), .repository(_, let theirs, let otherStore)):
      store == otherStore && mine == theirs
    case (.repository(_, let mine, .actions), .environment(_, let theirs, _)): mine == theirs
    case (.environment(_, let mine, let environment), .environment(_, let theirs, let other)):
      mine == theirs && environment == other
    default: false
    }
  }
}

extension SecretVisibility {
  /// Whether every repository that the other reaches is reached by this one.
  func contains(_ other: SecretVisibility) -> Bool {
    switch (self, other) {
    case (.all, _), (.private, .private): true
    case (.selected(let mine), .selected(let theirs)): Set(theirs).isSubset(of: mine)
    default: false
    }
  }
}
