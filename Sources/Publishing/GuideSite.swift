package import Catalog
import CommonMark
package import Pages
import SourceText
package import Templates

/// A guide written by hand as a site: a page for each of its Markdown files, in the frame of the book's pages, with search.
package struct GuideSite: Sendable {
  private let templates: TemplateLibrary
  private let assets: [String: [UInt8]]
  private let synonyms: [SearchSynonym]

  /// - Parameters:
  ///   - assets: the site's own files by path below `assets/`.
  ///   - synonyms: what people type into the search, and the guide's words for it.
  package init(templates: TemplateLibrary, assets: [String: [UInt8]], synonyms: [SearchSynonym]) {
    self.templates = templates
    self.assets = assets
    self.synonyms = synonyms
  }

  /// Renders every page. The front page is `index.md`; the navigation has its links to other pages, in their order.
  ///
  /// - Parameters:
  ///   - contents: the Markdown files by their paths below the guide's folder.
  ///   - title: of the site.
  ///   - beside: further entries of the navigation, for what lies beside the guide.
  package func render(
    _ contents: [String: String], title: String, beside: [PageLink] = []
  ) async -> RenderedBook {
    let texts = contents.filter { $0.key.hasSuffix(".md") }
      .map { (path: BookPath(folder: "", String($0.key.dropLast(3))), text: $0.value) }
      .sorted { $0.path < $1.path }
    let front = BookPath(folder: "", "index")
    let titles = Dictionary(texts.map { ($0.path, GuideSite.title(of: $0.text)) }, uniquingKeysWith: { $1 })
    let sections =
      [front] + GuideSite.links(in: contents["index.md"] ?? "").filter { titles[$0] != nil && $0 != front }
    let navigation = sections.map { PageLink($0 == front ? "Start" : titles[$0] ?? $0.text, $0) }
    let entries = (navigation + beside).map { NavigationGroup.Entry($0.title, $0.path) }
    let frame = SiteFrame(title: title, navigation: [NavigationGroup("Guide", entries)])
    let renderer = PageRenderer(frame, templates)
    let pages = texts.map { path, text in
      var page = Page(path, title: titles[path] ?? path.text, markdown: text)
      page.section = GuideSite.section(of: path, among: sections)
      if path != front { page.breadcrumbs = [PageLink(title, front)] }
      return page
    }
    return assemble(await renderer.render(pages), titles)
  }

  private func assemble(
    _ results: [Result<RenderedPage, PageError>], _ titles: [BookPath: String]
  ) -> RenderedBook {
    let search = SearchIndex(synonyms)
    var files = Dictionary(uniqueKeysWithValues: assets.map { ("assets/\($0.key)", $0.value) })
    var diagnostics: [Diagnostic] = []
    for (number, result) in results.enumerated() {
      switch result {
      case .success(let page):
        let html = Array(page.html.utf8)
        files[page.fileName] = html
        let record = SearchRecord(
          title: titles[page.path] ?? page.path.text, href: page.fileName, kind: "Guide")
        search.add(record, number: number, html: html, headings: page.headings)
      case .failure(let error):
        diagnostics += error.problems.map { Diagnostic("page", .error, $0, at: nil) }
      }
    }
    files.merge(search.files().map { ("assets/search/\($0.key)", $0.value) }) { $1 }
    return RenderedBook(files: diagnostics.isEmpty ? files : [:], diagnostics: diagnostics)
  }

  /// The entry of the navigation for a page: its own, or the index of its folder.
  private static func section(of path: BookPath, among sections: [BookPath]) -> BookPath? {
    if sections.contains(path) { return path }
    let folder = path.text.split(separator: "/").dropLast().joined(separator: "/")
    return sections.first { $0 == BookPath(folder: folder, "index") }
  }

  /// The words of the first heading.
  private static func title(of text: String) -> String {
    let line = text.split(separator: "\n").first { $0.hasPrefix("# ") } ?? ""
    return String(decoding: line.utf8.dropFirst(2).filter { $0 != UInt8(ascii: "`") }, as: UTF8.self)
  }

  /// The pages that a text links to, each once, in their order.
  private static func links(in text: String) -> [BookPath] {
    var found: [BookPath] = []
    for part in text.split(separator: "](").dropFirst() {
      let address = part.prefix { $0 != ")" && $0 != "#" }
      guard address.hasSuffix(".md"), LinkDestination.isRelative(String(address)) else { continue }
      let path = BookPath(folder: "", String(address.dropLast(3)))
      if !found.contains(path) { found.append(path) }
    }
    return found
  }
}
