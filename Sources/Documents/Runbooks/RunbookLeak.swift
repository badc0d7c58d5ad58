import Exposure
import Templates
import Guidance
import OrganizationModel

/// A credential that leaked or has to go, planned or existing, and how it is made harmless.
struct RunbookLeak: Sendable {
  enum Kind: Sendable {
    case classicToken, fineGrainedToken, oauthToken, deployKey, sshKey, appKey, unknown

    /// Whether it is a text that a person pastes, not a key file.
    var isToken: Bool {
      switch self {
      case .classicToken, .fineGrainedToken, .oauthToken, .unknown: true
      case .deployKey, .sshKey, .appKey: false
      }
    }
  }

  let kind: Kind
  let holder: Name?
  /// The organization whose things it reaches.
  let owner: Name
  /// What its holder's settings call it, or the title of a deploy key; nil where the description does not say.
  let name: String?
  let scopes: [String]
  /// Of a deploy key.
  let repository: RepositoryReference?
  let created: Day?
  let places: [SecretPlace]
  let automations: [AutomationID]
  /// What somebody may have changed with it.
  let reachable: [RepositoryReference]
  let packages: [Name]
  let ground: RunbookGround

  private var organization: Organization { ground.organization }
  private var account: Account? { holder.flatMap { ground.book.accounts.accounts[$0] } }
  private var isPerson: Bool { account.map { !$0.isMachineUser && !$0.isApp } ?? false }

  // MARK: Steps

  /// The quickest way to end it, and the proof: it needs no preparation.
  var card: [RunbookStep] { kind.isToken ? tokenCard : keyCard }

  private var tokenCard: [RunbookStep] {
    let unknown = kind == .unknown ? [RunbookStep("revoke-unknown")] : []
    switch ground.hosts.revocation {
    case .withoutLogin, .withLogin:
      let byLogin = ground.hosts.revocation == .withLogin
      return [
        RunbookStep("read-leaked"),
        RunbookStep("revoke-leaked", tools: byLogin ? [.curl, .gh] : [.curl], ["by_login": byLogin]),
      ] + unknown
    case .none:
      return unknown + [RunbookStep("read-leaked"), RunbookStep("ask-leaked", tools: [.curl])]
        + settingsSteps + [RunbookStep("prove-dead", tools: [.curl])]
    }
  }

  private var keyCard: [RunbookStep] {
    switch kind {
    case .deployKey:
      [RunbookStep("revoke-deploy-key", tools: [.gh]), RunbookStep("prove-key-dead", tools: [.gh])]
    case .sshKey: [RunbookStep("revoke-ssh-key")]
    case .appKey: [RunbookStep("revoke-app-key"), RunbookStep("revoke-app-tokens")]
    // Tokens go another way.
    case .classicToken, .fineGrainedToken, .oauthToken, .unknown: []
    }
  }

  /// What else ends it or tells it from others, for who lacks its value, or where it still works.
  var otherWays: [RunbookStep] {
    switch kind {
    case .classicToken, .fineGrainedToken, .oauthToken, .unknown:
      clusterSteps + (ground.hosts.revocation == .none ? [] : settingsSteps) + ownerSteps
    case .deployKey:
      [
        RunbookStep("identify-key", tools: [.gh, .ssh]),
        RunbookStep("prove-key-refused", tools: [.git, .ssh]),
      ]
    case .sshKey: ownerSteps
    case .appKey: [RunbookStep("identify-app-key", tools: [.openssl])]
    }
  }

  private var clusterSteps: [RunbookStep] {
    guard !clusters.isEmpty else { return [] }
    let names = RunbookGround.sentence(clusters.map(\.text))
    return [RunbookStep("read-cluster", tools: [.kubectl], ["clusters": names])]
  }

  /// After what replaces it is on its way.
  var looking: [RunbookStep] {
    hashStep + [lookStep, readersStep, RunbookStep("scrub")]
  }

  /// Whether one of its places needs an owner's scope.
  var needsOrganizationScope: Bool {
    places.contains { if case .organization = $0 { true } else { false } }
  }

