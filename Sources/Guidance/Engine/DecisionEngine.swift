import OrganizationModel

/// Decides situations: facts and rules in, weighings out. Equal situations are weighed once.
package struct DecisionEngine: Sendable {
  package let sheet: FactSheet
  private let rules: [Rule]
  private var ruleSets: [ServerVersion: RuleSet] = [:]
  private var weighed: [Situation: Weighing] = [:]
  /// The unknowns that a strike, an order or a scope looks at.
  private let outcomeUnknowns: [Unknown]

  /// - Parameter rules: in any order; every one of `Rule.all` but in tests.
  package init(sheet: FactSheet, rules: [Rule] = Rule.all) {
    self.sheet = sheet
    self.rules = rules
    self.outcomeUnknowns = DecisionEngine.unknowns(
      of: rules.filter { rule in
        switch rule.effect {
        case .strike, .order: true
        case .precondition, .sideEffect: false
        }
      }, and: [.visibility])
  }

  /// The same rules with other facts.
  func reading(_ sheet: FactSheet) -> DecisionEngine {
    DecisionEngine(sheet: sheet, rules: rules)
  }

  /// The unknowns that rules look at, in order; facts that hang on a release of GHES look at the release.
  private static func unknowns(of rules: [Rule], and more: Set<Unknown> = []) -> [Unknown] {
    let looked = rules.flatMap { $0.condition.circumstances.compactMap(\.looksAt) }
    return Set(looked).union(more).union([.version]).sorted()
  }

  /// Weighs a situation, known or not.
  package mutating func weigh(_ situation: Situation) -> Weighing {
    if let known = weighed[situation] { return known }
    let weighing = weighAnew(situation)
    weighed[situation] = weighing
    return weighing
  }

  private mutating func weighAnew(_ situation: Situation) -> Weighing {
    let unknowns = outcomeUnknowns.filter(situation.isUnknown)
    let completions = situation.completions(unknowns)
    let outcomes = completions.map { outcome(of: $0) }
    let weighing = Comparison(situation: situation, completions: completions, outcomes: outcomes)
    var result = weighing.result(decisive: unknowns.filter(weighing.matters), ruleSet(for: situation.version))
    for index in result.options.indices {
      result.options[index].facts = facts(behind: result.options[index], in: situation)
    }
    guard result.outcome == .decided, let kind = result.kind else { return result }
    let applied = apply(to: kind, in: situation)
    result.preconditions = applied.preconditions
    result.sideEffects = applied.sideEffects
    result.minor = applied.minor
    return result
  }

  /// The outcome of a situation in which everything that strikes look at is known.
  private mutating func outcome(of situation: Situation) -> KnownOutcome {
    let rules = ruleSet(for: situation.version)
    let strikes = rules.strikes.filter { $0.condition.holds(in: situation) { _ in nil } == true }
    let order = rules.orders.first { $0.condition.holds(in: situation) { _ in nil } == true }
    let struck = Set(strikes.flatMap(\.effect.kinds))
    let kind = (order?.effect.kinds ?? []).first { !struck.contains($0) }
    return KnownOutcome(
      kind: kind, privileges: kind.map { situation.privileges(of: $0) } ?? .none,
      strikes: strikes.map(\.id), struck: struck, order: order?.id)
  }

  /// The rules with the facts of the day put in, once for each release.
  private mutating func ruleSet(for version: ServerVersion?) -> RuleSet {
    let key = version ?? ServerVersion(0, 0)
    if let known = ruleSets[key] { return known }
    let sheet = sheet
    let set = RuleSet(rules) { sheet.holds($0, version: version) }
    ruleSets[key] = set
    return set
  }

  // MARK: Facts

  /// The facts that a verdict rests on: those which, the other way round, would change what a rule does here.
  private func facts(behind option: Weighing.WeighedOption, in situation: Situation) -> [String] {
    let speaking = rules.filter { rule in
      guard case .strike(let kinds) = rule.effect, kinds.contains(option.kind) else { return false }
      return option.verdict == .chosen || option.verdict == .outranked || option.rules.contains(rule.id)
    }
    return Set(speaking.flatMap { facts(thatChange: $0, in: situation) }).sorted()
  }

  private func facts(thatChange rule: Rule, in situation: Situation) -> [String] {
    func holds(flipping flipped: String?) -> Bool? {
      rule.condition.holds(in: situation) { id in
        let truth = sheet.holds(id, version: situation.version)
        return id == flipped ? truth.map { !$0 } : truth
      }
    }
    let now = holds(flipping: nil)
    return rule.facts.filter { holds(flipping: $0) != now }
  }

  // MARK: Preconditions and side effects

  /// What a kind brings with it in a situation, chosen or not.
  mutating func applied(to kind: CredentialKind, in situation: Situation) -> (
    preconditions: [Weighing.Applied], sideEffects: [Weighing.Applied]
  ) {
    let all = apply(to: kind, in: situation)
    return (all.preconditions, all.sideEffects)
  }

  private mutating func apply(
    to kind: CredentialKind, in situation: Situation
  ) -> (preconditions: [Weighing.Applied], sideEffects: [Weighing.Applied], minor: [Unknown]) {
    let rules = ruleSet(for: situation.version)
    var minor: Set<Unknown> = []
    func applied(_ candidates: [Rule]) -> [Weighing.Applied] {
      candidates.compactMap { rule in
        guard rule.effect.kinds.contains(kind) else { return nil }
        guard let holds = rule.condition.holds(in: situation, { _ in nil }) else {
          let hanging = unknowns(that: rule, hangsOnIn: situation)
          minor.formUnion(hanging)
          return hanging.isEmpty ? nil : Weighing.Applied(rule: rule.id, isCertain: false)
        }
        return holds ? Weighing.Applied(rule: rule.id, isCertain: true) : nil
      }
    }
    let preconditions = applied(rules.preconditions)
    let sideEffects = applied(rules.sideEffects)
    return (preconditions, sideEffects, minor.sorted())
  }

  /// The unknowns that make the difference to whether a rule applies.
  private func unknowns(that rule: Rule, hangsOnIn situation: Situation) -> [Unknown] {
    let unknowns = Set(rule.condition.circumstances.compactMap(\.looksAt)).sorted()
      .filter(situation.isUnknown)
    let completions = situation.completions(unknowns)
    return unknowns.filter { unknown in
      completions.contains { completion in
        let verdicts = completion.answers(to: unknown)
          .map { rule.condition.holds(in: $0.situation) { _ in nil } }
        return Set(verdicts).count > 1
      }
    }
  }
}

/// What the rules make of a situation without unknowns.
struct KnownOutcome: Hashable {
  var kind: CredentialKind?
  var privileges: Privileges
  /// The ids of the strikes that apply.
  var strikes: [String]
  var struck: Set<CredentialKind>
  var order: String?

  /// What the contract calls the outcome: the kind and what it takes.
  var key: OutcomeKey { OutcomeKey(kind: kind, privileges: privileges) }
}

struct OutcomeKey: Hashable {
  var kind: CredentialKind?
  var privileges: Privileges
}

/// Rules with the facts of one day and release put in, so that only circumstances are left.
struct RuleSet: Sendable {
  var strikes: [Rule] = []
  var orders: [Rule] = []
  var preconditions: [Rule] = []
  var sideEffects: [Rule] = []

  init(_ rules: [Rule], _ factHolds: (String) -> Bool?) {
    for var rule in rules {
      rule.condition = rule.condition.resolvingFacts(factHolds)
      switch rule.effect {
      case .strike: strikes.append(rule)
      case .order: orders.append(rule)
      case .precondition: preconditions.append(rule)
      case .sideEffect: sideEffects.append(rule)
      }
    }
  }
}
