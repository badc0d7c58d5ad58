import CommonMark
import Guidance
import OrganizationModel

/// What has to be done so that some accesses work as decided, for a repository or a consumer.
struct ChecklistTasks {
  /// Whose checklist it is.
  enum Subject {
    case repository(Repository)
    case consumer(Consumer)
  }

  let subject: Subject
  let accesses: [Decision]
  let links: MarkdownLinks

  init(_ subject: Subject, _ links: MarkdownLinks) {
    self.subject = subject
    self.links = links
    accesses =
      switch subject {
      case .repository(let repository): RepositoryPages.accesses(of: repository, links.book)
      case .consumer(let consumer): links.book.accesses(of: .consumer(consumer.name))
      }
  }

  private var book: Book { links.book }
  private var organization: Organization { book.organization }
  var commands: SetupCommands { SetupCommands(organization: organization.name, hosts: book.hosts) }

  var all: [ChecklistTask] {
    let needed = accesses.flatMap(undecided) + accesses.flatMap(preconditions)
    let credentials = plans.flatMap { account(of: $0) + grants(for: $0) + mint($0) + store($0) + verify($0) }
    return ChecklistTask.ordered(needed + credentials + workflows + cleanUp)
  }

  /// The planned credentials that the accesses use, in the order of their ids.
  private var plans: [CredentialPlan] {
    Set(accesses.compactMap(\.credential?.plan)).sorted().compactMap(book.plan)
  }

  // MARK: Owners

  var responsible: ChecklistTask.Owner {
    switch subject {
    case .repository(let repository): .responsible(repository.responsible)
    case .consumer(let consumer): .responsible(consumer.responsible)
    }
  }

  private func organizationOwner(_ name: Name? = nil) -> ChecklistTask.Owner {
    guard let name, name != organization.name else {
      return .owner(of: organization.name, book.membership.owners)
    }
    return .owner(of: name, [])
  }

  private func custodian(of plan: CredentialPlan) -> ChecklistTask.Owner {
    guard let holder = plan.holder else { return .responsible(plan.repositories.first.flatMap(responsible)) }
    guard plan.kind != .githubApp else { return organizationOwner() }
    return .custodian(organization.machineUsers[holder]?.custodians ?? [])
  }

  private func responsible(for reference: RepositoryReference) -> Name? {
    reference.owner == nil ? organization.repositories[reference.name]?.responsible : nil
  }

  // MARK: Before

  /// Preconditions that other tasks of the checklist, or their runbooks, do.
  private static let coveredPreconditions: Set = [
    "approve-fine-grained-pat", "authorize-for-sso", "create-machine-user", "register-app",
  ]
  /// Preconditions that only an owner of the organization can meet.
  private static let ownersPreconditions: Set = [
    "allow-actions-to-create-pull-requests", "approve-app-permissions", "enable-packages-on-server",
    "install-app",
    "isolate-subdomains-on-server",
  ]

  private func undecided(_ access: Decision) -> [ChecklistTask] {
    let questions = access.questions.map { question in
      ChecklistTask(
        kind: .answer, key: question.id, owner: responsible, values: QuestionContext.whole(question))
    }
    guard access.outcome == .impossible else { return questions }
    let unlocks = AccessContext(access: access, links: links).unlocks
    return questions + [
      ChecklistTask(
        kind: .unlock, key: access.id.description, owner: organizationOwner(),
        values: ["need": access.need.text, "unlocks": unlocks, "has_unlocks": !unlocks.isEmpty])
    ]
  }

  private func preconditions(_ access: Decision) -> [ChecklistTask] {
    access.preconditions.filter { !Self.coveredPreconditions.contains($0.id) }.map { precondition in
      ChecklistTask(
        kind: .precondition, key: precondition.text,
        owner: Self.ownersPreconditions.contains(precondition.id) ? organizationOwner() : responsible,
        values: [
          "text": Prose.markdown(precondition.text), "ui_only": precondition.uiOnly, "need": access.need.text,
        ])
    }
  }

