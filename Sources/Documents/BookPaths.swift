import Exposure
package import Pages
package import Guidance
package import OrganizationModel

/// A page, or one heading on it.
package struct BookPlace: Hashable, Sendable {
  package let page: BookPath
  /// The slug of the heading; nil for the whole page.
  package let anchor: String?

  init(_ page: BookPath, anchor: String? = nil) {
    self.page = page
    self.anchor = anchor
  }
}

/// Where each page of one book is. Nil for a thing that has no page.
package struct BookPaths: Sendable {
  /// What is done with a planned credential: each is a part of its page.
  package enum Task: String, Sendable, CaseIterable, Hashable {
    case mint, store, verify, rotate, revoke
  }

  private enum Checklist: Hashable {
    case repository(Name)
    case consumer(Name)
  }

  private enum CredentialPage: Hashable {
    case plan(String)
    case existing(Name)
    /// What a plan's page was called before the credential existed.
    case adopted(String)
  }

  private struct ServiceAccountKey: Hashable {
    let service: Name
    let account: Name
  }

  private let repositories: [Name: BookPath]
  private let checklists: [Checklist: BookPath]
  private let accounts: [Name: BookPath]
  private let serviceAccounts: [ServiceAccountKey: BookPath]
  private let people: [Name: BookPath]
  private let teams: [Name: BookPath]
  private let credentials: [CredentialPage: BookPath]
  private let records: RecordHistory
  private let runbooks: [RunbookSubject: BookPath]
  /// The names of what exists and is what is planned, by the ids of the plans.
  private let adopted: [String: Name]
  private let migrated: Set<Name>

  init(_ decisions: OrganizationDecisions, _ records: RecordHistory, _ ties: TieTable) {
    self.records = records
    repositories = BookPaths.repositories(decisions)
    checklists = BookPaths.checklists(decisions)
    (people, teams) = BookPaths.people(decisions, ties)
    accounts = BookPaths.accounts(decisions, without: people)
    serviceAccounts = BookPaths.serviceAccounts(decisions, beside: accounts)
    credentials = BookPaths.credentials(decisions)
    runbooks = RunbookSubject.paths(decisions, ties)
    adopted = Dictionary(
      decisions.credentials.compactMap { plan in plan.existing.map { (plan.id, $0) } },
      uniquingKeysWith: { first, _ in first })
    migrated = Set(decisions.existing.filter(\.isMovedAwayFrom).map(\.credential.name))
  }

  package func repository(_ name: Name) -> BookPath? { repositories[name] }
  package func checklist(repository name: Name) -> BookPath? { checklists[.repository(name)] }
  package func checklist(consumer name: Name) -> BookPath? { checklists[.consumer(name)] }
  /// A machine user, an App or a person; described or proposed.
  package func account(_ name: Name) -> BookPath? { accounts[name] ?? people[name] }
  /// A described account of a service, which may have the name of one of GitHub.
  package func account(_ name: Name, in service: Name) -> BookPath? {
    serviceAccounts[ServiceAccountKey(service: service, account: name)]
  }
  package func person(_ name: Name) -> BookPath? { people[name] }
  package func team(_ name: Name) -> BookPath? { teams[name] }
  /// Whoever answers for something: a team, or an account.
  package func owner(_ name: Name) -> BookPath? { teams[name] ?? account(name) }
  /// The people with a page, in the order of their names.
  package var personNames: [Name] { people.keys.sorted() }
  /// One page for what exists and is what is planned.
  package func credential(plan id: String) -> BookPath? {
    credentials[.plan(id)] ?? adopted[id].flatMap { credential(existing: $0) }
  }
  /// The address that leads on to the page of what exists by now.
  func credential(beforeItExisted plan: String) -> BookPath? { credentials[.adopted(plan)] }
  package func credential(existing name: Name) -> BookPath? { credentials[.existing(name)] }
  /// The checklist that sets up what an automation needs.
  package func checklist(_ automation: AutomationID) -> BookPath? {
    switch automation {
    case .workflow(let repository, _): checklist(repository: repository)
    case .consumer(let name): checklist(consumer: name)
    }
  }
  /// The page that shows an automation's decisions: its repository's, or a consumer's checklist.
  package func home(of automation: AutomationID) -> BookPath? {
    switch automation {
    case .workflow(let repository, _): self.repository(repository)
    case .consumer(let name): checklist(consumer: name)
    }
  }

  /// The record that a decision belongs to.
  package func record(of decision: Decision) -> BookPath? { record(DecisionRecordSubject(decision)) }
  package func record(_ subject: DecisionRecordSubject) -> BookPath? { records.entry(of: subject)?.page }
  package func runbook(createMachineUser name: Name) -> BookPlace? { runbook(.createMachineUser(name)) }
  /// The part of a credential's page that says how; what nobody has made yet can only be undone.
  package func runbook(_ task: Task, plan id: String) -> BookPlace? {
    credential(plan: id).map { BookPlace($0, anchor: anchor(of: task, isMade: adopted[id] != nil)) }
  }
  private func anchor(of task: Task, isMade: Bool) -> String {
    switch task {
    case .mint, .store, .verify: CredentialAct.setUp.anchor
    case .rotate: CredentialAct.rotate.anchor
    case .revoke: isMade ? CredentialAct.emergency.anchor : CredentialAct.undoing
    }
  }
  /// What to do first when an existing credential leaks.
  package func runbook(revokeExisting name: Name) -> BookPlace? {
    credential(existing: name).map { BookPlace($0, anchor: CredentialAct.emergency.anchor) }
  }
  func runbook(_ subject: RunbookSubject) -> BookPlace? {
    if case .migrate(let name) = subject, migrated.contains(name) {
      return credential(existing: name).map { BookPlace($0, anchor: CredentialAct.moveAway.anchor) }
    }
    return runbooks[subject].map { BookPlace($0) }
  }
}

