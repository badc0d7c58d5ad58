import OrganizationModel

/// One need of one automation, with what of the description bears on it.
struct Access: Sendable {
  var id: AccessID
  var automation: AutomationID
  var need: Need
  /// The repository of the workflow; nil for a consumer.
  var workflowRepository: Name?
  var workflow: Workflow?
  var consumer: Consumer?
  var package: Package?
  /// The organization whose thing it reaches.
  var owner: Name
  /// What is known of the owner; nil where that is this organization.
  var outside: OutsideOrganization?

  var isOutside: Bool { outside != nil }

  /// The repositories that the run belongs to: a workflow's, or those that Dependabot updates or codespaces start from.
  var ownRepositories: [Name] {
    workflowRepository.map { [$0] } ?? consumer?.repositories ?? []
  }

  var privilege: Privilege { Privilege(need.verb) }

  /// The job's environment: the need's, else the workflow's.
  var environment: Name? { need.environment ?? workflow?.environment }
}

/// What isolation parts.
enum Privilege: String, Sendable, DeclaredOrder {
  case reader
  case writer
  /// Needs that only an owner of the organization can have.
  case administrator

  init(_ verb: Verb) {
    self = verb.record.isForAdministrators ? .administrator : verb.onlyReads ? .reader : .writer
  }
}

extension Organization {
  /// Every access that the description asks for, in the order of the ids.
  func accesses() -> [Access] {
    let ofWorkflows = repositories.flatMap { repository in
      repository.workflows.flatMap { workflow in
        workflow.needs.map {
          access(
            of: .workflow(repository: repository.name, workflow: workflow.name), $0, repository, workflow)
        }
      }
    }
    let ofConsumers = consumers.flatMap { consumer in
      consumer.needs.map { access(of: .consumer(consumer.name), $0, consumer: consumer) }
    }
    return (ofWorkflows + ofConsumers).sorted { $0.id < $1.id }
  }

  private func access(
    of automation: AutomationID, _ need: Need, _ repository: Repository? = nil, _ workflow: Workflow? = nil,
    consumer: Consumer? = nil
  ) -> Access {
    let package = package(of: need)
    let owner = owner(of: need, package)
    let outside = owner == name ? nil : self.outside[owner] ?? OutsideOrganization(name: owner)
    return Access(
      id: AccessID(automation, need), automation: automation, need: need,
      workflowRepository: repository?.name, workflow: workflow, consumer: consumer, package: package,
      owner: outside == nil ? name : owner, outside: outside)
  }

  private func package(of need: Need) -> Package? {
    guard case .package(let key) = need.target else { return nil }
    return packages[key]
  }

  private func owner(of need: Need, _ package: Package?) -> Name {
    switch need.target {
    case .package: package?.owner ?? name
    case .repository(let reference): reference.owner ?? name
    case .organization: name
    }
  }
}
