package import SourceText

/// A place where a secret turns out to belong to a service.
package struct RecognizedSecret: Sendable {
  package let credential: CredentialSource
  package let service: RecognizedService
  /// The id of the job; nil for the workflow's own `env`.
  package let job: String?
  /// The position of the step in its job.
  package let step: Int?
  /// The job's environment, where its name is written out.
  package let environment: String?
  /// Where the secret is named, or the command that takes it.
  package let range: SourceRange
  /// Where each call stands that leads from the workflow to here, the outermost first.
  package let calls: [SourceRange]
}

/// Whose a secret is, and how that is known.
package struct RecognizedService: Sendable, Hashable {
  /// The id of the service's record.
  package let id: String
  package let sign: ServiceSign
  /// Whether what is there is no secret: the name of a user, an id, a region.
  package let isIdentifier: Bool
  /// What it is needed for, `publish package`; nil where the place doesn't tell.
  package let need: String?

  package init(id: String, sign: ServiceSign, isIdentifier: Bool = false, need: String? = nil) {
    (self.id, self.sign, self.isIdentifier, self.need) = (id, sign, isIdentifier, need)
  }
}

/// What tells whose a secret is, the weakest first.
package enum ServiceSign: String, Sendable, CaseIterable, Hashable, Comparable {
  /// Its own name, or that of what a workflow hands on.
  case name
  /// A variable that a tool reads.
  case variable
  /// The address that a command goes to.
  case host
  /// A command that reads the variable.
  case command
  /// An input or a variable of an action.
  case action

  package static func < (left: ServiceSign, right: ServiceSign) -> Bool {
    let order = allCases
    return order.firstIndex(of: left) ?? 0 < order.firstIndex(of: right) ?? 0
  }
}
