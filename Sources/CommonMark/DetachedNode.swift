import CCMark

/// A node that is in no tree yet. It is freed unless it is placed in one, which then owns it.
///
/// Custom nodes are how trusted HTML of ours enters a page in libcmark's safe mode: the two texts are written
/// as they are, around the children. Whoever makes one has escaped what came from outside.
struct DetachedNode: ~Copyable {
  let pointer: OpaquePointer

  /// A block whose children (blocks or inlines) stand between two pieces of trusted HTML.
  static func block(_ enter: String = "", _ exit: String = "") -> DetachedNode {
    DetachedNode(CMARK_NODE_CUSTOM_BLOCK, enter, exit)
  }

  /// An inline whose children stand between two pieces of trusted HTML.
  static func inline(_ enter: String, _ exit: String = "") -> DetachedNode {
    DetachedNode(CMARK_NODE_CUSTOM_INLINE, enter, exit)
  }

  private init(_ type: cmark_node_type, _ enter: String, _ exit: String) {
    pointer = cmark_node_new(type)
    cmark_node_set_on_enter(pointer, enter)
    cmark_node_set_on_exit(pointer, exit)
  }

  deinit {
    cmark_node_free(pointer)
  }

  /// Puts this node where `old` was, and frees `old`.
  consuming func replace(_ old: Node) {
    let isPlaced = cmark_node_replace(old.pointer, pointer) == 1
    if isPlaced { old.remove() }
    release(isPlaced)
  }

  consuming func insert(before sibling: Node) {
    release(cmark_node_insert_before(sibling.pointer, pointer) == 1)
  }

  /// Takes a node out of its tree and makes it the last child of this one.
  func move(_ node: Node) {
    _ = cmark_node_append_child(pointer, node.pointer)
  }

  consuming func append(to parent: Node) {
    release(cmark_node_append_child(parent.pointer, pointer) == 1)
  }

  consuming func append(to parent: borrowing DetachedNode) {
    release(cmark_node_append_child(parent.pointer, pointer) == 1)
  }

  /// Ends our ownership: the tree owns the node now, unless it refused it.
  private consuming func release(_ isPlaced: Bool) {
    if isPlaced {
      discard self
    } else {
      _ = consume self
    }
  }
}
