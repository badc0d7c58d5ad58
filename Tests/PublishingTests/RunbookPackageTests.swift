import Guidance
import OrganizationModel
import ShippedCatalog
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Packages that do not let a job in, and the page of what messages mean.
@Suite struct RunbookPackageTests {
  private func page(_ name: String, _ runbooks: String = "github.com") throws -> String? {
    try RunbookCase.named(runbooks).pages()[BookPath(folder: "runbooks", name)]
  }

  @Test func aHandPushedPackageIsRepairedInTheBrowserAndNotWithAPAT() throws {
    let page = try #require(try page("repair-package-hand"))
    #expect(page.contains("# Repair the package hand/made"))
    #expect(page.contains("`denied: permission_denied: write_package`"))
    #expect(page.contains("Don't work around this with a PAT"))
    #expect(page.contains("https://github.com/orgs/acme/packages/container/hand%2Fmade/settings"))
    #expect(page.contains("| `acme/jobs` | **Write** |"))
    #expect(page.contains("**Connect repository**, choose `acme/jobs`"))
    #expect(
      page.contains("docker --config \"$PULL_DIR\" manifest inspect 'ghcr.io/acme/hand/made:latest'"))
    #expect(page.contains("    repository: jobs\n    actions_access: {jobs: write}"))
  }

  @Test func aListThatLacksARepositoryGetsItWithTheRoleThatItsJobsNeed() throws {
    let page = try #require(try page("repair-package-web"))
    #expect(page.contains("# Let workflows reach the package web"))
    #expect(page.contains("| `acme/jobs` | **Read** |"))
    #expect(!page.contains("Connect repository") && !page.contains("newest version"))
    #expect(page.contains("`packages: read`"))
  }

  /// Nothing publishes it, and it refuses whoever may come to.
  @Test func aHandPushedPackageThatNobodyNeedsHasAPageToo() throws {
    let page = try #require(try page("repair-package-forgotten"))
    #expect(page.contains("No described workflow publishes or pulls this package."))
    #expect(page.contains("actions_access: {}"))
  }

  @Test func whatIsInOrderHasNoPage() throws {
    #expect(try page("repair-package-board") == nil)
    #expect(try page("repair-package-lib") == nil)
  }

  @Test func whoeverIsAskedToLetItInIsToldHow() async throws {
    let files = try await BookFixture.exampleFiles()
    for path in ["checklists/kiosk-config", "repositories/kiosk-config"] {
      let text = String(decoding: try #require(files["markdown/\(path).md"]), as: UTF8.self)
      #expect(
        text.contains("[repair the package kiosk/base](../runbooks/repair-package-kiosk.md)"), "\(path)")
    }
    let index = try #require(try RunbookCase.named("the example").pages()[BookSection.runbooks.index])
    #expect(
      index.contains(
        "| [kiosk/base](repair-package-kiosk.md) | first pushed by hand, so it denies access to every job | kiosk-config/image |"
      ))
  }

  /// Dependabot's own token is let in like a job's, and tried in its own way.
  @Test func theRepositoriesThatDependabotUpdatesAreLetIn() throws {
    let pages = try MarkdownPages.render(
      try BookFixture.book(
        """
        repositories: {web: {visibility: private}, ops: {visibility: private}, jobs: {visibility: private}}
        packages: {ui: {registry: npm, repository: web, visibility: private, actions_access: {jobs: read}}}
        consumers: {updates: {kind: dependabot, repositories: [jobs, ops], needs: [pull package ui]}}
        """), [RunbookPackage.kind])
    let page = try #require(pages.values.first)
    #expect(page.contains("acme/ops") && page.contains("**Check for updates**"))
    #expect(!page.contains("secrets.GITHUB_TOKEN"))
  }

  @Test func aPackageThatThousandsWaitForStaysOnePage() throws {
    let repositories = (0..<1_500).map {
      "  r\($0): {visibility: private, workflows: {ci: {needs: [pull package base]}}}"
    }
    let description =
      "repositories:\n  base: {visibility: private}\n" + repositories.joined(separator: "\n")
      + "\npackages: {base: {registry: container, repository: base, visibility: private, actions_access: {}}}"
    let pages = try MarkdownPages.render(try BookFixture.book(description), [RunbookPackage.kind])
    let page = try #require(pages.values.first)
    #expect(page.contains("And 1480 more"))
    #expect(page.utf8.count < 80_000)
  }

  // MARK: Messages

  @Test func everyMessageStandsOnThePageOfMessages() throws {
    let page = try #require(try page("it-fails"))
    for message in shippedCatalog.failureMessages {
      #expect(page.contains("| `\(message.text.replacing("ORG", with: "acme"))` |"), "\(message.text)")
    }
    #expect(!page.contains("ORG "))
  }

  /// `gh` by itself names the reader, whatever token fails.
  @Test func thePageOfMessagesAsksWithTheToken() throws {
    let page = try #require(try page("it-fails"))
    #expect(
      page.contains(#"`GH_TOKEN="${TOKEN:?}" gh api user --jq .login` prints the account of the token"#))
  }

  // MARK: Facts

  @Test func anAppsPageRestsOnNothingAboutTokensOfAccounts() throws {
    let facts = [Fact.Task.mint, .store, .verify, .rotate].flatMap { Fact.behind($0, [.githubApp]) }.map(\.id)
    #expect(facts.contains("keys-of-apps-expire") && facts.contains("apps-are-registered-from-a-manifest"))
    #expect(!facts.contains { $0.contains("classic") || $0.contains("fine-grained") })
  }

  @Test func everyRunbookSaysWhenItIsToBeReadAgain() throws {
    let pages = try RunbookCase.named("the example").tasks()
    #expect(pages.count > 40)
    for (path, page) in pages
    where !path.text.hasPrefix("credentials/existing-") || page.contains("Set it up") {
      let line = try #require(
        page.firstMatch(of: /runbook-facts\.md\) of ([-0-9]+), to check by ([-0-9]+)\./),
        "\(path)")
      #expect(Day(String(line.2)) == Day(String(line.1)).map { $0 + 180 }, "\(path)")
    }
  }
}
