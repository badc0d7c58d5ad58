package import LocatedYAML
package import SourceText

extension Shape {
  /// Every difference between a tree and the shape, in the order of the text.
  package func problems(of node: YAMLNode) -> [Diagnostic] {
    var checker = ShapeChecker()
    checker.check(node, self)
    return checker.problems.diagnostics
  }
}

/// Holds a tree against a shape and reports every difference.
struct ShapeChecker {
  var problems = Problems()

  mutating func check(_ node: YAMLNode, _ shape: Shape) {
    switch shape {
    case .boolean: checkBoolean(node)
    case .choice(let words, let aliases): checkChoice(node, words, aliases, shape)
    case .text(let rule): checkText(node, rule)
    case .null: if !node.isNull { reportKind(node, shape) }
    case .list(let element): checkList(node, element)
    case .entries(let names, let value): checkEntries(node, names, value)
    case .mapping(let mapping): checkMapping(node, mapping, at: node.range)
    case .variants(let variants): checkVariants(node, variants)
    case .oneOf(let shapes): checkOneOf(node, shapes, shape)
    }
  }

  private mutating func reportKind(_ node: YAMLNode, _ shape: Shape) {
    problems.error("wrong-kind", "found \(node.kindInWords), expected \(shape.expectation)", at: node.range)
  }

  private mutating func checkOneOf(_ node: YAMLNode, _ shapes: [Shape], _ whole: Shape) {
    guard let shape = shapes.first(where: { $0.fits(node) }) else { return reportKind(node, whole) }
    if node.kind == .scalar, !node.isNull, case .choice(let words, _) = shape {
      return checkChoice(node, words, [], whole)
    }
    check(node, shape)
  }
}

// MARK: - Scalars

extension ShapeChecker {
  private mutating func checkBoolean(_ node: YAMLNode) {
    guard node.kind == .scalar, !node.isNull else { return reportKind(node, .boolean) }
    let text = node.text
    if node.isPlain, text == "true" || text == "false" { return }
    let meant = Booleans.meaning(of: text)
    let help = meant.map {
      "write `\($0)`" + (Booleans.isDisputed(text) ? ", because YAML readers differ on `\(text)`" : "")
    }
    problems.error(
      "not-a-boolean", "found `\(text)`, expected `true` or `false`", at: node.range,
      help: node.isPlain ? help : help.map { $0 + ", without quotes" })
  }

  /// - Parameter whole: what may stand here altogether, for the message.
  private mutating func checkChoice(
    _ node: YAMLNode, _ words: [String], _ aliases: [String], _ whole: Shape
  ) {
    guard node.kind == .scalar, !node.isNull else { return reportKind(node, whole) }
    let bytes = node.bytes
    let fits = { (word: String) in bytes.elementsEqual(word.utf8) }
    if words.contains(where: fits) || aliases.contains(where: fits) { return }
    problems.error(
      "unknown-value", "found `\(node.text)`, expected \(whole.expectation)", at: node.range,
      help: meant(by: node.text, among: words))
  }

  /// `did you mean` and what a text is near to; nil where that is nothing.
  private func meant(by text: String, among words: [String]) -> String? {
    let near = NearestMatch.matches(text, among: words)
    return near.isEmpty ? nil : "did you mean \(Shape.alternatives(near.map { "`\($0)`" }))?"
  }

  private mutating func checkText(_ node: YAMLNode, _ rule: TextRule) {
    guard node.kind == .scalar, !node.isNull else { return reportKind(node, .text(rule)) }
    if rule.accepts(node.bytes) { return }
    if rule.problem == TextRule.need.problem { return reportNeed(node) }
    problems.error(
      rule.problem, "found `\(node.text)`, expected \(rule.expectation)", at: node.range,
      help: rule.help(for: node.text))
  }

  private mutating func reportNeed(_ node: YAMLNode) {
    guard let problem = NeedParser.problem(of: node.bytes) else { return }
    problems.error(problem.id, problem.message, at: node.range(of: problem.part), help: problem.help)
  }
}

// MARK: - Collections

extension ShapeChecker {
  private mutating func checkList(_ node: YAMLNode, _ element: Shape) {
    guard node.kind == .sequence else {
      let help = node.kind == .scalar && !node.isNull ? "write `[\(node.text)]`" : nil
      return problems.error(
        "wrong-kind", "found \(node.kindInWords), expected a list", at: node.range, help: help)
    }
    for value in node.elements { check(value, element) }
  }

  private mutating func checkEntries(_ node: YAMLNode, _ names: TextRule, _ value: Shape) {
    guard node.kind == .mapping else {
      return problems.error(
        "wrong-kind", "found \(node.kindInWords), expected a mapping by name", at: node.range,
        help: helpByName(node))
    }
    for entry in node.entries where entry.key.kind == .scalar {
      checkName(entry.key, names)
      if case .mapping(let mapping) = value {
        checkEntry(entry, mapping)
      } else {
        check(entry.value, value)
      }
    }
  }

  /// How to write as a mapping what stands there.
  private func helpByName(_ node: YAMLNode) -> String? {
    switch node.kind {
    case .mapping: nil
    case .scalar:
      node.isNull
        ? "write `{}` for none, or remove the key"
        : "write each name as a key on a line of its own, followed by `:`"
    case .sequence:
      node.elements.contains { $0.kind == .mapping }
        ? "remove the `-` before each name"
        : "write each name as a key on a line of its own, followed by `:`"
    }
  }

  private mutating func checkName(_ key: YAMLNode, _ rule: TextRule) {
    if rule.accepts(key.bytes) { return }
    problems.error(
      "bad-name", "found `\(key.text)`, expected \(rule.expectation)", at: key.range, help: rule.words)
  }

