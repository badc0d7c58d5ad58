import Audit
import SourceText
import Testing

/// Which conditions are believed to keep strangers from a job, and which are not.
@Suite struct ConditionTests {
  private static let path = ".github/workflows/ci.yml"

  private static func findings(_ text: String) async -> [Finding] {
    let file = SourceFile(path: path, bytes: Array(text.utf8))
    let outcome = await Auditor().audit([Auditor.Input(file, path: path)])
    #expect(outcome.diagnostics.isEmpty, "\(outcome.diagnostics.map(\.message))")
    return outcome.result.findings
  }

  /// Each job was walked anew from each that waits for it, by recursion: sixty pairs took for ever, a long chain the
  /// stack.
  @Test(arguments: [("pairs", 60), ("chain", 1_000)])
  func jobsThatWaitForJobsThatWait(_ shape: String, _ count: Int) async {
    let jobs = (0..<count).map { index in
      let before =
        index == 0
        ? "" : shape == "pairs" ? "    needs: [a\(index - 1), b\(index - 1)]\n" : "    needs: a\(index - 1)\n"
      let run = "\(before)    runs-on: x\n    steps: [{run: ./do, env: {KEY: '${{ secrets.KEY }}'}}]\n"
      return "  a\(index):\n\(run)" + (shape == "pairs" ? "  b\(index):\n\(run)" : "")
    }
    let text = "on: {pull_request_target: {}}\npermissions: {}\njobs:\n" + jobs.joined()
    let found = await Self.findings(text).filter { $0.check == "secret-in-fork-run" }
    #expect(found.count == count * (shape == "pairs" ? 2 : 1))
    // What a comment starts is looked at for a question to GitHub, in the jobs before too.
    let byComment = await Self.findings(text.replacing("pull_request_target", with: "issue_comment"))
    #expect(byComment.count { $0.check == "credential-behind-comment" } == found.count)
    let behind = text.replacing(
      "    runs-on: x\n", with: "    runs-on: x\n    environment: e\n", maxReplacements: 1)
    let left = await Self.findings(behind).filter { $0.check == "secret-in-fork-run" }
    #expect(left.count == (shape == "pairs" ? 1 : 0))
  }

  /// What is found of a job with a secret and a condition, as `check` or `check (confidence)`.
  private static func found(on event: String, if condition: String, then steps: String = "") async -> [String]
  {
    let findings = await findings(
      """
      on: {\(event)}
      permissions: {}
      jobs:
        job:
          if: >-
            \(condition)
          runs-on: ubuntu-latest
          steps:\(steps)
            - run: ./do
              env:
                KEY: ${{ secrets.KEY }}

      """)
    return findings.map { $0.confidence == .low ? "\($0.check) (low)" : $0.check }
  }

  private static let target = "pull_request_target: {types: [opened, synchronize, labeled, closed]}"

  /// Conditions that a stranger's pull request does not meet.
  @Test(arguments: [
    "github.event.pull_request.head.repo.full_name == github.repository",
    "github.repository == github.event.pull_request.head.repo.full_name",
    "github.event.pull_request.head.repo.full_name == github.event.pull_request.base.repo.full_name",
    "github.event.pull_request.head.repo.full_name == 'acme/web'",
    "GitHub.Event['pull_request'].head.repo.full_name == github.repository",
    "!(github.event.pull_request.head.repo.full_name != github.repository)",
    "github.event.pull_request.head.repo.id == github.repository_id",
    "github.event.pull_request.head.repo.owner.login == github.repository_owner",
    "github.event.pull_request.head.user.login == 'acme'",
    "startsWith(github.event.pull_request.head.label, 'acme:')",
    "startsWith(github.event.pull_request.head.repo.full_name, 'acme/')",
    "github.event.pull_request.head.repo.fork == false",
    "github.event.pull_request.head.repo.fork != true",
    "!github.event.pull_request.head.repo.fork",
    "${{ !github.event.pull_request.head.repo.fork }}",
    "github.event.pull_request.user.login == 'dependabot[bot]'",
    "'renovate[bot]' == github.event.pull_request.user.login || github.event.pull_request.user.login == 'ada'",
    "contains(fromJSON('[\"ada\", \"dependabot[bot]\"]'), github.event.pull_request.user.login)",
    "contains(fromJSON(vars.PEOPLE), github.event.pull_request.user.login)",
    "github.event.pull_request.author_association == 'MEMBER'",
    "contains(fromJSON('[\"OWNER\", \"MEMBER\", \"COLLABORATOR\"]'), github.event.pull_request.author_association)",
    "contains('OWNER MEMBER COLLABORATOR', github.event.pull_request.author_association)",
    "github.event.pull_request.merged",
    "github.event.pull_request.merged == true && github.event.action == 'closed'",
    "github.event.pull_request.merged_at != null",
    "github.event.action == 'labeled'",
    "github.event.label.name == 'safe'",
    "startsWith(github.event.label.name, 'backport')",
    "github.event_name == 'push'",
    "github.event_name != 'pull_request_target'",
    "github.actor == 'ada'",
    "github.actor == github.repository_owner",
    "contains(fromJSON('[\"ada\", \"grace\"]'), github.actor)",
    "github.actor == 'dependabot[bot]' && github.event.pull_request.user.login == 'dependabot[bot]'",
    "github.event_name == 'push' || github.event.pull_request.head.repo.full_name == github.repository",
    "github.event.issue.number != null",
  ])
  func believed(_ condition: String) async {
    #expect(await Self.found(on: Self.target, if: condition) == [], "\(condition)")
  }

