package import Exposure
import Guidance
package import OrganizationModel
import SourceText

/// What would follow if one thing happened: what stops, what is exposed, and what people have to do, in order.
///
/// It says nothing of what the description doesn't name, and never that something unnamed is safe.
package struct Simulation: Sendable {
  /// What happens.
  package enum Event: Sendable, Hashable {
    /// A person or a machine user leaves.
    case leave(Name)
    /// Somebody has the value of an existing credential.
    case leak(Name)
    /// An existing credential no longer works from a day on.
    case expire(Name, on: Day)
    /// The organization has another policy.
    case policy(key: String, value: String)
    /// Time passes.
    case on(Day)
  }

  /// Something to do, and the page of the book that says how.
  package struct Step: Sendable, Hashable {
    /// One sentence with its full stop; names in backticks.
    package let text: String
    /// Nil where no page says more.
    package let page: BookSubject?
    /// Who does it, people and teams; empty where the description names nobody.
    package let who: [Name]

    init(_ text: String, _ page: BookSubject? = nil, by who: [Name] = []) {
      (self.text, self.page, self.who) = (text, page, who)
    }
  }

  /// What happens.
  package let event: Event
  /// The day that the description was decided for.
  package let today: Day
  /// What stops, the first first.
  package internal(set) var stops: [Stop] = []
  /// What else depends on it. Sentences; names in backticks.
  package internal(set) var depends: [String] = []
  /// What a thief can come to; nil but for a leak.
  package internal(set) var trail: SecretTrail?
  /// The accounts that can read its value on GitHub today, in the order of their names; of a leak alone.
  package internal(set) var readers: [Name] = []
  /// The secrets that a person who leaves may have seen, widest reach first.
  package internal(set) var known: [KnownSecrets.Row] = []
  /// What to do, in order.
  package internal(set) var steps: [Step] = []
  /// What the description doesn't say and what would matter. Sentences.
  package internal(set) var unknown: [String] = []
  /// What the engine decides differently; nil where it was not asked again.
  package internal(set) var difference: OrganizationDifference?

  /// Whether nothing that is described stops or changes.
  package var isEmpty: Bool { stops.isEmpty && difference?.isEmpty != false }

  init(_ event: Event, _ today: Day) { (self.event, self.today) = (event, today) }
}

// MARK: - A credential

extension Simulation {
  /// Somebody has the value of a credential; nil where none of that name exists.
  package static func leak(of name: Name, _ index: DecisionIndex) -> Simulation? {
    guard let review = index.review(name) else { return nil }
    let today = index.decisions.day
    var simulation = Simulation(.leak(name), today)
    // GitHub deletes the keys that it added together with it (K-05).
    let keys =
      review.keys.made.map { LostCredential($0, on: today) }
      + review.keys.possible.map {
        LostCredential($0, on: today, doubt: "nobody knows whether `\(name)` added `\($0)`")
      }
    simulation.stops = Stop.all(of: [LostCredential(name, on: today)] + keys, index)
    simulation.trail = SecretTrail(of: .existing(name), index)
    let places = review.credential.storedIn ?? []
    simulation.readers = places.reduce(into: Set()) { found, place in
      found.formUnion(Audience(of: place, index.organization, index.membership)?.accounts ?? [])
    }.sorted()
    simulation.addLeakSteps(review, index)
    simulation.addUnknown(of: review, index)
    return simulation
  }

  /// A credential no longer works from a day on; nil where none of that name exists.
  ///
  /// - Parameter day: nil for the day on which the description says that it ends, or else the day that is looked at.
  package static func expiry(of name: Name, on day: Day?, _ index: DecisionIndex) -> Simulation? {
    guard let review = index.review(name) else { return nil }
    let today = index.decisions.day
    let described: Day? = if case .on(let end) = review.credential.expires { end } else { nil }
    let end = day ?? described ?? today
    var simulation = Simulation(.expire(name, on: end), today)
    simulation.stops = Stop.all(of: [LostCredential(name, on: end)], index)
    if let described, let day, described < day {
      simulation.depends.append("`\(name)` expires on \(described) already.")
    }
    if review.credential.expires == .never {
      simulation.depends.append("The description says that `\(name)` never expires.")
    }
    simulation.steps = Steps.replacements(of: [name], index)
    simulation.addUnknown(of: review, index)
    return simulation
  }

