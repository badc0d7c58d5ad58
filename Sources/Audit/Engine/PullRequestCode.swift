import SourceText
import Workflows

/// Whether a job checks out what anybody can write, the head of a pull request, and then goes on.
struct PullRequestCode {
  /// What a job checks out of a stranger's.
  struct Checkout {
    /// Where it is named.
    let range: SourceRange
    /// How sure it is that it is a stranger's.
    let confidence: Confidence
    /// Whether a later step may run something of it.
    let mayRun: Bool
  }

  private let job: WorkflowJob
  private let workflow: WorkflowFile
  private let run: SupposedRun
  /// The steps whose outputs may be that head.
  private let given: [String: Confidence]

  /// What a job does in runs that an event starts; nil where it does not, or a condition keeps the pull requests of
  /// strangers out.
  static func checkout(in job: WorkflowJob, of workflow: WorkflowFile, on event: String) -> Checkout? {
    let code = PullRequestCode(job, workflow, SupposedRun(.codeOfStranger, workflow, on: event))
    let found = job.steps.indices.lazy.compactMap { index in
      code.checkout(byStepAt: index).flatMap { workflow.mayRun(job, step: index, in: code.run) ? $0 : nil }
    }
    // What is run of one weighs more than what is only read of another.
    return found.first { $0.mayRun } ?? found.first
  }

  private init(_ job: WorkflowJob, _ workflow: WorkflowFile, _ run: SupposedRun) {
    (self.job, self.workflow, self.run) = (job, workflow, run)
    given = HeadOutputs.ids(in: job)
  }

  // MARK: Steps

  private func checkout(byStepAt index: Int) -> Checkout? {
    let step = job.steps[index]
    let isLast = index == job.steps.count - 1
    let later = job.steps[(index + 1)...]
    if let use = step.action {
      guard use.name == "actions/checkout", !isLast else { return nil }
      for name in ["ref", "repository"] {
        guard let text = use.inputs[name], let confidence = confidence(text) else { continue }
        let folder = CheckedOutFolder(use)
        return Checkout(
          range: text.range, confidence: confidence,
          mayRun: !folder.isPart && later.contains { folder.mayRun($0, in: job) })
      }
      return nil
    }
    guard let script = step.script, mayFetch(script.bytes) else { return nil }
    let commands = ShellScript.commands(of: script.bytes)
    guard let place = commands.firstIndex(where: fetches) else { return nil }
    let rest = commands[place...]
    if isLast && rest.allSatisfy(isQuiet) { return nil }
    let folder = CheckedOutFolder()
    let isPart = takesPart(rest)
    return Checkout(
      range: script.range, confidence: .high,
      mayRun: !isPart
        && (rest.contains(where: CheckedOutFolder.runs) || later.contains { folder.mayRun($0, in: job) }))
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

  /// Whether what is fetched is never checked out as a whole: `git checkout FETCH_HEAD -- docs`, `git diff`.
  private func takesPart(_ commands: ArraySlice<ShellScript.Command>) -> Bool {
    let git = commands.map { $0.words.map(\.text) }.filter { $0.first == "git" }
    let taking: Set<String> = [
      "checkout", "switch", "merge", "reset", "pull", "rebase", "cherry-pick", "worktree", "restore",
    ]
    let taken = git.filter { $0.contains(where: taking.contains) }
    return !commands.contains { $0.words.first?.text == "gh" && $0.words.contains { $0.text == "checkout" } }
      && taken.allSatisfy { words in
        words.firstIndex(of: "--").map { $0 + 1 < words.count } == true && !words.contains(".")
      }
  }

  /// A command that runs nothing of what was checked out.
  private func isQuiet(_ command: ShellScript.Command) -> Bool {
    ["gh", "git", "echo", "printf", "cd"].contains(command.words.first?.text ?? "")
  }

  // MARK: Texts

  /// How sure it is that a text is that head: by itself, or by what a step or job was given. Nil where it is not, or comes to
  /// something else in runs for strangers.
  private func confidence(_ text: WorkflowText) -> Confidence? {
    if text.bytes.contains("refs/pull/") { return .high }
    let evaluator = ConditionEvaluator(run: run) { job.env[$0] ?? workflow.env[$0] }
    if evaluator.yields(text, HeadOutputs.isHead) { return .high }
    let found = text.references.compactMap { given(by: $0) }
    return evaluator.yields(text) { given(by: $0) != nil } ? found.first : nil
  }

  /// What a step was given: of this job, or by the outputs of one that it waits for.
  private func given(by reference: ContextReference) -> Confidence? {
    guard reference.name(at: 1) == "outputs", let owner = reference.property else { return nil }
    switch reference.context {
    case "steps": return given[owner]
    case "needs": return reference.name(at: 2).flatMap { given(output: $0, of: owner) }
    default: return nil
    }
  }

  private func given(output name: String, of id: String) -> Confidence? {
    guard let job = workflow.job(id), let output = job.outputs[name] else { return nil }
    if HeadOutputs.isOfPullRequest(output) { return .high }
    let ids = HeadOutputs.ids(in: job)
    return output.references.lazy.compactMap { reference in
      reference.context == "steps" ? reference.property.flatMap { ids[$0] } : nil
    }.first
  }
}

/// Which steps give out the head of a pull request.
enum HeadOutputs {
  /// By id: those that are given it, those whose action or script looks it up, and those that read it from what a run before
  /// left.
  static func ids(in job: WorkflowJob) -> [String: Confidence] {
    guard job.steps.contains(where: { $0.id != nil }) else { return [:] }
    var ids: [String: Confidence] = [:]
    var hasArtifact = false
    for step in job.steps {
      hasArtifact = hasArtifact || takesArtifact(step)
      guard let id = step.id?.text.lowercased() else { continue }
      if step.texts.contains(where: isOfPullRequest) {
        ids[id] = .high
      } else if looksUp(step) {
        ids[id] = .medium
      } else if hasArtifact, reads(step) {
        ids[id] = .low
      }
    }
    return ids
  }

