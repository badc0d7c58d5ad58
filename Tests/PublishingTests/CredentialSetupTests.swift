import Guidance
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Who makes, stores and tries a planned credential.
@Suite struct CredentialSetupTests {
  private func setup(_ description: String) throws -> (
    setup: CredentialSetup, plan: CredentialPlan, book: Book
  ) {
    let book = try BookFixture.book(description)
    let plan = try #require(book.decisions.credentials.first)
    return (CredentialSetup(plan, in: book), plan, book)
  }

  private static func cloning(_ people: String, web: String, shared: String) -> String {
    """
    policy: {deploy_keys: allowed}
    people: \(people)
    teams: {builders: {members: [dora, emil]}}
    repositories:
      web: {visibility: private, \(web), workflows: {ci: {needs: [clone repository shared]}}}
      shared: {visibility: private, \(shared)}
    """
  }

  private static let people =
    "{cora: {role: owner}, dora: {role: member}, emil: {role: member}, fritz: {role: member}}"

  /// A person or a team that answers for both repositories comes before the owners, who always may.
  @Test(arguments: [
    ("responsible: dora", "responsible: dora", "Responsible", "dora"),
    ("responsible: builders", "responsible: builders", "Responsible", "builders"),
    ("responsible: builders", "responsible: emil", "Responsible", "emil"),
    ("responsible: dora", "responsible: fritz", "Owner of acme", "cora"),
    ("responsible: dora", "responsible: dora, collaborators: {fritz: admin}", "Owner of acme", "cora"),
    (
      "responsible: dora, teams: {builders: admin}", "collaborators: {emil: admin}",
      "Administrator of shared", "emil"
    ),
  ])
  func aKeyIsOnePersonsWhoMayDoBoth(_ web: String, _ shared: String, _ role: String, _ name: String) throws {
    let (setup, plan, book) = try setup(Self.cloning(Self.people, web: web, shared: shared))
    #expect(plan.kind == .deployKey && setup.handOvers.isEmpty && setup.own == plan.storedIn)
    let owner = setup.maker.owner(in: book)
    #expect(owner.role == role && owner.names.map(\.text) == [name])
  }

  private static func pulling(custodians: String, responsible: String) -> String {
    """
    policy: {base_permission: none}
    people: {cora: {role: owner}, dora: {role: member}, emil: {role: member}}
    machine_users: {acme-pull: {role: member, custodians: \(custodians)}}
    repositories: {web: {visibility: private, responsible: cora}}
    packages: {web: {registry: container, repository: web, visibility: private, inherits_access: false, access: {acme-pull: read}}}
    consumers: {prod: {kind: kubernetes, responsible: \(responsible), needs: [pull package web]}}
    """
  }

  @Test func aCustodianWhoAnswersForTheStoreDoesItAll() throws {
    let (setup, _, _) = try setup(Self.pulling(custodians: "[dora, emil]", responsible: "emil"))
    #expect(setup.maker.names == ["emil"] && setup.handOvers.isEmpty)
  }

