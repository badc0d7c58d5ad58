import Catalog
import OrganizationModel
import Services
import SourceText
import Workflows

/// Puts together what the checkouts of one organization tell.
struct WorkflowsDraftBuilder {
  private(set) var draft: WorkflowsDraft
  private let files: SourceFiles
  private let catalog: Catalog
  private let checkouts: [Checkout]
  /// Every checkout that was read, those of other organizations and without workflows too.
  private let trees: RepositoryTrees
  /// The checkout that each workflow and action file stands in.
  private let homes: [SourceFileID: Checkout]
  /// The keys of repositories by `owner/name` in lower case.
  private var keys: [String: Name] = [:]
  /// The owners that are taken for the organization, in lower case.
  private let owners: Set<String>
  private var packageKeys: [PackageIdentity: Name] = [:]
  /// Of a description that exists: the workflows of each repository.
  private let known: Entries<Repository>
  /// Of a description that exists: the credentials by the names of the secrets that they are stored in.
  private let described: [Name: Name]
  /// A description that exists.
  private let existing: Organization?
  /// By the keys of `credentials`.
  private var apps: [Name: WorkflowsDraft.App] = [:]
  /// Whose the secrets are that are not GitHub's, by name, as each place tells.
  private var told: [Name: [ToldService]] = [:]

  /// - Parameters:
  ///   - all: every checkout that was read: what a workflow uses of one is followed into it.
  ///   - existing: a description that the names of packages and workflows are taken from.
  init(
    _ organization: String, _ checkouts: [Checkout], among all: [Checkout], _ files: SourceFiles,
    knowing catalog: Catalog, existing: Organization? = nil
  ) {
    self.catalog = catalog
    self.draft = WorkflowsDraft(organization: organization)
    self.files = files
    self.checkouts = checkouts
    self.trees = RepositoryTrees(all.map(\.tree), owner: organization)
    self.homes = Dictionary(
      all.flatMap { checkout in checkout.tree.files.map { ($0, checkout) } },
      uniquingKeysWith: { first, _ in first })
    self.known = existing?.repositories ?? Entries()
    self.described = Self.secrets(of: existing)
    self.existing = existing
    self.owners = Set(checkouts.map { $0.tree.owner.lowercased() } + [organization.lowercased()])
    for package in existing?.packages ?? Entries() {
      guard let registry = package.registry else { continue }
      packageKeys[PackageIdentity(registry, package.owner?.text, package.packageName)] = package.name
    }
    nameRepositories()
  }

  private static func secrets(of existing: Organization?) -> [Name: Name] {
    let pairs = (existing?.credentials ?? Entries()).flatMap { credential in
      [(credential.name, credential.name)]
        + (credential.storedIn ?? []).compactMap(\.secretName).map { (Name($0), credential.name) }
    }
    return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
  }

  /// A repository of the same name under two owners is told apart by its owner.
  private mutating func nameRepositories() {
    let names = Dictionary(grouping: checkouts.map(\.tree)) { $0.name.lowercased() }
    for tree in checkouts.map(\.tree) where TextRule.repository.accepts(bytes(tree.name)) {
      let isAlone = names[tree.name.lowercased()]?.count == 1
      let key = Name(isAlone || tree.owner.isEmpty ? tree.name : "\(tree.owner)__\(tree.name)")
      keys["\(tree.owner)/\(tree.name)".lowercased()] = key
      draft.repositories[key] = .init()
    }
  }

  mutating func build() {
    for checkout in checkouts { add(checkout) }
    nameApps()
    addServices()
  }

  private mutating func add(_ checkout: Checkout) {
    let tree = checkout.tree
    guard let key = keys["\(tree.owner)/\(tree.name)".lowercased()] else { return }
    let described = known[key]?.workflows ?? Entries()
    var taken = Set(described.map(\.name.folded))
    for workflow in tree.workflows where runsByItself(workflow, tree) && workflow.isDescribable {
      let name =
        described.first { $0.path == workflow.path }?.name.text ?? Self.key(of: workflow.path, &taken)
      let uses = UseReader.read(workflow, in: tree, among: trees, knowing: catalog)
      var entry = WorkflowsDraft.Workflow(key: name, path: workflow.path)
      describe(workflow, tree, &entry)
      addNeeds(uses, of: workflow, to: &entry, key, checkout)
      addCredentials(uses, "\(key)/\(name)", in: checkout)
      entry.questions = unique(entry.questions + targets(uses, in: checkout))
      addApps(uses, of: key, checkout)
      if entry.needs.allSatisfy({ $0.environment == nil }) {
        entry.environment = onlyEnvironment(of: workflow)
      }
      draft.repositories[key]?.workflows.append(entry)
      let environments = environments(of: workflow)
      draft.repositories[key]?.environments.formUnion(environments)
    }
  }

