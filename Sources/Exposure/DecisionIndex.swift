package import Guidance
package import OrganizationModel

/// The decisions of one book, found by what a page is about, in constant time: who holds, keeps and reads what, what an
/// automation does, what becomes of what exists.
package struct DecisionIndex: Sendable {
  /// Everything that was decided.
  package let decisions: OrganizationDecisions
  /// The organization that the decisions are about.
  package let organization: Organization
  /// Who is in which team, and who owns the organization.
  package let membership: Membership
  /// Who takes over what falls to people who leave.
  package let successors: Successors
  /// Which secrets each repository can use.
  package let secrets: SecretTable
  /// Every credential that exists and is a secret of GitHub, widest reach first.
  private(set) var everySecret: [StoredSecret.Origin] = []
  /// The people on whom something hangs.
  package let ties: TieTable
  /// Who writes to which repository.
  package let writeAccess: WriteAccess
  /// Who holds what.
  package let accounts: AccountTable
  /// What rests on guesses of an import.
  package let guesses: Guesses
  private let reviewsByAutomation: [AutomationID: [Int]]
  private let reviewsByName: [Name: Int]
  private let reviewsByUser: [AutomationID: [Int]]
  private let serviceAccessesByAutomation: [AutomationID: [Int]]
  private let automations: [AutomationID: Automation]
  private let accessesByID: [AccessID: Int]
  private let accessesByAutomation: [AutomationID: [Int]]
  private let accessesByTarget: [Name: [Int]]
  private let accessesByLackingPackage: [Name: [Int]]
  private let plansByExisting: [Name: Int]
  private let plansByID: [String: Int]
  private let missingPlaces: [String: Set<SecretPlace>]
  private let leakRanks: LeakRanks

  /// Goes through the decisions once.
  package init(_ decisions: OrganizationDecisions) {
    self.decisions = decisions
    self.organization = decisions.organization
    self.ties = TieTable(decisions)
    self.membership = Membership(decisions.organization)
    self.successors = Successors(decisions, membership)
    self.writeAccess = WriteAccess(decisions.organization, membership)
    self.secrets = SecretTable(decisions, membership)
    self.accounts = AccountTable(decisions)
    self.guesses = Guesses(decisions)
    self.reviewsByName = Dictionary(
      decisions.existing.enumerated().map { ($1.credential.name, $0) },
      uniquingKeysWith: { first, _ in first })
    self.reviewsByUser = DecisionIndex.reviewsByUser(decisions)
    self.serviceAccessesByAutomation = Dictionary(
      grouping: decisions.serviceAccesses.indices, by: { decisions.serviceAccesses[$0].automation })
    let users = Set(decisions.organization.credentials.flatMap(\.usedBy))
    self.automations = Dictionary(
      decisions.organization.automations.filter { users.contains($0.id) }.map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
    self.reviewsByAutomation = DecisionIndex.reviewsByAutomation(decisions)
    self.accessesByID = Dictionary(
      decisions.accesses.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.accessesByAutomation = Dictionary(
      grouping: decisions.accesses.indices, by: { decisions.accesses[$0].automation })
    self.accessesByTarget = DecisionIndex.accessesByTarget(decisions)
    self.accessesByLackingPackage = DecisionIndex.accessesByLackingPackage(decisions)
    self.plansByExisting = Dictionary(
      decisions.credentials.enumerated().compactMap { index, plan in plan.existing.map { ($0, index) } },
      uniquingKeysWith: { first, _ in first })
    self.missingPlaces = Dictionary(
      decisions.credentials.filter { !$0.missing.isEmpty }.map { ($0.id, Set($0.missing)) },
      uniquingKeysWith: { first, _ in first })
    self.plansByID = Dictionary(
      decisions.credentials.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.leakRanks = LeakRanks(decisions)
    self.everySecret = ranked(Set(secrets.inside.map(made)).filter(isStored)).map(\.origin)
  }

  /// The decision of an access; nil where there is none of that id.
  package func access(_ id: AccessID) -> Decision? {
    accessesByID[id].map { decisions.accesses[$0] }
  }

  /// In the order of their ids.
  package func accesses(of automation: AutomationID) -> [Decision] {
    accessesByAutomation[automation, default: []].map { decisions.accesses[$0] }
  }

  /// How many accesses an automation has.
  package func accessCount(of automation: AutomationID) -> Int {
    accessesByAutomation[automation]?.count ?? 0
  }

  /// What other repositories' workflows and consumers do with a repository of this organization, or with a package that
  /// is linked to it. In the order of their ids.
  package func accesses(reaching repository: Name) -> [Decision] {
    accessesByTarget[repository, default: []].map { decisions.accesses[$0] }
  }

  /// What waits until a package lets the workflow's repository in, in the order of the ids.
  package func accesses(lackedBy package: Name) -> [Decision] {
    accessesByLackingPackage[package, default: []].map { decisions.accesses[$0] }
  }

  /// The planned credential of an id.
  package func plan(_ id: String) -> CredentialPlan? {
    plansByID[id].map { decisions.credentials[$0] }
  }

  /// Whether a credential is still to be stored in one of its planned places.
  package func isMissing(_ place: SecretPlace, of plan: String) -> Bool {
    missingPlaces[plan]?.contains(place) == true
  }

  /// The plan that a described credential is exactly.
  package func plan(being existing: Name) -> CredentialPlan? {
    plansByExisting[existing].map { decisions.credentials[$0] }
  }

  /// What exists today and asks for something, of that which an automation uses.
  package func reviews(of automation: AutomationID) -> [ExistingCredentialReview] {
    reviewsByAutomation[automation, default: []].map { decisions.existing[$0] }
  }

  /// Everything that exists and that an automation uses.
  package func credentials(of automation: AutomationID) -> [ExistingCredentialReview] {
    reviewsByUser[automation, default: []].map { decisions.existing[$0] }
  }

  /// What an automation does at services other than GitHub, in the order of the ids.
  package func serviceAccesses(of automation: AutomationID) -> [ServiceDecision] {
    serviceAccessesByAutomation[automation, default: []].map { decisions.serviceAccesses[$0] }
  }

  /// The entry of an automation that uses a described credential; nil for others.
  func automation(_ id: AutomationID) -> Automation? { automations[id] }

  /// What becomes of a credential that exists today.
  package func review(_ existing: Name) -> ExistingCredentialReview? {
    reviewsByName[existing].map { decisions.existing[$0] }
  }

  /// What becomes of an existing credential that is a secret; nil for a planned one.
  package func review(of secret: StoredSecret) -> ExistingCredentialReview? {
    guard case .existing(let name) = secret.origin else { return nil }
    return review(name)
  }

  /// How far a credential reaches.
  package func leakRank(of origin: StoredSecret.Origin) -> LeakRank? { leakRanks[origin] }

  /// Credentials in the order of their reach, widest first, without those that nothing is known of.
  func ranked(_ origins: some Sequence<StoredSecret.Origin>) -> [(
    origin: StoredSecret.Origin, rank: LeakRank
  )] {
    leakRanks.sorted(origins)
  }

  /// What exists, where a plan is that: the two are one thing.
  func made(_ origin: StoredSecret.Origin) -> StoredSecret.Origin {
    guard case .plan(let id) = origin, let name = plan(id)?.existing else { return origin }
    return .existing(name)
  }

  /// Whether a value exists and is a secret of GitHub already.
  private func isStored(_ origin: StoredSecret.Origin) -> Bool {
    guard case .existing(let name) = origin else { return false }
    return review(name)?.credential.storedIn?.contains { !$0.isOutside } ?? false
  }

  private static func reviewsByAutomation(_ decisions: OrganizationDecisions) -> [AutomationID: [Int]] {
    var table: [AutomationID: [Int]] = [:]
    for (index, review) in decisions.existing.enumerated()
    where review.asksForSomething {
      for automation in review.credential.usedBy { table[automation, default: []].append(index) }
    }
    return table
  }

  private static func reviewsByUser(_ decisions: OrganizationDecisions) -> [AutomationID: [Int]] {
    var table: [AutomationID: [Int]] = [:]
    for (index, review) in decisions.existing.enumerated() {
      for automation in review.credential.usedBy { table[automation, default: []].append(index) }
    }
    return table
  }

  private static func accessesByLackingPackage(_ decisions: OrganizationDecisions) -> [Name: [Int]] {
    var table: [Name: [Int]] = [:]
    for (index, access) in decisions.accesses.enumerated() {
      guard let package = access.packageThatLacksAccess else { continue }
      table[package, default: []].append(index)
    }
    return table
  }

  private static func accessesByTarget(_ decisions: OrganizationDecisions) -> [Name: [Int]] {
    var table: [Name: [Int]] = [:]
    for (index, access) in decisions.accesses.enumerated() {
      guard let target = repository(reachedBy: access.need, decisions.organization) else { continue }
      if case .workflow(target, _) = access.automation { continue }
      table[target, default: []].append(index)
    }
    return table
  }

  private static func repository(reachedBy need: Need, _ organization: Organization) -> Name? {
    let reference: RepositoryReference? =
      switch need.target {
      case .organization: nil
      case .repository(let reference): reference
      case .package(let key):
        if case .repository(let linked) = organization.packages[key]?.link { linked } else { nil }
      }
    guard let reference, reference.owner == nil || reference.owner == organization.name else { return nil }
    return reference.name
  }
}
