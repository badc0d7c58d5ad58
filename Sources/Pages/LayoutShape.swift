import Templates
import CommonMark

/// Everything about a page that decides which parts of the layout it shows. Two pages of one shape differ only in their
/// texts, so the layout is filled in once for each shape.
struct LayoutShape: Hashable, Sendable {
  let root: String
  let section: BookPath?
  let hasDescription: Bool
  let hasOwner: Bool
  let hasSource: Bool
  let hasDay: Bool
  let hasPrevious: Bool
  let hasNext: Bool
  let breadcrumbs: Int
  let contents: Int
}

/// What one page puts into its layout: its shape, and its texts in the order in which `context` asks for them.
struct LayoutValues: Sendable {
  let shape: LayoutShape
  let texts: [String]

  init(_ page: Page, _ document: RenderedMarkdown, body: String, markdownFolder: String?) {
    let root = page.path.root
    let description = page.description ?? document.firstParagraph
    let contents = Self.contents(of: document.headings)
    let links = page.breadcrumbs + [page.previous, page.next].compactMap { $0 }
    shape = LayoutShape(
      root: root, section: page.section, hasDescription: !description.isEmpty, hasOwner: page.owner != nil,
      hasSource: page.source != nil, hasDay: page.asOf != nil, hasPrevious: page.previous != nil,
      hasNext: page.next != nil,
      breadcrumbs: page.breadcrumbs.count, contents: contents.count)
    // One step a statement: as one expression it takes the compiler seconds.
    var texts: [String] = [page.title, body, description, page.owner ?? "", page.source ?? ""]
    texts.append("\(root)\(markdownFolder ?? "")/\(page.path.text).md")
    texts.append(page.asOf ?? "")
    for link in links { texts += [link.title, "\(root)\(link.path.text).html"] }
    for heading in contents { texts += [heading.text, heading.slug, String(heading.level)] }
    self.texts = texts
  }

  /// The headings of the second and third level, none where there are fewer than two.
  private static func contents(of headings: [RenderedMarkdown.Heading]) -> [RenderedMarkdown.Heading] {
    let listed = headings.filter { $0.level == 2 || $0.level == 3 }
    return listed.count > 1 ? listed : []
  }
}

extension LayoutShape {
  /// The names that the layout looks up, with `text(n)` for the page's n-th text.
  func context(_ frame: SiteFrame, text: (Int) -> String) -> TemplateContext {
    var next = 7
    func link() -> TemplateContext {
      defer { next += 2 }
      return ["title": text(next), "href": text(next + 1)]
    }
    func heading() -> TemplateContext {
      defer { next += 3 }
      return ["text": text(next), "slug": text(next + 1), "level": text(next + 2)]
    }
    return [
      "site_title": frame.title, "root": root, "navigation": frame.navigation.enumerated().map(group),
      "classification": frame.classification.orFalse, "as_of": hasDay ? text(6) : false,
      "feed": frame.feed.orFalse,
      "title": text(0), "body": text(1), "description": hasDescription ? text(2) : false,
      "owner": hasOwner ? text(3) : false, "source": hasSource ? text(4) : false,
      "markdown_href": frame.markdownFolder != nil ? text(5) : false,
      "breadcrumbs": (0..<breadcrumbs).map { _ in link() },
      "previous": hasPrevious ? link() : false, "next": hasNext ? link() : false,
      "contents": (0..<contents).map { _ in heading() },
    ]
  }

  private func group(_ number: Int, _ group: NavigationGroup) -> TemplateContext {
    ["group": group.title, "group_id": "nav-\(number)", "entries": group.entries.map(entry)]
  }

  private func entry(_ entry: NavigationGroup.Entry) -> TemplateContext {
    let anchor = entry.anchor.map { "#\($0)" } ?? ""
    return [
      "title": entry.title, "href": "\(root)\(entry.path.text).html\(anchor)",
      "current": entry.anchor == nil && entry.path == section,
    ]
  }
}
