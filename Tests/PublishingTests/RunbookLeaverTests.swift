import Guidance
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The runbooks for people and machine users that leave.
@Suite struct RunbookLeaverTests {
  private func page(_ name: String, _ runbooks: String = "the example") throws -> String {
    let pages = try RunbookCase.named(runbooks).pages()
    return try #require(pages[BookPath(folder: "runbooks", name)], "\(name)")
  }

  @Test func whoeverHasSomethingHangingOnThemHasAPage() throws {
    let ties = try BookFixture.example().ties
    #expect(ties.people.map(\.text) == ["cleo", "ada", "boris", "chen", "dalia", "eike", "farid"])
    #expect(ties["boris"]?.accounts == ["tramline-firmware", "tramline-kiosk", "tramline-pull"])
    #expect(ties["boris"]?.consumers == ["jenkins"])
    #expect(ties["249043822"] == nil)
    #expect(ties["tramline-pull"] == nil)
  }

  @Test func theOneBehindATeamAnswersAloneForWhatItAnswersFor() throws {
    let book = try BookFixture.book(
      """
      people: {ada: {}, boris: {}}
      teams: {alone: {members: [ada]}, two: {members: [ada, boris]}, empty: {}}
      repositories:
        a: {visibility: private, responsible: alone}
        b: {visibility: private, responsible: two}
        c: {visibility: private, responsible: empty}
        d: {visibility: private, responsible: boris}
        e: {visibility: private, responsible: boris, archived: true}
      """)
    #expect(book.ties["ada"]?.repositories == ["a"])
    #expect(book.ties["boris"]?.repositories == ["d"])
  }

