package import OrganizationModel
package import SourceText

/// One credential, or way without one, that a service accepts.
package struct ServiceOption: Sendable {
  /// Kebab case: `trusted-publishing`.
  package let id: String
  package let rung: Rung
  /// As it stands in a sentence: `a token of an account made for automation`.
  package let title: String
  /// The needs that it can serve, by name: `publish package`.
  package let serves: [String]
  /// The services whose identity it takes; of the rung *through* alone.
  package let through: [String]
  /// What rules it out.
  package let strikes: [Strike]
  /// What must be so before it works.
  package let makeSure: [Remark]
  /// What comes with it.
  package let sideEffects: [Remark]
  package let workflow: WorkflowChange?
  package let token: Token?
  /// Where its value is kept; nil where nothing is stored.
  package let stored: Stored?
  /// How it is set up, proved, replaced and ended.
  package let steps: ServiceSteps
  package let range: SourceRange

  /// What rules an option out.
  package struct Strike: Sendable {
    /// `npm-trusted-publishing-2`: its service, its option and its number.
    package let id: String
    package let condition: ServiceCondition
    /// A clause.
    package let because: String
    /// What to do instead, as a clause; nil where nobody knows.
    package let instead: String?
    /// The id of the option that one then gets; nil is the one that is struck.
    package let gives: String?
    package let range: SourceRange
  }

  /// Something that must be so, or that comes with a choice.
  package struct Remark: Sendable {
    /// `npm-trusted-publishing-sure-1`.
    package let id: String
    package let condition: ServiceCondition
    package let text: String
    /// The text where it isn't known whether it applies; nil: the same, with words that say so.
    package let ifUnknown: String?
    package let isWarning: Bool
  }

  /// What changes in the workflow file.
  package struct WorkflowChange: Sendable, Hashable {
    package enum Environment: String, Sendable, CaseIterable, Hashable {
      /// It is safer with one.
      case proposed
      /// It works only with one.
      case needed
    }

    package enum Store: String, Sendable, CaseIterable, Hashable {
      case vars, secrets
    }

    /// What the job's token must be allowed, in workflow spelling: `id-token: write`.
    package let permissions: [(name: String, level: String)]
    package let environment: Environment?
    /// Variables that go.
    package let removes: [String]
    /// Values that the workflow reads, and where they are kept.
    package let values: [(name: String, store: Store)]

    package static func == (left: Self, right: Self) -> Bool {
      left.permissions.elementsEqual(right.permissions, by: ==) && left.environment == right.environment
        && left.removes == right.removes && left.values.elementsEqual(right.values, by: ==)
    }

    package func hash(into hasher: inout Hasher) { hasher.combine(removes) }
  }

  /// What is known of a value that is stored.
  package struct Token: Sendable, Hashable {
    /// The least that it should be allowed, in the words of the service.
    package let scopes: String?
    /// How long it can live at most, and for which need that is so; nil where it may live for ever, or nobody knows.
    package let expiresAfter: Days?
    package let expiresFor: String?
    package let neverExpires: Bool
    /// How often to replace one that doesn't end.
    package let rotateEvery: Days?
    /// Whether old and new can live side by side.
    package let overlaps: Bool?
    /// Where the service shows when it was last used.
    package let lastUse: String?
    /// Who mints and ends it.
    package let admin: String?
    /// The plan that it takes.
    package let plan: String?
  }

  /// Where a value is kept.
  package struct Stored: Sendable, Hashable {
    /// The usual name of the secret.
    package let secret: String
    /// What is kept beside it, and where.
    package let beside: [Beside]

    package struct Beside: Sendable, Hashable {
      package let name: String
      package let store: WorkflowChange.Store
    }
  }

  /// The facts that its strikes rest on, in order.
  package var facts: [String] {
    strikes.flatMap(\.condition.facts).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
  }
}

/// How one option is set up, proved, replaced and ended.
package struct ServiceSteps: Sendable {
  package var setup: [ServiceStep] = []
  /// Shows that it works.
  package var positive: [ServiceStep] = []
  /// Shows that what must not work doesn't.
  package var negative: [ServiceStep] = []
  /// Nil where there is nothing to replace.
  package var rotation: Rotation?
  /// Ends it; what can be undone comes first. Empty where there is nothing to end.
  package var revoke: [ServiceStep] = []
  /// How one sees that it is still used; nil where nothing shows it.
  package var lastUse: ServiceStep?

  package init() {}

  package struct Rotation: Sendable {
    /// Whether old and new live side by side.
    package let overlaps: Bool
    /// Short clauses, in order.
    package let order: [String]
    package let steps: [ServiceStep]

    package init(overlaps: Bool, order: [String], steps: [ServiceStep]) {
      (self.overlaps, self.order, self.steps) = (overlaps, order, steps)
    }
  }

  package var all: [ServiceStep] {
    setup + positive + negative + (rotation?.steps ?? []) + revoke + [lastUse].compactMap(\.self)
  }
}

/// One step. Its texts have placeholders, `{target}`; see `ServicePlaceholder`. What a reader has to fill in is in capitals.
package struct ServiceStep: Sendable {
  /// Where to click, `npmjs.com → Access Tokens`. Of this, `run`, `do` and `edit` at least one is there.
  package let place: String?
  /// A command.
  package let run: String?
  package let `do`: String?
  /// The file to edit.
  package let edit: String?

  /// `repository` for whoever is responsible for it, `holder` for whoever has the account; others in words.
  package let who: String
  /// The ask that it is done once for: an account of the service.
  package let once: String?
  package let condition: ServiceCondition
  /// What is entered, by the label of the field.
  package let enter: [Field]
  /// A second command, after the first.
  package let then: String?
  /// The file that the command reads, of which the snippet is the text.
  package let file: String?
  /// The name of a file in `catalog/services/snippets`, without its ending.
  package let snippet: String?
  /// Whether it runs in the job.
  package let isInJob: Bool
  /// What one should see.
  package let expect: String?
  /// What to do if one doesn't.
  package let otherwise: String?
  /// Whether it comes after it was proved that the new way works.
  package let isAfterVerifying: Bool
  package let evidence: String?
  package let note: String?
  /// What it does, and how fast.
  package let effect: String?
  /// How it is undone.
  package let undo: String?
  /// What to wait for first, as a clause: `until no job has failed for a week`. In an emergency nobody waits.
  package let wait: String?
  /// An address that says so.
  package let source: String?
  package let range: SourceRange

  package struct Field: Sendable, Hashable {
    package let label: String
    package let value: String
  }

  /// Those who a step names without words of its own.
  package static let repository = "repository"
  package static let holder = "holder"

  /// Every text that may have placeholders.
  package var texts: [String] {
    [
      place, run, `do`, edit, then, file, expect, otherwise, evidence, note, effect, undo, wait,
    ].compactMap(\.self) + enter.map(\.value)
  }
}

/// What an example says an automation is like, and what is chosen then.
package struct ServiceExample: Sendable {
  /// By the circumstance: `runner`, `own`.
  package let values: [ServiceSubject: String]
  /// The name of the need.
  package let need: String
  /// Nil: the day on which the record was checked.
  package let day: Day?
  /// The id of an option, or `impossible` or `open`.
  package let gives: String
  /// What would help; nil where the example doesn't say.
  package let unlock: String?
  package let range: SourceRange

  package static let impossible = "impossible"
  package static let open = "open"
}
