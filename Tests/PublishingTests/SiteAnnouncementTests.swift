import Foundation
import Templates
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// What a site has only when it is known where it will be.
@Suite struct SiteAnnouncementTests {
  private static let base = "https://docs.acme.example/tokens/"

  @Test(
    arguments: [
      ("https://a.example", "/"), ("http://a.example/", "/"), ("https://a.example:8080/b/c", "/b/c/"),
      ("https://[::1]:80/b/", "/b/"),
    ])
  func addressesHaveAPath(_ text: String, _ path: String) {
    #expect(BookAddress(text)?.path == path)
  }

  private func files(_ description: String? = nil, base: String?) async throws -> [String: String] {
    let book = try description.map { try BookFixture.book($0) } ?? BookFixture.example()
    var renderer = BookRenderer(
      templates: try TemplateLibrary(BookFixture.templates), assets: BookFixture.assets,
      checks: BookFixture.checks, messages: BookFixture.messages)
    renderer.fileSettings.address = try base.map { try #require(BookAddress($0)) }
    let rendered = await renderer.render(book.decisions)
    #expect(rendered.diagnostics == [])
    return rendered.files.mapValues { String(decoding: $0, as: UTF8.self) }
  }

  @Test func aBookOfNoPlaceAnnouncesNothing() async throws {
    let files = try await BookFixture.exampleFiles()
    #expect(!files.keys.contains { $0.hasSuffix(".xml") })
    #expect(!String(decoding: files["index.html"] ?? [], as: UTF8.self).contains("rel=\"alternate\""))
  }

  @Test func theSitemapHasEveryPageAndNoOther() async throws {
    let files = try await files(base: Self.base)
    let pages = Set(files.keys.filter { $0.hasSuffix(".html") && $0 != "404.html" }.map { Self.base + $0 })
    let listed = try XMLText(try #require(files["sitemap.xml"])).texts(of: "loc")
    #expect(listed.count == pages.count && Set(listed) == pages && pages.count > 200)
  }

  @Test func aLongSitemapIsSplit() throws {
    let base = try #require(BookAddress(Self.base))
    let announcement = SiteAnnouncement(base: base, shelf: BookShelf(try BookFixture.book(""), []))
    let files = announcement.sitemaps(of: (0..<100_001).map { "\($0).html" })
    #expect(files.keys.sorted() == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"])
    let parts = try XMLText(String(decoding: files["sitemap.xml"] ?? [], as: UTF8.self)).texts(of: "loc")
    #expect(parts == (1...3).map { "\(Self.base)sitemap-\($0).xml" })
    let last = try XMLText(String(decoding: files["sitemap-3.xml"] ?? [], as: UTF8.self)).texts(of: "loc")
    #expect(last == ["\(Self.base)100000.html"])
  }

  @Test func theFeedTellsOfEveryDecisionTheNewestFirst() async throws {
    let files = try await files(base: Self.base)
    let feed = try XMLText(try #require(files["feed.xml"]))
    let records = files.keys.filter { $0.contains(/^decisions\/\d{4}-.*\.html$/) }
    #expect(Set(feed.texts(of: "id").dropFirst()) == Set(records.map { Self.base + $0 }))
    let days = Array(feed.texts(of: "updated").dropFirst())
    #expect(days == days.sorted(by: >) && days.allSatisfy { $0.hasSuffix("T00:00:00Z") })
    #expect(feed.texts(of: "title").count == records.count + 1 && !feed.texts(of: "title").contains(""))
    let link = "<link rel=\"alternate\" type=\"application/atom+xml\" href=\"\(Self.base)feed.xml\""
    #expect(files["index.html"]?.contains(link) == true)
  }

  @Test(arguments: [(nil, "/"), ("https://a.example/x/y", "/x/y/")] as [(String?, String)])
  func theMissingPageWorksAtAnyDepth(_ base: String?, _ root: String) async throws {
    let files = try await files("repositories: {web: {visibility: private}}", base: base)
    let page = try #require(files["404.html"])
    let links = PageReferences(page).links.filter { !$0.hasPrefix("#") && !$0.hasPrefix("https:") }
    #expect(links.count > 9)
    // The stylesheet is there a second time beside the page, for whoever opens it from a disk.
    #expect(links.count { $0 == "assets/tokenbook.css" } == 1)
    for link in links where link != "assets/tokenbook.css" {
      let file = String(link.prefix { $0 != "#" }.dropFirst(root.count))
      #expect(link.hasPrefix(root) && files[file] != nil, "\(link)")
    }
    #expect(page.contains("<h1") && page.contains("name=\"robots\" content=\"noindex\""))
  }
}

/// The elements of an XML text, read by Foundation.
private final class XMLText: NSObject, XMLParserDelegate {
  private struct Malformed: Error {}

  private var found: [String: [String]] = [:]
  private var text = ""

  init(_ text: String) throws {
    super.init()
    let parser = XMLParser(data: Data(text.utf8))
    parser.delegate = self
    guard parser.parse() else { throw Malformed() }
  }

  /// The texts of all elements of a name, in their order.
  func texts(of name: String) -> [String] { found[name, default: []] }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    text = ""
  }

  func parser(_ parser: XMLParser, foundCharacters characters: String) { text += characters }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    found[name, default: []].append(text)
    text = ""
  }
}
