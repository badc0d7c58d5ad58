@testable import OrganizationModel
import SourceText

/// The tables of `DescriptionShape` as a JSON Schema (draft-07): what `site/schemas/tokenbook.schema.json` must hold.
struct JSONSchemaRenderer {
  private var definitions: [String: OrderedJSON] = [:]

  static func render() -> String {
    var renderer = JSONSchemaRenderer()
    let root = renderer.object(DescriptionShape.description)
    let head: OrderedJSON = [
      "$schema": "http://json-schema.org/draft-07/schema#",
      "title": "Tokenbook description, version 1",
      "description": "One organization on GitHub: what there is, and what needs access to what.",
    ]
    let definitions = renderer.definitions.sorted { $0.key < $1.key }
    return (head + root + ["definitions": .object(definitions.map(OrderedJSON.Member.init))]).rendered()
      + "\n"
  }

  private mutating func object(_ mapping: MappingShape) -> OrderedJSON {
    var properties: [OrderedJSON.Member] = []
    for key in mapping.keys {
      properties.append(.init(key.name, described(schema(key.shape), key.meaning)))
    }
    let required: OrderedJSON = mapping.required.isEmpty ? [:] : ["required": .texts(mapping.required)]
    return ["type": "object", "properties": .object(properties)] + required
      + [
        "patternProperties": ["^x-": [:]],
        "additionalProperties": mapping.isOpen ? Self.answer : .boolean(false),
      ]
      + condition(mapping.condition)
  }

  /// What the record of a service asks for.
  private static var answer: OrderedJSON {
    [
      "type": .texts(["string", "number", "boolean", "array"]), "items": ["type": "string"],
    ]
  }

  private func condition(_ condition: MappingShape.Condition?) -> OrderedJSON {
    guard let condition else { return [:] }
    return [
      "if": ["required": .texts([condition.key])], "then": ["required": .texts(condition.present)],
      "else": ["required": .texts(condition.absent)],
    ]
  }

  /// Beside `$ref`, draft-07 reads nothing.
  private func described(_ schema: OrderedJSON, _ meaning: String) -> OrderedJSON {
    ["description": .text(meaning)] + (schema.isReference ? ["allOf": .list([schema])] : schema)
  }

  private mutating func schema(_ shape: Shape) -> OrderedJSON {
    switch shape {
    case .boolean: return ["type": "boolean"]
    case .choice(let words, let aliases): return ["enum": .texts(words + aliases)]
    case .text(let rule): return text(rule)
    case .null: return ["type": "null"]
    case .list(let element): return list(element)
    case .entries(let names, let value): return entries(names, value)
    case .mapping(let mapping): return reference(mapping)
    case .variants(let variants): return ["anyOf": .list(variants.map { reference($0) })]
    case .oneOf(let shapes): return ["anyOf": .list(shapes.map { schema($0) })]
    }
  }

  private mutating func reference(_ mapping: MappingShape) -> OrderedJSON {
    let words = mapping.title.split(separator: " ").drop { ["a", "an", "the"].contains($0) }
    let name = words.joined(separator: "_").lowercased()
    if definitions[name] == nil { definitions[name] = object(mapping) }
    return ["$ref": .text("#/definitions/\(name)")]
  }

  private mutating func list(_ element: Shape) -> OrderedJSON {
    let items: OrderedJSON = ["type": "array", "items": schema(element)]
    guard case .text(let rule) = element, rule.pattern != TextRule.includePath.pattern else { return items }
    return items + ["uniqueItems": .boolean(true)]
  }

  private mutating func entries(_ names: TextRule, _ value: Shape) -> OrderedJSON {
    var schema = schema(value)
    if case .mapping(let mapping) = value, mapping.required.isEmpty, mapping.condition == nil {
      schema = ["anyOf": .list([schema, ["type": "null"]])]
    }
    return [
      "type": "object", "propertyNames": ["pattern": .text(names.pattern ?? "")],
      "additionalProperties": schema,
    ]
  }

  /// Editors read `249043822` as a number and `true` as a boolean; where a name is meant they are text.
  private func text(_ rule: TextRule) -> OrderedJSON {
    if rule.problem == TextRule.formatVersion.problem { return ["enum": .list([.number(1), "1"])] }
    let accepts = { (text: String) in rule.accepts(Array(text.utf8)[...]) }
    let types =
      ["string"] + (accepts("1.5") ? ["number"] : accepts("1") ? ["integer"] : [])
      + (accepts("true") ? ["boolean"] : [])
    var result: OrderedJSON = ["type": types.count == 1 ? "string" : .texts(types)]
    if accepts("1"), !accepts("-1") { result = result + ["minimum": .number(0)] }
    if let pattern = rule.pattern { result = result + ["pattern": .text(pattern)] }
    if let format = rule.format { result = result + ["format": .text(format)] }
    return result
  }
}

/// JSON whose members keep their order.
enum OrderedJSON: ExpressibleByStringLiteral, ExpressibleByDictionaryLiteral {
  case text(String)
  case number(Int)
  case boolean(Bool)
  case list([OrderedJSON])
  case object([Member])

  struct Member {
    let name: String
    let value: OrderedJSON

    init(_ name: String, _ value: OrderedJSON) {
      self.name = name
      self.value = value
    }
  }

  init(stringLiteral text: String) { self = .text(text) }

  init(dictionaryLiteral members: (String, OrderedJSON)...) {
    self = .object(members.map { Member($0.0, $0.1) })
  }

  static func texts(_ texts: [String]) -> OrderedJSON { .list(texts.map(OrderedJSON.text)) }

  static func + (left: OrderedJSON, right: OrderedJSON) -> OrderedJSON {
    .object(left.members + right.members)
  }

  private var members: [Member] {
    if case .object(let members) = self { members } else { [] }
  }

  var isReference: Bool { members.contains { $0.name == "$ref" } }

  /// On one line where that is short.
  func rendered(indent: String = "") -> String {
    let line = rendered(separator: ", ", open: "", close: "") { $0.rendered() }
    if line.utf8.count <= 80, !line.contains("\n") { return line }
    let inner = indent + "  "
    return rendered(separator: ",\n" + inner, open: "\n" + inner, close: "\n" + indent) {
      $0.rendered(indent: inner)
    }
  }

  private func rendered(
    separator: String, open: String, close: String, _ render: (OrderedJSON) -> String
  ) -> String {
    switch self {
    case .text(let text): JSONText.quoted(text)
    case .number(let number): String(number)
    case .boolean(let value): String(value)
    case .list(let values): "[" + open + values.map(render).joined(separator: separator) + close + "]"
    case .object(let members):
      "{" + open
        + members.map { "\(JSONText.quoted($0.name)): \(render($0.value))" }.joined(separator: separator)
        + close
        + "}"
    }
  }
}
