internal import CLibYAML
internal import SourceText

/// Turns libyaml's events into the flat array of nodes, in one pass and without recursion.
struct TreeBuilder {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let file: SourceFileID
  private let limits: YAMLParser.Limits
  private let expecting: String
  private var offsets: CharacterOffsets
  private var nodes: [YAMLDocument.Node] = []
  private var open: [Frame] = []
  private var anchors: [String: Anchor] = [:]
  private var aliasedNodes = 0
  private(set) var decoded: [UInt8] = []
  private(set) var diagnostics: [Diagnostic] = []

  /// A collection whose end has not come yet.
  private struct Frame {
    let node: Int
    let isFlow: Bool
    let anchor: String?
    var children = 0
    /// Nodes that it stands for, aliases unfolded; long text counts more.
    var weight = 1
    /// Levels below it, aliases unfolded.
    var height = 0
    /// The byte after its last child.
    var end: UInt32
  }

  private struct Anchor {
    let node: Int
    var weight: Int?
    var height = 0
  }

  init(
    bytes: UnsafeBufferPointer<UInt8>, file: SourceFileID, limits: YAMLParser.Limits, expecting: String
  ) {
    self.bytes = bytes
    self.file = file
    self.limits = limits
    self.expecting = expecting
    self.offsets = CharacterOffsets(bytes)
    nodes.reserveCapacity(bytes.count / 12)
  }

  /// The nodes, or nil after a problem that ends reading.
  mutating func build() -> [YAMLDocument.Node]? {
    guard var events = EventStream(bytes) else {
      report("yaml-syntax", "no more memory", at: 0..<0)
      return nil
    }
    var documents = 0
    while true {
      guard events.advance() else {
        diagnostics.append(
          SyntaxProblem(events.failure, bytes: bytes, file: file).diagnostic(offsets: &offsets))
        return nil
      }
      switch events.type {
      case YAML_STREAM_END_EVENT, YAML_NO_EVENT:
        return finish()
      case YAML_DOCUMENT_START_EVENT:
        documents += 1
        if documents > 1 { return refuseSecondDocument(events) }
      default:
        guard take(events) else { return nil }
      }
    }
  }

  private mutating func finish() -> [YAMLDocument.Node]? {
    let isEmpty = nodes.isEmpty || (nodes.count == 1 && nodes[0].kind == .scalar && nodes[0].count == 0)
    guard isEmpty else { return nodes }
    report("empty-file", "found an empty file, expected \(expecting)", at: 0..<0)
    return nil
  }

  private mutating func refuseSecondDocument(_ events: borrowing EventStream) -> [YAMLDocument.Node]? {
    report(
      "several-documents", "found a second document, expected one", at: range(events),
      help: "remove the line `---`, or move the second part to its own file")
    return nil
  }

  /// False after a problem that ends reading.
  private mutating func take(_ events: borrowing EventStream) -> Bool {
    switch events.type {
    case YAML_SCALAR_EVENT: return takeScalar(events)
    case YAML_ALIAS_EVENT: return takeAlias(events)
    case YAML_SEQUENCE_START_EVENT: return openCollection(.sequence, events)
    case YAML_MAPPING_START_EVENT: return openCollection(.mapping, events)
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT: return closeCollection(events)
    default: return true
    }
  }

  private mutating func range(_ events: borrowing EventStream) -> Range<Int> {
    let start = offsets.byteOffset(of: events.start)
    return start..<max(start, offsets.byteOffset(of: events.end))
  }
}

// MARK: - Scalars

extension TreeBuilder {
  private mutating func takeScalar(_ events: borrowing EventStream) -> Bool {
    let range = trimmed(range(events))
    let text = events.scalar
    guard checkTag(events, at: range), checkControls(text, at: range) else { return false }
    var node = YAMLDocument.Node(
      kind: .scalar, start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
      next: UInt32(nodes.count + 1), count: UInt32(text.count))
    node.isPlain = events.isPlainScalar && events.tag == nil
    place(text, in: range, isPlain: events.isPlainScalar, of: &node)
    let weight = 1 + text.count / 32
    if let anchor = events.anchor { anchors[anchor] = Anchor(node: nodes.count, weight: weight) }
    nodes.append(node)
    count(weight: weight, height: 0, end: UInt32(range.upperBound))
    return true
  }

  /// Points the node at the source where its text stands there letter for letter, else copies it.
  private mutating func place(
    _ text: UnsafeBufferPointer<UInt8>, in range: Range<Int>, isPlain: Bool, of node: inout YAMLDocument.Node
  ) {
    let inside = isPlain || range.count < 2 ? range : range.lowerBound + 1..<range.upperBound - 1
    node.textIsInSource =
      inside.count == text.count && UnsafeBufferPointer(rebasing: bytes[inside]).elementsEqual(text)
    node.first = UInt32(node.textIsInSource ? inside.lowerBound : decoded.count)
    if !node.textIsInSource { decoded.append(contentsOf: text) }
  }

