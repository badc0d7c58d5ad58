package import SourceText
package import Workflows

/// One check: what it says of itself, how it looks, and examples that are its tests and stand on its page.
package struct AuditCheck: Sendable {
  package let description: CheckDescription
  package let examples: [AuditExample]
  /// What it finds in one file.
  package let find: @Sendable (AuditedFile) -> [Finding]

  package init(
    _ description: CheckDescription, examples: [AuditExample],
    find: @escaping @Sendable (AuditedFile) -> [Finding]
  ) {
    self.description = description
    self.examples = examples
    self.find = find
  }

  package var id: String { description.id }

  /// A finding of this check, with its severity and confidence unless they are given.
  func finding(
    _ message: String, about subject: String, at range: SourceRange, severity: FindingSeverity? = nil,
    confidence: Confidence? = nil, help: String? = nil, related: [Diagnostic.RelatedPlace] = [],
    edits: [TextEdit] = []
  ) -> Finding {
    description.finding(
      message, about: subject, at: range, severity: severity, confidence: confidence, help: help,
      related: related, edits: edits)
  }
}

extension CheckDescription {
  /// A finding of this check, with its severity and confidence unless they are given.
  func finding(
    _ message: String, about subject: String, at range: SourceRange, severity: FindingSeverity? = nil,
    confidence: Confidence? = nil, help: String? = nil, related: [Diagnostic.RelatedPlace] = [],
    edits: [TextEdit] = []
  ) -> Finding {
    Finding(
      id, severity ?? self.severity, confidence ?? self.confidence, message, about: subject, at: range,
      help: help, related: related, edits: edits)
  }
}

/// A workflow file, and what a check says of it.
package struct AuditExample: Sendable {
  /// What it shows, in a few words.
  package let title: String
  package let text: String
  /// The lines, from 1, on which a finding begins; empty where the check finds nothing.
  package let lines: [Int]

  package init(_ title: String, _ text: String, finds lines: [Int] = []) {
    self.title = title
    self.text = text
    self.lines = lines
  }
}

/// A workflow or action file that is looked at.
package struct AuditedFile: Sendable {
  /// What was read of it.
  package let source: WorkflowSource
  /// Its bytes, for changes that keep all others.
  package let text: SourceFile

  package init(_ source: WorkflowSource, text: SourceFile) {
    self.source = source
    self.text = text
  }

  /// The workflow; nil for an action.
  package var workflow: WorkflowFile? {
    if case .workflow(let workflow) = source { workflow } else { nil }
  }

  /// Every list of steps: of each job, or of a composite action.
  var stepLists: [StepList] {
    switch source {
    case .workflow(let workflow):
      workflow.jobs.map { StepList(name: $0.id, job: $0, workflow: workflow, steps: $0.steps) }
    case .action(let action): [StepList(name: "runs", job: nil, workflow: nil, steps: action.steps)]
    }
  }
}

/// The steps of one job, or of a composite action.
struct StepList {
  /// The id of the job; `runs` for an action.
  let name: String
  /// Nil for an action.
  let job: WorkflowJob?
  let workflow: WorkflowFile?
  let steps: [WorkflowStep]

  /// What the job's token may do, where the file says; nil where the default of the organization holds.
  var permissions: TokenPermissions? { job?.permissions ?? workflow?.permissions }

  /// What a step is called in a subject: `build/login`, without anything that moves when a step is put before it.
  func subject(_ step: WorkflowStep, _ rest: String = "") -> String {
    let name = step.id?.text ?? step.name?.text ?? step.action?.target.actionName ?? "run"
    return rest.isEmpty ? "\(self.name)/\(name)" : "\(self.name)/\(name) \(rest)"
  }
}