  /// A workflow that is only called stands with its callers, where there are any.
  private func runsByItself(_ workflow: WorkflowFile, _ tree: RepositoryTree) -> Bool {
    !workflow.isOnlyCalled || !trees.isCalled(workflow, of: tree)
  }

  /// The name of the file as a key; another ending tells two of one name apart.
  private static func key(of path: String, _ taken: inout Set<String>) -> String {
    let file = path.lastPathPart
    let ending = file.hasSuffix(bytesOf: ".yaml") ? ".yaml" : ".yml"
    let stem = String(Substring(file.utf8.dropLast(ending.utf8.count)))
    var key = String(stem.map { isKept($0) ? $0 : "-" }.prefix(90))
    if key.isEmpty { key = "workflow" }
    while !taken.insert(key.lowercased()).inserted { key += "-" + ending.dropFirst() }
    return key
  }

  private static func isKept(_ character: Character) -> Bool {
    character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
  }

  // MARK: What a workflow is

  private func describe(
    _ workflow: WorkflowFile, _ tree: RepositoryTree, _ entry: inout WorkflowsDraft.Workflow
  ) {
    var seen: Set<String> = []
    entry.triggers = workflow.triggers.map(\.event).filter {
      TextRule.event.accepts(bytes($0)) && seen.insert($0).inserted
    }
    let isForChanges = entry.triggers.contains { $0.hasPrefix("pull_request") }
    if !isForChanges { entry.forks = false }
    if isForChanges, tree.hasDependabot { entry.dependabot = true }
    if !isForChanges, !entry.triggers.contains("push") { entry.dependabot = false }
    entry.selfHosted = isSelfHosted(workflow, tree, depth: 0)
  }

  private func isSelfHosted(_ workflow: WorkflowFile, _ tree: RepositoryTree, depth: Int) -> Bool? {
    let answers = workflow.jobs.map { job -> Bool? in
      guard let call = job.call else { return job.runsOn?.isSelfHosted }
      guard depth < 4, let (home, called) = trees.workflow(call, in: tree) else { return nil }
      return isSelfHosted(called, home, depth: depth + 1)
    }
    if answers.contains(true) { return true }
    return answers.allSatisfy { $0 == false } ? false : nil
  }

  private func environments(of workflow: WorkflowFile) -> [String] {
    workflow.jobs.compactMap { $0.environment?.name.literal }.filter(isEnvironment)
  }

  /// The one that every job names, so that its secrets are known to be the ones that the workflow reads.
  private func onlyEnvironment(of workflow: WorkflowFile) -> String? {
    let names = Set(workflow.jobs.map { $0.environment?.name.literal })
    return names.count == 1 ? names.first?.flatMap { isEnvironment($0) ? $0 : nil } : nil
  }

  private func isEnvironment(_ name: String) -> Bool { TextRule.environment.accepts(bytes(name)) }

  // MARK: Needs

  private mutating func addNeeds(
    _ uses: WorkflowUses, of workflow: WorkflowFile, to entry: inout WorkflowsDraft.Workflow, _ key: Name,
    _ checkout: Checkout
  ) {
    var seen: [String: Int] = [:]
    for shown in uses.needs.sorted(by: { ($1.confidence, $0.range) < ($0.confidence, $1.range) }) {
      let place = self.place(shown, in: checkout)
      guard let target = target(shown, key, "\(key)/\(place)") else {
        entry.questions.append("\(place): \(question(shown))")
        continue
      }
      let text = "\(shown.verb.word) \(shown.verb.targetKind.rawValue) \(target)"
      guard seen.updateValue(1, forKey: text.lowercased()) == nil else { continue }
      let environment = shown.environment.flatMap { isEnvironment($0) ? $0 : nil }
      if let environment { draft.repositories[key]?.environments.insert(environment) }
      let started = started(by: shown, of: workflow, in: checkout)
      if let started { entry.questions.append("\(place) \(started.question)") }
      entry.needs.append(
        .init(
          text: text, environment: environment, startsWorkflows: started?.isProposed ?? false, place: place,
          confidence: shown.confidence.rawValue, today: words(shown.credential)))
    }
    addCalls(uses, to: &entry, of: key, checkout)
    addOthers(uses, to: &entry, of: key, checkout)
    entry.questions = unique(entry.questions + questions(uses, in: checkout))
  }

