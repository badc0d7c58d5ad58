import OrganizationModel
import ShippedCatalog
import SourceText
import Testing
@testable import Workflows

/// What calls of the API show: a need where a verb takes exactly that, else a use in words.
@Suite struct APIUseTests {
  private static func script(_ text: String) -> UseFixture {
    UseFixture(steps: "- run: |\n    " + text.replacing("\n", with: "\n    "))
  }

  private static let header = "-H \"Authorization: token ${{ secrets.P }}\""

  @Test(arguments: [
    ("-X POST", "gists", "calls POST /gists (gists: write; the token of a user)"),
    (
      "-d'{\"event\":\"$EVENT\"}'", "repos/acme/web/pulls/1/reviews",
      "calls POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews (pull_requests: write; it may approve)"
    ),
    ("-X POST", "repos/acme/web/no/such/thing", "calls POST /repos/{owner}/{repo}/no/such/thing"),
    (
      "-d'{\"query\": \"mutation { doSomething(input: $X) }\"}'", "graphql", "calls doSomething of GraphQL"
    ),
  ])
  func saysInWordsWhatNoVerbSays(_ options: String, _ path: String, _ words: String) {
    let fixture = Self.script("curl \(options) \(Self.header) https://api.github.com/\(path)")
    #expect(fixture.others == ["\(words) with P"])
    #expect(fixture.needs == [])
    #expect(fixture.uses.calls.isEmpty)
  }

  /// What a description can say exactly is a need `api`, of the job's token too.
  @Test(arguments: [
    (
      "gh api -X PUT repos/acme/infra/environments/prod/secrets/KEY", "acme/infra environments:write",
      "PUT /repos/{owner}/{repo}/environments/{environment_name}/secrets/{secret_name}"
    ),
    (
      "gh api repos/acme/web/dependabot/alerts", "own vulnerability_alerts:read",
      "GET /repos/{owner}/{repo}/dependabot/alerts"
    ),
    (
      "gh api -X POST repos/acme/web/pages/builds", "own pages:write",
      "POST /repos/{owner}/{repo}/pages/builds"
    ),
    ("gh api orgs/acme/rulesets", "self organization_administration:write", "GET /orgs/{org}/rulesets"),
    ("gh secret set KEY --env prod", "own environments:write", nil),
    ("gh pr list", "own pull_requests:read", nil),
  ])
  func whatHasNoVerbIsACall(_ command: String, _ call: String, _ endpoint: String?) throws {
    for token in ["secrets.P", "github.token"] {
      let fixture = Self.script("GH_TOKEN=${{ \(token) }} \(command)")
      let found = try #require(fixture.uses.calls.first)
      let permissions = found.permissions.map { "\($0.name):\($0.level.rawValue)" }.joined(separator: "+")
      #expect("\(fixture.words(found.target)) \(permissions)" == call)
      #expect(found.endpoint == endpoint)
      #expect(fixture.needs == [])
    }
  }

  @Test(arguments: [
    ("-X PUT", "repos/acme/infra/contents/a/b.md", "write-contents acme/infra with P"),
    ("", "repos/acme/infra/tarball/main", "read-contents acme/infra with P"),
    ("", "repos/acme/infra/releases/latest", "download-release acme/infra with P"),
    ("-X POST", "repos/acme/web/check-runs", "create-check-run own with P"),
    ("-X POST", "repos/acme/lint/check-runs", "create-check-run acme/lint with P"),
    ("-X PUT", "repos/acme/web/actions/secrets/KEY", "manage-repository-secrets own with P"),
    ("-X POST", "repos/acme/web/actions/variables", "manage-repository-variables own with P"),
    ("-X POST", "repos/acme/web/hooks", "manage-webhooks own with P"),
    ("-X POST", "repos/acme/web/pages/deployments", "deploy-pages own with P"),
    ("-X POST", "repos/acme/web/deployments", "create-deployment own with P"),
    ("-X POST", "repos/acme/web/attestations", "attest own with P"),
    ("", "repos/acme/web/attestations/sha256:0", "verify-attestation own with P"),
    ("-X POST", "repos/acme/web/merges", "write-contents own with P"),
    ("", "repos/acme/web/code-scanning/alerts", "read-alerts own with P"),
    ("-X POST", "repos/acme/web/code-scanning/sarifs", "upload-sarif own with P"),
    ("-X POST", "repos/acme/web/issues/1/labels", "label own with P"),
    ("-X POST", "orgs/acme/repos", "create-repository self with P"),
    ("-d'{\"event\":\"APPROVE\"}'", "repos/acme/web/pulls/1/reviews", "approve own with P"),
    (
      "-d'{\"team_reviewers\":[\"crew\"]}'", "repos/acme/web/pulls/1/requested_reviewers",
      "request-team-review own with P"
    ),
    (
      "-d'{\"assignees\":[\"copilot-swe-agent\"]}'", "repos/acme/web/issues/1/assignees",
      "assign-agent own with P"
    ),
    (
      "-d'{\"query\": \"mutation { addProjectV2ItemById(input: $X) }\"}'", "graphql",
      "update-project self with P"
    ),
    ("-X POST", "repos/acme/infra/issues/1/comments", "comment-on-issue acme/infra with P"),
    ("-X POST", "repos/acme/infra/statuses/abc", "set-status acme/infra with P"),
    ("-X DELETE", "repos/acme/infra/branches/main/protection", "administer acme/infra with P"),
    ("-X PUT", "orgs/acme/memberships/ada", "manage-members self with P"),
    ("-X POST", "orgs/acme/actions/runners/registration-token", "manage-runners self with P"),
    ("", "orgs/acme/teams/crew/memberships/ada", "read-members self with P"),
    ("", "orgs/acme/audit-log", "read-audit-log self with P"),
    (
      "-d'{\"reviewers\":[\"ada\"]}'", "repos/acme/web/pulls/1/requested_reviewers",
      "comment-on-pull-request own with P"
    ),
    ("-d'{\"event\":\"COMMENT\"}'", "repos/acme/web/pulls/1/reviews", "comment-on-pull-request own with P"),
  ])
  func takesTheVerbThatFitsExactly(_ options: String, _ path: String, _ need: String) {
    let fixture = Self.script("curl \(options) \(Self.header) https://api.github.com/\(path)")
    #expect(fixture.needs == [need])
    #expect(fixture.others == [])
  }

