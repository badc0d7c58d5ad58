internal import LocatedYAML
internal import SourceText

/// Holds a tree against a shape, reports every difference, and reads the expressions on the way.
struct WorkflowShapeChecker {
  private(set) var diagnostics: [Diagnostic] = []
  /// The expressions of a scalar, by the place where it begins.
  private(set) var expressions: [UInt32: [EmbeddedExpression]] = [:]
  /// What a difference is: a warning where GitHub ignores it.
  private var severity = Severity.error

  mutating func check(_ node: YAMLNode, _ shape: WorkflowShape, _ scope: ExpressionScope = []) {
    switch shape {
    case .with(let more, let inner): return check(node, inner, scope.union(more))
    case .ignoringDifferences(let inner):
      let outer = severity
      severity = .warning
      check(node, inner, scope)
      severity = outer
      return
    case .any: return checkAny(node, scope)
    case .condition: return checkCondition(node, scope)
    case .oneOf(let shapes): return checkOneOf(node, shapes, shape, scope)
    case .text, .nonEmptyText, .boolean, .number, .null, .cron, .words:
      if !isTemplate(node, scope) { checkScalar(node, shape) }
    case .list(let element): if !isTemplate(node, scope) { checkList(node, element, scope) }
    case .entries(let value): if !isTemplate(node, scope) { checkEntries(node, value, scope) }
    case .mapping(let mapping):
      if !isTemplate(node, scope) { checkMapping(node, mapping, scope, at: node.range) }
    case .variants(let variants): if !isTemplate(node, scope) { checkVariants(node, variants, scope) }
    }
  }

  /// Whether expressions stand in its place, which are read.
  private mutating func isTemplate(_ node: YAMLNode, _ scope: ExpressionScope) -> Bool {
    node.kind == .scalar && scan(node, scope)
  }

  /// Reads the expressions of a scalar; false where it has none.
  private mutating func scan(_ node: YAMLNode, _ scope: ExpressionScope) -> Bool {
    var scanner = ExpressionScanner(scope: scope)
    let isTemplate = node.withBytes { bytes in
      guard ExpressionScanner.isTemplate(bytes) else { return false }
      scanner.scan(bytes)
      return true
    }
    if isTemplate { take(scanner, of: node) }
    return isTemplate
  }

  private mutating func take(_ scanner: ExpressionScanner, of node: YAMLNode) {
    if !scanner.found.isEmpty { expressions[node.range.start] = scanner.found }
    for problem in scanner.problems {
      report(problem.id, problem.message, at: node.range(of: problem.offsets), help: problem.help)
    }
  }

  private mutating func report(_ id: String, _ message: String, at range: SourceRange, help: String? = nil) {
    diagnostics.append(Diagnostic(id, severity, message, at: range, help: help))
  }

  private mutating func reportKind(_ node: YAMLNode, _ expectation: String) {
    report("wrong-kind", "found \(words(of: node)), expected \(expectation)", at: node.range)
  }

  private func words(of node: YAMLNode) -> String {
    switch node.kind {
    case .mapping: "a mapping"
    case .sequence: "a list"
    case .scalar: node.bytes.isEmpty || node.isNull ? "nothing" : "`\(shortened(node.text))`"
    }
  }

  private func shortened(_ text: String) -> String {
    let line = text.prefix { !$0.isNewline }
    return line.count > 60 ? line.prefix(60) + "…" : String(line)
  }
}

// MARK: - Scalars

extension WorkflowShapeChecker {
  private mutating func checkScalar(_ node: YAMLNode, _ shape: WorkflowShape) {
    guard node.kind == .scalar else { return reportKind(node, shape.expectation) }
    switch shape {
    case .text: return
    case .nonEmptyText: if node.bytes.isEmpty { reportKind(node, shape.expectation) }
    case .boolean: if !node.isBoolean { reportKind(node, shape.expectation) }
    case .number: if !node.isNumber { reportKind(node, shape.expectation) }
    case .null: if !node.isNull { reportKind(node, shape.expectation) }
    case .cron: checkCron(node)
    case .words(let words): checkWords(node, words, shape)
    case .any, .condition, .list, .entries, .mapping, .oneOf, .variants, .with, .ignoringDifferences: return
    }
  }