  /// Conditions that it may meet.
  @Test(arguments: [
    "github.event.pull_request.head.repo.full_name != github.repository",
    "github.event.pull_request.head.repo.fork",
    "github.event.pull_request.head.repo.fork == true",
    "github.event.pull_request.head.repo.name == 'web'",
    "startsWith(github.event.pull_request.head.repo.full_name, 'acme')",
    "contains(github.event.pull_request.head.repo.full_name, 'acme/')",
    "github.event.pull_request.head.repo.full_name == github.repository || github.event.action == 'opened'",
    "github.event.pull_request.user.login != 'dependabot[bot]'",
    "contains('ada grace', github.event.pull_request.user.login)",
    "contains(github.event.pull_request.user.login, 'bot')",
    "github.event.pull_request.user.type == 'Bot'",
    "github.event.pull_request.author_association != 'NONE'",
    "contains(fromJSON('[\"MEMBER\", \"CONTRIBUTOR\"]'), github.event.pull_request.author_association)",
    "contains('MEMBER,CONTRIBUTOR', github.event.pull_request.author_association)",
    "startsWith(github.head_ref, 'dependabot/')",
    "github.event.pull_request.head.ref == 'release'",
    "github.event_name == 'pull_request_target'",
    "github.event.action != 'closed'",
    "github.repository == 'acme/web'",
    "github.actor != 'dependabot[bot]'",
    "!contains(github.actor, 'bot')",
    "github.actor == github.event.pull_request.user.login",
    "!github.event.pull_request.draft",
    "!contains(github.event.pull_request.labels.*.name, 'skip')",
    "always()",
    "success() || github.event.pull_request.merged",
    "${{ github.event.pull_request.merged }} && true",
    "true",
  ])
  func notBelieved(_ condition: String) async {
    #expect(await Self.found(on: Self.target, if: condition) == ["secret-in-fork-run"], "\(condition)")
  }

  /// A bot may be made to act.
  @Test(arguments: [
    "github.actor == 'dependabot[bot]'",
    "'Renovate[bot]' == github['actor']",
    "github.triggering_actor == 'dependabot[bot]' || github.actor == 'ada'",
    "github.event.sender.login == 'dependabot[bot]'",
    "github.actor_id == 49699333",
    "github.actor_id == '29139614'",
    "contains(github.actor, 'dependabot')",
    "endsWith(github.actor, '[bot]')",
    "contains(fromJSON('[\"ada\", \"dependabot[bot]\"]'), github.actor)",
    "!(github.actor != 'dependabot[bot]')",
    "github.actor == 'dependabot[bot]' && startsWith(github.head_ref, 'dependabot/')",
    "github.event_name == 'push' || github.actor == 'dependabot[bot]'",
  ])
  func forgeable(_ condition: String) async {
    for event in [Self.target, "pull_request_target: null, push: null", "workflow_run: {workflows: [a]}"] {
      #expect(await Self.found(on: event, if: condition) == ["forgeable-condition"], "\(condition), \(event)")
    }
    #expect(await Self.found(on: "pull_request: null", if: condition) == [])
  }

  @Test(arguments: [
    "contains(github.event.pull_request.labels.*.name, 'safe')",
    "contains(toJSON(github.event.pull_request.labels.*.name), 'safe')",
    "contains(join(github.event.pull_request.labels.*.name, ','), 'safe')",
    "github.event.pull_request.labels[0].name == 'safe'",
    "github.event.pull_request.merged || contains(github.event.pull_request.labels.*.name, 'safe')",
  ])
  func labelsAreNoGuardByThemselves(_ condition: String) async {
    #expect(await Self.found(on: Self.target, if: condition) == ["secret-in-fork-run (low)"], "\(condition)")
  }

  private static let checkout = """

          - uses: actions/checkout@v5
            with: {ref: "${{ github.event.pull_request.head.sha }}"}
    """

