/// A piece of guidance that can be evaluated, printed and enumerated.
///
/// Rules know nothing of each other: the order in which they are looked at does not matter, and a strike always wins.
package struct Rule: Sendable {
  package typealias Effect = RuleEffect<CredentialKind>

  /// What a strike rests on: only one that rests on policy or guidance may be overridden by `choose`.
  package enum Basis: String, Sendable, CaseIterable, Hashable {
    case fact
    case policy
    case guidance
  }

  /// Kebab case: `registry-takes-no-app-tokens`.
  package var id: String
  package var effect: Effect
  package var basis: Basis
  package var condition: Condition
  /// One sentence that says why, or what must be so. Words in braces are filled in for each access: see `AccessWords`.
  package var reason: String
  /// The sentence where it is not known whether the condition holds; nil: the reason, with words that say so.
  package var reasonIfUnknown: String?

  /// The reason of a precondition or a side effect that may apply.
  package var uncertainReason: String {
    if let reasonIfUnknown { return reasonIfUnknown }
    return switch effect {
    case .precondition: "Check whether this is done, because the description doesn't say: \(reason)"
    case .strike, .sideEffect, .order:
      "Check whether this applies, because the description doesn't say: \(reason)"
    }
  }

  static func strike(
    _ id: String, _ kinds: CredentialKind..., basis: Basis = .fact, when condition: Condition,
    _ reason: String
  ) -> Rule {
    Rule(id: id, effect: .strike(kinds), basis: basis, condition: condition, reason: reason)
  }

  static func precondition(
    _ id: String, _ kinds: CredentialKind..., uiOnly: Bool = false, when condition: Condition,
    _ reason: String, unknown: String? = nil
  ) -> Rule {
    Rule(
      id: id, effect: .precondition(kinds, uiOnly: uiOnly), basis: .fact, condition: condition,
      reason: reason, reasonIfUnknown: unknown)
  }

  static func remark(
    _ id: String, _ kinds: CredentialKind..., warning: Bool = false, when condition: Condition,
    _ reason: String, unknown: String? = nil
  ) -> Rule {
    Rule(
      id: id, effect: .sideEffect(kinds, isWarning: warning), basis: .fact, condition: condition,
      reason: reason, reasonIfUnknown: unknown)
  }

  static func order(_ id: String, _ kinds: [CredentialKind], when condition: Condition, _ reason: String)
    -> Rule
  {
    Rule(id: id, effect: .order(kinds), basis: .guidance, condition: condition, reason: reason)
  }
}

extension Rule {
  /// Every rule, in the order of the ids.
  package static let all: [Rule] = (strikes + policyStrikes + preconditions + remarks + orders)
    .sorted { $0.id < $1.id }

  package static let byID: [String: Rule] = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
}