  @Test func theOrderIsReplaceThenRemoveThenRotate() throws {
    let page = try page("off-board-cleo")
    let order = [
      "The last day is 2026-12-31", "Replace the credentials that they hold",
      "[migrate from it](../credentials/existing-cr_pat.md#move-away-from-it)", "## On the last day",
      "Remove them from tramline",
      "## Afterwards", "Rotate the secrets they could read", "## Verify", "Confirm that they have no access",
      "**Point of no return:**",
    ]
    let places = order.compactMap { page.firstRange(of: $0)?.lowerBound }
    #expect(places.count == order.count && places == places.sorted())
    #expect(
      page.contains(
        "| classic PAT | stops working | api/ci, kiosk-config/image, staging, web/ci | [migrate from it]"))
    // Amazon Web Services knows nothing of an account of GitHub.
    #expect(
      page.contains("Amazon Web Services | still works in their hands | web/release | [migrate from it]"))
    #expect(
      page.contains("These stop working with the account: api/ci, kiosk-config/image, staging, web/ci."))
    #expect(page.contains("- **Removes the access:** an owner of `tramline` (ada, dalia)"))
  }

  @Test func custodyIsHandedOverBeforeAndClosedOnTheDay() throws {
    let page = try page("off-board-chen")
    #expect(page.contains("**Nobody else** can sign in"))
    let (hand, close) = (
      page.firstRange(of: ". Hand over tramline-build"),
      page.firstRange(of: ". Lock them out of tramline-build")
    )
    let day = try #require(page.firstRange(of: "## On the last day"))
    let (handed, closed) = (try #require(hand), try #require(close))
    #expect(handed.upperBound < day.lowerBound && closed.lowerBound > day.upperBound)
    #expect(page.contains("[locks them out](help.md#lock-someone-out-of-a-machine-user)"))
    #expect(try self.page("help").contains("sets up the authenticator app again"))
  }

  @Test func whatSomebodyMayKnowIsListedWidestFirst() throws {
    let book = try BookFixture.example()
    let cleo = KnownSecrets(of: "cleo", book.index).rows
    #expect(cleo.first?.rank.name == "CR_PAT" && cleo.first?.way == .held)
    #expect(cleo.map(\.rank.rank) == cleo.map(\.rank.rank).sorted())
    // She writes to web and ui-kit, not to the repository of the organization's settings.
    #expect(cleo.contains { $0.rank.name == "web-ci-deploy-key-shared" })
    #expect(
      !cleo.contains { $0.rank.name == "SETTINGS_APP_KEY" || $0.rank.name.hasPrefix("tramline-settings") })
    let eike = KnownSecrets(of: "eike", book.index).rows
    #expect(eike.contains { $0.rank.name.hasPrefix("tramline-firmware") && $0.way == .custody })
    let ada = KnownSecrets(of: "ada", book.index).rows
    #expect(ada.contains { $0.rank.name == "SETTINGS_APP_KEY" && $0.way == .appKey })
  }

  /// Whoever answers for a store outside GitHub knows what is in it.
  @Test func whatIsInTheirStoresIsRotated() throws {
    let book = try BookFixture.book(
      """
      policy: {deploy_keys: allowed}
      people: {ada: {role: owner}, boris: {role: owner}, dora: {role: member, leaves_on: 2026-12-18}, emil: {leaves_on: 2026-12-19}}
      teams: {tools: {members: [dora, boris]}}
      repositories: {api: {visibility: private, responsible: ada}, docs: {visibility: private, responsible: ada}}
      consumers:
        jenkins: {kind: jenkins, responsible: dora, stores_in: the Jenkins, needs: [push repository api]}
        mirror: {kind: gitlab, responsible: tools, needs: [push repository docs]}
        host: {kind: host, responsible: ada, needs: [clone repository docs]}
      credentials:
        OLD_KEY: {kind: deploy_key, repository: docs, read_only: true, stored_in: [{outside: the Jenkins}]}
      """)
    let rows = KnownSecrets(of: "dora", book.index).rows
    #expect(rows.allSatisfy { $0.way == .store })
    #expect(rows.contains { $0.rank.name.hasPrefix("jenkins-deploy-key-api") })
    #expect(rows.contains { $0.rank.name.hasPrefix("mirror-deploy-key-docs") })
    #expect(rows.contains { $0.rank.name == "OLD_KEY" } && rows.count == 3)
    #expect(KnownSecrets(of: "emil", book.index).rows.isEmpty)
    let pages = try MarkdownPages.render(book, [RunbookLeaver.kind])
    let page = try #require(pages[BookPath(folder: "runbooks", "off-board-dora")])
    #expect(page.contains("| responsible for the store that holds it |"))
    #expect(page.contains("the owners who stay (ada, boris)"))
    #expect(page.contains("| `consumers.jenkins.responsible` | ["))
    #expect(!page.contains("The description lists none."))
  }

  @Test func theLastOwnerMakesAnotherFirst() throws {
    let page = try page("off-board-ada", "github.com")
    #expect(page.contains(". Make another owner"))
    #expect(try !self.page("off-board-ada").contains(". Make another owner"))
  }

  @Test func managedUsersAreTakenAwayWhereTheyComeFrom() throws {
    let page = try page("off-board-boris", "managed users")
    #expect(page.contains("In the identity provider, remove the GitHub application"))
    #expect(!page.contains("-X DELETE \"orgs/acme/memberships/"))
  }

  // MARK: In earnest

  private func run(_ name: String, answers: [String] = [], world: String) async throws
    -> SmallGitHub.Outcome
  {
    let blocks = ShellBlocks.all(in: try page(name))
    let world = try JSONValue(world)
    return try await SmallGitHub.outcome(
      of: SmallGitHub.Visit(steps: [blocks], answers: answers, changes: [world]))
  }

  @Test(.enabled(if: SmallGitHub.lacks == nil, "\(SmallGitHub.lacks ?? "")"))
  func thePageRuns() async throws {
    let run = try await run(
      "off-board-cleo",
      world: """
        {"accounts": ["ada", "cleo"], "members": {"cleo": "member"}, "repositories": {
          "tramline/api": {}, "tramline/web": {"keys": [
            {"id": 7, "title": "old", "added_by": "Cleo", "read_only": true, "last_used": null, "key": "@key-a"},
            {"id": 8, "title": "new", "added_by": "ada", "read_only": true, "last_used": null, "key": "@key-b"}]}}}
        """)
    let output = try #require(run.outputs.last)
    #expect(output.contains("tramline/web Cleo 7 true null old\n") && !output.contains("ada 8"))
    #expect(output.contains("Not proved: keys in 1 of 2 repositories, 0 refused"))
    #expect(output.contains("Proved: cleo is no member, no outside collaborator, and not invited."))
    #expect(
      run.place(
        of: "gh api -X GET repos/tramline/api/commits -f path=.github/workflows/tidy.yml -f per_page=1")
        != nil)
    let gone = try #require(run.place(of: "gh api -X DELETE orgs/tramline/memberships/cleo"))
    let looked = try #require(
      run.calls.lastIndex { $0.hasPrefix("gh api --paginate orgs/tramline/members?per_page") })
    #expect(gone < looked && run.world["members", "cleo"] == nil)
  }

  @Test(.enabled(if: SmallGitHub.lacks == nil, "\(SmallGitHub.lacks ?? "")"))
  func thePageForAnybodyAsksOnceForTheLogin() async throws {
    let run = try await run(
      "off-board-anybody", answers: ["mallory", "grace"],
      world: #"{"members": {"mallory": "member", "grace": "member"}}"#)
    #expect(run.world["members", "grace"] == .string("admin") && run.world["members", "mallory"] == nil)
    #expect(run.place(of: "gh api -X GET --paginate orgs/tramline/audit-log -f phrase=actor:mallory") != nil)
  }

  /// A login that is mistyped invites nobody to own the organization.
  @Test(.enabled(if: SmallGitHub.lacks == nil, "\(SmallGitHub.lacks ?? "")"))
  func onlyAMemberBecomesAnOwner() async throws {
    let run = try await run(
      "off-board-anybody", answers: ["mallory", "garce"], world: #"{"members": {"mallory": "member"}}"#)
    #expect(run.place(of: "gh api -X PUT") == nil && run.world["pending"] == .list([]))
  }

  // MARK: Machine users

  @Test func whatIsInUseIsNotTakenAwayLightly() throws {
    let pull = try page("off-board-machine-user-tramline-pull")
    #expect(pull.contains("This account is in use: "))
    let kiosk = try page("off-board-machine-user-tramline-kiosk")
    #expect(!kiosk.contains("This account is in use: "))
    let order = [
      "Move its work to other credentials", "Check when its credentials were last used",
      "Remove its roles on repositories",
      "Wait until every automation has run once", "Delete its tokens and keys", "Take it out",
      "Remove it from tramline",
      "Check the number of seats", "Delete or archive the account", "Confirm that it has no access",
    ].filter { $0 != "Take it out" }
    let places = order.compactMap { kiosk.firstRange(of: ". \($0)")?.lowerBound }
    #expect(places.count == order.count && places == places.sorted())
    #expect(kiosk.contains("[migrate from it](../credentials/existing-kiosk_fetch.md#move-away-from-it)"))
  }

  @Test func whereItIsAMemberElsewhereTheOwnersThereAreAsked() throws {
    let page = try page("off-board-machine-user-tramline-firmware")
    #expect(page.contains("Ask for its removal from validata"))
    #expect(page.contains("'orgs/validata/memberships/tramline-firmware'"))
  }

  // MARK: Size

  @Test func aPageDoesNotGrowWithTheOrganization() throws {
    let repositories = (0..<2_000).map {
      "  r\($0): {visibility: private, responsible: ada, workflows: {ci: {triggers: [schedule], needs: [clone repository base]}}}"
    }
    let description =
      "policy: {deploy_keys: allowed}\npeople: {ada: {role: owner}, boris: {role: owner}}\nrepositories:\n  base: {visibility: private}\n"
      + repositories.joined(separator: "\n")
    let pages = try MarkdownPages.render(try BookFixture.book(description), [RunbookLeaver.kind])
    for page in pages.values { #expect(page.utf8.count < 60_000) }
    let ada = try #require(pages[BookPath(folder: "runbooks", "off-board-ada")])
    #expect(ada.contains("and 1950 more.") && ada.contains("Then rotate every other secret"))
  }
}
