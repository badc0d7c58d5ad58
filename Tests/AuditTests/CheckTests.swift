import ShippedCatalog
import Audit
import Foundation
import Guidance
import SourceText
import Testing

@Suite struct CheckTests {
  private static let path = ".github/workflows/example.yml"

  private static func outcome(_ text: String, _ checks: [AuditCheck]) async -> Auditor.Outcome {
    let file = SourceFile(path: path, bytes: Array(text.utf8))
    return await Auditor(checks: checks).audit([Auditor.Input(file, path: path)])
  }

  /// What a check finds in an example, held against the example's description where it has one.
  private static func outcome(_ example: AuditExample, _ check: AuditCheck) async throws -> Auditor.Outcome {
    guard let text = example.description else {
      let others = example.others.sorted { $0.key < $1.key }.map { name, text in
        let parts = name.split(separator: "/")
        return (String(parts[0]), ".github/workflows/\(parts[1]).yml", text)
      }
      let inputs = ([("web", example.path, example.text)] + others).map { repository, path, text in
        Auditor.Input(
          SourceFile(path: "acme__\(repository)/\(path)", bytes: Array((text + "\n").utf8)), path: path)
      }
      return await Auditor(checks: [check]).audit(inputs)
    }
    return try await Described(text).outcome(
      example.others, [check], others: [example.path: example.text + "\n"])
  }

  private static func lines(_ outcome: Auditor.Outcome, inDescription isIn: Bool) -> [Int] {
    let ranges = outcome.result.findings.map(\.range)
    let places = ranges.map { (file: outcome.result.files[$0.file], range: $0) }
    return places.filter { ($0.file.path == Described.path) == isIn }.map {
      $0.file.place(at: Int($0.range.start)).line
    }
  }

