import Foundation
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// What a reader has to get through, as numbers: words before the first step, words in a book, lines said twice.
@Suite struct MeasureTests {
  static let cases = RunbookCase.all + [RunbookCase(name: "eight repositories", description: eight)]

  /// Words as a reader meets them: what separates them is white space.
  private static func words(_ text: some StringProtocol) -> Int {
    text.split(whereSeparator: \.isWhitespace).count
  }

  private static func pages(_ runbooks: RunbookCase) throws -> [BookPath: String] {
    let pages = try MarkdownPages.render(try runbooks.book(), RunbookCase.kinds)
    return pages.filter { $0.value.contains("\n### 1. ") }
  }

  /// The first screen of a phone holds some sixty words.
  @Test(arguments: MeasureTests.cases) func theFirstStepIsOnTheFirstScreen(_ runbooks: RunbookCase) throws {
    let pages = try Self.pages(runbooks)
    #expect(!pages.isEmpty)
    for (path, page) in pages {
      let start = try #require(page.firstRange(of: "\n### 1. "))
      let count = Self.words(page[..<start.lowerBound])
      #expect(count <= 60, "\(path): \(count) words before its first step")
    }
  }

  private static let revoking = [
    ". Revoke it, and prove it", ". Delete the key on ", ". Delete the App private key",
    ". Delete the SSH key of ",
    ". Delete it in its holder's settings", ". Revoke the authorization of the OAuth app",
    ". Revoke it at ", ". Disable it at ", ". If it isn't a token, identify it",
  ]

  @Test(arguments: MeasureTests.cases) func whatRevokesComesWithinAHundredWords(_ runbooks: RunbookCase)
    throws
  {
    let leaks = try Self.pages(runbooks).filter { $0.value.contains("\n## Leaked? Revoke it first\n") }
    for (path, page) in leaks {
      let first = Self.revoking.compactMap { page.firstRange(of: $0)?.lowerBound }.min()
      let end = try #require(first, "\(path) revokes nothing")
      let count = Self.words(Self.prose(String(page[..<end])))
      #expect(count <= 100, "\(path): \(count) words before the step that revokes")
    }
  }

  /// The card of an emergency is what is pinned up: its words without the commands.
  @Test(arguments: MeasureTests.cases) func theCardIsShort(_ runbooks: RunbookCase) throws {
    for (path, page) in try Self.pages(runbooks) {
      guard let start = page.firstRange(of: "\n## Leaked? Revoke it first\n") else { continue }
      let rest = page[start.upperBound...]
      let card = rest[..<(rest.firstRange(of: "\n<!-- begin fold")?.lowerBound ?? rest.endIndex)]
      #expect(card.contains("**Stops at once:**") && card.contains("**Then**"), "\(path)")
      let count = Self.words(Self.prose(String(card)))
      #expect(count <= 340, "\(path): \(count) words")
    }
  }

  @Test func noPageIsLarge() async throws {
    let book = try RunbookCase(name: "", description: Self.eight).book()
    for (path, bytes) in try await BookFixture.render(book) where path.hasSuffix(".html") {
      #expect(bytes.count <= 200_000, "\(path): \(bytes.count) bytes")
    }
    for (path, bytes) in try await BookFixture.exampleFiles() where path.hasSuffix(".html") {
      #expect(bytes.count <= 200_000, "\(path): \(bytes.count) bytes")
    }
  }

  /// Without the commands, and without `guidance`, which is the same reference in every book.
  @Test func theBookOfEightRepositoriesIsShort() async throws {
    let files = try await BookFixture.render(try RunbookCase(name: "", description: Self.eight).book())
    let pages = files.filter { $0.key.hasSuffix(".md") && !$0.key.hasPrefix("markdown/guidance/") }
    let count = pages.values.map { Self.words(Self.prose(String(decoding: $0, as: UTF8.self))) }.reduce(0, +)
    #expect(count <= 50_000, "\(count) words")
  }

