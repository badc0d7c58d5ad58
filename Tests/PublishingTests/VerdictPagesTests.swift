import Foundation
import Guidance
import OrganizationModel
import SourceText
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// A small description, and the verdict on its credential `X`.
struct VerdictCase: Sendable, CustomTestStringConvertible {
  let name: String
  let verdict: ExistingCredentialReview.Verdict
  let credential: String
  var needs = ""
  var policy = "deploy_keys: allowed, base_permission: none"

  var testDescription: String { name }

  var text: String {
    """
    tokenbook: 1
    organization: acme
    as_of: 2026-11-22
    policy: {\(policy)}
    people: {ada: {role: owner}, boris: {role: member}}
    machine_users: {board: {role: member, custodians: [ada, boris], two_factor: true}}
    repositories:
      web: {visibility: private, responsible: ada, workflows: {ci: {triggers: [push], dependabot: false, needs: [\(needs)]}}}
      shared: {visibility: private, responsible: ada}
    credentials:
      X: {\(credential), stored_in: [{repository_secret: SECRET_X, repository: web}]}
    """
  }

  func book() throws -> Book { try BookFixture.book(text) }

  static let all = [
    VerdictCase(
      name: "a board that nobody described", verdict: .findOut,
      credential:
        "kind: fine_grained_pat, holder: board, permissions: {organization_projects: write}, expires: 2026-12-28, used_by: [web/ci]"
    ),
    VerdictCase(
      name: "a board beside an ordinary need", verdict: .findOut,
      credential:
        "kind: fine_grained_pat, holder: board, permissions: {organization_projects: write, contents: write}, expires: 2026-12-28, used_by: [web/ci]",
      needs: "push repository web"),
    VerdictCase(
      name: "of unknown kind", verdict: .findOut, credential: "kind: unknown, holder: ada, used_by: [web/ci]",
      needs: "push repository web"),
    VerdictCase(
      name: "another service's", verdict: .findOut, credential: "kind: other, used_by: [web/ci]",
      needs: "push repository web"),
    VerdictCase(
      name: "nobody's", verdict: .findOut, credential: "kind: classic_pat, holder: ada, scopes: [repo]"),
    VerdictCase(
      name: "a guess", verdict: .findOut,
      credential: "kind: classic_pat, holder: ada, scopes: [repo], used_by: [web/ci]",
      needs: "{need: push repository web, x-guess: \"ci.yml:4\"}"),
    VerdictCase(
      name: "said in words", verdict: .keep,
      credential: "kind: classic_pat, holder: ada, scopes: [gist], expires: never",
      needs: "{other: updates the badge, with: X}"),
    VerdictCase(
      name: "what is planned", verdict: .keep,
      credential: "kind: deploy_key, repository: shared, read_only: true, used_by: [web/ci]",
      needs: "clone repository shared"),
    VerdictCase(
      name: "not decided", verdict: .wait,
      credential: "kind: classic_pat, holder: ada, scopes: [repo], used_by: [web/ci]",
      needs: "clone repository shared", policy: "base_permission: none"),
    VerdictCase(
      name: "to be replaced", verdict: .replace,
      credential: "kind: classic_pat, holder: ada, scopes: [repo], used_by: [web/ci]",
      needs: "clone repository shared"),
    VerdictCase(
      name: "said to be unused", verdict: .revoke,
      credential: "kind: classic_pat, holder: ada, scopes: [repo], used_by: []"),
  ]
}

/// Every place of the book says one thing of a credential (decisions.md, What exists).
@Suite struct VerdictPagesTests {
  private func pages(_ book: Book) throws -> [BookPath: String] {
    try MarkdownPages.render(book, DocumentKinds.all)
  }

  private static let deletes = "gh secret delete SECRET_X"

