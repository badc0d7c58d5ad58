import Foundation
import Testing

/// Pages as Chromium and axe-core see them, from a disk.
@Suite(.enabled(if: Chromium.isThere, Chromium.needs)) struct PageTests {
  /// Of every kind of page the longest two, or with `TOKENBOOK_EVERY_PAGE` set every page.
  @Test func pagesAreWithoutAFinding() async throws {
    let site = try await Site.example()
    // That page is for servers: its links begin at their root.
    let all = site.files(endingIn: ".html").filter { $0 != "404.html" }
    let pages = Self.isThorough ? all : try Self.examples(of: all, in: site)
    #expect(pages.count > 20)
    // Two browsers, each with every second page.
    async let some = Chromium.look(at: Self.half(pages, 0), of: site)
    async let others = Chromium.look(at: Self.half(pages, 1), of: site)
    for finding in try await some + others { Issue.record("\(finding)") }
  }

  /// The books of fresh imports, and the guide.
  @Test(arguments: OtherSite.allCases) func pagesOfAnotherSiteAreWithoutAFinding(_ other: OtherSite)
    async throws
  {
    let site = try await other.folder()
    let all = site.files(endingIn: ".html").filter { $0 != "404.html" }
    let pages = Self.isThorough ? all : try Self.examples(of: all, in: site)
    #expect(pages.count > 8)
    for finding in try await Chromium.look(at: pages, of: site) { Issue.record("\(finding)") }
  }

  private static let isThorough = ProcessInfo.processInfo.environment["TOKENBOOK_EVERY_PAGE"] != nil

  /// What must be found: else nothing that is not found means anything.
  @Test func brokenPagesAreFound() async throws {
    let example = try await Site.example()
    let page = try example.read("index.html")
    let columns = String(repeating: "<th>a wide column</th>", count: 9)
    let broken: [(file: String, html: String, findings: [String])] = [
      ("sound.html", page, []),
      ("alt.html", Self.adding("<img src=\"assets/favicon.svg\">", to: page), ["in light, image-alt"]),
      ("aria.html", page.replacing("<main ", with: "<main aria-expanded=\"maybe\" "), ["in light, aria-"]),
      (
        "dark.html",
        page.replacing("</head>", with: "<link rel=\"stylesheet\" href=\"assets/dim.css\"></head>"),
        ["in dark, color-contrast"]
      ),
      (
        "wide.html", Self.adding("<table><tr>\(columns)</tr></table>", to: page),
        ["scrolls sideways: ", "scrolls sideways: "]
      ),
      (
        "asks.html",
        Self.adding("<img alt=\"\" src=\"https://elsewhere.example/x.png\">", to: page)
          .replacing("Content-Security-Policy", with: "X"),
        ["asks for https://elsewhere.example/x.png", "console: "]
      ),
      ("script.html", Self.adding("<script>document.title = 'x'</script>", to: page), ["console: "]),
      ("found.html", page.replacing("noindex", with: "index"), ["does not say noindex"]),
    ]
    let files = Dictionary(uniqueKeysWithValues: broken.map { ($0.file, $0.html) })
    let site = try ScratchFolder(files)
    for asset in ["tokenbook.css", "tokenbook.js", "favicon.svg"] {
      try site.write(try example.read("assets/\(asset)"), to: "assets/\(asset)")
    }
    try site.write(
      "@media (prefers-color-scheme: dark) { article p { color: #333 !important } }", to: "assets/dim.css")
    let found = try await Chromium.look(at: broken.map(\.file), of: site)
    for (file, _, wanted) in broken {
      let own = found.filter { $0.hasPrefix("\(file): ") }.map { $0.dropFirst(file.count + 2) }
      #expect(
        own.count == wanted.count && zip(own, wanted).allSatisfy { $0.hasPrefix($1) }, "\(file): \(own)")
    }
  }

  private static func adding(_ html: String, to page: String) -> String {
    guard let article = page.firstMatch(of: /<article[^>]*>/)?.0 else { return page }
    return page.replacing(article, with: "\(article)\(html)")
  }

  private static func half(_ pages: [String], _ rest: Int) -> [String] {
    pages.enumerated().filter { $0.offset % 2 == rest }.map(\.element)
  }

  /// The two longest pages of every kind: what begins with the same folder and the same word is of a kind.
  private static func examples(of pages: [String], in site: ScratchFolder) throws -> [String] {
    let sizes = try Dictionary(uniqueKeysWithValues: pages.map { ($0, try site.read($0).utf8.count) })
    let kinds = Dictionary(grouping: pages) { page -> String in
      let isOneOfMany = ["repositories/", "people/", "accounts/", "decisions/0", "guidance/checks/"].contains
      {
        page.hasPrefix($0)
      }
      let isIndex = page.hasSuffix("index.html")
      return isIndex
        ? page : isOneOfMany ? String(page.prefix { $0 != "/" }) : String(page.prefix { $0 != "-" })
    }
    return kinds.values.flatMap { $0.sorted { (-(sizes[$0] ?? 0), $0) < (-(sizes[$1] ?? 0), $1) }.prefix(2) }
      .sorted()
  }
}
