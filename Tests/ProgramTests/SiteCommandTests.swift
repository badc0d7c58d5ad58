import Foundation
import Testing

/// `tokenbook site`, which makes the project's own site.
@Suite struct SiteCommandTests {
  @Test func aFolderBecomesASite() async throws {
    let folder = try TestFolder([
      "guide/index.md": "# Harbour\n\nSee [the cranes](cranes.md#load) and [the rest](more/index.md).\n",
      "guide/cranes.md": "# Cranes\n\n## Load\n\nBallast <script>alert(1)</script>\n",
      "guide/more/index.md": "# More\n", "guide/picture.txt": "no page",
    ])
    let run = try await Program.run(
      "site", "guide", "--title", "Port", "--book", "tokens", "-o", "out", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    let front = try folder.read("out/index.html")
    #expect(front.contains("<title>Harbour · Port</title>"))
    #expect(front.contains("href=\"cranes.html#load\"") && front.contains("href=\"tokens/index.html\""))
    #expect(!(try folder.read("out/cranes.html")).contains("<script>alert"))
    #expect(try folder.read("out/more/index.html").contains("href=\"../cranes.html\""))
    #expect(try folder.read("out/assets/search/words-0.js").contains("\"ballast\""))
    #expect(try await Program.run("site", "guide", "-o", "out", in: folder).status == .exited(0))
  }

  /// No page of the guide leads nowhere, and the book beside it stays when the guide is written again.
  @Test func theGuideIsWhole() async throws {
    let folder = try TestFolder()
    let content = "\(Program.package)/site/content"
    for _ in 0..<2 {
      let guide = try await Program.run("site", content, "--book", "example", "-o", "pages", in: folder)
      #expect(guide.status == .exited(0), "\(guide.error)")
      let book = try await Program.run(
        "build", "\(Program.package)/site/example/tokenbook.yaml", "-o", "pages/example", in: folder)
      #expect(book.status == .exited(0), "\(book.error)")
    }
    let site = URL(filePath: folder.path).appending(path: "pages")
    let pages = try FileManager.default.subpathsOfDirectory(atPath: site.path)
      .filter { $0.hasSuffix(".html") && !$0.hasPrefix("example/") }
    #expect(pages.count > 15)
    for page in pages {
      let html = try String(contentsOf: site.appending(path: page), encoding: .utf8)
      for match in html.matches(of: /href="([^"#:]+)(?:#[^"]*)?"/) {
        let target = site.appending(path: page).deletingLastPathComponent().appending(path: String(match.1))
        #expect(FileManager.default.fileExists(atPath: target.path), "\(page) leads to \(match.1)")
      }
    }
  }
}
