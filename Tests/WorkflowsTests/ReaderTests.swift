import SourceText
import Testing
import Workflows

private let everything = """
  name: CI
  run-name: for ${{ github.actor }}
  on:
    push: {branches: [main, 'release/**'], tags: v*}
    pull_request_target:
      types: [opened]
    workflow_call:
      inputs:
        image: {type: string, required: true, default: "${{ github.repository }}"}
      secrets:
        TOKEN: {required: true}
        OTHER:
  permissions:
    contents: read
    pull-requests: write
  env:
    A: ${{ secrets.ALPHA }}
  defaults: {run: {shell: bash}}
  concurrency: {group: ci, cancel-in-progress: true}
  jobs:
    build:
      name: Build
      if: github.event_name == 'push'
      runs-on: [self-hosted, linux]
      permissions: write-all
      environment: {name: production, url: "https://x"}
      container:
        image: ghcr.io/acme/base
        credentials: {username: ada, password: "${{ secrets.REGISTRY }}"}
      services:
        db: postgres
      strategy:
        matrix:
          os: [a, b]
          include: [{os: c, extra: 1}]
      outputs: {digest: "${{ steps.push.outputs.digest }}"}
      steps:
        - uses: actions/checkout@v4
          with:
            token: ${{ secrets.TOKEN }}
        - id: push
          env: {GH_TOKEN: "${{ github.token }}"}
          run: |
            echo start
            gh release create "${{ github.event.inputs.tag }}"
          shell: sh
    deploy:
      needs: build
      secrets: inherit
      uses: ./.github/workflows/deploy.yml
      with: {image: x}
    other:
      needs: [build, deploy]
      uses: acme/shared/.github/workflows/x.yml@main
      secrets: {TOKEN: "${{ secrets.TOKEN }}"}

  """

@Suite struct ReaderTests {
  private let fixture = WorkflowFixture(everything)

  @Test func readsWithoutAProblem() {
    #expect(fixture.problems == [])
  }

  @Test func readsTheTop() throws {
    let workflow = try #require(fixture.reading.workflow)
    #expect(workflow.name?.text == "CI")
    #expect(workflow.runName?.references.map(\.dotted) == ["github.actor"])
    #expect(workflow.triggers.map(\.event) == ["push", "pull_request_target", "workflow_call"])
    #expect(workflow.triggers[0].branches == ["main", "release/**"])
    #expect(workflow.triggers[0].tags == ["v*"])
    #expect(workflow.triggers[1].types == ["opened"])
    #expect(workflow.interface?.inputs.map(\.name) == ["image"])
    #expect(workflow.interface?.inputs.first?.defaultValue?.references.map(\.dotted) == ["github.repository"])
    #expect(workflow.interface?.secrets.map(\.name) == ["TOKEN", "OTHER"])
    #expect(workflow.interface?.secrets.map(\.isRequired) == [true, false])
    #expect(workflow.permissions?.level(of: "pull-requests") == .write)
    #expect(workflow.permissions?.level(of: "packages") == PermissionLevel.none)
    #expect(workflow.env["a"]?.references.map(\.dotted) == ["secrets.alpha"])
    #expect(workflow.defaults.shell?.text == "bash")
    #expect(workflow.concurrency?.group.text == "ci")
  }

  @Test func readsAJob() throws {
    let job = try #require(fixture.reading.workflow?.job("BUILD"))
    #expect(job.condition?.references.map(\.dotted) == ["github.event_name"])
    #expect(job.runsOn?.isSelfHosted == true)
    #expect(job.permissions?.level(of: "packages") == .write)
    #expect(job.environment?.name.text == "production")
    #expect(job.container?.image?.text == "ghcr.io/acme/base")
    #expect(job.container?.password?.references.map(\.dotted) == ["secrets.registry"])
    #expect(job.services.map { $0.image?.text } == ["postgres"])
    #expect(job.matrix?.values(of: "os")?.map(\.text) == ["a", "b", "c"])
    #expect(job.outputs["digest"]?.references.map(\.dotted) == ["steps.push.outputs.digest"])
    #expect(job.steps[0].action?.target.actionName == "actions/checkout")
    #expect(job.steps[0].action?.inputs["Token"]?.references.map(\.dotted) == ["secrets.token"])
    #expect(job.steps[1].env["GH_TOKEN"]?.onlyExpression?.references.first?.isPath("github", "token") == true)
    guard case .run(_, let shell) = job.steps[1].work else { throw Wrong() }
    #expect(shell?.text == "sh")
  }

  private struct Wrong: Error {}

  @Test func readsCallsOfWorkflows() throws {
    let workflow = try #require(fixture.reading.workflow)
    let (deploy, other) = (try #require(workflow.job("deploy")), try #require(workflow.job("other")))
    #expect(deploy.call?.target == .local(path: ".github/workflows/deploy.yml"))
    #expect(deploy.call?.inputs["image"]?.text == "x")
    guard case .inherit(let place) = deploy.call?.secrets else { throw Wrong() }
    #expect(fixture.text(at: place) == "inherit")
    #expect(
      other.call?.target
        == .repository(owner: "acme", name: "shared", path: ".github/workflows/x.yml", ref: "main"))
    guard case .entries(let secrets) = other.call?.secrets else { throw Wrong() }
    #expect(secrets["TOKEN"]?.references.map(\.dotted) == ["secrets.token"])
    #expect(other.needs.map(\.text) == ["build", "deploy"])
  }

