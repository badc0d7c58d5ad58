import Guidance
import OrganizationModel
import SourceText
import Testing

/// What is not chosen is weighed with the account that there is.
@Suite("Promises about what is not chosen")
struct PromiseTests {
  private static let head = "tokenbook: 1\norganization: acme\nas_of: 2026-11-22\n"

  private static let guest =
    head + """
      policy: {deploy_keys: allowed}
      people: {ada: {role: owner}}
      machine_users: {acme-guest: {role: outside_collaborator}}
      repositories:
        api: {visibility: private, workflows: {ci: {needs: [clone repository lib]}}}
        lib: {visibility: private}
      """

  private func guide(_ text: String) throws -> Guide {
    let decisions = try decided(text)
    return Guide(decisions.organization, day: decisions.day)
  }

  @Test func anAccountThatCannotHoldAFineGrainedPATStrikesIt() throws {
    let decision = try #require(try decided(Self.guest).accesses.first)
    #expect(decision.credential?.kind == .deployKey)
    #expect(decision.option(.fineGrainedPAT)?.rules == ["fine-grained-pats-are-for-members"])
    let changes = try guide(Self.guest).sensitivities(of: decision.id)
    #expect(changes.first { $0.change.hasPrefix("forbid deploy keys") }?.leadsTo == "classic_pat")
  }

  /// An access that waits for an answer has no account to itself.
  @Test func anOpenAccessTakesNoAccountFromAnother() throws {
    let text =
      Self.head + """
        machine_users: {bot-d: {}, bot-a: {}}
        repositories:
          alpha: {collaborators: {bot-a: read}, workflows: {ci: {needs: [clone repository beta]}}}
          beta:
            visibility: private
            workflows: {release: {needs: [{need: set-status repository beta, triggers_workflows: true}]}}
        """
    let open = try decided(text)
    let status = try #require(open.decision(AccessID("beta/release#set-status-repository-beta")))
    #expect(status.outcome == .open)
    #expect(status.questions.filter(\.opens).map(\.id) == ["machine_users.bot-d.role"])
    let clone = try #require(open.decision(AccessID("alpha/ci#clone-repository-beta")))
    #expect(
      clone.questions.filter(\.opens).map(\.id) == [
        "machine_users.bot-a.role", "machine_users.bot-d.role", "policy.deploy_keys",
      ])
    let answered = try decided(text + "\npolicy: {deploy_keys: allowed}")
    #expect(answered.decision(clone.id)?.credential?.kind == .deployKey)
    #expect(answered.decision(status.id)?.questions.map(\.id) == status.questions.map(\.id))
  }

  /// A plan that has nothing internal decides what an undescribed visibility leaves open, where internal differs.
  @Test func whatDecidesThroughAnotherKeyIsAsked() throws {
    var rule = try #require(Rule.byID["fine-grained-pats-are-forbidden"])
    rule.id = "nothing-internal"
    rule.condition = .circumstance(.isInternal)
    var engine = DecisionEngine(sheet: FactSheet(day: today, product: .githubCom), rules: Rule.all + [rule])
    var situation = Situation(verb: .setStatus)
    situation.relation = .sibling
    situation.visibility = nil
    situation.plan = nil
    #expect(engine.weigh(situation).decisive == [.visibility, .plan])
    for answer in situation.answers(to: .plan) {
      #expect(engine.weigh(answer.situation).outcome == (answer.text == "enterprise" ? .open : .decided))
    }
  }

  @Test func anOldServerIsUnlockedByANewerOneAndAMissingRegistryByAnother() throws {
    func unlocks(_ platform: String, _ registry: String) throws -> [String] {
      try decided(
        Self.head + """
          platform: {\(platform)}
          repositories: {api: {visibility: private, workflows: {ci: {needs: [publish package p]}}}}
          packages: {p: {registry: \(registry), repository: api, visibility: private}}
          """
      ).accesses.flatMap(\.unlocks).map { "\($0.change): \($0.gives.rawValue)" }
    }
    let old = try unlocks("product: ghes, host: git.acme.example, version: \"3.4\"", "container")
    #expect(
      old.first
        == "update the server to GitHub Enterprise Server 3.5 or later (`platform.version`): github_token")
    let missing = try unlocks("product: ghe.com, host: acme.ghe.com", "maven")
    #expect(missing.contains { $0.contains("`packages.p.registry: container`") })
  }

  @Test func anAppOfOthersIsNamed() throws {
    let decision = try #require(
      try decided(
        Self.head + """
          apps: {their-ci: {repositories: all, permissions: {statuses: write}, key: null}}
          repositories:
            api: {visibility: private, workflows: {ci: {needs: [set-status repository lib]}}}
            lib: {visibility: private}
          """
      ).accesses.first)
    let app = try #require(decision.option(.githubApp))
    #expect(app.rules == ["app-key-is-with-others"])
    #expect(app.because.contains("`their-ci`") && app.because.contains("nobody here can create its tokens"))
  }

  /// One question for one place, which names every key.
  @Test func theQuestionNamesTheKeys() throws {
    let decisions = try decided(
      Self.head + """
        credentials:
          A_KEY: {kind: app_key, used_by: [web/ci]}
          B_KEY: {kind: app_key, used_by: [jenkins]}
        repositories:
          web: {visibility: private, workflows: {ci: {needs: [set-status repository lib]}}}
          lib: {visibility: private}
        consumers: {jenkins: {kind: jenkins, needs: [set-status repository lib]}}
        """)
    #expect(decisions.accesses.map(\.outcome) == [.open, .open])
    let question = try #require(decisions.questions.first { $0.question.opens })
    #expect(question.question.id == "apps" && question.accesses.count == 2)
    #expect(question.question.ask == "Which App does each of these keys belong to: `A_KEY`, `B_KEY`?")
  }
}
