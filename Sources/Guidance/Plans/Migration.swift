package import OrganizationModel

/// In which order to deal with what exists today: what is to go, to be moved, lacks a place, or is not understood.
///
/// For each credential: what takes its place is made first, then whatever uses it changes over, and only then it goes.
package struct Migration: Sendable {
  /// In the order in which to deal with them.
  package let entries: [MigrationEntry]
  private let positions: [Name: Int]

  /// Looks at every credential once.
  package init(_ decisions: OrganizationDecisions) {
    let order = MigrationOrder(decisions)
    let reviews = decisions.existing.filter(\.asksForSomething)
    let sorted = reviews.map { (urgency: order.urgency(of: $0), review: $0) }
      .sorted { order.precedes($0, $1) }
    var writer = MigrationWriter(decisions)
    entries = sorted.enumerated().map { writer.entry(number: $0 + 1, $1.review, $1.urgency) }
    positions = Dictionary(
      entries.enumerated().map { ($1.review.credential.name, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// Nil for a credential that stays as it is.
  package func entry(_ credential: Name) -> MigrationEntry? {
    positions[credential].map { entries[$0] }
  }
}

/// One credential's turn in the migration.
package struct MigrationEntry: Sendable {
  /// Why it comes where it comes, most urgent first.
  package enum Urgency: Sendable, Hashable {
    /// It ended, and something uses it: that fails today.
    case broken(since: Day)
    /// GitHub refuses it for its long life, and something uses it: that fails today, if its holder is a member.
    case refused(limit: Int)
    /// The person who holds it leaves: it dies with the account's access, or goes along (M-14).
    case holderLeaves(Name, Day)
    /// It ends by itself.
    case ends(Day)
    /// Classic PATs are refused from that day on.
    case banned(Day)
    /// No day presses: the widest reach first.
    case reach(CredentialReach)
  }

  /// Its place in the order, from 1.
  package var number: Int
  package var review: ExistingCredentialReview
  package var urgency: Urgency
  /// The day on which it stops working; nil where none is known, or it has passed.
  package var deadline: Day?
  /// The day by which policy wants it gone, also where it has passed; nil for what stays, and where policy says none.
  package var policyDay: Day?
  /// The plans that take its place and are to be minted in this turn.
  package var mints: [String]
  /// The plans that take its place and are there by then: they exist, or an earlier turn mints them.
  package var reuses: [String]
  /// What to do, in order.
  package var steps: [MigrationStep]
}

/// One step of a credential's turn.
package enum MigrationStep: Sendable, Hashable {
  /// An access of those who use it is open or impossible: settle it, or it cannot go.
  case settle(AccessID)
  /// Look where it is read, and when it was used last.
  case findUsers
  /// Say what nobody knows of it.
  case answer(UnknownUse)
  /// A machine user or an App that does not exist yet.
  case create(Name)
  /// Give the account what it lacks for the plan.
  case grant(Name, plan: String)
  case mint(plan: String)
  case store(plan: String)
  /// Store the value in one more place; the credential stays.
  case storeCopy(SecretPlace)
  /// Show an organization secret to other repositories than today, its value untouched.
  case setVisibility(PlaceChanges.Visibility)
  /// Add the new beside the old, run it, and see it work.
  case changeOver(AutomationID)
  case verify(plan: String)
  /// Make deploy keys anew that go with it, or may.
  case renewKeys(DependentKeys)
  /// Delete a copy that nobody reads any more.
  case remove(SecretPlace)
  case revoke
}

extension MigrationEntry {
  /// The day by which it has to be done, whatever sets it.
  package var due: Day? { [deadline, policyDay].compactMap(\.self).min() }

  /// Every automation that changes over in this turn.
  package var automations: [AutomationID] {
    steps.compactMap { if case .changeOver(let automation) = $0 { automation } else { nil } }
  }

  /// The accesses that have to be settled before it can go.
  package var waitsFor: [AccessID] {
    steps.compactMap { if case .settle(let access) = $0 { access } else { nil } }
  }
}

// MARK: - The order

/// What comes before what.
struct MigrationOrder {
  /// A day so near that it comes before any reach.
  static let nearDays = 90

  private let organization: Organization
  private let day: Day

  init(_ decisions: OrganizationDecisions) {
    organization = decisions.organization
    day = decisions.day
  }

  func urgency(of review: ExistingCredentialReview) -> MigrationEntry.Urgency {
    let credential = review.credential
    if case .on(let end) = credential.expires, end <= day {
      return credential.usedBy.isEmpty ? .reach(review.reach) : .broken(since: end)
    }
    if case .refused(let limit) = lifetime(of: credential), !credential.usedBy.isEmpty {
      return .refused(limit: limit)
    }
    return days(credential).min { $0.day < $1.day }?.urgency ?? .reach(review.reach)
  }

  private func lifetime(of credential: ExistingCredential) -> EnforcedLifetime.Outcome {
    EnforcedLifetime(credential: credential, organization: organization).outcome
  }

  /// The first day on which it stops working.
  func deadline(of credential: ExistingCredential) -> Day? {
    ends(credential).map(\.day).filter { $0 > day }.min()
  }

  /// The day on which it has lived as long as policy allows.
  func policyDay(of credential: ExistingCredential) -> Day? {
    let policy = organization.policy
    guard let created = credential.created,
      let days = policy.longestLife(of: credential.kind) ?? policy.rotation(of: credential.kind)
    else { return nil }
    return created + days
  }

  private typealias Dated = (day: Day, urgency: MigrationEntry.Urgency)

  /// What presses: whoever leaves, on whatever day, and what ends soon.
  private func days(_ credential: ExistingCredential) -> [Dated] {
    ends(credential).filter { $0.day - day <= Self.nearDays } + leaving(credential)
  }

  private func ends(_ credential: ExistingCredential) -> [Dated] {
    var days: [Dated] = []
    if case .on(let end) = credential.expires { days.append((end, .ends(end))) }
    if let ban = organization.classicPATBan(for: credential)?.day { days.append((ban, .banned(ban))) }
    return days + (credential.kind.diesWithItsHolder ? leaving(credential) : [])
  }

  private func leaving(_ credential: ExistingCredential) -> [Dated] {
    guard let holder = credential.holder, let leaves = organization.people[holder]?.leavesOn else {
      return []
    }
    return [(leaves, .holderLeaves(holder, leaves))]
  }

  typealias Turn = (urgency: MigrationEntry.Urgency, review: ExistingCredentialReview)

  func precedes(_ left: Turn, _ right: Turn) -> Bool {
    let (first, second) = (rank(left.urgency), rank(right.urgency))
    if first != second { return first < second }
    if left.review.reach != right.review.reach { return left.review.reach > right.review.reach }
    let (more, fewer) = (left.review.readers ?? .max, right.review.readers ?? .max)
    if more != fewer { return more > fewer }
    return left.review.credential.name < right.review.credential.name
  }

  private func rank(_ urgency: MigrationEntry.Urgency) -> (group: Int, day: Int) {
    switch urgency {
    case .broken(let day): (0, day.number)
    case .refused: (0, 0)
    case .holderLeaves(_, let day), .ends(let day), .banned(let day): (1, day.number)
    case .reach: (2, 0)
    }
  }
}

// MARK: - The steps

/// Writes the turns, in their order: what an earlier one mints is there for those after it.
struct MigrationWriter {
  private let decisions: OrganizationDecisions
  private let order: MigrationOrder
  private let plans: [String: CredentialPlan]
  private let stays: [Name: CredentialPlan]
  private let accesses: [AccessID: Decision]
  private let lacking: Set<Name>
  private var minted: Set<String>
  private var created: Set<Name> = []

  init(_ decisions: OrganizationDecisions) {
    self.decisions = decisions
    order = MigrationOrder(decisions)
    plans = Dictionary(
      decisions.credentials.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    stays = Dictionary(
      decisions.credentials.compactMap { plan in plan.existing.map { ($0, plan) } },
      uniquingKeysWith: { first, _ in first })
    accesses = Dictionary(decisions.accesses.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    lacking = Set(decisions.grants.filter { !$0.exists }.map(\.account))
    minted = Set(decisions.credentials.filter { $0.existing != nil }.map(\.id))
  }

  mutating func entry(
    number: Int, _ review: ExistingCredentialReview, _ urgency: MigrationEntry.Urgency
  ) -> MigrationEntry {
    let replacing = review.replacedBy.compactMap { plans[$0] }
    let new = replacing.filter { !minted.contains($0.id) }
    let there = replacing.filter { minted.contains($0.id) }
    let steps = steps(review, new)
    minted.formUnion(new.map(\.id))
    return MigrationEntry(
      number: number, review: review, urgency: urgency, deadline: order.deadline(of: review.credential),
      policyDay: review.goes ? order.policyDay(of: review.credential) : nil,
      mints: new.map(\.id), reuses: there.map(\.id), steps: steps)
  }

  private mutating func steps(_ review: ExistingCredentialReview, _ new: [CredentialPlan]) -> [MigrationStep]
  {
    switch review.verdict {
    case .keep, .move: staying(review)
    case .replace, .revoke: going(review, new)
    case .wait: review.accesses.filter { accesses[$0]?.credential == nil }.map { .settle($0) }
    case .findOut: [MigrationStep.findUsers] + review.unknown.map { .answer($0) } + staying(review)
    }
  }

  private func staying(_ review: ExistingCredentialReview) -> [MigrationStep] {
    let changes = review.places
    let changed: [MigrationStep] =
      changes.missing.isEmpty ? [] : review.credential.usedBy.map { .changeOver($0) }
    let plan = stays[review.credential.name]
    return changes.missing.map { .storeCopy($0) } + changes.visibilities.map { .setVisibility($0) } + changed
      + [plan.map { .verify(plan: $0.id) }].compactMap(\.self) + changes.removed.map { .remove($0) }
  }

  private mutating func going(
    _ review: ExistingCredentialReview, _ new: [CredentialPlan]
  ) -> [MigrationStep] {
    let users = review.credential.usedBy
    let before: [MigrationStep] = users.isEmpty ? [.findUsers] : []
    var made: [MigrationStep] = []
    for plan in new { made += making(plan) }
    let verified: [MigrationStep] = new.map { .verify(plan: $0.id) }
    let keys: [MigrationStep] = review.keys.isEmpty ? [] : [.renewKeys(review.keys)]
    return before + made + users.map { .changeOver($0) } + verified + keys
      + review.places.removed.map { .remove($0) } + [.revoke]
  }

  /// A holder is there before its token, and has what it must before the token is tried.
  private mutating func making(_ plan: CredentialPlan) -> [MigrationStep] {
    var steps: [MigrationStep] = []
    if let holder = plan.holder {
      if !plan.holderDescribed, created.insert(holder).inserted { steps.append(.create(holder)) }
      if lacking.contains(holder) { steps.append(.grant(holder, plan: plan.id)) }
    }
    return steps + [.mint(plan: plan.id), .store(plan: plan.id)]
  }
}

extension OrganizationDecisions {
  /// In which order to deal with what exists today; worked out anew at each call.
  package var migration: Migration { Migration(self) }
}
