import OrganizationModel

/// Finds secrets that nobody needs, that somebody lacks, and that too many see.
struct SecretReviewer {
  private let decisions: OrganizationDecisions
  private let organization: Organization
  private let plansByExisting: [Name: CredentialPlan]
  private let reviews: [Name: ExistingCredentialReview]
  /// The repositories whose workflows run: how many see a secret that all of them, or all but public ones, see.
  private let running: (all: Int, private: Int)

  init(_ decisions: OrganizationDecisions) {
    self.decisions = decisions
    organization = decisions.organization
    plansByExisting = Dictionary(
      decisions.credentials.compactMap { plan in plan.existing.map { ($0, plan) } },
      uniquingKeysWith: { first, _ in first })
    reviews = Dictionary(
      decisions.existing.map { ($0.credential.name, $0) }, uniquingKeysWith: { first, _ in first })
    let live = decisions.organization.repositories.filter { !$0.archived }
    running = (live.count, live.count { $0.visibility != .public })
  }

  func findings() -> [SecretFinding] {
    var found: [SecretFinding] = []
    for credential in organization.credentials {
      guard let places = credential.storedIn else { continue }
      let uses = SecretUses(
        credential, of: plansByExisting[credential.name]?.automations ?? [], in: organization)
      found += uses.missing(in: PlaceIndex(places, organization))
      found += places.flatMap { findings(on: $0, credential, uses) }
    }
    return found + NameClashes(decisions).findings()
  }

  private func findings(
    on place: SecretPlace, _ credential: ExistingCredential, _ uses: SecretUses
  ) -> [SecretFinding] {
    let subject = SecretFinding.Subject.existing(credential.name)
    func finding(_ kind: SecretFinding.Kind, _ words: String) -> SecretFinding {
      SecretFinding(
        kind: kind, subject: subject, place: place, repository: place.repository, words: words)
    }
    let lacks = lacksPlan(place).map { [finding(.planLacks, $0)] } ?? []
    guard !uses.isEmpty else {
      let words =
        place.isOutside
        ? "stored outside GitHub, but nothing in the description uses it"
        : "stored, but nothing in the description uses it"
      return lacks + [finding(.unused, words)]
    }
    guard uses.read(place, organization) else {
      // A copy that may not go is no copy too many.
      guard reviews[credential.name]?.removes(place) == true else { return lacks }
      return lacks + [finding(.unusedCopy, "none of the users of `\(credential.name)` reads it here")]
    }
    return lacks + (width(of: place, uses).map { [finding(.tooWide, $0)] } ?? [])
  }

  // MARK: Too wide

  /// An organization secret that repositories see which hold nothing that uses it.
  private func width(of place: SecretPlace, _ uses: SecretUses) -> String? {
    guard case .organization(_, let visibility, let store) = place else { return nil }
    let users = uses.repositories(in: store).filter {
      isRunning($0) && visibility.reaches($0, of: organization)
    }
    let sees = seers(visibility)
    guard sees > users.count else { return nil }
    let others = Array(idle(visibility, users).prefix(5))
    let more = sees - users.count - others.count
    let names = others.map { "`\($0)`" }.joined(separator: ", ") + (more > 0 ? " and \(more) more" : "")
    return
      "\(Phrase.repositories(sees)) can use it, but only \(users.count) \(users.count == 1 ? "does" : "do"); not used in \(names)"
  }

  private func isRunning(_ name: Name) -> Bool { organization.repositories[name]?.archived == false }

  private func seers(_ visibility: SecretVisibility) -> Int {
    switch visibility {
    case .all: running.all
    case .private: running.private
    case .selected(let names): names.count(where: isRunning)
    }
  }

  /// Those who see it and do not use it, as far as somebody asks.
  private func idle(_ visibility: SecretVisibility, _ users: Set<Name>) -> some Sequence<Name> {
    let isIdle = { (name: Name) in isRunning(name) && !users.contains(name) }
    let names: any Sequence<Name> =
      if case .selected(let selected) = visibility { selected } else { organization.repositories.names }
    return Array(names).lazy.filter { isIdle($0) && visibility.reaches($0, of: organization) }
  }

  // MARK: On a plan that cannot have it

  /// Environments of private repositories (S-09), organization secrets for them (S-10).
  private func lacksPlan(_ place: SecretPlace) -> String? {
    guard organization.platform.product == .githubCom, organization.platform.plan == .free else { return nil }
    switch place {
    case .environment(_, let repository, _) where isPrivate(repository):
      return "the plan `free` has no environments in private repositories, so no job can read it"
    case .organization(let secret, .private, _):
      return
        "on the plan `free`, only public repositories can use organization secrets, so no job can read `\(secret)`"
    case .organization(_, .selected(let names), _):
      let hidden = names.filter(isPrivate).map(\.text)
      return hidden.isEmpty
        ? nil
        : "on the plan `free`, only public repositories can use organization secrets, so it isn't available in \(Phrase.some(hidden))"
    case .environment, .organization(_, .all, _), .repository, .outside: return nil
    }
  }

  private func isPrivate(_ name: Name) -> Bool {
    organization.repositories[name]?.visibility.map { $0 != .public } ?? false
  }
}

// MARK: - Who uses it

/// Where the automations that use one credential read it.
struct SecretUses {
  private let credential: ExistingCredential
  private var workflows: [(repository: Name, workflow: Workflow, id: AutomationID)] = []
  private var consumers: [Consumer] = []
  private var byStore: [SecretStore: Set<Name>] = [:]
  private var environments: [Name: Set<Name>] = [:]
  /// The repositories with a workflow whose environment isn't described: it may be any of theirs.
  private var openEnvironments: Set<Name> = []

