package import Guidance

/// What one decision record is about: a kind of access, and what became of it.
///
/// Where one kind of access has several outcomes or chosen credentials, each has a record of its own.
package struct DecisionRecordSubject: Sendable, Hashable, Comparable {
  package let kind: AccessKind
  package let outcome: Decision.Outcome
  /// Nil unless decided.
  package let credential: CredentialKind?

  package init(_ decision: Decision) {
    kind = decision.accessKind
    outcome = decision.outcome
    credential = decision.credential?.kind
  }

  /// The title of the record, without its number: `Use a deploy key where a workflow clones …`.
  package var title: String {
    "\(choice) where \(kind.title)"
  }

  private var choice: String {
    switch outcome {
    case .decided: "Use \(credential?.phrase ?? "nothing")"
    case .open: "Ask before choosing a credential"
    case .impossible: "Find no permitted credential"
    }
  }

  package static func < (left: DecisionRecordSubject, right: DecisionRecordSubject) -> Bool {
    guard left.kind == right.kind else { return left.kind < right.kind }
    guard left.outcome == right.outcome else { return left.outcome.rawValue < right.outcome.rawValue }
    guard let leftKind = left.credential, let rightKind = right.credential else {
      return left.credential == nil && right.credential != nil
    }
    return leftKind < rightKind
  }
}
