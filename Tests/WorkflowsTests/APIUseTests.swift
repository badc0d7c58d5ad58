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
    (
      "-X PUT", "repos/acme/infra/contents/a/b.md",
      "calls PUT /repos/acme/infra/contents/{path} (contents: write)"
    ),
    ("", "repos/acme/infra/tarball/main", "calls GET /repos/acme/infra/tarball/{ref} (contents: read)"),
    (
      "-X POST", "repos/acme/web/check-runs", "calls POST /repos/{owner}/{repo}/check-runs (checks: write)"
    ),
    ("-X POST", "repos/acme/lint/check-runs", "calls POST /repos/acme/lint/check-runs (checks: write)"),
    (
      "-X PUT", "repos/acme/web/actions/secrets/KEY",
      "calls PUT /repos/{owner}/{repo}/actions/secrets/{secret_name} (secrets: write)"
    ),
    (
      "-X POST", "repos/acme/web/actions/variables",
      "calls POST /repos/{owner}/{repo}/actions/variables (actions_variables: write)"
    ),
    (
      "-X POST", "repos/acme/web/hooks", "calls POST /repos/{owner}/{repo}/hooks (repository_hooks: write)"
    ),
    (
      "-X POST", "repos/acme/web/pages/deployments",
      "calls POST /repos/{owner}/{repo}/pages/deployments (pages: write)"
    ),
    (
      "-X POST", "repos/acme/web/attestations",
      "calls POST /repos/{owner}/{repo}/attestations (attestations: write)"
    ),
    ("-X POST", "repos/acme/web/merges", "calls POST /repos/{owner}/{repo}/merges (contents: write)"),
    ("-X POST", "gists", "calls POST /gists (gists: write; the token of a user)"),
    (
      "-d'{\"event\":\"APPROVE\"}'", "repos/acme/web/pulls/1/reviews",
      "approves pull requests (pull_requests: write)"
    ),
    (
      "-d'{\"event\":\"$EVENT\"}'", "repos/acme/web/pulls/1/reviews",
      "calls POST /repos/{owner}/{repo}/pulls/{pull_number}/reviews (pull_requests: write; it may approve)"
    ),
    (
      "-d'{\"team_reviewers\":[\"crew\"]}'", "repos/acme/web/pulls/1/requested_reviewers",
      "asks a team for a review (pull_requests: write; it sees the team)"
    ),
    (
      "-d'{\"assignees\":[\"copilot-swe-agent\"]}'", "repos/acme/web/issues/1/assignees",
      "assigns Copilot (issues: write or pull_requests: write; the token of a user)"
    ),
    ("-X POST", "repos/acme/web/no/such/thing", "calls POST /repos/{owner}/{repo}/no/such/thing"),
    (
      "-d'{\"query\": \"mutation { addProjectV2ItemById(input: $X) }\"}'", "graphql",
      "calls addProjectV2ItemById of GraphQL"
    ),
  ])
  func saysInWordsWhatNoVerbSays(_ options: String, _ path: String, _ words: String) {
    let fixture = Self.script("curl \(options) \(Self.header) https://api.github.com/\(path)")
    #expect(fixture.others == ["\(words) with P"])
    #expect(fixture.needs == [])
  }

  @Test(arguments: [
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
    ("gh release download v1 -R acme/infra", "runs gh release download on acme/infra (contents: read)"),
    ("gh secret set KEY -R acme/infra", "runs gh secret set on acme/infra (secrets: write)"),
    ("gh secret set KEY --env prod", "runs gh secret set --env (environments: write)"),
    ("gh variable set KEY", "runs gh variable set (actions_variables: write)"),
    (
      "gh attestation verify x -R acme/infra", "runs gh attestation verify on acme/infra (attestations: read)"
    ),
    ("gh project item-add 7 --owner acme", "runs gh project item-add (organization_projects: write)"),
    ("gh pr review 1 --approve", "approves pull requests (pull_requests: write)"),
    (
      "gh pr edit 1 --add-reviewer acme/crew",
      "asks a team for a review (pull_requests: write; it sees the team)"
    ),
    ("gh issue edit 1 --add-assignee @copilot", "assigns Copilot (issues: write; the token of a user)"),
    ("gh pr merge 1 --auto", "runs gh pr merge --auto (contents: write, pull_requests: write)"),
    ("gh repo sync", "runs gh repo sync (contents: write)"),
    ("gh gist create x", "runs gh gist create (gists: write; the token of a user)"),
  ])
  func saysInWordsWhatNoVerbSaysOfCommands(_ command: String, _ words: String) {
    let fixture = Self.script("GH_TOKEN=${{ secrets.P }} \(command)")
    #expect(fixture.others == ["\(words) with P"])
    #expect(fixture.needs == [])
  }

  @Test(arguments: [
    ("gh issue edit 1 --add-label ready", "comment-on-issue own with P"),
    ("gh pr edit 1 --add-reviewer ada", "comment-on-pull-request own with P"),
    ("gh pr review 1 --comment -b no", "comment-on-pull-request own with P"),
    ("gh repo deploy-key add k.pub -R acme/infra", "administer acme/infra with P"),
    ("gh label delete old", "comment-on-issue own with P"),
    ("gh secret set KEY -o acme", "manage-secrets self with P"),
  ])
  func takesTheVerbOfACommand(_ command: String, _ need: String) {
    let fixture = Self.script("GH_TOKEN=${{ secrets.P }} \(command)")
    #expect(fixture.needs == [need])
    #expect(fixture.others == [])
  }

  @Test func openingAPullRequestForATeamIsTwoThings() {
    let fixture = Self.script("GH_TOKEN=${{ secrets.P }} gh pr create --fill --reviewer acme/crew")
    #expect(fixture.needs == ["open-pull-request own with P"])
    #expect(fixture.others == ["asks a team for a review (pull_requests: write; it sees the team) with P"])
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
      "github.rest.repos.createAttestation({})",
      "calls POST /repos/{owner}/{repo}/attestations (attestations: write)"
    ),
    (
      "github.rest.repos.requestPagesBuild({})",
      "calls POST /repos/{owner}/{repo}/pages/builds (pages: write)"
    ),
    (
      "github.rest.repos.renameBranch({})",
      "calls POST /repos/{owner}/{repo}/branches/{branch}/rename (contents: write)"
    ),
    (
      "github.rest.checks.create({owner: 'acme', repo: 'lint'})",
      "calls POST /repos/acme/lint/check-runs (checks: write)"
    ),
    ("github.rest.pulls.createReview({event: 'APPROVE'})", "approves pull requests (pull_requests: write)"),
    ("github.request('PUT /repos/{owner}/{repo}/topics')", nil),
    ("github.rest.repos.noSuchThing({})", "calls repos.noSuchThing of Octokit"),
    ("await github.graphql(`mutation { mergePullRequest(input: {}) }`)", "calls mergePullRequest of GraphQL"),
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
    (
      "{uses: hmarr/auto-approve-action@v4, with: {github-token: \"${{ secrets.P }}\"}}",
      "approves pull requests by hmarr/auto-approve-action (pull_requests: write)"
    ),
    (
      "{uses: actions/add-to-project@v1, with: {github-token: \"${{ secrets.P }}\"}}",
      "puts cards on a project by actions/add-to-project (organization_projects: write)"
    ),
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
