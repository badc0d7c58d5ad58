package import OrganizationModel
package import Services

/// One use of a service, with what of the description bears on it.
struct ServiceAccess: Sendable {
  let id: AccessID
  let automation: AutomationID
  let use: ServiceUse
  let repository: Repository?
  let workflow: Workflow?
  let consumer: Consumer?
  let service: DescribedService
  let record: ServiceRecord

  /// What the record calls the need; one that isn't looked up has one for all.
  var need: String { record.isGeneric ? record.needs.first?.name ?? "" : use.name }

  /// The job's environment: the need's, else the workflow's.
  var environment: Name? { use.environment ?? workflow?.environment }
}

extension Organization {
  /// Every access to a service that the description asks for, in the order of the ids. A service without a record has
  /// that of what isn't looked up.
  func serviceAccesses(_ records: ServiceRecords) -> [ServiceAccess] {
    var found: [ServiceAccess] = []
    func add(
      _ uses: [ServiceUse], _ automation: AutomationID, _ repository: Repository? = nil,
      _ workflow: Workflow? = nil, _ consumer: Consumer? = nil
    ) {
      for use in uses {
        guard let service = services[use.service], let record = records.record(of: service) else { continue }
        found.append(
          ServiceAccess(
            id: AccessID(automation, use), automation: automation, use: use, repository: repository,
            workflow: workflow, consumer: consumer, service: service, record: record))
      }
    }
    for repository in repositories {
      for workflow in repository.workflows {
        let id = AutomationID.workflow(repository: repository.name, workflow: workflow.name)
        add(workflow.services, id, repository, workflow)
      }
    }
    for consumer in consumers { add(consumer.services, .consumer(consumer.name), nil, nil, consumer) }
    return found.sorted { $0.id < $1.id }
  }
}

/// Reads off a description what one access to a service is like.
struct ServiceSituationReader: Sendable {
  let organization: Organization

  /// Every circumstance that the record looks at, and no other.
  func situation(of access: ServiceAccess) -> ServiceSituation {
    var situation = ServiceSituation(values: [:])
    for subject in access.record.subjects {
      if let value = value(of: subject, access) {
        situation.values[subject] = value
      } else {
        situation.possible[subject] = domain(of: subject, access)
      }
    }
    return situation
  }

  /// Outside Actions there is no runner and no repository; in a job there are.
  private func domain(of subject: ServiceSubject, _ access: ServiceAccess) -> [String] {
    subject.domain(in: access.record).filter { $0 != "none" }
  }

  /// Nil is unknown.
  private func value(of subject: ServiceSubject, _ access: ServiceAccess) -> String? {
    let workflow = access.workflow
    switch subject {
    case .consumer: return access.consumer?.kind.rawValue ?? ServiceSubject.actions
    case .runner:
      guard let workflow else { return access.consumer?.kind == .actions ? nil : "none" }
      return workflow.selfHosted.map { $0 ? "own" : "hosted" }
    case .called: return text(workflow.map(\.isCalled) ?? false)
    case .pullRequests:
      return text(workflow?.triggers.contains(where: Self.pullRequestEvents.contains) ?? false)
    case .forks: return text(workflow.map { $0.forks ?? answer($0, Self.forkEvents) } ?? false)
    case .dependabot:
      return text(workflow.map { $0.dependabot ?? answer($0, Self.dependabotEvents) } ?? false)
    case .visibility:
      guard let repository = access.repository else { return "none" }
      return repository.visibility?.rawValue
    case .olderThan(let day):
      guard let repository = access.repository else { return text(false) }
      return text(repository.created.map { $0 < day })
    case .environment: return text(access.environment != nil)
    case .platform: return organization.platform.product.rawValue
    case .target: return text(access.use.exists)
    case .need: return access.need
    case .account: return text(!access.service.accounts.isEmpty)
    case .asked(let key): return asked(key, access)
    }
  }

  private func asked(_ key: String, _ access: ServiceAccess) -> String? {
    let said = access.service.values[key]
    guard let ask = access.record.ask(key), !ask.words.isEmpty else {
      return said == nil ? "missing" : "given"
    }
    return said ?? ask.standard
  }

  private func text(_ value: Bool?) -> String? { value.map { $0 ? "true" : "false" } }

  /// A workflow that no such event starts does not run so; of others it is unknown.
  private func answer(_ workflow: Workflow, _ events: Set<String>) -> Bool? {
    events.isDisjoint(with: workflow.triggers) ? false : nil
  }

  private static let pullRequestEvents: Set<String> = [
    "pull_request", "pull_request_target", "pull_request_review", "pull_request_review_comment",
  ]
  private static let forkEvents = SituationReader.forkEvents
  private static let dependabotEvents = SituationReader.dependabotEvents
}

extension Workflow {
  /// Whether its jobs run in a workflow that another one calls.
  var isCalled: Bool { !calls.isEmpty || !calledBy.isEmpty || triggers.contains("workflow_call") }
}

extension ServiceRecord {
  /// The circumstances that its conditions look at, sorted.
  package var subjects: [ServiceSubject] {
    let conditions = options.flatMap { option in
      option.strikes.map(\.condition) + (option.makeSure + option.sideEffects).map(\.condition)
        + option.steps.all.map(\.condition)
    }
    return Set(conditions.flatMap(\.circumstances).map(\.subject)).sorted()
  }
}

extension ServiceRecords {
  /// The record of a described service; that of what isn't looked up where it has none.
  package func record(of service: DescribedService) -> ServiceRecord? {
    self[service.recordID] ?? self[Self.notLookedUp]
  }

  /// The id of the record for services without one.
  package static let notLookedUp = "other"
}