  @Test func pointsIntoABlockOfCommands() throws {
    let script = try #require(fixture.reading.workflow?.job("build")?.steps[1].script)
    let expression = try #require(script.expressions.first)
    #expect(fixture.text(at: script.range(of: expression.offsets)) == "${{ github.event.inputs.tag }}")
    let reference = try #require(script.references.first)
    #expect(fixture.text(at: script.range(of: reference.offsets)) == "github.event.inputs.tag")
  }

  @Test(arguments: [
    ("on: push", ["push"]), ("on: [push, pull_request]", ["push", "pull_request"]),
    ("on:\n  push:\n  schedule: [{cron: '0 5 * * 1'}]", ["push", "schedule"]),
    ("\"on\": {workflow_dispatch: }", ["workflow_dispatch"]),
  ])
  func readsEveryFormOfOn(_ text: String, _ events: [String]) {
    let fixture = WorkflowFixture(text + "\njobs: {a: {runs-on: x, steps: [run: y]}}\n")
    #expect(fixture.problems == [])
    #expect(fixture.reading.workflow?.triggers.map(\.event) == events)
  }

  private static let permissions: [(String, PermissionLevel, PermissionLevel)] = [
    ("read-all", PermissionLevel.read, PermissionLevel.none), ("write-all", .write, .write),
    ("{}", .none, .none), ("{contents: write}", .write, .none),
  ]

  @Test(arguments: permissions)
  func readsEveryFormOfPermissions(_ text: String, _ contents: PermissionLevel, _ token: PermissionLevel) {
    let permissions = WorkflowFixture(job: "runs-on: x\npermissions: \(text)").reading.workflow?.jobs.first?
      .permissions
    #expect(permissions?.level(of: "contents") == contents)
    #expect(permissions?.level(of: "id-token") == token)
  }

  private static let runners: [(String, Bool?)] = [
    ("ubuntu-latest", false), ("[self-hosted, linux]", true), ("macos-15-xlarge", false),
    ("windows-2025", false),
    ("ubuntu-24.04-arm", false), ("big-box", nil), ("${{ matrix.os }}", nil), ("{group: x}", nil),
    ("ubuntu-latest-16-cores", nil), ("{group: x, labels: self-hosted}", true),
  ]

  @Test(arguments: runners)
  func tellsWhoseRunnerItIs(_ text: String, _ isSelfHosted: Bool?) throws {
    let runner = try #require(WorkflowFixture(job: "runs-on: \(text)").reading.workflow?.jobs.first?.runsOn)
    #expect(runner.isSelfHosted == isSelfHosted)
  }

  @Test func readsAnchorsAndAliases() throws {
    let fixture = WorkflowFixture(
      """
      on: push
      jobs:
        a:
          runs-on: x
          env: &env {T: "${{ secrets.T }}"}
          steps: [{run: &cmd "echo ${{ github.sha }}"}]
        b:
          runs-on: x
          env: *env
          steps: [{run: *cmd}]

      """)
    #expect(fixture.problems == [])
    let job = try #require(fixture.reading.workflow?.job("b"))
    #expect(job.env["T"]?.references.map(\.dotted) == ["secrets.t"])
    let script = try #require(job.steps.first?.script)
    #expect(script.references.map(\.dotted) == ["github.sha"])
    #expect(fixture.text(at: script.range(of: 5..<8)) == "*cmd")
  }

  @Test func readsActions() throws {
    let fixture = WorkflowFixture(
      """
      name: Set up
      description: Something
      author: ada
      inputs:
        token: {description: x, required: true, default: "${{ github.token }}"}
      outputs:
        path: {value: "${{ steps.a.outputs.path }}"}
      runs:
        using: composite
        steps:
          - id: a
            run: echo "${{ inputs.token }}"
            shell: bash
          - uses: ./.github/actions/other

      """, path: ".github/actions/setup/action.yml")
    #expect(fixture.problems == [])
    let action = try #require(fixture.reading.action)
    #expect(action.folder == ".github/actions/setup")
    #expect(action.inputs.first?.defaultValue?.references.first?.isPath("github", "token") == true)
    #expect(action.outputs["path"]?.references.map(\.dotted) == ["steps.a.outputs.path"])
    #expect(action.steps.map { $0.script?.text } == ["echo \"${{ inputs.token }}\"", nil])
    #expect(action.steps[1].action?.target == .local(path: ".github/actions/other"))
  }

  private static let targets: [(String, UsesTarget)] = [
    ("actions/checkout@v4", .repository(owner: "actions", name: "checkout", path: "", ref: "v4")),
    ("a/b/c/d@x/y@z", .repository(owner: "a", name: "b", path: "c/d@x/y", ref: "z")),
    ("./", .local(path: "")), ("./a//b/", .local(path: "a/b")), ("$/.github/a", .local(path: ".github/a")),
    ("$/./a", .local(path: "a")), ("docker://alpine:3", .image("alpine:3")),
    ("actions/checkout", .unknown("actions/checkout")), ("checkout@v1", .unknown("checkout@v1")),
    ("/x@", .unknown("/x@")),
  ]

  @Test(arguments: targets)
  func readsWhatUsesNames(_ text: String, _ target: UsesTarget) {
    #expect(UsesTarget(text) == target)
  }
}
