import Guidance
import OrganizationModel

/// Something that made a kind of access be decided differently than in the book before.
struct RecordChange: Sendable, Hashable {
  enum What: String, Sendable, CaseIterable, Hashable {
    /// A rule strikes what was chosen.
    case strikes
    /// A rule that struck what is chosen now does not any more.
    case spares
    /// A fact that such a rule rests on holds, or does not hold any more.
    case holds, fails
    /// A question was answered, or is open.
    case answered, asked
    /// A person's exception began or ended.
    case exceptionBegan = "exception_began"
    case exceptionEnded = "exception_ended"
    /// Another profile is in force.
    case profile
  }

  let what: What
  /// The id of the rule or fact, the place of the question, the access of the exception, or the profile.
  let id: String
}

/// What a decision rests on besides its accesses.
struct RecordBackdrop: Sendable, Hashable {
  let day: Day
  let profile: String
  /// What the organization knew better: fact id to whether it holds.
  let facts: [String: Bool]

  init(day: Day, profile: String, facts: [String: Bool]) {
    self.day = day
    self.profile = profile
    self.facts = facts
  }

  init(_ decisions: OrganizationDecisions) {
    self.init(
      day: decisions.day, profile: decisions.profile.rawValue,
      facts: Dictionary(
        decisions.organization.facts.map { ($0.name.folded, $0.holds) },
        uniquingKeysWith: { first, _ in first }
      ))
  }
}

/// Compares what was decided with what is decided now.
struct RecordComparison {
  let before: RecordBackdrop
  let decisions: OrganizationDecisions

  /// What flipped a record, seen at an access that is decided differently now.
  func changes(from old: RecordEntry, to access: Decision) -> [RecordChange] {
    var changes = exceptions(old, access) + questions(old, access)
    let strikes = strikes(old, access)
    let spares = spares(old, access)
    changes += strikes.map { RecordChange(what: .strikes, id: $0) }
    changes += spares.map { RecordChange(what: .spares, id: $0) }
    changes += facts(of: strikes + spares)
    if decisions.profile.rawValue != before.profile {
      changes.append(RecordChange(what: .profile, id: decisions.profile.rawValue))
    }
    return changes
  }

  private func exceptions(_ old: RecordEntry, _ access: Decision) -> [RecordChange] {
    switch (old.ground.isException, access.exception != nil) {
    case (false, true): [RecordChange(what: .exceptionBegan, id: access.id.description)]
    case (true, false): [RecordChange(what: .exceptionEnded, id: access.id.description)]
    default: []
    }
  }

  private func questions(_ old: RecordEntry, _ access: Decision) -> [RecordChange] {
    let asked = access.outcome == .open ? access.questions.filter(\.opens).map(\.answerAt).sorted() : []
    let before = old.subject.choice == Decision.Outcome.open.rawValue ? old.ground.questions : []
    return before.filter { !asked.contains($0) }.map { RecordChange(what: .answered, id: $0) }
      + asked.filter { !before.contains($0) }.map { RecordChange(what: .asked, id: $0) }
  }

  /// The rules that strike today what was chosen.
  private func strikes(_ old: RecordEntry, _ access: Decision) -> [String] {
    guard let option = old.subject.credential.flatMap(access.option), option.verdict == .struck else {
      return []
    }
    return option.rules
  }

  /// The rules that struck what is chosen today.
  private func spares(_ old: RecordEntry, _ access: Decision) -> [String] {
    access.credential.flatMap { old.ground.struck[$0.kind] } ?? []
  }

  private func facts(of rules: [String]) -> [RecordChange] {
    let product = decisions.organization.platform.product
    let version = decisions.organization.platform.version
    let then = FactSheet(day: before.day, product: product, overrides: before.facts)
    let now = FactSheet(decisions.organization, day: decisions.day)
    let facts = Set(rules.compactMap { Rule.byID[$0] }.flatMap(\.facts)).sorted()
    return facts.compactMap { fact in
      guard let holds = now.holds(fact, version: version), holds != then.holds(fact, version: version) else {
        return nil
      }
      return RecordChange(what: holds ? .holds : .fails, id: fact)
    }
  }
}
