import Guidance
import OrganizationModel
import SourceText
import Testing

/// One credential of today in an organization where a cluster pulls a package, and what becomes of it.
struct ReviewCase: Sendable, CustomTestStringConvertible {
  var name: String
  var credential: String
  var verdict: ExistingCredentialReview.Verdict
  /// Pieces that the reasons must have.
  var says: [String] = []
  /// Pieces that they must not have.
  var leavesOut: [String] = []
  var policy = "base_permission: none"

  var testDescription: String { name }

  /// A use in words makes its automation a user.
  private var words: String {
    credential.contains("web/badge") ? "{other: updates the badge, with: X}" : ""
  }

  var text: String {
    """
    tokenbook: 1
    organization: acme
    as_of: 2026-11-22
    platform: {plan: team}
    policy: {deploy_keys: allowed, \(policy)}
    people:
      ada: {role: owner}
      boris: {role: member}
      cleo: {role: member, leaves_on: 2026-12-31}
    teams: {platform: {members: [boris]}}
    machine_users:
      acme-pull: {role: member, custodians: [ada, boris]}
      acme-build: {role: member, custodians: [ada, boris]}
      acme-out: {role: outside_collaborator, custodians: [ada, boris]}
    apps:
      acme-app: {repositories: [shared], permissions: {statuses: write}, key: X}
    repositories:
      web:
        visibility: private
        teams: {platform: write}
        workflows:
          ci: {triggers: [push], dependabot: false, needs: [clone repository shared]}
          maven: {triggers: [push], dependabot: false, needs: [pull package lib]}
          idle: {}
          outer: {triggers: [push], dependabot: false, needs: [clone repository globex/tools]}
          badge: {triggers: [push], dependabot: false, needs: [\(words)]}
          guessed: {triggers: [push], dependabot: false, needs: [{need: clone repository shared, x-guess: "ci.yml:9"}]}
      api:
        visibility: private
        teams: {platform: write}
        workflows: {maven: {triggers: [push], dependabot: false, needs: [pull package lib]}}
      other: {visibility: private, collaborators: {cleo: write}}
      shared: {visibility: private}
      lib: {visibility: private, collaborators: {acme-pull: read, acme-build: write}}
    packages:
      web: {registry: container, repository: web, visibility: private, inherits_access: false, access: {acme-pull: read}}
      lib: {registry: maven, repository: lib, visibility: private}
    consumers:
      prod: {kind: kubernetes, stores_in: vault, needs: [pull package web]}
      jenkins: {kind: jenkins, stores_in: jenkins, needs: [set-status repository shared]}
      pusher: {kind: host, stores_in: host, needs: [open-pull-request repository shared]}
    decisions:
      pusher#open-pull-request-repository-shared: {choose: fine_grained_pat, because: no App there, by: ada, until: 2027-06-30}
    credentials:
      X: {\(credential)}
    """
  }

  static let token = "kind: classic_pat, holder: acme-pull, scopes: [read:packages], created: 2026-11-01"
  private static let planned = token + ", expires: 2026-12-20"
  private static let inVault = "stored_in: [{outside: vault}], used_by: [prod]"
  private static let maven = planned + ", used_by: [web/maven, api/maven]"