  /// The clusters that use it: whoever may read their secrets can read its value.
  private var clusters: [Name] {
    automations.compactMap { automation in
      guard case .consumer(let name) = automation,
        organization.consumers[name]?.kind.record.keepsPullSecrets == true
      else {
        return nil
      }
      return name
    }
  }

  /// The audit log names tokens by their hash, on the enterprise plan of github.com and GHE.com (B-10).
  private var hasTokenAudit: Bool {
    organization.platform.plan == .enterprise && organization.platform.product != .ghes && kind.isToken
  }

  private var hashStep: [RunbookStep] {
    hasTokenAudit ? [RunbookStep("hash-leaked", tools: [.openssl])] : []
  }

  private var settingsSteps: [RunbookStep] {
    switch kind {
    case .classicToken, .fineGrainedToken: holder == nil ? [] : [RunbookStep("revoke-in-settings")]
    case .oauthToken: holder == nil ? [] : [RunbookStep("revoke-oauth")]
    case .deployKey, .sshKey, .appKey, .unknown: []
    }
  }

  /// What an owner of the organization can do without the holder.
  private var ownerSteps: [RunbookStep] {
    guard holder != nil else { return [] }
    let fineGrained = kind == .fineGrainedToken ? [RunbookStep("revoke-fine-grained-owner")] : []
    let hasSSO = organization.platform.samlSSO && organization.platform.plan == .enterprise
    let sso = kind == .classicToken && hasSSO ? [RunbookStep("revoke-sso", tools: [.gh])] : []
    return fineGrained + sso + [RunbookStep("revoke-membership", tools: [.gh])]
  }

  private var lookStep: RunbookStep {
    guard !hasTokenAudit else { return RunbookStep("look-audit-log", tools: [.gh]) }
    let repositories = reachable.map(ground.fullName)
    return RunbookStep(
      "look-security-log",
      [
        "looks_at_account": holder != nil && kind != .appKey, "looks_at_repositories": !repositories.isEmpty,
        "looked_repositories": RunbookGround.list(repositories, limit: 20),
        "looks_at_packages": !packages.isEmpty,
        "looked_packages": RunbookGround.list(packages.map(\.text), limit: 20),
        "looks_at_log": true,
      ])
  }

  var readersStep: RunbookStep {
    let stored = places.filter { if case .outside = $0 { false } else { true } }
    return RunbookStep(
      "look-readers",
      [
        "readers": stored.map { PlaceContext.withAudience($0, ground.links) }, "has_readers": !stored.isEmpty,
        "outside_places": RunbookGround.list(outside), "has_outside_places": !outside.isEmpty,
      ])
  }

  private var outside: [String] {
    places.compactMap { if case .outside(let words) = $0 { words } else { nil } }
  }

  /// Takes the dead value out of every place; what is outside GitHub in words.
  func deleteSteps(afterReplacement isReplaced: Bool) -> [RunbookStep] {
    let commands = places.compactMap(ground.commands.deleteSecret)
    guard !commands.isEmpty || !outside.isEmpty else { return [] }
    return [
      RunbookStep(
        "delete-secrets", tools: commands.isEmpty ? [] : [.gh],
        [
          "deletions": commands.map { ["command": $0] as TemplateContext },
          "has_deletions": !commands.isEmpty,
          "is_replaced": isReplaced, "outside_places": RunbookGround.list(outside),
          "has_outside_places": !outside.isEmpty,
        ])
    ]
  }

  // MARK: Values

  /// The values that its steps look up, besides those of every runbook.
  var values: TemplateContext {
    let custodians = holder.flatMap { ground.people.names(.custodian($0)) }
    return [
      "holder": (holder?.text).orFalse, "owner": owner.text, "is_person": isPerson,
      "custodians": custodians.orFalse, "owner_names": ground.people.names(.owner(owner)).orFalse,
      "leaked_name": name.orFalse, "scopes": scopes.isEmpty ? false : scopes.sorted().joined(separator: ", "),
      "token_page": kind == .fineGrainedToken ? "personal-access-tokens" : "tokens",
      "created": (created?.description).orFalse, "is_member": isMember, "stops": stops, "users": stops,
      "audit_phrase": auditPhrase.orFalse, "slug": Slug.kebab(holder?.text ?? ""),
      "repository": repository.map(ground.fullName).orFalse,
      "remote": repository.map { ground.hosts.remote(ground.owner(of: $0), $0.name) }.orFalse,
      "is_key": false, "is_app": kind == .appKey, "is_token": kind.isToken,
    ]
  }

