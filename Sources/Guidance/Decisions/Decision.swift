package import OrganizationModel

/// What was decided for one access, and why.
package struct Decision: Sendable {
  package enum Outcome: String, Sendable, CaseIterable, Hashable {
    case decided
    /// An unknown changes the outcome: see `questions`.
    case open
    /// Nothing that is permitted serves: see `unlocks`.
    case impossible
  }

  package var id: AccessID
  package var automation: AutomationID
  package var need: Need
  /// The kind of access it is one of: decision records are written for these.
  package var accessKind: AccessKind
  package var outcome: Outcome
  /// A person's override that made the outcome.
  package var exception: DecisionException?
  /// Nil unless decided.
  package var credential: ChosenCredential?
  package var preconditions: [Precondition]
  package var sideEffects: [SideEffect]
  /// The kinds in the order of `CredentialKind`; a broker's token only where a broker is described.
  package var options: [Option]
  package var questions: [Question]
  package var unlocks: [Unlock]
  /// What the other profile would say.
  package var otherProfile: OtherProfileAnswer
  /// Whether a person accepted it (`decisions: … accepted`), and whether today's choice still is what they accepted.
  package var acceptance: Acceptance?

  package func option(_ kind: CredentialKind) -> Option? {
    options.first { $0.kind == kind }
  }
}

extension Decision.Outcome {
  /// As people read it; files for programs have the raw value.
  package var words: String {
    switch self {
    case .decided: "decided"
    case .open: "needs an answer"
    case .impossible: "blocked"
    }
  }

  /// After a number: `2 need an answer`.
  package func words(of count: Int) -> String { self == .open && count != 1 ? "need an answer" : words }

  /// What an answer or a change leads to, as people read it: the outcome in words, or the kind as it is.
  package static func words(_ leadsTo: String) -> String {
    Decision.Outcome(rawValue: leadsTo)?.words ?? leadsTo
  }
}

extension Option.Verdict {
  /// As people read it; files for programs have the raw value.
  package var words: String {
    switch self {
    case .chosen: "chosen"
    case .outranked: "lower priority"
    case .struck: "ruled out"
    case .open: "undetermined"
    }
  }
}

/// The credential that an access uses.
package struct ChosenCredential: Sendable, Hashable {
  package var kind: CredentialKind
  /// A machine user, an App or a person, described or proposed; nil where nobody holds it.
  package var holder: Name?
  /// The id of its `CredentialPlan`; nil where nothing is stored.
  package var plan: String?
  /// Of a classic PAT.
  package var scopes: [String]
  /// Permission to level; workflow spelling (`pull-requests`) for `github_token`, API spelling elsewhere.
  package var permissions: [String: AccessLevel]
}

/// One kind of credential, weighed for one access.
package struct Option: Sendable, Hashable {
  package enum Verdict: String, Sendable, CaseIterable, Hashable {
    case chosen
    /// It serves, and a credential that comes first serves too.
    case outranked
    case struck
    /// Whether it serves hangs on something unknown.
    case open
  }

  package var kind: CredentialKind
  package var verdict: Verdict
  /// The ids of the rules that decided it, sorted.
  package var rules: [String]
  /// The ids of the facts that those rules rest on, sorted.
  package var facts: [String]
  /// One sentence.
  package var because: String
}

/// Something that must be so before the access works.
package struct Precondition: Sendable, Hashable {
  package var id: String
  package var text: String
  /// No API does it: a click in the browser (C-18).
  package var uiOnly: Bool
}

/// Something that comes with the choice.
package struct SideEffect: Sendable, Hashable {
  package var id: String
  package var text: String
  /// Whether it is a warning rather than a remark.
  package var isWarning: Bool
}

/// Something that the description leaves unsaid and that matters.
package struct Question: Sendable, Hashable {
  package struct Answer: Sendable, Hashable {
    /// As it would be written in the description: `forbidden`.
    package var answer: String
    /// A kind of credential, `open` or `impossible`.
    package var leadsTo: String
  }

  /// One place to answer is one question: the id is made of `answerAt`.
  package var id: String
  package var ask: String
  /// The key path in the description, `policy.deploy_keys`.
  package var answerAt: String
  package var answers: [Answer]
  /// Whether the outcome of some access hangs on it; else only preconditions and the like do.
  package var opens: Bool
  /// Where it opens nothing: the prerequisites and side effects that one answer brings and another doesn't, in words.
  package var changes: [String] = []
}

/// The smallest change that would give an access a credential.
package struct Unlock: Sendable, Hashable {
  package var change: String
  /// The kind that the access would then get.
  package var gives: CredentialKind
}

package struct OtherProfileAnswer: Sendable, Hashable {
  package var profile: Profile
  package var outcome: Decision.Outcome
  package var kind: CredentialKind?
}

/// A person's override, in force.
package struct DecisionException: Sendable, Hashable {
  package var because: String
  package var by: Name
  package var until: Day
  /// What would have been decided without it.
  package var instead: CredentialKind?
}

/// A person's acceptance of a decision.
package struct Acceptance: Sendable, Hashable {
  package var day: Day
  package var by: Name?
  /// The kind that was accepted.
  package var kind: CredentialKind?
  /// Whether today's choice differs from what was accepted.
  package var isStale: Bool
}

/// A kind of access, such as "a cluster pulls a private container package of this organization".
package struct AccessKind: Sendable, Hashable, Comparable {
  /// Kebab case, stable: `outside-pull-container-package-private`.
  package var id: String
  /// A clause without a full stop: `a consumer outside Actions pulls a private container package`.
  package var title: String

  package static func < (left: AccessKind, right: AccessKind) -> Bool { left.id < right.id }
}
