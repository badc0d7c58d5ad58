import SourceText

/// The nodes of one tree that we change, sorted by what becomes of them, each list in document order.
struct DocumentParts {
  private(set) var links: [Node] = []
  private(set) var images: [Node] = []
  private(set) var codeBlocks: [Node] = []
  private(set) var blockQuotes: [Node] = []
  private(set) var comments: [Node] = []
  private(set) var omittedHTML: [String] = []
  /// Headings and the items of lists.
  private var namedBlocks: [Node] = []

  init(_ root: Node) {
    var walk = NodeWalk(root)
    while let step = walk.next() {
      if case .enter(let node) = step { add(node) }
    }
  }

  private mutating func add(_ node: Node) {
    switch node.kind {
    case .link: links.append(node)
    case .image: images.append(node)
    case .codeBlock: codeBlocks.append(node)
    case .blockQuote: blockQuotes.append(node)
    case .heading, .item: namedBlocks.append(node)
    case .htmlBlock, .htmlInline: addHTML(node)
    case .document, .paragraph, .text, .code, .softBreak, .lineBreak, .customInline, .other: break
    }
  }

  private mutating func addHTML(_ node: Node) {
    let html = node.literal
    if html.hasPrefix("<!--") {
      comments.append(node)
    } else {
      omittedHTML.append(html)
    }
  }

  /// Gives every heading and every task its id, both in the order in which they stand. Below other headings none gets an
  /// id of that page.
  mutating func nameHeadingsAndTasks(
    _ lines: SourceLines, below above: [RenderedMarkdown.Heading]
  ) -> [RenderedMarkdown.Heading] {
    var headings: [RenderedMarkdown.Heading] = []
    var slugs = HeadingSlugs(taken: above.map(\.slug))
    var tasks = TaskNames()
    let highest = above.isEmpty ? 1 : 2
    // No slug has a space in it.
    let start = above.isEmpty ? "" : "below \(above.count)"
    for block in namedBlocks {
      if block.kind == .heading {
        headings.append(block.replaceWithAnchoredHeading(&slugs, highest: highest))
      } else {
        block.replaceIfTask(lines, under: headings.last?.slug ?? start, &tasks)
      }
    }
    return headings
  }
}

extension Node {
  /// `<h2 id="slug">…<a class="anchor" href="#slug">#</a></h2>`; without the link where it is what stays seen of a fold.
  fileprivate func replaceWithAnchoredHeading(
    _ slugs: inout HeadingSlugs, highest: Int
  ) -> RenderedMarkdown.Heading {
    let text = plainText
    let level = max(headingLevel, highest)
    let heading = RenderedMarkdown.Heading(level: level, text: text, slug: slugs.slug(for: text))
    // What opens and closes a part of the page may have no link in it.
    let link =
      parent?.enteringHTML == Fold.summary
      ? "" : " <a class=\"anchor\" href=\"#\(heading.slug)\" aria-label=\"Link to this section\">#</a>"
    let content = DetachedNode.inline(
      "<h\(heading.level) id=\"\(heading.slug)\">", "\(link)</h\(heading.level)>")
    moveChildren(to: content)
    let block = DetachedNode.block()
    content.append(to: block)
    block.replace(self)
    return heading
  }

  /// `<div class="code"><pre><code class="language-sh">`: the `div` is where a copy button goes.
  func replaceWithCode() {
    let language = HTMLText.escaped(String(fenceInfo.prefix { !$0.isWhitespace }))
    let ofLanguage = language.isEmpty ? "" : " class=\"language-\(language)\""
    let code = HTMLText.escaped(literal)
    DetachedNode.block(
      "<div class=\"code\"><pre tabindex=\"0\"><code\(ofLanguage)>\(code)</code></pre></div>"
    ).replace(self)
  }
}
