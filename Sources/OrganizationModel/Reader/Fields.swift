package import LocatedYAML
internal import SourceText

/// The entries of a mapping that may stand in several files: read as one.
struct Fields {
  private let nodes: [YAMLNode]

  init(_ nodes: [YAMLNode]) {
    self.nodes = nodes.filter { $0.kind == .mapping }
  }

  init(_ node: YAMLNode?) {
    self.init([node].compactMap(\.self))
  }

  /// The values of a key, in the order of the files.
  func all(_ key: String) -> [YAMLNode] {
    nodes.compactMap { $0[key] }
  }

  /// The value of a key: the first, for the second is an error.
  subscript(key: String) -> YAMLNode? {
    for node in nodes {
      if let value = node[key] { return value }
    }
    return nil
  }

  /// A mapping below a key, over all files.
  func fields(_ key: String) -> Fields { Fields(all(key)) }

  /// Every entry of every file.
  var entries: [YAMLNode.Entry] {
    nodes.flatMap { $0.entries }.filter { $0.key.kind == .scalar }
  }
}

// MARK: - Values

extension YAMLNode {
  /// A text; nil for anything else.
  package var textValue: String? { kind == .scalar && !isNull ? text : nil }

  /// `true` or `false` without quotes; nil for anything else.
  package var booleanValue: Bool? {
    guard kind == .scalar, isPlain else { return nil }
    switch text {
    case "true": return true
    case "false": return false
    default: return nil
    }
  }

  /// A day, `2026-11-22`; nil for anything else.
  package var dayValue: Day? { textValue.flatMap { Day($0) } }
  /// A number of days, `90d`; nil for anything else.
  package var daysValue: Days? { kind == .scalar ? Days(bytes: bytes) : nil }

  /// What an import wrote beside something that it guessed: `x-guess`, whatever its form, and `x-confidence`.
  var guess: Guess? {
    guard let mark = self["x-guess"], mark.booleanValue != false else { return nil }
    return Guess(place: mark.textValue ?? "", confidence: self["x-confidence"]?.textValue)
  }

  /// One of the words of an enumeration; nil for anything else.
  package func choice<Value: RawRepresentable<String>>(_ type: Value.Type) -> Value? {
    textValue.flatMap { Value(rawValue: $0) }
  }
}
