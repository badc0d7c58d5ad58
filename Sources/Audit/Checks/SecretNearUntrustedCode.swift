import SourceText
import Workflows

/// A secret in a job that checks out what a stranger wrote, in a run that has secrets.
enum SecretNearUntrustedCode {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    let events = StrangersEvents.all(of: workflow)
    guard !events.isEmpty else { return [] }
    return file.stepLists.flatMap { list -> [Finding] in
      guard let job = list.job, let (event, place) = checkout(in: job, of: workflow, on: events) else {
        return []
      }
      let confidence: Confidence? = isWatched(job, in: workflow, on: event) ? .low : nil
      let given = (workflow.env + job.env).map(\.value) + list.steps.flatMap(\.texts)
      let stored = given.storedSecrets.map { name, range in
        about.finding(
          "`secrets.\(name)` is in a job that checks out the code of a pull request, and `\(event)` gives it to runs for forks too",
          about: "\(list.name) \(name)", at: range, confidence: confidence,
          help: "take the secret into a job of its own that checks nothing out, or start on `pull_request`",
          related: [Diagnostic.RelatedPlace(message: "this checks out what anybody can write", range: place)])
      }
      return stored + [ofJobToken(list, event, place, confidence)].compactMap(\.self)
    }
  }

  /// The job's own token, where the file says that it may write.
  private static func ofJobToken(
    _ list: StepList, _ event: String, _ place: SourceRange, _ confidence: Confidence?
  ) -> Finding? {
    guard let permissions = list.permissions, let what = permissions.written else { return nil }
    return about.finding(
      "the job's token may write \(what) in a job that checks out the code of a pull request, and `\(event)` gives it to runs for forks too",
      about: "\(list.name) GITHUB_TOKEN", at: place, confidence: confidence,
      help: "give this job `permissions: {contents: read}`, and write from another that checks nothing out",
      related: [Diagnostic.RelatedPlace(message: "the permissions that hold here", range: permissions.range)])
  }

  private static func checkout(
    in job: WorkflowJob, of workflow: WorkflowFile, on events: [String]
  ) -> (event: String, place: SourceRange)? {
    events.lazy.compactMap { event in
      PullRequestCode.checkout(in: job, of: workflow, on: event).map { (event, $0) }
    }.first
  }

  /// Whether somebody may have looked first: by an environment, a label, or who starts it.
  private static func isWatched(_ job: WorkflowJob, in workflow: WorkflowFile, on event: String) -> Bool {
    let run = SupposedRun(.stranger, workflow, on: event, believing: [.labels])
    return workflow.isBehindEnvironment(job) || !workflow.mayRun(job, in: run)
  }

  private static let about = CheckDescription(
    "secret-near-untrusted-code", title: "a stranger's code runs beside a secret", severity: .high,
    confidence: .medium,
    why:
      "`pull_request_target`, `workflow_run` and `issue_comment` start with secrets and a token that can write, for pull requests from forks too. A job that then checks out and builds the pull request hands both to whoever opened it.",
    how:
      "Looks in workflows with one of these events for jobs that check out the head of a pull request (`ref` or `repository` of `actions/checkout`, also by the outputs of a step or job that was given it; `gh pr checkout`; `git` with `refs/pull/`) and use a secret, or have a token that the file lets write. A condition that lets through only pull requests of the repository's own branches or people, or only what is merged, is believed. Where the job has an environment, or asks for a label or for who starts it, the confidence is low.",
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
            - uses: actions/checkout@v7
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
            - run: make
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
      """, finds: [11]),
    AuditExample(
      "on a comment, and by the outputs of a step and of a job",
      """
      on: [issue_comment, pull_request_target]
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: gh pr checkout "$NUMBER"
            - run: make
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
        images:
          runs-on: ubuntu-latest
          outputs: {tag: "${{ steps.tag.outputs.tag }}"}
          steps:
            - id: tag
              run: echo "tag=$HEAD" >> "$GITHUB_OUTPUT"
              env: {HEAD: "${{ github.event.pull_request.head.sha }}"}
            - uses: actions/checkout@v7
              with: {ref: "${{ steps.tag.outputs.tag }}"}
            - run: make
              env:
                IMAGE_KEY: ${{ secrets.IMAGE_KEY }}
        charts:
          needs: images
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with: {ref: "${{ needs.images.outputs.tag }}"}
            - run: make charts
              env:
                CHART_KEY: ${{ secrets.CHART_KEY }}
      """, finds: [10, 22, 31]),
    AuditExample(
      "a token that may write",
      """
      on: pull_request_target
      permissions: {contents: write, pull-requests: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
            - run: make
        read:
          permissions: {contents: read}
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
            - run: make
      """, finds: [8]),
    AuditExample(
      "forks are kept out, or it is merged",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        build:
          if: github.event.pull_request.head.repo.full_name == github.repository
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
            - run: make
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
        backport:
          if: github.event.pull_request.merged
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with:
                ref: ${{ github.event.pull_request.merge_commit_sha }}
                token: ${{ secrets.BACKPORT_TOKEN }}
      """),
    AuditExample(
      "nothing is run after it",
      """
      on: issue_comment
      permissions: {}
      jobs:
        look:
          runs-on: ubuntu-latest
          steps:
            - run: ./may-they
              env:
                LOOK_KEY: ${{ secrets.LOOK_KEY }}
            - run: |
                gh pr checkout "$NUMBER"
                echo "sha=$(git rev-parse HEAD)" >> "$GITHUB_OUTPUT"
      """),
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
            - uses: actions/checkout@v7
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
            - uses: actions/checkout@v7
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
            - run: make
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
      """),
  ]
}
