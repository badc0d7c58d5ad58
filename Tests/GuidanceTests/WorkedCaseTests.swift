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
    #expect(decision.options.map(\.kind) == CredentialKind.allCases)
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
