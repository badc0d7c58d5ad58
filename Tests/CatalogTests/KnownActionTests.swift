import Catalog
import ShippedCatalog
import SourceText
import Testing

@Suite struct KnownActionTests {
  private static let source = "https://github.com/acme/deploy/blob/" + String(repeating: "ab", count: 20)
  private static let record =
    "acme/deploy:\n  source: \(source)/action.yml\n  checked: 2026-11-30\n"

  /// Fewer says that one of the files is not read.
  @Test func everyFileIsRead() {
    let all = shippedCatalog.actions.all
    #expect(all.count > 430)
    #expect(all.count { $0.mint != nil } > 10)
    #expect(all.count(where: \.federates) == 3)
    #expect(all.count { $0.deletion != nil } == 5)
    #expect(all.contains { $0.accesses.contains { $0.verb == .release } })
  }

  /// Of these nothing was to be had.
  @Test func everyRecordSaysWhatWasRead() {
    #expect(
      Set(shippedCatalog.actions.all.filter { !$0.source.contains("/blob/") }.map(\.name)) == [
        "imjasonh/setup-ko", "artursouza/sticky-pull-request-comment",
      ])
  }

  @Test func findsInputsWithoutRegardToCase() {
    let actions = shippedCatalog.actions
    #expect(actions["actions/checkout"]?.input("Token")?.takes == .token)
    #expect(actions["oracle-actions/login-ocir"]?.variable("OCI_CLI_REGION") != nil)
    #expect(actions["oracle-actions/login-ocir"]?.input("oci_cli_region") == nil)
    #expect(actions["nobody/nothing"] == nil)
  }

  @Test func knowsWhatMakesTokens() {
    let actions = shippedCatalog.actions
    #expect(actions["actions/create-github-app-token"]?.makesAppToken == true)
    #expect(
      actions["actions/create-github-app-token"]?.mint?.permissions == .oneInputEach(prefix: "permission-"))
    #expect(actions["tibdex/github-app-token"]?.mint?.permissions == .list("permissions"))
    #expect(actions["navikt/github-app-token-generator"]?.cannotNarrow == true)
    #expect(actions["tibdex/github-app-token"]?.cannotNarrow == false)
    #expect(actions["octo-sts/action"]?.makesToken == true)
    #expect(actions["octo-sts/action"]?.makesAppToken == false)
    #expect(actions["actions/checkout"]?.makesToken == false)
  }

  // MARK: Own files

  @Test func aRecordOfOnesOwnIsRead() throws {
    let text =
      Self.record + """
          inputs:
            token: job-token
            fetch: token-for-reading
            key: {outside: Acme Cloud}
          env: {DEPLOY_KEY: ssh-key}
          does:
            - verb: release
              on: {input: repository, otherwise: acme/web}
              when: {input: dry-run, is-not: "true"}
              permissions: {contents: write, id-token: write}
              confidence: medium
            - words: tells the crew
              on: organization
              when: {given: crew}
        """
    let own = OwnCatalog(["actions/mine.yaml": text])
    #expect(own.problems == [])
    let action = try #require(own.catalog.actions["acme/deploy"])
    #expect(action.checked.description == "2026-11-30")
    #expect(action.inputs.map(\.takes) == [.token, .token, .outside("Acme Cloud")])
    #expect(action.inputs.map(\.isJobTokenByDefault) == [true, false, false])
    #expect(action.inputs.map(\.acts) == [true, false, false])
    #expect(action.env.map(\.takes) == [.sshKey])
    let access = try #require(action.accesses.first)
    guard case .input("repository", otherwise: "acme/web") = access.target,
      case .unequal("dry-run", "true") = access.when
    else { return #expect(Bool(false), "\(access)") }
    #expect(
      access.permissions.map { "\($0.name): \($0.level.rawValue)" } == ["contents: write", "id-token: write"])
    #expect(access.confidence == .medium)
    #expect(action.accesses.last?.words == "tells the crew")
    #expect(action.accesses.last?.confidence == .high)
    #expect(own.catalog.actions.all.map(\.name) == ["acme/deploy", "actions/cache", "actions/checkout"])
  }

  @Test func aRecordOfOnesOwnReplacesThatOfTheProgram() {
    let source = "https://github.com/actions/checkout/blob/" + String(repeating: "c", count: 40)
    let own = OwnCatalog([
      "actions/mine.yaml": "actions/checkout:\n  source: \(source)/action.yml\n  checked: 2026-11-30\n"
    ])
    #expect(own.problems == [])
    #expect(own.catalog.actions["actions/checkout"]?.inputs.count == 0)
    #expect(own.catalog.actions.all.map(\.name) == ["actions/cache", "actions/checkout"])
  }

  @Test func aFileOfOnesOwnTakesThePlaceOfOneWithItsName() {
    let own = OwnCatalog(["actions/tools.yaml": Self.record])
    #expect(own.problems == [])
    #expect(own.catalog.actions["acme/deploy"] != nil)
    #expect(own.catalog.actions["actions/cache"] == nil)
    #expect(own.catalog.actions["actions/checkout"] != nil)
  }

  @Test func twoRecordsOfOneActionAreTold() {
    let own = OwnCatalog(["actions/a.yaml": Self.record, "actions/b.yaml": Self.record])
    #expect(own.problems == ["duplicate-key@own/actions/b.yaml:1:1"])
    #expect(OwnCatalog(["actions/a.yaml": Self.record + Self.record]).problems == ["duplicate-key@4:1"])
  }

  // MARK: Mistakes

  @Test(arguments: [
    ("  checked: 2026-11-30\n", "  checked: 2026-02-30\n", "no-such-day@3:12"),
    ("  checked: 2026-11-30\n", "", "missing-key@1:1"),
    ("action.yml", "main.js", "bad-source@2:11"),
    ("/blob/abab", "/blob/main", "bad-source@2:11"),
    ("github.com/acme/deploy", "github.com/acme/other", "bad-source@2:11"),
    ("https://github.com", "http://example.com", "bad-source@2:11"),
    ("acme/deploy:", "Acme/deploy:", "bad-name@1:1"),
    ("acme/deploy:", "deploy:", "bad-name@1:1"),
  ])
  func saysWhatIsWrongWithARecord(_ right: String, _ wrong: String, _ problem: String) {
    let text = Self.record.replacing(right, with: wrong)
    #expect(text != Self.record)
    #expect(OwnCatalog(["actions/mine.yaml": text]).problems == [problem])
  }

  @Test(arguments: [
    ("  inputs: {token: jobtoken}\n", "unknown-value@4:19"),
    ("  inputs: {token: {other: x}}\n", "unknown-key@4:20"),
    ("  inputs: {token: token, TOKEN: token}\n", "duplicate-key@4:26"),
    ("  env: {a: token, a: token}\n", "duplicate-key@4:19"),
    ("  does: [{verb: relaese}]\n", "unknown-value@4:17"),
    ("  does: [{verb: release, words: x}]\n", "two-verbs@4:33"),
    ("  does: [{when: {given: x}}]\n", "missing-key@4:10"),
    ("  does: [{verb: release, permissions: {contents: admin}}]\n", "unknown-value@4:50"),
    ("  does: [{verb: release, permissions: {pull_requests: write}}]\n", "bad-name@4:40"),
    ("  does: [{verb: release, when: {input: x}}]\n", "missing-key@4:32"),
    ("  does: [{verb: release, on: {tap: x}}]\n", "missing-key@4:30"),
    ("  does: [{verb: release, confidence: sure}]\n", "unknown-value@4:38"),
    ("  mints: {permision: x}\n", "unknown-key@4:11"),
    ("  deletes: {package: x}\n", "missing-key@4:12"),
    ("  does: release\n", "wrong-kind@4:9"),
    ("  x: [\n", "yaml-syntax@5:1"),
  ])
  func saysWhereAFileIsWrong(_ line: String, _ problem: String) throws {
    let own = OwnCatalog(["actions/mine.yaml": Self.record + line])
    #expect(own.problems.contains(problem), "\(own.problems) \(own.messages)")
  }

  @Test(arguments: ["", "- acme/deploy\n", "acme/deploy\n"])
  func aFileWithoutRecordsIsWrong(_ text: String) {
    #expect(OwnCatalog(["actions/mine.yaml": text]).problems.count == 1)
  }
}