  /// Calls for which there is no verb: a need for each target and permissions, with every endpoint that takes them.
  private mutating func addCalls(
    _ uses: WorkflowUses, to entry: inout WorkflowsDraft.Workflow, of key: Name, _ checkout: Checkout
  ) {
    var places: [String: Int] = [:]
    for call in uses.calls.sorted(by: { ($1.confidence, $0.range) < ($0.confidence, $1.range) }) {
      let place = place(call.range, of: call.calls, in: checkout)
      guard let (kind, target) = target(call, key, "\(key)/\(place)") else { continue }
      let permissions = call.permissions.map { (name: $0.name, level: $0.level.rawValue) }
        .sorted { $0.name < $1.name }
      let endpoints = call.endpoint.map { Set([$0]) } ?? []
      let need = WorkflowsDraft.Need(
        text: "api \(kind.rawValue) \(target)", api: .init(endpoints: endpoints, permissions: permissions),
        environment: call.environment.flatMap { isEnvironment($0) ? $0 : nil }, startsWorkflows: false,
        place: place, confidence: call.confidence.rawValue, today: words(call.credential))
      if let environment = need.environment { draft.repositories[key]?.environments.insert(environment) }
      let identity = need.identity.lowercased()
      if let index = places[identity] {
        // What is known by its permissions alone says all of them.
        let known = entry.needs[index].api?.endpoints ?? []
        entry.needs[index].api?.endpoints = known.isEmpty || endpoints.isEmpty ? [] : known.union(endpoints)
      } else {
        places[identity] = entry.needs.count
        entry.needs.append(need)
      }
    }
  }

  /// The kind and name of what a call is about; nil where it cannot be told.
  private mutating func target(_ call: ShownCall, _ own: Name, _ place: String) -> (TargetKind, String)? {
    switch call.target {
    case .ownRepository: (.repository, own.text)
    case .repository(let owner, let name): repository(owner, name, place).map { (.repository, $0) }
    case .organization: (.organization, "self")
    case .unknownRepository, .package: nil
    }
  }

  /// Uses of stored credentials for which there is no verb, and those by actions that nobody knows.
  private mutating func addOthers(
    _ uses: WorkflowUses, to entry: inout WorkflowsDraft.Workflow, of key: Name, _ checkout: Checkout
  ) {
    var seen: Set<[String]> = []
    let unknown = uses.unknownActions.flatMap { action in
      action.credentials.filter { isOfGitHub($0, uses) }.map { credential in
        ShownUse(
          words: "is passed to \(plain(action.name)), which isn't in the catalog", confidence: .medium,
          credential: credential, job: action.job, environment: nil, range: action.range, calls: action.calls)
      }
    }
    for use in (uses.others.filter { !$0.isCall } + unknown).sorted(by: { $0.range < $1.range }) {
      guard let credential = self.key(of: use.credential),
        seen.insert([use.words.lowercased(), credential.folded]).inserted
      else { continue }
      entry.others.append(
        .init(
          words: use.words, credential: credential, place: place(use.range, of: use.calls, in: checkout),
          confidence: use.confidence.rawValue))
    }
  }

  /// The key of `credentials` for what is stored; nil for what is not, or where it is not to be seen.
  private func key(of credential: CredentialSource) -> Name? {
    let secret: String? =
      switch credential {
      case .secret(let name): name
      case .appToken(let mint): mint.key
      case .jobToken, .federated, .allSecrets, .computedSecret: nil
      }
    guard let secret, TextRule.key.accepts(bytes(secret)) else { return nil }
    return described[Name(secret)] ?? Name(secret)
  }

  private func unique(_ lines: [String]) -> [String] {
    var seen: Set<String> = []
    return lines.filter { seen.insert($0).inserted }
  }

