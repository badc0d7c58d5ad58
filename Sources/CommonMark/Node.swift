import CCMark

/// A node of a tree that somebody else owns. Valid no longer than that tree, so it never leaves this target.
struct Node: Equatable {
  let pointer: OpaquePointer

  /// What a node is; whatever we do not look at is `other`.
  enum Kind {
    case document, paragraph, heading, item, blockQuote, codeBlock, htmlBlock, htmlInline
    case text, code, softBreak, lineBreak, link, image, customInline, other
  }

  var kind: Kind {
    switch cmark_node_get_type(pointer) {
    case CMARK_NODE_DOCUMENT: .document
    case CMARK_NODE_PARAGRAPH: .paragraph
    case CMARK_NODE_HEADING: .heading
    case CMARK_NODE_ITEM: .item
    case CMARK_NODE_BLOCK_QUOTE: .blockQuote
    case CMARK_NODE_CODE_BLOCK: .codeBlock
    case CMARK_NODE_HTML_BLOCK: .htmlBlock
    case CMARK_NODE_HTML_INLINE: .htmlInline
    case CMARK_NODE_TEXT: .text
    case CMARK_NODE_CODE: .code
    case CMARK_NODE_SOFTBREAK: .softBreak
    case CMARK_NODE_LINEBREAK: .lineBreak
    case CMARK_NODE_LINK: .link
    case CMARK_NODE_IMAGE: .image
    case CMARK_NODE_CUSTOM_INLINE: .customInline
    default: .other
    }
  }

  var parent: Node? { Node(cmark_node_parent(pointer)) }
  var next: Node? { Node(cmark_node_next(pointer)) }
  var previous: Node? { Node(cmark_node_previous(pointer)) }
  var firstChild: Node? { Node(cmark_node_first_child(pointer)) }

  /// The lines and the column of the first byte, counted from 1 as libcmark does.
  var startLine: Int { Int(cmark_node_get_start_line(pointer)) }
  var endLine: Int { Int(cmark_node_get_end_line(pointer)) }
  var startColumn: Int { Int(cmark_node_get_start_column(pointer)) }

  var headingLevel: Int { Int(cmark_node_get_heading_level(pointer)) }
  var literal: String { String(orEmpty: cmark_node_get_literal(pointer)) }
  var fenceInfo: String { String(orEmpty: cmark_node_get_fence_info(pointer)) }
  var url: String { String(orEmpty: cmark_node_get_url(pointer)) }
  /// The HTML of ours that a custom node begins with; empty for any other.
  var enteringHTML: String { String(orEmpty: cmark_node_get_on_enter(pointer)) }

  init(pointer: OpaquePointer) {
    self.pointer = pointer
  }

  private init?(_ pointer: OpaquePointer?) {
    guard let pointer else { return nil }
    self.pointer = pointer
  }

  func setURL(_ url: String) {
    cmark_node_set_url(pointer, url)
  }

  /// Shortens the text of a text node at its front, by ASCII characters.
  func dropFromText(_ count: Int) {
    cmark_node_set_literal(pointer, String(Substring(literal.utf8.dropFirst(count))))
  }

  /// Takes the node out of its tree and frees it with all its children.
  func remove() {
    cmark_node_free(pointer)
  }

  /// Moves every child of this node to the end of `other`.
  func moveChildren(to other: borrowing DetachedNode) {
    while let child = firstChild {
      guard cmark_node_append_child(other.pointer, child.pointer) == 1 else { return }
    }
  }
}

extension String {
  /// A C string that libcmark owns, copied; empty where there is none.
  fileprivate init(orEmpty text: UnsafePointer<CChar>?) {
    self = text.map { String(cString: $0) } ?? ""
  }
}
