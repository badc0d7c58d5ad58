package import Exposure
import Guidance
package import OrganizationModel

/// What is different between two states of one organization's description, once both are decided.
package struct OrganizationDifference: Sendable {
  /// The days that each was decided for.
  package let days: (before: Day, after: Day)
  /// In the order of their ids.
  package let accesses: [AccessDifference]
  /// The credentials that exist, in the order of their names.
  package let credentials: [CredentialDifference]
  /// What people have to do because of it, most important first.
  package let tasks: [DifferenceTask]

  /// Whether the two say the same of every access, credential and task; their days may differ.
  package var isEmpty: Bool { accesses.isEmpty && credentials.isEmpty && tasks.isEmpty }

  /// Compares two states.
  package init(from before: DecisionIndex, to after: DecisionIndex) {
    days = (before.decisions.day, after.decisions.day)
    accesses = AccessDifference.all(before.decisions.accesses, after.decisions.accesses)
    credentials = CredentialDifference.all(before, after)
    tasks = DifferenceTask.all(before.decisions, after.decisions)
  }
}

/// Pairs the things of two states by what they are called; a thing that one of them lacks has nil there.
func paired<Value, Key: Hashable & Comparable>(
  _ before: [Value], _ after: [Value], by key: (Value) -> Key
) -> [(key: Key, before: Value?, after: Value?)] {
  let old = Dictionary(before.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
  let new = Dictionary(after.map { (key($0), $0) }, uniquingKeysWith: { first, _ in first })
  return Set(old.keys).union(new.keys).sorted().map { ($0, old[$0], new[$0]) }
}

/// The text with one full stop at its end.
func sentence(_ text: String) -> String { text.hasSuffix(".") ? text : text + "." }