  /// Actions without a record that are given a credential of GitHub, the first of each.
  private func questions(_ uses: WorkflowUses, in checkout: Checkout) -> [String] {
    var seen: Set<String> = []
    let asked = uses.questions.map { "\(place($0.range, of: $0.calls, in: checkout)): \($0.words)" }
    return asked
      + uses.unknownActions.flatMap { action in
        action.credentials.filter { isOfGitHub($0, uses) && self.key(of: $0) == nil }.compactMap(words)
          .compactMap {
            credential -> String? in
            let text = "`\(plain(action.name))` gets \(credential), but the catalog doesn't say what for"
            guard seen.insert(text).inserted else { return nil }
            return "\(place(action.range, of: action.calls, in: checkout)): \(text)"
          }
      }
  }

  /// A name that may be anything, on one line.
  private func plain(_ name: String) -> String {
    String(
      String.UnicodeScalarView(name.unicodeScalars.prefix(100).filter { (0x20...0x7E).contains($0.value) }))
  }

  private func isOfGitHub(_ credential: CredentialSource, _ uses: WorkflowUses) -> Bool {
    switch credential {
    case .jobToken, .appToken, .federated: true
    case .secret: uses.tokens.contains(credential)
    case .allSecrets, .computedSecret: false
    }
  }

  private func question(_ shown: ShownNeed) -> String {
    let what = shown.verb.targetKind == .package ? "package" : "repository"
    return "\(shown.why) shows that it must \(shown.verb.word) a \(what), but not which one"
  }

  /// The target as a description writes it; nil where the file does not tell.
  private mutating func target(_ shown: ShownNeed, _ own: Name, _ place: String) -> String? {
    switch shown.target {
    case .ownRepository: return own.text
    case .organization: return "self"
    case .unknownRepository: return nil
    case .repository(let owner, let name): return repository(owner, name, place)
    case .package(let registry, let owner, let name):
      guard let name, let key = package(registry, owner, name, place) else { return nil }
      if shown.verb == .publish, shown.credential == .jobToken {
        draft.packages[key]?.publishers.insert(own.text)
      }
      return key.text
    }
  }

  private mutating func repository(_ owner: String, _ name: String, _ place: String) -> String? {
    guard TextRule.repositoryReference.accepts(bytes("\(owner)/\(name)")) else { return nil }
    if let key = keys["\(owner)/\(name)".lowercased()] { return key.text }
    guard owners.contains(owner.lowercased()) else { return "\(owner)/\(name)" }
    let key = Name(name)
    if draft.repositories[key] == nil { draft.repositories[key] = .init(seenAt: place) }
    return key.text
  }

  private mutating func package(_ registry: Registry, _ owner: String?, _ name: String, _ place: String)
    -> Name?
  {
    let isOwn = owner.map { owners.contains($0.lowercased()) } ?? true
    let name = registry == .container ? name.lowercased() : name
    let outside = isOwn ? nil : owner
    let identity = PackageIdentity(registry, outside, name)
    if let key = packageKeys[identity] { return key }
    var key = Name(outside.map { "\($0.lowercased())/\(name)" } ?? name)
    if draft.packages[key] != nil { key = Name("\(registry.rawValue)-\(key)") }
    guard TextRule.package.accepts(bytes(key.text)),
      outside.map({ TextRule.organization.accepts(bytes($0)) }) ?? true
    else { return nil }
    packageKeys[identity] = key
    draft.packages[key] = .init(registry: registry, name: name, owner: outside, place: place)
    return key
  }

  // MARK: Credentials

  private mutating func addCredentials(_ uses: WorkflowUses, _ automation: String, in checkout: Checkout) {
    let logins = uses.logins.filter { $0.registry != nil }.compactMap(\.credential)
    let needed = uses.needs.compactMap(\.credential) + uses.others.map(\.credential)
    let recognized = Dictionary(grouping: uses.services, by: \.credential)
    for use in uses.uses {
      guard case .secret(let secret) = use.credential, TextRule.key.accepts(bytes(secret)) else { continue }
      let name = Name(secret)
      let source = CredentialSource.secret(secret)
      if use.taken == .appKey || uses.mints.contains(where: { $0.key == secret }) {
        note(name, .appKey, automation)
      } else if logins.contains(source) {
        // Of all tokens that a secret may hold, the registries take only classic ones.
        note(name, .classicPAT, automation)
      } else if isForGitHub(use) || uses.tokens.contains(source) || needed.contains(source) {
        note(name, nil, automation)
      } else {
        let found = recognized[source] ?? []
        let told =
          found.isEmpty
          ? [byWords(use, secret, automation, checkout)].compactMap(\.self)
          : found.map { byRecord($0, automation, checkout) }
        if !told.isEmpty {
          self.told[name, default: []] += told
        } else if use.taken != .identity {
          draft.otherSecrets[name, default: []].insert(automation)
        }
      }
    }
  }

