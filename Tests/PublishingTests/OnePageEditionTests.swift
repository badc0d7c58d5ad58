import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

@Suite struct OnePageEditionTests {
  private static func files(onePage: Bool) async throws -> [String: [UInt8]] {
    var renderer = BookRenderer(
      templates: try TemplateLibrary(BookFixture.templates), assets: BookFixture.assets,
      checks: BookFixture.checks, messages: BookFixture.messages)
    renderer.fileSettings.hasOnePage = onePage
    let rendered = await renderer.render(try BookFixture.example().decisions)
    #expect(!rendered.diagnostics.hasErrors)
    return rendered.files
  }

  @Test func everyPageIsASectionAndEveryLinkStaysInside() async throws {
    let files = try await Self.files(onePage: true)
    let html = String(decoding: try #require(files[OnePageEdition.fileName]), as: UTF8.self)
    let ids = html.matches(of: /\sid="([^"]*)"/).map { String($0.1) }
    #expect(Set(ids).count == ids.count)
    let known = Set(ids)
    let pages = files.keys.filter {
      $0.hasSuffix(".html") && !["404.html", OnePageEdition.fileName].contains($0)
    }
    for page in pages {
      #expect(known.contains(String(page.dropLast(5)).replacing("/", with: ".")), "\(page)")
    }
    for link in html.matches(of: /\shref="([^"]*)"/).map({ String($0.1) }) {
      if link.hasPrefix("#") {
        #expect(known.contains(String(link.dropFirst())), "\(link)")
      } else if !link.contains("://") {
        #expect(link.hasPrefix("assets/") || files[link] != nil, "\(link)")
        #expect(!pages.contains(link), "\(link) leads out")
      }
    }
    for label in html.matches(of: /\saria-(?:labelledby|describedby)="([^"]*)"/).map({ String($0.1) }) {
      #expect(known.contains(label), "\(label)")
    }
    #expect(html.matches(of: /<h1/).count == 1 && html.matches(of: /<h7/).isEmpty)
  }

  @Test func itIsAllThatTheOptionAdds() async throws {
    let (with, without) = (try await Self.files(onePage: true), try await Self.files(onePage: false))
    #expect(with.filter { $0.key != OnePageEdition.fileName } == without)
    #expect(without[OnePageEdition.fileName] == nil)
  }

  @Test(arguments: [
    ("<a href=\"../x/b.html#c\">t</a>", "<a href=\"#x.b--c\">t</a>"),
    ("<a href=\"c.html\">t</a>", "<a href=\"c.html\">t</a>".replacing("c.html", with: "y/c.html")),
    (
      "<a href=\"#d\" id=\"e\">href=&quot;#f&quot;</a>",
      "<a href=\"#y.a--d\" id=\"y.a--e\">href=&quot;#f&quot;</a>"
    ),
    ("<a href=\"https://x.example/b.html#c\">", "<a href=\"https://x.example/b.html#c\">"),
    (
      "<svg aria-labelledby=\"t u\"><title id=\"t\">",
      "<svg aria-labelledby=\"y.a--t y.a--u\"><title id=\"y.a--t\">"
    ),
    ("<a href=\"../calendar.ics\" class=\"id\">", "<a href=\"calendar.ics\" class=\"id\">"),
  ])
  func addressesMove(_ html: String, _ moved: String) {
    #expect(OnePageLinks(BookPath(folder: "y", "a"), within: ["x/b", "y/a"]).moved(html) == moved)
  }
}
