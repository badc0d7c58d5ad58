import Guidance
import OrganizationModel
import Services
import SourceText

/// The services of a book: what was decided for each need of them, and what their records say of credentials.
struct BookServices: Sendable {
  let records: ServiceRecords
  private let organization: Organization
  private let hosts: Hosts
  private let all: [AutomationID: [ServiceAccess]]

  /// The uses of an automation, in the order of their ids.
  func uses(of automation: AutomationID) -> [ServiceAccess] { all[automation, default: []] }

  func uses(of repository: Repository) -> [ServiceAccess] {
    repository.workflows.flatMap { uses(of: .workflow(repository: repository.name, workflow: $0.name)) }
  }

  func filled(_ step: ServiceStep, _ text: ServiceText) -> FilledStep {
    FilledStep(step: step, text: text, records: records, hosts: hosts)
  }

  /// All of them, in the order of their ids.
  let uses: [ServiceAccess]
  private let byID: [AccessID: ServiceAccess]
  private let credentials: [ServiceCredential]

  init(_ decisions: OrganizationDecisions, _ hosts: Hosts) {
    self.hosts = hosts
    organization = decisions.organization
    records = decisions.services
    uses = decisions.serviceAccesses.map { ServiceAccess($0) }
    credentials = decisions.serviceCredentials
    byID = Dictionary(uses.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    all = Dictionary(grouping: uses, by: \.automation)
  }

  /// Whether the description names no service.
  var isEmpty: Bool { organization.services.isEmpty }

  /// The records of the services that the description names, each once, in the order of their ids.
  var used: [ServiceRecord] {
    let ids = Set(organization.services.map(\.recordID))
    return records.all.filter { ids.contains($0.id) }
  }

  /// The record of a service, by its key in the description.
  func record(_ service: Name) -> ServiceRecord? {
    organization.services[service].flatMap { records[$0.recordID] }
  }

  /// What people call a service: the title of its record, or its key.
  func title(_ service: Name) -> String { record(service)?.title ?? service.text }

  /// The need of an access; nil for one of GitHub.
  func use(_ id: AccessID) -> ServiceAccess? { byID[id] }

  /// The credentials that somebody has to make at a service, in the order of their ids.
  var planned: [PlannedCredential] {
    credentials.filter { $0.existing == nil }.map { credential in
      let users = Set(credential.serves.compactMap { byID[$0]?.automation }).sorted()
      let access = credential.serves.first.flatMap { byID[$0] }
      return PlannedCredential(
        id: credential.id, users: users, holder: credential.holder, service: credential.service,
        rung: credential.rung, kind: "\(credential.rung.noun) of \(title(credential.service))",
        reach: access?.rights.map { access?.text.plain($0) ?? $0 } ?? "not known",
        expires: access?.option?.token.map { expires($0) } ?? "not known",
        makers: makers(of: credential, users))
    }
  }

  private func makers(of credential: ServiceCredential, _ users: [AutomationID]) -> [Name] {
    let described = organization.services[credential.service]
    let custodians = credential.holder.flatMap { described?.accounts[$0]?.custodians } ?? []
    return custodians.isEmpty ? responsible(for: credential.service) : custodians
  }

  private func expires(_ token: ServiceOption.Token) -> String {
    if let days = token.expiresAfter { return "\(days.count) days after creation" }
    return token.neverExpires ? "never" : "not known"
  }

  // MARK: Credentials

  /// What the record of its service says of a credential; nil where it is GitHub's, or nobody said whose it is.
  func credential(_ review: ExistingCredentialReview) -> IssuedCredential? {
    guard let described = review.credential.service else { return nil }
    let option = record(described.name)?.options.first { $0.rung == described.kind.rung }
    let text = text(of: review, described)
    func steps(_ steps: [ServiceStep]?) -> [FilledStep] {
      (steps ?? []).filter { mayApply($0.condition, to: text, described) }.map { filled($0, text) }
    }
    return IssuedCredential(
      service: described.name, title: title(described.name), option: option,
      revoke: steps(option?.steps.revoke),
      lastUse: option?.steps.lastUse.map { filled($0, text) }, positive: steps(option?.steps.positive),
      negative: steps(option?.steps.negative))
  }

  /// Whether a step applies, as far as the description of a credential says; what it doesn't say may be so.
  private func mayApply(
    _ condition: ServiceCondition, to text: ServiceText, _ described: ExistingCredential.OfService
  ) -> Bool {
    func holds(_ atom: ServiceCondition.Atom) -> Bool? {
      guard case .circumstance(let circumstance) = atom else { return nil }
      let environment = ServicePlaceholder.environment.rawValue
      let value: String? =
        switch circumstance.subject {
        case .environment: String(text.values[environment] != nil)
        case .asked(let key): organization.services[described.name]?.values[key]
        case .consumer, .runner, .called, .pullRequests, .forks, .dependabot, .visibility, .olderThan,
          .platform,
          .target, .need, .account:
          nil
        }
      return value.map(circumstance.values.contains)
    }
    return condition.when.allSatisfy { holds($0) != false }
      && condition.unless.allSatisfy { holds($0) != true }
  }

  /// What its steps may name: what the description says of the service, and of the credential itself; of the one access
  /// that was decided to use it as well.
  private func text(of review: ExistingCredentialReview, _ described: ExistingCredential.OfService)
    -> ServiceText
  {
    let credential = review.credential
    let kept = review.accesses.compactMap { byID[$0] }.filter { $0.existing == credential.name }
    let use = kept.count == 1 ? kept.first : nil
    var values = use?.text.values ?? organization.services[described.name]?.values ?? [:]
    values[ServicePlaceholder.owner.rawValue] = organization.name.text
    values[ServicePlaceholder.holder.rawValue] = (described.account ?? credential.holder)?.text
    let place = credential.storedIn?.first { $0.secretName != nil }
    values[ServicePlaceholder.secret.rawValue] = place?.secretName ?? credential.name.text
    values[ServicePlaceholder.repository.rawValue] = place?.repository?.text
    let environment = ServicePlaceholder.environment.rawValue
    if case .environment(_, _, let name) = place { values[environment] = name.text }
    return ServiceText(values, absent: values[environment] == nil ? [environment] : [])
  }

  /// What a credential is, in words.
  func kind(of credential: ExistingCredential) -> String {
    guard let described = credential.service else { return ExistingContext.title(credential.kind) }
    return "\(described.kind.noun) of \(title(described.name))"
  }

  /// What takes the place of a credential, in words.
  func title(ofReplacement id: String, for review: ExistingCredentialReview) -> String {
    guard let service = review.credential.service?.name, id.hasPrefix(bytesOf: "\(service):") else {
      return CredentialKind(rawValue: id)?.title ?? id
    }
    let option = String(id.dropFirst(service.text.count + 1))
    return record(service)?.option(option)?.title ?? option
  }

  /// The key of the service that issued it; `github`, or empty where nobody said it.
  func service(of credential: ExistingCredential) -> String {
    credential.service?.name.text ?? (credential.kind.isGitHubs ? "github" : "")
  }

  /// Further words by which its page is found.
  func words(of review: ExistingCredentialReview) -> [String] {
    review.credential.service.map { [$0.name.text, title($0.name)] } ?? []
  }

  // MARK: Who

  /// Whoever can sign in as an account of a service.
  func keeper(of account: Name, in service: Name) -> ChecklistTask.Owner {
    organization.services[service]?.accounts[account].map { .custodian($0.custodians ?? []) }
      ?? .holder(account)
  }

  /// Whoever answers for a service; empty where nobody is described.
  func responsible(for service: Name) -> [Name] {
    [organization.services[service]?.responsible].compactMap(\.self)
  }
}

/// A credential that somebody has to make at a service, as the inventory shows it.
struct PlannedCredential: Sendable {
  let id: String
  /// Whose checklists set it up.
  let users: [AutomationID]
  let holder: Name?
  let service: Name
  let rung: Rung
  /// All in words.
  let kind: String
  let reach: String
  let expires: String
  let makers: [Name]
}

extension Rung {
  /// Without an article; the name of the service follows.
  fileprivate var noun: String {
    switch self {
    case .serviceAccount: "service account credential"
    case .sharedKey: "shared key"
    case .automationUser: "automation account credential"
    case .personal: "personal credential"
    case .anonymous, .tokenless, .jobIdentity, .through: words
    }
  }
}

extension ServiceCredentialKind {
  /// Without an article; the name of the service follows.
  fileprivate var noun: String {
    switch self {
    case .serviceAccount, .sharedKey, .automationUser, .personal: rung?.noun ?? rawValue
    case .identifier: "identifier"
    case .unknown: "credential of unknown kind"
    }
  }
}

extension Book {
  /// Whose access it is, of GitHub or of a service; nil for one that there isn't.
  func automation(of id: AccessID) -> AutomationID? {
    access(id)?.automation ?? services.use(id)?.automation
  }

  /// Whether a workflow needs anything that is decided.
  func needsSomething(_ workflow: Workflow, of repository: Repository) -> Bool {
    !workflow.needs.isEmpty
      || !services.uses(of: .workflow(repository: repository.name, workflow: workflow.name)).isEmpty
  }
}