  private mutating func checkWords(_ node: YAMLNode, _ words: [String], _ shape: WorkflowShape) {
    let bytes = node.bytes
    if words.contains(where: { bytes.count == $0.utf8.count && bytes.elementsEqual($0.utf8) }) { return }
    let near = NearestMatch.match(node.text, among: words)
    report(
      "unknown-value", "found \(self.words(of: node)), expected \(shape.expectation)", at: node.range,
      help: near.map { "did you mean `\($0)`?" })
  }

  /// Five fields of digits, letters and `* , - /`.
  private mutating func checkCron(_ node: YAMLNode) {
    let fields = node.bytes.split { $0 == 0x20 || $0 == 0x09 }
    let isCron = fields.count == 5 && fields.allSatisfy { $0.allSatisfy(isCronByte) }
    if !isCron {
      report(
        "bad-schedule", "found \(words(of: node)), expected five fields", at: node.range,
        help: "such as `30 5 * * 1`")
    }
  }

  private func isCronByte(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
      || [0x2A, 0x2C, 0x2D, 0x2F].contains(byte)
  }

  /// The text of an `if:`; without `${{` it is an expression as a whole.
  private mutating func checkCondition(_ node: YAMLNode, _ scope: ExpressionScope) {
    guard node.kind == .scalar else { return reportKind(node, "an expression") }
    if scan(node, scope) || node.isBoolean || node.bytes.allSatisfy({ $0 <= 0x20 }) { return }
    var scanner = ExpressionScanner(scope: scope)
    node.withBytes { scanner.scan(whole: $0) }
    take(scanner, of: node)
  }

  private mutating func checkAny(_ node: YAMLNode, _ scope: ExpressionScope) {
    switch node.kind {
    case .scalar: _ = scope.isEmpty || scan(node, scope)
    case .sequence: for element in node.elements { checkAny(element, scope) }
    case .mapping: for entry in node.entries { checkAny(entry.value, scope) }
    }
  }
}

// MARK: - Collections

extension WorkflowShapeChecker {
  private mutating func checkList(_ node: YAMLNode, _ element: WorkflowShape, _ scope: ExpressionScope) {
    guard node.kind == .sequence else { return reportKind(node, "a list") }
    for value in node.elements { check(value, element, scope) }
  }

  private mutating func checkEntries(_ node: YAMLNode, _ value: WorkflowShape, _ scope: ExpressionScope) {
    guard node.kind == .mapping else { return reportKind(node, "a mapping by name") }
    checkNames(of: node, scope)
    for entry in node.entries { check(entry.value, value, scope) }
  }

  /// Names may be expressions where values may; GitHub knows no merge keys, and compares names without case.
  private mutating func checkNames(of node: YAMLNode, _ scope: ExpressionScope) {
    for entry in node.entries where entry.key.kind == .scalar {
      if entry.key.bytes.isEmpty { report("bad-name", "found an empty name", at: entry.key.range) }
      if entry.key.bytes.elementsEqual([0x3C, 0x3C]) { reportMerge(entry.key) }
      if entry.key.bytes.contains(0x24) { _ = scan(entry.key, scope) }
    }
    checkCase(of: node)
  }

  private mutating func reportMerge(_ key: YAMLNode) {
    report(
      "merge-key", "found the merge key `<<`, which GitHub doesn't support", at: key.range,
      help: "write the entries instead")
  }

  private mutating func checkCase(of node: YAMLNode) {
    guard node.count > 1, node.count <= 64 else { return }
    let keys = node.entries.map(\.key)
    for (index, key) in keys.enumerated().dropFirst() {
      let same = keys[..<index].first { $0.bytes.count == key.bytes.count && differsOnlyInCase($0, key) }
      if let same {
        diagnostics.append(
          Diagnostic(
            "duplicate-key", .error,
            "found `\(key.text)` after `\(same.text)` (names compare without regard to case)",
            at: key.range, help: "keep one of the two",
            related: [.init(message: "first written here", range: same.range)]))
      }
    }
  }

  /// What is the same in every letter has been reported by the parser.
  private func differsOnlyInCase(_ left: YAMLNode, _ right: YAMLNode) -> Bool {
    var differs = false
    for (one, other) in zip(left.bytes, right.bytes) where one != other {
      guard one | 0x20 == other | 0x20, (0x61...0x7A).contains(one | 0x20) else { return false }
      differs = true
    }
    return differs
  }

