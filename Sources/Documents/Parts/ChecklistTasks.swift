import Exposure
import Templates
import CommonMark
import Guidance
import OrganizationModel

/// What has to be done so that some accesses work as decided, for a repository or a consumer.
struct ChecklistTasks {
  /// Whose checklist it is.
  enum Subject: Sendable {
    case repository(Repository)
    case consumer(Consumer)
  }

  let subject: Subject
  let accesses: [Decision]
  let book: Book

  init(_ subject: Subject, in book: Book) {
    self.subject = subject
    self.book = book
    accesses = subject.accesses(in: book)
  }

  var organization: Organization { book.organization }
  var commands: SetupCommands { SetupCommands(organization: organization.name, hosts: book.hosts) }

  var all: [ChecklistTask] {
    let needed = accesses.flatMap(undecided) + accesses.flatMap(preconditions)
    let credentials = plans.flatMap { account(of: $0) + grants(for: $0) + setUp($0) + store($0) }
    return ChecklistTask.ordered(needed + credentials + services + workflows + changeOver + cleanUp).map {
      task in
      var task = task
      task.owner = book.successors.owner(task.owner)
      return task
    }
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

  func organizationOwner(_ name: Name? = nil) -> ChecklistTask.Owner {
    guard let name, name != organization.name else {
      return .owner(of: organization.name, book.membership.owners)
    }
    return .owner(of: name, [])
  }

  func responsible(for reference: RepositoryReference) -> Name? {
    reference.owner == nil ? organization.repositories[reference.name]?.responsible : nil
  }

  // MARK: Before

  /// Preconditions that other tasks of the checklist, or their runbooks, do.
  private static let coveredPreconditions: Set = [
    "approve-fine-grained-pat", "authorize-for-sso", "create-machine-user", "give-role-in-organization",
    "give-role-on-repository", "register-app",
  ]
  /// Preconditions that are met on the page of a package, by whoever is its admin.
  private static let packagePreconditions: Set = [
    "connect-hand-pushed-package", "give-role-on-package", "grant-repository-admin-on-package",
    "grant-repository-on-package",
  ]
  /// Preconditions that only an owner of the organization can meet.
  private static let ownersPreconditions: Set = [
    "allow-actions-to-create-pull-requests", "approve-app-permissions", "check-permissions-of-broker-app",
    "enable-packages-on-server", "give-audit-log-role", "give-ci-cd-role", "install-app",
    "install-broker-app",
    "isolate-subdomains-on-server", "write-trust-policy-of-organization",
  ]

  private func undecided(_ access: Decision) -> [ChecklistTask] {
    guard access.outcome == .impossible else { return [] }
    return [
      ChecklistTask(
        .unlock, key: access.id.description, owner: organizationOwner(owner(of: access))
      ) { links in
        let unlocks = AccessContext(access: access, links: links).unlocks
        return ["need": access.need.text, "unlocks": unlocks, "has_unlocks": !unlocks.isEmpty]
      }
    ]
  }

  private func preconditions(_ access: Decision) -> [ChecklistTask] {
    access.preconditions.filter { !isCovered($0, access) }.map { precondition in
      ChecklistTask(.precondition, key: precondition.text, owner: owner(of: precondition, access)) { links in
        [
          "text": Prose.markdown(precondition.text), "ui_only": precondition.uiOnly, "need": access.need.text,
          "runbook": links.repair(precondition, of: access),
        ]
      }
    }
  }

  /// A grant on a package is a task of its own, but where nobody knows whether the package inherits its access.
  private func isCovered(_ precondition: Precondition, _ access: Decision) -> Bool {
    Self.coveredPreconditions.contains(precondition.id)
      || (precondition.id == "give-role-on-package" && package(of: access)?.inheritsAccess != nil)
  }

  private func owner(of precondition: Precondition, _ access: Decision) -> ChecklistTask.Owner {
    if Self.ownersPreconditions.contains(precondition.id) { return organizationOwner() }
    guard Self.packagePreconditions.contains(precondition.id), let package = package(of: access) else {
      return responsible
    }
    return admin(of: package)
  }

  /// Whoever answers for the repository that a package is linked to; an owner of the organization where none is.
  private func admin(of package: Package) -> ChecklistTask.Owner {
    guard package.owner == nil || package.owner == organization.name,
      case .repository(let linked) = package.link,
      let name = responsible(for: linked)
    else { return organizationOwner(package.owner) }
    return .responsible(name)
  }

  private func package(of access: Decision) -> Package? {
    guard case .package(let key) = access.need.target else { return nil }
    return organization.packages[key]
  }

  /// The organization whose thing an access reaches.
  private func owner(of access: Decision) -> Name? {
    switch access.need.target {
    case .package: package(of: access)?.owner
    case .repository(let reference): reference.owner
    case .organization(let name): name
    }
  }

  private func account(of plan: CredentialPlan) -> [ChecklistTask] {
    guard let holder = plan.holder, let account = book.accounts.accounts[holder], account.isProposed else {
      return []
    }
    guard !account.isApp else {
      return [
        ChecklistTask(
          .createApp, key: "\(holder.folded) \(plan.targetOwner.folded)",
          owner: organizationOwner(plan.targetOwner)
        ) { links in
          [
            "account": links.account(holder),
            "permissions": AccessContext.rights(scopes: [], plan.permissions),
            "repositories": MarkdownList.some(plan.repositories, limit: 20, links.repository),
            // What is for the organization itself names no repository.
            "organization": (plan.repositories.isEmpty ? plan.targetOwner.text : nil).orFalse,
          ]
        }
      ]
    }
    return [
      ChecklistTask(.createMachineUser, key: holder.folded, owner: organizationOwner()) { links in
        ["account": links.account(holder), "runbook": links.create(machineUser: holder)]
      }
    ]
  }

  private func grants(for plan: CredentialPlan) -> [ChecklistTask] {
    guard let holder = plan.holder else { return [] }
    let things = Set(accesses.filter { $0.credential?.plan == plan.id }.flatMap(things))
    return book.accounts.grants(of: holder).filter {
      !$0.exists && isNeeded($0.on, things) && isCertain($0.on)
    }.map { grant in
      ChecklistTask(
        .grant, key: "\(holder.folded) \(grant.on)", owner: grantOwner(grant),
        commands: grantCommands(holder, grant)
      ) { links in ChecklistTasks.grantValues(holder, grant, links) }
    }
  }

  /// Where nobody knows whether a package inherits its access, the precondition says both ways.
  private func isCertain(_ thing: Grant.Thing) -> Bool {
    guard case .package(let key) = thing else { return true }
    return organization.packages[key]?.inheritsAccess != nil
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
    case .package(let key):
      organization.packages[key].map(admin) ?? organizationOwner()
    }
  }

  /// A role on a package is given in the browser only.
  private func grantCommands(_ account: Name, _ grant: HeldRole) -> [String] {
    switch grant.on {
    case .organization(let name): [commands.invite(account, to: name, role: grant.role)]
    case .repository(let reference): [commands.addCollaborator(account, to: reference, role: grant.role)]
    case .package: []
    }
  }

  private static func grantValues(
    _ account: Name, _ grant: HeldRole, _ links: MarkdownLinks
  ) -> TemplateContext {
    var values: TemplateContext = [
      "account": links.account(account), "role": grant.role, "repository": false, "organization": false,
      "package": false,
    ]
    switch grant.on {
    case .organization(let name): values["organization"] = name.text
    case .repository(let reference): values["repository"] = links.repository(reference)
    case .package(let key):
      values["package"] = links.book.organization.packages[key]?.packageName ?? key.text
    }
    return values
  }
}

extension ChecklistTasks.Subject {
  /// What its automations do, in the order of their ids.
  func accesses(in book: Book) -> [Decision] {
    switch self {
    case .repository(let repository): RepositoryPages.accesses(of: repository, book)
    case .consumer(let consumer): book.accesses(of: .consumer(consumer.name))
    }
  }
}
