import Guidance
import OrganizationModel
import Testing

/// Made-up organizations with all that a description may say of an existing credential, and much that it leaves out.
struct RandomCredentials {
  private var numbers: SeededNumbers

  init(seed: UInt64) { numbers = SeededNumbers(seed: seed) }

  private mutating func one(_ choices: [String]) -> String {
    choices[Int.random(in: 0..<choices.count, using: &numbers)]
  }

  private mutating func often(_ text: String, _ percent: Int) -> String {
    Int.random(in: 0..<100, using: &numbers) < percent ? text : ""
  }

  mutating func text() -> String {
    let workflows = (0..<4).map {
      "      w\($0): {triggers: [push], dependabot: false\(needs(of: "w\($0)"))}"
    }
    let consumers = ["prod", "jenkins"].map {
      "  \($0): {kind: \($0 == "prod" ? "kubernetes" : "jenkins"), stores_in: vault\(needs(of: $0))}"
    }
    let credentials = (0..<8).map { "  C\($0): {\(credential())}" }
    let policy =
      often("deploy_keys: allowed, ", 50) + often("base_permission: none, ", 60) + "profile: hybrid"
    return """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      platform: {plan: team}
      policy: {\(policy)}
      people: {ada: {role: owner}, cleo: {role: member, leaves_on: 2026-12-31}}
      machine_users: {bot: {role: member, custodians: [ada]}}
      apps: {release: {repositories: [web, shared], permissions: {contents: write, pull_requests: write}\(often(", key: C0", 30))}}
      repositories:
        web:
          visibility: private
          workflows:
      \(workflows.joined(separator: "\n"))
        shared: {visibility: private}
      packages:
        web: {registry: container, repository: web, visibility: private, inherits_access: false\(often(", x-guess: a.yml", 15))}
        lib: {registry: maven, repository: shared, visibility: private}
      consumers:
      \(consumers.joined(separator: "\n"))
      credentials:
      \(credentials.joined(separator: "\n"))
      """
  }

  private mutating func needs(of automation: String) -> String {
    guard Int.random(in: 0..<5, using: &numbers) > 0 else { return "" }
    let verbs = [
      "pull package web", "pull package lib", "clone repository shared", "push repository shared",
      "open-pull-request repository shared", "clone repository globex/tools", "administer repository shared",
      "read-members organization self",
    ]
    var chosen: Set<String> = []
    for _ in 0..<Int.random(in: 1...3, using: &numbers) { chosen.insert(one(verbs)) }
    var all = chosen.sorted().map { "{need: \($0)\(often(", x-guess: ci.yml", 8))}" }
    if !often("x", 15).isEmpty {
      all.append(
        "{other: a badge of \(automation), with: C\(Int.random(in: 0..<8, using: &numbers))\(often(", x-guess: ci.yml", 30))}"
      )
    }
    return ", needs: [\(all.joined(separator: ", "))]"
  }

  private mutating func credential() -> String {
    let users = ["web/w0", "web/w1", "web/w2", "web/w3", "prod", "jenkins"]
    let used: String
    switch Int.random(in: 0..<6, using: &numbers) {
    case 0: used = ""
    case 1: used = ", used_by: []"
    case 2: used = ", used_by: [\(Set([one(users), one(users)]).sorted().joined(separator: ", "))]"
    default: used = ", used_by: [\(one(users))]"
    }
    let places = [
      "", ", stored_in: []", ", stored_in: [{outside: vault}]",
      ", stored_in: [{repository_secret: S, repository: web}]",
      ", stored_in: [{organization_secret: S, visibility: all}]",
      ", stored_in: [{repository_secret: S, repository: web}, {repository_secret: S, repository: shared}]",
    ]
    let life = ", created: 2026-11-01" + one([", expires: 2026-12-20", ", expires: never", ""])
    return kind() + life + one(places) + used + often(", x-guess: ci.yml", 8)
  }

  private mutating func kind() -> String {
    let holder = one([", holder: bot", ", holder: cleo", ""])
    switch Int.random(in: 0..<9, using: &numbers) {
    case 0: return "kind: unknown\(holder)"
    case 1: return "kind: other\(holder)"
    case 2, 3:
      let scopes = one([
        "[repo]", "[read:packages]", "[repo, gist]", "[write:packages, project]", "[admin:org]",
      ])
      return "kind: classic_pat\(holder)\(often(", scopes: \(scopes)", 80))"
    case 4:
      let rights = one([
        "{contents: read}", "{contents: write}", "{contents: write, pull_requests: write}",
        "{organization_projects: write}", "{contents: write, checks: write}",
      ])
      return "kind: fine_grained_pat\(holder), permissions: \(rights), repositories: [shared]"
    case 5: return "kind: deploy_key, repository: shared, read_only: \(one(["true", "false"]))"
    case 6: return "kind: app_key\(often(", holder: release", 50))"
    case 7: return "kind: ssh_key\(holder)"
    default: return "kind: oauth_token\(holder), scopes: [repo]"
    }
  }
}