  @Test(arguments: VerdictCase.all) func everyPlaceSaysTheSame(_ given: VerdictCase) throws {
    let book = try given.book()
    let review = try #require(book.review("X"))
    #expect(review.verdict == given.verdict, "\(review.reasons)")
    let pages = try pages(book)
    let words = given.verdict.words

    let index = try #require(pages[BookPath(folder: "credentials", "index")])
    #expect(index.contains("| \(words) |"))
    let order = try #require(pages[BookPath(folder: "credentials", "order")])
    #expect(order.contains("| \(words) |") == review.asksForSomething)
    let path = try #require(book.paths.credential(existing: "X"))
    let page = try #require(pages[path])
    let phrase = try #require(Self.phrases[given.verdict])
    #expect(page.contains(phrase))
    #expect((page.contains("Revoke it: ") || page.contains(". Revoke X\n")) == review.goes)
    #expect(page.contains("Its replacement:") == (given.verdict == .replace))

    let guide = Guide(book.organization, day: book.decisions.day)
    let explained = try #require(
      ExplanationRenderer(book.decisions, guide, TextStyle(hasColor: false)).explain("X"))
    #expect(explained.hasPrefix("X: \(words)\n"))
    #expect(explained.contains("Find out") == (given.verdict == .findOut))
    let table = String(decoding: CredentialTable.table(book).bytes(), as: UTF8.self)
    #expect(table.contains("X,exists,\(given.verdict.rawValue),"))