  /// What the audit log is searched for.
  private var auditPhrase: String? {
    switch kind {
    case .deployKey: repository.map { "repo:\(ground.fullName($0))" }
    case .appKey: holder.map { "actor:\(Slug.kebab($0.text))[bot]" }
    case .classicToken, .fineGrainedToken, .oauthToken, .sshKey, .unknown: holder.map { "actor:\($0)" }
    }
  }

  /// Whether the holder is a member of the organization rather than an outside collaborator.
  private var isMember: Bool {
    guard let holder else { return true }
    let role = owner == organization.name ? account?.role : organization.outside[owner]?.machineUsers[holder]
    return role != .outsideCollaborator
  }

  private var stops: String {
    automations.isEmpty
      ? "nothing that the description knows of" : RunbookGround.sentence(automations.map(\.description))
  }

  /// Who can end it, nearest first.
  var revokers: [RunbookRole] {
    var roles: [RunbookRole] = []
    switch kind {
    case .deployKey: roles += repository.map { [.administrator($0)] } ?? []
    case .appKey: break
    case .classicToken, .fineGrainedToken, .oauthToken, .sshKey, .unknown:
      roles += holder.map { [isPerson ? .person($0) : .custodian($0)] } ?? []
    }
    return roles + [.owner(owner)]
  }

  var people: [RunbookDuty] {
    revokers.map { ground.people.duty($0, .revokes) }
      + automations.prefix(10).map { ground.people.duty(.keeper($0), .uses) }
  }
}

extension RunbookLeak {
  init(_ runbook: RunbookPlan) {
    let plan = runbook.plan
    let grants = plan.holder.map(runbook.ground.book.accounts.grants) ?? []
    kind =
      switch plan.kind {
      case .fineGrainedPAT: .fineGrainedToken
      case .deployKey: .deployKey
      case .personalSSHKey: .sshKey
      case .githubApp: .appKey
      case .classicPAT, .personalPAT, .anonymous, .githubToken, .brokerToken: .classicToken
      }
    holder = plan.holder
    owner = plan.targetOwner
    // What was there before the book has whatever name somebody gave it.
    name = plan.existing == nil ? (plan.kind == .fineGrainedPAT ? runbook.tokenName : plan.id) : nil
    scopes = plan.scopes
    repository = runbook.keyRepository
    created = runbook.described?.created
    places = plan.storedIn
    // A key of an App stops with the App's other keys: whoever uses the App is touched.
    let siblings =
      plan.kind.isOfApp ? plan.holder.map(runbook.ground.book.accounts.plans) ?? [] : [plan]
    automations = Set(siblings.flatMap(\.automations)).sorted()
    let granted = grants.compactMap { if case .repository(let reference) = $0.on { reference } else { nil } }
    reachable = Array(Set(plan.repositories + granted)).sorted()
    packages = grants.compactMap { if case .package(let name) = $0.on { name } else { nil } }.sorted()
    ground = runbook.ground
  }

  init(_ credential: ExistingCredential, _ ground: RunbookGround) {
    kind =
      switch credential.kind {
      case .classicPAT: .classicToken
      case .fineGrainedPAT: .fineGrainedToken
      case .oauthToken: .oauthToken
      case .deployKey: credential.repository == nil ? .unknown : .deployKey
      case .sshKey: credential.holder == nil ? .unknown : .sshKey
      case .appKey: credential.holder == nil ? .unknown : .appKey
      case .other, .unknown: .unknown
      }
    holder = credential.holder
    owner = ground.organization.name
    name = nil
    scopes = credential.scopes ?? []
    repository = credential.repository
    created = credential.created
    places = credential.storedIn ?? []
    automations = credential.usedBy.sorted()
    reachable = (credential.repositories ?? []) + (credential.repository.map { [$0] } ?? [])
    packages = []
    self.ground = ground
  }
}
