import CommonMark
import Foundation
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

struct PageRendererTests {
  private static let frame = SiteFrame(
    title: "acme",
    navigation: [
      NavigationGroup("Now", [.init("Overview", BookPath(folder: "", "index"))]),
      NavigationGroup(
        "Do",
        [
          .init("Leaks", BookPath(folder: "runbooks", "index"), anchor: "leaked"),
          .init("Runbooks", BookPath(folder: "runbooks", "index")),
        ]),
    ],
    classification: "internal", markdownFolder: "markdown")

  /// The names that a layout gets.
  private static let names = [
    "as_of", "body", "breadcrumbs", "classification", "contents", "current", "description", "entries", "feed",
    "group", "group_id", "href",
    "level", "markdown_href", "navigation", "next", "owner", "previous", "root", "site_title", "slug",
    "source", "text", "title",
  ]

  /// A layout that shows what it was given, one name on each line.
  @Sendable private static func show(_ context: TemplateContext) -> String {
    pairs(context, " = ").joined(separator: "\n")
  }

  private static func pairs(_ record: TemplateRecord, _ sign: String) -> [String] {
    names.compactMap { name in record.value(name).map { name + sign + show($0) } }
  }

  private static func show(_ value: TemplateValue) -> String {
    switch value {
    case .text(let text): text
    case .number(let number): String(number)
    case .truth(let truth): String(truth)
    case .list(let values): "[\(values.map(show).joined(separator: " "))]"
    case .record(let record): "{\(pairs(record, ": ").joined(separator: ", "))}"
    }
  }

  private static func render(_ page: Page, _ frame: SiteFrame = frame) throws -> [String: String] {
    let html = try PageRenderer(frame, layout: show).render(page).html
    var values: [String: String] = [:]
    for line in html.split(separator: "\n") where line.contains(" = ") {
      let parts = line.split(separator: " = ", maxSplits: 1, omittingEmptySubsequences: false)
      values[String(parts[0])] = String(parts[1])
    }
    return values
  }

  private let path = BookPath(folder: "runbooks/deep", "mint")

