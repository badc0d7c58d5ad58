extension Node {
  /// The text of this node as a reader would say it: no markup, line ends as spaces.
  var plainText: String {
    var text = ""
    forEach { text += $0.ownText }
    return text
  }

  fileprivate var ownText: String {
    switch kind {
    case .text, .code: literal
    case .softBreak, .lineBreak: " "
    default: ""
    }
  }
}

extension MarkdownDocument {
  /// The whole text without markup, one line for each paragraph, heading and code block; for a search index.
  package var plainText: String {
    var lines: [String] = []
    root.forEach { node in
      switch node.kind {
      case .paragraph, .heading: lines.append(node.plainText)
      case .codeBlock: lines.append(node.literal)
      default: break
      }
    }
    return lines.joined(separator: "\n")
  }

  /// The text of the first paragraph outside lists and quotes, empty where there is none; for a description.
  package var firstParagraph: String {
    var child = root.firstChild
    while let node = child {
      if node.kind == .paragraph { return node.plainText }
      child = node.next
    }
    return ""
  }
}