    let checklist = try #require(pages[BookPath(folder: "checklists", "web")])
    #expect(checklist.contains(Self.deletes) == review.goes)
    #expect(checklist.contains("revoke [&#88;]") == review.goes)
    #expect(checklist.contains("find out what [&#88;]") == (given.verdict == .findOut))
    let questions = try #require(pages[OpenQuestions.path])
    #expect(questions.contains("## Credentials whose use is not known") == (given.verdict == .findOut))
    #expect(questions.contains("| [X](") == (given.verdict == .findOut))
    let overview = try #require(pages[BookPath(folder: "", "index")])
    #expect(overview.contains("[Identify X](") == (given.verdict == .findOut))
    let people = pages[BookPath(folder: "credentials", "people")] ?? ""
    #expect(review.credential.holder != "ada" || people.contains("| \(words) |"))
  }

  private static let phrases: [ExistingCredentialReview.Verdict: String] = [
    .keep: "**Keep it.**", .move: "**Move it.**", .replace: "**Replace it**", .revoke: "**Revoke it.**",
    .findOut: "**Find out what it is for.**", .wait: "**It waits.**",
  ]

  /// No page empties a place of what stays, and none but the leak's own ends it.
  @Test(arguments: VerdictCase.all) func nothingOfWhatStaysIsRemoved(_ given: VerdictCase) throws {
    let book = try given.book()
    guard let review = book.review("X"), review.stays else { return }
    for (path, text) in try pages(book) {
      #expect(!text.contains(Self.deletes), "\(path)")
      #expect(!text.contains("- [ ] **Holder (ada)**: revoke"), "\(path)")
    }
    // What the account has may be what it needs.
    if review.credential.holder == "board", let path = book.paths.account("board") {
      #expect(try pages(book)[path]?.contains("-X DELETE") == false)
    }
    #expect(book.paths.runbook(.migrate("X")) == nil)
    #expect(book.paths.runbook(revokeExisting: "X") != nil)
  }

  /// What GitHub did not issue goes to nobody but its own service.
  @Test func whatIsNotGitHubsIsNotShownToIt() throws {
    for given in VerdictCase.all {
      let book = try given.book()
      guard let review = book.review("X"), !review.credential.kind.isGitHubs else { continue }
      let place = try #require(book.paths.runbook(revokeExisting: "X"))
      #expect(place.page == book.paths.credential(existing: "X"))
      let page = try #require(try pages(book)[place.page])
      for text in [
        "credentials/revoke", "Bearer", "curl", "secret delete", "memberships",
      ] {
        #expect(!page.contains(text), "\(given.name): \(text)")
      }
      #expect(page.contains("gh secret set SECRET_X -R acme/web"))
      #expect(page.contains("Revoke it at the service that issued it"))
    }
  }

  /// What is kept leads from the leak to its own successor, and keeps its name.
  @Test func whatIsPlannedGoesByItsOwnName() throws {
    let book = try RunbookCase.named("what exists is planned").book()
    let pages = try RunbookCase.named("what exists is planned").pages()
    for name in ["PULL_PROD", "SHARED_READ"] as [Name] {
      let plan = try #require(book.plan(being: name))
      for task in BookPaths.Task.allCases {
        let path = try #require(book.paths.runbook(task, plan: plan.id)).page
        #expect(path.text == "credentials/existing-\(name.folded)")
        let page = try #require(pages[path])
        #expect(page.hasPrefix("# \(name)\n") && !page.contains(plan.id), "\(path)")
      }
      #expect(book.paths.runbook(revokeExisting: name) == book.paths.runbook(.revoke, plan: plan.id))
    }
    let token = try #require(pages[BookPath(folder: "credentials", "existing-pull_prod")])
    #expect(token.contains("**Bring back what stopped:** [set it up](#set-it-up) again."))
    #expect(token.contains("the scopes `read:packages`, created on 2026-10-05,"))
    #expect(token.contains("its creation date (2026-10-05)"))
    #expect(!token.contains("begins with `PULL_PROD"))
    #expect(token.contains("the name that prod reads now"))
    let key = try #require(pages[BookPath(folder: "credentials", "existing-shared_read")])
    #expect(key.contains("was created on 2026-02-03") && key.contains("secret set READ_SHARED"))
  }

  /// The order of leaks lists what exists, once, and says where nobody knows who has it.
  @Test func whatLeakedFirstExists() throws {
    let book = try RunbookCase.named("what exists is planned").book()
    #expect(
      LeakRank.order(book.decisions).map(\.name).sorted()
        == ["BOARD", "MAKER", "NPM_TOKEN", "PULL_PROD", "SHARED_READ"])
    let index = try #require(
      try RunbookCase.named("github.com").pages()[BookSection.runbooks.index])
    let leaks = try #require(index.components(separatedBy: "## Leaked: which first").last)
    let list = try #require(leaks.components(separatedBy: "\n## ").first)
    #expect(!list.contains("acme-pull-read-packages-prod") && !list.contains("nobody"))
    #expect(list.contains("| unknown |") && list.contains("the repository `shared`"))
  }

  @Test func theLastUserIsSentToTheRunbook() throws {
    let book = try BookFixture.book(
      """
      policy: {deploy_keys: allowed}
      people: {ada: {role: owner}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        api: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      credentials:
        X: {kind: classic_pat, holder: ada, scopes: [repo], stored_in: [{organization_secret: SECRET_X, visibility: all}], used_by: [web/ci, api/ci]}
      """)
    let checklist = try #require(try pages(book)[BookPath(folder: "checklists", "web")])
    #expect(checklist.contains("It is still used by [api/ci]"))
    #expect(checklist.contains("[migrate from X](../credentials/existing-x.md#move-away-from-it)"))
  }

  /// A deploy key goes with the token that added it: both runbooks say so, or ask.
  @Test(arguments: [true, false]) func whatItMadeIsToldBeforeItGoes(_ isSaid: Bool) throws {
    let maker = isSaid ? ", created_with: BOOT" : ""
    let book = try BookFixture.book(
      """
      policy: {deploy_keys: allowed}
      people: {ada: {role: owner}}
      repositories: {fleet: {visibility: private, responsible: ada}}
      consumers:
        flux: {kind: host, stores_in: cluster, needs: [clone repository fleet]}
        boot: {kind: host, stores_in: laptop, needs: [administer repository fleet]}
      credentials:
        BOOT: {kind: classic_pat, holder: ada, scopes: [repo], expires: 2026-12-15, stored_in: [{outside: laptop}], used_by: [boot]}
        FLUX: {kind: deploy_key, repository: fleet, read_only: true, stored_in: [{outside: cluster}], used_by: [flux]\(maker)}
      """)
    let pages = try pages(book)
    let page = try #require(pages[BookPath(folder: "credentials", "existing-boot")])
    let step = try #require(page.components(separatedBy: "Add the deploy keys again\n").last)
    #expect(step.contains(isSaid ? "This token added [FLUX]" : "so it may have added [FLUX]"))
    let card = try #require(page.components(separatedBy: "\n## ").dropFirst().first)
    #expect(
      card.contains(isSaid ? "- **Stops too:** [FLUX]" : "- **May stop too:** [FLUX]"), "\(card)")
  }
}