  static let all: [ReviewCase] = [
    ReviewCase(
      name: "exactly the plan", credential: "\(planned), \(inVault)", verdict: .keep,
      says: ["it matches the plan exactly"]),
    ReviewCase(
      name: "a person's", verdict: .replace,
      says: [
        "a person, `cleo`, who leaves on 2026-12-31",
        "it is a classic PAT of `cleo` with `read:packages`, but the plan is a classic PAT of `acme-pull`",
        "`acme-pull` with `read:packages` for `prod`",
      ], holder: "cleo"),
    ReviewCase(
      name: "more scopes",
      credential:
        "kind: classic_pat, holder: acme-pull, scopes: [repo, read:packages], created: 2026-11-01, expires: 2026-12-20, \(inVault)",
      verdict: .replace, says: ["it has more permissions than planned (`repo`)"],
      leavesOut: ["planned (`read:packages"]),
    ReviewCase(
      name: "scopes unknown",
      credential:
        "kind: classic_pat, holder: acme-pull, created: 2026-11-01, expires: 2026-12-20, \(inVault)",
      verdict: .replace, says: ["it has scopes that the description doesn't list"]),
    ReviewCase(
      name: "never expires", credential: "\(token), expires: never, \(inVault)", verdict: .replace,
      says: ["it never expires, but the policy allows 90 days"]),
    ReviewCase(
      name: "end unknown", credential: "\(token), \(inVault)", verdict: .replace,
      says: ["its expiration is unknown, and the policy allows 90 days"]),
    ReviewCase(
      name: "lives too long", credential: "\(token), expires: 2027-11-01, \(inVault)", verdict: .replace,
      says: ["it is valid for 365 days, but the policy allows 90"]),
    ReviewCase(
      name: "expired", credential: "\(token), expires: 2026-11-20, \(inVault)", verdict: .replace,
      says: ["it expired on 2026-11-20 but is still stored, so `prod` fails today"]),
    ReviewCase(
      name: "unused, as far as anybody says",
      credential: "\(planned), scopes: [repo], stored_in: [{outside: vault}]".replacing(
        "scopes: [read:packages], ", with: ""),
      verdict: .findOut,
      says: ["nothing in the description uses it, but the description doesn't say that it is unused"]),
    ReviewCase(
      name: "said to be unused",
      credential: "\(planned), scopes: [repo], stored_in: [{outside: vault}], used_by: []".replacing(
        "scopes: [read:packages], ", with: ""),
      verdict: .revoke, says: ["the description says that nothing uses it; confirm this before you remove it"]
    ),
    ReviewCase(
      name: "of unknown kind", credential: "kind: unknown, stored_in: [{outside: vault}], used_by: [prod]",
      verdict: .findOut, says: ["its kind and the service that issued it are unknown"],
      leavesOut: ["planned", "GITHUB_TOKEN"]),
    ReviewCase(
      name: "of unknown kind, said to be unused",
      credential: "kind: unknown, stored_in: [{outside: vault}], used_by: []",
      verdict: .findOut, says: ["its kind and the service that issued it are unknown"]),
    ReviewCase(
      name: "another service's", credential: "kind: other, stored_in: [{outside: vault}], used_by: [prod]",
      verdict: .findOut, says: ["another service issued it"], leavesOut: ["planned"]),
    ReviewCase(
      name: "for something in words",
      credential:
        "kind: classic_pat, holder: cleo, scopes: [gist], expires: never, stored_in: [{repository_secret: X, repository: web}], used_by: [web/badge]",
      verdict: .keep,
      says: [
        "`web/badge` uses it for something that isn't a described need: updates the badge",
        "a person, `cleo`, who leaves on 2026-12-31", "it never expires",
      ], leavesOut: ["planned"]),
    ReviewCase(
      name: "for an access and something in words",
      credential:
        "kind: classic_pat, holder: cleo, scopes: [repo], stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci, web/badge]",
      verdict: .keep, says: ["`web/badge` uses it for something"]),
    ReviewCase(
      name: "another service's, for something in words",
      credential: "kind: other, stored_in: [{repository_secret: X, repository: web}], used_by: [web/badge]",
      verdict: .keep, says: ["updates the badge"]),
    ReviewCase(
      name: "for a board that no verb names",
      credential:
        "kind: fine_grained_pat, holder: acme-build, permissions: {organization_projects: write, contents: read}, repositories: [shared], expires: 2026-12-20, stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci]",
      verdict: .findOut,
      says: [
        "no described access of its users needs `organization_projects: write`, so something else may use it"
      ],
      leavesOut: ["planned"]),
    ReviewCase(
      name: "a scope that no verb names",
      credential:
        "kind: classic_pat, holder: cleo, scopes: [repo, gist], stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci]",
      verdict: .findOut, says: ["needs `gist`"]),
    ReviewCase(
      name: "for an access that is open",
      credential:
        "kind: classic_pat, holder: acme-build, scopes: [repo], stored_in: [{repository_secret: X, repository: web}], used_by: [web/outer]",
      verdict: .wait,
      says: [
        "it stays for now, because no credential is decided yet for `web/outer#clone-repository-globex/tools`"
      ]),
    ReviewCase(
      name: "for a need that an import guessed",
      credential:
        "kind: classic_pat, holder: cleo, scopes: [repo], stored_in: [{repository_secret: X, repository: web}], used_by: [web/guessed]",
      verdict: .findOut,
      says: [
        "an import guessed `repositories.web.workflows.guessed.needs` (`clone repository shared`), seen at `ci.yml:9`"
      ]),
    ReviewCase(
      name: "a guess itself",
      credential:
        "kind: classic_pat, holder: cleo, scopes: [repo], x-guess: dump, stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci]",
      verdict: .findOut, says: ["an import guessed `credentials.X`, seen at `dump`"]),
    ReviewCase(
      name: "a guess that is exactly the plan", credential: "\(planned), x-guess: dump, \(inVault)",
      verdict: .keep, says: ["it matches the plan exactly"]),
    ReviewCase(
      name: "an App's key that opens what a deploy key would",
      credential:
        "kind: app_key, holder: acme-app, stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci]",
      verdict: .findOut, says: ["needs `statuses: write`"]),
    ReviewCase(
      name: "an outside collaborator's fine-grained PAT",
      credential:
        "kind: fine_grained_pat, holder: acme-out, permissions: {contents: write}, repositories: [shared], expires: 2026-12-20, stored_in: [{outside: host}], used_by: [pusher]",
      verdict: .replace,
      says: ["`acme-out` is an outside collaborator, and a fine-grained PAT needs a holder"]),
    ReviewCase(
      name: "more permissions and repositories",
      credential:
        "kind: fine_grained_pat, holder: acme-build, permissions: {contents: write, pull_requests: write, issues: write}, repositories: [shared, web], created: 2026-11-01, expires: 2026-12-20, stored_in: [{outside: host}], used_by: [pusher]",
      verdict: .findOut, says: ["no described access of its users needs `issues: write`"]),
    ReviewCase(
      name: "more repositories",
      credential:
        "kind: fine_grained_pat, holder: acme-build, permissions: {contents: write, pull_requests: write}, repositories: [shared, web], created: 2026-11-01, expires: 2026-12-20, stored_in: [{outside: host}], used_by: [pusher]",
      verdict: .replace, says: ["it can access more repositories than planned (`web`)"]),
    ReviewCase(
      name: "fewer permissions",
      credential:
        "kind: fine_grained_pat, holder: acme-build, permissions: {contents: write}, repositories: [shared], created: 2026-11-01, expires: 2026-12-20, stored_in: [{outside: host}], used_by: [pusher]",
      verdict: .replace, says: ["it lacks `pull_requests: write`"]),
    ReviewCase(
      name: "a deploy key that can push",
      credential:
        "kind: deploy_key, repository: shared, read_only: false, stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci]",
      verdict: .replace, says: ["it can push, but only reading is needed"]),
    ReviewCase(
      name: "the planned deploy key",
      credential:
        "kind: deploy_key, repository: shared, read_only: true, stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci]",
      verdict: .keep),
    ReviewCase(
      name: "a deploy key where they are forbidden",
      credential:
        "kind: deploy_key, repository: shared, read_only: true, stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci]",
      verdict: .replace, says: ["`acme` forbids deploy keys, so it is disabled"],
      policy: "base_permission: none, deploy_keys: forbidden"),
    ReviewCase(
      name: "a key overdue for rotation",
      credential:
        "kind: deploy_key, repository: shared, read_only: true, created: 2024-01-01, stored_in: [{repository_secret: X, repository: web}], used_by: [web/ci]",
      verdict: .keep, says: ["it has been due for rotation since 2024-12-31"],
      policy: "base_permission: none, rotate_every: {deploy_key: 365d}"),
    ReviewCase(
      name: "shared by two",
      credential: "\(planned), stored_in: [{outside: vault}], used_by: [prod, web/maven]", verdict: .replace,
      says: ["2 automations share it"]),
    ReviewCase(
      name: "used for nothing described",
      credential: "\(planned), stored_in: [{outside: vault}], used_by: [web/idle]", verdict: .findOut,
      says: ["`web/idle` uses it, but lists no `needs`"]),
    ReviewCase(
      name: "an App's key",
      credential: "kind: app_key, holder: acme-app, stored_in: [{outside: jenkins}], used_by: [jenkins]",
      verdict: .keep),
    ReviewCase(
      name: "under a ban that comes before it ends", credential: "\(planned), \(inVault)", verdict: .replace,
      says: ["forbids classic PATs from 2026-12-01 on"],
      policy: "base_permission: none, classic_pats: {forbidden_from: 2026-12-01}"),
    ReviewCase(
      name: "under a ban that comes after it ends", credential: "\(planned), \(inVault)", verdict: .keep,
      policy: "base_permission: none, classic_pats: {forbidden_from: 2026-12-21}"),
    // Places.
    ReviewCase(
      name: "seen by repositories whose writers may read it anyway",
      credential:
        "\(maven), stored_in: [{organization_secret: X, visibility: selected, repositories: [web, api, shared]}]",
      verdict: .move,
      says: [
        "only its storage differs",
        "the organization secret `X` is visible to 3 repositories, but its users are in `api` and `web`",
      ]),
    ReviewCase(
      name: "seen by somebody who need not",
      credential:
        "\(maven), stored_in: [{organization_secret: X, visibility: selected, repositories: [web, api, other]}]",
      verdict: .replace,
      says: [
        "it could be read by 1 account that shouldn't have it (`cleo`), so create a new value"
      ]),
    ReviewCase(
      name: "seen by all", credential: "\(maven), stored_in: [{organization_secret: X, visibility: all}]",
      verdict: .replace,
      says: ["the organization secret `X` is visible to every repository", "(`acme-build` and `cleo`)"]),
    ReviewCase(
      name: "seen by who knows whom",
      credential:
        "\(maven), stored_in: [{organization_secret: X, visibility: selected, repositories: [web, api, shared]}]",
      verdict: .replace, says: ["the description doesn't set `policy.base_permission`"],
      policy: "profile: hybrid"),
    ReviewCase(
      name: "a copy nobody reads",
      credential:
        "\(maven), stored_in: [{organization_secret: X, visibility: selected, repositories: [web, api]}, {repository_secret: X, repository: shared}]",
      verdict: .move, says: ["none of its users reads the Actions secret `X` of `shared`"]),
    ReviewCase(
      name: "a copy outside",
      credential:
        "\(maven), stored_in: [{organization_secret: X, visibility: selected, repositories: [web, api]}, {outside: a wiki}]",
      verdict: .replace, says: ["it isn't known who could read it outside GitHub"]),
    ReviewCase(
      name: "lacking a place", credential: "\(maven), stored_in: [{repository_secret: X, repository: web}]",
      verdict: .keep,
      says: ["it isn't stored in the Actions secret `X` of `api` yet; if nobody has its value"]),
    ReviewCase(
      name: "each repository has its own",
      credential:
        "\(maven), stored_in: [{repository_secret: X, repository: web}, {repository_secret: X, repository: api}]",
      verdict: .keep, leavesOut: ["isn't stored"]),
    ReviewCase(
      name: "places unknown", credential: "\(planned), used_by: [prod]", verdict: .replace,
      says: ["it isn't known where it is stored"]),
  ]

