import Catalog
import SourceText
import Workflows

/// Which jobs do things that their file does not show: a token in the hands of a script, actions that nobody knows.
struct Opacity {
  private let uses: WorkflowUses?
  private let workflow: WorkflowFile
  private let unknownJobs: Set<String>
  private let actions: KnownActions

  /// - Parameter uses: nil where they have not been read: then fewer jobs hide something than really do.
  init(_ workflow: WorkflowFile, _ uses: WorkflowUses?, knowing actions: KnownActions) {
    self.actions = actions
    self.workflow = workflow
    self.uses = uses
    unknownJobs = Set(uses?.unknownActions.map(\.job) ?? [])
  }

  /// Whether a job may use the job's own token in ways that are not to be seen.
  func hidesJobToken(_ job: WorkflowJob) -> Bool {
    isClosed(job) || job.steps.contains { isOpen($0, in: job, toAny: false) }
  }

  /// Whether a job may use any credential in ways that are not to be seen.
  func hidesUses(_ job: WorkflowJob) -> Bool {
    isClosed(job) || job.steps.contains { isOpen($0, in: job, toAny: true) }
  }

  private func isClosed(_ job: WorkflowJob) -> Bool { job.call != nil || unknownJobs.contains(job.id) }

  /// Whether a job signs in to a registry with the job's token: what it then does there is the registry's to know.
  func signsIn(_ job: WorkflowJob) -> Bool {
    uses?.logins.contains { $0.job == job.id && $0.credential == .jobToken } ?? false
  }

  /// Whether a script of a job may push with what a checkout left.
  func mayPush(_ job: WorkflowJob) -> Bool {
    let isKept = job.steps.contains { step in
      guard let use = step.action else { return false }
      guard use.target.actionName == "actions/checkout" else { return false }
      return use.inputs["persist-credentials"]?.literal?.lowercased() != "false"
    }
    return isKept && job.steps.contains { $0.script != nil }
  }

  private func isOpen(_ step: WorkflowStep, in job: WorkflowJob, toAny: Bool) -> Bool {
    switch step.work {
    case .control: false
    case .run: hasCredential(step, in: job)
    case .action(let use): isOpen(use, hasCredential(step, in: job), toAny: toAny)
    }
  }

  /// Whether a step has a credential in its variables or its script.
  private func hasCredential(_ step: WorkflowStep, in job: WorkflowJob) -> Bool {
    let values = (workflow.env + job.env + step.env).map(\.value) + [step.script].compactMap(\.self)
    return values.contains { text in text.references.contains(where: isCredential) }
  }

  private func isCredential(_ reference: ContextReference) -> Bool {
    switch reference.context {
    case "secrets": true
    case "github": reference.path.isEmpty || reference.isPath("github", "token")
    case "steps": reference.name(at: 2).map { $0.contains("token") } ?? true
    default: false
    }
  }

  /// Whether an action may do with a token what its record does not say: records say what an action is for, seldom all that
  /// it can do, and an action reads the job's token even where nobody gives it (G-04). One that is given another token takes
  /// that.
  private func isOpen(_ use: ActionUse, _ hasVariable: Bool, toAny: Bool) -> Bool {
    guard let name = use.target.actionName, let action = actions[name] else { return true }
    if Opacity.isPlain(name) { return false }
    if toAny || hasVariable { return true }
    let given = action.inputs.filter { $0.takes == .token }.compactMap { use.inputs[$0.name] }
    let isOther = { (text: WorkflowText) in
      text.references.contains(where: isCredential) && !text.references.contains(where: \.isJobToken)
    }
    return given.isEmpty || !given.allSatisfy(isOther)
  }

  /// Whether an action, by its name in lower case, does with a token what its record says and nothing else.
  static func isPlain(_ name: String) -> Bool { plain.contains(where: name.hasPrefix) }

  private static let plain = [
    "actions/cache", "actions/checkout", "actions/create-github-app-token", "actions/download-artifact",
    "actions/setup-", "actions/upload-artifact", "aws-actions/", "azure/docker-login", "azure/login",
    "docker/",
    "github/codeql-action/", "google-github-actions/", "sigstore/cosign-installer",
    "step-security/harden-runner",
  ]
}

extension DescribedWorkflow {
  /// Whether the file shows all that it does.
  var isTransparent: Bool {
    let opacity = Opacity(file, uses, knowing: actions)
    return !file.jobs.contains(where: opacity.hidesUses)
  }

  /// Whether a script may push with what a checkout left.
  var mayPush: Bool {
    let opacity = Opacity(file, uses, knowing: actions)
    return file.jobs.contains(where: opacity.mayPush)
  }
}