  // MARK: Services

  /// Whose a secret is, as one place tells.
  private struct ToldService {
    let key: String
    /// What it is where it has no record.
    let kind: String?
    let sign: ServiceSign
    let isIdentifier: Bool
    let place: String
    /// `repository/workflow`.
    let automation: String

    /// The place with its repository: one secret can be seen in several.
    var fullPlace: String { "\(automation.prefix { $0 != "/" })/\(place)" }

    var confidence: String {
      switch sign {
      case .action, .command, .host: "high"
      case .variable: "medium"
      case .name: "low"
      }
    }
  }

  private func byRecord(
    _ found: RecognizedSecret, _ automation: String, _ checkout: Checkout
  ) -> ToldService {
    // One without a record is known by its host.
    let (key, kind) = service(found.service.id) ?? ("other", nil)
    return ToldService(
      key: key, kind: kind, sign: found.service.sign,
      isIdentifier: found.service.isIdentifier, place: place(found.range, of: found.calls, in: checkout),
      automation: automation)
  }

  /// By what the record of an action says in words, or by a name.
  private func byWords(
    _ use: CredentialUse, _ secret: String, _ automation: String, _ checkout: Checkout
  ) -> ToldService? {
    var sign = ServiceSign.action
    var words: String? = if case .outside(let service) = use.taken { service } else { nil }
    if words == nil, use.taken == nil {
      sign = .name
      // What reads a variable of a record was judged already: another host may be named there.
      let place = use.entrance.name.flatMap { catalog.serviceIndex.isRead($0) ? nil : $0 }
      words =
        [secret, place].compactMap(\.self).lazy.compactMap { [catalog] name in
          catalog.serviceIndex.service(named: name) ?? catalog.serviceWords.service(in: name)
        }.first
    }
    guard let words, let (key, kind) = service(words) else { return nil }
    return ToldService(
      key: key, kind: kind, sign: sign, isIdentifier: false,
      place: place(use.range, of: use.calls, in: checkout), automation: automation)
  }

  /// The key of a service, and what it is where it has no record.
  private func service(_ words: String) -> (key: String, kind: String?)? {
    let index = catalog.serviceIndex
    if let id = index.service(called: words) ?? index.service(at: words) { return (id, nil) }
    let key = ServiceIndex.key(words)
    guard key.utf8.count <= 100, TextRule.fact.accepts(bytes(key)) else { return nil }
    return (key, Self.generic.contains(key) ? (key == "host" ? "ssh-host" : nil) : "other")
  }

  /// Those that stand for what no record can know.
  private static let generic: Set<String> = [
    "host", "identifier", "licence-key", "own-webservice", "signing-key", "ssh-host",
  ]

  /// A secret belongs to the service that the surest places tell; where they tell several, somebody must say.
  private mutating func addServices() {
    for (name, places) in told.sorted(by: { $0.key < $1.key }) where draft.credentials[name] == nil {
      let surest = places.map(\.sign).max()
      let best = places.filter { $0.sign == surest }.sorted { $0.fullPlace < $1.fullPlace }
      let users = Set(places.map(\.automation))
      guard let first = best.first, Set(best.map(\.key)).count == 1 else {
        draft.otherSecrets[name, default: []].formUnion(users)
        continue
      }
      let key = Name(first.key)
      draft.services[key] = .init(kind: first.kind)
      draft.credentials[name] = .init(
        usedBy: users.union(draft.otherSecrets.removeValue(forKey: name) ?? []),
        service: .init(
          key: key, isIdentifier: best.allSatisfy(\.isIdentifier), place: first.fullPlace,
          confidence: first.confidence))
    }
  }

  /// What a place shows to be needed of a service, where it does not tell of what there.
  private func targets(_ uses: WorkflowUses, in checkout: Checkout) -> [String] {
    var seen: Set<String> = []
    return uses.services.sorted { $0.range < $1.range }.compactMap { found in
      guard let need = found.service.need, let secret = found.credential.secretName,
        !found.service.isIdentifier, seen.insert("\(found.service.id) \(need)").inserted
      else { return nil }
      let words = need.split(separator: " ")
      guard words.count == 2 else { return nil }
      return
        "\(place(found.range, of: found.calls, in: checkout)): `\(secret)` is used for `\(words[0]) \(found.service.id):\(words[1]) TARGET`. Which target?"
    }
  }