  @Test(arguments: AuditChecks.all)
  func examplesAreWhatTheySay(_ check: AuditCheck) async throws {
    #expect(check.examples.contains { $0.finds } && check.examples.contains { !$0.finds })
    for example in check.examples {
      #expect(example.description != nil || !check.description.needsDescription)
      let outcome = try await Self.outcome(example, check)
      #expect(outcome.diagnostics.isEmpty, "\(check.id), \(example.title)")
      #expect(Self.lines(outcome, inDescription: false) == example.lines, "\(check.id), \(example.title)")
      #expect(
        Self.lines(outcome, inDescription: true) == example.descriptionLines,
        "\(check.id), \(example.title)")
      #expect(outcome.result.findings.allSatisfy { $0.check == check.id && $0.help != nil })
    }
  }

  @Test func idsAreSortedAndOnce() {
    let ids = AuditChecks.all.map(\.id)
    #expect(ids == Set(ids).sorted())
  }

  @Test func everyFileOfChecksIsInTheList() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/Audit/Checks").standardizedFileURL
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(files.count == AuditChecks.all.count)
  }

  @Test(arguments: AuditChecks.all)
  func itSaysWhatAReportNeeds(_ check: AuditCheck) {
    let about = check.description
    #expect(about.title.count < 80 && !about.title.hasSuffix("."))
    #expect(
      [about.why, about.how, about.fix, about.falseAlarms].allSatisfy {
        $0.hasSuffix(".") && $0.count < 1_024
      })
    let words = [about.title, about.why, about.how, about.fix, about.falseAlarms].map(Self.withoutCode)
    for sentence in words.flatMap({ $0.split(separator: #/[.?] /#) }) {
      #expect(sentence.split(separator: " ").count <= 25 && !sentence.contains(";"), "\(sentence)")
    }
    #expect(!about.sources.isEmpty)
    for source in about.sources where !source.hasPrefix("https://") {
      #expect(Fact.all.contains { $0.id == source || $0.references.contains(source) }, "\(source)")
    }
  }

  /// A text with each code span as one word.
  private static func withoutCode(_ text: String) -> String {
    text.split(separator: "`", omittingEmptySubsequences: false).enumerated().map { index, part in
      index.isMultiple(of: 2) ? String(part) : "CODE"
    }.joined()
  }

  /// What its page and `explain` show of its examples is what the audit finds in them.
  @Test(arguments: AuditChecks.all)
  func itsExamplesAreShownAsTheyAreAudited(_ check: AuditCheck) async throws {
    for (example, shown) in zip(check.examples, check.checkedExamples(knowing: shippedCatalog)) {
      let audited = try await Self.outcome(example, check).result.findings
      #expect(shown.findings.map(\.finding.message) == audited.map(\.message), "\(example.title)")
      #expect(shown.findings.map(\.finding.subject) == audited.map(\.subject))
      let isIn = { (path: String) in shown.files.first { $0.path == path }?.findings.map(\.line) ?? [] }
      #expect(isIn(example.path) == example.lines)
      #expect(isIn(Described.path) == example.descriptionLines)
    }
  }

  @Test(arguments: AuditChecks.all)
  func itIsExplained(_ check: AuditCheck) throws {
    let explanation = try #require(
      CheckExplanation(check.id, TextStyle(hasColor: false), knowing: shippedCatalog)
    ).text
    let about = check.description
    let said = [about.title, about.why, about.how, about.fix, about.falseAlarms] + about.addresses
    for text in said + about.facts.map(\.id) { #expect(explanation.contains(text)) }
    for example in check.examples {
      for line in example.text.split(separator: "\n") { #expect(explanation.contains(" | \(line)\n")) }
    }
    let marks = explanation.matches(of: #/(?m)^ {2}> *\d+ \| /#).count
    #expect(marks == check.examples.reduce(0) { $0 + Set($1.lines).count + Set($1.descriptionLines).count })
    #expect(TokenShape.mask(explanation) == explanation)
  }

  /// `explain` takes an id of either.
  @Test func noCheckIsCalledLikeARuleOrFact() {
    let others = Set(Rule.all.map(\.id) + Fact.all.map(\.id) + CredentialKind.allCases.map(\.rawValue))
    #expect(others.isDisjoint(with: AuditChecks.all.map(\.id)))
    #expect(CheckExplanation("secret-in", TextStyle(hasColor: false), knowing: shippedCatalog) == nil)
  }

  @Test func commentsSuppressAndSaySo() async {
    let text = """
      on: push
      permissions: write-all # tokenbook: ignore[permissions-write-all] the pipeline is being moved
      jobs:
        build:
          # tokenbook: ignore[secrets-inherit] nothing here
          runs-on: ubuntu-latest
          steps: [{run: make}]

      """
    let outcome = await Self.outcome(text, AuditChecks.all)
    #expect(outcome.result.findings.isEmpty && outcome.suppressed == 1)
    #expect(outcome.diagnostics.map(\.id) == ["unused-suppression"])
  }

  @Test func whatGitHubWouldRefuseIsToldAndTheRestIsLookedAt() async {
    let outcome = await Self.outcome(
      "on: push\npermissions: write-all\njobs: {b: {steps: 3}}\n", AuditChecks.all)
    #expect(outcome.diagnostics.hasErrors)
    #expect(outcome.result.findings.map(\.check).contains("permissions-write-all"))
    let garbage = await Self.outcome("\u{0}{[", AuditChecks.all)
    #expect(garbage.diagnostics.hasErrors && garbage.result.findings.isEmpty)
  }

  @Test func aChangeMendsWhatWasFoundAndNothingElse() async throws {
    for check in AuditChecks.all {
      for example in check.examples {
        guard example.description == nil else { continue }
        let before = await Self.outcome(example.text + "\n", [check])
        let edits = before.result.findings.flatMap(\.edits)
        guard !edits.isEmpty else { continue }
        let file = SourceFile(path: Self.path, bytes: Array((example.text + "\n").utf8))
        let mended = String(decoding: file.applying(edits), as: UTF8.self)
        let after = await Self.outcome(mended, AuditChecks.all)
        let left = after.result.findings.filter { $0.check == check.id }
        #expect(!after.diagnostics.hasErrors && left.allSatisfy { $0.edits.isEmpty }, "\(mended)")
        #expect(left.count == before.result.findings.count { $0.edits.isEmpty }, "\(mended)")
      }
    }
  }

  /// The step is one, and its login must suit both jobs.
  @Test(arguments: [("contents: read", 0), ("packages: write", 1)])
  func aStepThatAnAliasRepeatsIsToldOnce(_ permission: String, _ changed: Int) async throws {
    let text = """
      on: push
      permissions: {}
      jobs:
        a:
          runs-on: ubuntu-latest
          permissions: {packages: write}
          steps:
            - &login
              uses: docker/login-action@v3
              with: {registry: ghcr.io, username: "${{ github.actor }}", password: "${{ secrets.CR_PAT }}"}
            - run: docker push "ghcr.io/$GITHUB_REPOSITORY"
        b:
          runs-on: ubuntu-latest
          permissions: &read {\(permission)}
          steps:
            - *login
            - run: docker push "ghcr.io/$GITHUB_REPOSITORY"
      """
    let file = SourceFile(path: ".github/workflows/a.yml", bytes: Array(text.utf8))
    let found = await Auditor().audit([Auditor.Input(file, path: file.path)]).result.findings
    let logins = found.filter { $0.check == "pat-where-job-token-serves" }
    #expect(logins.count == 1)
    #expect(Set(try #require(logins.first).edits.map(\.range)).count == changed)
  }

  /// What the name of a secret says of its value.
  @Test(arguments: [
    ("DEPLOY_USER", FindingSeverity.low), ("AWS_ACCESS_KEY_ID", .low), ("WORKSPACE_ID_EAST", .low),
    ("ROLE_ARN", .low), ("SIGNING_PUBLIC_KEY", .low), ("AZURE_RESOURCEGROUP", .low), ("REGISTRY_URL_2", .low),
    ("DEPLOY_TOKEN", .medium), ("CHAT_WEBHOOK_URL", .medium), ("DATABASE_URL", .medium),
    ("SECRET_ID", .medium),
    ("USER_PASSWORD", .medium), ("SIGNING_KEY", .medium), ("AWS_SECRET_ACCESS_KEY", .medium),
    ("PROD", .medium),
  ])
  func aNameThatIsPlainlyNoSecretIsLow(_ name: String, _ severity: FindingSeverity) async {
    let text = """
      on: push
      permissions: {}
      jobs: {a: {runs-on: ubuntu-latest, steps: [{run: "make X=${{ secrets.\(name) }}"}]}}

      """
    let found = await Self.outcome(text, AuditChecks.all).result.findings
    #expect(found.map(\.severity) == [severity], "\(found.map(\.message))")
  }

  @Test func theSameFilesGiveTheSameResult() async {
    let inputs = AuditChecks.all.flatMap(\.examples).enumerated().map { index, example in
      Auditor.Input(SourceFile(path: "\(index).yml", bytes: Array(example.text.utf8)), path: Self.path)
    }
    let (one, other) = (await Auditor().audit(inputs), await Auditor().audit(inputs))
    #expect(one.result.entries == other.result.entries && one.result.entries.count > 20)
  }
}

@Suite struct RegistryFixTests {
  @Test(arguments: [
    ("permissions: {contents: read}", "permissions: {contents: read, packages: write}"),
    ("permissions: {}", "permissions: {packages: write}"),
    (
      "permissions:\n      contents: read # why\n",
      "permissions:\n      contents: read # why\n      packages: write\n"
    ),
    (
      "permissions:\n      packages: read\n      contents: read\n",
      "permissions:\n      packages: write\n      contents: read\n"
    ),
  ])
  func thePermissionIsAddedWhereItBelongs(_ before: String, _ after: String) async {
    func text(_ permissions: String) -> String {
      """
      on: push
      permissions: {}
      jobs:
        build:
          \(permissions)
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, username: a, password: "${{ github.token }}"}
            - run: docker push ghcr.io/a/b

      """
    }
    let file = SourceFile(path: "a.yml", bytes: Array(text(before).utf8))
    let outcome = await Auditor().audit([Auditor.Input(file, path: ".github/workflows/a.yml")])
    let edits = outcome.result.findings.flatMap(\.edits)
    #expect(String(decoding: file.applying(edits), as: UTF8.self) == text(after))
  }

  /// Another job has them too, and needs no more.
  @Test(
    arguments: ["secrets.CR_PAT", "github.token"],
    [("&p {contents: read}", "*p"), ("{}", "&p {contents: read}")])
  func permissionsThatJobsShareStay(_ credential: String, _ permissions: (other: String, own: String)) async {
    let text = """
      on: push
      permissions: {}
      jobs:
        test:
          runs-on: ubuntu-latest
          permissions: \(permissions.other)
          steps: [{run: make}]
        build:
          runs-on: ubuntu-latest
          permissions: \(permissions.own)
          steps:
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, username: a, password: "${{ \(credential) }}"}
            - run: docker push ghcr.io/a/b

      """
    let file = SourceFile(path: "a.yml", bytes: Array(text.utf8))
    let found = await Auditor().audit([Auditor.Input(file, path: ".github/workflows/a.yml")]).result.findings
    #expect(!found.isEmpty && found.allSatisfy(\.edits.isEmpty))
  }
}

@Suite struct PermissionsFixTests {
  /// What `--fix` makes of a workflow.
  private func mended(_ text: String) async -> String {
    let file = SourceFile(path: "a.yml", bytes: Array(text.utf8))
    let outcome = await Auditor().audit([Auditor.Input(file, path: ".github/workflows/a.yml")])
    return String(decoding: file.applying(outcome.result.findings.flatMap(\.edits)), as: UTF8.self)
  }

  private func workflow(_ steps: String, _ head: String = "") -> String {
    "on: push\n\(head)# what it does\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps: [\(steps)]\n"
  }

  @Test(arguments: [
    ("{run: make}", "permissions: {}\n\n"),
    ("{uses: actions/checkout@v5}", "permissions:\n  contents: read\n\n"),
    (
      "{uses: actions/checkout@v5, with: {persist-credentials: false}}, {run: make}",
      "permissions:\n  contents: read\n\n"
    ),
    (
      "{uses: actions/checkout@v5}, {uses: github/codeql-action/analyze@v4}",
      "permissions:\n  actions: read\n  contents: read\n  security-events: write\n\n"
    ),
  ])
  func theLeastIsWrittenAboveTheJobs(_ steps: String, _ head: String) async {
    #expect(await mended(workflow(steps)) == workflow(steps, head))
    let windows = workflow(steps).replacing("\n", with: "\r\n")
    #expect(await mended(windows) == workflow(steps, head).replacing("\n", with: "\r\n"))
  }

  @Test(arguments: [("push", Confidence.high, 1), ("workflow_call", .low, 0)])
  func whatCallersHandOverIsTheirs(_ event: String, _ confidence: Confidence, _ changed: Int) async throws {
    let text = """
      on: {\(event): {\(event == "push" ? "" : "secrets: {password: {required: true}}")}}
      permissions: {contents: read, packages: write}
      jobs:
        a:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v3
              with: {registry: ghcr.io, username: "${{ github.actor }}", password: "${{ secrets.password }}"}
            - uses: docker/build-push-action@v6
              with: {push: true, tags: "ghcr.io/${{ github.repository }}:1"}
      """
    let file = SourceFile(path: ".github/workflows/a.yml", bytes: Array(text.utf8))
    let found = await Auditor().audit([Auditor.Input(file, path: file.path)]).result.findings
    let finding = try #require(found.first { $0.check == "pat-where-job-token-serves" })
    #expect(finding.confidence == confidence)
    #expect(finding.edits.count == changed)
  }

  /// A script that may push, a token in its hands, an action that nobody knows, a login with the token, the run's identity.
  @Test(arguments: [
    "{uses: actions/checkout@v5}, {run: make}", "{run: make, env: {T: \"${{ github.token }}\"}}",
    "{run: make, env: {T: \"${{ secrets.BOT }}\"}}", "{uses: acme/unknown@v1}", "{uses: ./local}",
    "{uses: docker/login-action@v3, with: {registry: ghcr.io, username: x, password: \"${{ github.token }}\"}}",
    "{uses: aws-actions/configure-aws-credentials@v5}", "{uses: docker://acme/tool}",
    "{uses: actions/download-artifact@v5, with: {github-token: \"${{ github.token }}\", run-id: 1}}",
    // Made of others, which take the job's token besides the one that it is given.
    "{uses: vedantmgoyal9/winget-releaser@v2, with: {token: \"${{ secrets.BOT }}\"}}",
  ])
  func whatMayUseTheTokenUnseenIsLeft(_ steps: String) async {
    #expect(await mended(workflow(steps)) == workflow(steps))
    let all = workflow(steps, "permissions: write-all\n")
    #expect(await mended(all) == all)
  }
}
