/// What the rules make of one situation: the part of a decision that equal situations share.
package struct WeighingOf<Situation: Weighable>: Sendable {
  package typealias Kind = Situation.Kind

  /// One kind, weighed.
  package struct WeighedOption: Sendable, Hashable {
    package var kind: Kind
    package var verdict: Option.Verdict
    /// The rules that decided it, sorted by id.
    package var rules: [String]
    /// The facts that would change the verdict of those rules, or that keep the kind from being struck, sorted.
    package var facts: [String]
  }

  /// A precondition or side effect that applies, or may apply.
  package struct Applied: Sendable, Hashable {
    package var rule: String
    /// False where it hangs on an unknown.
    package var isCertain: Bool
  }

  package var outcome: Decision.Outcome
  package var kind: Kind?
  package var privileges: Privileges
  package var options: [WeighedOption]
  package var preconditions: [Applied]
  package var sideEffects: [Applied]
  /// The unknowns on which the outcome hangs.
  package var decisive: [Situation.Unknown]
  /// The unknowns on which only preconditions and side effects hang.
  package var minor: [Situation.Unknown]
  /// Every kind that may be chosen, whatever the unknowns turn out to be.
  package var possibleKinds: Set<Kind>

  /// Before anything is weighed.
  static var nothing: Self {
    Self(
      outcome: .impossible, kind: nil, privileges: .none, options: [], preconditions: [], sideEffects: [],
      decisive: [], minor: [], possibleKinds: [])
  }

  /// What a question's answer leads to: a kind, `open` or `impossible`.
  package var label: String {
    kind?.rawValue ?? outcome.rawValue
  }
}

/// What the rules make of a situation of an access to GitHub.
package typealias Weighing = WeighingOf<Situation>
