internal import SourceText

/// Keys that stand twice in one mapping, and keys that are no text.
enum DuplicateKeys {
  static func find(in document: YAMLDocument) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (index, node) in document.nodes.enumerated() where node.kind == .mapping && node.count > 0 {
      let keys = YAMLNode(document: document, index: index).entries.map(\.key)
      found += keys.filter { $0.kind != .scalar }.map(notText)
      found += node.count <= 12 ? pairwise(keys) : hashed(keys)
    }
    return found
  }

  private static func pairwise(_ keys: [YAMLNode]) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for (position, key) in keys.enumerated().dropFirst() where key.kind == .scalar {
      guard let first = keys[..<position].first(where: { same($0, key) }) else { continue }
      found.append(duplicate(key, of: first))
    }
    return found
  }

  private static func hashed(_ keys: [YAMLNode]) -> [Diagnostic] {
    var first: [String: YAMLNode] = [:]
    first.reserveCapacity(keys.count)
    var found: [Diagnostic] = []
    for key in keys where key.kind == .scalar {
      let text = key.text
      if let earlier = first[text], same(earlier, key) {
        found.append(duplicate(key, of: earlier))
      } else {
        first[text] = key
      }
    }
    return found
  }

  private static func same(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    left.kind == .scalar && left.bytes == right.bytes
  }

  private static func duplicate(_ key: YAMLNode, of first: YAMLNode) -> Diagnostic {
    Diagnostic(
      "duplicate-key", "found the key `\(key.text)` twice", at: key.range,
      help: "keep one of the two", related: [.init(message: "first written here", range: first.range)])
  }

  private static func notText(_ key: YAMLNode) -> Diagnostic {
    let kind = key.kind == .mapping ? "a mapping" : "a list"
    return Diagnostic(
      "wrong-kind", "found \(kind) as a key, expected a text", at: key.range,
      help: "put a text with braces or brackets in quotes")
  }
}
