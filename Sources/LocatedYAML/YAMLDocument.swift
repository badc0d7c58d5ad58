package import SourceText
import Synchronization

/// One YAML document as a flat array of nodes in the order of the text, each of which knows its place.
///
/// Text is not copied: a scalar that stands in the source as it is read points into it; only scalars with escapes
/// or folded lines keep bytes of their own.
package final class YAMLDocument: Sendable {
  /// The file that it was read from.
  package let file: SourceFileID
  let source: [UInt8]
  let decoded: [UInt8]
  let nodes: [Node]
  /// Of the scalars that were asked for a part, by the index of their node.
  private let alignments = Mutex<[Int: ScalarAlignment]>([:])

  init(file: SourceFileID, source: [UInt8], decoded: [UInt8], nodes: [Node]) {
    self.file = file
    self.source = source
    self.decoded = decoded
    self.nodes = nodes
  }

  /// Where the text of a scalar stands that is not in the file letter for letter: a script of many lines is asked for
  /// every one of them.
  func alignment(of index: Int) -> ScalarAlignment {
    alignments.withLock { known in
      if let alignment = known[index] { return alignment }
      let node = nodes[index]
      let alignment = source.withUnsafeBufferPointer {
        ScalarAlignment(of: decoded[node.textRange], source: $0, start: Int(node.start))
      }
      known[index] = alignment
      return alignment
    }
  }

  /// The outermost node.
  package var root: YAMLNode { YAMLNode(document: self, index: 0) }

  /// The byte ranges of the scalars whose text differs from what stands in the file, with that text: what a scan of
  /// the raw bytes does not see.
  package func decodedScalars(_ body: (SourceRange, ArraySlice<UInt8>) -> Void) {
    for node in nodes where node.kind == .scalar && !node.textIsInSource {
      let range = SourceRange(file: file, start: node.start, end: node.end)
      body(range, decoded[node.textRange])
    }
  }
}

extension YAMLDocument {
  /// One node: 24 bytes. The children of a collection follow it; `next` is the first node after its subtree.
  struct Node: Sendable {
    enum Kind: UInt8, Sendable { case scalar, sequence, mapping, alias }

    let kind: Kind
    /// Of a scalar: written without quotes and not as a block.
    var isPlain = false
    var textIsInSource = false
    let start: UInt32
    var end: UInt32
    var next: UInt32
    /// Where the text begins; of an alias, the index of the node that it stands for.
    var first: UInt32 = 0
    /// Bytes of text; of a sequence the number of elements, of a mapping the number of entries.
    var count: UInt32 = 0

    var textRange: Range<Int> { Int(first)..<(Int(first) + Int(count)) }
  }
}
