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

  /// Makes room for the id of every heading and every task, in the order in which they stand.
  ///
  /// - Parameter highest: the level that no heading is above.
  func markHeadingsAndTasks(_ lines: SourceLines, highest: Int, _ holes: inout HTMLHoles) {
    for block in namedBlocks {
      if block.kind == .heading {
        block.replaceWithAnchoredHeading(highest: highest, &holes)
      } else {
        block.replaceIfTask(lines, &holes)
      }
    }
  }
}

extension Node {
  /// `<h2 id="slug">…<a class="anchor" href="#slug">#</a></h2>`; without the link where it is what stays seen of a fold.
  fileprivate func replaceWithAnchoredHeading(highest: Int, _ holes: inout HTMLHoles) {
    let level = max(headingLevel, highest)
    let slug = holes.mark(.heading(RenderedHeading(level: level, text: plainText)))
    // What opens and closes a part of the page may have no link in it.
    let link =
      parent?.isSummary == true
      ? []
      : Array(" <a class=\"anchor\" href=\"#".utf8) + slug
        + Array("\" aria-label=\"Link to this section\">#</a>".utf8)
    let content = DetachedNode.inline(
      marked: Array("<h\(level) id=\"".utf8) + slug + Array("\">".utf8),
      link + Array("</h\(level)>".utf8))
    moveChildren(to: content)
    let block = DetachedNode.block()
    content.append(to: block)
    block.replace(self)
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