  /// The code of a stranger beside a secret, by event and condition.
  @Test(
    arguments: [
      ("pull_request_target: null", "github.event.pull_request.user.login == 'ada'", nil),
      ("pull_request_target: null", "github.event.pull_request.author_association == 'OWNER'", nil),
      ("pull_request_target: null", "github.event.pull_request.head.repo.fork == false", nil),
      ("pull_request_target: null, push: null", "github.event_name == 'push'", nil),
      ("pull_request_target: null", "github.actor == 'dependabot[bot]'", ""),
      ("pull_request_target: null", "github.actor == 'ada'", " (low)"),
      ("pull_request_target: null", "contains(github.event.pull_request.labels.*.name, 'ok')", " (low)"),
      ("pull_request_target: null", "!contains(github.event.pull_request.labels.*.name, 'wip')", ""),
      ("pull_request_target: {types: [labeled]}", "github.event.label.name == 'ok'", " (low)"),
      ("issue_comment: null", "github.event.comment.author_association == 'MEMBER'", " (low)"),
      ("issue_comment: null", "github.event.comment.body == '/test'", ""),
      ("issue_comment: null", "github.event.issue.author_association == 'MEMBER'", nil),
      // Null on a comment, and null is equal to false.
      ("issue_comment: null", "github.event.pull_request.head.repo.fork == false", ""),
      ("issue_comment: null", "github.event.pull_request.head.repo.full_name == github.repository", nil),
      ("workflow_run: {workflows: [a]}", "github.event.workflow_run.event == 'push'", nil),
      ("workflow_run: {workflows: [a]}", "github.event.workflow_run.event != 'schedule'", ""),
      ("workflow_run: {workflows: [a]}", "github.event.workflow_run.head_branch == 'main'", ""),
      (
        "workflow_run: {workflows: [a]}",
        "github.event.workflow_run.head_repository.full_name == github.repository", nil
      ),
      ("workflow_run: {workflows: [a]}, push: null", "github.event.workflow_run.conclusion == 'success'", ""),
    ] as [(String, String, String?)])
  func codeOfStrangers(_ event: String, _ condition: String, _ found: String?) async {
    let checks = await Self.found(on: event, if: condition, then: Self.checkout)
      .filter { $0.hasPrefix("secret-near-untrusted-code") }
    #expect(checks == (found.map { ["secret-near-untrusted-code\($0)"] } ?? []), "\(event), \(condition)")
  }

  /// What `ref` comes to in a run for a fork.
  @Test(arguments: [
    ("${{ github.event.pull_request.head.repo.fork && 'main' || github.head_ref }}", false),
    (
      "${{ github.event.pull_request.head.repo.full_name == github.repository && github.head_ref || github.ref }}",
      false
    ),
    (
      "${{ github.event.pull_request.user.login == 'ada' && github.head_ref || github.event.repository.default_branch }}",
      false
    ),
    ("${{ github.event_name == 'push' && github.head_ref || 'main' }}", false),
    ("${{ github.event.pull_request.head.repo.fork && github.head_ref || 'main' }}", true),
    ("${{ inputs.ref || github.head_ref }}", true), ("${{ github.head_ref || 'main' }}", true),
    ("refs/pull/${{ github.event.number }}/merge", true),
  ])
  func aRefIsWorkedOut(_ ref: String, _ isFound: Bool) async {
    let found = await Self.found(
      on: "pull_request_target: null", if: "true",
      then: "\n      - {uses: actions/checkout@v5, with: {ref: \"\(ref)\"}}"
    )
    #expect(found.contains { $0.hasPrefix("secret-near-untrusted-code") } == isFound, "\(ref): \(found)")
  }

  /// Which steps run something of a checkout in a folder of its own.
  @Test(arguments: [
    ("run: ours/check theirs/FILE", FindingSeverity.low), ("run: cat theirs/FILE", .low),
    ("run: make, working-directory: theirs", .high), ("run: cd theirs && make", .high),
    ("run: make -C theirs", .high), ("run: theirs/build", .high), ("run: ./theirs/build", .high),
    ("run: npm --prefix=theirs ci", .high), ("uses: ./theirs/action", .high),
    ("uses: globex/scan@v1, with: {path: theirs}", .high), ("uses: globex/scan@v1, with: {path: ours}", .low),
    ("uses: actions/upload-artifact@v5, with: {path: theirs}", .low),
  ])
  func aFolderOfItsOwnIsReadOrRun(_ step: String, _ severity: FindingSeverity) async {
    let found = await Self.findings(
      """
      on: pull_request_target
      permissions: {}
      jobs:
        job:
          runs-on: ubuntu-latest
          steps:
            - {uses: actions/checkout@v5, with: {path: theirs, ref: "${{ github.head_ref }}"}}
            - {\(step), env: {KEY: "${{ secrets.KEY }}"}}

      """
    ).filter { $0.check == "secret-near-untrusted-code" }
    #expect(found.map(\.severity) == [severity], "\(step)")
  }

