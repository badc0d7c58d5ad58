import Guidance
import OrganizationModel
import SourceText
import Testing

/// Sentences of the contracts that no worked case has, each with a description in which breaking it would do harm.
@Suite("Sentences of the contracts")
struct ContractCaseTests {
  private static let head = "tokenbook: 1\norganization: acme\nas_of: 2026-11-22\n"

  private func access(_ id: String, _ text: String) throws -> Decision {
    try #require(try decided(Self.head + text).decision(AccessID(id)))
  }

  private func leads(_ decision: Decision, _ place: String) -> [String: String] {
    let answers = decision.questions.first { $0.answerAt == place }?.answers ?? []
    return Dictionary(answers.map { ($0.answer, $0.leadsTo) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Another organization

  private func audit(_ outside: String, more: String = "", verb: String = "read-audit-log") -> String {
    """
    platform: {plan: team}
    outside: {globex: {\(outside)}}
    \(more)
    consumers: {siem: {kind: host, needs: [\(verb) organization globex]}}
    """
  }

  /// The target's owner governs: its policy, its plan, and what our accounts are there.
  @Test func anotherOrganizationIsGovernedByItself() throws {
    let id = "siem#read-audit-log-organization-globex"
    #expect(try access(id, audit("plan: enterprise")).credential?.kind == .githubApp)
    let open = try access(id, audit("apps: forbidden"))
    #expect(open.outcome == .open)
    #expect(
      leads(open, "outside.globex.plan")
        == ["free": "impossible", "team": "impossible", "enterprise": "fine_grained_pat"])
    let same = try access(id, audit("apps: forbidden, same_enterprise: true"))
    #expect(same.credential?.kind == .fineGrainedPAT)
    let free = try access(id, audit("apps: forbidden, plan: free"))
    #expect(
      free.unlocks.map(\.change) == ["switch to the enterprise plan (`outside.globex.plan: enterprise`)"])
  }

  @Test func whatAnAccountNeedsIsGrantedThere() throws {
    let text = audit(
      "apps: forbidden, machine_users: {acme-bot: member}", more: "machine_users: {acme-bot: {role: owner}}",
      verb: "read-members")
    let decisions = try decided(Self.head + text)
    let decision = try #require(decisions.accesses.first)
    #expect(decision.id.description == "siem#read-members-organization-globex")
    #expect(decision.credential?.holder == "acme-bot")
    #expect(decisions.grants.map(\.on) == [.organization("globex")])
    #expect(decisions.grants.map(\.exists) == [true])
    let stranger = try decided(Self.head + audit("apps: forbidden", verb: "manage-members"))
    #expect(
      stranger.accesses.first?.preconditions.first { $0.id == "give-role-in-organization" }?.text
        == "Make `acme-globex-admin` an owner of `globex`.")
  }

  /// A managed user of ours is nobody there.
  @Test func managedUsersStayInTheirEnterprise() throws {
    let decision = try access(
      "siem#read-members-organization-globex",
      """
      platform: {plan: enterprise, managed_users: true}
      outside: {globex: {apps: forbidden, same_enterprise: false}}
      consumers: {siem: {kind: host, needs: [read-members organization globex]}}
      """)
    #expect(decision.outcome == .impossible)
  }

  // MARK: An App whose permissions nobody says

  private func app(_ need: String, _ policy: String = "deploy_keys: forbidden") -> String {
    """
    policy: {\(policy), base_permission: none}
    apps: {acme-app: {repositories: [lib], key: APP_KEY}}
    credentials: {APP_KEY: {kind: app_key, used_by: [web/ci]}}
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [\(need) repository lib]}}}
      lib: {visibility: private, rules: {}}
    """
  }

