import Guidance
import OrganizationModel
import SourceText
import Testing

/// Reads and decides a description; a description with errors is the test's own mistake.
func decided(_ text: String, profile: Profile? = nil) throws -> OrganizationDecisions {
  let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
  let errors = reading.diagnostics.filter { $0.severity == .error }
  try #require(errors.isEmpty, "\(errors.map(\.message)) in:\n\(text)")
  let organization = try #require(reading.organization)
  return Guide(organization, day: try #require(organization.asOf), profile: profile).decide()
}

@Suite("The worked cases of the design")
struct WorkedCaseTests {
  @Test(arguments: WorkedCase.all)
  func decides(_ worked: WorkedCase) throws {
    let decisions = try decided(worked.text)
    let decision = try #require(decisions.decision(AccessID(worked.access)))
    check(decision, worked.expected)
    // A broker's token only where a broker is described.
    let considered = CredentialKind.allCases.filter { $0 != .brokerToken || worked.text.contains("broker:") }
    #expect(decision.options.map(\.kind) == considered)
    for kind in worked.struck { #expect(decision.option(kind)?.verdict == .struck, "\(kind)") }
    let told = decision.preconditions.map(\.id) + decision.sideEffects.map(\.id)
    for id in worked.told { #expect(told.contains(id), "\(id) is not among \(told)") }
    for id in worked.untold { #expect(!told.contains(id), "\(id) is told") }
  }

  private func check(_ decision: Decision, _ expected: WorkedCase.Expected) {
    switch expected {
    case .kind(let kind, let scopes, let permissions):
      #expect(decision.outcome == .decided)
      #expect(decision.credential?.kind == kind)
      #expect(decision.credential?.scopes == scopes)
      #expect(decision.credential?.permissions == permissions)
    case .open(let place, let answers):
      #expect(decision.outcome == .open)
      #expect(decision.credential == nil)
      let opening = decision.questions.filter(\.opens)
      #expect(opening.map(\.answerAt) == [place])
      let leads = Dictionary(
        (opening.first?.answers ?? []).map { ($0.answer, $0.leadsTo) },
        uniquingKeysWith: { first, _ in first })
      for (answer, kind) in answers { #expect(leads[answer] == kind, "\(answer): \(leads)") }
    case .impossible:
      #expect(decision.outcome == .impossible)
      #expect(decision.credential == nil)
      #expect(!decision.unlocks.isEmpty)
    }
  }

  @Test func everyStruckOptionNamesItsRulesAndSaysWhy() throws {
    for worked in WorkedCase.all {
      for decision in try decided(worked.text).accesses {
        for option in decision.options {
          #expect(!option.because.isEmpty && !option.because.contains("{"), "\(worked.number) \(option)")
          if option.verdict == .struck { #expect(!option.rules.isEmpty) }
        }
      }
    }
  }

  @Test func aPersonsOwnTokenIsStruckForThreeReasons() throws {
    let worked = try #require(WorkedCase.all.first { $0.number == "2" })
    let option = try #require(try decided(worked.text).accesses.first?.option(.personalPAT))
    #expect(
      option.rules == [
        "personal-credential-dies-with-the-person", "personal-credential-is-readable-by-writers",
        "personal-credential-reaches-everything",
      ])
  }

  @Test func anImpossibleClusterPullIsUnlockedByPolicyVisibilityOrMirror() throws {
    let worked = try #require(WorkedCase.all.first { $0.number == "20" })
    let unlocks = try #require(try decided(worked.text).accesses.first?.unlocks)
    #expect(unlocks.map(\.gives) == [.classicPAT, .anonymous, .githubToken])
  }

  @Test func theAPIInvitesNobodyWithManagedUsers() throws {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      platform: {plan: enterprise, managed_users: true}
      consumers: {hr: {kind: other, needs: [manage-members organization self]}}
      """)
    let decision = try #require(decisions.accesses.first)
    #expect(decision.outcome == .impossible)
    for kind in [CredentialKind.githubApp, .fineGrainedPAT, .classicPAT] {
      #expect(decision.option(kind)?.rules.contains("managed-users-are-not-invited") == true)
    }
  }

  /// What a person is to do names the places of this description.
  @Test func preconditionsOfRunsThatAreNoJobsNameWhatTheyAreAbout() throws {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      repositories: {ops: {visibility: public}, desk: {visibility: private}, shared: {visibility: internal}}
      packages:
        sdk: {registry: maven, repository: shared, visibility: private}
        ui: {registry: npm, repository: shared, visibility: private}
        base: {registry: container, owner: globex, visibility: private}
      platform: {plan: enterprise}
      machine_users: {acme-pull: {role: member}}
      consumers:
        updates: {kind: dependabot, repositories: [desk, ops], needs: [pull package sdk, pull package ui]}
        space: {kind: codespaces, repositories: [ops], needs: [open-pull-request repository shared, pull package base]}
      """)
    func texts(_ id: String) throws -> [String: String] {
      let decision = try #require(decisions.decision(AccessID(id)))
      return Dictionary(decision.preconditions.map { ($0.id, $0.text) }) { first, _ in first }
    }
    #expect(
      try texts("updates#pull-package-sdk")["write-registries-entry"]?.hasPrefix(
        "In `.github/dependabot.yml` of `desk`, `ops`, add a `registries:` entry of type `maven-repository`")
        == true)
    let pull = try texts("updates#pull-package-ui")
    #expect(
      pull["grant-repository-on-package"]?.hasSuffix("Add repository > `desk`, `ops`, role Read.") == true)
    #expect(pull["remove-registries-entry"]?.contains("`npm.pkg.github.com`") == true)
    #expect(
      try texts("space#open-pull-request-repository-shared")["allow-repository-in-devcontainer"]?.contains(
        "list `acme/shared` with `contents: write`, `pull_requests: write` under") == true)
    let secrets = try texts("space#pull-package-base")["name-three-codespaces-secrets"] ?? ""
    #expect(secrets.contains("`X_CONTAINER_REGISTRY_SERVER` (`ghcr.io`)"), "\(secrets)")
    #expect(secrets.contains("`X_CONTAINER_REGISTRY_USER` (`acme-globex-reader`)"), "\(secrets)")
  }

  /// A codespace of a public repository is not given what is internal.
  @Test(arguments: [("private", false), ("public", true)])
  func anInternalPackageIsGrantedToCodespacesOfPublicRepositories(_ visibility: String, _ isTold: Bool) throws
  {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      platform: {plan: enterprise}
      repositories: {ops: {visibility: \(visibility)}, shared: {visibility: internal}}
      packages: {base: {registry: container, repository: shared, visibility: internal}}
      consumers: {space: {kind: codespaces, repositories: [ops], needs: [pull package base]}}
      """)
    let decision = try #require(decisions.accesses.first)
    #expect(decision.credential?.kind == .githubToken)
    #expect(decision.preconditions.contains { $0.id == "grant-codespaces-on-package" } == isTold)
  }

  @Test func anUnknownBasePermissionIsSaidInASentence() throws {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      policy: {deploy_keys: forbidden}
      machine_users: {acme-bot: {role: member}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      """)
    let effects = try #require(decisions.accesses.first?.sideEffects)
    #expect(
      effects.first { $0.id == "member-reaches-by-base-permission" }?.text
        == "If the base permission isn't `none`, `acme-bot` has it on every repository as a member.")
  }

  /// Only a repository's secrets are read by those who write to it.
  @Test func aStoreOutsideActionsHasItsOwnReason() throws {
    let worked = try #require(WorkedCase.all.first { $0.number == "3" })
    let option = try #require(try decided(worked.text).accesses.first?.option(.personalPAT))
    #expect(
      option.rules == [
        "personal-credential-dies-with-the-person", "personal-credential-is-readable-in-its-store",
        "personal-credential-reaches-everything",
      ])
  }

  @Test func theMinimalDescriptionGivesTwoAnswersToOneQuestion() throws {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      repositories:
        web:
          visibility: private
          workflows:
            ci: {needs: [publish package web]}
      packages:
        web: {registry: container, repository: web, visibility: private}
      consumers:
        prod: {kind: kubernetes, needs: [pull package web]}
      """)
    #expect(decisions.accesses.map(\.credential?.kind) == [.classicPAT, .githubToken])
    let plan = try #require(decisions.credentials.first)
    #expect(plan.id == "acme-reader-read-packages")
    #expect(plan.secretName == "ACME_READER_READ_PACKAGES")
    #expect(decisions.grants.map(\.role) == ["read"])
  }
}

@Suite("Overrides of decisions and facts")
struct OverrideTests {
  private func decided(_ more: String) throws -> OrganizationDecisions {
    try GuidanceTests.decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      policy: {deploy_keys: allowed}
      people: {ada: {role: owner}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      packages: {web: {registry: container, repository: web, visibility: private}}
      consumers: {prod: {kind: kubernetes, needs: [pull package web]}}
      \(more)
      """)
  }

  @Test func anOutrankedKindMayBeChosenAsAnException() throws {
    let decisions = try decided(
      "decisions: {web/ci#clone-repository-shared: {choose: fine_grained_pat, because: no SSH, by: ada, until: 2027-01-01}}"
    )
    let decision = try #require(decisions.decision(AccessID("web/ci#clone-repository-shared")))
    #expect(decision.outcome == .decided)
    #expect(decision.credential?.kind == .fineGrainedPAT)
    #expect(decision.credential?.permissions == ["contents": .read])
    #expect(decision.exception?.instead == .deployKey)
    #expect(decision.option(.fineGrainedPAT)?.verdict == .chosen)
    #expect(decision.option(.deployKey)?.verdict == .outranked)
    #expect(decisions.credentials.contains { $0.id == decision.credential?.plan })
  }

  @Test func anExceptionEndsAfterItsDay() throws {
    let decisions = try decided(
      "decisions: {web/ci#clone-repository-shared: {choose: fine_grained_pat, because: no SSH, by: ada, until: 2026-11-21}}"
    )
    #expect(decisions.decision(AccessID("web/ci#clone-repository-shared"))?.credential?.kind == .deployKey)
    #expect(decisions.findings.map(\.id) == ["expired-exception"])
  }

  @Test func whatAFactStrikesCannotBeChosen() throws {
    let decisions = try decided(
      "decisions: {prod#pull-package-web: {choose: fine_grained_pat, because: nicer, by: ada, until: 2027-01-01}}"
    )
    #expect(decisions.findings.map(\.severity) == [.error])
    #expect(decisions.findings.first?.help?.contains("packages-accept-fine-grained-pats") == true)
    #expect(decisions.decision(AccessID("prod#pull-package-web"))?.credential?.kind == .classicPAT)
  }

  @Test func aPersonsOwnTokenMayBeAnExceptionAndIsMarked() throws {
    let decisions = try decided(
      "decisions: {prod#pull-package-web: {choose: personal_pat, because: until Monday, by: ada, until: 2026-11-30}}"
    )
    let decision = try #require(decisions.decision(AccessID("prod#pull-package-web")))
    #expect(decision.credential?.kind == .personalPAT)
    #expect(decision.exception != nil)
  }

  @Test func anAcceptanceGoesStaleWhenTodaysChoiceDiffers() throws {
    let decisions = try decided(
      "decisions: {prod#pull-package-web: {choose: github_app, accepted: 2025-01-01, by: ada}}")
    let decision = try #require(decisions.decision(AccessID("prod#pull-package-web")))
    #expect(decision.credential?.kind == .classicPAT)
    #expect(decision.acceptance?.isStale == true)
    #expect(decisions.findings.map(\.id) == ["stale-acceptance"])
  }

  @Test func anOverriddenFactChangesTheAnswer() throws {
    let decisions = try decided(
      "facts: {packages-accept-fine-grained-pats: {holds: true, because: it worked, by: ada, checked: 2026-11-01}}"
    )
    let decision = try #require(decisions.decision(AccessID("prod#pull-package-web")))
    #expect(decision.credential?.kind == .fineGrainedPAT)
    #expect(decision.credential?.permissions == ["packages": .read])
  }

  @Test func anUnknownFactIsAnErrorWithTheNearest() throws {
    let decisions = try decided(
      "facts: {packages-accept-app-token: {holds: true, because: it worked, by: ada, checked: 2026-11-01}}")
    #expect(decisions.findings.map(\.help) == ["did you mean `packages-accept-app-tokens`?"])
  }
}

