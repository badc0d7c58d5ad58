package import OrganizationModel
package import Services

/// Everything about one access to a service that the rules of its record may look at.
///
/// It is a value for each circumstance, or what the value may turn out to be.
package struct ServiceSituation: Hashable, Sendable {
  /// What is known.
  package var values: [ServiceSubject: String]
  /// What each unknown may turn out to be.
  package var possible: [ServiceSubject: [String]]

  package init(values: [ServiceSubject: String], possible: [ServiceSubject: [String]] = [:]) {
    (self.values, self.possible) = (values, possible)
  }

  /// The same with one circumstance known.
  package func setting(_ subject: ServiceSubject, _ value: String) -> ServiceSituation {
    var copy = self
    copy.values[subject] = value
    return copy
  }
}

extension ServiceSituation: Weighable {
  package typealias Circumstance = ServiceCircumstance

  /// The id of an option.
  package struct Kind: Hashable, Sendable, RawRepresentable, ExpressibleByStringLiteral {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral text: String) { self.init(rawValue: text) }
  }

  package static let outcomeUnknowns: Set<ServiceSubject> = []
  package var version: ServerVersion? { nil }
  package var unknowns: [ServiceSubject] { possible.keys.filter(isUnknown).sorted() }

  package func isUnknown(_ subject: ServiceSubject) -> Bool {
    values[subject] == nil && possible[subject] != nil
  }

  package func answers(to subject: ServiceSubject) -> [PossibleAnswer<ServiceSituation>] {
    (possible[subject] ?? []).map { PossibleAnswer(text: $0, situation: setting(subject, $0)) }
  }

  package func completions(_ unknowns: [ServiceSubject]) -> [ServiceSituation] {
    unknowns.filter(isUnknown).reduce([self]) { all, subject in
      all.flatMap { $0.answers(to: subject).map(\.situation) }
    }
  }

  package func forgetting(_ subject: ServiceSubject) -> ServiceSituation {
    var copy = self
    copy.values[subject] = nil
    return copy
  }

  /// A record says in words what its options take.
  package func privileges(of kind: Kind) -> Privileges { .none }
}

extension ServiceCircumstance: WeighedCircumstance {
  package typealias Situation = ServiceSituation

  package var clause: String { words }
  package var looksAt: ServiceSubject? { subject }

  package func holds(in situation: ServiceSituation) -> Bool? {
    if let value = situation.values[subject] { return values.contains(value) }
    let possible = situation.possible[subject] ?? []
    if !possible.isEmpty, possible.allSatisfy(values.contains) { return true }
    return possible.contains(where: values.contains) || possible.isEmpty ? nil : false
  }
}

/// A rule of a record: what strikes an option, or what comes with it.
package struct ServiceRule: WeighingRule {
  package typealias Situation = ServiceSituation

  package var id: String
  package var effect: RuleEffect<ServiceSituation.Kind>
  package var basis: Rule.Basis
  package var condition: ConditionOf<ServiceCircumstance>
  /// A clause, or of a precondition and a side effect a text.
  package var reason: String
  /// The text where it isn't known whether the condition holds; nil: the reason, with words that say so.
  package var reasonIfUnknown: String?
  /// What to do instead; of a strike alone.
  package var instead: String?
  /// The option that one then gets, where it isn't the one that is struck.
  package var gives: ServiceSituation.Kind?
}

extension ServiceRule {
  /// The rules of a record for one need.
  ///
  /// A person's own credential is always struck, and the options are ranked as they are written, unless the policy ranks
  /// them otherwise.
  package static func rules(
    of record: ServiceRecord, for need: String, policy: ServicePolicy = ServicePolicy()
  ) -> [ServiceRule] {
    let options = policy.ranked(record.options.filter { $0.serves.contains(need) })
    let order = ServiceRule(
      id: "\(record.id)-order", effect: .order(options.map(\.kind)),
      basis: policy.order.isEmpty ? .guidance : .policy, condition: .always,
      reason: "no stored value ranks highest, and a person's own credential lowest")
    return options.flatMap(rules) + options.compactMap { forbidding($0, policy) } + [order]
  }

