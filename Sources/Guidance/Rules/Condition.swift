/// When a rule applies: circumstances and facts, joined.
package indirect enum ConditionOf<Circumstance: WeighedCircumstance>: Sendable, Hashable {
  case circumstance(Circumstance)
  /// The id of a fact that holds.
  case fact(String)
  case not(Self)
  case all([Self])
  case any([Self])
  case always
}

/// When a rule about accesses to GitHub applies.
package typealias Condition = ConditionOf<Circumstance>

extension ConditionOf {
  package static prefix func ! (condition: Self) -> Self { .not(condition) }
  package static func && (left: Self, right: Self) -> Self { .all([left, right]) }
  package static func || (left: Self, right: Self) -> Self { .any([left, right]) }

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

  /// The condition in words: `it clones, unless the target is public`.
  package var words: String {
    switch self {
    case .always: "always"
    case .circumstance(let circumstance): circumstance.clause
    case .fact(let id): "the fact `\(id)` is true"
    case .not(.fact(let id)): "the fact `\(id)` is false"
    case .not(let inner): "always, unless \(inner.groupedWords)"
    case .all(let parts): Self.words(of: parts)
    case .any(let parts): parts.map(\.groupedWords).joined(separator: ", or ")
    }
  }

  /// What must be so, then what must not: `A, and B, unless C, or D`.
  private static func words(of parts: [Self]) -> String {
    let exceptions = parts.compactMap(\.exception)
    let required = parts.filter { $0.exception == nil }.map(\.groupedWords)
    let words = required.isEmpty ? "always" : required.joined(separator: ", and ")
    guard !exceptions.isEmpty else { return words }
    return words + ", unless " + exceptions.map(\.groupedWords).joined(separator: ", or ")
  }

  /// What may not be so; of a fact the sentence says it.
  private var exception: Self? {
    guard case .not(let inner) = self else { return nil }
    if case .fact = inner { return nil }
    return inner
  }

  private var groupedWords: String {
    switch self {
    case .all(let parts), .any(let parts): parts.count > 1 ? "(\(words))" : words
    case .not(.fact): words
    case .not: "(\(words))"
    case .circumstance, .fact, .always: words
    }
  }
}
