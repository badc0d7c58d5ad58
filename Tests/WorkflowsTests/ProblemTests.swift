import Testing
import Workflows

/// Whatever GitHub refuses is said with its place, all of it at once.
@Suite struct ProblemTests {
  private static let rest = "jobs: {a: {runs-on: x}}\n"

  private static let files: [(String, String)] = [
    ("", "empty-file@1:1"), ("a: [", "yaml-syntax@1:5"), ("- a\n", "wrong-kind@1:1"),
    ("x\n", "wrong-kind@1:1"),
    ("on: push\n", "missing-key@1:1"), (rest, "missing-key@1:1"), ("on: pusch\n" + rest, "unknown-event@1:5"),
    ("on: {pusch: }\n" + rest, "unknown-key@1:6"), ("on: [push, 3]\n" + rest, "unknown-event@1:12"),
    ("on: {push: {branch: x}}\n" + rest, "unknown-key@1:13"),
    ("on: {push: {types: [x]}}\n" + rest, "unknown-key@1:13"),
    ("on: {issues: {types: open}}\n" + rest, "unknown-value@1:22"),
    ("on: {schedule: [{cron: '* * *'}]}\n" + rest, "bad-schedule@1:24"),
    ("on: {schedule: [{cron: '@daily'}]}\n" + rest, "bad-schedule@1:24"),
    ("on: {workflow_call: {inputs: {a: {}}}}\n" + rest, "missing-key@1:34"),
    ("on: push\nname: ${{ github.ref }}\n" + rest, "expression-not-allowed@2:7"),
    ("on: push\nenv: x\n" + rest, "wrong-kind@2:6"), ("on: push\nenv:\n" + rest, "wrong-kind@2:5"),
    ("on: push\nenv: {A: [b]}\n" + rest, "wrong-kind@2:10"),
    ("on: push\nenv: {A: b, a: c}\n" + rest, "duplicate-key@2:13"),
    ("on: push\nenv: {A: b, A: c}\n" + rest, "duplicate-key@2:13"),
    ("on: push\nenv: {A: \"${{ matrix.x }}\"}\n" + rest, "context-not-available@2:15"),
    ("on: push\npermissions: none\n" + rest, "unknown-value@2:14"),
    ("on: push\npermissions: {content: read}\n" + rest, "unknown-key@2:15"),
    ("on: push\npermissions: {id-token: read}\n" + rest, "unknown-value@2:25"),
    ("on: push\njobs: {}\n", "missing-key@2:7"), ("on: push\njobs: {a: }\n", "wrong-kind@2:11"),
    ("on: push\njobs: {a b: {runs-on: x}}\n", "bad-name@2:8"),
    ("on: push\njobs: {a: {}}\n", "missing-key@2:11"),
    ("on: push\nx: &x {A: b}\nenv: {<<: *x}\n" + rest, "unknown-key@2:1, merge-key@3:7, wrong-kind@3:11"),
    ("on: push\njobs: {a: {runs-on: x, needs: b}}\n", "job-cycle@2:8, unknown-job@2:31"),
    ("on: push\njobs: {a: {runs-on: x, needs: b}, b: {runs-on: x, needs: a}}\n", "job-cycle@2:8"),
    ("on: push\n---\non: push\n", "several-documents@2:1"),
  ]

  @Test(arguments: files)
  func ofAFile(_ text: String, _ expected: String) {
    #expect(WorkflowFixture(text).problems.joined(separator: ", ") == expected)
  }

  /// What GitHub ignores: it runs the file all the same.
  private static let ignored: [(String, String)] = [
    ("on: {push: {branches: }}\n" + rest, "wrong-kind@1:23"),
    ("on: {push: {branch: x}}\n" + rest, "unknown-key@1:13"),
    ("on: {workflow_dispatch: {branches: [main]}}\n" + rest, "unknown-key@1:26"),
    ("on: {workflow_dispatch: {inputs: {a: {options: [[b, c]]}}}}\n" + rest, "wrong-kind@1:49"),
    ("on: {repository_dispatch: {branches: x}}\n" + rest, "unknown-key@1:28"),
    ("on: push\npermissions: {moon-landings: write}\n" + rest, "unknown-key@2:15"),
    ("on: push\npermissions: {content: read}\n" + rest, "unknown-key@2:15"),
  ]

  @Test(arguments: ignored)
  func whatGitHubIgnoresIsAWarning(_ text: String, _ expected: String) {
    let fixture = WorkflowFixture(text)
    #expect(fixture.problems == [expected] && !fixture.reading.diagnostics.hasErrors)
  }

