import OrganizationModel

/// What makes two accesses share one credential.
struct PlanKey: Hashable {
  var kind: CredentialKind
  var holder: Name?
  var owner: Name
  /// Who holds the credential: one automation, or nil for the workflows that share it.
  var automation: AutomationID?
  /// Of a deploy key.
  var repository: RepositoryReference?
  /// Of a token that workflows share: they share one for each account and scopes.
  var shared: [String]

  /// Nil where nothing is stored.
  init?(_ access: Access, _ decision: Decision) {
    guard let credential = decision.credential, credential.kind.isStored else { return nil }
    let isWorkflow = access.consumer == nil
    let isShared = isWorkflow && (credential.kind.isMachineUserPAT || credential.kind.isOfApp)
    kind = credential.kind
    holder = credential.holder
    owner = access.owner
    automation = isShared ? nil : access.automation
    repository = nil
    if credential.kind.isOfRepository, case .repository(let reference) = access.need.target {
      repository = reference
    }
    shared = isShared && !credential.kind.isOfApp ? PlanKey.words(credential) : []
  }

  static func words(_ credential: ChosenCredential) -> [String] {
    credential.scopes + credential.permissions.map { "\($0.key):\($0.value.rawValue)" }.sorted()
  }

  /// The drafts in the order of their keys; each key's order is made once.
  static func sorted(_ drafts: [PlanKey: PlanDraft]) -> [PlanDraft] {
    drafts.values.map { (order: $0.key.order, draft: $0) }
      .sorted { $0.order.lexicographicallyPrecedes($1.order) }
      .map(\.draft)
  }

  private var order: [String] {
    [
      kind.rawValue, holder?.folded ?? "", owner.folded, automation?.description.lowercased() ?? "",
      repository?.description.lowercased() ?? "",
    ] + shared
  }
}

/// A credential while its accesses are still being gathered.
struct PlanDraft {
  let key: PlanKey
  var accesses: [Access] = []
  var scopes: Set<String> = []
  var permissions: [String: AccessLevel] = [:]
  var repositories: Set<RepositoryReference> = []
  /// Of a deploy key.
  var canWrite = false
  var needsOwner = false
  /// The last day of the first exception among the accesses that ends.
  var exceptionEnds: Day?
  /// Whether a workflow that it serves runs, or may run, for Dependabot: the repositories of those.
  var dependabotRepositories: Set<Name> = []

  init(_ key: PlanKey) {
    self.key = key
  }

  mutating func add(_ entry: WeighedAccess, _ decision: Decision) {
    accesses.append(entry.access)
    scopes.formUnion(decision.credential?.scopes ?? [])
    permissions.merge(decision.credential?.permissions ?? [:]) { max($0, $1) }
    if case .repository(let reference) = entry.access.need.target, !key.kind.hasScopes {
      repositories.insert(reference)
    }
    canWrite = canWrite || (key.kind.isOfRepository && !entry.access.need.record.onlyReads)
    needsOwner = needsOwner || decision.holderMustBeOwner
    if let until = decision.exception?.until { exceptionEnds = min(exceptionEnds ?? until, until) }
    if let repository = entry.access.workflowRepository, entry.situation.runsForDependabot == true {
      dependabotRepositories.insert(repository)
    }
  }
}

/// Names and purposes of planned credentials.
enum PlanNames {
  /// `HOLDER-SCOPES`; of a deploy key, which nobody holds, `AUTOMATION-deploy-key-TARGET`.
  static func base(of draft: PlanDraft) -> String {
    let key = draft.key
    if key.kind.isSSHKey {
      let target = key.repository?.description ?? draft.repositories.sorted().first?.description ?? ""
      return Slug.kebab(
        "\(key.automation?.description ?? "") \(key.kind.isOfRepository ? "deploy key" : "ssh key") \(target)"
      )
    }
    let scopes = ClassicScope.normalised(draft.scopes)
    let permissions = draft.permissions.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.rawValue)" }
    return Slug.kebab(([key.holder?.text ?? ""] + scopes + permissions).joined(separator: " "))
  }

  static func audience(of draft: PlanDraft) -> String {
    draft.key.automation.map { Slug.kebab($0.description) } ?? "workflows"
  }

  /// `read packages for prod and staging`.
  static func purpose(of draft: PlanDraft) -> String {
    let verbs = Set(draft.accesses.map { "\($0.need.verb.word) \($0.need.verb.targetKind.rawValue)" })
      .sorted()
    let automations = Set(draft.accesses.map(\.automation.description)).sorted()
    let shown = automations.prefix(3).joined(separator: ", ")
    let more = automations.count > 3 ? " and \(automations.count - 3) more" : ""
    return "\(verbs.joined(separator: ", ")) for \(shown)\(more)"
  }
}
