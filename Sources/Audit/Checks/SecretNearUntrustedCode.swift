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
      + (writes.map { ["a token that may write \($0.1)"] } ?? [])
    let what =
      checkout.mayRun
      ? "checks out the code of a pull request"
      : "checks out the code of a pull request, of which no step is seen to run anything"
    return about.finding(
      "this job has \(SecretWords.joined(words)), and \(what); `\(event)` starts it for forks too",
      about: list.name, at: named.first?.range ?? checkout.range,
      severity: severity(checkout, hasSecret: !telling.isEmpty, writes?.0),
      confidence: isWatched || !checkout.mayRun ? .low : min(checkout.confidence, about.confidence),
      help: named.isEmpty
        ? "give this job `permissions: {contents: read}`, and write from another that checks nothing out"
        : "move the steps that need the secret to a job that checks nothing out, or start on `pull_request`",
      related: [
        Diagnostic.RelatedPlace(message: "this checks out code that anyone can write", range: checkout.range)
      ]
        + (writes.map {
          [Diagnostic.RelatedPlace(message: "the permissions that hold here", range: $0.0.range)]
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
    "secret-near-untrusted-code", title: "a stranger's code runs beside a secret", severity: .high,
    confidence: .medium,
    why:
      "`pull_request_target`, `workflow_run` and `issue_comment` start with secrets and a token that can write, for pull requests from forks too. A job that then checks out and builds the pull request hands both to whoever opened it.",
    how:
      "Looks in workflows with one of these events for jobs that check out the head of a pull request (`ref` or `repository` of `actions/checkout`, also by the outputs of a step or job that was given it; `gh pr checkout`; `git` with `refs/pull/`; actions and scripts that look it up; an artifact of the run before), and tells what each of them has: secrets, and a token that the file lets write. Conditions and expressions that leave strangers out are believed. It's low where no step is seen to run anything of it: a folder of its own that a program from elsewhere reads, or one folder taken. It's medium where the token writes only remarks. Where the job has an environment, or asks for a label, for who starts it, or GitHub for a permission, the confidence is low.",
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
      "all that one job has is one finding",
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
      "an action or an artifact says which commit",
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
      "a program from elsewhere reads it",
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
