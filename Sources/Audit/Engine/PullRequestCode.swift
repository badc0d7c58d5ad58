import SourceText
import Workflows

/// Whether a job checks out what anybody can write, the head of a pull request, and then goes on.
struct PullRequestCode {
  private let job: WorkflowJob
  private let workflow: WorkflowFile
  /// The steps whose outputs may be that head.
  private let given: Set<String>

  /// Where a job does in runs that an event starts; nil where it does not, or a condition keeps the pull requests of
  /// strangers out.
  static func checkout(in job: WorkflowJob, of workflow: WorkflowFile, on event: String) -> SourceRange? {
    let code = PullRequestCode(job: job, workflow: workflow, given: ids(in: job))
    let run = SupposedRun(.codeOfStranger, workflow, on: event)
    return job.steps.indices.lazy.compactMap { index in
      code.checkout(byStepAt: index).flatMap { workflow.mayRun(job, step: index, in: run) ? $0 : nil }
    }.first
  }

  private static func ids(in job: WorkflowJob) -> Set<String> {
    let given = job.steps.filter { $0.texts.contains(where: isOfPullRequest) }
    return Set(given.compactMap { $0.id?.text.lowercased() })
  }

  // MARK: Steps

  private func checkout(byStepAt index: Int) -> SourceRange? {
    let step = job.steps[index]
    let isLast = index == job.steps.count - 1
    if let use = step.action {
      guard use.name == "actions/checkout", !isLast else { return nil }
      return ["ref", "repository"].compactMap { use.inputs[$0] }.first {
        Self.isOfPullRequest($0) || isGivenOutput($0)
      }?.range
    }
    guard let script = step.script, mayFetch(script.bytes) else { return nil }
    let commands = ShellScript.commands(of: script.bytes)
    guard let place = commands.firstIndex(where: fetches) else { return nil }
    return isLast && commands[place...].allSatisfy(isQuiet) ? nil : script.range
  }

  private func mayFetch(_ script: ArraySlice<UInt8>) -> Bool {
    script.contains("gh pr checkout") || script.contains("git ") && script.contains("pull/")
  }

  /// `gh pr checkout`, and `git` with `refs/pull/` or `pull/…/head`.
  private func fetches(_ command: ShellScript.Command) -> Bool {
    let words = command.words.map(\.text)
    if words.starts(with: ["gh", "pr", "checkout"]) { return true }
    guard words.first == "git", ["fetch", "checkout", "pull"].contains(where: words.contains) else {
      return false
    }
    return words.contains { $0.contains("refs/pull/") || $0.contains("pull/") && $0.contains("/head") }
  }

  /// A command that runs nothing of what was checked out.
  private func isQuiet(_ command: ShellScript.Command) -> Bool {
    ["gh", "git", "echo", "printf", "cd"].contains(command.words.first?.text ?? "")
  }

  // MARK: Texts

  /// Whether it is what a step was given: of this job, or by the outputs of one that it waits for.
  private func isGivenOutput(_ text: WorkflowText) -> Bool {
    text.references.contains { reference in
      guard reference.name(at: 1) == "outputs", let owner = reference.property else { return false }
      switch reference.context {
      case "steps": return given.contains(owner)
      case "needs": return reference.name(at: 2).map { isGiven(output: $0, of: owner) } == true
      default: return false
      }
    }
  }

  private func isGiven(output name: String, of id: String) -> Bool {
    guard let job = workflow.job(id), let output = job.outputs[name] else { return false }
    let ids = Self.ids(in: job)
    return Self.isOfPullRequest(output)
      || output.references.contains { $0.context == "steps" && $0.property.map(ids.contains) == true }
  }

  private static func isOfPullRequest(_ text: WorkflowText) -> Bool {
    if text.bytes.contains("refs/pull/") { return true }
    return text.references.contains { reference in
      guard reference.context == "github" else { return false }
      let path = reference.dotted
      return path == "github.head_ref" || path.hasPrefix("github.event.pull_request.head.")
        || path == "github.event.pull_request.merge_commit_sha"
        || path.hasPrefix("github.event.workflow_run.head_")
    }
  }
}

extension WorkflowStep {
  /// What it is given: its environment, its inputs, its script.
  var texts: [WorkflowText] {
    env.map(\.value) + (action?.inputs ?? []).map(\.value) + [script].compactMap(\.self)
  }
}

extension WorkflowJob {
  /// The secrets that a call hands on, by name.
  var handedSecrets: [WorkflowEntry] {
    if case .entries(let entries)? = call?.secrets { entries } else { [] }
  }
}
