import OrganizationModel

/// One need of one automation, with what of the description bears on it: shared, for it is large and never changes.
final class Access: Sendable {
  let id: AccessID
  let automation: AutomationID
  let need: Need
  /// The repository of the workflow; nil for a consumer.
  let workflowRepository: Name?
  private let sharedWorkflow: Shared<Workflow>?
  private let sharedConsumer: Shared<Consumer>?
  private let sharedPackage: Shared<Package>?
  /// The organization whose thing it reaches.
  let owner: Name
  private let sharedOutside: Shared<OutsideOrganization>?
  /// The organization that the account of a token is in: the owner's, but ours where it works from its own fork.
  let home: Name

  init(
    _ need: Need, of automation: AutomationID, workflowRepository: Name?, workflow: Shared<Workflow>?,
    consumer: Shared<Consumer>?, package: Package?, owner: Name, outside: OutsideOrganization?, home: Name
  ) {
    self.id = AccessID(automation, need)
    self.automation = automation
    self.need = need
    self.workflowRepository = workflowRepository
    self.sharedWorkflow = workflow
    self.sharedConsumer = consumer
    self.sharedPackage = package.map(Shared.init)
    self.owner = owner
    self.home = home
    self.sharedOutside = outside.map(Shared.init)
  }

  var workflow: Workflow? { sharedWorkflow?.value }
  var consumer: Consumer? { sharedConsumer?.value }
  var package: Package? { sharedPackage?.value }
  /// What is known of the owner; nil where that is this organization.
  var outside: OutsideOrganization? { sharedOutside?.value }

  var isOutside: Bool { sharedOutside != nil }

  /// The repositories that the run belongs to: a workflow's, or those that Dependabot updates or codespaces start from.
  var ownRepositories: [Name] {
    workflowRepository.map { [$0] } ?? consumer?.repositories ?? []
  }

  var privilege: Privilege { Privilege(need) }

  /// The job's environment: the need's, else the workflow's.
  var environment: Name? { need.environment ?? workflow?.environment }
}

/// A value that many accesses have: kept once, and as small as a reference where there is none.
final class Shared<Value: Sendable>: Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}

/// What isolation parts.
enum Privilege: String, Sendable, DeclaredOrder {
  case reader
  case writer
  /// Needs that only an owner of the organization can have.
  case administrator

  init(_ need: Need) {
    let record = need.record
    // Some things only who may write can read.
    let reads = record.onlyReads && record.role ?? .read == .read
    self = record.isForAdministrators ? .administrator : reads ? .reader : .writer
  }
}

extension Organization {
  /// Every access that the description asks for, in the order of the ids.
  func accesses() -> [Access] {
    let ofWorkflows = repositories.flatMap { repository in
      repository.workflows.flatMap { workflow in
        let shared = Shared(workflow)
        return workflow.needs.map {
          access(of: .workflow(repository: repository.name, workflow: workflow.name), $0, repository, shared)
        }
      }
    }
    let ofConsumers = consumers.flatMap { consumer in
      let shared = Shared(consumer)
      return consumer.needs.map { access(of: .consumer(consumer.name), $0, consumer: shared) }
    }
    return (ofWorkflows + ofConsumers).sorted { $0.id < $1.id }
  }

  private func access(
    of automation: AutomationID, _ need: Need, _ repository: Repository? = nil,
    _ workflow: Shared<Workflow>? = nil, consumer: Shared<Consumer>? = nil
  ) -> Access {
    let package = package(of: need)
    let owner = owner(of: need)
    let outside = owner == name ? nil : self.outside[owner] ?? OutsideOrganization(name: owner)
    return Access(
      need, of: automation, workflowRepository: repository?.name, workflow: workflow, consumer: consumer,
      package: package, owner: outside == nil ? name : owner, outside: outside,
      home: outside == nil || need.fromFork ? name : owner)
  }

  private func package(of need: Need) -> Package? {
    guard case .package(let key) = need.target else { return nil }
    return packages[key]
  }
}
