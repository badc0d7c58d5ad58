import Foundation
import Guidance
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// The runbooks that move everything away from a credential of today.
@Suite struct RunbookMigrationTests {
  private func page(_ name: String, _ runbooks: String = "the example") throws -> String {
    let pages = try RunbookCase.named(runbooks).pages()
    return try #require(pages[BookPath(folder: "credentials", "existing-\(name)")], "\(name)")
  }

  private func act(_ page: String) throws -> String {
    let start = try #require(page.firstRange(of: "\n## Move away from it\n"))
    let rest = page[start.upperBound...]
    return String(rest[..<(rest.firstRange(of: "\n<!-- end -->")?.lowerBound ?? rest.endIndex)])
  }

  private func section(_ title: String, of page: String) throws -> String {
    let start = try #require(page.firstRange(of: ". \(title)\n"))
    let rest = page[start.upperBound...]
    return String(rest[..<(rest.firstRange(of: "\n### ")?.lowerBound ?? rest.endIndex)])
  }

  @Test func eachWorkflowGetsItsPermissionsAndItsChange() throws {
    let ci = try section("Move web/ci", of: try page("cr_pat"))
    #expect(
      ci.contains(
        "```yaml\npermissions:\n  contents: read\n  id-token: write\n  packages: write\n  pull-requests: write\n```"
      ))
    #expect(
      ci.contains(
        """
        -          username: cleo
        -          password: ${{ secrets.CR_PAT }}
        +          username: ${{ github.actor }}
        +          password: ${{ secrets.GITHUB_TOKEN }}
        """))
    #expect(ci.contains("+          ssh-key: ${{ secrets.WEB_CI_DEPLOY_KEY_SHARED }}"))
    #expect(ci.contains("**If not,** revert the merge"))
    #expect(!ci.contains("UNKNOWN"))
  }

  /// The merge starts it, and nobody has been asked by then.
  @Test func aRealRunIsAnnouncedBeforeTheMerge() throws {
    let ci = try section("Move api/ci", of: try page("cr_pat"))
    let warning = try #require(ci.firstRange(of: "starts a real run. It does this: "))
    #expect(ci[warning.upperBound...].contains("publishes a version of the package api"))
    #expect(try warning.lowerBound < #require(ci.firstRange(of: "Merge it.")).lowerBound)
  }

  /// The permissions are those of the whole workflow, also of what the old credential has nothing to do with.
  @Test func permissionsAreTheWholeWorkflows() throws {
    let site = try section("Move docs/site", of: try page("docs_push"))
    #expect(
      site.contains("permissions:\n  contents: write\n  id-token: write\n  packages: read\n  pages: write\n"))
    #expect(site.contains("\n-          token: ${{ secrets.DOCS_PUSH }}\n"))
    #expect(!site.contains("npm"))
  }

  @Test func whatIsMissingIsAddedBeforeAnythingMoves() throws {
    let page = try act(try page("cr_pat"))
    let order = [
      "Find every use", "[api](../runbooks/repair-package-api.md)",
      "[kiosk/base](../runbooks/repair-package-kiosk.md)", "Set up the replacements",
      "[web-ci-deploy-key-shared](web-ci-deploy-key-shared.md#set-it-up), a deploy key | web/ci |",
      "Move api/ci", "Move kiosk-config/image", "Move staging", "Move web/ci",
      "Confirm that nothing uses it", "Delete the secret from every place",
      "Run each user once more",
      "Revoke CR_PAT",
    ]
    let places = order.compactMap { page.firstRange(of: $0)?.lowerBound }
    #expect(places.count == order.count && places == places.sorted())
  }

  @Test func aConsumerStoresTheNewOneBesideTheOld() throws {
    let staging = try section("Move staging", of: try page("cr_pat"))
    #expect(staging.contains("[Set it up](tramline-pull-read-packages-staging.md#set-it-up)"))
    #expect(staging.contains("**next to** the old one"))
  }

  /// A key moves what Git does, a token of packages what registries do.
  @Test func onlyWhatItCanServeIsMoved() throws {
    let book = try BookFixture.example()
    func moved(_ name: Name, _ automation: AutomationID) throws -> [String] {
      let review = try #require(book.decisions.existing.first { $0.credential.name == name })
      return AutomationMove(automation, away: review, in: book).accesses.map(\.need.text)
    }
    let ci = AutomationID.workflow(repository: "web", workflow: "ci")
    #expect(try moved("SHARED_KEY", ci) == ["clone repository shared"])
    #expect(try moved("CR_PAT", ci).count == 4)
    let updates = AutomationID.consumer("updates")
    #expect(try moved("MAVEN_TOKEN", updates) == ["pull package fare-engine"])
  }

  @Test func theSecretIsCalledAsItIsThere() throws {
    let page = try page("maven_token")
    #expect(page.contains("secrets.MAVEN_TOKEN"))
    #expect(page.contains("gh secret delete MAVEN_TOKEN -R tramline/settlement --app dependabot"))
  }

  @Test func whatIsNotDecidedIsNotLetGo() throws {
    let book = try BookFixture.book(
      """
      people: {ada: {role: member}}
      repositories:
        web: {visibility: private, workflows: {ci: {needs: [clone repository shared]}}}
        shared: {visibility: private}
      credentials:
        OLD: {kind: classic_pat, holder: ada, scopes: [repo], stored_in: [{repository_secret: OLD, repository: web}], used_by: [web/ci]}
      """)
    #expect(book.decisions.accesses.first?.outcome == .open)
    #expect(book.review("OLD")?.verdict == .wait)
    let pages = try MarkdownPages.render(book, [ExistingCredentialPages.kind])
    #expect(pages.count == 1 && pages.values.allSatisfy { !$0.contains("## Move away from it") })
  }

  @Test(arguments: RunbookCase.all) func whateverIsReplacedHasAPage(_ runbooks: RunbookCase) throws {
    let book = try runbooks.book()
    for review in book.decisions.existing {
      let isUsed = !review.credential.usedBy.isEmpty && review.verdict == .replace
      #expect((book.paths.runbook(.migrate(review.credential.name)) != nil) == isUsed)
    }
  }

  /// Whoever revokes it after a leak is sent there, and the part stands open below.
  @Test func whoeverRevokesItIsSentThere() throws {
    let page = try page("cr_pat")
    #expect(page.contains("[move away from it](#move-away-from-it), from the replacements on."))
    #expect(page.contains("<!-- begin fold open -->\n\n## Move away from it\n"))
    #expect(try !self.page("old_shop_bot").lowercased().contains("move away from it"))
  }

  @Test(.enabled(if: SmallGitHub.lacks == nil, "\(SmallGitHub.lacks ?? "")"))
  func thePageRuns() async throws {
    let terminal = try #require(
      try RunbookCase.named("the example").steps()[RunbookCase.prepare]?.flatMap(\.blocks))
    let blocks = terminal + ShellBlocks.all(in: try act(try page("cr_pat")))
    let world = try JSONValue(#"{"merges": true, "repositories": {"tramline/web": {}}}"#)
    let run = try await SmallGitHub.outcome(of: SmallGitHub.Visit(steps: [blocks], changes: [world]))
    let output = try #require(run.outputs.last)
    #expect(output.contains("Proved: every job of run 102 succeeded."))
    #expect(output.contains("Proved: no workflow file on the default branch of 1 repositories names it."))
    let deleted = try #require(run.place(of: "gh secret delete CR_PAT --org tramline"))
    let watched = try #require(run.calls.lastIndex { $0.hasPrefix("gh run watch") })
    let searched = try #require(run.calls.lastIndex { $0.hasPrefix("gh api graphql") })
    #expect(watched < searched && searched < deleted)
  }

  /// Code search leaves out forks, large files and repositories that slept for a year: it is a hint, never a proof.
  @Test(arguments: RunbookCase.all) func noPageProvesBySearching(_ runbooks: RunbookCase) throws {
    for (path, page) in try runbooks.pages() {
      // Below the acts stands what to look for, and that such a search proves nothing.
      let acts = page.components(separatedBy: "\n## Verdict\n")[0]
      #expect(!acts.contains("search code"), "\(path)")
    }
  }

  @Test func aCredentialThatThousandsUseStaysOnePage() throws {
    let count = 1_000
    let repositories = (0..<count).map {
      "  r\($0): {visibility: private, workflows: {ci: {needs: [publish package p\($0)]}}}"
    }
    let packages = (0..<count).map {
      "  p\($0): {registry: container, repository: r\($0), visibility: private}"
    }
    let users = (0..<count).map { "r\($0)/ci" }.joined(separator: ", ")
    let description =
      "people: {ada: {role: member}}\nrepositories:\n" + repositories.joined(separator: "\n")
      + "\npackages:\n"
      + packages.joined(separator: "\n")
      + "\ncredentials: {CR_PAT: {kind: classic_pat, holder: ada, scopes: [write:packages], stored_in: [{organization_secret: CR_PAT, visibility: all}], used_by: [\(users)]}}"
    let pages = try MarkdownPages.render(try BookFixture.book(description), [ExistingCredentialPages.kind])
    let page = try #require(pages.values.first)
    #expect(page.utf8.count < 100_000)
    #expect(page.contains(" and 885 more."))
  }

  // MARK: Lines

  @Test(arguments: [
    ("", "", ""), ("a", "a", " a"), ("a b", "a c", " a|-b|+c"), ("", "x", "+x"), ("x", "", "-x"),
    ("a b c", "a x y c", " a|-b|+x|+y| c"), ("a a b", "a b b", " a|-a|+b| b"),
  ])
  func differencesAreUnified(_ old: String, _ new: String, _ unified: String) {
    func lines(_ text: String) -> [String] { text.split(separator: " ").map(String.init) }
    let found = LineDifference.unified(lines(old), lines(new))
    #expect(found == unified.split(separator: "|").map(String.init))
    #expect(found.filter { !$0.hasPrefix("+") }.map { String($0.dropFirst()) } == lines(old))
    #expect(found.filter { !$0.hasPrefix("-") }.map { String($0.dropFirst()) } == lines(new))
  }
}