  private init(
    name: String, verdict: ExistingCredentialReview.Verdict, says: [String], holder: String
  ) {
    self.init(
      name: name,
      credential: "\(Self.planned), \(Self.inVault)".replacing(
        "holder: acme-pull", with: "holder: \(holder)"),
      verdict: verdict, says: says)
  }

  init(
    name: String, credential: String, verdict: ExistingCredentialReview.Verdict, says: [String] = [],
    leavesOut: [String] = [], policy: String = "base_permission: none"
  ) {
    self.name = name
    self.credential = credential
    self.verdict = verdict
    self.says = says
    self.leavesOut = leavesOut
    self.policy = policy
  }
}

@Suite("What becomes of a credential of today")
struct CredentialReviewTests {
  @Test(arguments: ReviewCase.all)
  func verdictAndReasons(_ given: ReviewCase) throws {
    let text =
      given.policy.contains("deploy_keys")
      ? given.text.replacing("deploy_keys: allowed, ", with: "") : given.text
    let review = try #require(try decided(text).existing.first)
    #expect(review.verdict == given.verdict, "\(review.reasons)")
    let reasons = review.reasons.joined(separator: "\n")
    for piece in given.says { #expect(reasons.contains(piece), "\(review.reasons)") }
    for piece in given.leavesOut { #expect(!reasons.contains(piece), "\(review.reasons)") }
    #expect(!review.reasons.isEmpty && review.reasons.allSatisfy { !$0.isEmpty && !$0.hasSuffix(".") })
  }

  @Test func everyVerdictOccurs() {
    #expect(Set(ReviewCase.all.map(\.verdict)) == Set(ExistingCredentialReview.Verdict.allCases))
  }

  /// What stays is not minted; its plan is kept where it will be, and lacks what it lacks.
  @Test func whatMovesKeepsItsName() throws {
    let text = try #require(ReviewCase.all.first { $0.verdict == .move }).text
    let decisions = try decided(text)
    let plan = try #require(decisions.credentials.first { $0.existing == "X" })
    #expect(plan.secretName == "X" && plan.missing.isEmpty)
    #expect(
      plan.storedIn == [.organization(secret: "X", visibility: .selected(["api", "web"]), store: .actions)])
    let review = try #require(decisions.existing.first)
    #expect(review.places.visibilities.map(\.to) == [["api", "web"]])
    #expect(review.replacedBy.isEmpty)
  }

  @Test func ofTwoThatFitOneIsThePlan() throws {
    let given = try #require(ReviewCase.all.first)
    let text = given.text + "\n  Y: {\(given.credential)}"
    let decisions = try decided(text)
    #expect(decisions.existing.map(\.verdict) == [.keep, .replace])
    #expect(decisions.existing.last?.replacedBy == ["acme-pull-read-packages-prod"])
  }

  /// Which App is this? A stored token is never the answer (case 41).
  @Test(arguments: [true, false]) func aKeyOfAnUnnamedAppIsNotReplaced(_ isNamed: Bool) throws {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      policy: {deploy_keys: forbidden, apps: forbidden}
      apps: {release: {repositories: [shared], permissions: {contents: write, pull_requests: write}\(isNamed ? ", key: KEY" : "")}}
      repositories:
        web: {visibility: private, workflows: {ci: {dependabot: false, needs: [open-pull-request repository shared]}}}
        shared: {visibility: private}
      credentials:
        KEY: {kind: app_key, stored_in: [{repository_secret: KEY, repository: web}], used_by: [web/ci]}
      """)
    let review = try #require(decisions.existing.first)
    #expect(decisions.accesses.first?.credential?.kind == .fineGrainedPAT)
    #expect(review.verdict == (isNamed ? .keep : .findOut))
    #expect(review.replacedBy.isEmpty && review.places.removed.isEmpty)
    #expect(
      review.reasons.first?.contains(isNamed ? "an App in use stays" : "which App it belongs to") == true)
  }

  /// Nobody knows who else reads a copy of what only an import saw.
  @Test func aGuessTakesNoCopyAway() throws {
    let given = try #require(ReviewCase.all.first { $0.name == "a copy nobody reads" })
    let text = given.text.replacing(
      "used_by: [web/maven, api/maven]", with: "used_by: [web/maven, api/maven], x-guess: dump")
    let decisions = try decided(text)
    let review = try #require(decisions.existing.first)
    #expect(review.verdict == .findOut && review.places.removed.isEmpty && !review.places.takesAway)
    let plan = try #require(decisions.credentials.first { $0.existing == "X" })
    #expect(Set(plan.storedIn) == Set(review.credential.storedIn ?? []))
  }

  /// Only what a credential could be used for is asked of what takes its place.
  @Test func aDeployKeyIsReplacedForGitAlone() throws {
    let text = try #require(ReviewCase.all.first { $0.name == "a deploy key that can push" }).text
      .replacing(
        "needs: [clone repository shared]", with: "needs: [clone repository shared, publish package web]")
    let review = try #require(try decided(text).existing.first)
    #expect(review.accesses.map(\.description) == ["web/ci#clone-repository-shared"])
    #expect(review.replacedBy == ["web-ci-deploy-key-shared"])
  }
}

@Suite("In which order to migrate")
struct MigrationTests {
  private static let organization = """
    tokenbook: 1
    organization: acme
    as_of: 2026-11-22
    platform: {plan: team}
    policy: {deploy_keys: allowed, base_permission: none}
    people: {ada: {role: owner}, cleo: {role: member, leaves_on: 2027-05-31}}
    repositories:
      web:
        visibility: private
        workflows:
          ci: {triggers: [push], dependabot: false, needs: [publish package web, clone repository shared]}
          more: {triggers: [push], dependabot: false, needs: [clone repository shared]}
          later: {triggers: [push], needs: [clone repository globex/tools]}
      shared: {visibility: private}
    packages: {web: {registry: container, repository: web, visibility: private, inherits_access: false}}
    consumers:
      prod: {kind: kubernetes, stores_in: vault, needs: [pull package web]}
      test: {kind: kubernetes, stores_in: vault, needs: [pull package web]}
    """

  private func migration(_ credentials: String) throws -> Migration {
    try decided(Self.organization + "\ncredentials:\n" + credentials).migration
  }

  @Test func whatFailsThenTheFirstDayOfHarmThenTheWidest() throws {
    let migration = try migration(
      """
        A_KEY: {kind: deploy_key, repository: shared, read_only: false, stored_in: [], used_by: [web/ci]}
        B_ADMIN: {kind: classic_pat, holder: ada, scopes: [admin:org], expires: never, stored_in: [], used_by: [prod]}
        C_PACKAGES: {kind: classic_pat, holder: ada, scopes: [read:packages], expires: never, stored_in: [], used_by: [prod]}
        D_SOON: {kind: classic_pat, holder: ada, scopes: [read:packages], expires: 2027-01-01, stored_in: [], used_by: [test]}
        E_LEAVES: {kind: classic_pat, holder: cleo, scopes: [read:packages], expires: never, stored_in: [], used_by: [test]}
        F_EXPIRED: {kind: classic_pat, holder: ada, scopes: [read:packages], expires: 2026-01-01, stored_in: [], used_by: [test]}
        G_UNUSED_EXPIRED: {kind: classic_pat, holder: ada, scopes: [read:packages], expires: 2026-01-01, stored_in: []}
      """)
    #expect(
      migration.entries.map(\.review.credential.name.text) == [
        "F_EXPIRED", "D_SOON", "E_LEAVES", "B_ADMIN", "C_PACKAGES", "G_UNUSED_EXPIRED", "A_KEY",
      ])
    #expect(migration.entries.map(\.number) == Array(1...7))
    #expect(migration.entry("E_LEAVES")?.deadline?.description == "2027-05-31")
    #expect(migration.entry("D_SOON")?.deadline?.description == "2027-01-01")
    #expect(migration.entry("F_EXPIRED")?.deadline == nil)
  }

  @Test func theNewComesFirstAndTheOldGoesLast() throws {
    let entry = try #require(
      try migration(
        """
          CR_PAT:
            kind: classic_pat
            holder: cleo
            scopes: [repo, read:packages]
            stored_in: [{organization_secret: CR_PAT, visibility: all}]
            used_by: [web/more, prod]
        """
      ).entry("CR_PAT"))
    let secret = SecretPlace.organization(secret: "CR_PAT", visibility: .all, store: .actions)
    #expect(
      entry.steps == [
        .create("acme-reader"), .grant("acme-reader", plan: "acme-reader-read-packages-prod"),
        .mint(plan: "acme-reader-read-packages-prod"), .store(plan: "acme-reader-read-packages-prod"),
        .mint(plan: "web-more-deploy-key-shared"), .store(plan: "web-more-deploy-key-shared"),
        .changeOver(.consumer("prod")), .changeOver(.workflow(repository: "web", workflow: "more")),
        .verify(plan: "acme-reader-read-packages-prod"), .verify(plan: "web-more-deploy-key-shared"),
        .remove(secret), .revoke,
      ])
    #expect(entry.automations.count == 2)
  }

  /// Whoever leaves takes a token's life along, and a key itself; what ends sooner is the reason.
  @Test func theReasonIsTheFirstDay() throws {
    let migration = try migration(
      """
        BOTH: {kind: classic_pat, holder: cleo, scopes: [read:packages], expires: 2026-12-01, stored_in: [], used_by: [prod]}
        KEY: {kind: deploy_key, holder: cleo, repository: shared, read_only: false, stored_in: [], used_by: [web/ci]}
      """)
    #expect(migration.entries.map(\.review.credential.name) == ["BOTH", "KEY"])
    #expect(migration.entry("BOTH")?.urgency == Day(year: 2026, month: 12, day: 1).map { .ends($0) })
    #expect(migration.entry("KEY")?.deadline == nil)
  }

  /// A deploy key goes with the token that added it (K-05).
  @Test func keysAreMadeAnewBeforeTheirMakerGoes() throws {
    let migration = try migration(
      """
        MAKER: {kind: classic_pat, holder: ada, scopes: [repo], expires: never, stored_in: [], used_by: [web/more]}
        MADE: {kind: deploy_key, repository: shared, read_only: true, created_with: MAKER, stored_in: [{repository_secret: MADE, repository: web}], used_by: [web/ci]}
      """)
    let steps = try #require(migration.entry("MAKER")).steps
    let keys = DependentKeys(made: ["MADE"])
    let renewal = try #require(steps.firstIndex(of: .renewKeys(keys)))
    #expect(try #require(steps.firstIndex(of: .revoke)) > renewal)
  }

  @Test func whoAdministersMayHaveMadeItsKeys() throws {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      policy: {deploy_keys: allowed}
      people: {ada: {role: owner}}
      repositories: {fleet: {visibility: private}}
      consumers:
        flux: {kind: host, stores_in: cluster, needs: [clone repository fleet]}
        boot: {kind: host, stores_in: laptop, needs: [administer repository fleet]}
      credentials:
        BOOT: {kind: classic_pat, holder: ada, scopes: [repo], expires: 2026-12-15, stored_in: [{outside: laptop}], used_by: [boot]}
        FLUX: {kind: deploy_key, repository: fleet, read_only: true, stored_in: [{outside: cluster}], used_by: [flux]}
      """)
    let review = try #require(decisions.existing.first { $0.credential.name == "BOOT" })
    #expect(review.verdict == .replace && review.keys == DependentKeys(possible: ["FLUX"]))
  }

