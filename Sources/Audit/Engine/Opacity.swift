import SourceText
import Workflows

/// Which jobs do things that their file does not show: a token in the hands of a script, actions that nobody knows.
struct Opacity {
  private let uses: WorkflowUses
  private let workflow: WorkflowFile
  private let unknownJobs: Set<String>

  init(_ workflow: WorkflowFile, _ uses: WorkflowUses) {
    self.workflow = workflow
    self.uses = uses
    unknownJobs = Set(uses.unknownActions.map(\.job))
  }

  /// Whether a job may use the job's token, or any credential, in ways that are not to be seen.
  func hidesUses(_ job: WorkflowJob) -> Bool {
    job.call != nil || unknownJobs.contains(job.id) || job.steps.contains { isOpen($0, in: job) }
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

  private func isOpen(_ step: WorkflowStep, in job: WorkflowJob) -> Bool {
    switch step.work {
    case .control: false
    case .run: hasCredential(step, in: job)
    case .action(let use): isOpen(use)
    }
  }

  /// Whether a script has a credential in its variables or its text.
  private func hasCredential(_ step: WorkflowStep, in job: WorkflowJob) -> Bool {
    let values = (workflow.env + job.env + step.env).map(\.value) + [step.script].compactMap(\.self)
    return values.contains { text in
      text.references.contains { reference in
        switch reference.context {
        case "secrets": true
        case "github": reference.path.isEmpty || reference.isPath("github", "token")
        case "steps": reference.name(at: 2).map { $0.contains("token") } ?? true
        case "env", "inputs", "matrix": false
        default: false
        }
      }
    }
  }

  /// Whether an action may do with a token what its record does not say: of two tokens it does not say which does what,
  /// and a record from general knowledge does not say all.
  private func isOpen(_ use: ActionUse) -> Bool {
    guard let name = use.target.actionName, let action = KnownAction.named(name) else { return true }
    if name == "actions/github-script" { return true }
    let tokens = use.inputs.filter { action.input($0.name)?.takes == .token }
    let takesToken = (action.inputs + action.env).contains { $0.takes == .token }
    return tokens.count > 1 || takesToken && action.checked == nil
  }
}

extension DescribedWorkflow {
  /// Whether the file shows all that it does.
  var isTransparent: Bool {
    let opacity = Opacity(file, uses)
    return !file.jobs.contains(where: opacity.hidesUses)
  }

  /// Whether a script may push with what a checkout left.
  var mayPush: Bool {
    let opacity = Opacity(file, uses)
    return file.jobs.contains(where: opacity.mayPush)
  }
}
