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
