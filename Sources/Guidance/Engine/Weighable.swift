package import OrganizationModel

/// What one access is like, as far as rules may look at it: equal ones have equal outcomes. The engine weighs accesses to
/// GitHub (`Situation`) and to services (`ServiceSituation`) alike.
package protocol Weighable: Hashable, Sendable {
  /// Something that may be unsaid.
  associatedtype Unknown: Hashable & Comparable & Sendable
  /// Something that is so, is not so, or is unknown.
  associatedtype Circumstance: WeighedCircumstance
  where Circumstance.Situation == Self, Circumstance.Unknown == Unknown
  /// What is chosen among.
  associatedtype Kind: Hashable & Sendable & RawRepresentable<String>

  /// The unknowns that outcomes may hang on without a rule that looks at them.
  static var outcomeUnknowns: Set<Unknown> { get }
  /// The release of GHES that facts hang on; nil where it is unknown, and of what hangs on none.
  var version: ServerVersion? { get }
  /// Everything that is unknown, in order.
  var unknowns: [Unknown] { get }
  func isUnknown(_ unknown: Unknown) -> Bool
  /// Everything that an unknown may turn out to be, in a fixed order.
  func answers(to unknown: Unknown) -> [PossibleAnswer<Self>]
  /// Every way in which the given unknowns are known, and that can be.
  func completions(_ unknowns: [Unknown]) -> [Self]
  /// The same with one thing unknown again.
  func forgetting(_ unknown: Unknown) -> Self
  /// What an access takes of a kind; for one that is struck, what it would take.
  func privileges(of kind: Kind) -> Privileges
}

/// One thing that an unknown may turn out to be.
package struct PossibleAnswer<Situation: Sendable>: Sendable {
  /// As the description would say it.
  package var text: String
  /// The situation with the answer in it.
  package var situation: Situation

  package init(text: String, situation: Situation) {
    (self.text, self.situation) = (text, situation)
  }
}

/// Something that is so, is not so, or is unknown of one access.
package protocol WeighedCircumstance: Hashable, Sendable {
  associatedtype Situation
  associatedtype Unknown: Hashable
  /// As a clause: `it runs in GitHub Actions of this organization`.
  var clause: String { get }
  /// What must be known to tell; nil where that never hangs on an unknown.
  var looksAt: Unknown? { get }
  /// Whether it is so; nil is unknown.
  func holds(in situation: Situation) -> Bool?
}

/// A piece of guidance that the engine applies.
package protocol WeighingRule: Sendable {
  associatedtype Situation: Weighable
  var id: String { get }
  var effect: RuleEffect<Situation.Kind> { get }
  var condition: ConditionOf<Situation.Circumstance> { get set }
}

/// What a rule does where its condition holds.
package enum RuleEffect<Kind: Sendable & Hashable>: Sendable, Hashable {
  case strike([Kind])
  case precondition([Kind], uiOnly: Bool)
  case sideEffect([Kind], isWarning: Bool)
  /// Puts the kinds in order; of those that serve the first is chosen.
  case order([Kind])
}

extension Situation: Weighable {
  package typealias Kind = CredentialKind
  package typealias Circumstance = Guidance.Circumstance

  package static let outcomeUnknowns: Set<Unknown> = [.visibility, .version]
  package var unknowns: [Unknown] { Unknown.allCases.filter(isUnknown) }
}

extension Circumstance: WeighedCircumstance {}
extension Rule: WeighingRule {
  package typealias Situation = Guidance.Situation
}
