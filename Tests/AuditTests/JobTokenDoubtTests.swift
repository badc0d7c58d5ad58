import Audit
import Testing

/// Where a stored token does what the job's own token may do by its permissions, and where that is not all there is to know.
@Suite struct JobTokenDoubtTests {
  private static func description(_ verb: String, _ options: String = "") -> String {
    """
    tokenbook: 1
    organization: acme
    policy: {actions_can_create_pull_requests: true}
    machine_users: {acme-bot: {role: member, custodians: [ada, boris]}}
    people: [ada, boris]
    repositories:
      web:
        visibility: private
        workflows: {ci: {triggers: [push], needs: [{need: \(verb) repository web\(options)}]}}
    credentials:
      BOT: {kind: fine_grained_pat, holder: acme-bot, stored_in: [{repository_secret: BOT, repository: web}]}
    """
  }

  private static func workflow(_ step: String) -> String {
    """
    on: push
    permissions: {}
    jobs:
      a:
        runs-on: ubuntu-latest
        steps:
          - \(step)

    """
  }

  private static let token = "env: {GH_TOKEN: \"${{ secrets.BOT }}\"}"

  private static func found(
    _ step: String, _ description: String, besides others: [String: String] = [:]
  ) async throws -> [String] {
    let files = others.merging(["ci": workflow(step)]) { $1 }
    let findings = try await Described(description).outcome(files).result.findings
    return findings.filter { ["pat-where-job-token-serves", "decided-otherwise"].contains($0.check) }
      .map { "\($0.severity) \($0.confidence) \($0.message)" }
  }

  @Test func aCommentIsSure() async throws {
    let found = try await Self.found(
      "{run: gh pr comment 1 --body built, \(Self.token)}", Self.description("comment-on-pull-request"))
    #expect(found.count == 1 && found.first?.hasPrefix("medium high") == true, "\(found)")
  }

  @Test(arguments: [
    "{run: gh pr review 1 --approve, \(token)}", "{run: gh pr edit 1 --add-reviewer acme/docs, \(token)}",
    "{run: gh issue edit 1 --add-assignee @copilot, \(token)}",
    "{run: gh pr comment 1 --body \"$(gh api graphql -f query=suggestedActors)\", \(token)}",
    "{run: gh pr comment 1 --body x, env: {GH_TOKEN: \"${{ secrets.BOT || github.token }}\"}}",
  ])
  func whatGitHubRefusesOrNobodyNeedsIsNotAdvised(_ step: String) async throws {
    for verb in ["comment-on-pull-request", "comment-on-issue"] {
      #expect(try await Self.found(step, Self.description(verb)) == [])
    }
  }

  @Test func aToolWithItsOwnConfigurationIsLeft() async throws {
    let step = """
      {uses: goreleaser/goreleaser-action@v6, with: {args: release --clean}, env: {GITHUB_TOKEN: "${{ secrets.BOT }}"}}
      """
    #expect(try await Self.found(step, Self.description("release")) == [])
  }

  @Test func aLabelThatAWorkflowWaitsForNeedsAnotherToken() async throws {
    let step = "{run: gh pr edit 1 --add-label ready, \(Self.token)}"
    let gate = """
      on: {pull_request: {types: [labeled]}}
      permissions: {}
      jobs: {gate: {runs-on: ubuntu-latest, steps: [{run: exit 1}]}}

      """
    for verb in ["comment-on-pull-request", "comment-on-issue"] {
      #expect(try await Self.found(step, Self.description(verb), besides: ["gate": gate]) == [])
    }
  }

  @Test func whatMayHaveToStartAWorkflowIsNotSure() async throws {
    let step = "{run: gh release create v1, \(Self.token)}"
    let found = try await Self.found(step, Self.description("release"))
    #expect(found.count == 1 && found.first?.hasPrefix("low low") == true, "\(found)")
  }

  @Test func aGuessIsAsked() async throws {
    let found = try await Self.found(
      "{run: gh pr comment 1 --body built, \(Self.token)}",
      Self.description("comment-on-pull-request", ", x-guess: \"ci.yml:7\""))
    #expect(found.count == 1 && found.first?.hasPrefix("low low does `comment") == true, "\(found)")
  }

  /// What is not GitHub's stays, whatever was decided for the access.
  @Test func anotherServicesCredentialIsNotReplaced() async throws {
    let other = Self.description("comment-on-pull-request").replacing(
      "kind: fine_grained_pat, holder: acme-bot", with: "kind: other")
    #expect(try await Self.found("{run: gh pr comment 1 --body built, \(Self.token)}", other) == [])
  }
}
