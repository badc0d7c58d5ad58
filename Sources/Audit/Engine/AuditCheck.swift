import Catalog
import OrganizationModel
package import SourceText
package import Workflows

/// One check: what it says of itself, how it looks, and examples that are its tests and stand on its page.
package struct AuditCheck: Sendable {
  /// What it looks at.
  package enum Look: Sendable {
    /// One file at a time; what a description says of it is in `AuditedFile.described`.
    case file(@Sendable (AuditedFile) -> [Finding])
    /// A description, with all its checkouts.
    case organization(@Sendable (AuditedOrganization) -> [Finding])
  }

  package let description: CheckDescription
  package let examples: [AuditExample]
  package let look: Look

  /// A check of one file at a time.
  package init(
    _ description: CheckDescription, examples: [AuditExample],
    find: @escaping @Sendable (AuditedFile) -> [Finding]
  ) {
    self.description = description
    self.examples = examples
    self.look = .file(find)
  }

  /// A check of a file that a description speaks of.
  init(
    _ description: CheckDescription, examples: [AuditExample],
    findDescribed find: @escaping @Sendable (DescribedWorkflow) -> [Finding]
  ) {
    self.init(description, examples: examples) { $0.described.map(find) ?? [] }
  }

  /// A check of a description with all its checkouts.
  init(
    _ description: CheckDescription, examples: [AuditExample],
    across find: @escaping @Sendable (AuditedOrganization) -> [Finding]
  ) {
    self.description = description
    self.examples = examples
    self.look = .organization(find)
  }

  package var id: String { description.id }

  /// Whether it finds something that it would not find without a description.
  var looksAtDescription: Bool { examples.contains { $0.finds && $0.description != nil } }

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
  /// The description that the file is held against; nil for a check that needs none.
  package let description: String?
  /// The workflow: `.github/workflows/ci.yml` of the repository `web` of `acme`, unless its path says otherwise.
  package let text: String
  /// Where the text is in its repository.
  package let path: String
  /// The lines of the workflow, from 1, on which a finding begins; empty where the check finds nothing.
  package let lines: [Int]
  /// The same of the description.
  package let descriptionLines: [Int]
  /// Other workflows of the organization, by `repository/name`.
  package let others: [String: String]

  /// An example without a description.
  package init(
    _ title: String, _ text: String, at path: String = AuditExample.workflow, finds lines: [Int] = [],
    beside others: [String: String] = [:]
  ) {
    self.init(title, against: nil, text, at: path, finds: lines, beside: others)
  }

  /// An example with one.
  package init(
    _ title: String, against description: String?, _ text: String, at path: String = AuditExample.workflow,
    finds lines: [Int] = [], inDescription descriptionLines: [Int] = [], beside others: [String: String] = [:]
  ) {
    self.title = title
    self.description = description
    self.text = text
    self.path = path
    self.lines = lines
    self.descriptionLines = descriptionLines
    self.others = others
  }

  /// The path of an example that is a workflow.
  package static let workflow = ".github/workflows/ci.yml"
  /// That of one that is a trust policy.
  package static let policy = ".github/chainguard/web-ci.sts.yaml"

  /// Whether the check finds something.
  package var finds: Bool { !lines.isEmpty || !descriptionLines.isEmpty }
}