  @Test("the layout gets every name that it lists, with links relative to the page")
  func context() throws {
    var page = Page(
      path, title: "Mint <it>", markdown: "First *words*.\n\n## One\n\n### Two\n\n#### Three\n",
      owner: "platform", source: "machine_users.acme",
      breadcrumbs: [PageLink("Overview", BookPath(folder: "", "index"))],
      section: BookPath(folder: "runbooks", "index"),
      next: PageLink("Store", BookPath(folder: "runbooks", "store")))
    page.asOf = "2026-11-22"
    let values = try Self.render(page)
    #expect(
      values.filter { $0.key != "body" } == [
        "title": "Mint <it>", "site_title": "acme", "root": "../../", "description": "First words.",
        "navigation":
          "[{entries: [{current: false, href: ../../index.html, title: Overview}], group: Now, group_id: nav-0} "
          // A place on the page that the reader is on is not the page.
          + "{entries: [{current: false, href: ../../runbooks/index.html#leaked, title: Leaks} "
          + "{current: true, href: ../../runbooks/index.html, title: Runbooks}], group: Do, group_id: nav-1}]",
        "breadcrumbs": "[{href: ../../index.html, title: Overview}]",
        "contents": "[{level: 2, slug: one, text: One} {level: 3, slug: two, text: Two}]",
        "previous": "false", "next": "{href: ../../runbooks/store.html, title: Store}",
        "classification": "internal", "owner": "platform", "source": "machine_users.acme",
        "as_of": "2026-11-22",
        "markdown_href": "../../markdown/runbooks/deep/mint.md", "feed": "false",
      ])
  }

  @Test("what a page or site does not have is false, and one heading makes no contents")
  func nothing() throws {
    let values = try Self.render(
      Page(BookPath(folder: "", "index"), title: "T", markdown: "## One\n"), SiteFrame(title: "S"))
    for name in [
      "description", "previous", "next", "classification", "owner", "source", "as_of", "markdown_href",
      "feed",
    ] {
      #expect(values[name] == "false", "\(name)")
    }
    #expect(values["root"] == "" && values["contents"] == "[]" && values["breadcrumbs"] == "[]")
  }

  @Test(
    arguments: [
      ("index", "a.md", "a.html"), ("index", "../data/d.json", "data/d.json"),
      ("a/b", "../../data/d.json", "../data/d.json"), ("a/b", "../c/d.md#e", "../c/d.html#e"),
      ("a/b", "../../../x", "../../x"), ("a/b", "c.txt", "c.txt"), ("a/b", "#c", "#c"),
    ])
  func links(path: String, url: String, expected: String) {
    let page = BookPath(folder: "", path)
    #expect(PageLinks(page, markdownFolder: "markdown").page(forMarkdown: url) == expected)
  }

  @Test("without a Markdown folder, steps up stay as they are")
  func linksWithoutMarkdown() {
    let links = PageLinks(BookPath(folder: "", "index"), markdownFolder: nil)
    #expect(links.page(forMarkdown: "../README.md") == "../README.html")
  }

  @Test("front matter becomes a table after the heading, as text")
  func frontMatter() throws {
    let markdown = """
      ---
      status: "accepted"
      decision-makers: [ada, "<boris>"]
      consulted:
        - platform
      date: 2026-11-22
      ---

      # Use it

      Text
      """
    let html = try PageRenderer(Self.frame) { $0.value("body")?.text ?? "" }
      .render(Page(path, title: "Use it", markdown: markdown)).html
    #expect(
      html == """
        <h1 id="use-it">Use it <a class="anchor" href="#use-it" aria-label="Link to this section">#</a></h1>
        <div class="table facts" role="region" tabindex="0" aria-label="About this document">
        <table>
        <tbody>
        <tr><th scope="row">Status</th><td>accepted</td></tr>
        <tr><th scope="row">Decision makers</th><td>ada, &lt;boris&gt;</td></tr>
        <tr><th scope="row">Consulted</th><td>platform</td></tr>
        <tr><th scope="row">Date</th><td>2026-11-22</td></tr>
        </tbody>
        </table>
        </div>
        <p>Text</p>

        """)
  }

  @Test(
    "only a YAML mapping between two lines is front matter",
    arguments: [
      "---\n\ntext", "---\n- a\n---\ntext", "---\na: [\n---\ntext", "----\na: b\n----\n",
      "a\n---\nb: c\n---\n",
    ])
  func noFrontMatter(text: String) {
    let (frontMatter, rest) = FrontMatter.split(text)
    #expect(frontMatter == nil && rest == text)
  }

  @Test("front matter with Windows line ends, and with nothing after it")
  func frontMatterEnds() {
    let (windows, rest) = FrontMatter.split("---\r\na: b\r\n---\r\n# c")
    #expect(windows?.entries == [.init(key: "a", value: "b")] && rest == "# c")
    let (last, nothing) = FrontMatter.split("---\na: b\n---")
    #expect(last?.entries == [.init(key: "a", value: "b")] && nothing.isEmpty)
  }

  @Test("pages come back in order; one that fails does not stop the others")
  func manyPages() async throws {
    let pages = (0..<200).map { number in
      Page(
        BookPath(folder: "", "p\(number)"), title: "P", markdown: number == 7 ? "a\0" : "# Page \(number)\n",
        owner: number == 9 ? "x" : nil)
    }
    let renderer = PageRenderer(Self.frame) { context throws(TemplateError) in
      if context.value("owner")?.text != nil { throw TemplateError(problems: ["refused"]) }
      return context.value("body")?.text ?? ""
    }
    let results = await renderer.render(pages)
    #expect(results.count == 200)
    for (number, result) in results.enumerated() {
      switch result {
      case .success(let page):
        #expect(page.path == pages[number].path && page.html.contains("Page \(number) "))
      case .failure(let error):
        #expect([7, 9].contains(number) && error.path == pages[number].path)
        #expect(
          error.problems == [number == 9 ? "refused" : "page `p7`: found a NUL at byte 1, expected text"])
      }
    }
  }

  @Test("the real layout gives a sound site: balanced, escaped, every link leads somewhere")
  func realLayout() async throws {
    let layout = try String(contentsOf: Self.layoutFile, encoding: .utf8)
    let templates = try TemplateLibrary(["layouts/page.html.mustache": layout])
    let hostile = "a|b*c_<d> \"e\" 'f' &amp; ](javascript:g) <script>"
    let front = PageLink(hostile, BookPath(folder: "", "index"))
    let pages = [
      Page(
        front.path, title: hostile, markdown: "# T\n\n[m](runbooks/deep/mint.md#two)\n", owner: hostile,
        source: hostile, section: front.path, next: PageLink("Mint", path)),
      Page(
        path, title: "Mint", markdown: "# M\n\n## One\n\n[o](../../index.md)\n\n## Two\n",
        breadcrumbs: [front], section: BookPath(folder: "runbooks", "index"), previous: front),
      Page(BookPath(folder: "runbooks", "index"), title: "R", markdown: "## Leaked\n"),
    ]
    let results = await PageRenderer(Self.frame, templates).render(pages)
    let html = try results.map { try $0.get() }
    #expect(!html[0].html.contains("<script>") && !html[0].html.contains("href=\"javascript"))
    let files: Set = [
      "assets/favicon.svg", "assets/tokenbook.css", "assets/tokenbook.js", "markdown/index.md",
      "markdown/runbooks/index.md", "markdown/runbooks/deep/mint.md",
    ]
    let site = Dictionary(uniqueKeysWithValues: html.map { ($0.fileName, $0.html) })
    #expect(await LinkChecker.problems(in: site, files: files) == [])
    #expect(await LinkChecker.problems(in: site, files: files.subtracting(["markdown/index.md"])).count == 1)
  }

  @Test("pages of one shape share a filled layout, and come out as if each had filled its own")
  func sharedLayouts() async throws {
    let layout = try String(contentsOf: Self.layoutFile, encoding: .utf8)
    let templates = try TemplateLibrary(["layouts/page.html.mustache": layout])
    let texts = ["", "a", "<&\"'> {{b}} {{{c}}}", "\u{F8F0}0'\u{F8F1}", "# h\n\n## x\n\n## 'y'\n\n### z\n"]
    let link = PageLink("<l>", BookPath(folder: "a/b", "c"))
    var pages: [Page] = []
    for (index, text) in texts.enumerated() {
      for bits in 0..<16 {
        let path = BookPath(folder: ["", "a", "a/b"][bits % 3], "p\(index)-\(bits)")
        pages.append(
          Page(
            path, title: text, markdown: text, description: bits & 1 == 0 ? nil : text,
            owner: bits & 2 == 0 ? nil : text, source: bits & 4 == 0 ? nil : text,
            breadcrumbs: bits & 4 == 0 ? [] : [link, link], section: bits & 1 == 0 ? nil : link.path,
            previous: bits & 8 == 0 ? nil : link, next: bits & 2 == 0 ? nil : link))
      }
    }
    let shared = await PageRenderer(Self.frame, templates).render(pages)
    for (page, result) in zip(pages, shared) {
      let body = try MarkdownHTMLRenderer().render(page.markdown)
      let values = LayoutValues(page, body, body: body.html, markdownFolder: "markdown")
      let context = values.shape.context(Self.frame) { values.texts[$0] }
      #expect(try result.get().html == templates.render("layouts/page", context))
    }
  }

  private static var layoutFile: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
      .appending(path: "templates/layouts/page.html.mustache")
  }

  @Test("a map on all cores keeps the order", arguments: [0, 1, 31, 32, 33, 1000])
  func parallelMap(count: Int) async {
    #expect(await Array(0..<count).mapInParallel { $0 * 2 } == (0..<count).map { $0 * 2 })
  }
}