  /// An entry of which nothing is said may have no value.
  private mutating func checkEntry(_ entry: YAMLNode.Entry, _ mapping: MappingShape) {
    if entry.value.isNull {
      checkRequired(entry.value, mapping, at: entry.key.range)
    } else {
      let name = entry.key.bytes
      let isKey = mapping.keys.contains { name.elementsEqual($0.name.utf8) }
      let help = "indent `\(entry.key.text)`, if it belongs to the entry above it"
      checkMapping(entry.value, mapping, at: entry.key.range, help: isKey ? help : nil)
    }
  }

  /// - Parameter help: what to do where it is no mapping.
  mutating func checkMapping(
    _ node: YAMLNode, _ mapping: MappingShape, at place: SourceRange, help: String? = nil
  ) {
    guard node.kind == .mapping else {
      return problems.error(
        "wrong-kind", "found \(node.kindInWords), expected a mapping for \(mapping.title)", at: node.range,
        help: node.isGluedEntry ? "write a space after `:`" : help)
    }
    for entry in node.entries where entry.key.kind == .scalar {
      let name = entry.key.bytes
      if let key = mapping.keys.first(where: { name.elementsEqual($0.name.utf8) }) {
        check(entry.value, key.shape)
      } else if !mapping.isOpen, !name.starts(with: "x-".utf8) {
        reportUnknownKey(entry.key, mapping)
      }
    }
    checkRequired(node, mapping, at: place)
  }

  private mutating func reportUnknownKey(_ key: YAMLNode, _ mapping: MappingShape) {
    let names = mapping.keys.map(\.name)
    let near = meant(by: key.text, among: names)
    let merge = key.text == "<<" ? "write the entries instead, because merge keys aren't supported" : nil
    problems.error(
      "unknown-key", "found the unknown key `\(key.text)` in \(mapping.title)", at: key.range,
      help: merge ?? near ?? "use one of: " + names.joined(separator: ", "))
  }

  private mutating func checkRequired(_ node: YAMLNode, _ mapping: MappingShape, at place: SourceRange) {
    var wanted = mapping.required
    if let condition = mapping.condition {
      wanted += node[condition.key] == nil ? condition.absent : condition.present
    }
    let missing = mapping.keys.filter { wanted.contains($0.name) && node[$0.name] == nil }
    guard !missing.isEmpty else { return }
    problems.error(
      "missing-key",
      "found no \(Shape.alternatives(missing.map { "`\($0.name)`" })) in \(mapping.title)", at: place,
      help: "add " + missing.map { "`\($0.name)`: \($0.shape.expectation)" }.joined(separator: "; "))
  }

  private mutating func checkVariants(_ node: YAMLNode, _ variants: [MappingShape]) {
    let heads = variants.compactMap(\.required.first)
    let expected = Shape.alternatives(heads.map { "`\($0)`" })
    guard node.kind == .mapping else {
      return problems.error(
        "wrong-kind", "found \(node.kindInWords), expected a mapping with \(expected)", at: node.range)
    }
    guard let head = heads.firstIndex(where: { node[$0] != nil }) else {
      return reportNoVariant(node, heads, expected)
    }
    checkMapping(node, variants[head], at: node.range)
  }

  private mutating func reportNoVariant(_ node: YAMLNode, _ heads: [String], _ expected: String) {
    let keys = node.entries.map(\.key).filter { $0.kind == .scalar }
    for key in keys {
      guard let near = NearestMatch.match(key.text, among: heads) else { continue }
      return problems.error(
        "unknown-key", "found the unknown key `\(key.text)`, expected \(expected)", at: key.range,
        help: "did you mean `\(near)`?")
    }
    problems.error("missing-key", "found none of the keys \(expected)", at: node.range)
  }
}

extension Shape {
  /// Whether a node is of the kind that the shape is about, whatever it says.
  fileprivate func fits(_ node: YAMLNode) -> Bool {
    switch self {
    case .boolean, .choice, .text: node.kind == .scalar && !node.isNull
    case .null: node.isNull
    case .list: node.kind == .sequence
    case .entries, .mapping, .variants: node.kind == .mapping
    case .oneOf(let shapes): shapes.contains { $0.fits(node) }
    }
  }
}

extension YAMLNode {
  /// Whether it reads like `key:value` without the space.
  fileprivate var isGluedEntry: Bool {
    kind == .scalar && isPlain && bytes.contains(UInt8(ascii: ":"))
  }

  var kindInWords: String {
    switch kind {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar: isNull ? "nothing" : "`\(text)`"
    }
  }
}

extension TextRule {
  /// What to do about a text that breaks the rule.
  func help(for text: String) -> String? {
    let bytes = Array(text.utf8)
    if problem == TextRule.days.problem, bytes.allSatisfy({ (0x30...0x39).contains($0) }) {
      return "write a number of days, such as `\(text)d`"
    }
    if problem == TextRule.day.problem, bytes.count == 10, bytes[4] == 0x2D, bytes[7] == 0x2D {
      return "that day doesn't exist"
    }
    return words
  }
}

/// Words that some YAML readers take for booleans.
enum Booleans {
  static func isDisputed(_ text: String) -> Bool {
    !["true", "false", "1", "0"].contains(text.lowercased())
  }

  static func meaning(of text: String) -> String? {
    switch text.lowercased() {
    case "true", "yes", "on", "y", "1": "true"
    case "false", "no", "off", "n", "0": "false"
    default: nil
    }
  }
}
