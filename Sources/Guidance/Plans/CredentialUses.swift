import OrganizationModel

/// Who uses what exists today, and for what: what is decided, what is said in words, and what was only guessed.
struct CredentialUses {
  /// A use that a person said in words.
  struct Words {
    let automation: AutomationID
    let use: OtherUse
  }

  let organization: Organization
  private let decisions: [AutomationID: [Decision]]
  private let situations: [AccessID: Situation]
  private let automations: [AutomationID: Automation]
  private let apps: [Name: App]
  private let keys: [RepositoryReference: [ExistingCredential]]
  private let made: [Name: [Name]]

  /// - Parameter decisions: those of the accesses.
  init(_ organization: Organization, _ entries: [WeighedAccess], _ decisions: [Decision]) {
    self.organization = organization
    let users = Set(organization.credentials.flatMap(\.usedBy))
    self.decisions = Dictionary(
      grouping: decisions.filter { users.contains($0.automation) }, by: \.automation)
    situations = Dictionary(
      entries.filter { users.contains($0.access.automation) }.map { ($0.access.id, $0.situation) },
      uniquingKeysWith: { first, _ in first })
    automations = Dictionary(
      organization.automations.filter { users.contains($0.id) }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    apps = Dictionary(
      organization.apps.compactMap { app in
        if case .credential(let key) = app.key { (key, app) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
    keys = Dictionary(
      grouping: organization.credentials.filter { $0.kind == .deployKey && $0.repository != nil },
      by: { $0.repository ?? RepositoryReference(name: "") })
    made = Dictionary(
      grouping: organization.credentials.filter { $0.createdWith != nil }, by: { $0.createdWith ?? "" }
    ).mapValues { $0.map(\.name) }
  }

  // MARK: Accesses

  func accesses(of user: AutomationID) -> [Decision] { decisions[user] ?? [] }

  /// The accesses of the automations that use it.
  func accesses(of credential: ExistingCredential) -> [Decision] {
    credential.usedBy.flatMap(accesses(of:))
  }

  /// Those of them that it could serve.
  func served(by credential: ExistingCredential) -> [Decision] {
    accesses(of: credential).filter { credential.couldServe($0, organization) }
  }

  /// What a person said of it in words; what an import wrote says nothing yet.
  func words(for credential: ExistingCredential) -> [Words] {
    credential.usedBy.flatMap { user in
      (automations[user]?.otherUses ?? []).filter { $0.credential == credential.name && $0.guess == nil }
        .map { Words(automation: user, use: $0) }
    }
  }

  /// The App that a key belongs to.
  func app(of credential: ExistingCredential) -> App? {
    apps[credential.name] ?? credential.holder.flatMap { organization.apps[$0] }
  }

  /// The host of the broker that holds it as the key of an App; nil of anything else.
  func broker(of credential: ExistingCredential) -> String? { app(of: credential)?.broker }

  // MARK: Rights

  /// Scopes and permissions that no access of its users takes anything of: they are for something else.
  func unexplainedRights(of credential: ExistingCredential) -> [String] {
    let accesses = accesses(of: credential)
    switch credential.kind.record.rights {
    case .scopes:
      return ClassicScope.normalised(credential.scopes ?? []).filter { scope in
        !accesses.contains { explains(scope, $0) }
      }
    case .permissions: return unexplained(credential.permissions ?? [:], accesses)
    case .app: return unexplained(app(of: credential)?.permissions ?? [:], accesses)
    case .repository, .account, .unsaid: return []
    }
  }

  /// The level does not count: what needs less than it has is narrowed, what needs nothing of it is something else.
  private func unexplained(_ permissions: [String: AccessLevel], _ accesses: [Decision]) -> [String] {
    let taken = accesses.compactMap { situations[$0.id]?.privileges(of: .fineGrainedPAT).permissions }
      .reduce(into: Set(["metadata"])) { $0.formUnion($1.keys) }
    return CredentialText.permissions(permissions.filter { !taken.contains($0.key) })
  }

  /// Broad scopes are ticked for anything of their kind: that they are there proves no other use.
  private func explains(_ scope: String, _ access: Decision) -> Bool {
    let taken = situations[access.id]?.privileges(of: .classicPAT).scopes ?? []
    if taken.contains(where: { ClassicScope.covers([scope], $0) }) { return true }
    return switch access.need.verb.targetKind {
    case .repository, .package: scope == "repo" || scope == "public_repo"
    case .organization: scope == "admin:org" || scope == "write:org" || scope == "read:org"
    }
  }

  // MARK: Keys

  /// The deploy keys that go with a token.
  func keys(of credential: ExistingCredential) -> DependentKeys {
    let administered = accesses(of: credential).compactMap { access -> RepositoryReference? in
      guard case .repository(let reference) = access.need.target, access.need.verb == .administer else {
        return nil
      }
      return reference
    }
    let possible = Set(administered).flatMap { keys[$0] ?? [] }
      .filter { $0.createdWith == nil && $0.name != credential.name }.map(\.name)
    return DependentKeys(
      made: (made[credential.name] ?? []).sorted(),
      possible: credential.kind.makesKeys && credential.kind != .appKey ? Set(possible).sorted() : [])
  }

  // MARK: Guesses

  /// Where the description says it, and which entry there.
  typealias Guessed = (path: String, entry: String, guess: Guess)
  private typealias Candidate = (path: String, entry: String, guess: Guess?)

  /// Whatever an import guessed that a verdict on the credential would rest on.
  func guesses(behind credential: ExistingCredential) -> [Guessed] {
    let own: Candidate = ("credentials.\(credential.name)", "", credential.guess)
    return ([own] + account(credential.holder) + credential.usedBy.flatMap(candidates(of:)))
      .compactMap { path, entry, guess in guess.map { (path, entry, $0) } }
  }

  private func candidates(of user: AutomationID) -> [Candidate] {
    let automation = automations[user]
    var found: [Candidate] = [(user.keyPath, "", automation?.guess)]
    if case .workflow(let repository, _) = user {
      found.append(("repositories.\(repository)", "", organization.repositories[repository]?.guess))
    }
    found += (automation?.otherUses ?? []).map { (user.needsPath, $0.words, $0.guess) }
    return found + accesses(of: user).flatMap { candidates(of: $0, user) }
  }

  private func candidates(of access: Decision, _ user: AutomationID) -> [Candidate] {
    [(user.needsPath, access.need.text, access.need.guess)] + target(of: access.need)
      + account(access.credential?.holder)
  }

  private func target(of need: Need) -> [Candidate] {
    switch need.target {
    case .package(let key): [("packages.\(key)", "", organization.packages[key]?.guess)]
    case .repository(let reference) where reference.owner == nil:
      [("repositories.\(reference.name)", "", organization.repositories[reference.name]?.guess)]
    case .repository, .organization: []
    }
  }

  /// A machine user, an App or a person.
  private func account(_ name: Name?) -> [Candidate] {
    guard let name else { return [] }
    return [
      ("machine_users.\(name)", "", organization.machineUsers[name]?.guess),
      ("apps.\(name)", "", organization.apps[name]?.guess),
      ("people.\(name)", "", organization.people[name]?.guess),
    ]
  }
}