  private static func forbidding(_ option: ServiceOption, _ policy: ServicePolicy) -> ServiceRule? {
    guard policy.forbidden.contains(option.rung) else { return nil }
    let rung = option.rung.rawValue
    return ServiceRule(
      id: "policy-forbids-\(rung.replacing("_", with: "-"))", effect: .strike([option.kind]), basis: .policy,
      condition: .always, reason: "the organization's policy forbids it",
      instead: "permit it: remove `\(rung)` from `policy.services.forbid`")
  }

  private static func rules(of option: ServiceOption) -> [ServiceRule] {
    let strikes = option.strikes.map { strike in
      ServiceRule(
        id: strike.id, effect: .strike([option.kind]), basis: .fact,
        condition: ConditionOf(strike.condition), reason: strike.because, instead: strike.instead,
        gives: strike.gives.map { ServiceSituation.Kind(rawValue: $0) })
    }
    return strikes + (option.rung == .personal ? [personal(option)] : [])
      + option.makeSure.map { remark($0, .precondition([option.kind], uiOnly: false)) }
      + option.sideEffects.map { remark($0, .sideEffect([option.kind], isWarning: $0.isWarning)) }
  }

  /// The three reasons that hold on GitHub too.
  private static func personal(_ option: ServiceOption) -> ServiceRule {
    ServiceRule(
      id: "a-person-s-own", effect: .strike([option.kind]), basis: .guidance, condition: .always,
      reason:
        "it can do everything that its person can; anyone who can write to the repository can take it; and it ends when its person leaves"
    )
  }

  private static func remark(
    _ remark: ServiceOption.Remark, _ effect: RuleEffect<ServiceSituation.Kind>
  ) -> ServiceRule {
    ServiceRule(
      id: remark.id, effect: effect, basis: .fact, condition: ConditionOf(remark.condition),
      reason: remark.text,
      reasonIfUnknown: remark.ifUnknown)
  }

  /// The text of a precondition or a side effect that may apply.
  package var uncertainReason: String {
    reasonIfUnknown ?? "Check whether this applies, because the description doesn't say: \(reason)"
  }
}

extension ServicePolicy {
  /// The rungs of the policy first, in its order; the rest in the order of the record.
  package func ranked(_ options: [ServiceOption]) -> [ServiceOption] {
    let places = Dictionary(
      order.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return options.enumerated().map { (places[$1.rung] ?? order.count, $0, $1) }
      .sorted { ($0.0, $0.1) < ($1.0, $1.1) }.map(\.2)
  }
}

extension ServiceOption {
  /// What the engine knows it as.
  package var kind: ServiceSituation.Kind { ServiceSituation.Kind(rawValue: id) }
}

extension ConditionOf<ServiceCircumstance> {
  /// A record's condition: all that it wants, and nothing that exempts.
  package init(_ condition: ServiceCondition) {
    let wanted = condition.when.map(Self.init)
    let exempt = condition.unless.map { Self.not(Self($0)) }
    let parts = wanted + exempt
    self = parts.isEmpty ? .always : parts.count == 1 ? parts[0] : .all(parts)
  }

  private init(_ atom: ServiceCondition.Atom) {
    self =
      switch atom {
      case .fact(let id): .fact(id)
      case .circumstance(let circumstance): .circumstance(circumstance)
      }
  }
}

/// Decides accesses to one service for one need.
package typealias ServiceEngine = EngineOf<ServiceRule>

extension EngineOf<ServiceRule> {
  /// - Parameter sheet: with the facts of the record.
  package init(
    _ record: ServiceRecord, for need: String, sheet: FactSheet, policy: ServicePolicy = ServicePolicy()
  ) {
    self.init(
      record, for: need, sheet: sheet, rules: ServiceRule.rules(of: record, for: need, policy: policy))
  }

  /// - Parameter rules: those of the record, but in tests.
  package init(_ record: ServiceRecord, for need: String, sheet: FactSheet, rules: [ServiceRule]) {
    self.init(
      sheet: sheet, rules: rules,
      kinds: record.options.filter { $0.serves.contains(need) }.map(\.kind))
  }
}