@Suite("What the plans cost")
struct CostTests {
  @Test func countsSeatsRotationsAndBrowserSteps() throws {
    let decisions = try decided(
      """
      tokenbook: 1
      organization: acme
      as_of: 2026-11-22
      people: {ada: {role: owner}, boris: {role: member}}
      machine_users: {acme-pull: {role: member, custodians: [ada, boris]}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [open-pull-request repository infra]}}}
        infra: {visibility: private}
      packages: {web: {registry: container, repository: web, visibility: private, inherits_access: false, access: {acme-pull: read}}}
      consumers: {prod: {kind: kubernetes, needs: [pull package web]}}
      """)
    // Two tokens of 90 days, each rotated every 76: five times a year.
    let costs = decisions.costs
    #expect([costs.seats, costs.newSeats, costs.rotationsAYear, costs.browserSteps] == [2, 1, 10, 2])
  }
}

@Suite("Facts behind runbooks")
struct RunbookFactTests {
  @Test(arguments: Fact.Task.allCases)
  func everyTaskRestsOnFactsThatThereAre(_ task: Fact.Task) {
    #expect(Fact.behind(task).count >= 2)
  }

  @Test(arguments: CredentialKind.allCases.filter(\.isStored))
  func everyKindOfCredentialHasItsFacts(_ kind: CredentialKind) {
    for task in [Fact.Task.mint, .store, .verify, .rotate, .revoke] {
      #expect(!Fact.behind(task, [kind]).isEmpty, "\(task)")
    }
  }

