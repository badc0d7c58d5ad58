import CCMark

/// Walks a tree in document order without recursion. The tree must not change until the walk is over.
struct NodeWalk: ~Copyable {
  private let iterator: OpaquePointer

  enum Step {
    case enter(Node)
    case exit(Node)
  }

  init(_ root: Node) {
    iterator = cmark_iter_new(root.pointer)
  }

  deinit {
    cmark_iter_free(iterator)
  }

  /// The next step, or nil after the last; a node without children has no `exit`.
  mutating func next() -> Step? {
    switch cmark_iter_next(iterator) {
    case CMARK_EVENT_ENTER: .enter(Node(pointer: cmark_iter_get_node(iterator)))
    case CMARK_EVENT_EXIT: .exit(Node(pointer: cmark_iter_get_node(iterator)))
    default: nil
    }
  }
}

extension Node {
  /// Calls `body` for this node and everything in it, in document order.
  func forEach(_ body: (Node) -> Void) {
    var walk = NodeWalk(self)
    while let step = walk.next() {
      if case .enter(let node) = step { body(node) }
    }
  }
}