  private func account(of plan: CredentialPlan) -> [ChecklistTask] {
    guard let holder = plan.holder, let account = book.accounts.accounts[holder], account.isProposed else {
      return []
    }
    var values: TemplateContext = [
      "account": links.account(holder), "permissions": AccessContext.rights(scopes: [], plan.permissions),
    ]
    guard !account.isApp else {
      values["repositories"] = MarkdownList.some(plan.repositories, limit: 20, links.repository)
      return [task(.createApp, holder.folded, organizationOwner(plan.targetOwner), values)]
    }
    values["runbook"] = links.create(machineUser: holder)
    return [task(.createMachineUser, holder.folded, organizationOwner(), values)]
  }

  private func grants(for plan: CredentialPlan) -> [ChecklistTask] {
    guard let holder = plan.holder else { return [] }
    let things = Set(accesses.filter { $0.credential?.plan == plan.id }.flatMap(things))
    return book.accounts.grants(of: holder).filter { !$0.exists && isNeeded($0.on, things) }.map { grant in
      task(.grant, "\(holder.folded) \(grant.on)", grantOwner(grant), grantValues(holder, grant))
    }
  }

  /// What a grant for this access can be on.
  private func things(_ access: Decision) -> [Grant.Thing] {
    switch access.need.target {
    case .organization: []
    case .repository(let reference): [.repository(reference)]
    case .package(let key):
      if case .repository(let linked) = organization.packages[key]?.link {
        [.package(key), .repository(linked)]
      } else {
        [.package(key)]
      }
    }
  }

  private func isNeeded(_ thing: Grant.Thing, _ things: Set<Grant.Thing>) -> Bool {
    if case .organization = thing { true } else { things.contains(thing) }
  }

  private func grantOwner(_ grant: HeldRole) -> ChecklistTask.Owner {
    switch grant.on {
    case .organization(let name): organizationOwner(name)
    case .repository(let reference):
      reference.owner == nil ? .responsible(responsible(for: reference)) : organizationOwner(reference.owner)
    case .package(let key): organizationOwner(organization.packages[key]?.owner)
    }
  }

  private func grantValues(_ account: Name, _ grant: HeldRole) -> TemplateContext {
    var values: TemplateContext = [
      "account": links.account(account), "role": grant.role, "repository": false, "organization": false,
      "package": false,
      "command": false,
    ]
    switch grant.on {
    case .organization(let name):
      values["organization"] = name.text
      values["command"] = commands.invite(account, to: name, role: grant.role)
    case .repository(let reference):
      values["repository"] = links.repository(reference)
      values["command"] = commands.addCollaborator(account, to: reference, role: grant.role)
    case .package(let key):
      values["package"] = organization.packages[key]?.packageName ?? key.text
    }
    return values
  }

  // MARK: Do

  private func mint(_ plan: CredentialPlan) -> [ChecklistTask] {
    guard plan.existing == nil else { return [] }
    let others = plan.automations.count - 1
    let mint = task(
      .mint, plan.id, custodian(of: plan),
      [
        "plan": PlanContext(plan: plan, links: links).row, "runbook": links.runbook(.mint, plan: plan.id),
        "shared": others > 0 ? others as any Sendable : false,
      ])
    let needsApproval = PlanContext(plan: plan, links: links).needsApproval
    guard needsApproval else { return [mint] }
    return [
      mint,
      task(
        .approve, plan.id, organizationOwner(plan.targetOwner),
        ["plan": links.plan(plan.id), "organization": plan.targetOwner.text]),
    ]
  }

  private func store(_ plan: CredentialPlan) -> [ChecklistTask] {
    let places = plan.storedIn.filter(isHere)
    let stores = plan.existing == nil ? places.map { store(plan, $0) } : []
    guard plan.kind == .githubApp else { return stores }
    return stores + places.compactMap { clientID(plan, $0) }
  }