  /// The automations that are said to use it, and those that the plan which it is serves.
  init(_ credential: ExistingCredential, of planned: [AutomationID], in organization: Organization) {
    self.credential = credential
    for id in Set(credential.usedBy + planned).sorted() {
      switch id {
      case .consumer(let name): organization.consumers[name].map { add($0) }
      case .workflow(let repository, let name):
        organization.repositories[repository]?.workflows[name].map { add($0, repository, id) }
      }
    }
  }

  var isEmpty: Bool { workflows.isEmpty && consumers.isEmpty }

  /// The repositories where something reads that store.
  func repositories(in store: SecretStore) -> Set<Name> { byStore[store] ?? [] }

  private mutating func add(_ workflow: Workflow, _ repository: Name, _ id: AutomationID) {
    workflows.append((repository, workflow, id))
    byStore[.actions, default: []].insert(repository)
    if workflow.dependabot != false { byStore[.dependabot, default: []].insert(repository) }
    environments[repository, default: []].formUnion(workflow.environments)
    if workflow.environment == nil { openEnvironments.insert(repository) }
  }

  private mutating func add(_ consumer: Consumer) {
    consumers.append(consumer)
    if let store = consumer.store { byStore[store, default: []].formUnion(consumer.repositories) }
  }

  /// Whether something that uses the credential reads it there.
  func read(_ place: SecretPlace, _ organization: Organization) -> Bool {
    switch place {
    case .organization(_, let visibility, let store):
      repositories(in: store).contains { visibility.reaches($0, of: organization) }
    case .repository(_, let name, let store): repositories(in: store).contains(name)
    case .environment(_, let name, let environment):
      openEnvironments.contains(name) || environments[name]?.contains(environment) == true
    // A workflow may take it from a store of its own.
    case .outside: true
    }
  }

  // MARK: What is missing

  /// For everyone that uses it: a copy where it reads. One who may read it outside GitHub lacks nothing.
  func missing(in index: PlaceIndex) -> [SecretFinding] {
    let workflows = index.isOutside ? [] : workflows.flatMap { missing($0, index) }
    return workflows + consumers.flatMap { missing($0, index) }
  }

  private func missing(
    _ use: (repository: Name, workflow: Workflow, id: AutomationID), _ index: PlaceIndex
  ) -> [SecretFinding] {
    let (repository, workflow) = (use.repository, use.workflow)
    var found: [SecretFinding] = []
    let isUnknown = workflow.environment == nil && index.hasEnvironments(repository)
    if !index.shows(repository, .actions), !index.shows(repository, workflow.environments), !isUnknown {
      found.append(lacking(.actions, repository, "`\(use.id)` uses it, but can't read it anywhere"))
    }
    if workflow.dependabot == true, !index.shows(repository, .dependabot) {
      let words =
        "Dependabot runs of `\(use.id)` can't read it, because they can read only Dependabot secrets"
      found.append(lacking(.dependabot, repository, words))
    }
    return found
  }

  private func missing(_ consumer: Consumer, _ index: PlaceIndex) -> [SecretFinding] {
    guard let store = consumer.store else {
      guard !index.isOutside else { return [] }
      return [
        SecretFinding(
          kind: .missing, subject: .existing(credential.name), place: nil, repository: nil,
          words: "`\(consumer.name)` uses it, but the description doesn't say where it is stored")
      ]
    }
    return consumer.repositories.filter { !index.shows($0, store) }.map {
      lacking(store, $0, "`\(consumer.name)` uses it, but it isn't in the \(store.title) store")
    }
  }

  private func lacking(_ store: SecretStore, _ repository: Name, _ words: String) -> SecretFinding {
    let name =
      (credential.storedIn ?? []).compactMap(\.secretName).first ?? Slug.secretName(credential.name.text)
    return SecretFinding(
      kind: .missing, subject: .existing(credential.name),
      place: .repository(secret: name, repository: repository, store: store), repository: repository,
      words: words)
  }
}

extension Workflow {
  /// Those that a job of it may name.
  fileprivate var environments: Set<Name> {
    Set(needs.compactMap(\.environment) + [environment].compactMap(\.self))
  }
}

/// The places of one credential, so that each user is looked up in constant time.
struct PlaceIndex {
  private let organization: Organization
  private var repositories: [SecretStore: Set<Name>] = [:]
  private var environments: [Name: Set<Name>] = [:]
  private var everywhere: [SecretStore: [SecretVisibility]] = [:]
  private(set) var isOutside = false

  init(_ places: [SecretPlace], _ organization: Organization) {
    self.organization = organization
    for place in places { add(place) }
  }

  private mutating func add(_ place: SecretPlace) {
    switch place {
    case .organization(_, .selected(let names), let store):
      repositories[store, default: []].formUnion(names)
    case .organization(_, let visibility, let store): everywhere[store, default: []].append(visibility)
    case .repository(_, let name, let store): repositories[store, default: []].insert(name)
    case .environment(_, let name, let environment): environments[name, default: []].insert(environment)
    case .outside: isOutside = true
    }
  }

  /// Whether the repository sees it in that store, environments apart.
  func shows(_ repository: Name, _ store: SecretStore) -> Bool {
    repositories[store]?.contains(repository) == true
      || (everywhere[store] ?? []).contains { $0.reaches(repository, of: organization) }
  }

  /// Whether any environment of the repository has it.
  func hasEnvironments(_ repository: Name) -> Bool { environments[repository] != nil }

  /// Whether one of these environments of the repository has it.
  func shows(_ repository: Name, _ names: Set<Name>) -> Bool {
    environments[repository].map { !$0.isDisjoint(with: names) } ?? false
  }
}
