import Catalog
import Guidance
import OrganizationModel
import SourceText
import Workflows

/// A workflow file, and what the description says of it.
package struct DescribedWorkflow: Sendable {
  let description: AuditedDescription
  let file: WorkflowFile
  let tree: RepositoryTree
  /// All that the file shows to use.
  let uses: WorkflowUses
  /// The actions that are known.
  let actions: KnownActions
  /// Nil where the description does not name it.
  let repository: Repository?
  /// Nil where the description does not name it.
  let workflow: Workflow?

  /// - Parameter others: what the file uses of them is followed.
  init(
    _ description: AuditedDescription, _ file: WorkflowFile, in tree: RepositoryTree,
    among others: RepositoryTrees, knowing catalog: Catalog
  ) {
    self.description = description
    self.file = file
    self.tree = tree
    actions = catalog.actions
    uses = UseReader.read(file, in: tree, among: others, knowing: catalog)
    let repository = description.repository(tree.owner, tree.name)
    self.repository = repository
    workflow = repository?.workflows.first { $0.path == file.path }
  }

  var organization: Organization { description.organization }

  var automation: AutomationID? {
    guard let repository, let workflow else { return nil }
    return .workflow(repository: repository.name, workflow: workflow.name)
  }

  /// Where a word about the whole file stands: its `on`.
  var place: SourceRange { file.onRange ?? file.range }

  // MARK: Accesses

  /// The accesses that it shows, as the description would name them.
  var shown: [ShownAccess] {
    uses.needs.map { need in
      let target = target(of: need)
      let described = described(need.verb, target)
      return ShownAccess(
        need: need, target: target, described: described, decision: described.flatMap(decision))
    }
  }

  private func decision(on need: Need) -> Decision? {
    automation.flatMap { description.decision(AccessID($0, need)) }
  }

  private func target(of need: ShownNeed) -> ShownAccess.Target {
    switch need.target {
    case .ownRepository:
      repository.map { .known(.repository(RepositoryReference(name: $0.name))) } ?? .unknown
    case .organization: .known(.organization(nil))
    case .unknownRepository: .unknown
    case .repository(let owner, let name): repository(owner, name)
    case .package(let registry, let owner, let name): package(registry, owner, name)
    }
  }

  private func repository(_ owner: String, _ name: String) -> ShownAccess.Target {
    guard description.isOurs(owner) else {
      return .known(.repository(RepositoryReference(owner: Name(owner), name: Name(name))))
    }
    guard let known = organization.repositories[Name(name)] else { return .undescribed(name) }
    return .known(.repository(RepositoryReference(name: known.name)))
  }

  private func package(_ registry: Registry, _ owner: String?, _ name: String?) -> ShownAccess.Target {
    guard let name else { return .unknown }
    if let key = description.package(registry, owner, name) { return .known(.package(key)) }
    return .undescribed(description.isOurs(owner) ? name : "\(owner ?? "")/\(name)")
  }

  /// The described need that a shown one is, or that includes it.
  private func described(_ verb: Verb, _ target: ShownAccess.Target) -> Need? {
    guard case .known(let target) = target else { return nil }
    let needs = (workflow?.needs ?? []).filter { $0.target == target }
    return needs.first { $0.verb == verb } ?? needs.first { $0.verb.record.includes.contains(verb) }
      ?? needs.first { $0.api?.covers(verb.record) == true }
  }

  // MARK: Secrets

  /// The environment of a job; nil where it has none. Of one whose name the file does not tell, or that a called workflow may
  /// name, it is the described one.
  func environment(ofJob id: String?) -> Name? {
    guard let job = id.flatMap(file.job) else { return workflow?.environment }
    if let environment = job.environment {
      return environment.name.literal.map { Name($0) } ?? workflow?.environment
    }
    return job.call == nil ? nil : workflow?.environment
  }

  /// What a secret is that a job names: the described credentials that it may hold there.
  func credentials(_ secret: String, job: String?) -> [ExistingCredential] {
    guard let repository else { return [] }
    let seen = description.secrets.seen(secret, in: repository.name, environment(ofJob: job), .actions)
    return seen.isEmpty ? [credential(named: secret)].compactMap(\.self) : seen.map(\.credential)
  }

  /// The credential of the name of a secret, where nobody says in which places it is kept.
  func credential(named secret: String) -> ExistingCredential? {
    organization.credentials[Name(secret)].flatMap { $0.storedIn == nil ? $0 : nil }
  }

  /// The first use of each secret in the file, by name and job.
  var secretUses: [CredentialUse] {
    var seen: Set<[String]> = []
    return uses.uses.filter { use in
      guard case .secret(let name) = use.credential else { return false }
      return seen.insert([name, use.job ?? ""]).inserted
    }
  }
}

/// One access that a workflow file shows, and the described need that it is.
struct ShownAccess {
  enum Target {
    case known(NeedTarget)
    /// A thing of this organization, or a package, that the description does not name.
    case undescribed(String)
    /// The file does not tell.
    case unknown
  }

  let need: ShownNeed
  let target: Target
  /// Nil where the workflow's `needs` do not have it.
  let described: Need?
  let decision: Decision?

  /// Where it stands in the workflow's own file: the step, or the call that leads to it.
  var place: SourceRange { need.calls.first ?? need.range }

  /// `publish package web`; nil where the target is not known.
  var text: String? {
    switch target {
    case .known(let target): "\(need.verb.word) \(need.verb.targetKind.rawValue) \(target)"
    case .undescribed(let name): "\(need.verb.word) \(need.verb.targetKind.rawValue) \(name)"
    case .unknown: nil
    }
  }

  /// What every job with `actions/checkout` does: nothing that a description need say.
  var isOwnCheckout: Bool {
    guard need.verb == .clone, need.target == .ownRepository else { return false }
    return need.credential == nil || need.credential == .jobToken
  }
}

extension CredentialSource {
  /// As a message names it: `secrets.CR_PAT` in backticks.
  var words: String? {
    switch self {
    case .jobToken: "`GITHUB_TOKEN`"
    case .secret(let name): "`secrets.\(name)`"
    case .appToken(let mint): mint.key.map { "an App token created with `secrets.\($0)`" } ?? "an App token"
    case .federated(let action): "a token from `\(action)`"
    case .allSecrets, .computedSecret: nil
    }
  }
}

extension Verb {
  /// Whether `git` alone can do it.
  var isGit: Bool { isByGit || writesRefs }
}

extension CredentialUse {
  /// Where it stands in the workflow's own file.
  var place: SourceRange { calls.first ?? range }
}