  /// Another organization's members are no access of this one.
  @Test func anotherOrganizationIsNotItsOwn() {
    let fixture = Self.script("curl \(Self.header) https://api.github.com/orgs/globex/members")
    #expect(fixture.needs == [])
    #expect(fixture.others == ["calls GET /orgs/{org}/members (members: read) with P"])
  }

  @Test func aVariableMayHoldBothNamesOfARepository() {
    let fixture = Self.script("GH_TOKEN=${{ secrets.P }} gh api -X POST repos/$REPOSITORY/dispatches")
    #expect(fixture.needs == ["notify ? with P"])
  }

  @Test(arguments: [
    ("gh secret set KEY --env prod", "runs gh secret set --env (environments: write)"),
    ("gh gist create x", "runs gh gist create (gists: write; the token of a user)"),
  ])
  func saysInWordsWhatNoVerbSaysOfCommands(_ command: String, _ words: String) {
    let fixture = Self.script("GH_TOKEN=${{ secrets.P }} \(command)")
    #expect(fixture.others == ["\(words) with P"])
    #expect(fixture.needs == [])
  }

  @Test(arguments: [
    ("gh release download v1 -R acme/infra", "download-release acme/infra with P"),
    ("gh secret set KEY -R acme/infra", "manage-repository-secrets acme/infra with P"),
    ("gh variable set KEY", "manage-repository-variables own with P"),
    ("gh attestation verify x -R acme/infra", "verify-attestation acme/infra with P"),
    ("gh project item-add 7 --owner acme", "update-project self with P"),
    ("gh pr review 1 --approve", "approve own with P"),
    ("gh pr edit 1 --add-reviewer acme/crew", "request-team-review own with P"),
    ("gh issue edit 1 --add-assignee @copilot", "assign-agent own with P"),
    ("gh pr merge 1 --auto", "enable-auto-merge own with P"), ("gh repo sync", "write-contents own with P"),
    ("gh issue edit 1 --add-label ready", "label own with P"),
    ("gh pr edit 1 --add-reviewer ada", "comment-on-pull-request own with P"),
    ("gh pr review 1 --comment -b no", "comment-on-pull-request own with P"),
    ("gh repo deploy-key add k.pub -R acme/infra", "administer acme/infra with P"),
    ("gh label delete old", "label own with P"),
    ("gh secret set KEY -o acme", "manage-secrets self with P"),
  ])
  func takesTheVerbOfACommand(_ command: String, _ need: String) {
    let fixture = Self.script("GH_TOKEN=${{ secrets.P }} \(command)")
    #expect(fixture.needs == [need])
    #expect(fixture.others == [])
  }

  @Test func openingAPullRequestForATeamIsTwoThings() {
    let fixture = Self.script("GH_TOKEN=${{ secrets.P }} gh pr create --fill --reviewer acme/crew")
    #expect(fixture.needs == ["open-pull-request own with P", "request-team-review own with P"])
    #expect(fixture.others == [])
  }

  /// Nothing is stored: nothing is to be kept, but it asks for permissions.
  @Test(arguments: [
    ("gh api -X POST repos/{owner}/{repo}/check-runs", ["checks: write"]),
    ("gh api repos/{owner}/{repo}/contents/a", ["contents: read"]),
    ("gh secret set KEY", []), ("gh pr list", ["pull-requests: read"]),
    ("gh pr review 1 --approve", ["pull-requests: write"]),
    ("gh run view 1", ["actions: read", "checks: read"]),
    ("gh api -X POST repos/{owner}/{repo}/releases/generate-notes", ["contents: write"]),
    ("gh api repos/acme/infra/contents/a", []), ("gh issue edit 1 --add-assignee @copilot", []),
  ])
  func theJobsOwnTokenLeavesNothingToKeep(_ command: String, _ permissions: [String]) {
    let fixture = Self.script("GH_TOKEN=${{ github.token }} \(command)")
    #expect(fixture.others == [])
    #expect(fixture.permissions == permissions)
  }

