import Guidance
import OrganizationModel

/// Who makes a planned credential, stores it and tries it out: one person in one terminal wherever one may do it all;
/// where nobody may, a second one takes the value over by name.
struct CredentialSetup: Sendable {
  /// What somebody has to be, and who is it today: nobody where nobody is described.
  struct Doer: Hashable, Sendable {
    let role: RunbookRole
    let names: [Name]
  }

  /// Places that whoever makes it may not write to.
  struct HandOver: Sendable {
    let taker: Doer
    /// As what the taker fills them.
    fileprivate(set) var roles: [RunbookRole]
    fileprivate(set) var places: [SecretPlace]
  }

  let maker: Doer
  /// The places that the maker fills.
  let own: [SecretPlace]
  let handOvers: [HandOver]
  /// The entry of the password manager by which the value is handed over: made for it, and deleted after it. The account's
  /// own entry, with its second factor, is shared with nobody for that.
  let entry: String

  private typealias Storing = (place: SecretPlace, roles: [RunbookRole])

  init(_ plan: CredentialPlan, in book: Book) {
    let people = SetupPeople(book)
    let organization = book.organization
    let storing: [Storing] = plan.storedIn.map { ($0, RunbookRole.storing($0, of: plan, in: organization)) }
    let maker = people.best(.making(plan, organization: organization.name), for: storing.flatMap(\.roles))
    self.maker = maker
    own = storing.filter { $0.roles.isEmpty || $0.roles.contains { people.may(maker, $0) } }.map(\.place)
    handOvers = CredentialSetup.handOvers(storing, from: maker, people)
    entry = "\(plan.id) hand-over"
  }

  /// One for each other person, in the order of the places.
  private static func handOvers(
    _ storing: [Storing], from maker: Doer, _ people: SetupPeople
  ) -> [HandOver] {
    var handOvers: [HandOver] = []
    for (place, roles) in storing {
      for role in roles where !people.may(maker, role) {
        let taker = people.doer(role)
        let index = handOvers.firstIndex { $0.taker.names == taker.names } ?? handOvers.endIndex
        if index == handOvers.endIndex { handOvers.append(HandOver(taker: taker, roles: [], places: [])) }
        handOvers[index].roles.append(role)
        if !handOvers[index].places.contains(place) { handOvers[index].places.append(place) }
      }
    }
    return handOvers
  }

  /// Whether the one to whom it is handed over, or the maker for nil, puts it into the store of a consumer.
  func stores(for automation: AutomationID, _ handOver: HandOver?) -> Bool {
    let role = RunbookRole.keeper(automation)
    return handOver.map { $0.roles.contains(role) } ?? !handOvers.contains { $0.roles.contains(role) }
  }
}

extension CredentialSetup.Doer {
  /// The same person, as lists of tasks name them. Who leaves is named here, and gives way to who takes over later.
  func owner(in book: Book) -> ChecklistTask.Owner {
    switch role {
    case .custodian(let account):
      let described = book.organization.machineUsers[account]?.custodians ?? []
      return .custodian(described.allSatisfy(book.successors.leaves) ? described : names)
    case .person(let login): return .holder(login)
    case .owner(let name): return .owner(of: name, names)
    case .administrator(let reference):
      let described = reference.owner == nil ? book.organization.repositories[reference.name] : nil
      return names.first == described?.responsible
        ? .responsible(names.first) : .administrator(of: reference.name, names)
    case .packageAdministrator: return .owner(of: book.organization.name, names)
    case .keeper(let automation):
      return .responsible(RunbookPeople(book: book).responsible(for: automation))
    }
  }
}

extension RunbookRole {
  /// Who can make a planned credential.
  static func making(_ plan: CredentialPlan, organization: Name) -> RunbookRole {
    switch plan.kind {
    case .deployKey: plan.repositories.first.map(RunbookRole.administrator) ?? .owner(plan.targetOwner)
    case .githubApp: .owner(organization)
    case .personalPAT, .personalSSHKey: plan.holder.map(RunbookRole.person) ?? .owner(organization)
    case .anonymous, .githubToken, .brokerToken, .fineGrainedPAT, .classicPAT:
      plan.holder.map(RunbookRole.custodian) ?? .owner(organization)
    }
  }

  /// Who can put it into a place: outside GitHub whoever answers for a consumer that keeps its secrets there.
  static func storing(
    _ place: SecretPlace, of plan: CredentialPlan, in organization: Organization
  ) -> [RunbookRole] {
    switch place {
    case .organization: [.owner(organization.name)]
    case .repository(_, let name, _), .environment(_, let name, _):
      [.administrator(RepositoryReference(name: name))]
    case .outside(let words):
      plan.automations.filter { automation in
        organization.consumer(of: automation).map { ($0.storesIn ?? words) == words } ?? false
      }.map(RunbookRole.keeper)
    }
  }
}

