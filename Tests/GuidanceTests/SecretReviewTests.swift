import Guidance
import OrganizationModel
import Testing

@Suite("Secrets that a person should look at")
struct SecretReviewTests {
  private func findings(_ credentials: String, platform: String = "plan: team", _ more: String = "") throws
    -> [SecretFinding]
  {
    try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      platform: {\(platform)}
      policy: {deploy_keys: allowed, base_permission: none}
      people: {ada: {role: owner}}
      repositories:
        web:
          visibility: private
          environments: {production: {}, staging: {}}
          workflows:
            ci: {dependabot: true, needs: [clone repository shared]}
            deploy: {dependabot: false, environment: production, needs: [clone repository shared]}
        api: {visibility: private, workflows: {ci: {dependabot: false, needs: [clone repository shared]}}}
        site: {visibility: public, workflows: {ci: {dependabot: false, needs: [push repository site]}}}
        old: {visibility: private, archived: true}
        shared: {visibility: private}
      consumers:
        prod: {kind: kubernetes, needs: [clone repository shared]}
        updates: {kind: dependabot, repositories: [web, api], needs: [clone repository shared]}
      \(more)
      credentials:
      \(credentials)
      """
    ).secrets.findings
  }

  private func summary(_ findings: [SecretFinding]) -> [String] {
    findings.map { "\($0.kind.rawValue): \($0.subject.text) \($0.repository?.text ?? "-"): \($0.words)" }
  }

  @Test func aWorkflowThatSeesItNowhereLacksIt() throws {
    let found = try findings(
      "  T: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: T, repository: api}], used_by: [api/ci, web/deploy]}"
    )
    #expect(summary(found) == ["missing: T web: `web/deploy` uses it, but can't read it anywhere"])
    #expect(found.first?.place == .repository(secret: "T", repository: "web", store: .actions))
  }

  @Test func dependabotReadsItsOwnStoreAlone() throws {
    let wide = "stored_in: [{organization_secret: T, visibility: selected, repositories: [web]}"
    let found = try findings("  T: {kind: ssh_key, holder: ada, \(wide)], used_by: [web/ci]}")
    #expect(found.map(\.kind) == [.missing])
    #expect(found.first?.place == .repository(secret: "T", repository: "web", store: .dependabot))
    let copied = try findings(
      "  T: {kind: ssh_key, holder: ada, \(wide), {repository_secret: T, repository: web, store: dependabot}], used_by: [web/ci]}"
    )
    #expect(copied.isEmpty)
  }

  @Test func onlyItsOwnEnvironmentShowsASecretToAJob() throws {
    let place = "stored_in: [{environment_secret: T, repository: web, environment: "
    let right = try findings("  T: {kind: ssh_key, holder: ada, \(place)production}], used_by: [web/deploy]}")
    #expect(right.isEmpty)
    let wrong = try findings("  T: {kind: ssh_key, holder: ada, \(place)staging}], used_by: [web/deploy]}")
    #expect(wrong.map(\.kind) == [.missing, .unusedCopy])
  }

  /// A workflow without `environment` may run in any: nobody knows that it lacks the secret, or that a copy is idle.
  @Test func anEnvironmentThatIsNotDescribedMayBeTheOne() throws {
    let place = "stored_in: [{environment_secret: T, repository: web, environment: production}]"
    let found = try findings("  T: {kind: ssh_key, holder: ada, \(place), used_by: [web/ci]}")
    #expect(
      summary(found) == [
        "missing: T web: Dependabot runs of `web/ci` can't read it, because they can read only Dependabot secrets"
      ])
    let elsewhere = try findings("  T: {kind: ssh_key, holder: ada, \(place), used_by: [api/ci]}")
    #expect(summary(elsewhere).contains("missing: T api: `api/ci` uses it, but can't read it anywhere"))
  }

  @Test func aConsumerHasAPlaceOfItsOwn() throws {
    let found = try findings(
      "  T: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: T, repository: web, store: dependabot}], used_by: [prod, updates]}"
    )
    #expect(
      summary(found) == [
        "missing: T -: `prod` uses it, but the description doesn't say where it is stored",
        "missing: T api: `updates` uses it, but it isn't in the Dependabot store",
      ])
  }

  @Test func aWorkflowMayTakeItFromOutside() throws {
    #expect(
      try findings("  T: {kind: ssh_key, holder: ada, stored_in: [{outside: vault}], used_by: [web/ci]}")
        .isEmpty)
  }

  @Test(arguments: [
    ("all", "4 repositories can use it, but only 1 does; not used in `shared`, `site`, `web`"),
    ("private", "3 repositories can use it, but only 1 does; not used in `shared`, `web`"),
    (
      "selected, repositories: [api, old, web]",
      "2 repositories can use it, but only 1 does; not used in `web`"
    ),
  ])
  func moreSeeItThanUseIt(_ visibility: String, _ words: String) throws {
    let found = try findings(
      "  T: {kind: ssh_key, holder: ada, stored_in: [{organization_secret: T, visibility: \(visibility)}], used_by: [api/ci]}"
    )
    #expect(summary(found) == ["too-wide: T -: \(words)"])
  }

  @Test func whatNobodyUsesIsUnusedAndWhatNobodyReadsIsACopy() throws {
    let unused = try findings(
      "  T: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: T, repository: web}]}")
    #expect(summary(unused) == ["unused: T web: stored, but nothing in the description uses it"])
    let copy = try findings(
      "  T: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: T, repository: api}, {repository_secret: T, repository: shared}], used_by: [api/ci]}"
    )
    #expect(summary(copy) == ["unused-copy: T shared: none of the users of `T` reads it here"])
  }

  /// The nearest wins: environment, repository, organization (S-03); names compare without regard to case.
  @Test func theNearestOfANameWins() throws {
    let found = try findings(
      """
        A: {kind: ssh_key, holder: ada, stored_in: [{organization_secret: KEY, visibility: selected, repositories: [api, web]}], used_by: [api/ci, web/deploy]}
        B: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: key, repository: web}], used_by: [web/deploy]}
        C: {kind: ssh_key, holder: ada, stored_in: [{environment_secret: Key, repository: web, environment: production}], used_by: [web/deploy]}
      """)
    #expect(
      summary(found.filter { $0.kind == .shadowed }) == [
        "shadowed: A web: in `web`, the Actions secret `key` of `web` overrides it and contains `B`, not `A`",
        "shadowed: B web: in `web`, the secret `Key` of the environment `production` of `web` overrides it and contains `C`, not `B`",
        "shadowed: A web: in `web`, the secret `Key` of the environment `production` of `web` overrides it and contains `C`, not `A`",
      ])
  }

  @Test func storesAreSeparateAndOtherRepositoriesAreNotHidden() throws {
    let found = try findings(
      """
        A: {kind: ssh_key, holder: ada, stored_in: [{organization_secret: KEY, visibility: selected, repositories: [api]}], used_by: [api/ci]}
        B: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: KEY, repository: web}], used_by: [web/deploy]}
        C: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: KEY, repository: api, store: dependabot}], used_by: [updates]}
      """)
    #expect(!found.contains { $0.kind == .shadowed })
  }

  @Test func oneValueTwiceIsToldToo() throws {
    let found = try findings(
      "  T: {kind: ssh_key, holder: ada, stored_in: [{organization_secret: T, visibility: selected, repositories: [api]}, {repository_secret: T, repository: api}], used_by: [api/ci]}"
    )
    #expect(found.map(\.kind) == [.shadowed])
    #expect(
      found.first?.words.hasSuffix("the same credential, so rotate both together") == true)
  }

  @Test func onePlaceHoldsOneValue() throws {
    let found = try findings(
      """
        A: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: KEY, repository: api}], used_by: [api/ci]}
        B: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: key, repository: api}], used_by: [api/ci]}
      """)
    #expect(
      summary(found) == [
        "contested: B api: the description puts both `A` and `B` there, but a place can contain only one value"
      ])
  }

  @Test func storingWhatIsPlannedOverwritesWhatIsThere() throws {
    let found = try findings(
      "  A: {kind: ssh_key, holder: ada, stored_in: [{repository_secret: API_CI_DEPLOY_KEY_SHARED, repository: api}], used_by: [api/ci]}"
    )
    #expect(
      summary(found) == [
        "contested: api-ci-deploy-key-shared api: `A` is already there, and storing the new one overwrites it"
      ])
  }

  @Test func aPlanThatCannotHaveItIsTold() throws {
    let found = try findings(
      """
        A: {kind: ssh_key, holder: ada, stored_in: [{organization_secret: A, visibility: selected, repositories: [api, site]}], used_by: [api/ci, site/ci]}
        B: {kind: ssh_key, holder: ada, stored_in: [{environment_secret: B, repository: web, environment: production}], used_by: [web/deploy]}
      """, platform: "plan: free")
    #expect(found.map(\.kind) == [.planLacks, .planLacks])
    #expect(found.first?.words.hasSuffix("it isn't available in `api`") == true)
  }

  @Test func findingsAreFoundByRepositoryAndCredential() throws {
    let review = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      repositories: {web: {visibility: private}}
      credentials:
        A: {kind: unknown, stored_in: [{repository_secret: A, repository: web}]}
        B: {kind: unknown, stored_in: [{outside: vault}]}
      """
    ).secrets
    #expect(review.findings(in: "web").map(\.subject) == [.existing("A")])
    #expect(review.findings(of: "B").count == 1 && review.findings(of: "C").isEmpty)
  }
}
