import SourceText

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
  /// What other pages had in common with this one; only for pages on which `relativeLink`, `collectsPlainText` and whether
  /// there are headings `above` are the same. Nil: nothing is remembered.
  package var memory: MarkdownMemory?

  package init(
    relativeLink: @escaping @Sendable (String) -> String? = { LinkDestination.page(forMarkdown: $0) }
  ) {
    self.relativeLink = relativeLink
  }

  /// Throws where the text holds a NUL or is too long; no other text is wrong.
  package func render(_ markdown: String) throws(CommonMarkError) -> RenderedMarkdown {
    let bytes = markdown.bytesWithoutMark
    var page = HTMLPage(below: above, capacity: bytes.count + bytes.count / 2)
    if let memory, bytes.count <= MarkdownDocument.maximumLength {
      try render(bytes, with: memory, &page)
    } else {
      page.append(try pieces(of: bytes))
    }
    return page.rendered
  }

  // MARK: With what is known

  /// Stretches that nobody knows are read together as long as they follow each other: a tree has its price.
  private func render(
    _ bytes: [UInt8], with memory: MarkdownMemory, _ page: inout HTMLPage
  ) throws(CommonMarkError) {
    let ranges = MarkdownStretches.ranges(of: bytes)
    let digests = bytes.withUnsafeBytes { bytes in
      ranges.map { ContentDigest(of: UnsafeRawBufferPointer(rebasing: bytes[$0])) }
    }
    var new: Range<Int>?
    for (index, known) in memory.memories(of: digests, bytes, ranges).enumerated() {
      let range = ranges[index]
      if case .new = known {
        new = (new?.lowerBound ?? range.lowerBound)..<range.upperBound
        continue
      }
      if let stretch = new { page.append(try pieces(of: Array(bytes[stretch]))) }
      new = nil
      if case .known(let pieces) = known {
        page.append(pieces)
      } else {
        let pieces = try pieces(of: Array(bytes[range]))
        // A picture is another one on each page.
        if !bytes[range].holdsImage { memory.hold(pieces, of: bytes[range], digests[index]) }
        page.append(pieces)
      }
    }
    if let stretch = new { page.append(try pieces(of: Array(bytes[stretch]))) }
  }

  // MARK: Anew

  private func pieces(of bytes: [UInt8]) throws(CommonMarkError) -> HTMLPieces {
    let lines = SourceLines(bytes)
    let document = try MarkdownDocument(parsing: lines.bytes)
    let tables = TableFinder.tables(of: document, lines)
    var holes = HTMLHoles()
    if try tables.replaceParagraphs(lines, &holes) { return pieces(of: document, lines, holes) }
    let rewriting = TableRewriting(tables, lines)
    let rewritten = try MarkdownDocument(parsing: rewriting.lines.bytes)
    holes = HTMLHoles()
    rewriting.replaceHeadings(in: rewritten, &holes)
    return pieces(of: rewritten, rewriting.lines, holes)
  }

  private func pieces(
    of document: borrowing MarkdownDocument, _ lines: SourceLines, _ marked: HTMLHoles
  ) -> HTMLPieces {
    var holes = marked
    let firstParagraph = document.firstParagraph
    let plainText = collectsPlainText ? document.plainText : ""
    let parts = DocumentParts(document.root)
    parts.links.forEach(rewriteLink)
    parts.codeBlocks.forEach { $0.replaceWithCode() }
    parts.comments.frameParts()
    parts.markHeadingsAndTasks(lines, highest: above.isEmpty ? 1 : 2, &holes)
    parts.blockQuotes.forEach { $0.replaceIfAlert(lines) }
    parts.comments.forEach { $0.remove() }
    // From the end: an image may stand in the text of another.
    parts.images.reversed().forEach(replaceWithPicture)
    return document.withHTML { html in
      HTMLPieces(
        marked: html, holes, firstParagraph: firstParagraph, plainText: plainText,
        omittedHTML: parts.omittedHTML)
    }
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

extension ArraySlice<UInt8> {
  /// Whether there may be an image, `![`.
  fileprivate var holdsImage: Bool {
    indices.dropLast().contains { self[$0] == UInt8(ascii: "!") && self[$0 + 1] == UInt8(ascii: "[") }
  }
}