  /// Of two permissions of which one is enough, the one that the workflow is about.
  @Test(arguments: [
    ("issues", "issues"), ("pull_request", "pull-requests"), ("[pull_request, issues]", "issues"),
  ])
  func takesTheUsualAlternative(_ event: String, _ permission: String) {
    let fixture = UseFixture(
      "on: \(event)\njobs: {a: {runs-on: x, steps: [{run: 'gh api -X POST repos/acme/web/issues/1/comments', env: {GH_TOKEN: '${{ github.token }}'}}]}}\n"
    )
    #expect(fixture.uses.permissions.filter { !$0.isAlternative }.map(\.permission) == [permission])
    #expect(fixture.permissions == ["issues: write", "pull-requests: write"])
  }

  @Test(arguments: [
    (
      "github.rest.repos.requestPagesBuild({})",
      "calls POST /repos/{owner}/{repo}/pages/builds (pages: write)"
    ),
    (
      "github.rest.repos.renameBranch({})",
      "calls POST /repos/{owner}/{repo}/branches/{branch}/rename (contents: write)"
    ),
    ("github.request('PUT /repos/{owner}/{repo}/topics')", nil),
    ("github.rest.repos.noSuchThing({})", "calls repos.noSuchThing of Octokit"),
    ("await github.graphql(`mutation { doSomething(input: {}) }`)", "calls doSomething of GraphQL"),
    (
      "github.paginate(github.rest.pulls.list, {})",
      "calls GET /repos/{owner}/{repo}/pulls (pull_requests: read)"
    ),
    ("const users = context.users.find(x => x)", nil),
  ])
  func readsOctokit(_ call: String, _ words: String?) {
    let fixture = UseFixture(
      steps:
        "- uses: actions/github-script@v8\n  with:\n    github-token: ${{ secrets.P }}\n    script: |\n      \(call)"
    )
    #expect(fixture.others == (words.map { ["\($0) with P"] } ?? []))
  }

  @Test(arguments: [
    ("github.rest.repos.createAttestation({})", "attest own with P"),
    ("github.rest.checks.create({owner: 'acme', repo: 'lint'})", "create-check-run acme/lint with P"),
    ("github.rest.pulls.createReview({event: 'APPROVE'})", "approve own with P"),
    ("await github.graphql(`mutation { mergePullRequest(input: {}) }`)", "merge own with P"),
    ("await github.graphql(`mutation { enqueuePullRequest(input: {}) }`)", "enqueue own with P"),
  ])
  func takesTheVerbOfOctokit(_ call: String, _ need: String) {
    let fixture = UseFixture(
      steps:
        "- uses: actions/github-script@v8\n  with:\n    github-token: ${{ secrets.P }}\n    script: |\n      \(call)"
    )
    #expect(fixture.needs == [need])
    #expect(fixture.others == [])
  }

  @Test(arguments: [
    (
      "{uses: dorny/paths-filter@v3, with: {token: \"${{ secrets.P }}\"}}",
      "runs dorny/paths-filter (pull_requests: read)"
    ),
    (
      "{uses: betahuhn/repo-file-sync-action@v1, with: {GH_PAT: \"${{ secrets.P }}\"}}",
      "is passed to betahuhn/repo-file-sync-action"
    ),
  ])
  func saysInWordsWhatActionsDoWithAStoredToken(_ step: String, _ words: String) {
    let fixture = UseFixture(steps: "- \(step)")
    #expect(fixture.others == ["\(words) with P"])
    #expect(fixture.needs == [])
  }

  @Test(arguments: [
    ("hmarr/auto-approve-action@v4, with: {github-token: \"${{ secrets.P }}\"}", "approve own with P"),
    ("actions/add-to-project@v1, with: {github-token: \"${{ secrets.P }}\"}", "update-project self with P"),
    ("actions/attest@v3", "attest own with JOB"), ("actions/deploy-pages@v5", "deploy-pages own with JOB"),
    ("github/codeql-action/upload-sarif@v4", "upload-sarif own with JOB"),
    ("actions/labeler@v6", "label own with JOB"),
  ])
  func takesTheVerbOfAnAction(_ step: String, _ need: String) {
    #expect(UseFixture(steps: "- {uses: \(step)}").needs == [need])
  }

  @Test func checkingOutItsOwnRepositoryIsNothingInWords() {
    #expect(
      UseFixture(steps: "- {uses: actions/checkout@v5, with: {token: \"${{ secrets.P }}\"}}").others == [])
  }

  /// With an empty catalog nothing is claimed, and nothing is lost.
  @Test func withoutACatalogACallIsOneThatNobodyKnows() throws {
    let fixture = Self.script("curl -X POST \(Self.header) https://api.github.com/repos/acme/infra/issues")
    let workflow = try #require(fixture.tree.workflows.first)
    let uses = UseReader.read(workflow, in: fixture.tree, knowing: .init())
    #expect(uses.needs.isEmpty)
    #expect(uses.others.map(\.words) == ["calls POST /repos/acme/infra/issues"])
  }
}