  /// Lines of five words and more that are on more than one page, without comments and the rules of tables.
  @Test func littleIsSaidTwice() throws {
    let pages = try Self.pages(RunbookCase(name: "", description: Self.eight))
    let lines = pages.values.flatMap { Self.prose($0).split(separator: "\n") }
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { Self.words($0) >= 5 && !$0.hasPrefix("<!--") && !$0.allSatisfy { "|-: ".contains($0) } }
    let repeated = Double(lines.count - Set(lines).count) / Double(lines.count)
    #expect(lines.count > 1_000 && repeated <= 0.42, "\(repeated) of \(lines.count) lines")
  }

  /// A page without its commands.
  private static func prose(_ page: String) -> String {
    var isCode = false
    return page.split(separator: "\n", omittingEmptySubsequences: false).filter { line in
      guard line.drop(while: { $0 == " " }).hasPrefix("```") else { return !isCode }
      isCode.toggle()
      return false
    }.joined(separator: "\n")
  }

  /// Eight repositories, two clusters, a Jenkins, a mirror, one who leaves, a token of another service.
  private static let eight = """
    platform: {plan: team}
    policy: {deploy_keys: allowed, base_permission: none}
    people:
      ana: {role: owner}
      bruno: {role: owner}
      carla: {role: member}
      dan: {role: member, leaves_on: 2026-12-18}
    teams:
      quay: {members: [bruno, carla]}
    machine_users:
      harbor-pull: {role: member, custodians: [ana, bruno], two_factor: true}
      harbor-mirror: {role: outside_collaborator, custodians: [bruno, carla], two_factor: true}
    apps:
      harbor-release: {repositories: [cranes, deploy], permissions: {contents: write, pull_requests: write}, key: RELEASE_KEY}
    repositories:
      berths: {visibility: private, responsible: quay, workflows: {ci: {triggers: [push, workflow_dispatch], dependabot: true, needs: [clone repository shared, publish package berths]}}}
      cranes: {visibility: private, responsible: quay, workflows: {ci: {triggers: [push], dependabot: false, needs: [clone repository shared, pull package berths]}, release: {triggers: [workflow_dispatch], needs: [release repository cranes, open-pull-request repository deploy]}}}
      tides: {visibility: private, responsible: carla, workflows: {ci: {triggers: [push], dependabot: false, needs: [publish package tides]}}}
      deploy: {visibility: private, responsible: ana}
      shared: {visibility: private, responsible: ana}
      docs: {visibility: public, responsible: carla, workflows: {site: {triggers: [push], dependabot: false, needs: [push repository docs]}}}
      billing: {visibility: private, responsible: dan, workflows: {ci: {triggers: [push], dependabot: false, needs: [clone repository shared]}}}
      buoys: {visibility: private, responsible: carla}
    packages:
      berths: {registry: container, repository: berths, visibility: private, inherits_access: false, access: {harbor-pull: read}}
      tides: {registry: npm, repository: tides, visibility: private, inherits_access: false}
    consumers:
      east: {kind: kubernetes, responsible: ana, stores_in: sealed-secrets, needs: [pull package berths]}
      west: {kind: kubernetes, responsible: ana, needs: [pull package berths]}
      jenkins: {kind: jenkins, responsible: dan, stores_in: Jenkins, needs: [push repository billing, pull package berths, set-status repository billing]}
      mirror: {kind: gitlab, responsible: bruno, needs: [clone repository buoys]}
    credentials:
      CI_PAT: {kind: classic_pat, holder: dan, scopes: [repo, "read:packages"], created: 2024-02-01, expires: never, stored_in: [{organization_secret: CI_PAT, visibility: all}], used_by: [berths/ci, cranes/ci, billing/ci]}
      PULL_EAST: {kind: classic_pat, holder: harbor-pull, scopes: ["read:packages"], created: 2026-10-05, expires: 2026-12-28, stored_in: [{outside: sealed-secrets}], used_by: [east]}
      RELEASE_KEY: {kind: app_key, holder: harbor-release, created: 2026-01-02, stored_in: [{repository_secret: RELEASE_KEY, repository: cranes}], used_by: [cranes/release]}
      BUOYS_KEY: {kind: deploy_key, repository: buoys, read_only: true, created: 2025-03-03, stored_in: [{outside: GitLab}], used_by: [mirror]}
      NPM_TOKEN: {kind: other, holder: carla, expires: 2026-12-05, stored_in: [{repository_secret: NPM_TOKEN, repository: tides}], used_by: [tides/ci]}
    """
}