  /// What nobody knows of one credential.
  private mutating func addUnknown(of review: ExistingCredentialReview, _ index: DecisionIndex) {
    unknown += review.unknown.map { sentence(Words.capitalized($0.reason)) }
    if review.credential.storedIn == nil {
      unknown.append("The description doesn't say where `\(review.credential.name)` is stored.")
    }
    if !review.credential.saysItsUsers {
      unknown.append(
        "The description doesn't say that it lists everything that uses `\(review.credential.name)`.")
    }
  }
}

// MARK: - An account

extension Simulation {
  /// An account leaves: a person, or a machine user.
  package static func departure(of account: Name, _ index: DecisionIndex) -> Simulation {
    let departure = Departure(of: account, index.leaving(account))
    var simulation = Simulation(.leave(account), index.decisions.day)
    simulation.stops = departure.stops
    simulation.known = departure.known
    simulation.addDepends(on: departure, index)
    simulation.addDepartureSteps(departure, index.leaving(account))
    simulation.unknown.append("Tokens and keys of `\(account)` that nobody described.")
    for review in departure.ending where !review.keys.possible.isEmpty {
      let keys = list(review.keys.possible.map(\.text))
      simulation.unknown.append(
        "Whether `\(review.credential.name)` added \(keys). GitHub deletes such a key together with the token."
      )
    }
    if index.organization.machineUsers[account] == nil {
      simulation.unknown += [
        "The deploy keys that `\(account)` added. They keep working after `\(account)` leaves.",
        "Whether `\(account)` was the last to commit to a workflow with a schedule. GitHub disables such a schedule.",
      ]
      if !index.organization.apps.isEmpty {
        simulation.unknown.append("Whether `\(account)` owns the registration of a GitHub App.")
      }
    }
    for review in departure.ending {
      guard case .on(let end) = review.credential.expires, end <= index.decisions.day else { continue }
      simulation.depends.append("`\(review.credential.name)` expired on \(end), so nothing can depend on it.")
    }
    return simulation
  }

  private mutating func addDepends(on departure: Departure, _ index: DecisionIndex) {
    let (name, ties) = (departure.account, departure.ties)
    if ties?.isOnlyOwner == true {
      let apps = departure.orphanedApps.map(\.text)
      let keys = apps.isEmpty ? "" : " Only an owner can renew the keys of \(list(apps))."
      depends.append("No other person owns `\(index.organization.name)`.\(keys)")
    }
    depends += departure.onlyCustodian.map { "Nobody else can sign in as `\($0)`." }
    depends += departure.onlyCustodianAtServices.map {
      "Nobody else can sign in as `\($0.name)` at `\($0.service)`."
    }
    depends += departure.emptiedTeams.map { "The team `\($0)` has no other person." }
    depends += departure.onlyReviewer.map {
      "Nobody else can approve the environment `\($0.environment)` of `\($0.repository)`."
    }
    let alone =
      (ties?.repositories ?? []).map(\.text) + (ties?.consumers ?? []).map(\.text)
    if !alone.isEmpty { depends.append("Nobody else is responsible for \(list(alone)).") }
    depends += departure.exceptions.map { "`\(name)` made the exception for `\($0)`." }
    if !departure.kept.isEmpty {
      depends.append(
        "These keep working in the hands of `\(name)`: \(list(departure.kept.map(\.credential.name.text))).")
    }
  }
}

extension DecisionIndex {
  /// The same decisions, with an account as somebody who leaves, so that nothing falls to them.
  fileprivate func leaving(_ account: Name) -> DecisionIndex {
    guard let person = organization.people[account], person.leavesOn == nil else { return self }
    var decisions = decisions
    decisions.organization.people = Entries(
      organization.people.map { each in
        guard each.name == person.name else { return each }
        var leaver = each
        leaver.leavesOn = decisions.day
        return leaver
      })
    return DecisionIndex(decisions)
  }
}

// MARK: - Policy and time

extension Simulation {
  /// The organization has another policy; both states were decided for the same day.
  package static func policy(
    _ setting: PolicySetting, from before: DecisionIndex, to after: DecisionIndex
  ) -> Simulation {
    var simulation = Simulation(.policy(key: setting.key, value: setting.value), before.decisions.day)
    simulation.addChanges(from: before, to: after, losses: refused(from: before, to: after))
    return simulation
  }

