import OrganizationModel

// What runs for every situation is in this one file. The engine is generic, and the compiler makes it anew for accesses to
// GitHub only from code that it sees: in a build without whole-module optimization, this file. That is four times as fast,
// and the tests weigh a million situations.

/// Decides situations: facts and rules in, weighings out. Equal situations are weighed once.
package struct EngineOf<R: WeighingRule>: Sendable {
  package typealias Situation = R.Situation
  package typealias Weighing = WeighingOf<R.Situation>
  typealias Unknown = Situation.Unknown
  typealias Kind = Situation.Kind

  package let sheet: FactSheet
  private let rules: [R]
  /// All that is chosen among.
  private let kinds: [Kind]
  private var ruleSets: [ServerVersion: RuleSet<R>] = [:]
  private var weighed: [Situation: Weighing] = [:]
  /// The unknowns that a strike, an order or a scope looks at.
  private let outcomeUnknowns: [Unknown]

  /// - Parameters:
  ///   - rules: in any order.
  ///   - kinds: all that is chosen among.
  package init(sheet: FactSheet, rules: [R], kinds: [R.Situation.Kind]) {
    self.sheet = sheet
    self.rules = rules
    self.kinds = kinds
    self.outcomeUnknowns = Self.unknowns(
      of: rules.filter { rule in
        switch rule.effect {
        case .strike, .order: true
        case .precondition, .sideEffect: false
        }
      })
  }

  /// The same rules with other facts.
  func reading(_ sheet: FactSheet) -> Self { Self(sheet: sheet, rules: rules, kinds: kinds) }

  /// The same with one rule less.
  func without(_ rule: String) -> Self {
    Self(sheet: sheet, rules: rules.filter { $0.id != rule }, kinds: kinds)
  }

  /// The unknowns that rules look at, in order; facts that hang on a release of GHES look at the release.
  private static func unknowns(of rules: [R]) -> [Unknown] {
    let looked = rules.flatMap { $0.condition.circumstances.compactMap(\.looksAt) }
    return Set(looked).union(Situation.outcomeUnknowns).sorted()
  }

  /// Weighs a situation, known or not.
  package mutating func weigh(_ situation: Situation) -> Weighing { weighOnce(situation) }

  private mutating func weighOnce(_ situation: Situation) -> Weighing {
    if let known = weighed[situation] { return known }
    let weighing = weighAnew(situation)
    weighed[situation] = weighing
    return weighing
  }

  private mutating func weighAnew(_ situation: Situation) -> Weighing {
    let unknowns = outcomeUnknowns.filter(situation.isUnknown)
    let completions = situation.completions(unknowns)
    let outcomes = completions.map { outcome(of: $0) }
    let weighing = Comparison<R>(
      situation: situation, completions: completions, outcomes: outcomes, kinds: kinds)
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
  private mutating func outcome(of situation: Situation) -> KnownOutcome<Kind> {
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
  private mutating func ruleSet(for version: ServerVersion?) -> RuleSet<R> {
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

  private func facts(thatChange rule: R, in situation: Situation) -> [String] {
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
  mutating func applied(to kind: Kind, in situation: Situation) -> (
    preconditions: [Weighing.Applied], sideEffects: [Weighing.Applied]
  ) {
    let all = apply(to: kind, in: situation)
    return (all.preconditions, all.sideEffects)
  }

  private mutating func apply(
    to kind: Kind, in situation: Situation
  ) -> (preconditions: [Weighing.Applied], sideEffects: [Weighing.Applied], minor: [Unknown]) {
    let rules = ruleSet(for: situation.version)
    var minor: Set<Unknown> = []
    func applied(_ candidates: [R]) -> [Weighing.Applied] {
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
  private func unknowns(that rule: R, hangsOnIn situation: Situation) -> [Unknown] {
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

/// Decides accesses to GitHub.
package typealias DecisionEngine = EngineOf<Rule>

extension EngineOf<Rule> {
  /// - Parameter rules: in any order; every one of `Rule.all` but in tests.
  package init(sheet: FactSheet, rules: [Rule] = Rule.all) {
    self.init(sheet: sheet, rules: rules, kinds: CredentialKind.allCases)
  }

  /// Weighs a situation, known or not.
  package mutating func weigh(_ situation: Guidance.Situation) -> Guidance.Weighing {
    weighOnce(situation)
  }
}

/// What the rules make of a situation without unknowns.
struct KnownOutcome<Kind: Hashable>: Hashable {
  var kind: Kind?
  var privileges: Privileges
  /// The ids of the strikes that apply.
  var strikes: [String]
  var struck: Set<Kind>
  var order: String?

  /// What the contract calls the outcome: the kind and what it takes.
  var key: OutcomeKey<Kind> { OutcomeKey(kind: kind, privileges: privileges) }
}

struct OutcomeKey<Kind: Hashable>: Hashable {
  var kind: Kind?
  var privileges: Privileges
}

/// Rules with the facts of one day and release put in, so that only circumstances are left.
struct RuleSet<R: WeighingRule>: Sendable {
  var strikes: [R] = []
  var orders: [R] = []
  var preconditions: [R] = []
  var sideEffects: [R] = []

  init(_ rules: [R], _ factHolds: (String) -> Bool?) {
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

// MARK: - Comparing

/// The outcomes of every way in which a situation's unknowns may turn out, side by side.
struct Comparison<R: WeighingRule> {
  typealias Situation = R.Situation
  typealias Unknown = Situation.Unknown
  typealias Kind = Situation.Kind

  let situation: Situation
  let completions: [Situation]
  let outcomes: [KnownOutcome<Kind>]
  /// All that is chosen among.
  let kinds: [Kind]

  /// Whether the outcome hangs on an unknown, by itself or through what its answers leave of another.
  func matters(_ unknown: Unknown) -> Bool {
    differs(by: unknown) || narrows(unknown)
  }

  /// Whether two completions that differ in nothing but the unknown have different outcomes.
  private func differs(by unknown: Unknown) -> Bool {
    var seen: [Situation: OutcomeKey<Kind>] = [:]
    for (completion, outcome) in zip(completions, outcomes) {
      let rest = completion.forgetting(unknown)
      if let first = seen[rest], first != outcome.key { return true }
      seen[rest] = outcome.key
    }
    return false
  }

  /// Whether one of its answers leaves fewer outcomes, as a plan does that has no internal repositories.
  private func narrows(_ unknown: Unknown) -> Bool {
    let all = Set(outcomes.map(\.key))
    guard all.count > 1 else { return false }
    let others = situation.unknowns.filter { $0 != unknown }
    var left: [Situation: Set<OutcomeKey<Kind>>] = [:]
    for (completion, outcome) in zip(completions, outcomes) {
      left[others.reduce(completion) { $0.forgetting($1) }, default: []].insert(outcome.key)
    }
    return left.values.contains { $0 != all }
  }

  func result(decisive: [Unknown], _ rules: RuleSet<R>) -> WeighingOf<Situation> {
    let keys = Set(outcomes.map(\.key))
    let only = keys.count == 1 ? keys.first : nil
    return WeighingOf(
      outcome: outcome(of: only), kind: only?.kind, privileges: only?.privileges ?? .none,
      options: kinds.map { option($0, chosen: only, rules) },
      preconditions: [], sideEffects: [], decisive: decisive, minor: [],
      possibleKinds: Set(keys.compactMap(\.kind)))
  }

  private func outcome(of only: OutcomeKey<Kind>?) -> Decision.Outcome {
    guard let only else { return .open }
    return only.kind == nil ? .impossible : .decided
  }

  private func option(
    _ kind: Kind, chosen only: OutcomeKey<Kind>?, _ rules: RuleSet<R>
  ) -> WeighingOf<Situation>.WeighedOption {
    let verdict = verdict(on: kind, chosen: only)
    let ids =
      switch verdict {
      case .chosen, .outranked: orderIDs
      case .struck: definiteStrikes(of: kind, rules) ?? possibleStrikes(of: kind, rules)
      case .open: possibleStrikes(of: kind, rules)
      }
    return .init(kind: kind, verdict: verdict, rules: ids, facts: [])
  }

  private func verdict(on kind: Kind, chosen only: OutcomeKey<Kind>?) -> Option.Verdict {
    if let only, only.kind == kind { return .chosen }
    if outcomes.allSatisfy({ $0.struck.contains(kind) }) { return .struck }
    return outcomes.contains { $0.kind == kind } ? .open : .outranked
  }

  private var orderIDs: [String] {
    Set(outcomes.compactMap(\.order)).sorted()
  }

  /// The strikes that apply whatever the unknowns turn out to be; nil where each way has another.
  private func definiteStrikes(of kind: Kind, _ rules: RuleSet<R>) -> [String]? {
    let ids = rules.strikes
      .filter { $0.effect.kinds.contains(kind) }
      .filter { $0.condition.holds(in: situation) { _ in nil } == true }
      .map(\.id).sorted()
    return ids.isEmpty ? nil : ids
  }

  private func possibleStrikes(of kind: Kind, _ rules: RuleSet<R>) -> [String] {
    let speaking = Set(rules.strikes.filter { $0.effect.kinds.contains(kind) }.map(\.id))
    return Set(outcomes.flatMap(\.strikes)).intersection(speaking).sorted()
  }
}

// MARK: - Rules and conditions

extension WeighingRule {
  /// The facts that it rests on, sorted.
  package var facts: [String] { condition.facts }
}

extension RuleEffect {
  /// The kinds that the rule speaks of.
  package var kinds: [Kind] {
    switch self {
    case .strike(let kinds), .precondition(let kinds, _), .sideEffect(let kinds, _), .order(let kinds):
      kinds
    }
  }
}

extension ConditionOf {
  /// Whether it holds; nil where that hangs on an unknown (Kleene's three-valued logic).
  package func holds(in situation: Circumstance.Situation, _ factHolds: (String) -> Bool?) -> Bool? {
    switch self {
    case .always: true
    case .circumstance(let circumstance): circumstance.holds(in: situation)
    case .fact(let id): factHolds(id)
    case .not(let inner): inner.holds(in: situation, factHolds).map { !$0 }
    case .all(let parts): Self.join(parts, decidedBy: false, situation, factHolds)
    case .any(let parts): Self.join(parts, decidedBy: true, situation, factHolds)
    }
  }

  private static func join(
    _ parts: [Self], decidedBy value: Bool, _ situation: Circumstance.Situation,
    _ factHolds: (String) -> Bool?
  ) -> Bool? {
    var isUnknown = false
    for part in parts {
      guard let holds = part.holds(in: situation, factHolds) else {
        isUnknown = true
        continue
      }
      if holds == value { return value }
    }
    return isUnknown ? nil : !value
  }

  /// The condition with what is known of facts put in, which is all that a run needs of them.
  package func resolvingFacts(_ factHolds: (String) -> Bool?) -> Self {
    switch self {
    case .always, .circumstance: self
    case .fact(let id): factHolds(id).map { $0 ? .always : .not(.always) } ?? self
    case .not(let inner): .not(inner.resolvingFacts(factHolds))
    case .all(let parts): .all(parts.map { $0.resolvingFacts(factHolds) })
    case .any(let parts): .any(parts.map { $0.resolvingFacts(factHolds) })
    }
  }

  /// The facts that it names, sorted.
  package var facts: [String] {
    Array(Set(collect { if case .fact(let id) = $0 { id } else { nil } })).sorted()
  }

  /// The circumstances that it names.
  package var circumstances: Set<Circumstance> {
    Set(collect { if case .circumstance(let circumstance) = $0 { circumstance } else { nil } })
  }

  private func collect<Value>(_ pick: (Self) -> Value?) -> [Value] {
    switch self {
    case .not(let inner): inner.collect(pick)
    case .all(let parts), .any(let parts): parts.flatMap { $0.collect(pick) }
    case .circumstance, .fact, .always: pick(self).map { [$0] } ?? []
    }
  }
}
