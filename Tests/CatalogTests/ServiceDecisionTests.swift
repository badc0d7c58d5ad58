import Catalog
import Guidance
import OrganizationModel
import Services
import ShippedCatalog
import SourceText
import Testing

/// What is decided for services that a description names.
@Suite struct ServiceDecisionTests {
  /// Reads a description with the records that the program comes with.
  private static func reading(_ text: String) -> DescriptionReader.Reading {
    DescriptionReader.read(
      SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)), services: shippedCatalog.services.lookup)
  }

  private static func decide(_ text: String, on day: String = "2026-11-30") throws -> OrganizationDecisions {
    let reading = reading(text)
    let problems = reading.diagnostics.filter { $0.severity == .error }.map(\.message)
    #expect(problems == [])
    let organization = try #require(reading.organization)
    return Guide(organization, day: try #require(Day(day)), services: shippedCatalog.services).decide()
  }

  private static func decision(_ text: String, on day: String = "2026-11-30") throws -> ServiceDecision {
    try #require(try decide(text, on: day).serviceAccesses.first)
  }

  private static let head = """
    tokenbook: 1
    organization: glove
    people: {kim: {role: owner}, lou: {role: member}}
    """

  /// A workflow of a shop that publishes a package.
  private static func shop(
    _ workflow: String = "self_hosted: false", need: String = "publish npm:package @glove/left",
    service: String = "{organization: glove, accounts: {glove-bot: {custodians: [kim, lou]}}}",
    more: String = ""
  ) -> String {
    """
    \(head)
    services: {npm: \(service)}
    repositories:
      shop:
        visibility: private
        environments: {live: {}}
        workflows: {ship: {triggers: [push], dependabot: false, \(workflow), needs: [\(need)]}}
    \(more)
    """
  }

  private static let token = """
    credentials:
      NPM_TOKEN:
        service: npm
        kind: automation_user
        holder: glove-bot
        stored_in: [{repository_secret: NPM_TOKEN, repository: shop}]
        used_by: [shop/ship]
    """

  // MARK: The choice

  @Test func theJobsOwnIdentityComesFirst() throws {
    let decision = try Self.decision(Self.shop("self_hosted: false, environment: live"))
    #expect(decision.id.description == "shop/ship#publish-npm-package-@glove/left")
    #expect(decision.outcome == .decided)
    #expect(decision.credential?.rung == .jobIdentity)
    #expect(decision.credential?.option == "trusted-publishing")
    #expect(decision.credential?.secret == nil)
    let verdicts = Dictionary(decision.options.map { ($0.option, $0.verdict) }, uniquingKeysWith: { $1 })
    #expect(verdicts["trusted-publishing"] == .chosen)
    #expect(verdicts["granular-token"] == .outranked)
    #expect(verdicts["user-token"] == .struck)
    #expect(decision.placeholders["subject"] == "repo:glove/shop:environment:live")
    #expect(decision.placeholders["subject_with_ids"] == "repo:glove@ORG_ID/shop@REPO_ID:environment:live")
    #expect(decision.filled("{owner}/{repository} {workflow_file} {holder}") == "glove/shop ship.yml HOLDER")
    #expect(
      !decision.steps.setup.isEmpty && !decision.steps.positive.isEmpty && !decision.steps.negative.isEmpty)
    #expect(decision.preconditions.contains { $0.text.contains("`glove/shop`") })
  }

  /// The ban that is known on the day is told, and decides on its day.
  @Test(
    arguments: [
      ("2026-11-30", "granular-token", "2027-01-01"), ("2026-12-31", "granular-token", "2027-01-01"),
      ("2027-01-02", nil, nil),
    ] as [(String, String?, String?)])
  func theAnswerOfNPMTurnsWithTheYear(_ day: String, _ option: String?, _ change: String?) throws {
    let decision = try Self.decision(Self.shop("self_hosted: true"), on: day)
    #expect(decision.credential?.option == option)
    #expect(decision.outcome == (option == nil ? .impossible : .decided))
    #expect(decision.change?.day.description == change)
    #expect(decision.change?.gives == nil)
    #expect(
      decision.unlocks.contains {
        $0.change == "publish in a job on a GitHub-hosted runner" && $0.gives == "trusted-publishing"
      })
  }

  @Test(arguments: [("2026-11-30", "access-token"), ("2026-12-02", nil)] as [(String, String?)])
  func theAnswerOfTheVSMarketplaceTurnsInDecember(_ day: String, _ option: String?) throws {
    let text = """
      \(Self.head)
      services: {vs-marketplace: {}}
      consumers: {old: {kind: jenkins, needs: [publish vs-marketplace:extension glove.left]}}
      """
    #expect(try Self.decision(text, on: day).credential?.option == option)
  }

  @Test(arguments: [("2027-02-28", []), ("2027-03-01", ["stale-record"])] as [(String, [String])])
  func aRecordThatNobodyCheckedForLongIsTold(_ day: String, _ findings: [String]) throws {
    #expect(try Self.decide(Self.shop(), on: day).findings.map(\.id) == findings)
  }

  // MARK: Questions

  /// Whose runner it is decides, and nobody said it: no certain advice.
  @Test func whatMattersAndIsUnsaidIsAsked() throws {
    let decision = try Self.decision(Self.shop("forks: false"))
    #expect(decision.outcome == .open)
    #expect(decision.credential == nil)
    let question = try #require(decision.questions.first { $0.opens })
    #expect(question.answerAt == "repositories.shop.workflows.ship.self_hosted")
    let answers = Dictionary(question.answers.map { ($0.answer, $0.leadsTo) }, uniquingKeysWith: { $1 })
    #expect(answers == ["false": "trusted-publishing", "true": "granular-token"])
  }

  @Test func questionsAreMergedWithThoseOfGitHub() throws {
    let decisions = try Self.decide(Self.shop("forks: false"))
    let asked = decisions.questions.first { $0.question.opens }
    #expect(asked?.accesses.map(\.description) == ["shop/ship#publish-npm-package-@glove/left"])
  }

  // MARK: What exists

  @Test func aTokenInWhosePlaceTheIdentityComesGoes() throws {
    let decisions = try Self.decide(Self.shop(more: Self.token))
    let review = try #require(decisions.existing.first)
    #expect(review.verdict == .replace)
    #expect(review.replacedBy == ["npm:trusted-publishing"])
    #expect(review.places.removed.count == 1)
    #expect(review.accesses.map(\.description) == ["shop/ship#publish-npm-package-@glove/left"])
  }

  @Test func aTokenThatIsTheChoiceStays() throws {
    let decisions = try Self.decide(Self.shop("self_hosted: true", more: Self.token))
    #expect(decisions.existing.first?.verdict == .keep)
    let decision = try #require(decisions.serviceAccesses.first)
    #expect(decision.credential?.existing == "NPM_TOKEN")
    #expect(decision.credential?.holder == "glove-bot")
    #expect(decision.credential?.secret == "NPM_TOKEN")
    #expect(decisions.serviceCredentials.map(\.id) == ["NPM_TOKEN"])
  }

  /// Each change of the description, and why nothing of the token goes then.
  @Test(
    arguments: [
      ("used_by: [shop/ship]", "used_by: [shop/ship, shop/other]", .findOut),
      ("        used_by: [shop/ship]", "", .findOut), ("kind: automation_user", "kind: unknown", .findOut),
      ("self_hosted: false", "forks: false", .wait),
      ("needs: [publish", "needs: [{other: reads the mirror, with: NPM_TOKEN}, publish", .keep),
      ("holder: glove-bot", "x-guess: ship.yml", .findOut),
      ("kind: automation_user", "kind: identifier", .keep),
    ] as [(String, String, ExistingCredentialReview.Verdict)])
  func whatIsNotNamedOrNotDecidedGoesNowhere(
    _ old: String, _ new: String, _ verdict: ExistingCredentialReview.Verdict
  ) throws {
    let other = "other: {triggers: [push], dependabot: false}, ship:"
    let outdented = { (text: String) in
      text.replacing("    ", with: "", maxReplacements: text.hasPrefix("        ") ? 1 : 0)
    }
    let text = Self.shop(more: Self.token).replacing("{ship:", with: "{\(other)")
    let changed = text.replacing(outdented(old), with: new)
    #expect(changed != text)
    let review = try #require(try Self.decide(changed).existing.first)
    #expect(review.verdict == verdict)
    #expect(review.stays && review.places.removed.isEmpty && review.replacedBy.isEmpty)
  }

  /// Nobody uses it, and the record says how npm ends it.
  @Test func whatNobodyUsesIsRevoked() throws {
    let text = Self.shop(more: Self.token).replacing("used_by: [shop/ship]", with: "used_by: []")
    #expect(try Self.decide(text).existing.first?.verdict == .revoke)
  }

  // MARK: Services that nobody looked up

  private static func depot(_ service: String = "{}", credential: String = "used_by: [shop/ship]") -> String {
    """
    \(head)
    services: {depot: \(service)}
    repositories:
      shop: {visibility: private, workflows: {ship: {triggers: [push], dependabot: false, needs: [call depot:shelf x]}}}
    credentials:
      DEPOT_KEY: {service: depot, kind: service_account, stored_in: [{repository_secret: DEPOT_KEY, repository: shop}], \(credential)}
    """
  }

  @Test func whatNobodyLookedUpIsKeptAndAskedAbout() throws {
    let decisions = try Self.decide(Self.depot())
    let decision = try #require(decisions.serviceAccesses.first)
    #expect(!decision.isLookedUp)
    #expect(decision.credential?.option == "stored-secret")
    #expect(decision.credential?.existing == "DEPOT_KEY")
    #expect(
      Set(decision.questions.map(\.answerAt)).isSuperset(of: [
        "services.depot.answers.belongs_to", "services.depot.answers.created_at",
        "services.depot.answers.proof",
      ]))
    #expect(decision.questions.allSatisfy { !$0.opens })
    #expect(decision.unlocks.map(\.gives) == ["identity"])
    #expect(decisions.existing.first?.verdict == .keep)
  }

  @Test(arguments: [
    "used_by: []", "note: nothing is said", "used_by: [shop/ship], x-guess: ship.yml",
  ])
  func nothingOfItIsEverEnded(_ credential: String) throws {
    for service in ["{}", "{is: own-webservice, answers: {takes_job_identity: true}}", "{is: signing-key}"] {
      let review = try #require(try Self.decide(Self.depot(service, credential: credential)).existing.first)
      #expect(review.stays && review.replacedBy.isEmpty, "\(service)")
    }
  }

  @Test func anAnswerDecides() throws {
    let decisions = try Self.decide(
      Self.depot("{is: own-webservice, answers: {takes_job_identity: true, may: look}}"))
    #expect(decisions.serviceAccesses.first?.credential?.option == "identity")
    // Even so: nobody looked up how the service ends what is stored.
    #expect(decisions.existing.first?.verdict == .keep)
  }

  // MARK: Policy

  /// What the policy ranks or forbids, and what is chosen then, and what would give a better one.
  @Test(
    arguments: [
      ("{forbid: [job_identity]}", "granular-token", ["trusted-publishing"]),
      ("{forbid: [automation_user]}", "trusted-publishing", []),
      ("{forbid: [job_identity, automation_user]}", nil, ["granular-token", "trusted-publishing"]),
      ("{order: [automation_user]}", "granular-token", []),
      ("{order: [personal]}", "trusted-publishing", []),
      ("{order: [automation_user], forbid: [automation_user]}", "trusted-publishing", ["granular-token"]),
    ] as [(String, String?, [String])])
  func thePolicyRanksAndForbids(_ policy: String, _ option: String?, _ unlocks: [String]) throws {
    let decision = try Self.decision(Self.shop(more: "policy: {services: \(policy)}"))
    #expect(decision.credential?.option == option)
    #expect(decision.outcome == (option == nil ? .impossible : .decided))
    #expect(
      decision.unlocks.filter { $0.change.contains("policy.services.forbid") }.map(\.gives).sorted()
        == unlocks)
    for forbidden in decision.options where policy.contains("forbid: [\(forbidden.rung.rawValue)") {
      #expect(
        forbidden.verdict == .struck && forbidden.because.contains("the organization's policy forbids it"))
    }
  }

  @Test func aPersonCanDecideAgainstThePolicy() throws {
    let text = Self.shop(
      more: "policy: {services: {forbid: [automation_user]}}\n" + Self.override("granular-token"))
    let decisions = try Self.decide(text)
    #expect(decisions.findings.map(\.id) == [])
    #expect(decisions.serviceAccesses.first?.credential?.option == "granular-token")
  }

  @Test func aRungThatThereIsNotIsTold() {
    let problems = Self.reading(Self.shop(more: "policy: {services: {forbid: [automation-user]}}"))
      .diagnostics
    #expect(problems.map(\.id) == ["unknown-value"])
    #expect(problems.first?.help == "did you mean `automation_user`?")
  }

  // MARK: What would change it

  /// A change that gives another option than the one that it is told of is named with that one.
  @Test func anUnlockGivesWhatOneReallyGets() throws {
    let text = """
      \(Self.head)
      services: {vs-marketplace: {}}
      consumers: {old: {kind: jenkins, needs: [publish vs-marketplace:extension glove.left]}}
      """
    let unlocks = try Self.decision(text, on: "2026-12-01").unlocks
    #expect(
      unlocks.first { $0.change.hasPrefix("publish in a job of GitHub Actions") }?.gives == "entra")
    #expect(!unlocks.contains { $0.gives == "access-token" })
  }

  // MARK: Calendar

  @Test func theCalendarHasExceptionsAndStaleAcceptancesOfServices() throws {
    let exception = try Self.decide(Self.shop(more: Self.override("granular-token")))
    let end = RotationCalendar(exception).events.first { $0.id.hasPrefix("exception-end") }
    #expect(end?.window?.day.description == "2026-12-31")
    let accepted = Self.override("granular-token", "accepted: 2026-11-01, by: kim")
    let stale = RotationCalendar(try Self.decide(Self.shop(more: accepted)))
    #expect(stale.events.contains { $0.id.hasPrefix("review") && $0.window?.day.description == "2026-11-30" })
    let none = RotationCalendar(try Self.decide(Self.shop()))
    #expect(!none.events.contains { $0.id.hasPrefix("exception-end") || $0.id.hasPrefix("review") })
  }

  // MARK: Overrides

  private static func override(
    _ choose: String, _ more: String = "because: the runner moves, by: kim, until: 2026-12-31"
  ) -> String {
    "decisions: {'shop/ship#publish-npm-package-@glove/left': {choose: \(choose), \(more)}}"
  }

  @Test func aPersonCanChooseAnotherOption() throws {
    let decision = try Self.decision(Self.shop(more: Self.override("granular-token")))
    #expect(decision.credential?.option == "granular-token")
    #expect(decision.exception?.instead == "trusted-publishing")
    #expect(decision.options.first { $0.option == "trusted-publishing" }?.verdict == .outranked)
    let later = try Self.decide(Self.shop(more: Self.override("granular-token")), on: "2027-01-01")
    #expect(later.serviceAccesses.first?.credential?.option == "trusted-publishing")
    #expect(later.findings.map(\.id) == ["expired-exception"])
  }

  @Test func whatAFactRulesOutCanNotBeChosen() throws {
    let decisions = try Self.decide(Self.shop("self_hosted: true", more: Self.override("trusted-publishing")))
    #expect(decisions.findings.map(\.id) == ["choice-struck-by-fact"])
    #expect(decisions.findings.first?.help?.contains("npm-takes-job-identity-of-own-runners") == true)
    let fact =
      "facts: {npm-takes-job-identity-of-own-runners: {holds: true, because: it worked, by: kim, checked: 2026-11-29}}"
    let known = try Self.decide(Self.shop("self_hosted: true", more: fact))
    #expect(known.findings.map(\.id) == [])
    #expect(known.serviceAccesses.first?.credential?.option == "trusted-publishing")
  }

  @Test func whatAPersonDecidesAgainstGuidanceStands() throws {
    let decision = try Self.decision(Self.shop(more: Self.override("user-token")))
    #expect(decision.credential?.rung == .personal)
    #expect(decision.credential?.holder == "kim")
  }

  @Test func anAcceptanceOfAnotherChoiceIsStale() throws {
    let accepted = Self.override("granular-token", "accepted: 2026-11-01, by: kim")
    let decisions = try Self.decide(Self.shop(more: accepted))
    #expect(decisions.serviceAccesses.first?.acceptance?.isStale == true)
    #expect(decisions.findings.map(\.id) == ["stale-acceptance"])
  }

  // MARK: Outputs

  /// Whoever reads version 1 sees no change where no service is described.
  @Test func withoutServicesTheJSONIsAsBefore() throws {
    let text = """
      \(Self.head)
      repositories: {shop: {visibility: private, workflows: {ship: {triggers: [push], needs: [push repository shop]}}}}
      credentials: {OLD: {kind: unknown, used_by: [shop/ship]}}
      """
    let with = String(decoding: DecisionsJSONRenderer().render(try Self.decide(text)), as: UTF8.self)
    let organization = try #require(
      DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8))).organization)
    let day = try #require(Day("2026-11-30"))
    let without = Guide(organization, day: day).decide()
    #expect(with == String(decoding: DecisionsJSONRenderer().render(without), as: UTF8.self))
    #expect(!with.contains("service"))
  }

  @Test func theJSONHasAccessesAndCredentialsOfServices() throws {
    let decisions = try Self.decide(Self.shop("self_hosted: true", more: Self.token))
    let json = String(decoding: DecisionsJSONRenderer().render(decisions), as: UTF8.self)
    for part in [
      #""service_accesses": ["#, #""service_credentials": ["#, #""option":"granular-token""#,
      #""kind":"automation_user""#, #""day":"2027-01-01""#,
    ] { #expect(json.contains(part), "\(part)") }
  }

  @Test func everythingWithAnIDIsExplained() throws {
    let decisions = try Self.decide(Self.shop("self_hosted: true", more: Self.token))
    let guide = Guide(decisions.organization, day: decisions.day, services: shippedCatalog.services)
    let renderer = ExplanationRenderer(decisions, guide, TextStyle(hasColor: false))
    let access = try #require(renderer.explain("shop/ship#publish-npm-package-@glove/left"))
    #expect(access.contains("From 2027-01-01 on (reported)"))
    #expect(access.contains("Then no permitted credential works."))
    for id in decisions.serviceAccesses.flatMap(\.options).flatMap({ $0.rules + $0.facts })
    where id.hasPrefix("npm-") {
      guard !id.hasPrefix("npm-offers-no-") else { continue }
      #expect(renderer.explain(id) != nil, "\(id)")
    }
    let table = DecisionsTextRenderer(TextStyle(hasColor: false)).render(decisions)
    #expect(table.contains("automation_user"))
    #expect(table.contains("changes on 2027-01-01"))
  }

  // MARK: Mistakes

  /// Each mistake, with what is said and where.
  @Test(
    arguments: [
      (
        "publish npm:package @glove/left", "publish npm:packages @glove/left", "unknown-need",
        "did you mean `publish npm:package`?"
      ),
      (
        "publish npm:package @glove/left", "publish npn:package @glove/left", "unknown-reference",
        "did you mean `npm`?"
      ),
      (
        "publish npm:package @glove/left", "publsh npm:package @glove/left", "unknown-need",
        "did you mean `publish`?"
      ),
      (
        "publish npm:package @glove/left", "publish npm:package", "unknown-need",
        "such as `publish npm:package @acme/ui`"
      ),
      (
        "publish npm:package @glove/left",
        "{need: publish npm:package @glove/left, triggers_workflows: true}",
        "option-not-valid", "remove it, because that need can't do it"
      ),
      (
        "publish npm:package @glove/left", "{need: install npm:package @glove, exists: false}",
        "option-not-valid", "remove it, because that need can't do it"
      ),
      (
        "publish npm:package @glove/left", "publish npm:package @glove/left, publish npm:package @glove/left",
        "duplicate-need", "write it once, with the options of both"
      ),
      ("{organization: glove,", "{organisation: glove,", "unknown-key", "did you mean `organization`?"),
      ("{organization: glove,", "{is: nmp, organization: glove,", "unknown-service", "did you mean `npm`?"),
      ("custodians: [kim, lou]", "custodians: [kim, lu]", "unknown-reference", "did you mean `lou`?"),
      ("service: npm", "service: nmp", "unknown-reference", "did you mean `npm`?"),
      (
        "        service: npm\n", "", "option-not-valid",
        "name the service that issued it, a key of `services`"
      ),
      ("kind: automation_user", "kind: classic_pat", "option-not-valid", nil),
      ("holder: glove-bot", "holder: glove-bit", "unknown-reference", "did you mean `glove-bot`?"),
      ("holder: glove-bot", "holder: glove-bot\n    scopes: [repo]", "option-not-valid", nil),
      (
        "used_by: [shop/ship]",
        "used_by: [shop/ship]\ndecisions: {'shop/ship#publish-npm-package-@glove/left': {choose: trusted-publishin, because: x, by: kim, until: 2026-12-31}}",
        "unknown-value", "did you mean `trusted-publishing`?"
      ),
    ] as [(String, String, String, String?)])
  func aMistakeIsTold(_ old: String, _ new: String, _ id: String, _ help: String?) throws {
    let outdented = { (text: String) in text.replacing("        service", with: "    service") }
    let text = Self.shop(more: Self.token)
    let changed = text.replacing(outdented(old), with: new, maxReplacements: 1)
    #expect(changed != text)
    let problems = Self.reading(changed).diagnostics.filter { $0.severity == .error }
    let problem = try #require(
      problems.first { $0.id == id }, "\(problems.map { "\($0.id): \($0.message)" })")
    #expect(problem.range != nil)
    if let help { #expect(problem.help == help) }
  }

  /// A service without a record is legal; one that is most likely mistyped is told.
  @Test func aServiceWithoutARecordIsNoMistake() {
    #expect(Self.reading(Self.depot()).diagnostics.map(\.id) == [])
    let near = Self.reading(Self.depot().replacing("depot", with: "npmm")).diagnostics
    #expect(near.map(\.id) == ["unknown-service"])
    #expect(near.first?.severity == .warning)
    #expect(near.first?.help == "did you mean `npm`? Otherwise, set `is: other`")
  }
}
