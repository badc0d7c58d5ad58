import CommonMark
import Guidance
import OrganizationModel

// What is made, stored, changed and tried.
extension ChecklistTasks {
  func mint(_ plan: CredentialPlan) -> [ChecklistTask] {
    guard plan.existing == nil else { return [] }
    let others = plan.automations.count - 1
    let context = PlanContext(plan: plan, links: links)
    let mint = task(
      .mint, plan.id, custodian(of: plan),
      [
        "plan": context.row, "runbook": links.runbook(.mint, plan: plan.id),
        "shared": others > 0 ? others as any Sendable : false, "is_app": plan.kind == .githubApp,
        "repository": plan.kind == .deployKey ? plan.repositories.first.map(links.repository).orFalse : false,
      ])
    guard context.needsApproval else { return [mint] }
    return [
      mint,
      task(
        .approve, plan.id, organizationOwner(plan.targetOwner),
        ["plan": links.plan(plan.id), "organization": plan.targetOwner.text]),
    ]
  }

  // MARK: Store

  func store(_ plan: CredentialPlan) -> [ChecklistTask] {
    let stores = plan.missing.filter(isHere).map { store(plan, $0) }
    let clientIDs =
      plan.kind == .githubApp ? plan.storedIn.filter(isHere).compactMap { clientID(plan, $0) } : []
    return stores + shares(plan) + shown(plan) + clientIDs
  }

  /// A consumer cares for the places that it reads, a repository for those that its workflows read.
  func isHere(_ place: SecretPlace) -> Bool {
    switch subject {
    case .repository(let repository):
      switch place {
      case .repository(_, let name, _), .environment(_, let name, _): name == repository.name
      case .organization: place.store != .codespaces
      case .outside: false
      }
    case .consumer(let consumer):
      switch consumer.kind {
      case .dependabot: place.store == .dependabot && isSeen(place, by: consumer)
      case .codespaces: place.store == .codespaces && isSeen(place, by: consumer)
      default: place.isOutside
      }
    }
  }

  private func isSeen(_ place: SecretPlace, by consumer: Consumer) -> Bool {
    switch place {
    case .repository(_, let name, _), .environment(_, let name, _): consumer.repositories.contains(name)
    case .organization(_, let visibility, _):
      consumer.repositories.contains { visibility.reaches($0, of: organization) }
    case .outside: false
    }
  }

  private func store(_ plan: CredentialPlan, _ place: SecretPlace) -> ChecklistTask {
    var values: TemplateContext = [
      "plan": links.plan(plan.id), "place": PlaceContext(place: place, links: links.contexts).whole,
      "runbook": links.runbook(.store, plan: plan.id), "command": false, "is_copy": plan.existing != nil,
      "rotate": links.runbook(.rotate, plan: plan.id), "is_key": isKey(plan), "once": false,
    ]
    if case .organization(_, .selected(let names), _) = place { values["once"] = names.count > 1 }
    values["command"] = commands.store(place, isKey: isKey(plan)).orFalse
    return task(.store, "\(plan.id) \(place.identity)", storeOwner(place), values)
  }

  private func isKey(_ plan: CredentialPlan) -> Bool {
    plan.kind == .deployKey || plan.kind == .githubApp || plan.kind == .personalSSHKey
  }

  /// An organization secret for so many repositories that each is shown it by itself.
  private func shares(_ plan: CredentialPlan) -> [ChecklistTask] {
    guard case .repository(let repository) = subject else { return [] }
    return plan.missing.compactMap { place in
      guard case .organization(let secret, .selected(let names), let store) = place,
        names.count > SetupCommands.mostRepositories
      else { return nil }
      return share(plan, secret, store, with: repository.name)
    }
  }

  private func share(
    _ plan: CredentialPlan, _ secret: String, _ store: SecretStore, with repository: Name
  ) -> ChecklistTask {
    task(
      .shareSecret, "\(plan.id) \(store.rawValue) \(secret)", organizationOwner(),
      [
        "plan": links.plan(plan.id), "secret": secret, "repository": links.repository(repository),
        "command": commands.share(secret, store, with: repository),
      ])
  }

  /// An organization secret that is there already, and that this repository is to see.
  private func shown(_ plan: CredentialPlan) -> [ChecklistTask] {
    guard case .repository(let repository) = subject, let existing = plan.existing,
      let review = book.review(existing)
    else { return [] }
    return review.places.visibilities.filter { $0.added.contains(repository.name) }.map { change in
      share(plan, change.secret, change.store, with: repository.name)
    }
  }

  func storeOwner(_ place: SecretPlace) -> ChecklistTask.Owner {
    switch place {
    case .organization: organizationOwner()
    case .repository(_, let name, _), .environment(_, let name, _):
      .responsible(organization.repositories[name]?.responsible)
    case .outside: responsible
    }
  }

  private func clientID(_ plan: CredentialPlan, _ place: SecretPlace) -> ChecklistTask? {
    guard let command = commands.setVariable(plan.clientIDVariable, beside: place) else { return nil }
    return task(
      .setClientID, "\(plan.clientIDVariable) \(place.identity)", storeOwner(place),
      [
        "account": plan.holder.map(links.account).orFalse, "variable": plan.clientIDVariable,
        "command": command,
      ])
  }

  // MARK: Use it

  var workflows: [ChecklistTask] {
    guard case .repository(let repository) = subject else { return [] }
    return repository.workflows.filter { !$0.needs.isEmpty }.flatMap { workflow in
      [
        task(
          .editWorkflow, workflow.name.folded, responsible,
          [
            "path": workflow.path,
            "page": links.to(
              book.paths.repository(repository.name), "the page of \(repository.name)",
              anchor: HeadingSlugs.base(of: workflow.path)),
          ]),
        task(
          .run, workflow.name.folded, responsible,
          [
            "name": workflow.name.text, "command": commands.lastRun(of: workflow, in: repository.name),
            "start": workflow.triggers.contains("workflow_dispatch")
              ? commands.start(workflow, in: repository.name) as any Sendable : false,
            "triggers": workflow.triggers.isEmpty ? false : Prose.codes(workflow.triggers),
          ]),
      ]
    }
  }

  /// A consumer is told of what it is to use; whatever it used before goes after that.
  var changeOver: [ChecklistTask] {
    guard case .consumer(let consumer) = subject else { return [] }
    let new = Set(accesses.compactMap(\.credential?.plan)).sorted().compactMap(book.plan).filter {
      !$0.missing.filter(isHere).isEmpty
    }
    let tokenless = accesses.filter { $0.credential.map { !$0.kind.isStored } ?? false }
    let old = book.reviews(of: .consumer(consumer.name)).filter(\.goes)
    guard !new.isEmpty || (!tokenless.isEmpty && !old.isEmpty) else { return [] }
    return [
      task(
        .changeOver, consumer.name.folded, responsible,
        [
          "name": consumer.name.text, "new": MarkdownList.some(new, limit: 10) { links.plan($0.id) },
          "tokenless": MarkdownList.some(tokenless, limit: 10) { links.access($0.id) },
          "old": MarkdownList.some(old, limit: 10) { links.existing($0.credential.name) },
        ])
    ]
  }

  func verify(_ plan: CredentialPlan) -> [ChecklistTask] {
    guard plan.existing == nil else { return [] }
    return [
      task(
        .verify, plan.id, custodian(of: plan),
        ["plan": links.plan(plan.id), "runbook": links.runbook(.verify, plan: plan.id)])
    ]
  }
}
