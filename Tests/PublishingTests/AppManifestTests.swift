import Foundation
import Guidance
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// What a proposed App is registered with.
@Suite struct AppManifestTests {
  private struct Manifest: Decodable, Equatable {
    struct Hook: Decodable, Equatable {
      var url: String
      var active: Bool
    }
    var name: String
    var url: String
    var isPublic: Bool
    var hook: Hook
    var redirect: String
    var events: [String]
    var permissions: [String: String]

    enum CodingKeys: String, CodingKey {
      case name, url
      case isPublic = "public"
      case hook = "hook_attributes"
      case redirect = "redirect_url"
      case events = "default_events"
      case permissions = "default_permissions"
    }
  }

  private static let description = """
    platform: {plan: team}
    policy: {apps: preferred, deploy_keys: forbidden, base_permission: none}
    repositories:
      web:
        visibility: private
        workflows:
          ci: {needs: [clone repository shared]}
          release: {needs: [{need: open-pull-request repository infra, triggers_workflows: true}]}
      shared: {visibility: private}
      infra: {visibility: private}
    """

  private func pages() throws -> (book: Book, pages: [BookPath: String]) {
    let book = try BookFixture.book(Self.description)
    return (book, try MarkdownPages.render(book, [CredentialPages.kind]))
  }

  private func manifest(in page: String) throws -> Manifest {
    let start = try #require(page.firstRange(of: "<< 'END'\n"))
    let end = try #require(page[start.upperBound...].firstRange(of: "\nEND"))
    let json = Data(page[start.upperBound..<end.lowerBound].utf8)
    return try JSONDecoder().decode(Manifest.self, from: json)
  }

  @Test func itAsksForExactlyWhatIsPlanned() throws {
    let (book, pages) = try pages()
    let apps = Dictionary(grouping: book.decisions.credentials.filter { $0.kind == .githubApp }) { $0.holder }
    #expect(!apps.isEmpty)
    for (holder, plans) in apps {
      var wanted: [String: AccessLevel] = [:]
      for plan in plans { wanted.merge(plan.permissions) { max($0, $1) } }
      for plan in plans {
        let path = try #require(book.paths.runbook(.mint, plan: plan.id)).page
        let page = try #require(pages[path])
        let manifest = try manifest(in: page)
        #expect(manifest.name == holder?.text)
        #expect(manifest.permissions == wanted.mapValues(\.rawValue))
        #expect(!manifest.isPublic && !manifest.hook.active && manifest.events == [])
        #expect(manifest.url == "https://github.com/acme" && manifest.redirect.hasPrefix("http://localhost:"))
        for (permission, level) in wanted { #expect(page.contains("&\(permission)=\(level.rawValue)")) }
      }
    }
  }

  @Test func noAppIsAskedForWhereNoneIsProposed() throws {
    for (path, page) in try RunbookCase.named("the example").pages() {
      #expect(!page.contains("Another way: register the App from a manifest"), "\(path)")
    }
  }

  @Test(.enabled(if: SmallGitHub.lacks == nil, "\(SmallGitHub.lacks ?? "")"))
  func theFormAndTheCodeGiveTheKey() async throws {
    let (book, pages) = try pages()
    let plan = try #require(book.decisions.credentials.first { $0.kind == .githubApp })
    let path = try #require(book.paths.runbook(.mint, plan: plan.id)).page
    let page = try #require(pages[path])
    let start = try #require(page.firstRange(of: "Another way: register the App from a manifest"))
    let rest = page[start.upperBound...]
    let step = String(rest[..<(rest.firstRange(of: "\n### ")?.lowerBound ?? rest.endIndex)])
    let blocks = ShellBlocks.all(in: step)
    #expect(blocks.count == 3)
    // A code that GitHub does not know first: the form stays, so that both blocks can be pasted once more.
    let run = try await SmallGitHub.outcome(
      of: SmallGitHub.Visit(
        steps: [
          [
            "SAFE_DIR=$(mktemp -d)\n", blocks[0], "cat \"$KEY_DIR/register.html\"\n", blocks[1], blocks[2],
            blocks[1], blocks[2], "cat \"$KEY_DIR/key\"; ls -1 \"$KEY_DIR\"; rm -r \"$SAFE_DIR\"\n",
          ]
        ], answers: ["mistyped", "abc123"]))
    let output = try #require(run.outputs.last)
    #expect(run.calls.last == "gh api -X POST app-manifests/abc123/conversions --jq .slug, .pem")
    #expect(output.contains("action=\"https://github.com/organizations/acme/settings/apps/new\""))
    #expect(output.contains("acme-release\nBEGIN\nbody\nEND\nkey\nmanifest.json"))
    #expect(!output.contains("cannot remove"))
    let value = try #require(output.firstMatch(of: /name="manifest" value="([^"]*)"/)?.1)
    let json = value.replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
    #expect(try JSONDecoder().decode(Manifest.self, from: Data(json.utf8)) == manifest(in: page))
  }
}