  @Test(arguments: [
    "on: {schedule: [{cron: $cron-weekly}]}\n" + rest, "on: {pusch: }\n" + rest,
    "on: push\npermissions: {contents: admin}\n" + rest,
    "on: {workflow_call: {inputs: {a: {type: list}}}}\n" + rest,
  ])
  func whatGitHubRefusesIsAnError(_ text: String) {
    #expect(WorkflowFixture(text).reading.diagnostics.hasErrors)
  }

  @Test func everyPermissionOfTheJobTokenIsKnown() {
    let text = "on: push\npermissions: {code-quality: write, artifact-metadata: read}\n" + Self.rest
    #expect(WorkflowFixture(text).problems == [])
  }

  private static let steps: [(String, String)] = [
    ("run: x\nuses: y", "unknown-key"), ("name: x", "missing-key"), ("run: [x]", "wrong-kind"),
    ("uses: ${{ x }}", "expression-not-allowed"), ("run: echo ${{ secret.X }}", "unknown-context"),
    ("run: ${{ github.ref", "bad-expression"), ("run: ${{ }}", "bad-expression"),
    ("run: ${{ \"x\" }}", "bad-expression"), ("run: ${{ 'x }}", "bad-expression"),
    ("run: ${{ a.b. }}", "bad-expression"), ("run: ${{ github.ref == }}", "bad-expression"),
    ("run: ${{ (github.ref }}", "bad-expression"), ("run: ${{ github.ref) }}", "bad-expression"),
    ("run: ${{ github[ }}", "bad-expression"), ("run: ${{ github.ref & 1 }}", "bad-expression"),
    ("run: ${{ 1.2.3 }}", "bad-expression"), ("run: ${{ contains('a') }}", "bad-expression"),
    ("run: ${{ includes('a', 'b') }}", "unknown-function"), ("run: ${{ success() }}", "unknown-function"),
    ("run: x\nif: secrets.X != ''", "context-not-available"),
    ("run: x\nif: a b", "unknown-context, bad-expression"),
    ("run: x\nid: 1a", "bad-name"), ("run: x\ntimeout-minutes: soon", "wrong-kind"),
    ("run: x\ncontinue-on-error: yes", "wrong-kind"), ("uses: x/y@z\nwith: {a: {b: c}}", "wrong-kind"),
  ]

  @Test(arguments: steps)
  func ofAStep(_ text: String, _ expected: String) {
    let found = WorkflowFixture(step: text).reading.diagnostics.map(\.id)
    #expect(Set(found).isSubset(of: Set(expected.split(separator: ", ").map(String.init))), "\(found)")
    #expect(found.count >= 1)
  }

  @Test(arguments: [
    "run: x\nif: false", "run: x\nif: False", "run: x\nif: ''", "run: x\nif: ${{ always() }}",
    "run: x\nif: \"!cancelled()\"",
    "run: x\nif: ${{ env.A }} == 'b'", "run: ''", "run: x\ntimeout-minutes: ${{ fromJSON(vars.X) }}",
    "run: echo ${{ '}}' }}", "run: ${{ github.event.commits.*.message[0] }}", "wait-all:", "wait: [a]",
    "uses: a/b@c\nwith:\n  x: |\n    ${{ toJSON(secrets) }}", "run: $${{ 'it''s' }}",
    "run: ${{ -1.5e3 < 0xff }}",
    "run: ${{ hashFiles('**/x') != '' && (github.ref || !true) }}",
    "run: \"a # b\"\nenv: {A: 1, B: true, C: }",
    "run: ${{ fromJSON('[]')[0].x || case(true, 1, 2) }}", "run: ${{ github['event'].x.* }}",
  ])
  func takesWhatGitHubTakes(_ text: String) {
    #expect(WorkflowFixture(step: text).problems == [])
  }

  @Test func saysEverythingAtOnce() {
    let text = "on: pusch\nname: ${{ x }}\njobs:\n  a:\n    runs-on: x\n    stepps: []\n    if: ${{ y\n"
    #expect(
      WorkflowFixture(text).problems
        == ["unknown-event@1:5", "expression-not-allowed@2:7", "unknown-key@6:5", "bad-expression@7:9"])
  }

  @Test func aFileWithProblemsIsReadAllTheSame() {
    let fixture = WorkflowFixture("on: pusch\njobs:\n  a: {runs-on: x, stepps: [], env: {A: b}}\n")
    #expect(fixture.reading.workflow?.job("a")?.env["A"]?.text == "b")
  }

  @Test func theFolderOfWorkflowsHasNoActions() {
    #expect(!WorkflowReader.isActionPath(".github/workflows/action.yml"))
    #expect(WorkflowReader.isActionPath("action.yaml"))
    #expect(!WorkflowReader.isWorkflowPath(".github/workflows/deep/ci.yml"))
  }
}
