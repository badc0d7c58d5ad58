import Guidance
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing
@testable import Catalog

@Suite struct CatalogTests {
  private static func problems(_ name: String, _ text: String) -> [String] {
    OwnCatalog([name: text]).problems
  }

  static let columns =
    "method\tpath\toperation\tverb\tpermissions\tpat\tinstallation\tuser\tfine_grained\tscopes\tstatus\tbasis\tdocs\tchecked\tnote\n"

  @Test(arguments: [
    ("GET\t/a\tx/y\t-\tcontents:read\t-\ty\ty\t?\t-\ttabled\t-\t-\t2026-11-30\t-", []),
    ("GET\t/a\tx/y\t-\t?\t-\t?\t?\t?\t-\ttabled\t-\t-\t2026-11-30\t-", []),
    ("GET\t/a\tx/y\t-\t-\t-\ty\ty\t?\t-\ttabled\t-\t-\t2026-11-30\t-", []),
    ("GET\t/a\tx/y\tswim\t-\t-\ty\ty\t?\t-\ttabled\t-\t-\t2026-11-30\t-", ["unknown-verb@3:12"]),
    ("GET\t/a\tx/y\t-\tcontents\t-\ty\ty\t?\t-\ttabled\t-\t-\t2026-11-30\t-", ["bad-permissions@3:14"]),
    ("GET\t/a\tx/y\t-\tcontents:much\t-\ty\ty\t?\t-\ttabled\t-\t-\t2026-11-30\t-", ["bad-permissions@3:14"]),
    ("GET\t/a\tx/y\t-\t-\t-\ty\ty\t?\t-\ttabled\t-\t-\t2026-02-30\t-", ["bad-day@3:37"]),
    (
      "GET\t/a\tx/y\t-\t-\tmuch\ty\ty\t?\t-\tlost\t-\t-\t2026-11-30\t-",
      ["bad-permissions@3:16", "unknown-status@3:29"]
    ),
    ("GET\t/a\tx/y", ["wrong-columns@3:1"]),
  ])
  func saysWhereATableIsWrong(_ line: String, _ problems: [String]) {
    #expect(
      Self.problems("rest-endpoints.tsv", "# a comment\n" + Self.columns + line + "\n") == problems)
  }

  @Test func aTableWithoutAColumnIsWrong() {
    #expect(Self.problems("gh-commands.tsv", "command\toption\n").count == 4)
  }

  @Test func saysWhatAMutationTakes() {
    let row = "mutation\tverb\tpermissions\tchecked\nadd\tswim\tcontents\t2026-11-30\n"
    #expect(
      Self.problems("graphql-mutations.tsv", row) == ["unknown-verb@2:5", "bad-permissions@2:10"])
    #expect(shippedCatalog.mutation("addProjectV2ItemById")?.verb == .updateProject)
    #expect(shippedCatalog.mutation("createDiscussion")?.permissions?.words == "discussions: write")
    #expect(shippedCatalog.mutation("noSuchThing") == nil)
  }

  @Test func saysWhatAProgramTakes() {
    #expect(Self.problems("programs.tsv", "program\ttakes\ncat\tmuch\n") == ["unknown-word@2:5"])
    #expect(shippedCatalog.program(["cat", "a"]) == .nothing)
    #expect(shippedCatalog.program(["go", "test", "./..."]) == .environment)
    #expect(shippedCatalog.program(["go", "run", "./release"]) == nil)
    #expect(shippedCatalog.program(["make"]) == nil && shippedCatalog.program([]) == nil)
  }

  @Test func whatTheProgramComesWithReads() {
    let facts = Set(Fact.byID.keys)
    #expect(Catalog.read(shippedCatalogFiles, facts: facts).diagnostics == [])
    #expect(shippedCatalog.allEndpoints.count > 1500)
    #expect(shippedCatalog.allCommands.count > 170)
  }

  @Test(arguments: [
    ("POST", "repos/acme/web/check-runs", "checks/create", "checks: write"),
    ("PUT", "repos/acme/web/contents/docs/a.md", "repos/create-or-update-file-contents", "contents: write"),
    ("GET", "repos/acme/web/git/ref/heads/main", "git/get-ref", "contents: read"),
    ("PATCH", "repos/acme/web/git/refs/heads/a/b", "git/update-ref", "contents: write"),
    ("POST", "repos/acme/web/pages/deployments", "repos/create-pages-deployment", "pages: write"),
    ("GET", "repos/acme/web", "repos/get", ""),
    (
      "POST", "repos/acme/web/issues/1/comments", "issues/create-comment",
      "issues: write or pull_requests: write"
    ),
    ("GET", "repos/acme/web/releases/latest", "repos/get-latest-release", "contents: read"),
  ])
  func findsAnEndpoint(_ method: String, _ path: String, _ operation: String, _ permissions: String) throws {
    let found = try #require(
      shippedCatalog.endpoint(method, path.split(separator: "/").map(String.init)))
    #expect(found.operation == operation)
    #expect(found.permissions?.words == permissions)
  }

  @Test(arguments: [("GET", "repos/acme"), ("POST", "nothing/at/all"), ("PURGE", "repos/acme/web")])
  func knowsNoOther(_ method: String, _ path: String) {
    #expect(shippedCatalog.endpoint(method, path.split(separator: "/").map(String.init)) == nil)
  }

  @Test(arguments: [
    ("POST /repos/acme/web/check-runs", "POST /repos/{owner}/{repo}/check-runs"),
    ("post repos/{owner}/{repo}/check-runs", "POST /repos/{owner}/{repo}/check-runs"),
    ("GET https://api.github.com/repos/acme/web/issues?per_page=3", "GET /repos/{owner}/{repo}/issues"),
    ("/repos/acme/web/dispatches", "POST /repos/{owner}/{repo}/dispatches"),
    ("GET /api/v3/rate_limit", "GET /rate_limit"), ("GET /", "GET /"),
    // A method that there is not, and a path with several.
    ("PUT /repos/acme/web/check-runs", "one of POST"), ("/repos/acme/web/hooks", "one of GET, POST"),
    // Mistyped.
    ("POST /repos/acme/web/check-run", "near POST /repos/{owner}/{repo}/check-runs"),
    ("PSOT /repos/acme/web/check-rnus", "near POST /repos/{owner}/{repo}/check-runs"),
    ("PUT /repos/{owner}/{repo}/pull/1/merge", "near PUT /repos/{owner}/{repo}/pulls/{pull_number}/merge"),
    ("GET /nothing/like/it/at/all", "nothing"),
  ])
  func answersARequest(_ text: String, _ expected: String) throws {
    let request = try #require(RequestLine(text))
    let words =
      switch shippedCatalog.answer(request) {
      case .endpoint(let endpoint): endpoint.text
      case .methods(let endpoints): "one of \(endpoints.map(\.method).joined(separator: ", "))"
      case .nothing(let nearest): nearest.map { "near \($0.text)" } ?? "nothing"
      }
    #expect(words == expected)
  }

  @Test(arguments: ["web/ci#publish-package-web", "classic_pat", "", "a b c", "secret-in-run"])
  func takesNoIDForARequest(_ text: String) {
    #expect(RequestLine(text) == nil)
  }

  @Test(arguments: [
    ("repos", "createCommitStatus", "repos/create-commit-status"),
    ("actions", "createOrUpdateRepoSecret", "actions/create-or-update-repo-secret"),
    ("repos", "getContent", "repos/get-content"),
    ("codeScanning", "listAlertsForRepo", "code-scanning/list-alerts-for-repo"),
  ])
  func findsMethodsOfOctokit(_ group: String, _ method: String, _ operation: String) {
    #expect(shippedCatalog.endpoint(octokit: group, method)?.operation == operation)
  }

  @Test func namesGroupsAsOctokitDoes() {
    for group in ["repos", "codeScanning", "enterpriseAdmin", "rateLimit"] {
      #expect(shippedCatalog.octokitGroups.contains(group))
    }
    #expect(shippedCatalog.octokitGroups == Set(shippedCatalog.octokitGroups).sorted())
  }

  @Test(arguments: [
    (["secret", "set", "X"], [], "gh secret set"), (["secret", "set", "X"], ["-o"], "gh secret set --org"),
    (["secret", "set", "X"], ["--org=acme"], "gh secret set --org"),
    (["pr", "review", "1"], ["-a"], "gh pr review --approve"), (["pr", "review", "1"], [], "gh pr review"),
    (["pr", "merge", "1"], ["--delete-branch", "--auto"], "gh pr merge --auto"),
    (["repo", "deploy-key", "add", "x"], [], "gh repo deploy-key add"),
  ])
  func findsACommand(_ words: [String], _ options: [String], _ text: String) {
    #expect(shippedCatalog.command(words, options: options)?.text == text)
  }

  /// What each verb takes (decisions.md, Permissions for each access); a call with a verb takes exactly that.
  private static let taken: [Verb: String] = [
    .clone: "contents:read", .push: "contents:write", .release: "contents:write", .merge: "contents:write",
    .notify: "contents:write", .dispatch: "actions:write", .setStatus: "statuses:write",
    .administer: "administration:write", .commentOnIssue: "issues:write",
    .commentOnPullRequest: "pull_requests:write", .openPullRequest: "pull_requests:write",
    .readMembers: "members:read", .manageMembers: "members:write",
    .manageSecrets: "organization_secrets:write",
    .manageRunners: "organization_self_hosted_runners:write",
    .readAuditLog: "organization_administration:read",
    .delete: "packages:write", .publish: "packages:write", .pull: "packages:read",
    .readContents: "contents:read", .downloadRelease: "contents:read", .writeContents: "contents:write",
    .enqueue: "contents:write+pull_requests:write", .enableAutoMerge: "contents:write+pull_requests:write",
    .approve: "pull_requests:write", .label: "issues:write", .createCheckRun: "checks:write",
    .readAlerts: "security_events:read", .uploadSARIF: "security_events:write",
    .attest: "attestations:write", .verifyAttestation: "attestations:read",
    .createDeployment: "deployments:write", .deployPages: "pages:write",
    .manageRepositorySecrets: "secrets:write", .manageRepositoryVariables: "actions_variables:write",
    .manageWebhooks: "repository_hooks:write", .updateProject: "organization_projects:write",
    .createRepository: "administration:write",
  ]

  @Test func aVerbTakesExactlyWhatItsCallsTake() throws {
    let calls =
      shippedCatalog.allEndpoints.map { ($0.text, $0.verb, $0.permissions) }
      + shippedCatalog.allCommands.map { ($0.text, $0.verb, $0.permissions) }
    for (call, verb, permissions) in calls {
      guard let verb else { continue }
      let text = try #require(Self.taken[verb])
      let taken = try #require(PermissionChoice(text)?.alternatives.first)
      #expect(permissions?.alternatives.contains(taken) == true, "\(call)")
    }
  }

  @Test(arguments: [
    ("contents:write", ["contents: write"]), ("administration:write", []), ("secrets:write", []),
    ("vulnerability_alerts:read", ["vulnerability-alerts: read"]), ("vulnerability_alerts:write", []),
    ("issues:write|pull_requests:write", ["issues: write", "pull-requests: write"]),
    ("metadata:read+contents:read", ["contents: read"]), ("administration:write+pages:write", []),
  ])
  func knowsWhatTheJobsTokenCanHave(_ text: String, _ expected: [String]) throws {
    let choice = try #require(PermissionChoice(text))
    #expect(
      choice.ofJobToken.map { $0.map { "\($0.name): \($0.level.rawValue)" }.joined(separator: ", ") }
        == expected)
  }
}