  @Test func whatAnEarlierTurnMintsIsThere() throws {
    let migration = try migration(
      """
        NEXT: {kind: classic_pat, holder: ada, scopes: [read:packages], expires: never, stored_in: [], used_by: [prod]}
        FIRST: {kind: classic_pat, holder: cleo, scopes: [read:packages], expires: never, stored_in: [], used_by: [prod]}
      """)
    #expect(migration.entries.map(\.mints) == [["acme-reader-read-packages-prod"], []])
    #expect(migration.entries.map(\.reuses) == [[], ["acme-reader-read-packages-prod"]])
    #expect(migration.entry("NEXT")?.steps == [.changeOver(.consumer("prod")), .revoke])
  }

  @Test func nothingGoesBeforeItsAccessesAreSettledOrItsUsersKnown() throws {
    let migration = try migration(
      """
        OPEN: {kind: ssh_key, holder: ada, stored_in: [], used_by: [web/later]}
        UNUSED: {kind: ssh_key, holder: ada, stored_in: []}
        NOBODYS: {kind: ssh_key, holder: ada, stored_in: [], used_by: []}
      """)
    let access = AccessID("web/later#clone-repository-globex/tools")
    #expect(migration.entry("OPEN")?.waitsFor == [access])
    #expect(migration.entry("OPEN")?.steps == [.settle(access)])
    let unused = try #require(migration.entry("UNUSED"))
    #expect(unused.steps.first == .findUsers && !unused.steps.contains(.revoke))
    #expect(unused.steps.count == 2 && unused.review.unknown.map(\.kind) == [.users])
    #expect(migration.entry("NOBODYS")?.steps == [.findUsers, .revoke])
  }

