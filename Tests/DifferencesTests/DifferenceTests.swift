import Exposure
import Foundation
import Guidance
import OrganizationModel
import SourceText
import Testing

@testable import Differences

@Suite struct DifferenceTests {
  private static let before = """
    tokenbook: 1
    organization: harbour
    as_of: 2026-11-01
    platform: {plan: team}
    policy: {base_permission: none, deploy_keys: allowed}
    people:
      ida: {role: owner}
      jon: {role: member}
    teams:
      crane: {members: [jon]}
    repositories:
      dock: {visibility: private, teams: {crane: read}, workflows: {load: {needs: [clone repository tide]}}}
      tide: {visibility: private}
    credentials:
      TIDE_KEY:
        kind: classic_pat
        holder: ida
        scopes: [repo]
        expires: 2026-11-10
        stored_in: [{repository_secret: TIDE_KEY, repository: dock}]
        used_by: [dock/load]
    """

  private static func difference(_ changes: [(String, String)]) throws -> OrganizationDifference {
    let after = changes.reduce(before) { $0.replacing($1.0, with: $1.1) }
    return OrganizationDifference(
      from: try DecisionIndex(deciding: before), to: try DecisionIndex(deciding: after))
  }

  @Test func twoThatAreAlikeAreNoDifference() throws {
    let same = try Self.difference([])
    #expect(same.isEmpty)
    #expect(
      DifferenceRenderer(same, organization: "harbour").text(TextStyle(hasColor: false))
        == "No decision, credential or task changed (`harbour`, 2026-11-01).\n")
  }

  @Test func aPolicyFlipsADecisionAndTheRuleIsNamed() throws {
    let difference = try Self.difference([("deploy_keys: allowed", "deploy_keys: forbidden")])
    let access = try #require(difference.accesses.first)
    #expect(difference.accesses.count == 1)
    #expect(access.before?.label == "deploy_key" && access.after?.label != "deploy_key")
    let cause = try #require(access.causes.first)
    #expect(cause.text.hasPrefix("`deploy_key` is ruled out: "), "\(access.causes)")
    #expect(!cause.rules.isEmpty)
    #expect(Rule.all.map(\.id).contains(cause.rules[0]))
    #expect(difference.tasks.contains { $0.text.hasPrefix("Create `") }, "\(difference.tasks)")
  }

  @Test func anAnswerThatIsTakenBackIsNamed() throws {
    let difference = try Self.difference([(", deploy_keys: allowed", "")])
    let causes = difference.accesses.flatMap(\.causes).map(\.text)
    #expect(
      difference.accesses.isEmpty || causes.contains { $0.contains("policy.deploy_keys") }, "\(causes)")
  }

  @Test func aCredentialIsReadableByMore() throws {
    let difference = try Self.difference([("crane: read", "crane: write")])
    let credential = try #require(difference.credentials.first { $0.name.text == "TIDE_KEY" })
    #expect(credential.changes.contains(.moreReaders([Name("jon")])), "\(credential.changes)")
    let back = OrganizationDifference(
      from: try DecisionIndex(deciding: Self.before.replacing("crane: read", with: "crane: write")),
      to: try DecisionIndex(deciding: Self.before))
    #expect(back.credentials.first?.changes.contains(.fewerReaders([Name("jon")])) == true)
  }

  @Test func timePassesAndACredentialExpires() throws {
    let later = try Self.difference([("as_of: 2026-11-01", "as_of: 2026-11-20")])
    let credential = try #require(later.credentials.first)
    let end = try #require(Day("2026-11-10"))
    #expect(credential.changes.contains { $0 == .expired(end) })
    let stillLater = OrganizationDifference(
      from: try DecisionIndex(
        deciding: Self.before.replacing("as_of: 2026-11-01", with: "as_of: 2026-11-20")),
      to: try DecisionIndex(deciding: Self.before.replacing("as_of: 2026-11-01", with: "as_of: 2026-11-21")))
    #expect(
      !stillLater.credentials.flatMap(\.changes).contains { if case .expired = $0 { true } else { false } })
  }

  @Test func newAndGoneCredentials() throws {
    let renamed = try Self.difference([
      ("TIDE_KEY:", "TIDE_TOKEN:"), ("repository_secret: TIDE_KEY", "repository_secret: TIDE_TOKEN"),
    ])
    #expect(renamed.credentials.map(\.name.text) == ["TIDE_KEY", "TIDE_TOKEN"])
    #expect(renamed.credentials.first?.changes == [.gone])
    #expect(renamed.credentials.last?.changes.first == .new)
    // What is no longer described may still be in use: nobody is told to revoke it unseen.
    #expect(!renamed.tasks.contains { $0.text.contains("`TIDE_KEY`") })
  }

  @Test func newAndGoneAccesses() throws {
    let more = try Self.difference([("clone repository tide", "clone repository tide, push repository tide")])
    let added = try #require(more.accesses.first { $0.before == nil })
    #expect(added.id.description.contains("push"))
    let fewer = try Self.difference([
      (", workflows: {load: {needs: [clone repository tide]}}", ""), ("used_by: [dock/load]", "used_by: []"),
    ])
    #expect(fewer.accesses.contains { $0.after == nil })
  }

  @Test func markdownIsABodyAndKeepsTextAsText() throws {
    let difference = try Self.difference([
      ("deploy_keys: allowed", "deploy_keys: forbidden"), ("crane: read", "crane: write"),
    ])
    let markdown = DifferenceRenderer(difference, organization: "har*bour*").markdown
    #expect(markdown.hasPrefix("**Changes in `har*bour*`, 2026-11-01: "), "\(markdown)")
    #expect(markdown.contains("### To do\n\n- [ ] ") && !markdown.contains(".."))
    #expect(markdown.contains("### Credentials\n\n- `TIDE_KEY` "))
    #expect(markdown.contains("\n  - `deploy_key` is ruled out"), "\(markdown)")
  }

  @Test func whatAPersonWroteAddsNoLine() throws {
    let exception = """
      decisions:
        "dock/load#clone-repository-tide":
          {choose: classic_pat, because: "so\\n### To do\\n- [ ] trust me", by: ida, until: 2027-01-01}
      """
    let after = try DecisionIndex(deciding: Self.before + "\n" + exception)
    let difference = OrganizationDifference(from: try DecisionIndex(deciding: Self.before), to: after)
    let renderer = DifferenceRenderer(difference, organization: "harbour")
    #expect(difference.accesses.flatMap(\.causes).contains { $0.text.contains("trust me") })
    let lines = (renderer.markdown + renderer.text(TextStyle(hasColor: false))).split(separator: "\n")
    #expect(!lines.contains { $0.hasPrefix("- [ ] trust") })
  }

  @Test func jsonIsReadAndTheSameTwice() throws {
    let changes = [("deploy_keys: allowed", "deploy_keys: forbidden"), ("crane: read", "crane: write")]
    let renderer = DifferenceRenderer(try Self.difference(changes), organization: "harbour")
    #expect(renderer.json == DifferenceRenderer(try Self.difference(changes), organization: "harbour").json)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(renderer.json)) as? [String: Any])
    #expect(object["schema"] as? String == "tokenbook.difference/1")
    let accesses = try #require(object["accesses"] as? [[String: Any]])
    #expect((accesses.first?["causes"] as? [[String: Any]])?.first?["rules"] as? [String] != [])
  }
}
