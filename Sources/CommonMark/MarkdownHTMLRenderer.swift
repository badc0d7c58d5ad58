/// Renders Markdown as github.com would show it, as far as the book uses that: heading anchors, task lists,
/// pipe tables, alerts, code blocks that can be copied, and links to documents that become links to pages.
///
/// Text from outside stays text: the parser runs in safe mode, and only escaped text gets into our own HTML.
package struct MarkdownHTMLRenderer: Sendable {
  /// What a relative link becomes; `LinkDestination.page(forMarkdown:)` where nothing else is said. Nil: its text alone.
  package var relativeLink: @Sendable (String) -> String?
  /// Trusted HTML of ours that stands in the place of an image, by the image's address as it is written; nil for an
  /// image that stays one. Asked only for an image that is a paragraph by itself.
  package var picture: @Sendable (String) -> String? = { _ in nil }
  /// Whether `RenderedMarkdown.plainText` is wanted.
  package var collectsPlainText = false
  /// The headings of the page that the text stands below, where it is a part of one: their names are not given again, and
  /// none of the text's own is of the first level.
  package var above: [RenderedMarkdown.Heading] = []

  package init(
    relativeLink: @escaping @Sendable (String) -> String? = { LinkDestination.page(forMarkdown: $0) }
  ) {
    self.relativeLink = relativeLink
  }

  /// Throws where the text holds a NUL or is too long; no other text is wrong.
  package func render(_ markdown: String) throws(CommonMarkError) -> RenderedMarkdown {
    let lines = SourceLines(markdown.bytesWithoutMark)
    let document = try MarkdownDocument(parsing: lines.bytes)
    let tables = TableFinder.tables(of: document, lines)
    if try tables.replaceParagraphs(lines) { return render(document, lines) }
    let rewriting = TableRewriting(tables, lines)
    let rewritten = try MarkdownDocument(parsing: rewriting.lines.bytes)
    rewriting.replaceHeadings(in: rewritten)
    return render(rewritten, rewriting.lines)
  }

  private func render(_ document: borrowing MarkdownDocument, _ lines: SourceLines) -> RenderedMarkdown {
    let firstParagraph = document.firstParagraph
    let plainText = collectsPlainText ? document.plainText : ""
    var parts = DocumentParts(document.root)
    parts.links.forEach(rewriteLink)
    parts.codeBlocks.forEach { $0.replaceWithCode() }
    let folds = Fold.all(of: parts.comments)
    let comments = parts.comments.filter { comment in !folds.contains { $0.isMarked(by: comment) } }
    folds.forEach { $0.replaceMarks() }
    let headings = parts.nameHeadingsAndTasks(lines, below: above)
    parts.blockQuotes.forEach { $0.replaceIfAlert(lines) }
    comments.forEach { $0.remove() }
    // From the end: an image may stand in the text of another.
    parts.images.reversed().forEach(replaceWithPicture)
    return RenderedMarkdown(
      html: document.renderHTML(), headings: headings, firstParagraph: firstParagraph, plainText: plainText,
      omittedHTML: parts.omittedHTML)
  }

  private func replaceWithPicture(_ image: Node) {
    if let paragraph = image.parent, paragraph.kind == .paragraph, paragraph.firstChild == image,
      image.next == nil, let html = picture(image.url)
    {
      DetachedNode.block(html).replace(paragraph)
    } else {
      rewriteLink(image)
    }
  }

  /// A link that may not stand is replaced by its own text.
  private func rewriteLink(_ link: Node) {
    let url = link.url
    if LinkDestination.isRelative(url) {
      guard let rewritten = relativeLink(url) else { return replaceWithText(link) }
      if rewritten != url { link.setURL(rewritten) }
    } else if let scheme = LinkDestination.scheme(of: url), !LinkDestination.schemes.contains(scheme) {
      replaceWithText(link)
    }
  }

  private func replaceWithText(_ link: Node) {
    let text = DetachedNode.inline("")
    link.moveChildren(to: text)
    text.replace(link)
  }
}

extension String {
  fileprivate var bytesWithoutMark: [UInt8] {
    let bytes = Array(utf8)
    return bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
  }
}
