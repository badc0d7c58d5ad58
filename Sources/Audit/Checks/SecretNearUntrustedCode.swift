import SourceText
import Workflows

/// A secret in a job that checks out what a stranger wrote, in a run that has secrets.
enum SecretNearUntrustedCode {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow, let event = event(of: workflow) else { return [] }
    return file.stepLists.flatMap { list -> [Finding] in
      guard let checkout = list.steps.first(where: { untrusted($0) != nil }), let place = untrusted(checkout)
      else { return [] }
      return secrets(of: list, workflow).map { name, range in
        about.finding(
          "`secrets.\(name)` is in a job that checks out the code of a pull request, and `\(event.event)` gives it to runs for forks too",
          about: "\(list.name) \(name)", at: range,
          help: "take the secret into a job of its own that checks nothing out, or start on `pull_request`",
          related: [Diagnostic.RelatedPlace(message: "this checks out what anybody can write", range: place)])
      }
    }
  }

  private static func event(of workflow: WorkflowFile) -> WorkflowTrigger? {
    workflow.triggers.first { $0.event == "pull_request_target" || $0.event == "workflow_run" }
  }

  /// Where a step checks out the head of a pull request.
  private static func untrusted(_ step: WorkflowStep) -> SourceRange? {
    if step.action?.target.actionName == "actions/checkout" {
      let inputs = ["ref", "repository"].compactMap { step.action?.inputs[$0] }
      return inputs.first(where: isOfPullRequest)?.range
    }
    guard let script = step.script else { return nil }
    let text = script.text
    let isCheckout = text.contains("gh pr checkout") || text.contains("refs/pull/")
    return isCheckout ? script.range : nil
  }

  private static func isOfPullRequest(_ text: WorkflowText) -> Bool {
    text.text.contains("refs/pull/")
      || text.references.contains { reference in
        let path = reference.dotted
        return path == "github.head_ref" || path.hasPrefix("github.event.pull_request.head.")
          || path == "github.event.pull_request.merge_commit_sha"
          || path.hasPrefix("github.event.workflow_run.head_")
          || path == "github.event.workflow_run.head_branch"
      }
  }

  /// The first use of each secret besides the job's own token.
  private static func secrets(
    of list: StepList, _ workflow: WorkflowFile
  ) -> [(name: String, range: SourceRange)] {
    let texts =
      workflow.env.map(\.value) + (list.job?.env ?? []).map(\.value)
      + list.steps.flatMap { step in
        step.env.map(\.value) + (step.action?.inputs ?? []).map(\.value) + [step.script].compactMap(\.self)
      }
    var found: [(name: String, range: SourceRange)] = []
    for text in texts {
      for reference in text.yielded {
        guard let name = reference.secretName, !reference.isJobToken,
          !found.contains(where: { $0.name == name })
        else { continue }
        found.append((name, text.range(of: reference.offsets)))
      }
    }
    return found
  }

  private static let about = CheckDescription(
    "secret-near-untrusted-code", title: "a stranger's code runs beside a secret", severity: .high,
    confidence: .medium,
    why:
      "`pull_request_target` and `workflow_run` start with secrets and a token that can write, for pull requests from forks too. A job that then checks out and builds the pull request hands both to whoever opened it.",
    how:
      "Looks in workflows with one of these events for jobs that check out the head of a pull request (`ref` or `repository` of `actions/checkout`, `gh pr checkout`, `refs/pull/`) and use a secret besides the job's token.",
    fix:
      "Build the pull request in a workflow on `pull_request`, without secrets, and do what needs the secret in another job that runs no code of it.",
    falseAlarms:
      "A job that only reads files of the pull request and runs none of them; or one that waits for somebody's approval, by an environment with reviewers or a label.",
    sources: [
      "C-39", "https://docs.github.com/en/actions/reference/security/secure-use",
      "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/",
    ])

  private static let examples = [
    AuditExample(
      "built beside a secret",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
            - run: make
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
      """, finds: [11]),
    AuditExample(
      "another job checks out",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        label:
          runs-on: ubuntu-latest
          steps:
            - run: ./label
              env:
                LABEL_KEY: ${{ secrets.LABEL_KEY }}
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
      """),
    AuditExample(
      "on pull_request a fork has no secrets",
      """
      on: pull_request
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
            - run: make
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
      """),
  ]
}