  /// Where nobody may do both, the value goes by an entry of the password manager: who puts it there, who takes it, who
  /// deletes it.
  @Test func otherwiseTheHandOverIsNamed() async throws {
    let description = Self.pulling(custodians: "[dora]", responsible: "emil")
    let (setup, plan, book) = try setup(description)
    #expect(setup.maker.names == ["dora"] && setup.own.isEmpty)
    #expect(setup.handOvers.map(\.taker.names) == [["emil"]] && setup.handOvers[0].places == plan.storedIn)
    let files = try await BookFixture.render(book)
    let checklist = String(
      decoding: try #require(files["markdown/checklists/consumer-prod.md"]), as: UTF8.self)
    let entry = "the password manager entry `\(plan.id) hand-over`"
    #expect(checklist.contains("- [ ] **Custodian (dora)**: [set up "))
    #expect(checklist.contains("Hand it over to the person who answers for prod (emil) in \(entry)"))
    #expect(checklist.contains("- [ ] **Responsible (emil)**: take "))
    #expect(checklist.contains("from \(entry), where a custodian of acme-pull (dora) saves it for you"))
    let page = String(
      decoding: try #require(files["markdown/credentials/\(plan.id).md"]), as: UTF8.self)
    #expect(page.contains(". Hand it over to the person who answers for prod (emil)"))
    #expect(page.contains("As the person who answers for prod (emil), delete the entry right after that"))
    #expect(
      page.contains(
        "- **Creates it, tests it, and stores it where they can; hands it over for the rest:** a custodian of `acme-pull`"
      ))
    #expect(
      page.contains(
        "Takes it over, stores it, and deletes the entry that handed it over:** the people responsible for prod (emil)"
      ))
    #expect(
      page.contains(
        "A custodian of acme-pull (dora) begins, and hands it over where a step says so."
      ))
  }

  /// Checklists and runbooks name the same person, for every credential of the example.
  @Test func checklistsAndRunbooksNameTheSamePerson() async throws {
    let book = try BookFixture.example()
    let files = try await BookFixture.exampleFiles()
    let people = RunbookPeople(book: book)
    for plan in book.decisions.credentials where plan.existing == nil {
      let maker = CredentialSetup(plan, in: book).maker
      let names = try #require(people.names(maker), "\(plan.id)")
      let page = String(
        decoding: try #require(files["markdown/credentials/\(plan.id).md"]), as: UTF8.self)
      #expect(page.contains("- **Creates it, ") && page.contains(" (\(names))"), "\(plan.id)")
      let owner = book.successors.owner(maker.owner(in: book))
      let first = try #require(owner.names.first, "\(plan.id)")
      #expect(names.contains(first.text), "\(plan.id): \(first) and \(names)")
    }
  }

  // MARK: Who leaves

  @Test func noTaskStaysWithWhoLeaves() throws {
    let description = """
      policy: {deploy_keys: allowed}
      people: {cora: {role: owner}, kim: {role: owner}, dora: {role: member, leaves_on: 2026-12-18}}
      repositories: {api: {visibility: private, responsible: cora}}
      consumers: {jenkins: {kind: jenkins, responsible: dora, needs: [push repository api]}}
      """
    let book = try BookFixture.book(description)
    let jenkins = try #require(book.organization.consumers["jenkins"])
    let tasks = book.checklists.tasks(of: .consumer(jenkins))
    #expect(!tasks.isEmpty && !tasks.contains { $0.owner.names.contains("dora") })
    #expect(tasks.contains { $0.owner.leaver == "dora" && $0.owner.names == ["cora"] })
    let documents = DocumentKinds.all.flatMap { $0.documents(book) }
    #expect(!documents.contains { $0.responsible == "dora" })
    #expect(documents.contains { $0.responsible == "cora, kim, for dora, who leaves" })
  }

  /// A team of which nobody stays answers for nothing any more.
  @Test func anEmptiedTeamGivesWayToo() throws {
    let description = """
      people: {cora: {role: owner}, dora: {role: member, leaves_on: 2026-12-18}, emil: {role: member}}
      teams: {one: {members: [dora]}, two: {members: [dora, emil]}}
      """
    let successors = try BookFixture.book(description).successors
    #expect(successors.words("one") == "cora, for one, who leaves" && successors.words("two") == "two")
  }

  @Test func ownersAreProposedWhereNobodyIsCustodian() throws {
    let (setup, _, book) = try setup(Self.pulling(custodians: "[]", responsible: "cora"))
    let owner = book.successors.owner(setup.maker.owner(in: book))
    #expect(owner.role == "Custodian" && owner.names == ["cora"] && owner.isProposed)
    #expect(RunbookPeople(book: book).names(.custodian("acme-pull")) == "nobody is named, proposed: cora")
  }

  /// Whoever holds a token ends it while they are there, and nobody asks them afterwards.
  @Test(arguments: [("2026-12-18", "cleo"), ("2026-11-01", "cora")])
  func aHolderEndsWhatIsTheirsWhileTheyAreThere(_ day: String, _ name: String) throws {
    let book = try BookFixture.book(
      "people: {cora: {role: owner}, cleo: {role: member, leaves_on: \(day)}}")
    #expect(book.successors.owner(.holder("cleo")).names.map(\.text) == [name])
  }
}
