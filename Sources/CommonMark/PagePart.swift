/// A part of a page with a look of its own: what stands between the comments `<!-- begin NAME -->` and `<!-- end -->`.
///
/// github.com shows no comment, so the Markdown reads there as it is.
enum PagePart: String, CaseIterable {
  /// The three ways in: a list, each item a link and a half line.
  case ways
  /// Things to do, a numbered list: each item a bold link, why, by when, who, and the link that does it.
  case cardsBroken = "cards broken"
  case cardsDated = "cards dated"
  case cardsOpen = "cards open"
  case cardsSetUp = "cards set-up"
  /// Questions, a list: each item asks in bold.
  case questions
  /// Numbers, a list: each item begins with its number in bold.
  case tiles
  /// What to do when a credential has leaked.
  case emergency
  /// A part that is closed until somebody opens it. Its first block is its title: a paragraph or a heading.
  case fold
  /// One that is open until somebody closes it.
  case foldOpen = "fold open"

  fileprivate var isFold: Bool { self == .fold || self == .foldOpen }

  /// - Parameter titled: whether a heading is its title.
  fileprivate func openingHTML(titled: Bool) -> String {
    let look = titled ? " class=\"act\"" : ""
    return switch self {
    case .fold: "<details\(look)>"
    case .foldOpen: "<details\(look) open>"
    case .ways, .cardsBroken, .cardsDated, .cardsOpen, .cardsSetUp, .questions, .tiles, .emergency:
      "<div class=\"\(rawValue)\">"
    }
  }

  fileprivate var closingHTML: String { isFold ? "</details>" : "</div>" }
}

/// How one table is shown, as the comment before it says: `<!-- stack -->`.
enum TableLook: String, CaseIterable {
  /// Each row is a card on a narrow screen.
  case stack
  /// The widest one: as wide as the window, and cards much earlier.
  case inventory

  /// The classes of the table.
  var classes: String { self == .stack ? "stack" : "stack inventory" }

  /// The look that the block before a table asks for.
  init?(before block: Node) {
    guard let comment = block.previous, let words = comment.commentWords else { return nil }
    self.init(rawValue: words)
  }
}

extension [Node] {
  /// Puts a frame around each part that two of these comments enclose; they are in document order. A comment without
  /// its fellow changes nothing.
  func frameParts() {
    for begin in reversed() {
      guard let words = begin.commentWords, words.hasPrefix("begin "),
        let part = PagePart(rawValue: String(words.dropFirst("begin ".count)))
      else { continue }
      begin.frame(part)
    }
  }
}

extension Node {
  fileprivate static let summary = "<summary>"

  /// Whether it is what stays seen of a fold.
  var isSummary: Bool { enteringHTML == Self.summary }

  /// The words of a comment that is a block, `begin cards broken`; nil for any other node.
  fileprivate var commentWords: String? {
    guard kind == .htmlBlock else { return nil }
    let text = literal.trimmingSuffix { $0.isWhitespace }
    guard text.hasPrefix("<!-- "), text.hasSuffix(" -->"), text.utf8.count > 9 else { return nil }
    return String(text.dropFirst(5).dropLast(4))
  }

  /// Moves what stands between this comment and the next `end` into a frame. Parts within are framed already, and have
  /// their ends in them.
  fileprivate func frame(_ part: PagePart) {
    var inside: [Node] = []
    var following = next
    while let node = following, node.commentWords != "end" {
      inside.append(node)
      following = node.next
    }
    guard let end = following else { return }
    let title = inside.first?.kind
    let block = DetachedNode.block(
      part.openingHTML(titled: part.isFold && title == .heading), part.closingHTML)
    if part.isFold {
      guard let title = inside.first, title.kind == .paragraph || title.kind == .heading else { return }
      inside.removeFirst()
      title.becomeSummary(in: block)
    }
    // The end goes along, so that no part around this one takes it for its own.
    for node in inside + [end] { block.take(node) }
    block.insert(before: self)
  }

  private func becomeSummary(in block: borrowing DetachedNode) {
    let summary = DetachedNode.block(Node.summary, "</summary>")
    if kind == .heading {
      summary.take(self)
      summary.append(to: block)
      return
    }
    let text = DetachedNode.inline("")
    moveChildren(to: text)
    text.append(to: summary)
    summary.append(to: block)
    remove()
  }
}

extension String {
  fileprivate func trimmingSuffix(while isTrimmed: (Character) -> Bool) -> Substring {
    var rest = self[...]
    while let last = rest.last, isTrimmed(last) { rest.removeLast() }
    return rest
  }
}
