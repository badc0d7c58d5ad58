extension Node {
  /// The text of this node as a reader would say it: no markup, line ends as spaces.
  var plainText: String {
    if let only = firstChild, only.next == nil, only.kind == .text { return only.literal }
    var text = ""
    forEach { text += $0.ownText }
    return text
  }

  fileprivate var ownText: String {
    switch kind {
    case .text, .code: literal
    case .softBreak, .lineBreak: " "
    case .document, .paragraph, .heading, .item, .blockQuote, .codeBlock, .htmlBlock, .htmlInline, .link,
      .image, .customInline, .other:
      ""
    }
  }
}

extension MarkdownDocument {
  /// The whole text without markup, one line for each paragraph, heading, code block and table cell; for a search index.
  package var plainText: String {
    var text = ""
    var walk = NodeWalk(root)
    while let step = walk.next() {
      switch step {
      case .enter(let node): text += node.kind == .codeBlock ? node.literal : node.ownText
      case .exit(let node): if node.endsLine { text += "\n" }
      }
    }
    return text
  }

  /// The text of the first paragraph outside lists and quotes, nil where there is none; for a description.
  package var firstParagraph: String? {
    var child = root.firstChild
    while let node = child {
      if node.kind == .paragraph { return node.plainText }
      child = node.next
    }
    return nil
  }
}

extension Node {
  /// Of custom inlines, a document has only table cells when its text is asked for.
  fileprivate var endsLine: Bool {
    switch kind {
    case .paragraph, .heading, .customInline: true
    case .document, .item, .blockQuote, .codeBlock, .htmlBlock, .htmlInline, .text, .code, .softBreak,
      .lineBreak, .link, .image, .other:
      false
    }
  }
}
