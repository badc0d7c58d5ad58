import Audit
import Guidance
import ShippedCatalog
import SourceText
import Testing

/// Which permissions each job needs, the lines that need them, and what could not be told.
@Suite struct PermissionReportTests {
  private static func report(_ files: [String: String]) -> PermissionReport {
    let inputs = files.sorted { $0.key < $1.key }.map { path, text in
      Auditor.Input(SourceFile(path: path, bytes: Array(text.utf8)), path: path)
    }
    return PermissionReport(inputs, knowing: shippedCatalog)
  }

  private static func report(_ text: String) -> PermissionReport {
    report([".github/workflows/ci.yml": text])
  }

  private static func text(_ report: PermissionReport) -> String {
    PermissionReportText(report, TextStyle(hasColor: false)).text
  }

  /// The file with the blocks that the report writes; nil where it writes none.
  private static func written(_ text: String) -> String? {
    let report = report(text)
    guard let file = report.files.first else { return nil }
    let source = report.sources[file.id]
    let edits = file.edits(in: source)
    return edits.isEmpty
      ? nil : Mending.bytes(of: source, with: edits).map { String(decoding: $0, as: UTF8.self) }
  }

  private static let workflow = """
    on: push
    permissions: {contents: read}
    jobs:
      test:
        runs-on: ubuntu-latest
        steps:
          - uses: actions/checkout@v5
          - run: make test
      release:
        permissions:
          issues: write  # why
          contents: read
        runs-on: ubuntu-latest
        steps:
          - run: gh release create "$GITHUB_REF_NAME"
            env: {GH_TOKEN: "${{ github.token }}"}
          - run: gh release upload "$GITHUB_REF_NAME" a.zip
            env: {GH_TOKEN: "${{ github.token }}"}

    """

  @Test func isABlockThatCanBePasted() {
    #expect(
      Self.text(Self.report(Self.workflow)) == """
        # .github/workflows/ci.yml
        jobs:
          test:
            permissions:  # at least
              contents: read  # line 7: `actions/checkout`
            # `contents: write` as well, if one of these pushes: line 8 `make test`. With `persist-credentials: false` at the checkout, none can
          release:
            permissions:  # exact
              contents: write  # line 15: `gh release create`
                               # line 17: `gh release upload`
            # Not allowed today: contents: write
            # Allowed today, needed by nothing: issues: write

        """)
  }

  @Test func isWrittenOnlyWhereEveryJobIsTold() {
    #expect(Self.written(Self.workflow) == nil)
    let told = Self.workflow.replacing("make test", with: "go test ./...")
    #expect(
      Self.written(told)
        == told.replacing(
          "      issues: write  # why\n      contents: read\n", with: "      contents: write\n"))
  }

  @Test(arguments: [
    // Comments stay.
    (
      "permissions:\n      # what for\n      contents: read  # why\n      issues: write",
      "permissions:\n      # what for\n      contents: write  # why"
    ),
    ("permissions: {}", "permissions: {contents: write}"),
    ("permissions: write-all", "permissions: {contents: write}"),
    ("permissions: {issues: write, contents: read}", "permissions: {contents: write}"),
    ("timeout-minutes: 5", "permissions:\n      contents: write\n    timeout-minutes: 5"),
  ])
  func keepsAllElse(_ before: String, _ after: String) {
    let text = { (lines: String) in
      "on: push\njobs:\n  a:\n    \(lines)\n    runs-on: x\n    steps:\n      - {run: gh release delete v1, env: {GH_TOKEN: \"${{ github.token }}\"}}\n"
    }
    #expect(Self.written(text(before)) == text(after))
    #expect(Self.written(text(after)) == nil)
  }

  @Test func whatIsCalledKeepsWhatItsCallersGive() {
    let called = Self.workflow.replacing("on: push", with: "on: workflow_call")
      .replacing("make test", with: "go test")
    #expect(Self.written(called) == nil)
  }

  @Test func aCallerNeedsWhatIsCalled() throws {
    let report = Self.report([
      ".github/workflows/a.yml": "on: push\njobs:\n  go: {uses: ./.github/workflows/b.yml}\n",
      ".github/workflows/b.yml":
        "on: workflow_call\njobs:\n  x:\n    runs-on: x\n    steps: [{run: gh issue close 1, env: {GH_TOKEN: \"${{ github.token }}\"}}]\n",
    ])
    let job = try #require(report.files.first?.jobs.first)
    #expect(job.isExact && job.needs.map(\.name) == ["issues"])
  }

  @Test func ofAlternativesTheOneThatIsAllowedCounts() throws {
    let text = { (permissions: String) in
      "on: issues\njobs:\n  a:\n    permissions: \(permissions)\n    runs-on: x\n    steps:\n      - uses: actions/github-script@v8\n        with: {script: \"github.rest.issues.createComment({})\"}\n"
    }
    let both = try ["{pull-requests: write}", "{issues: write}", "{}"].map {
      try #require(Self.report(text($0)).files.first?.jobs.first).needs.map(\.name)
    }
    #expect(both == [["pull-requests"], ["issues"], ["issues"]])
  }

  @Test func anIdentityWithoutAStepIsLeftAlone() throws {
    let text =
      "on: push\njobs:\n  a:\n    permissions: {id-token: write, packages: write}\n    runs-on: x\n    steps: [{run: echo}]\n"
    let job = try #require(Self.report(text).files.first?.jobs.first)
    #expect(!job.isExact && job.unexplained == ["id-token"] && job.surplus.isEmpty)
    #expect(Self.written(text) == nil)
  }

  @Test func programsReadItAsJSON() throws {
    let text = PermissionReportJSON.text(Self.report(Self.workflow))
    #expect(text.contains("\"schema\": \"tokenbook.permissions/1\""))
    #expect(
      text.contains(
        "\"job\": \"release\", \"line\": 9, \"exact\": true, \"permissions\": {\"contents\": \"write\"}, \"missing\": {\"contents\": \"write\"}, \"unneeded\": {\"issues\": \"write\"}"
      ))
  }
}
