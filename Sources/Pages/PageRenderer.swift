package import CommonMark
import SourceText
package import Templates

/// Why one page could not be made.
package struct PageError: Error, Sendable, Hashable {
  /// What went wrong.
  package enum Reason: Sendable, Hashable {
    /// The document's text cannot be rendered at all.
    case markdown(CommonMarkError)
    /// The layout could not be filled in.
    case layout(TemplateError)
  }

  /// The page that cannot be made.
  package let path: BookPath
  /// What went wrong with it.
  package let reason: Reason

  /// Lower case, no full stop; a problem of the layout is the same for every page.
  package var problems: [String] {
    switch reason {
    case .markdown(.nul(let offset)): ["page `\(path)`: found a NUL at byte \(offset), expected text"]
    case .markdown(.tooLong(let bytes)):
      ["page `\(path)`: found \(bytes) bytes, expected at most \(MarkdownDocument.maximumLength)"]
    case .layout(let error): error.problems
    }
  }
}

/// Turns documents into pages: Markdown to HTML, and the frame around it. Every link that it writes is relative, so
/// that the site opens from a disk.
package struct PageRenderer: Sendable {
  /// A layout gets the names that `templates/layouts/page.html.mustache` lists, and gives the whole page.
  package typealias Layout = @Sendable (TemplateContext) throws(TemplateError) -> String

  private let markdownFolder: String?
  private let layouts: LayoutCache
  /// What pages have in common, by how deep they lie: that decides what becomes of a link.
  private let memories = (0..<4).map { _ in MarkdownMemory() }
  /// Whether `RenderedPage.plainText` is wanted.
  package var collectsPlainText = false

  /// - Parameter layout: is asked once for each shape of page, with marks in place of the texts of a page; it must put
  ///   each into the page as a whole or not at all.
  package init(_ frame: SiteFrame, layout: @escaping Layout) {
    self.markdownFolder = frame.markdownFolder
    self.layouts = LayoutCache(frame, layout)
  }

  /// With the template `layouts/page`.
  package init(_ frame: SiteFrame, _ templates: TemplateLibrary) {
    self.init(frame) { context throws(TemplateError) in try templates.render("layouts/page", context) }
  }

  /// All pages, in the order in which they came, made on all cores. A page that cannot be made does not stop the others.
  package func render(_ pages: [Page]) async -> [Result<RenderedPage, PageError>] {
    await pages.mapInParallel { page in
      Result { () throws(PageError) in try render(page) }
    }
  }

  /// Makes the page: its Markdown as HTML within the layout.
  package func render(_ page: Page) throws(PageError) -> RenderedPage {
    let (frontMatter, text) = FrontMatter.split(page.markdown)
    var document = try renderMarkdown(text, of: page)
    let note = try renderNote(of: page, below: document)
    note.map { document.append($0) }
    let successor = page.successor.map { LinkDestination.page(forMarkdown: page.path.link(to: $0)) }
    let body = document.html.inserting(frontMatter?.html(statusLink: successor) ?? "")
    return RenderedPage(
      path: page.path, html: try layOut(page, document, body: body), plainText: document.plainText,
      headings: document.headings, omittedHTML: document.omittedHTML,
      omittedFromNote: note?.omittedHTML ?? [])
  }

  /// A person's note by itself, so that nothing in it changes what a reader sees of the page.
  private func renderNote(
    of page: Page, below document: RenderedMarkdown
  ) throws(PageError) -> RenderedMarkdown? {
    page.note.isEmpty ? nil : try renderMarkdown(page.note[...], of: page, below: document.headings)
  }

  private func renderMarkdown(
    _ text: Substring, of page: Page, below above: [RenderedMarkdown.Heading] = []
  ) throws(PageError) -> RenderedMarkdown {
    let links = PageLinks(page.path, markdownFolder: markdownFolder)
    var renderer = MarkdownHTMLRenderer { [targets = page.targets, path = page.path] url in
      (targets.map { $0.standing(url, on: path) } ?? url).map(links.page(forMarkdown:))
    }
    // A person's note shows none of ours again.
    if above.isEmpty { renderer.picture = { [pictures = page.pictures] in pictures[$0] } }
    renderer.collectsPlainText = collectsPlainText
    renderer.above = above
    if page.targets == nil, above.isEmpty, !collectsPlainText, links.depth < memories.count {
      renderer.memory = memories[links.depth]
    }
    do {
      return try renderer.render(String(text))
    } catch {
      throw PageError(path: page.path, reason: .markdown(error))
    }
  }

  private func layOut(
    _ page: Page, _ document: RenderedMarkdown, body: String
  ) throws(PageError) -> String {
    do {
      return try layouts.render(
        LayoutValues(page, document, body: body, markdownFolder: markdownFolder))
    } catch {
      throw PageError(path: page.path, reason: .layout(error))
    }
  }
}

extension RenderedMarkdown {
  /// Puts a note below the text.
  fileprivate mutating func append(_ note: RenderedMarkdown) {
    self = RenderedMarkdown(
      html: "\(html)<section class=\"notes\" aria-label=\"Notes\">\n\(note.html)</section>\n",
      headings: headings + note.headings, firstParagraph: firstParagraph,
      plainText: plainText + note.plainText, omittedHTML: omittedHTML)
  }
}

/// What relative links in a document become on its page.
package struct PageLinks: Sendable {
  fileprivate let depth: Int
  private let markdownFolder: String?

  /// The links of one page of a site whose Markdown tree lies in that folder.
  package init(_ path: BookPath, markdownFolder: String?) {
    self.depth = path.text.utf8.count { $0 == UInt8(ascii: "/") }
    self.markdownFolder = markdownFolder
  }

  /// `.md` becomes `.html`. A link that leaves the Markdown folder takes one step less: pages stand one folder higher
  /// than their Markdown.
  package func page(forMarkdown url: String) -> String {
    let page = LinkDestination.page(forMarkdown: url)
    guard markdownFolder != nil else { return page }
    return page.stepsUp > depth ? String(page.dropFirst(3)) : page
  }
}

extension String {
  /// How many `../` it begins with.
  fileprivate var stepsUp: Int {
    var count = 0
    var rest = utf8[...]
    while rest.starts(with: "../".utf8) {
      rest = rest.dropFirst(3)
      count += 1
    }
    return count
  }

  /// With `html` after the first heading of the first level, or at the very beginning where there is none.
  fileprivate func inserting(_ html: String) -> String {
    guard !html.isEmpty else { return self }
    guard let end = firstRange(of: "</h1>\n")?.upperBound else { return html + self }
    return self[..<end] + html + self[end...]
  }
}
