import SourceText
import Workflows

/// A secret in a job that checks out what a stranger wrote, in a run that has secrets.
enum SecretNearUntrustedCode {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    let events = StrangersEvents.all(of: workflow)
    guard !events.isEmpty else { return [] }
    return file.stepLists.compactMap { list in
      guard let job = list.job else { return nil }
      for event in events {
        guard let checkout = PullRequestCode.checkout(in: job, of: workflow, on: event) else { continue }
        let isWatched = isWatched(job, in: workflow, on: event)
        return finding(list, event, checkout, isWatched)
      }
      return nil
    }
  }

  /// One finding for a job: it is the job that a stranger's code runs in, whatever it has.
  private static func finding(
    _ list: StepList, _ event: String, _ checkout: PullRequestCode.Checkout, _ isWatched: Bool
  ) -> Finding? {
    let stored = list.givenTexts.storedSecrets
    let telling = stored.filter { !SecretName.isPlain($0.name) }
    let named = telling.isEmpty ? stored : telling
    let writes = list.permissions.flatMap { permissions in permissions.written.map { (permissions, $0) } }
    guard !named.isEmpty || writes != nil else { return nil }
    let words =
      (named.isEmpty ? [] : [SecretWords.list(named.map(\.name))])
      + (writes.map { ["a token with write access to \($0.1)"] } ?? [])
    let what =
      checkout.mayRun
      ? "checks out the code of a pull request"
      : "checks out the code of a pull request, which no step seems to run"
    return about.finding(
      "on `\(event)`, also for forks, this job \(what), and has \(SecretWords.joined(words))",
      about: list.name, at: named.first?.range ?? checkout.range,
      severity: severity(checkout, hasSecret: !telling.isEmpty, writes?.0),
      confidence: isWatched || !checkout.mayRun ? .low : min(checkout.confidence, about.confidence),
      help: named.isEmpty
        ? "give this job `permissions: {contents: read}`, and write from another job that checks nothing out"
        : "move the steps that need the secret to a job that checks nothing out, or start on `pull_request`",
      related: [
        Diagnostic.RelatedPlace(message: "this checks out code that anyone can write", range: checkout.range)
      ]
        + (writes.map {
          [Diagnostic.RelatedPlace(message: "the permissions that apply here", range: $0.0.range)]
        } ?? []))
  }

  private static func severity(
    _ checkout: PullRequestCode.Checkout, hasSecret: Bool, _ writes: TokenPermissions?
  ) -> FindingSeverity {
    guard checkout.mayRun else { return .low }
    if hasSecret { return .high }
    guard let writes else { return .informational }
    return writes.writesMoreThanRemarks ? .high : .medium
  }

  /// Whether somebody may have looked first: by an environment, a label, who starts it, or a step that asks GitHub.
  private static func isWatched(_ job: WorkflowJob, in workflow: WorkflowFile, on event: String) -> Bool {
    let run = SupposedRun(.stranger, workflow, on: event, believing: [.labels])
    return workflow.isBehindEnvironment(job) || !workflow.mayRun(job, in: run)
      || PermissionQuestion.isAskedByStep(of: job, in: workflow)
  }

  private static let about = CheckDescription(
    "secret-near-untrusted-code", title: "untrusted code runs next to a secret", severity: .high,
    confidence: .medium,
    why:
      "Anyone who opens a pull request can get the secrets and the token if the job checks out and builds their code. `pull_request_target`, `workflow_run` and `issue_comment` start with secrets and a token that can write, also for pull requests from forks.",
    how:
      "Reports jobs on these events that check out the head of a pull request and have secrets, or a token with write access. A checkout is `ref` or `repository` of `actions/checkout`, also through outputs of a step or job, `gh pr checkout`, or `git` with `refs/pull/`. Actions and scripts that look up the head count too, and an artifact of the previous run. Doesn't report jobs that conditions or expressions keep outside contributors from. The severity is low if no step seems to run the code. An example is a separate folder that another program only reads, or a checkout of one folder. It is medium if the token can write only issues, pull requests, discussions, checks and statuses. The confidence is low if the job has an environment, or checks a label, who starts it, or a permission on GitHub.",
    fix:
      "Build the pull request in a workflow on `pull_request`, without secrets. Move the steps that need the secret to another job that runs no code of the pull request.",
    falseAlarms:
      "The job only reads files of the pull request and runs none of them. Or it waits for someone's approval, through an environment with reviewers or a label.",
    sources: [
      "C-39", "https://docs.github.com/en/actions/reference/security/secure-use",
      "https://securitylab.github.com/resources/github-actions-preventing-pwn-requests/",
    ])

  private static let examples = [
    AuditExample(
      "one finding for everything that one job has",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          permissions: {contents: write}
          steps:
            - uses: actions/checkout@v5
              with: {ref: "${{ github.event.pull_request.head.sha }}"}
            - run: make
              env:
                REGISTRY_USER: ${{ secrets.REGISTRY_USER }}
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
                SIGN_KEY: ${{ secrets.SIGN_KEY }}
      """, finds: [13]),
    AuditExample(
      "an action or an artifact sets the commit",
      """
      on: {issue_comment: {types: [created]}, workflow_run: {workflows: [test]}}
      permissions: {}
      jobs:
        bench:
          runs-on: ubuntu-latest
          steps:
            - id: head
              uses: xt0rted/pull-request-comment-branch@v3
            - uses: actions/checkout@v5
              with: {ref: "${{ steps.head.outputs.head_sha }}"}
            - run: make bench
              env: {BENCH_KEY: "${{ secrets.BENCH_KEY }}"}
        found:
          runs-on: ubuntu-latest
          outputs: {sha: "${{ steps.read.outputs.sha }}"}
          steps:
            - uses: actions/download-artifact@v5
              with: {run-id: "${{ github.event.workflow_run.id }}", github-token: "${{ github.token }}"}
            - id: read
              run: echo "sha=$(cat sha.txt)" >> "$GITHUB_OUTPUT"
        ship:
          needs: found
          runs-on: ubuntu-latest
          permissions: {id-token: write}
          steps:
            - uses: actions/checkout@v5
              with: {ref: "${{ needs.found.outputs.sha }}"}
            - run: make
      """, finds: [12, 27]),
    AuditExample(
      "another program reads the code",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        owners:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
              with: {path: ours}
            - uses: actions/checkout@v5
              with: {path: theirs, ref: "refs/pull/${{ github.event.number }}/merge"}
            - run: ours/check theirs/OWNERS
              env: {CHECK_KEY: "${{ secrets.CHECK_KEY }}"}
      """, finds: [12]),
    AuditExample(
      "forks get the branch of the repository",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
              with:
                ref: ${{ github.event.pull_request.head.repo.full_name == github.repository && github.head_ref || 'main' }}
            - run: make
              env: {UPLOAD_KEY: "${{ secrets.UPLOAD_KEY }}"}
      """),
    AuditExample(
      "built next to a secret",
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
      "on a comment, and through outputs of a step and of a job",
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
      "a token with write access",
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
      "forks are excluded, or the code is merged",
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
      "nothing runs after the checkout",
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
