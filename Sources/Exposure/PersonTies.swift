package import Guidance
package import OrganizationModel

/// What hangs on one person: what somebody else has to take over before they leave.
package struct PersonTies: Sendable {
  /// Their login.
  package let person: Name
  /// Nil where the description says no day.
  package var leavesOn: Day?
  /// Their role in the organization; nil where the description does not say it.
  package var role: OrganizationRole?
  /// Whether nobody else owns the organization.
  package var isOnlyOwner = false
  /// Credentials that exist and that they hold.
  package var credentials: [Name] = []
  /// Planned ones: a person's own, by an exception.
  package var plans: [String] = []
  /// Machine users that they are a custodian of.
  package var accounts: [Name] = []
  /// Accounts of other services that they are a custodian of.
  package var serviceAccounts: [ServiceAccount] = []
  /// What nobody else answers for.
  package var repositories: [Name] = []
  /// Consumers that nobody else answers for.
  package var consumers: [Name] = []
  /// Consumers that they answer for, alone or with others: whoever does knows what is in their stores.
  package var stores: [Name] = []

  /// An account of another service, made for automation.
  package struct ServiceAccount: Sendable, Hashable {
    /// Its name there.
    package let name: Name
    /// The key of the service in the description.
    package let service: Name
    /// Who can sign in, the person among them.
    package let custodians: [Name]
  }

  fileprivate var isTied: Bool {
    !serviceAccounts.isEmpty || leavesOn != nil || role == .owner || !credentials.isEmpty || !plans.isEmpty
      || !accounts.isEmpty
      || !repositories.isEmpty || !consumers.isEmpty
  }
}

/// The people on whom something hangs.
package struct TieTable: Sendable {
  /// An environment, and the repository that it is in.
  package struct ReviewedEnvironment: Sendable, Hashable {
    /// The repository.
    package let repository: Name
    /// The environment.
    package let environment: Name
  }

  private let ties: [Name: PersonTies]
  private let onlyMembers: [Name: [Name]]
  private let onlyReviewers: [Name: [ReviewedEnvironment]]
  /// Whoever leaves first comes first, then those who leave on no known day.
  package let people: [Name]

  /// What hangs on a person; nil where nothing does.
  package subscript(person: Name) -> PersonTies? { ties[person] }

  /// The teams of which nobody else is a member but machine users, in the order of their names.
  package func teamsWithOnly(_ person: Name) -> [Name] { onlyMembers[person, default: []] }

  /// The environments that nobody else can approve, in the order of their names.
  package func environmentsApprovedOnly(by person: Name) -> [ReviewedEnvironment] {
    onlyReviewers[person, default: []]
  }

  /// Finds what hangs on whom.
  package init(_ decisions: OrganizationDecisions) {
    var finder = TieFinder(decisions.organization)
    finder.findRoles()
    finder.findHeld(decisions)
    finder.findAnswers()
    onlyMembers = finder.onlyMembers
    onlyReviewers = finder.onlyReviewers
    ties = finder.ties.filter { $0.value.isTied }
    people = ties.values.sorted {
      ($0.leavesOn?.number ?? .max, $0.person) < ($1.leavesOn?.number ?? .max, $1.person)
    }.map(\.person)
  }
}

/// Goes through a description once and notes what hangs on whom.
private struct TieFinder {
  let organization: Organization
  let membership: Membership
  var ties: [Name: PersonTies] = [:]

  init(_ organization: Organization) {
    self.organization = organization
    membership = Membership(organization)
  }

  /// Nothing is noted of an account that is nobody's person.
  private mutating func note(_ name: Name, _ change: (inout PersonTies) -> Void) {
    guard organization.machineUsers[name] == nil, organization.apps[name] == nil else { return }
    var tie = ties[name] ?? PersonTies(person: name)
    change(&tie)
    ties[name] = tie
  }

  mutating func findRoles() {
    let owners = organization.people.filter { $0.role == .owner }
    for person in organization.people {
      note(person.name) {
        $0.leavesOn = person.leavesOn
        $0.role = person.role
        $0.isOnlyOwner = owners.count == 1 && person.role == .owner
      }
    }
    for user in organization.machineUsers {
      for custodian in user.custodians ?? [] { note(custodian) { $0.accounts.append(user.name) } }
    }
    for service in organization.services {
      for account in service.accounts {
        let custodians = account.custodians ?? []
        let entry = PersonTies.ServiceAccount(
          name: account.name, service: service.name, custodians: custodians)
        for custodian in custodians { note(custodian) { $0.serviceAccounts.append(entry) } }
      }
    }
  }

  mutating func findHeld(_ decisions: OrganizationDecisions) {
    for credential in organization.credentials {
      guard let holder = credential.holder else { continue }
      note(holder) { $0.credentials.append(credential.name) }
    }
    for plan in decisions.credentials where plan.kind.isPersonal {
      guard let holder = plan.holder else { continue }
      note(holder) { $0.plans.append(plan.id) }
    }
  }

  mutating func findAnswers() {
    var alone: [Name: Name?] = [:]
    for repository in organization.repositories where !repository.archived {
      guard let person = only(repository.responsible, &alone) else { continue }
      note(person) { $0.repositories.append(repository.name) }
    }
    for consumer in organization.consumers {
      for person in consumer.responsible.map(people) ?? [] {
        note(person) { $0.stores.append(consumer.name) }
      }
      guard let person = only(consumer.responsible, &alone) else { continue }
      note(person) { $0.consumers.append(consumer.name) }
    }
  }

  /// Of each team the one person in it, where there is only one; teams in teams are looked at with those above them.
  private(set) lazy var onlyMembers: [Name: [Name]] = organization.teams.reduce(into: [:]) { found, team in
    let people = membership.accounts(of: team.name).filter { organization.machineUsers[$0] == nil }
    if people.count == 1 { found[people[0], default: []].append(team.name) }
  }

  private(set) lazy var onlyReviewers: [Name: [TieTable.ReviewedEnvironment]] =
    organization.repositories.reduce(into: [:]) { found, repository in
      for environment in repository.environments where !environment.reviewers.isEmpty {
        let people = Set(environment.reviewers.flatMap(people))
        guard people.count == 1, let person = people.first else { continue }
        found[person, default: []].append(
          .init(repository: repository.name, environment: environment.name))
      }
    }

  private func people(_ responsible: Name) -> [Name] {
    organization.teams[responsible] == nil ? [responsible] : membership.accounts(of: responsible)
  }

  /// The one person behind a responsible login or team; nil where there are several or nobody.
  private func only(_ responsible: Name?, _ known: inout [Name: Name?]) -> Name? {
    guard let responsible else { return nil }
    if let answer = known[responsible] { return answer }
    let people = membership.accounts(of: responsible).filter { organization.machineUsers[$0] == nil }
    let answer: Name? =
      organization.teams[responsible] == nil ? responsible : people.count == 1 ? people.first : nil
    known[responsible] = .some(answer)
    return answer
  }
}

extension DecisionIndex {
  /// Everyone of whom something is described: people, machine users, members of teams, and whoever holds or answers for
  /// something. In the order of their names.
  package var knownAccounts: [Name] {
    let members = organization.teams.flatMap { $0.maintainers + $0.members }
    let collaborators = organization.repositories.flatMap(\.collaborators.keys)
    let apps = Set(organization.apps.names + decisions.proposedAccounts.map(\.name))
    let all = Set(
      organization.people.names + organization.machineUsers.names + ties.people + accounts.accounts.names
        + members + collaborators)
    return all.subtracting(apps).filter { organization.teams[$0] == nil || organization.people[$0] != nil }
      .sorted()
  }
}
