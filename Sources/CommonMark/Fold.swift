/// A part of a page that opens and closes: everything from `<!-- fold -->` before a heading, `<!-- fold: open -->` where
/// it stands open at first, to `<!-- end of fold -->`. The heading is what stays seen. As Markdown it is a heading as
/// any other.
struct Fold {
  /// What the part that stays seen begins with.
  static let summary = "<summary>"

  private let start: Node
  private let heading: Node
  private let end: Node
  private let isOpen: Bool

  /// The folds of a document, which do not nest; a mark without its other half is a comment as any other.
  static func all(of comments: [Node]) -> [Fold] {
    var folds: [Fold] = []
    var start: (node: Node, isOpen: Bool)?
    for comment in comments where comment.parent?.kind == .document {
      switch comment.mark {
      case "<!-- fold -->": start = (comment, false)
      case "<!-- fold: open -->": start = (comment, true)
      case "<!-- end of fold -->":
        if let (node, isOpen) = start, let heading = node.next, heading.kind == .heading {
          folds.append(Fold(start: node, heading: heading, end: comment, isOpen: isOpen))
        }
        start = nil
      default: break
      }
    }
    return folds
  }

  /// Whether a comment is one of its marks.
  func isMarked(by comment: Node) -> Bool { comment == start || comment == end }

  /// Puts HTML of ours in the place of the marks.
  func replaceMarks() {
    let summary = DetachedNode.block(Fold.summary, "</summary>")
    summary.move(heading)
    summary.insert(before: start)
    DetachedNode.block("<details class=\"act\"\(isOpen ? " open" : "")>").insert(
      before: start.previous ?? start)
    start.remove()
    DetachedNode.block("</details>").replace(end)
  }
}

extension Node {
  fileprivate var mark: String {
    var text = literal[...]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