/// What cannot be named is never removed, and a guess removes nothing (decisions.md, What exists).
@Suite("One verdict for each credential")
struct VerdictPropertyTests {
  private typealias Review = ExistingCredentialReview

  private static let organizations: [OrganizationDecisions] = (0..<UInt64(300)).compactMap { seed in
    var random = RandomCredentials(seed: seed)
    return try? decided(random.text())
  }

  /// Rights that no verb takes: whoever has them uses them for something else.
  private static let nameless: Set = ["gist", "project", "organization_projects", "checks"]

  @Test func theOrganizationsAreRead() throws {
    #expect(Self.organizations.count == 300)
    for seed: UInt64 in [0, 1, 2] {
      var random = RandomCredentials(seed: seed)
      _ = try decided(random.text())
    }
  }

  @Test func everyVerdictOccursOften() {
    let counts = Dictionary(grouping: Self.organizations.flatMap(\.existing), by: \.verdict).mapValues(
      \.count)
    for verdict in Review.Verdict.allCases where verdict != .move {
      #expect((counts[verdict] ?? 0) > 15, "\(verdict): \(counts)")
    }
  }

  @Test func whatGoesIsNamedDecidedAndNoGuess() throws {
    for decisions in Self.organizations {
      let accesses = Dictionary(grouping: decisions.accesses, by: \.automation)
      let automations = Dictionary(
        decisions.organization.automations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      for review in decisions.existing where review.goes {
        let credential = review.credential
        #expect(credential.kind.isGitHubs && credential.guess == nil, "\(credential.name)")
        #expect(review.unknown.isEmpty && !review.reasons.isEmpty)
        let rights = Set((credential.scopes ?? []) + (credential.permissions ?? [:]).keys)
        #expect(credential.usedBy.isEmpty || rights.isDisjoint(with: Self.nameless), "\(rights)")
        #expect(!credential.usedBy.isEmpty || credential.saysItsUsers)
        #expect((review.verdict == .revoke) == credential.usedBy.isEmpty)
        #expect(review.replacedBy.isEmpty == credential.usedBy.isEmpty, "\(credential.name)")
        for user in credential.usedBy {
          let used = (accesses[user] ?? []).filter { review.accesses.contains($0.id) }
          #expect(!used.isEmpty && used.allSatisfy { $0.credential != nil }, "\(user)")
          #expect((accesses[user] ?? []).allSatisfy { $0.need.guess == nil }, "\(user)")
          let words = automations[user]?.otherUses ?? []
          #expect(!words.contains { $0.credential == credential.name }, "\(user)")
        }
      }
    }
  }

  @Test func whatStaysIsNotTouched() {
    for decisions in Self.organizations {
      let migration = decisions.migration
      for review in decisions.existing where review.stays {
        #expect(review.replacedBy.isEmpty)
        #expect((review.verdict == .findOut) == !review.unknown.isEmpty)
        let steps = migration.entry(review.credential.name)?.steps ?? []
        #expect(!steps.contains(.revoke))
        guard review.verdict != .move else { continue }
        #expect(!review.places.takesAway && review.places.removed.isEmpty)
        #expect(!steps.contains { if case .remove = $0 { true } else { false } })
      }
    }
  }

  /// An App's key gives tokens of an hour: no stored credential takes its place.
  @Test func noAppIsReplacedByWhatIsStored() {
    for decisions in Self.organizations {
      let plans = Dictionary(
        decisions.credentials.map { ($0.id, $0.kind) }, uniquingKeysWith: { first, _ in first })
      for review in decisions.existing where review.credential.kind == .appKey {
        #expect(
          review.replacedBy.allSatisfy { (plans[$0] ?? .githubToken) == .githubApp || plans[$0] == nil })
      }
    }
  }

  /// Once somebody has answered, what was asked is asked no more.
  @Test func everyQuestionSaysWhereToAnswer() {
    for review in Self.organizations.flatMap(\.existing) {
      for unknown in review.unknown {
        #expect(!unknown.answerAt.isEmpty && !unknown.answer.isEmpty && !unknown.reason.hasSuffix("."))
      }
    }
  }
}
