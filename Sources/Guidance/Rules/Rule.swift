package import OrganizationModel

/// A piece of guidance that can be evaluated, printed and enumerated.
///
/// Rules know nothing of each other: the order in which they are looked at does not matter, and a strike always wins.
package struct Rule: Sendable {
  /// What a rule does where its condition holds.
  package enum Effect: Sendable, Hashable {
    case strike([CredentialKind])
    case precondition([CredentialKind], uiOnly: Bool)
    case sideEffect([CredentialKind], isWarning: Bool)
  }

  /// What a strike rests on: only one that rests on policy or guidance may be overridden by `choose`.
  package enum Basis: String, Sendable, CaseIterable, Hashable {
    case fact
    case policy
    case guidance
  }

  /// Kebab case: `registry-takes-no-app-token`.
  package var id: String
  package var effect: Effect
  package var basis: Basis
  package var condition: Condition
  /// One sentence that says why, or what must be so.
  package var reason: String
}