  private mutating func checkMapping(
    _ node: YAMLNode, _ mapping: WorkflowMapping, _ scope: ExpressionScope, at place: SourceRange
  ) {
    guard node.kind == .mapping else { return reportKind(node, "a mapping for \(mapping.title)") }
    if mapping.others != nil { checkNames(of: node, scope) }
    var seen: UInt64 = 0
    for entry in node.entries where entry.key.kind == .scalar {
      let name = entry.key.bytes
      if let index = mapping.keys.firstIndex(where: {
        $0.bytes.count == name.count && name.elementsEqual($0.bytes)
      }) {
        seen |= 1 << UInt64(index)
        check(entry.value, mapping.keys[index].shape, scope)
      } else if let others = mapping.others {
        check(entry.value, others, scope)
      } else {
        reportUnknownKey(entry.key, mapping)
      }
    }
    checkRequired(mapping, seen, at: place)
  }

  private mutating func reportUnknownKey(_ key: YAMLNode, _ mapping: WorkflowMapping) {
    if key.bytes.elementsEqual([0x3C, 0x3C]) { return reportMerge(key) }
    if mapping.isGrowing { return reportNewKey(key, mapping) }
    let names = mapping.keys.map(\.name)
    let near = NearestMatch.match(key.text, among: names).map { "did you mean `\($0)`?" }
    report(
      "unknown-key", "found the unknown key `\(shortened(key.text))` in \(mapping.title)", at: key.range,
      help: near ?? (names.count > 20 ? nil : "use one of: " + names.joined(separator: ", ")))
  }

  private mutating func reportNewKey(_ key: YAMLNode, _ mapping: WorkflowMapping) {
    let near = NearestMatch.match(key.text, among: mapping.keys.map(\.name))
    diagnostics.append(
      Diagnostic(
        "unknown-key", .warning, "found the unknown key `\(shortened(key.text))` in \(mapping.title)",
        at: key.range,
        help: near.map { "did you mean `\($0)`?" }
          ?? "GitHub adds keys here from time to time, so check this one in GitHub's docs"))
  }

  private mutating func checkRequired(_ mapping: WorkflowMapping, _ seen: UInt64, at place: SourceRange) {
    let missing = mapping.keys.enumerated().filter { $1.isRequired && seen & (1 << UInt64($0)) == 0 }
    guard !missing.isEmpty else { return }
    let names = missing.map { "no `\($0.element.name)`" }.joined(separator: ", ")
    let start = SourceRange(file: place.file, start: place.start, end: place.start)
    report("missing-key", "found \(names) in \(mapping.title)", at: start)
  }

  private mutating func checkVariants(
    _ node: YAMLNode, _ variants: [WorkflowMapping], _ scope: ExpressionScope
  ) {
    guard node.kind == .mapping else { return reportKind(node, "a mapping") }
    let variant =
      variants.first { mapping in mapping.keys.contains { $0.isRequired && node[$0.name] != nil } }
      ?? variants.first { mapping in !mapping.keys.contains(where: \.isRequired) }
    checkMapping(node, variant ?? variants[0], scope, at: node.range)
  }

  private mutating func checkOneOf(
    _ node: YAMLNode, _ shapes: [WorkflowShape], _ whole: WorkflowShape, _ scope: ExpressionScope
  ) {
    if let shape = shapes.first(where: { $0.fits(node) }) { return check(node, shape, scope) }
    if node.kind == .scalar, scan(node, scope) { return }
    reportKind(node, whole.expectation)
  }
}

extension WorkflowShape {
  /// Whether a node is of its kind.
  fileprivate func fits(_ node: YAMLNode) -> Bool {
    switch self {
    case .any: true
    case .null: node.isNull
    case .text, .nonEmptyText, .condition, .boolean, .number, .cron, .words:
      node.kind == .scalar && !node.isNull
    case .list: node.kind == .sequence
    case .entries, .mapping, .variants: node.kind == .mapping
    case .oneOf(let shapes): shapes.contains { $0.fits(node) }
    case .with(_, let shape), .ignoringDifferences(let shape): shape.fits(node)
    }
  }
}

extension YAMLNode {
  /// GitHub reads YAML 1.2: `true`, `True`, `TRUE` and their opposites.
  fileprivate var isBoolean: Bool {
    isPlain && bytes.count <= 5 && ["true", "True", "TRUE", "false", "False", "FALSE"].contains(text)
  }

  fileprivate var isNumber: Bool { isPlain && Double(text) != nil }

  fileprivate func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
    bytes.withUnsafeBufferPointer(body)
  }
}
