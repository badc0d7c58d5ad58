/// What may stand at one place of a description. The tables in `DescriptionShape` are the one list of keys that the
/// reader, "did you mean" and the JSON Schema share; the files of the catalog have shapes of their own.
package indirect enum Shape: Sendable {
  case boolean
  /// One of a few words; the aliases are read too, and mean one of them.
  case choice([String], aliases: [String])
  case text(TextRule)
  case null
  case list(Shape)
  /// Entries by name.
  case entries(TextRule, Shape)
  case mapping(MappingShape)
  /// Mappings told apart by the one key that each must have.
  case variants([MappingShape])
  /// Told apart by the kind of the node.
  case oneOf([Shape])

  /// The cases of an enumeration as they are written.
  package static func choice<Value: CaseIterable & RawRepresentable<String>>(
    _ type: Value.Type, aliases: [String] = []
  ) -> Shape {
    .choice(type.allCases.map(\.rawValue), aliases: aliases)
  }

  /// A few words.
  package static func words(_ words: String...) -> Shape {
    .choice(words, aliases: [])
  }

  /// What is expected, in words.
  var expectation: String {
    switch self {
    case .boolean: "`true` or `false`"
    case .choice(let words, _): Shape.alternatives(words.map { "`\($0)`" })
    case .text(let rule): rule.expectation
    case .null: "`null`"
    case .list: "a list"
    case .entries, .mapping, .variants: "a mapping"
    case .oneOf(let shapes): Shape.alternatives(shapes.flatMap(\.expectations))
    }
  }

  private var expectations: [String] {
    if case .choice(let words, _) = self { words.map { "`\($0)`" } } else { [expectation] }
  }

  static func alternatives(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}

/// A mapping with a closed list of keys. `note` and keys that begin with `x-` may stand in every one.
package struct MappingShape: Sendable {
  /// What it describes, with its article: `a repository`.
  let title: String
  let keys: [KeyShape]
  let condition: Condition?
  /// Whether it may have other keys, which somebody else checks.
  let isOpen: Bool

  /// Keys that are wanted where another key stands, and where it does not.
  package struct Condition: Sendable {
    let key: String
    let present: [String]
    let absent: [String]
  }

  package init(_ title: String, _ keys: [KeyShape], condition: Condition? = nil, isOpen: Bool = false) {
    self.title = title
    self.isOpen = isOpen
    self.keys = keys + [KeyShape("note", .text(.free), "Free text for readers; allowed on every entry.")]
    self.condition = condition
  }

  /// The keys that must stand, whatever else does.
  var required: [String] { keys.filter(\.isRequired).map(\.name) }
}

/// One key of a mapping.
package struct KeyShape: Sendable {
  let name: String
  let shape: Shape
  /// What it means, for editors.
  let meaning: String
  let isRequired: Bool

  package init(_ name: String, _ shape: Shape, _ meaning: String, isRequired: Bool = false) {
    self.name = name
    self.shape = shape
    self.meaning = meaning
    self.isRequired = isRequired
  }

  /// A key that must stand.
  package static func required(_ name: String, _ shape: Shape, _ meaning: String) -> KeyShape {
    KeyShape(name, shape, meaning, isRequired: true)
  }
}
