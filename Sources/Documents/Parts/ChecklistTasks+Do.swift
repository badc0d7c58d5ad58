import CommonMark
import Guidance
import OrganizationModel
import Templates

// What is made, stored, changed and tried.
extension ChecklistTasks {
  /// All of it is one person's task in one terminal; where somebody else has to store it, that is a task of theirs.
  func setUp(_ plan: CredentialPlan) -> [ChecklistTask] {
    guard plan.existing == nil else { return [] }
    let setup = book.setup(of: plan)
    let approval = plan.needsApproval(in: organization) ? [approve(plan)] : []
    return [making(plan, setup)] + approval
      + setup.handOvers.filter { $0.places.contains(where: isHere) }.map { taking(plan, setup, $0) }
      + verify(plan)
  }

  private func making(_ plan: CredentialPlan, _ setup: CredentialSetup) -> ChecklistTask {
    let ends = plan.expiresInDays == nil ? "its name in the list of keys" : "the expiration date"
    return ChecklistTask(
      .setUp, key: plan.id, owner: setup.maker.owner(in: book),
      evidence: "\(ends), \(ChecklistTask.Kind.setUp.evidence)"
    ) { links in
      let others = plan.automations.count - 1
      return [
        "plan": PlanContext(plan: plan, links: links).row, "set_up": links.runbook(.mint, plan: plan.id),
        "shared": others > 0 ? others as any TemplateConvertible : false, "is_app": plan.kind.isOfApp,
        "repository": plan.kind.isOfRepository
          ? plan.repositories.first.map(links.repository).orFalse : false,
        "places": MarkdownList.rows(setup.own, limit: 5, links.place), "entry": setup.entry,
        "is_guessed": links.book.guesses.isGuessed(plan),
        "hand_overs": setup.handOvers.map {
          ["taker": RunbookPeople(book: links.book).words($0.taker)] as TemplateContext
        },
      ]
    }
  }

  private func taking(
    _ plan: CredentialPlan, _ setup: CredentialSetup, _ handOver: CredentialSetup.HandOver
  ) -> ChecklistTask {
    ChecklistTask(
      .takeOver, key: "\(plan.id) \(RunbookPeople(book: book).words(handOver.taker))",
      owner: handOver.taker.owner(in: book)
    ) { links in
      [
        "plan": links.plan(plan.id), "entry": setup.entry, "runbook": links.runbook(.store, plan: plan.id),
        "maker": RunbookPeople(book: links.book).words(setup.maker),
        "places": MarkdownList.rows(handOver.places, limit: 5, links.place),
      ]
    }
  }

  private func approve(_ plan: CredentialPlan) -> ChecklistTask {
    ChecklistTask(.approve, key: plan.id, owner: organizationOwner(plan.targetOwner)) { links in
      ["plan": links.plan(plan.id), "organization": plan.targetOwner.text]
    }
  }

  // MARK: Store