  @Test func factsOfOneKindDoNotStandBehindAnother() {
    let app = Set(Fact.behind(.mint, [.githubApp]).map(\.id))
    #expect(app == ["apps-are-registered-from-a-manifest", "keys-of-apps-expire"])
  }

  @Test func everyFactIsLookedAt() {
    let looked = Set(
      Rule.all.flatMap(\.facts) + Fact.Task.allCases.flatMap { Fact.behind($0).map(\.id) }
        + Verb.allCases.compactMap { Fact.permissions(of: $0)?.id })
    #expect(Set(Fact.all.map(\.id)).subtracting(looked).isEmpty)
    #expect(Set(Rule.all.flatMap(\.facts)) == Set(Fact.deciding.map(\.id)))
  }

  @Test func everyVerbSaysWhatItTakesAndHowSureThatIs() throws {
    for verb in Verb.allCases { #expect(Fact.permissions(of: verb) != nil, "\(verb)") }
    #expect(
      Fact.permissions(of: .merge)?.statement
        == "`merge` requires `contents: write` with a GitHub App or a fine-grained PAT, and `repo` with a classic PAT. With `GITHUB_TOKEN` it requires `contents: write`."
    )
    #expect(Fact.permissions(of: .administer)?.confidence == .assumed)
    #expect(Fact.permissions(of: .delete)?.confidence == .contested)
    #expect(
      Fact.permissions(of: .pull)?.statement
        == "`pull` requires `packages: read` with `GITHUB_TOKEN`, and `read:packages` with a classic PAT.")
  }

  /// Each fact has the day on which its own sources were looked at; it goes stale by itself.
  @Test func everyFactGoesStaleAYearAfterItsOwnDay() throws {
    #expect(Set(Fact.all.map(\.checked)).count > 1)
    let oldest = try #require(Fact.all.map(\.checked).min())
    let newest = try #require(Fact.all.map(\.checked).max())
    let day = oldest + Fact.daysUntilStale + 1
    #expect(Fact.all.filter { $0.isStale(on: day) }.map(\.checked).allSatisfy { $0 == oldest })
    #expect(Fact.all.contains { !$0.isStale(on: day) })
    #expect(Fact.all.allSatisfy { !$0.isStale(on: newest + 1) })
    #expect(Fact.all.allSatisfy { !$0.sources.isEmpty && !$0.sources.contains { $0.url.isEmpty } })
  }

  @Test func tokensHaveTheirFormatOfTheDay() throws {
    let fact = try #require(Fact.byID["installation-tokens-are-stateless"])
    let day = try #require(Day("2026-04-24"))
    #expect(fact.holds(on: day, product: .githubCom, version: nil) == true)
    #expect(fact.holds(on: day + -1, product: .githubCom, version: nil) == false)
  }
}
