import Guidance
import OrganizationModel
import Testing

@Suite("What accounts have beyond what they must have")
struct AccountReviewTests {
  private func reviews(_ bot: String, base: String = "none", _ more: String = "", app: String? = nil) throws
    -> AccountReviews
  {
    try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      policy: {deploy_keys: forbidden, base_permission: \(base)}
      people: {ada: {role: owner}, boris: {role: member, leaves_on: 2026-12-31}}
      machine_users: {bot: {\(bot)}}
      \(app.map { "apps: {release: {\($0)}}" } ?? "")
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private, collaborators: {bot: read}}
        site: {visibility: public}
      \(more)
      """
    ).accounts
  }

  private func surplus(_ bot: String, base: String = "none", _ more: String = "") throws
    -> [AccountReview.Surplus]
  {
    try #require(try reviews(bot, base: base, more).machineUser("bot")).surplus
  }

  @Test func exactlyWhatItMustHaveIsNotTooMuch() throws {
    let review = try #require(
      try reviews("role: member, custodians: [ada, boris], two_factor: true").machineUser("bot"))
    #expect(review.surplus.isEmpty)
  }

  @Test(arguments: [
    ("shared", "write", "read"), ("shared", "admin", "read"), ("site", "read", nil),
  ])
  func aRoleBeyondIsTakenAwayOrLowered(_ repository: String, _ role: String, _ enough: String?) throws {
    let text = """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      policy: {deploy_keys: forbidden, base_permission: none, machine_users: {isolation: one}}
      people: {ada: {role: owner}}
      machine_users: {bot: {role: member}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private\(repository == "shared" ? ", collaborators: {bot: \(role)}" : "")}
        site: {visibility: public\(repository == "site" ? ", collaborators: {bot: \(role)}" : "")}
      """
    let surplus = try #require(try decided(text).accounts.machineUser("bot")).surplus
    #expect(
      surplus == [AccountReview.Surplus(way: .repository(Name(repository)), role: role, enough: enough)])
  }

  /// A team inherits what those above it have; of what it gives, only what is needed is right.
  @Test func aTeamGivesWhatItAndThoseAboveItHave() throws {
    let surplus = try #require(
      try decided(
        """
        tokenbook: 1
        organization: acme
        as_of: 2026-11-22
        policy: {deploy_keys: forbidden, base_permission: none}
        machine_users: {bot: {role: member}}
        teams: {all: {}, shop: {members: [bot], parent: all}, read: {members: [bot]}}
        repositories:
          web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
          shared: {visibility: private, teams: {read: read, all: read}}
          site: {visibility: public, teams: {all: read}}
        packages: {lib: {registry: container, visibility: private, access: {shop: read}}}
        """
      ).accounts.machineUser("bot")
    ).surplus
    #expect(surplus == [AccountReview.Surplus(way: .team("shop", things: 2), role: "read", enough: nil)])
  }

  @Test func aPackageBeyondIsTakenAway() throws {
    let surplus = try surplus(
      "role: member", "packages: {lib: {registry: container, visibility: private, access: {bot: read}}}")
    #expect(surplus == [AccountReview.Surplus(way: .package("lib"), role: "read", enough: nil)])
  }

  /// Every member reads every private repository; what it must read anyway is not counted, nor what is public.
  @Test func everybodysPermissionIsItsToo() throws {
    #expect(
      try surplus("role: member", base: "read") == [
        AccountReview.Surplus(way: .basePermission(repositories: 1), role: "read", enough: nil)
      ])
    #expect(
      try surplus("role: member", base: "write") == [
        AccountReview.Surplus(way: .basePermission(repositories: 3), role: "write", enough: nil)
      ])
    #expect(
      try surplus("role: outside_collaborator", base: "read").allSatisfy {
        $0.way == .repository("shared") || $0.way == .organization
      })
  }

  @Test func anOwnerThatNeedNotBeOneIsAMember() throws {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      platform: {plan: enterprise}
      policy: {apps: forbidden}
      machine_users: {bot: {role: owner}, idle: {role: member}}
      repositories: {web: {visibility: private, workflows: {ci: {needs: [read-members organization self]}}}}
      """)
    let owner = try #require(decisions.accounts.machineUser("bot"))
    let needed = decisions.credentials.first?.holder
    #expect(needed == "idle" || needed == "bot")
    #expect(owner.surplus.map(\.way) == [.organization])
    #expect(owner.warnings.contains { $0.contains("owner of the organization") })
  }

  @Test func whatNothingNeedsLeaves() throws {
    let surplus = try surplus("role: member", "x-nothing: 1").map(\.enough)
    #expect(surplus.isEmpty)
    let idle = try decided(
      "tokenbook: 1\norganization: acme\nas_of: 2026-11-22\nmachine_users: {bot: {role: member}}"
    ).accounts.machineUser("bot")
    #expect(idle?.surplus == [AccountReview.Surplus(way: .organization, role: "member", enough: nil)])
  }

  @Test(arguments: [
    ("role: member", ["the description lists no custodians", "whether it has two-factor"]),
    ("role: member, custodians: [], two_factor: false", ["it has no custodians", "it has no two-factor"]),
    ("role: member, custodians: [ada], two_factor: true", ["only one custodian"]),
    ("role: member, custodians: [ada, boris], two_factor: true", ["`boris` leaves on 2026-12-31"]),
  ])
  func warnings(_ bot: String, _ starts: [String]) throws {
    let warnings = try #require(try reviews(bot).machineUser("bot")).warnings
    #expect(warnings.count == starts.count, "\(warnings)")
    for start in starts { #expect(warnings.contains { $0.contains(start) }, "\(warnings)") }
  }

  /// The terms allow each person one free machine account (M-02).
  @Test func onePersonAnswersForOneAccount() throws {
    let text = """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      people: {ada: {role: owner}, boris: {role: member}}
      machine_users:
        one: {role: member, custodians: [ada, boris], two_factor: true}
        two: {role: member, custodians: [ada, boris], two_factor: true}
        three: {role: member, custodians: [boris, ada], two_factor: true}
      """
    let reviews = try decided(text).accounts.machineUsers
    #expect(reviews.map(\.warnings.count) == [1, 0, 1])
  }

  // MARK: Apps

  private func app(_ app: String) throws -> AppReview {
    let reviews = try reviews(
      "role: outside_collaborator", "credentials: {K: {kind: app_key, holder: release, stored_in: []}}",
      app: app + ", key: K")
    return try #require(reviews.app("release"))
  }

  @Test func anAppHasWhatItsTokensAreMintedFor() throws {
    let exact = try app("repositories: [shared], permissions: {contents: read, metadata: read}")
    #expect(exact.isExact && !exact.isUnused)
    let wide = try app("repositories: [shared, site], permissions: {contents: write, issues: read}")
    #expect(wide.surplusPermissions == ["contents": .write, "issues": .read])
    #expect(wide.surplusRepositories == [RepositoryReference(name: "site")])
    #expect(!wide.isExact)
    #expect(try app("repositories: all, permissions: {contents: read}").isEverywhere)
    let narrow = try app("repositories: [], permissions: {contents: read}")
    #expect(narrow.missingRepositories == [RepositoryReference(name: "shared")])
  }

  @Test func aForeignAppIsNotOurs() throws {
    let reviews = try reviews(
      "role: member", app: "repositories: all, permissions: {statuses: write}, key: null")
    #expect(reviews.apps.isEmpty && reviews.app("release") == nil)
  }
}
