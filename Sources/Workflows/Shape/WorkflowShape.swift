/// What may stand at one place of a workflow or action file, as GitHub's published schemas say it.
///
/// Source: `actions/languageservices`, `workflow-parser/src/workflow-v1.0.json` and `action-v1.0.json`, read on
/// 2026-11-26.
indirect enum WorkflowShape: Sendable {
  case any
  /// A scalar; GitHub turns numbers and booleans into text.
  case text
  case nonEmptyText
  /// The text of an `if:`: an expression with or without `${{ }}`.
  case condition
  case boolean
  case number
  /// Nothing at all.
  case null
  case cron
  /// One of a few words.
  case words([String])
  case list(WorkflowShape)
  /// Entries by any name.
  case entries(WorkflowShape)
  case mapping(WorkflowMapping)
  /// Told apart by the kind of the node.
  case oneOf([WorkflowShape])
  /// Mappings told apart by a key that only one of them has.
  case variants([WorkflowMapping])
  /// With more contexts for its expressions.
  case with(ExpressionScope, WorkflowShape)
  /// GitHub ignores what differs from the shape, and runs the file: it is told as a warning.
  case ignoringDifferences(WorkflowShape)

  static let texts = WorkflowShape.oneOf([.nonEmptyText, .list(.nonEmptyText)])

  static func optional(_ shape: WorkflowShape) -> WorkflowShape { .oneOf([.null, shape]) }

  /// A mapping with a closed list of keys.
  static func keyed(_ title: String, _ keys: [WorkflowKey]) -> WorkflowShape {
    .mapping(WorkflowMapping(title, keys))
  }

  /// What is expected, in words.
  var expectation: String {
    switch self {
    case .any: "a value"
    case .text, .nonEmptyText, .condition: "a text"
    case .boolean: "`true` or `false`"
    case .number: "a number"
    case .null: "nothing"
    case .cron: "a schedule such as `30 5 * * 1`"
    case .words(let words): Self.alternatives(words.map { "`\($0)`" })
    case .list: "a list"
    case .entries, .mapping, .variants: "a mapping"
    case .oneOf(let shapes): Self.alternatives(shapes.map(\.expectation))
    case .with(_, let shape), .ignoringDifferences(let shape): shape.expectation
    }
  }

  static func alternatives(_ words: [String]) -> String {
    guard words.count > 1, let last = words.last else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }
}

/// The keys of a mapping.
struct WorkflowMapping: Sendable {
  /// With its article: `a job`.
  let title: String
  let keys: [WorkflowKey]
  /// The shape of values under other keys; nil where there can be none.
  let others: WorkflowShape?
  /// Whether GitHub adds keys to it every few months, so that an unknown one need not be wrong.
  let isGrowing: Bool

  init(_ title: String, _ keys: [WorkflowKey], others: WorkflowShape? = nil, isGrowing: Bool = false) {
    self.title = title
    self.keys = keys
    self.others = others
    self.isGrowing = isGrowing
  }
}

/// One key of a mapping.
struct WorkflowKey: Sendable {
  let name: String
  let bytes: [UInt8]
  let shape: WorkflowShape
  let isRequired: Bool

  init(_ name: String, _ shape: WorkflowShape, isRequired: Bool = false) {
    self.name = name
    self.bytes = Array(name.utf8)
    self.shape = shape
    self.isRequired = isRequired
  }

  static func required(_ name: String, _ shape: WorkflowShape) -> WorkflowKey {
    WorkflowKey(name, shape, isRequired: true)
  }
}