  /// libyaml ends a block scalar where the next token begins; the place ends with the text.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, [0x0A, 0x0D, 0x20, 0x09].contains(bytes[end - 1]) { end -= 1 }
    return range.lowerBound..<end
  }

  private mutating func checkTag(_ events: borrowing EventStream, at range: Range<Int>) -> Bool {
    guard let tag = events.tag, tag != "!" else { return true }
    let known = ["str", "map", "seq", "int", "bool", "null", "float", "timestamp"]
    if known.contains(where: { tag == "tag:yaml.org,2002:\($0)" }) { return true }
    report(
      "unsupported-tag", "found the tag `\(tag)`, expected a plain value", at: range,
      help: "remove the tag")
    return false
  }

  private mutating func checkControls(_ text: UnsafeBufferPointer<UInt8>, at range: Range<Int>) -> Bool {
    guard let control = text.first(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0D }) else {
      return true
    }
    report(
      "control-character", "found the control character U+\(hexadecimal(Int(control))) in a text", at: range,
      help: "remove the escape")
    return false
  }
}

// MARK: - Collections and aliases

extension TreeBuilder {
  private mutating func openCollection(
    _ kind: YAMLDocument.Node.Kind, _ events: borrowing EventStream
  ) -> Bool {
    let range = range(events)
    guard checkTag(events, at: range), checkDepth(open.count + 1, at: range) else { return false }
    let frame = Frame(
      node: nodes.count, isFlow: events.isFlowCollection, anchor: events.anchor, end: UInt32(range.upperBound)
    )
    if let anchor = events.anchor { anchors[anchor] = Anchor(node: nodes.count, weight: nil) }
    nodes.append(
      YAMLDocument.Node(
        kind: kind, start: UInt32(range.lowerBound), end: UInt32(range.upperBound), next: 0))
    open.append(frame)
    return true
  }

  private mutating func closeCollection(_ events: borrowing EventStream) -> Bool {
    guard let frame = open.popLast() else { return true }
    let isMapping = nodes[frame.node].kind == .mapping
    nodes[frame.node].next = UInt32(nodes.count)
    nodes[frame.node].count = UInt32(isMapping ? frame.children / 2 : frame.children)
    let end = frame.isFlow ? UInt32(range(events).upperBound) : frame.end
    nodes[frame.node].end = end
    if let anchor = frame.anchor, anchors[anchor]?.node == frame.node {
      anchors[anchor] = Anchor(node: frame.node, weight: frame.weight, height: frame.height + 1)
    }
    count(weight: frame.weight, height: frame.height + 1, end: end)
    return true
  }

  private mutating func takeAlias(_ events: borrowing EventStream) -> Bool {
    let range = range(events)
    let name = events.anchor ?? ""
    guard let anchor = anchors[name], let weight = anchor.weight else {
      reportUnknownAlias(name, isOpen: anchors[name] != nil, at: range)
      return false
    }
    guard checkDepth(open.count + anchor.height, at: range), checkAliases(weight, at: range) else {
      return false
    }
    nodes.append(
      YAMLDocument.Node(
        kind: .alias, start: UInt32(range.lowerBound), end: UInt32(range.upperBound),
        next: UInt32(nodes.count + 1), first: UInt32(anchor.node)))
    count(weight: weight, height: anchor.height, end: UInt32(range.upperBound))
    return true
  }

  private mutating func count(weight: Int, height: Int, end: UInt32) {
    guard let last = open.indices.last else { return }
    open[last].children += 1
    open[last].weight += weight
    open[last].height = max(open[last].height, height)
    open[last].end = end
  }

  private mutating func checkDepth(_ depth: Int, at range: Range<Int>) -> Bool {
    guard depth > limits.depth else { return true }
    report("too-deep", "found more than \(limits.depth) levels of nesting", at: range)
    return false
  }

  private mutating func checkAliases(_ weight: Int, at range: Range<Int>) -> Bool {
    aliasedNodes += weight
    guard aliasedNodes > limits.aliasedNodes else { return true }
    report(
      "alias-bomb", "found aliases for more than \(limits.aliasedNodes) values", at: range,
      help: "write the values instead of the aliases")
    return false
  }

  private mutating func reportUnknownAlias(_ name: String, isOpen: Bool, at range: Range<Int>) {
    if isOpen {
      report("unknown-alias", "found the alias `*\(name)` inside its own value", at: range)
    } else {
      let near = NearestMatch.match(name, among: anchors.keys.sorted())
      report(
        "unknown-alias", "found the alias `*\(name)`, but no `&\(name)` before it", at: range,
        help: near.map { "did you mean `*\($0)`?" } ?? "put a text that starts with `*` in quotes")
    }
  }

  private mutating func report(_ id: String, _ message: String, at range: Range<Int>, help: String? = nil) {
    let place = SourceRange(file: file, start: UInt32(range.lowerBound), end: UInt32(range.upperBound))
    diagnostics.append(Diagnostic(id, message, at: place, help: help))
  }
}

/// `00`, `1B`: at least two digits.
func hexadecimal(_ value: Int) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return digits.count < 2 ? "0" + digits : digits
}