  func store(_ plan: CredentialPlan) -> [ChecklistTask] {
    let stores = plan.existing == nil ? [] : plan.missing.filter(isHere).map { store(plan, $0) }
    let clientIDs =
      plan.kind.isOfApp ? plan.storedIn.filter(isHere).compactMap { clientID(plan, $0) } : []
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
      consumer.store.map { place.store == $0 && isSeen(place, by: consumer) } ?? place.isOutside
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

  /// A copy of what exists.
  private func store(_ plan: CredentialPlan, _ place: SecretPlace) -> ChecklistTask {
    let isKey = plan.kind.isKeyFile
    let command = commands.store(place, isKey: isKey)
    return ChecklistTask(
      .store, key: "\(plan.id) \(place.identity)", owner: storeOwner(place),
      commands: [command].compactMap(\.self)
    ) { links in
      [
        "plan": links.plan(plan.id), "place": links.place(place),
        "rotate": links.runbook(.rotate, plan: plan.id), "is_key": isKey, "once": place.isForSeveral,
        "has_command": command != nil,
      ]
    }
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
    ChecklistTask(
      .shareSecret, key: "\(plan.id) \(store.rawValue) \(secret)", owner: organizationOwner(),
      commands: [commands.share(secret, store, with: repository)]
    ) { links in
      ["plan": links.plan(plan.id), "secret": secret, "repository": links.repository(repository)]
    }
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
    return ChecklistTask(
      .setClientID, key: "\(plan.clientIDVariable) \(place.identity)", owner: storeOwner(place),
      commands: [command]
    ) { links in
      ["account": plan.holder.map(links.account).orFalse, "variable": plan.clientIDVariable]
    }
  }

  // MARK: Use it

  var workflows: [ChecklistTask] {
    guard case .repository(let repository) = subject else { return [] }
    return repository.workflows.filter { book.needsSomething($0, of: repository) }.flatMap { workflow in
      [
        ChecklistTask(.editWorkflow, key: workflow.name.folded, owner: responsible) { links in
          [
            "path": workflow.path,
            "removes": MarkdownList.some(removed(from: workflow, of: repository), limit: 10) {
              Prose.codes([$0])
            },
            "page": links.to(
              links.book.paths.repository(repository.name), "the page of \(repository.name)",
              anchor: HeadingSlugs.base(of: workflow.path)),
          ]
        },
        run(workflow, of: repository),
      ]
    }
  }

  /// The variables that a workflow no longer needs, once its services take what was decided.
  private func removed(from workflow: Workflow, of repository: Repository) -> [String] {
    book.services.uses(of: .workflow(repository: repository.name, workflow: workflow.name))
      .filter { $0.existing == nil && book.guesses.words($0.id).isEmpty }
      .flatMap { $0.option?.workflow?.removes ?? [] }.uniqued
  }

  /// Before a run that acts for real, what tries the credentials without it.
  private func run(_ workflow: Workflow, of repository: Repository) -> ChecklistTask {
    let automation = AutomationID.workflow(repository: repository.name, workflow: workflow.name)
    let plans = Set(book.accesses(of: automation).compactMap(\.credential?.plan)).sorted()
    let isStarted = workflow.triggers.contains("workflow_dispatch")
    return ChecklistTask(
      .run, key: workflow.name.folded, owner: responsible,
      commands: (isStarted ? [commands.start(workflow, in: repository.name)] : [])
        + [commands.lastRun(of: workflow, in: repository.name)]
    ) { links in
      RealRun(workflow.needs, workflow.otherUses).values().merging([
        "name": workflow.name.text, "start": isStarted,
        "triggers": workflow.triggers.isEmpty ? false : Prose.codes(workflow.triggers),
        "verified": MarkdownList.some(plans, limit: 5) { links.runbook(.verify, plan: $0) },
      ]) { $1 }
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
      ChecklistTask(.changeOver, key: consumer.name.folded, owner: responsible) { links in
        [
          "name": consumer.name.text, "new": MarkdownList.some(new, limit: 10) { links.plan($0.id) },
          "tokenless": MarkdownList.some(tokenless, limit: 10) { links.access($0.id) },
          "old": MarkdownList.some(old, limit: 10) { links.existing($0.credential.name) },
        ]
      }
    ]
  }

  /// A consumer is seen to use it; workflows are run.
  private func verify(_ plan: CredentialPlan) -> [ChecklistTask] {
    guard case .consumer(let consumer) = subject else { return [] }
    return [
      ChecklistTask(.verify, key: plan.id, owner: responsible) { links in
        RealRun(consumer.needs, consumer.otherUses).values().merging([
          "plan": links.plan(plan.id), "name": consumer.name.text,
          "runbook": links.runbook(.verify, plan: plan.id),
        ]) { $1 }
      }
    ]
  }
}

extension SecretPlace {
  /// Whether it is an organization secret for more than one repository.
  fileprivate var isForSeveral: Bool {
    if case .organization(_, .selected(let names), _) = self { names.count > 1 } else { false }
  }
}

extension MarkdownLinks {
  /// A place of a secret, with links.
  fileprivate func place(_ place: SecretPlace) -> TemplateContext {
    PlaceContext(place: place, links: contexts).whole
  }
}