extension BookPaths {
  private static func repositories(_ decisions: OrganizationDecisions) -> [Name: BookPath] {
    var table = PathTable<Name>(folder: "repositories")
    for name in decisions.organization.repositories.names { table.add(name, named: name.text) }
    return table.paths
  }

  private static func checklists(_ decisions: OrganizationDecisions) -> [Checklist: BookPath] {
    var table = PathTable<Checklist>(folder: "checklists")
    for name in decisions.organization.repositories.names { table.add(.repository(name), named: name.text) }
    for name in decisions.organization.consumers.names {
      table.add(.consumer(name), named: "consumer-\(name)")
    }
    return table.paths
  }

  private static func accounts(
    _ decisions: OrganizationDecisions, without people: [Name: BookPath]
  ) -> [Name: BookPath] {
    var table = PathTable<Name>(folder: "accounts")
    for name in AccountTable.names(decisions).sorted() where people[name] == nil {
      table.add(name, named: name.text)
    }
    return table.paths
  }

  private static func serviceAccounts(
    _ decisions: OrganizationDecisions, beside accounts: [Name: BookPath]
  ) -> [ServiceAccountKey: BookPath] {
    var table = PathTable<ServiceAccountKey>(folder: "accounts", lists: Array(accounts.values))
    for service in decisions.organization.services {
      for account in service.accounts {
        table.add(
          ServiceAccountKey(service: service.name, account: account.name),
          named: "\(service.name)-\(account.name)")
      }
    }
    return table.paths
  }

  /// Everyone who is described, holds a credential, or answers for something; and the teams.
  private static func people(
    _ decisions: OrganizationDecisions, _ ties: TieTable
  ) -> (people: [Name: BookPath], teams: [Name: BookPath]) {
    let organization = decisions.organization
    let proposed = Set(decisions.proposedAccounts.map(\.name))
    let holders = AccountTable.names(decisions).filter {
      organization.machineUsers[$0] == nil && organization.apps[$0] == nil && !proposed.contains($0)
    }
    let people = Set(organization.people.names + ties.people + holders)
      .filter { organization.teams[$0] == nil || organization.people[$0] != nil }
    var table = PathTable<Name>(folder: BookSection.people.rawValue)
    for name in people.sorted() { table.add(name, named: name.text) }
    let persons = table.paths
    // A team may have the name of a person: its page gets a number.
    var teams = PathTable<Name>(folder: BookSection.people.rawValue, lists: Array(persons.values))
    for name in organization.teams.names { teams.add(name, named: name.text) }
    return (persons, teams.paths)
  }

  private static func credentials(_ decisions: OrganizationDecisions) -> [CredentialPage: BookPath] {
    var table = PathTable<CredentialPage>(folder: "credentials", lists: CredentialLists.all)
    for plan in decisions.credentials where plan.existing == nil { table.add(.plan(plan.id), named: plan.id) }
    for review in decisions.existing {
      table.add(.existing(review.credential.name), named: "existing-\(review.credential.name)")
    }
    for plan in decisions.credentials where plan.existing != nil {
      table.add(.adopted(plan.id), named: plan.id)
    }
    return table.paths
  }
}
