package import SourceText

/// A light view of one node of a document. An alias shows what it stands for, at the place of the alias.
package struct YAMLNode: Sendable {
  /// The three kinds of YAML.
  package enum Kind: Sendable, Hashable {
    case scalar
    case sequence
    case mapping
  }

  let document: YAMLDocument
  /// The node that was written here.
  private let written: Int
  /// The node that it stands for.
  private let index: Int

  init(document: YAMLDocument, index: Int) {
    self.document = document
    self.written = index
    let node = document.nodes[index]
    self.index = node.kind == .alias ? Int(node.first) : index
  }

  private var node: YAMLDocument.Node { document.nodes[index] }

  /// What it is; an alias is what it stands for.
  package var kind: Kind {
    switch node.kind {
    case .mapping: .mapping
    case .sequence: .sequence
    case .scalar, .alias: .scalar
    }
  }

  /// Where it stands: of a block collection up to the end of its last child.
  package var range: SourceRange {
    let node = document.nodes[written]
    return SourceRange(file: document.file, start: node.start, end: node.end)
  }

  /// Where a part of a text stands; of a text that an alias repeats, the alias.
  package func range(of part: Range<Int>) -> SourceRange {
    let node = node
    guard written == index, node.kind == .scalar, part.upperBound <= Int(node.count) else { return range }
    let offsets = node.textIsInSource ? direct(part, node) : document.alignment(of: index).range(of: part)
    return SourceRange(
      file: document.file, start: UInt32(offsets.lowerBound), end: UInt32(offsets.upperBound))
  }

  private func direct(_ part: Range<Int>, _ node: YAMLDocument.Node) -> Range<Int> {
    Int(node.first) + part.lowerBound..<Int(node.first) + part.upperBound
  }

  /// Whether a scalar is written without quotes and not as a block: only such text can be a number, a boolean or
  /// null.
  package var isPlain: Bool { node.isPlain }

  /// The text of a scalar; empty for a collection.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The UTF-8 of a scalar; empty for a collection.
  package var bytes: ArraySlice<UInt8> {
    guard node.kind == .scalar else { return [] }
    return node.textIsInSource ? document.source[node.textRange] : document.decoded[node.textRange]
  }

  /// Whether it is nothing at all, `~` or `null`.
  package var isNull: Bool {
    guard node.kind == .scalar, isPlain, node.count <= 4 else { return false }
    return ["", "~", "null", "Null", "NULL"].contains(text)
  }

  /// How many elements or entries a collection has; 0 for a scalar.
  package var count: Int { node.kind == .scalar ? 0 : Int(node.count) }

  /// The elements of a sequence; empty for anything else.
  package var elements: Elements {
    Elements(node: self, index: index + 1, remaining: kind == .sequence ? count : 0)
  }

  /// The entries of a mapping in the order of the text; empty for anything else.
  package var entries: Entries {
    Entries(node: self, index: index + 1, remaining: kind == .mapping ? count : 0)
  }

  /// The value of a key of a mapping; of two equal keys the first.
  package subscript(key: String) -> YAMLNode? {
    entries.first { $0.key.bytes.elementsEqual(key.utf8) }?.value
  }
}

extension YAMLNode {
  /// A key and its value.
  package struct Entry: Sendable {
    /// A scalar in a document without problems.
    package let key: YAMLNode
    /// The node that stands after the key.
    package let value: YAMLNode

    package init(key: YAMLNode, value: YAMLNode) {
      self.key = key
      self.value = value
    }
  }

  /// Walks the elements of a sequence.
  package struct Elements: Sequence, IteratorProtocol {
    let node: YAMLNode
    var index: Int
    var remaining: Int

    package mutating func next() -> YAMLNode? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      defer { index = Int(node.document.nodes[index].next) }
      return YAMLNode(document: node.document, index: index)
    }
  }

  /// Walks the entries of a mapping.
  package struct Entries: Sequence, IteratorProtocol {
    let node: YAMLNode
    var index: Int
    var remaining: Int

    package mutating func next() -> Entry? {
      guard remaining > 0 else { return nil }
      remaining -= 1
      let value = Int(node.document.nodes[index].next)
      defer { index = Int(node.document.nodes[value].next) }
      return Entry(
        key: YAMLNode(document: node.document, index: index),
        value: YAMLNode(document: node.document, index: value))
    }
  }
}