  private static func ofTwo(_ first: String, _ second: String) async -> [String] {
    await findings(
      """
      on: pull_request_target
      permissions: {}
      env: {IS_FORK: "${{ github.event.pull_request.head.repo.fork }}"}
      jobs:
        first:
          \(first)
          runs-on: ubuntu-latest
          steps: [{run: ./look}]
        second:
          needs: first
          \(second)
          runs-on: ubuntu-latest
          steps:
            - if: env.ALLOWED != 'false'
              run: ./do
              env:
                KEY: ${{ secrets.KEY }}

      """
    ).map(\.check)
  }

  private static let own = "if: github.event.pull_request.head.repo.full_name == github.repository"

  @Test func aJobIsSkippedWithTheOneThatItWaitsFor() async {
    #expect(await Self.ofTwo(Self.own, "name: two") == [])
    #expect(await Self.ofTwo("environment: reviewed", "name: two") == [])
    #expect(await Self.ofTwo("name: one", "name: two") == ["secret-in-fork-run"])
    #expect(await Self.ofTwo(Self.own, "if: always()") == ["secret-in-fork-run"])
    #expect(await Self.ofTwo(Self.own, "if: ${{ !cancelled() }}") == ["secret-in-fork-run"])
    #expect(
      await Self.ofTwo("if: github.actor == 'dependabot[bot]'", "name: two") == ["forgeable-condition"])
  }

  @Test func aVariableIsWhatItIsSetTo() async {
    let allowed = "${{ github.event.pull_request.head.repo.full_name == github.repository }}"
    #expect(await Self.ofTwo("name: one", "env: {ALLOWED: \"\(allowed)\"}") == [])
    #expect(await Self.ofTwo("name: one", "env: {ALLOWED: 'true'}") == ["secret-in-fork-run"])
    #expect(await Self.ofTwo("name: one", "env: {ALLOWED: 'false'}") == [])
  }

  /// A line end after `}}` makes a text of it, and a text is true.
  @Test func aTextAroundAnExpressionIsTrue() async {
    let findings = await Self.findings(
      """
      on: pull_request_target
      permissions: {}
      jobs:
        job:
          if: |
            ${{ github.event.pull_request.head.repo.full_name == github.repository }}
          runs-on: ubuntu-latest
          steps:
            - run: ./do
              env:
                KEY: ${{ secrets.KEY }}

      """)
    #expect(findings.map(\.check) == ["secret-in-fork-run"])
  }

  /// Whether a step is taken to run for Dependabot, whose store lacks the secret.
  @Test(arguments: [
    ("github.actor != 'dependabot[bot]'", false),
    ("github.event.pull_request.user.login != 'dependabot[bot]'", false),
    ("!contains(github.actor, 'dependabot')", false),
    ("!startsWith(github.head_ref, 'dependabot/')", false),
    ("github.event_name == 'push'", false),
    ("env.KEY != ''", false),
    ("github.actor == 'dependabot[bot]'", true),
    ("github.event.pull_request.user.type == 'Bot'", true),
    ("github.event.pull_request.head.repo.full_name == github.repository", true),
    ("github.actor != 'ada'", true),
    ("github.event.pull_request.head.repo.fork == false", true),
  ])
  func runsForDependabot(_ condition: String, _ runs: Bool) async throws {
    let description = """
      tokenbook: 1
      organization: acme
      repositories: {web: {visibility: private, workflows: {ci: {dependabot: true, needs: []}}}}
      credentials:
        KEY: {kind: unknown, stored_in: [{repository_secret: KEY, repository: web}]}
      """
    let workflow = """
      on: pull_request
      permissions: {}
      jobs:
        job:
          runs-on: ubuntu-latest
          env: {KEY: "${{ secrets.KEY }}"}
          steps:
            - run: make
            - if: ${{ \(condition) }}
              run: ./do "$COPY"
              env: {COPY: "${{ secrets.KEY }}"}

      """
    // The job's own variable has the secret whatever the step's condition says.
    let own = workflow.replacing("env: {KEY: \"${{ secrets.KEY }}\"}", with: "env: {OTHER: x}")
    let text = condition.hasPrefix("env.") ? workflow : own
    let outcome = try await Described(description).outcome(
      ["ci": text], AuditChecks.all.filter { $0.id == "dependabot-secret-missing" })
    let lines = outcome.result.findings.map { finding in
      outcome.result.files[finding.range.file].place(at: Int(finding.range.start)).line
    }
    #expect(lines == (runs ? [11] : condition.hasPrefix("env.") ? [6] : []), "\(condition)")
  }
}
