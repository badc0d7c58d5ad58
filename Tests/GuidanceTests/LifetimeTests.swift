import OrganizationModel
import SourceText
import Testing

@testable import Guidance

/// A token that lives for longer than GitHub lets a member's token live is refused today.
@Suite struct LifetimeTests {
  private func decisions(_ credential: String, _ policy: String = "") throws -> OrganizationDecisions {
    try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      platform: {plan: team}
      policy: {deploy_keys: forbidden, base_permission: none, \(policy)}
      people: {ada: {role: owner}, boris: {role: member}}
      machine_users:
        acme-bot: {role: member, custodians: [ada, boris]}
        acme-out: {role: outside_collaborator, custodians: [ada, boris]}
      repositories:
        web: {visibility: private, workflows: {ci: {triggers: [push], dependabot: false, needs: [clone repository shared]}}}
        shared: {visibility: private}
      credentials:
        WIDE: {kind: oauth_token, holder: ada, scopes: [admin:org, repo], expires: never, stored_in: [], used_by: [web/ci]}
        X: {\(credential), created: 2026-01-01, stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci]}
      """)
  }

  struct Life: Sendable, CustomTestStringConvertible {
    let credential: String
    var policy = "enforced_lifetime: {classic_pat: 365d, fine_grained_pat: 100d}"
    /// Pieces of the reasons; none where it passes.
    var says: [String] = []
    var isFirst = false

    var testDescription: String { "\(credential); \(policy)" }
  }

  static let lives = [
    Life(
      credential: "kind: fine_grained_pat, holder: acme-bot, expires: 2026-12-01",
      says: [
        "it is valid for 334 days, but in `acme` GitHub rejects a member's token that is valid for more than 100 days, so `web/ci` fails today"
      ], isFirst: true),
    Life(
      credential: "kind: classic_pat, holder: acme-bot, scopes: [repo], expires: never",
      says: ["it never expires, but in `acme` GitHub rejects a member's token", "so `web/ci` fails today"],
      isFirst: true),
    Life(
      credential: "kind: fine_grained_pat, expires: 2026-12-01",
      says: ["if its holder is a member, `web/ci` fails today"], isFirst: true),
    Life(credential: "kind: classic_pat, holder: acme-bot, scopes: [repo], expires: 2027-01-01"),
    // What holds for a collaborator's token, the documentation does not say.
    Life(credential: "kind: classic_pat, holder: acme-out, scopes: [repo], expires: never"),
    Life(credential: "kind: fine_grained_pat, holder: acme-bot"),
    // GitHub's default is a guess where nobody says what is set.
    Life(
      credential: "kind: fine_grained_pat, holder: acme-bot, expires: 2027-11-22", policy: "",
      says: [
        "unless an owner of `acme` set another limit", "Describe the limit under `policy.enforced_lifetime`",
      ]),
    Life(credential: "kind: classic_pat, holder: acme-bot, scopes: [repo], expires: never", policy: ""),
    Life(credential: "kind: fine_grained_pat, holder: acme-bot, expires: 2027-01-01", policy: ""),
    Life(
      credential: "kind: fine_grained_pat, holder: acme-bot, expires: 2027-11-22",
      policy: "enforced_lifetime: {fine_grained_pat: 700d}"),
  ]

  @Test(arguments: lives) func whatGitHubRefusesFailsToday(_ given: Life) throws {
    let decisions = try self.decisions(given.credential, given.policy)
    let review = try #require(decisions.existing.first { $0.credential.name == "X" })
    let reasons = review.reasons.joined(separator: "\n")
    for words in given.says { #expect(reasons.contains(words)) }
    #expect(reasons.contains("GitHub rejects") != given.says.isEmpty)
    let migration = decisions.migration
    let isRefused = if case .refused = migration.entry("X")?.urgency { true } else { false }
    #expect(isRefused == given.isFirst)
    // What fails today comes before the widest reach.
    if given.isFirst { #expect(migration.entries.first?.review.credential.name == "X") }
  }

  /// The day that policy sets is told beside the day on which it stops, the earlier one first.
  @Test func whatPolicyWantsGoneIsDueThen() throws {
    let entry = try #require(
      try decisions("kind: classic_pat, holder: ada, scopes: [repo], expires: 2027-12-01").migration.entry(
        "X"))
    #expect(entry.policyDay?.description == "2026-04-01")
    #expect(entry.deadline?.description == "2027-12-01")
    #expect(entry.due?.description == "2026-04-01")
  }

  /// No plan lives for longer than GitHub lets it.
  @Test func plansKeepWithinWhatIsEnforced() throws {
    let decisions = try self.decisions(
      "kind: unknown",
      "maximum_lifetime: {fine_grained_pat: 400d}, enforced_lifetime: {fine_grained_pat: 30d}")
    let plan = try #require(decisions.credentials.first { $0.kind == .fineGrainedPAT })
    #expect(plan.expiresInDays == 30)
  }
}
