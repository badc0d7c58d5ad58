package import OrganizationModel
package import Services

/// What was decided for one access to a service, and why: the same as `Decision` is for accesses to GitHub.
package struct ServiceDecision: Sendable {
  package var id: AccessID
  package var automation: AutomationID
  package var use: ServiceUse
  /// What the description says of the service.
  package var service: DescribedService
  /// All that is known of it.
  package var record: ServiceRecord
  package var outcome: Decision.Outcome
  /// A person's override that made the outcome.
  package var exception: ServiceException?
  /// What it uses; nil unless decided.
  package var credential: ChosenServiceCredential?
  package var preconditions: [Precondition]
  package var sideEffects: [SideEffect]
  /// Those of the record that serve the need, in its order; then the rungs that the service doesn't have.
  package var options: [ServiceOptionVerdict]
  package var questions: [Question]
  package var unlocks: [ServiceUnlock]
  /// What the other profile would say: the ladder is the same in both.
  package var otherProfile: Profile
  /// When a fact turns on which the choice rests, and what comes then; nil where no such day is known.
  package var change: ComingChange?
  package var acceptance: ServiceAcceptance?
  /// The values of the placeholders of the record's texts, by name; of what the description doesn't say there is none.
  package var placeholders: [String: String]
  /// The steps of the chosen option that apply; those that hang on an unknown are among them. Empty unless decided.
  package var steps: ServiceSteps

  /// Whether somebody looked up how the service works. If not, nothing is replaced, and questions are asked.
  package var isLookedUp: Bool { !record.isGeneric }

  /// The chosen option of the record.
  package var option: ServiceOption? { credential.flatMap { record.option($0.option) } }

  /// A text of the record with what the description says; the rest is in capitals.
  package func filled(_ text: String) -> String { ServicePlaceholder.fill(text) { placeholders[$0] } }
}

/// The credential that an access to a service uses.
package struct ChosenServiceCredential: Sendable, Hashable {
  package var rung: Rung
  /// The id of the record's option.
  package var option: String
  /// As it stands in a sentence.
  package var title: String
  /// An account of the service, or a person; nil where nobody is described.
  package var holder: Name?
  /// The name of the secret that it is stored as; nil where nothing is stored.
  package var secret: String?
  /// The described credential that it already is.
  package var existing: Name?
}

/// One option of a record, or a rung that the service doesn't have, weighed for one access.
package struct ServiceOptionVerdict: Sendable, Hashable {
  /// The id of the option; of a rung that there isn't, the rung.
  package var option: String
  package var rung: Rung
  package var title: String
  package var verdict: Option.Verdict
  /// The ids of the rules that decided it, sorted.
  package var rules: [String]
  /// The ids of the facts that those rules rest on, sorted.
  package var facts: [String]
  /// One sentence.
  package var because: String
}

/// The smallest change that would give an access to a service a credential, or one that comes first.
package struct ServiceUnlock: Sendable, Hashable {
  package var change: String
  /// The id of the option that the access would then get.
  package var gives: String
}

/// A person's override of a decision about a service, in force.
package struct ServiceException: Sendable, Hashable {
  package var because: String
  package var by: Name
  package var until: Day
  /// The id of the option that would have been decided without it.
  package var instead: String?
}

/// A person's acceptance of a decision about a service.
package struct ServiceAcceptance: Sendable, Hashable {
  package var day: Day
  package var by: Name?
  /// The id of the option that was accepted.
  package var option: String?
  /// Whether today's choice differs from what was accepted.
  package var isStale: Bool
}

/// A day on which a fact turns, and with it a choice.
package struct ComingChange: Sendable, Hashable {
  package var day: Day
  /// The id of the fact.
  package var fact: String
  package var confidence: ServiceFact.Confidence
  /// What is true from then on, as a sentence.
  package var sentence: String
  /// The id of the option from then on; nil where none is left.
  package var gives: String?
}