  static func isOfPullRequest(_ text: WorkflowText) -> Bool {
    text.bytes.contains("refs/pull/") || text.references.contains(where: isHead)
  }

  static func isHead(_ reference: ContextReference) -> Bool {
    guard reference.context == "github" else { return false }
    let path = reference.dotted
    return path == "github.head_ref" || path.hasPrefix("github.event.pull_request.head.")
      || path == "github.event.pull_request.merge_commit_sha"
      || path.hasPrefix("github.event.workflow_run.head_")
  }

  /// Actions whose outputs are the head of the pull request that a comment is about.
  private static let actions: Set<String> = [
    "alessbell/pull-request-comment-branch", "eficode/resolve-pr-refs", "khan/pull-request-comment-trigger",
    "xt0rted/pull-request-comment-branch",
  ]

  private static func looksUp(_ step: WorkflowStep) -> Bool {
    if let use = step.action {
      guard let name = use.name else { return false }
      if actions.contains(name) { return true }
      guard name == "actions/github-script", let script = use.inputs["script"]?.bytes else { return false }
      return script.contains("pulls.get(") && script.contains(".head.") && script.contains("setOutput")
    }
    guard let script = step.script?.bytes, script.contains("GITHUB_OUTPUT") else { return false }
    return script.contains("headRefOid") || script.contains("headRefName")
      || script.contains("/pulls/") && script.contains(".head.")
  }

  /// Whether a step takes an artifact of another run, which a stranger's pull request may have made.
  static func takesArtifact(_ step: WorkflowStep) -> Bool {
    if let use = step.action {
      switch use.name {
      case "actions/download-artifact": return use.inputs["run-id"]?.bytes.contains("workflow_run") == true
      case "dawidd6/action-download-artifact": return true
      case "actions/github-script": return use.inputs["script"]?.bytes.contains("downloadArtifact") == true
      default: return false
      }
    }
    return step.script?.bytes.contains("gh run download") == true
  }

  /// Whether a step makes an output of a file.
  private static func reads(_ step: WorkflowStep) -> Bool {
    if let script = step.script?.bytes {
      return script.contains("GITHUB_OUTPUT")
        && (script.contains("cat ") || script.contains("$(<") || script.contains("jq ")
          || script.contains("< "))
    }
    let script = step.action?.inputs["script"]?.bytes
    return script?.contains("readFileSync") == true && script?.contains("setOutput") == true
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