  @Test func whatStaysAsItIsHasNoTurn() throws {
    let migration = try migration(
      "  KEY: {kind: deploy_key, repository: shared, read_only: true, stored_in: [{repository_secret: KEY, repository: web}], used_by: [web/ci]}"
    )
    #expect(migration.entries.isEmpty && migration.entry("KEY") == nil)
  }

  @Test func whatMovesIsNeverRevoked() throws {
    let text = try #require(ReviewCase.all.first { $0.name == "a copy nobody reads" }).text
    let entry = try #require(try decided(text).migration.entry("X"))
    #expect(!entry.steps.contains(.revoke))
    #expect(
      entry.steps.last == .remove(.repository(secret: "X", repository: "shared", store: .actions)))
  }

  /// A broker's users are the workflows that ask it, and none of those is named as a user of its key.
  @Test func theKeyThatABrokerHoldsStays() throws {
    let text = """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      people: {ada: {role: owner}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [dispatch repository infra]}}}
        infra: {visibility: private}
      apps: {sts: {repositories: all, permissions: {actions: write}, key: STS, broker: sts.acme.example}}
      credentials:
        STS: {kind: app_key, holder: sts, expires: never, stored_in: [{outside: key vault}], used_by: []}
        PAT: {kind: classic_pat, holder: ada, scopes: [repo], expires: 2026-12-15, stored_in: [{repository_secret: PAT, repository: web}], used_by: [web/ci]}
      """
    let decisions = try decided(text)
    let key = try #require(decisions.existing.first { $0.credential.name == "STS" })
    #expect(
      key.verdict == .keep && key.reasons.first == "the broker at sts.acme.example creates tokens with it")
    let token = try #require(decisions.existing.first { $0.credential.name == "PAT" })
    #expect(token.verdict == .replace && token.replacedBy == ["broker_token"])
    #expect(
      token.reasons.contains("a token from the described broker works for `web/ci#dispatch-repository-infra`")
    )
    // Without the broker it is a key like any other.
    let without = try decided(text.replacing(", broker: sts.acme.example", with: ""))
    #expect(
      without.existing.first { $0.credential.name == "STS" }?.reasons.contains { $0.contains("broker") }
        == false)
    #expect(without.accesses.allSatisfy { $0.option(.brokerToken) == nil && $0.options.count == 8 })
  }
}