/// A workflow or action file that is looked at.
package struct AuditedFile: Sendable {
  /// What was read of it.
  package let source: WorkflowSource
  /// Its bytes, for changes that keep all others.
  package let text: SourceFile
  /// What a description says of it; nil without one, and for an action.
  package let described: DescribedWorkflow?
  /// What was decided that a trust policy gives; nil without a description, and for any other file.
  let policy: DecidedTrustPolicy?
  /// Every list of steps: of each job, or of a composite action.
  let stepLists: [StepList]
  /// All that it shows to use, where a check asks for it: with a description always.
  let uses: WorkflowUses?
  /// The logins of its own steps to registries of GitHub, each place once.
  let registryLogins: [JobLogin]
  /// Which workflows of its checkout call each other.
  let calls: CalledWorkflows.View
  /// What is known of GitHub's API.
  let catalog: Catalog
  /// The day that it is held against: of the description, of the run, or else on which the catalog was last looked at.
  let day: Day
  /// A quick look: whether `secrets` stands anywhere in it.
  let mentionsSecrets: Bool

  init(
    _ source: WorkflowSource, _ input: Auditor.Input, described: DescribedWorkflow? = nil,
    policy: DecidedTrustPolicy? = nil, among called: CalledWorkflows = CalledWorkflows(),
    knowing catalog: Catalog, on day: Day? = nil
  ) {
    self.day =
      described?.description.decisions.day ?? day ?? catalog.services.all.map(\.checked).max()
      ?? Day(number: 0)
    self.source = source
    self.text = input.file
    self.catalog = catalog
    self.described = described
    self.policy = policy
    calls = CalledWorkflows.View(all: called, input)
    mentionsSecrets = input.file.bytes[...].contains("secrets")
    stepLists = StepList.all(of: source, knowing: catalog.actions)
    uses = described?.uses ?? WorkflowUses.wanted(of: source, text, knowing: catalog)
    registryLogins = JobLogin.all(uses, owner: described?.tree.owner, in: stepLists)
  }

  /// The trust policy; nil for any other file.
  var trustPolicy: TrustPolicyFile? {
    if case .policy(let policy) = source { policy } else { nil }
  }

  /// The workflow; nil for an action.
  package var workflow: WorkflowFile? {
    if case .workflow(let workflow) = source { workflow } else { nil }
  }
}

extension AuditedFile {
  /// Whether strangers can write to the repository's issues; where nobody says what it is, it may be public.
  var isOpenToStrangers: Bool { described?.repository?.visibility.map { $0 == .public } ?? true }

  /// What is found of each step of a workflow at the first event of some that start it.
  func steps(
    on events: Set<String>,
    _ find: (WorkflowStep, Int, WorkflowJob, StepList, WorkflowFile, _ event: String) -> Finding?
  ) -> [Finding] {
    guard let workflow else { return [] }
    let events = workflow.triggers.map(\.event).filter(events.contains)
    guard !events.isEmpty else { return [] }
    return stepLists.flatMap { list -> [Finding] in
      guard let job = list.job else { return [] }
      return job.steps.enumerated().compactMap { index, step in
        for event in events {
          if let found = find(step, index, job, list, workflow, event) { return found }
        }
        return nil
      }
    }
  }
}

/// The steps of one job, or of a composite action.
final class StepList: Sendable {
  /// The id of the job; `runs` for an action.
  let name: String
  /// Nil for an action.
  let job: WorkflowJob?
  let workflow: WorkflowFile?
  let steps: [WorkflowStep]
  /// The actions that are known.
  let actions: KnownActions

  private init(
    name: String, job: WorkflowJob?, workflow: WorkflowFile?, steps: [WorkflowStep],
    knowing actions: KnownActions
  ) {
    self.name = name
    self.job = job
    self.workflow = workflow
    self.steps = steps
    self.actions = actions
  }

  static func all(of source: WorkflowSource, knowing actions: KnownActions) -> [StepList] {
    switch source {
    case .workflow(let workflow):
      workflow.jobs.map {
        StepList(name: $0.id, job: $0, workflow: workflow, steps: $0.steps, knowing: actions)
      }
    case .action(let action):
      [StepList(name: "runs", job: nil, workflow: nil, steps: action.steps, knowing: actions)]
    case .policy: []
    }
  }

  /// What the job's token may do, where the file says; nil where the default of the organization holds.
  var permissions: TokenPermissions? { job?.permissions ?? workflow?.permissions }

  /// What a step is called in a subject: `build/login`, without anything that moves when a step is put before it.
  func subject(_ step: WorkflowStep, _ rest: String = "") -> String {
    let name = step.id?.text ?? step.name?.text ?? step.action?.target.actionName ?? "run"
    return rest.isEmpty ? "\(self.name)/\(name)" : "\(self.name)/\(name) \(rest)"
  }
}