/// Finds who may act in which role, by the description and without those who leave.
private struct SetupPeople {
  private let book: Book
  private let ours: Name

  init(_ book: Book) {
    self.book = book
    ours = book.organization.name
  }

  private var owners: [Name] { book.successors.owners }

  /// Those that the description names for a role, teams as teams, nearest first; owners come after them.
  private func named(_ role: RunbookRole) -> [Name] {
    switch role {
    case .custodian(let account): custodians(of: account)
    case .person(let login): [login]
    case .owner(let name): name == ours ? owners : []
    case .administrator(let reference):
      administrators(of: reference).nearer + administrators(of: reference).owners
    case .packageAdministrator: owners
    case .keeper(let automation):
      RunbookPeople(book: book).responsible(for: automation).map { book.successors.staying([$0]) } ?? []
    }
  }

  private func custodians(of account: Name) -> [Name] {
    book.successors.staying(book.organization.machineUsers[account]?.custodians ?? [])
  }

  /// Whoever answers for the repository comes first, unless others are said to administer it; then the owners, who always
  /// do.
  private func administrators(of reference: RepositoryReference) -> (nearer: [Name], owners: [Name]) {
    guard reference.owner == nil || reference.owner == ours,
      let repository = book.organization.repositories[reference.name]
    else { return ([], []) }
    let roles = repository.teams.merging(repository.collaborators) { max($0, $1) }
    let described = roles.filter { $0.value == .admin }.keys.sorted().filter(isPerson)
    let responsible = [repository.responsible].compactMap(\.self).filter {
      described.isEmpty || described.contains($0)
    }
    let nearer = (responsible + described.filter { $0 != repository.responsible }).filter {
      !book.successors.leaves($0)
    }
    return (nearer, owners.filter { !nearer.contains($0) })
  }

  private func isPerson(_ name: Name) -> Bool { book.organization.machineUsers[name] == nil }

  private func members(of names: [Name]) -> [Name] {
    names.filter { book.organization.teams[$0] != nil }.flatMap(book.membership.accounts(of:)).filter {
      isPerson($0) && !book.successors.leaves($0)
    }
  }

  /// Those named, and everyone of the teams among them.
  private func able(_ role: RunbookRole) -> [Name] {
    let named = self.named(role)
    var seen: Set<Name> = []
    return (named + members(of: named)).filter { seen.insert($0).inserted }
  }

  func doer(_ role: RunbookRole) -> CredentialSetup.Doer {
    CredentialSetup.Doer(role: role, names: named(role))
  }

  /// Whether whoever makes it may do that too. Where the description names nobody for it, nobody else is known who may.
  func may(_ maker: CredentialSetup.Doer, _ role: RunbookRole) -> Bool {
    let able = self.able(role)
    guard let first = maker.names.first, !able.isEmpty else { return true }
    return able.contains(first)
  }

  /// Of those who may make it the ones who may do most of the rest. An owner of the organization is asked where nobody
  /// else may.
  func best(_ role: RunbookRole, for others: [RunbookRole]) -> CredentialSetup.Doer {
    let needed = Set(others).map { Set(able($0)) }.filter { !$0.isEmpty }
    let makers = able(role).map { name in (name: name, may: needed.map { $0.contains(name) }) }
    let most = makers.map { $0.may.count { $0 } }.max()
    let best = makers.filter { $0.may.count { $0 } == most }
    let nearest = best.filter { !isOnlyOwner($0.name, role) }
    guard let first = nearest.first ?? best.first else { return CredentialSetup.Doer(role: role, names: []) }
    let names = (nearest.isEmpty ? best : nearest).filter { $0.may == first.may }.map(\.name)
    return CredentialSetup.Doer(role: nearest.isEmpty ? .owner(ours) : role, names: withoutMembers(names))
  }

  /// Whether nothing but being an owner makes an account administrator of a repository.
  private func isOnlyOwner(_ name: Name, _ role: RunbookRole) -> Bool {
    guard case .administrator(let reference) = role, owners.contains(name) else { return false }
    let (nearer, _) = administrators(of: reference)
    return !nearer.contains(name) && !members(of: nearer).contains(name)
  }

  /// A team stands for its members.
  private func withoutMembers(_ names: [Name]) -> [Name] {
    let members = Set(self.members(of: names))
    return names.filter { !members.contains($0) }
  }
}
