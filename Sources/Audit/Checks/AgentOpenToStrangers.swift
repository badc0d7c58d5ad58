import SourceText
import Workflows

/// A program with a language model that anybody can instruct, beside a credential.
enum AgentOpenToStrangers {
  static let check = AuditCheck(about, examples: examples) { file in
    file.steps(on: openEvents) { step, index, job, list, workflow, event in
      finding(step, index, job, list, workflow, event, file.isOpenToStrangers)
    }
  }

  /// Those that strangers bring about, and whose runs have secrets.
  private static let openEvents: Set<String> = [
    "discussion", "discussion_comment", "issue_comment", "issues", "pull_request_target",
  ]

  /// How an action lets people in who cannot write to the repository.
  private enum Door {
    /// It asks nobody.
    case open
    /// Where `*` is in this input; otherwise it asks GitHub who can write.
    case input(String)
  }

  /// Read on 2026-11-30: `docs/security.md` and `base-action/action.yml` of `anthropics/claude-code-action`, and `action.yml` of
  /// the others.
  private static let agents: [String: Door] = [
    "anthropics/claude-code-action": .input("allowed_non_write_users"),
    "anthropics/claude-code-base-action": .open,
    "google-github-actions/run-gemini-cli": .open,
    "openai/codex-action": .input("allow-users"),
  ]

  /// Inputs with the key of the model itself, which every such step has.
  private static let modelKeys: Set<String> = [
    "anthropic_api_key", "claude_code_oauth_token", "gemini_api_key", "google_api_key", "openai-api-key",
  ]

  private static func isOpen(_ use: ActionUse) -> Bool {
    switch use.name.flatMap({ agents[$0] }) {
    case nil: false
    case .open: true
    case .input(let name):
      use.inputs[name]?.text.split { $0 == "," || $0.isWhitespace }.contains { $0 == "*" } ?? false
    }
  }

  private static func finding(
    _ step: WorkflowStep, _ index: Int, _ job: WorkflowJob, _ list: StepList, _ workflow: WorkflowFile,
    _ event: String, _ isPublic: Bool
  ) -> Finding? {
    guard let use = step.action, isOpen(use),
      workflow.mayRun(job, step: index, in: SupposedRun(.stranger, workflow, on: event))
    else { return nil }
    let job = OpenJob(list, given: given(list))
    guard !job.isEmpty else { return nil }
    let believed = SupposedRun(.stranger, workflow, on: event, believing: [.bots, .labels])
    let isWatched =
      list.job.map {
        workflow.isBehindEnvironment($0) || !workflow.mayRun($0, step: index, in: believed)
          || PermissionQuestion.isAsked(of: $0, in: workflow, knowing: list.actions)
      } ?? false
    return about.finding(
      "anyone can write what `\(use.name ?? use.uses.text)` reads on `\(event)`, and the job has \(job.words)",
      about: list.subject(step), at: use.uses.range,
      severity: isPublic ? (job.isGrave ? nil : .low) : .low, confidence: isWatched ? .low : nil,
      help:
        "let the step only read, and write from another job that checks what the model proposes",
      related: job.places)
  }

  /// What the job is given besides the key of the model.
  private static func given(_ list: StepList) -> [WorkflowText] {
    let own = list.steps.flatMap { step -> [WorkflowText] in
      let inputs = (step.action?.inputs ?? []).filter { !modelKeys.contains($0.name.lowercased()) }
      return step.env.filter(isOther).map(\.value) + inputs.map(\.value) + [step.script].compactMap(\.self)
    }
    return ((list.workflow?.env ?? []) + (list.job?.env ?? [])).filter(isOther).map(\.value) + own
  }

  private static func isOther(_ entry: WorkflowEntry) -> Bool {
    !["ANTHROPIC_API_KEY", "CLAUDE_CODE_OAUTH_TOKEN", "GEMINI_API_KEY", "GOOGLE_API_KEY", "OPENAI_API_KEY"]
      .contains(entry.name)
  }

  private static let about = CheckDescription(
    "agent-open-to-strangers", title: "anyone can instruct an AI agent that has a credential",
    severity: .high, confidence: .medium,
    why:
      "An agent follows instructions in the text that it reads. Anyone can write such text in an issue, a comment or a pull request. The agent then uses the job's secrets and token for the attacker, or prints them.",
    how:
      "Reports `anthropics/claude-code-action` with `allowed_non_write_users: '*'`, `openai/codex-action` with `allow-users: '*'`, and agents that ask nobody (`google-github-actions/run-gemini-cli`, `anthropics/claude-code-base-action`). The job must have a secret other than the model's key, or a token with write access. It checks workflows on `issues`, `issue_comment`, `discussion`, `discussion_comment` and `pull_request_target`. Doesn't report steps that a condition keeps outside contributors from. The severity is low if the token can write only issues, pull requests, discussions, checks and statuses. The confidence is low if only a label, a bot's name, an environment or a permission check protects the step.",
    fix:
      "Give the agent's job `permissions: {contents: read}` and only the model's key. Let another job write, after it has checked the agent's answer. Or let only people with write access start the agent.",
    falseAlarms: "The agent has no tool that can read a variable, run a program or call GitHub.",
    sources: [
      "https://github.com/anthropics/claude-code-action/blob/main/docs/security.md",
      "https://github.com/openai/codex-action/blob/main/action.yml",
      "https://github.com/google-github-actions/run-gemini-cli/blob/main/action.yml",
    ])

  private static let examples = [
    AuditExample(
      "for everyone, next to a secret or a token with write access",
      """
      on: {issues: {types: [opened]}}
      permissions: {}
      jobs:
        sort:
          runs-on: ubuntu-latest
          permissions: {issues: write}
          steps:
            - uses: google-github-actions/run-gemini-cli@v0
              env: {SORT_TOKEN: "${{ secrets.SORT_TOKEN }}"}
              with: {gemini_api_key: "${{ secrets.GEMINI_API_KEY }}", prompt: Sort the new issue.}
        mend:
          runs-on: ubuntu-latest
          permissions: {contents: write}
          steps:
            - uses: openai/codex-action@v1
              with: {openai-api-key: "${{ secrets.OPENAI_API_KEY }}", allow-users: "*", prompt: Fix it.}
      """, finds: [8, 15]),
    AuditExample(
      "only people with write access, the repository's people, or nothing to take",
      """
      on: {issues: {types: [opened]}}
      permissions: {}
      jobs:
        mend:
          runs-on: ubuntu-latest
          permissions: {contents: write}
          steps:
            - uses: openai/codex-action@v1
              with: {openai-api-key: "${{ secrets.OPENAI_API_KEY }}", prompt: Fix it.}
        own:
          if: contains(fromJSON('["OWNER", "MEMBER"]'), github.event.issue.author_association)
          runs-on: ubuntu-latest
          permissions: {contents: write}
          steps:
            - uses: google-github-actions/run-gemini-cli@v0
              with: {prompt: Fix it.}
        read:
          runs-on: ubuntu-latest
          permissions: {contents: read}
          steps:
            - uses: google-github-actions/run-gemini-cli@v0
              with: {gemini_api_key: "${{ secrets.GEMINI_API_KEY }}", prompt: Sort the new issue.}
      """),
  ]
}