  /// A consumer cares for all places of its credential, a repository for those that its workflows read.
  private func isHere(_ place: SecretPlace) -> Bool {
    guard case .repository(let repository) = subject else { return true }
    return switch place {
    case .repository(_, let name, _), .environment(_, let name, _): name == repository.name
    case .organization: true
    case .outside: false
    }
  }

  private func store(_ plan: CredentialPlan, _ place: SecretPlace) -> ChecklistTask {
    var values: TemplateContext = [
      "plan": links.plan(plan.id), "place": PlaceContext(place: place, links: links.contexts).whole,
      "runbook": links.runbook(.store, plan: plan.id), "command": false,
    ]
    guard case .organization(let secret, .selected, let store) = place,
      case .repository(let repository) = subject
    else {
      values["command"] = commands.setSecret(place).orFalse
      return task(.store, "\(plan.id) \(place.identity)", storeOwner(place), values)
    }
    values["secret"] = secret
    values["command"] = commands.share(secret, store, with: repository.name)
    return task(.shareSecret, "\(plan.id) \(place.identity)", storeOwner(place), values)
  }

  private func storeOwner(_ place: SecretPlace) -> ChecklistTask.Owner {
    if case .organization = place { organizationOwner() } else { responsible }
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

  private var workflows: [ChecklistTask] {
    guard case .repository(let repository) = subject else { return [] }
    return repository.workflows.filter { !$0.needs.isEmpty }.flatMap { workflow in
      [
        task(
          .editWorkflow, workflow.name.folded, responsible,
          [
            "path": workflow.path,
            "page": links.to(
              book.paths.repository(repository.name), "its page",
              anchor: HeadingSlugs.base(of: workflow.path)),
          ]),
        task(
          .run, workflow.name.folded, responsible,
          ["name": workflow.name.text, "command": commands.lastRun(of: workflow, in: repository.name)]),
      ]
    }
  }

  // MARK: Verify and clean up

  private func verify(_ plan: CredentialPlan) -> [ChecklistTask] {
    guard plan.existing == nil else { return [] }
    return [
      task(
        .verify, plan.id, custodian(of: plan),
        ["plan": links.plan(plan.id), "runbook": links.runbook(.verify, plan: plan.id)])
    ]
  }

  private var cleanUp: [ChecklistTask] { reviews.flatMap(cleanUp) }

  /// What exists, is to go, and is used or stored here.
  private var reviews: [ExistingCredentialReview] {
    switch subject {
    case .consumer(let consumer): return book.reviews(of: .consumer(consumer.name))
    case .repository(let repository):
      let used = repository.workflows.flatMap {
        book.reviews(of: .workflow(repository: repository.name, workflow: $0.name))
      }
      let stored = book.secrets.own(of: repository.name).compactMap { book.review(of: $0) }
      return used + stored
    }
  }

  private func cleanUp(_ review: ExistingCredentialReview) -> [ChecklistTask] {
    let credential = review.credential
    let removals = (credential.storedIn ?? []).filter(isHere).compactMap { place -> ChecklistTask? in
      guard let command = commands.deleteSecret(place) else { return nil }
      return task(
        .removeSecret, command, storeOwner(place),
        [
          "existing": links.existing(credential.name),
          "place": PlaceContext(place: place, links: links.contexts).whole,
          "command": command,
        ])
    }
    let holder = credential.holder.map { ChecklistTask.Owner(role: "Holder", names: [$0]) }
    return removals + [
      task(
        .revoke, credential.name.folded, holder ?? organizationOwner(),
        [
          "existing": ExistingContext(review: review, links: links).row,
          "users": credential.usedBy.count,
          "runbook": links.revoke(existing: credential.name),
        ])
    ]
  }

  private func task(
    _ kind: ChecklistTask.Kind, _ key: String, _ owner: ChecklistTask.Owner, _ values: TemplateContext
  ) -> ChecklistTask {
    ChecklistTask(kind: kind, key: key, owner: owner, values: values)
  }
}