  private func isForGitHub(_ use: CredentialUse) -> Bool {
    use.taken == .token || use.taken == .sshKey
  }

  private mutating func note(_ name: Name, _ kind: ExistingCredentialKind?, _ automation: String) {
    if let kind { draft.credentials[name, default: .init()].kinds.insert(kind) }
    draft.credentials[name, default: .init()].usedBy.insert(automation)
  }

  // MARK: Apps

  private mutating func addApps(_ uses: WorkflowUses, of own: Name, _ checkout: Checkout) {
    for mint in uses.mints {
      guard let key = self.key(of: .appToken(mint)), !isDescribed(key) else { continue }
      let home = homes[mint.range.file] ?? checkout
      let place = "\(home.tree.name)/\(self.place(mint.range, home.folder))"
      let used = uses.needs.filter {
        $0.credential == .appToken(mint) && $0.verb.targetKind == .repository
      }
      let reached = used.compactMap { target($0, own, place) }
      apps[key, default: .init(key: key, place: place)]
        .add(mint, reaching: repositories(of: mint, own, checkout, place), at: place)
      apps[key]?.repositories.formUnion(reached)
    }
  }

  /// Those that a step names, or its own.
  private mutating func repositories(
    of mint: AppTokenMint, _ own: Name, _ checkout: Checkout, _ place: String
  ) -> [String] {
    let owner = mint.owner.flatMap { TextRule.organization.accepts(bytes($0)) ? $0 : nil }
    if mint.repositories.isEmpty {
      return owner.map { owners.contains($0.lowercased()) } ?? true ? [own.text] : []
    }
    return mint.repositories.compactMap { name in
      let parts = name.split(separator: "/").map(String.init)
      guard let last = parts.last else { return nil }
      return repository(parts.count == 2 ? parts[0] : owner ?? checkout.tree.owner, last, place)
    }
  }

  /// Whether a description says which App a key belongs to.
  private func isDescribed(_ key: Name) -> Bool {
    guard let existing else { return false }
    let holder = existing.credentials[key]?.holder
    return existing.apps.contains { $0.key == .credential(key) || $0.name == holder }
  }

  /// An App that a description has without its key may be the one.
  private mutating func nameApps() {
    var taken = Set((existing?.apps ?? Entries()).filter { $0.key != .unknown }.map(\.name))
    taken.formUnion(existing?.machineUsers.map(\.name) ?? [])
    taken.formUnion(existing?.people.map(\.name) ?? [])
    for (key, app) in apps.sorted(by: { $0.key < $1.key }) {
      let name = AppName.likely(key, of: draft.organization, besides: taken)
      taken.insert(name)
      draft.apps[name] = app
      if draft.credentials[key] != nil { draft.credentials[key]?.holder = name }
    }
  }

  // MARK: Words

  private func words(_ credential: CredentialSource?) -> String? {
    switch credential {
    case nil: nil
    case .jobToken: "GITHUB_TOKEN"
    case .secret(let name): name
    case .appToken(let mint): mint.key.map { "the App of \($0)" } ?? "an App"
    case .federated(let action): "a token from \(action)"
    case .allSecrets, .computedSecret: "a secret that isn't named"
    }
  }

  /// Inside the repository, with the line; what stands in another is named after the line that uses it.
  private func place(_ shown: ShownNeed, in checkout: Checkout) -> String {
    place(shown.range, of: shown.calls, in: checkout)
  }

  private func place(_ range: SourceRange, of calls: [SourceRange], in checkout: Checkout) -> String {
    let home = homes[range.file] ?? checkout
    guard let use = calls.first, home.folder != checkout.folder else {
      return place(range, checkout.folder)
    }
    let owner = home.tree.owner.isEmpty ? draft.organization : home.tree.owner
    let there = "\(owner)/\(home.tree.name)/\(place(range, home.folder))"
    return "\(place(use, checkout.folder)) uses \(there)"
  }

  func place(_ range: SourceRange, _ folder: String) -> String {
    let file = files[range.file]
    let path = file.path.dropFirst(folder.isEmpty ? 0 : folder.count + 1)
    return DraftValue.place(String(path), line: file.place(at: Int(range.start)).line)
  }

  private func bytes(_ text: String) -> ArraySlice<UInt8> { Array(text.utf8)[...] }
}