  /// Time passes until the day of the later state.
  package static func passing(from before: DecisionIndex, to after: DecisionIndex) -> Simulation {
    var simulation = Simulation(.on(after.decisions.day), before.decisions.day)
    let (start, end) = (before.decisions.day, after.decisions.day)
    let ended = before.decisions.existing.compactMap { review -> LostCredential? in
      guard case .on(let day) = review.credential.expires, day > start, day <= end else { return nil }
      return LostCredential(review.credential.name, on: day)
    }
    let left = before.organization.people.flatMap { person -> [LostCredential] in
      guard let day = person.leavesOn, day > start, day <= end else { return [] }
      return before.accounts.existing(of: person.name).filter { $0.credential.kind.diesWithItsHolder }.map {
        LostCredential($0.credential.name, on: day)
      }
    }
    simulation.addChanges(
      from: before, to: after, losses: ended + left + refused(from: before, to: after))
    for person in before.organization.people {
      guard let day = person.leavesOn, day > start, day <= end else { continue }
      simulation.depends.append("`\(person.name)` leaves on \(day).")
      simulation.steps.append(
        Steps.step(
          "Hand over what depends on `\(person.name)`.", .offBoard(person.name), before.successors.owners))
    }
    return simulation
  }

  /// Each credential once, with the first day on which it fails.
  private mutating func addChanges(
    from before: DecisionIndex, to after: DecisionIndex, losses: [LostCredential]
  ) {
    var first: [Name: LostCredential] = [:]
    for loss in losses where first[loss.name].map({ loss.day < $0.day }) ?? true { first[loss.name] = loss }
    let lost = first.values.sorted { ($0.day, $0.name) < ($1.day, $1.name) }
    stops = Stop.all(of: lost, before)
    let used = Set(stops.map(\.credential))
    // Of time nothing else is known on the later day than today; of a policy, what takes the place of what it forbids.
    let state = before.decisions.day == after.decisions.day ? after : before
    steps = Steps.replacements(of: lost.map(\.name).filter(used.contains), state)
    difference = OrganizationDifference(from: before, to: after)
  }

  /// What GitHub accepts before and refuses after. An organization that forbids deploy keys disables those that there are
  /// (docs.github.com, "Restricting deploy keys in your organization", read on 2026-12-01). A policy for Apps is the
  /// description's own: GitHub refuses none for it.
  private static func refused(from before: DecisionIndex, to after: DecisionIndex) -> [LostCredential] {
    let (old, new) = (before.organization.policy, after.organization.policy)
    let (start, end) = (before.decisions.day, after.decisions.day)
    func ban(_ policy: ClassicPATPolicy) -> Day? {
      switch policy {
      case .allowed: nil
      case .forbidden: start
      case .forbiddenFrom(let day): max(day, start)
      }
    }
    var days: [ExistingCredentialKind: Day] = [:]
    if old.classicPATs.allows(on: start), let day = ban(new.classicPATs),
      day <= end || old.classicPATs != new.classicPATs
    {
      days[.classicPAT] = day
    }
    if old.fineGrainedPATs != .forbidden, new.fineGrainedPATs == .forbidden { days[.fineGrainedPAT] = start }
    if old.deployKeys != .forbidden, new.deployKeys == .forbidden { days[.deployKey] = start }
    return before.decisions.existing.compactMap { review in
      let credential = review.credential
      guard let day = days[credential.kind] else { return nil }
      if case .on(let end) = credential.expires, end <= day { return nil }
      if let owner = credential.repository?.owner, owner != before.organization.name { return nil }
      return LostCredential(
        credential.name, on: day,
        doubt: before.reachesElsewhere(review)
          ? "it also reaches other organizations, which this policy doesn't concern" : nil)
    }
  }
}

extension DecisionIndex {
  /// Whether some access that a credential could serve is to things of another organization.
  fileprivate func reachesElsewhere(_ review: ExistingCredentialReview) -> Bool {
    review.accesses.contains { id in
      guard let need = access(id)?.need else { return false }
      return switch need.target {
      case .repository(let reference): reference.owner.map { $0 != organization.name } ?? false
      case .package(let key): organization.packages[key]?.owner.map { $0 != organization.name } ?? false
      case .organization: false
      }
    }
  }
}