  /// If it only reads, it is given no write permission, so that nobody can say yet.
  @Test func anAppThatMayOnlyReadIsAskedAboutBeforeItWrites() throws {
    let push = try access("web/ci#push-repository-lib", app("push"))
    #expect(push.outcome == .open)
    #expect(
      leads(push, "apps.acme-app.permissions") == [
        "the permissions of this access": "github_app", "something else that writes": "github_app",
        "only permissions that read": "fine_grained_pat",
      ])
    #expect(
      push.questions.first { $0.opens }?.ask == "Which permissions does the App `acme-app` have?")
  }

  /// Reading it may be given, so that only a step of the setup is unknown.
  @Test func whatAnAppMayReadIsOnlyChecked() throws {
    let clone = try access("web/ci#clone-repository-lib", app("clone"))
    #expect(clone.credential?.kind == .githubApp && clone.credential?.holder == "acme-app")
    let step = clone.preconditions.first { $0.id == "approve-app-permissions" }?.text ?? ""
    #expect(step.hasPrefix("Check whether this is done"))
    #expect(
      leads(clone, "apps.acme-app.permissions") == [
        "the permissions of this access": "github_app", "something else": "github_app",
      ])
  }

  /// Where it isn't installed is said, whatever it may.
  @Test func whereAnAppIsNotInstalledIsCertain() throws {
    let text = app("clone").replacing("repositories: [lib]", with: "repositories: [web]")
    let clone = try access("web/ci#clone-repository-lib", text)
    let steps = clone.preconditions.filter { ["install-app", "approve-app-permissions"].contains($0.id) }
    #expect(steps.map { $0.text.hasPrefix("Check whether") } == [true, false], "\(steps)")
  }

  /// One of which somebody says that it serves comes first.
  @Test func anAppThatIsKnownToServeIsTaken() throws {
    let text = app("push").replacing(
      "apps: {", with: "apps: {known: {repositories: [lib], permissions: {contents: write}}, ")
    let push = try access("web/ci#push-repository-lib", text)
    #expect(push.credential?.kind == .githubApp && push.credential?.holder == "known")
  }

  // MARK: Archived repositories

  private func archive(_ need: String) -> String {
    """
    policy: {deploy_keys: forbidden, base_permission: none}
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [\(need) repository old]}}}
      old: {visibility: private, archived: true}
    """
  }

  @Test(arguments: [
    "push", "release", "write-contents", "open-pull-request", "merge", "label", "comment-on-issue",
    "upload-sarif",
  ])
  func nothingWritesToAnArchivedRepository(_ verb: String) throws {
    let decision = try access("web/ci#\(verb)-repository-old", archive(verb))
    #expect(decision.outcome == .impossible)
    #expect(
      decision.unlocks.map(\.change).contains("unarchive the repository (`repositories.old.archived: false`)")
    )
    #expect(decision.option(.fineGrainedPAT)?.rules == ["archived-repository-is-read-only"])
  }

  /// It can be read, but nobody new can be let in.
  @Test func anArchivedRepositoryIsReadByThoseWhoAreThere() throws {
    let decision = try access("web/ci#clone-repository-old", archive("clone"))
    #expect(decision.credential?.kind == .fineGrainedPAT)
    let step = decision.preconditions.first { $0.id == "give-role-on-repository" }?.text ?? ""
    #expect(step.hasSuffix("Unarchive it for this, then archive it again."))
  }

  // MARK: Environments

  private func environment(_ runner: String, _ plan: String, reviewers: String = "[ada]") -> String {
    """
    platform: {plan: \(plan)}
    policy: {deploy_keys: allowed}
    people: {ada: {role: owner}}
    repositories:
      web:
        visibility: private
        environments: {production: {reviewers: \(reviewers)}}
        workflows: {ci: {environment: production, \(runner), needs: [clone repository lib]}}
      lib: {visibility: private}
    """
  }

  @Test(arguments: [
    ("self_hosted: true", "enterprise", "[ada]", true, true),
    ("self_hosted: false", "enterprise", "[ada]", true, false),
    // A plan without reviewers keeps no run waiting.
    ("self_hosted: true", "team", "[ada]", false, true),
    ("self_hosted: false", "enterprise", "[]", false, false),
  ])
  func whatAnEnvironmentDoesIsTold(
    _ runner: String, _ plan: String, _ reviewers: String, _ waits: Bool, _ shared: Bool
  ) throws {
    let told = try access(
      "web/ci#clone-repository-lib", environment(runner, plan, reviewers: reviewers)
    ).sideEffects.map(\.id)
    #expect(told.contains("run-waits-for-reviewers") == waits)
    #expect(told.contains("own-runners-do-not-isolate-environments") == shared)
  }

  // MARK: What exists

  private func pull(_ consumer: String) -> String {
    """
    policy: {base_permission: none}
    machine_users: {acme-pull: {role: member}}
    repositories: {web: {visibility: private}}
    packages: {web: {registry: container, repository: web, visibility: private, inherits_access: false}}
    consumers: {prod: {kind: kubernetes, \(consumer)needs: [pull package web]}}
    credentials:
      PULL:
        kind: classic_pat
        holder: acme-pull
        scopes: ["read:packages"]
        created: 2026-11-01
        expires: 2027-01-20
        used_by: [prod]
        stored_in: [{outside: the vault}]
    """
  }

  /// Whether another store is meant than the one that a consumer doesn't name, nobody knows.
  @Test func aTokenInAStoreThatNobodyRulesOutIsKept() throws {
    let unsaid = try decided(Self.head + pull(""))
    #expect(unsaid.existing.map(\.verdict) == [.keep])
    #expect(unsaid.credentials.map(\.existing) == ["PULL"])
    #expect(try decided(Self.head + pull("stores_in: the vault, ")).existing.map(\.verdict) == [.keep])
    #expect(try decided(Self.head + pull("stores_in: a drawer, ")).existing.map(\.verdict) == [.replace])
  }

  /// Of a token for another organization that one's policy speaks, not ours.
  @Test(arguments: [
    ("{forbidden_from: 2026-12-20}", "allowed", ExistingCredentialReview.Verdict.keep, ""),
    ("forbidden", "allowed", .keep, ""),
    ("allowed", "{forbidden_from: 2026-12-20}", .replace, "`globex` forbids classic PATs from 2026-12-20 on"),
    ("allowed", "forbidden", .wait, "`globex` forbids classic PATs, so GitHub rejects requests that use it"),
  ])
  func aTokenIsHeldToThePolicyOfWhoseThingItReaches(
    _ ours: String, _ theirs: String, _ verdict: ExistingCredentialReview.Verdict, _ reason: String
  ) throws {
    let decisions = try decided(
      Self.head + """
        policy: {classic_pats: \(ours), base_permission: none}
        outside:
          globex:
            classic_pats: \(theirs)
            fine_grained_pats: forbidden
            deploy_keys: forbidden
            apps: forbidden
            repositories: {tools: {visibility: private}}
            machine_users: {acme-bot: member}
        machine_users: {acme-bot: {role: member}}
        repositories:
          web: {visibility: private, workflows: {ci: {triggers: [push], dependabot: false, needs: [clone repository globex/tools]}}}
        credentials:
          OLD:
            kind: classic_pat
            holder: acme-bot
            scopes: [repo]
            created: 2026-11-01
            expires: 2027-01-20
            used_by: [web/ci]
            stored_in: [{repository_secret: OLD, repository: web}]
        """)
    let review = try #require(decisions.existing.first)
    #expect(review.verdict == verdict, "\(review.reasons)")
    #expect(!review.reasons.contains { $0.contains("`acme` forbids") })
    #expect(reason.isEmpty || review.reasons.contains { $0.hasPrefix(reason) }, "\(review.reasons)")
    let ban = Day("2026-12-20")
    #expect((decisions.migration.entries.first?.deadline == ban) == (theirs.hasPrefix("{")))
  }

  /// The key has no permissions of its own.
  @Test func whatAnAppMayIsSaidOfTheApp() throws {
    let decisions = try decided(
      Self.head + """
        policy: {deploy_keys: forbidden}
        apps: {acme-app: {repositories: [lib], permissions: {contents: read, members: read}, key: APP_KEY}}
        credentials: {APP_KEY: {kind: app_key, used_by: [web/ci]}}
        repositories:
          web: {visibility: private, workflows: {ci: {needs: [pull package lib]}}}
          lib: {visibility: private}
        packages: {lib: {registry: npm, repository: lib, visibility: private}}
        """)
    let unknown = try #require(decisions.existing.first?.unknown.first { $0.kind == .rights })
    #expect(unknown.answer.hasSuffix("remove it from the App, then from `apps.acme-app.permissions`"))
  }

  // MARK: Exceptions

  /// What a person chose stands whatever a question is answered, and under the other profile.
  @Test func anExceptionStandsWhateverIsAnswered() throws {
    let text = """
      people: {ada: {role: owner}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository lib]}}}
        lib: {visibility: private}
      decisions:
        web/ci#clone-repository-lib: {choose: classic_pat, because: no SSH, by: ada, until: 2026-12-24}
      """
    let decision = try access("web/ci#clone-repository-lib", text)
    #expect(decision.outcome == .decided && decision.exception != nil)
    #expect(leads(decision, "policy.deploy_keys") == ["allowed": "classic_pat", "forbidden": "classic_pat"])
    #expect(decision.otherProfile.kind == .classicPAT)
    // Though it is what hybrid would choose anyway.
    let key = try access(
      "web/ci#clone-repository-lib",
      "policy: {deploy_keys: allowed}\n" + text.replacing("choose: classic_pat", with: "choose: deploy_key"))
    #expect(key.exception == nil && key.otherProfile.kind == .deployKey)
    for answer in ["allowed", "forbidden"] {
      let came = try access("web/ci#clone-repository-lib", "policy: {deploy_keys: \(answer)}\n" + text)
      #expect(came.credential?.kind == .classicPAT)
    }
  }
}
