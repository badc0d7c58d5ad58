import SourceText
import Workflows

/// Whether a job checks out what anybody can write: the head of a pull request.
enum PullRequestCode {
  /// Where it does; nil where it does not, or its `if` keeps forks out.
  static func checkout(in list: StepList) -> SourceRange? {
    if let condition = list.job?.condition?.text, keepsForksOut(condition) { return nil }
    let given = list.steps.filter { $0.texts.contains(where: isOfPullRequest) }
    let ids = Set(given.compactMap { $0.id?.text.lowercased() })
    return list.steps.lazy.compactMap { checkout(by: $0, ids) }.first
  }

  /// Asks for the repository's own branches, for a merge, or for what pushed branches started.
  private static func keepsForksOut(_ condition: String) -> Bool {
    let words = [
      "head.repo.full_name == github.repository", "github.repository == github.event.pull_request.head.repo",
      "head_repository.full_name == github.repository", "head.repo.fork == false",
      "!github.event.pull_request.head.repo.fork",
      "pull_request.merged", "workflow_run.event == 'push'", "workflow_run.event == 'schedule'",
    ]
    return words.contains { condition.contains($0) }
  }

  private static func checkout(by step: WorkflowStep, _ ids: Set<String>) -> SourceRange? {
    if let condition = step.condition?.text, keepsForksOut(condition) { return nil }
    if let use = step.action {
      guard use.name == "actions/checkout" else { return nil }
      return ["ref", "repository"].compactMap { use.inputs[$0] }.first {
        isOfPullRequest($0) || isOutput($0, of: ids)
      }?.range
    }
    guard let script = step.script else { return nil }
    let checksOut = script.bytes.contains("gh pr checkout") || fetches(script)
    return checksOut ? script.range : nil
  }

  /// A line of `git` with `refs/pull/` or `pull/…/head`.
  private static func fetches(_ script: WorkflowText) -> Bool {
    guard script.bytes.contains("pull/"), script.bytes.contains("git ") else { return false }
    return script.text.split(whereSeparator: \.isNewline).contains { line in
      let isGit = line.contains("git fetch") || line.contains("git checkout") || line.contains("git pull")
      return isGit && (line.contains("refs/pull/") || line.contains("pull/") && line.contains("/head"))
    }
  }

  private static func isOutput(_ text: WorkflowText, of ids: Set<String>) -> Bool {
    text.references.contains { reference in
      reference.context == "steps" && reference.name(at: 1) == "outputs"
        && reference.property.map(ids.contains) == true
    }
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
