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

extension Situation {
  /// The situation with one thing unknown again.
  package func forgetting(_ unknown: Unknown) -> Situation {
    var situation = self
    switch unknown {
    case .visibility: situation.visibility = nil
    case .registry: situation.registry = nil
    case .link: situation.link = nil
    case .actionsGrant: situation.actionsGrant = nil
    case .sameEnterprise: situation.sameEnterprise = nil
    case .deployKeys: situation.deployKeys = nil
    case .pullRequestSwitch: situation.actionsCanCreatePullRequests = nil
    case .plan: situation.plan = nil
    case .version: situation.version = nil
    case .privateMode: situation.privateMode = nil
    case .holder: situation.holder = nil
    case .app:
      situation.unnamedAppServes = nil
      if !situation.possibleAppFits.isEmpty { situation.app = nil }
    case .basePermission: situation.basePermission = nil
    case .forks: situation.runsForForks = nil
    case .dependabot: situation.runsForDependabot = nil
    }
    return situation
  }
}
