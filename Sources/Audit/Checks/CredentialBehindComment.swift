import SourceText
import Workflows

/// A job with a credential that a comment by anybody starts.
enum CredentialBehindComment {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    let events = workflow.triggers.map(\.event).filter(comments.contains)
    guard !events.isEmpty else { return [] }
    // Whoever may comment in a private repository is no stranger.
    let isOpen = file.isOpenToStrangers
    return file.stepLists.compactMap { list in
      guard let job = list.job, let event = events.first(where: { isOpenTo(job, workflow, $0, list) }) else {
        return nil
      }
      return finding(list, job, workflow, event, isOpen ? nil : .informational)
    }
  }

  private static let comments: Set<String> = ["issue_comment", "discussion_comment"]

  /// Whether nothing that the file shows keeps a stranger's comment from the job.
  private static func isOpenTo(
    _ job: WorkflowJob, _ workflow: WorkflowFile, _ event: String, _ list: StepList
  ) -> Bool {
    let run = SupposedRun(.stranger, workflow, on: event, believing: [.bots, .labels])
    return workflow.mayRun(job, in: run) && !workflow.isBehindEnvironment(job)
      && !PermissionQuestion.isAsked(of: job, in: workflow, knowing: list.actions)
      && PullRequestCode.checkout(in: job, of: workflow, on: event) == nil
  }

  private static func finding(
    _ list: StepList, _ job: WorkflowJob, _ workflow: WorkflowFile, _ event: String,
    _ severity: FindingSeverity?
  ) -> Finding? {
    let run = SupposedRun(.stranger, workflow, on: event, believing: [.bots, .labels])
    let open = job.steps.indices.filter { workflow.mayRun(job, step: $0, in: run) }.map { job.steps[$0] }
    // An agreement is signed by strangers.
    guard !open.isEmpty || job.call != nil, !open.contains(where: isForStrangers) else { return nil }
    let shared = (workflow.env + job.env + job.handedSecrets).map(\.value)
    let secrets = (shared + open.flatMap(\.texts)).storedSecrets.filter { !SecretName.isPlain($0.name) }
    let writes = list.permissions.flatMap { $0.writesMoreThanRemarks ? $0 : nil }
    var words = secrets.isEmpty ? [] : [SecretWords.list(secrets.map(\.name))]
    if let written = writes?.written { words.append("a token with write access to \(written)") }
    guard !words.isEmpty else { return nil }
    let places =
      secrets.prefix(3).map { Diagnostic.RelatedPlace(message: "the job has this", range: $0.range) }
      + (writes.map { [Diagnostic.RelatedPlace(message: "the permissions that apply here", range: $0.range)] }
        ?? [])
    return about.finding(
      "anyone who comments starts this job, which has \(SecretWords.joined(words))", about: list.name,
      at: job.idRange, severity: severity ?? (secrets.isEmpty ? .low : nil),
      help:
        "check who wrote the comment: `if: contains(fromJSON('[\"OWNER\", \"MEMBER\", \"COLLABORATOR\"]'), github.event.comment.author_association)`",
      related: places)
  }

  private static func isForStrangers(_ step: WorkflowStep) -> Bool {
    step.action?.name.map { $0.hasPrefix("contributor-assistant/") || $0.hasPrefix("cla-assistant/") }
      ?? false
  }

  private static let about = CheckDescription(
    "credential-behind-comment", title: "a comment by anyone starts a job with a credential",
    severity: .medium,
    confidence: .medium,
    why:
      "If a comment such as `/deploy` makes the job do something, anyone can make it do that. In a public repository, everyone with a GitHub account can comment. A workflow on `issue_comment` runs with the repository's secrets and a token that can write.",
    how:
      "Reports jobs on `issue_comment` and `discussion_comment` that anyone's comment can start. The job must have a stored secret, or a token with write access to more than issues, pull requests, discussions, checks and statuses. A condition on the author's name or association counts as protection, in the job, its steps or the jobs it waits for. So does a step or action that asks GitHub for permission or membership, and an environment. `secret-near-untrusted-code` reports jobs that check out a pull request. The severity is low if the job has only the token.",
    fix:
      "Let only the repository's own people start the job. Check `github.event.comment.author_association`, check the author's permission in a first step, or use an environment with reviewers.",
    falseAlarms:
      "A program in the job checks the permission itself, or the job does nothing harmful even for an outside contributor.",
    sources: [
      "S-14",
      "https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows",
      "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/",
    ])

  private static let examples = [
    AuditExample(
      "a command that anyone can give",
      """
      on: {issue_comment: {types: [created]}}
      permissions: {}
      jobs:
        ship:
          if: github.event.comment.body == '/ship'
          runs-on: ubuntu-latest
          steps:
            - run: ./ship
              env: {SHIP_KEY: "${{ secrets.SHIP_KEY }}"}
        tag:
          runs-on: ubuntu-latest
          permissions: {contents: write}
          steps:
            - run: gh release create "$NAME"
              env: {GH_TOKEN: "${{ github.token }}"}
      """, finds: [4, 10]),
    AuditExample(
      "only the repository's people, a permission check, or a token that only comments",
      """
      on: {issue_comment: {types: [created]}}
      permissions: {}
      jobs:
        members:
          if: contains(fromJSON('["OWNER", "MEMBER"]'), github.event.comment.author_association)
          runs-on: ubuntu-latest
          steps: [{run: ./ship, env: {SHIP_KEY: "${{ secrets.SHIP_KEY }}"}}]
        asked:
          runs-on: ubuntu-latest
          steps:
            - run: gh api "repos/$GITHUB_REPOSITORY/collaborators/$WHO/permission" --jq .permission | grep -x admin
            - run: ./ship
              env: {SHIP_KEY: "${{ secrets.SHIP_KEY }}"}
        remark:
          runs-on: ubuntu-latest
          permissions: {issues: write}
          steps: [{run: gh issue comment 1 --body seen, env: {GH_TOKEN: "${{ github.token }}"}}]
      """),
  ]
}
