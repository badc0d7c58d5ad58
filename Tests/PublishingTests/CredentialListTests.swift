import Guidance
import OrganizationModel
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The pages that look at all credentials, and the parts of other pages that say the same of one.
@Suite struct CredentialListTests {
  private func markdown(_ path: String, _ book: Book) throws -> String {
    let shelf = BookShelf(book, DocumentKinds.all)
    let entry = try #require(shelf.entries.first { $0.document.path.text == path })
    return try TemplateLibrary(BookFixture.templates).render(
      "documents/\(entry.kind.name)", shelf.context(of: entry.document))
  }

  private static let organization = """
    policy: {base_permission: none}
    platform: {plan: team}
    people: {ada: {role: owner}, boris: {role: member}, cleo: {role: member, leaves_on: 2026-12-31}}
    teams: {shop: {members: [bot]}}
    machine_users: {bot: {role: member, custodians: [cleo, ada], two_factor: true}}
    repositories:
      web: {visibility: private, teams: {shop: admin}, workflows: {ci: {dependabot: false, needs: [push repository web]}}}
      api: {visibility: private, workflows: {ci: {dependabot: false, needs: [push repository api]}}}
    credentials:
      WIDE: {kind: classic_pat, holder: cleo, scopes: [repo], stored_in: [{organization_secret: WIDE, visibility: all}], used_by: [web/ci]}
      SSH: {kind: ssh_key, holder: boris, stored_in: [{repository_secret: WIDE, repository: web}], used_by: [web/ci]}
    """

  @Test func findingsStandOnAllPagesThatTheyConcern() throws {
    let book = try BookFixture.book(Self.organization)
    let hidden = "in `web`, the Actions secret `WIDE` of `web` overrides it and contains `SSH`, not `WIDE`"
    #expect(try markdown("credentials/secrets", book).contains(hidden))
    #expect(try markdown("credentials/existing-wide", book).contains("- **Hidden by another of its name**"))
    #expect(try markdown("repositories/web", book).contains(hidden))
    #expect(try !markdown("repositories/api", book).contains("Hidden by another"))
    #expect(try markdown("repositories/api", book).contains("| **nothing** | **remove** |"))
  }

  @Test func whoLeavesComesFirst() throws {
    let book = try BookFixture.book(Self.organization)
    let page = try markdown("credentials/people", book)
    let rows = page.split(separator: "\n").filter { $0.hasPrefix("| [") }
    #expect(rows.count == 2)
    #expect(
      rows.first?.hasPrefix("| [cleo](../people/cleo.md) | **2026-12-31** | [WIDE](existing-wide.md)")
        == true)
    #expect(page.contains("2 credentials of 2 people; 2 in use."))
  }

  @Test func aPersonsPageSaysWhatDiesAndWhomTheySignInFor() throws {
    let page = try markdown("people/cleo", try BookFixture.book(Self.organization))
    #expect(page.contains("These credentials stop working with the account"))
    #expect(page.contains("| [bot](../accounts/bot.md) | [ada](ada.md) |"))
  }

  @Test func anAccountsPageSaysWhatToTakeAway() throws {
    let page = try markdown("accounts/bot", try BookFixture.book(Self.organization))
    #expect(page.contains("Its custodian `cleo` leaves on 2026-12-31"))
    #expect(page.contains("gh api -X DELETE orgs/acme/teams/shop/memberships/bot"))
    #expect(page.contains("gh api -X DELETE orgs/acme/memberships/bot"))
  }

  @Test func theStepsOfACredentialStandInTheirOrder() throws {
    let page = try markdown("credentials/existing-wide", try BookFixture.book(Self.organization))
    let change = try #require(page.range(of: ". Move web/"))
    let delete = try #require(page.range(of: "gh secret delete WIDE --org acme"))
    let revoke = try #require(page.range(of: ". Revoke WIDE\n"))
    #expect(change.lowerBound < delete.lowerBound && delete.lowerBound < revoke.lowerBound)
    #expect(page.contains("Number 1 of 2 in the order"))
  }

  /// Whoever sees an organization secret today and is not to is told so; who stays has it as what is planned.
  @Test func aRepositoryThatIsToSeeASecretNoMoreIsTold() throws {
    let book = try BookFixture.book(
      """
      policy: {base_permission: none}
      platform: {plan: team}
      people: {ada: {role: owner}}
      apps: {release: {repositories: [docs], permissions: {contents: write, pull_requests: write}, key: KEY}}
      repositories:
        web: {visibility: private, workflows: {ci: {dependabot: false, needs: [open-pull-request repository docs]}}}
        api: {visibility: private, workflows: {ci: {dependabot: false, needs: [open-pull-request repository docs]}}}
        docs: {visibility: private}
      credentials:
        KEY: {kind: app_key, holder: release, stored_in: [{organization_secret: KEY, visibility: private}], used_by: [web/ci, api/ci]}
      """)
    #expect(book.review("KEY")?.verdict == .move)
    let docs = try markdown("repositories/docs", book).split(separator: "\n").filter {
      $0.hasPrefix("| `KEY`")
    }
    #expect(docs.count == 1 && docs.first?.contains("**remove**") == true)
    let web = try markdown("repositories/web", book).split(separator: "\n").filter { $0.hasPrefix("| `KEY`") }
    #expect(web.count == 1 && web.first?.contains("| stored |") == true)
    let steps = try markdown("credentials/existing-key", book)
    #expect(
      steps.contains("**Browser only**: Organization > Settings > Secrets and variables > Actions > `KEY`"))
    #expect(!steps.contains("Revoke it:"))
  }

  /// No list grows without bound, and each says how many it leaves out.
  @Test func listsAreCutShort() throws {
    let credentials = (1...700).map {
      "  C\($0): {kind: classic_pat, holder: ada, stored_in: [{repository_secret: C\($0), repository: web}]}"
    }
    let book = try BookFixture.book(
      "people: {ada: {role: owner}}\nrepositories: {web: {visibility: private}}\ncredentials:\n"
        + credentials.joined(separator: "\n"))
    for (path, rows, more) in [
      ("credentials/order", 500, 200), ("credentials/people", 500, 200), ("credentials/secrets", 200, 500),
    ] {
      let page = try markdown(path, book)
      #expect(page.split(separator: "\n").count { $0.hasPrefix("| ") } == rows + 2, "\(path)")
      #expect(page.contains("And \(more) more"), "\(path)")
    }
  }

  /// No credential takes the path of a list.
  @Test func aCredentialNamedLikeAListHasAPageOfItsOwn() throws {
    let book = try BookFixture.book(
      """
      apps: {order: {repositories: [web], permissions: {contents: write, pull_requests: write}, key: K}}
      repositories: {api: {visibility: private, workflows: {ci: {needs: [open-pull-request repository web]}}}, web: {visibility: private}}
      credentials: {K: {kind: app_key, holder: order, stored_in: []}}
      """)
    var table = PathTable<Int>(folder: "credentials", lists: CredentialLists.all)
    table.add(1, named: "order")
    #expect(table.paths[1]?.text == "credentials/order-2")
    #expect(
      Set(BookShelf(book, DocumentKinds.all).entries.map(\.document.path)).count
        == BookShelf(book, DocumentKinds.all).entries.count)
  }
}
