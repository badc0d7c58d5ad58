import SourceText

/// What a part of a condition can come to in a run that is supposed.
enum ConditionValue: Hashable {
  /// One of these and nothing else.
  case oneOf([ConditionLiteral])
  /// A list with these in it.
  case list([ConditionLiteral])
  /// A name or number that is the stranger's own: not the repository's, not that of anybody whom the repository knows.
  case foreign
  /// Who acted last. The repository's people are not the stranger; a bot is not either, but acts where a stranger makes it.
  case actor
  /// The labels of a pull request or issue, which only the repository's people give.
  case labels
  /// What the repository's own people set.
  case own
  /// A list of theirs.
  case ownList
  /// Anything.
  case unknown

  static func boolean(_ value: Bool?) -> ConditionValue { value.map { .oneOf([.boolean($0)]) } ?? .unknown }
  static func text(_ values: String...) -> ConditionValue { .oneOf(values.map { .text($0) }) }

  /// Whether it counts as true; nil where that is open.
  var isTrue: Bool? {
    switch self {
    case .oneOf(let literals): literals.map(\.isTrue).agreed
    case .list, .ownList, .foreign, .actor: true
    case .labels, .own, .unknown: nil
    }
  }

  var literals: [ConditionLiteral]? {
    if case .oneOf(let literals) = self { literals } else { nil }
  }

  /// What `fromJSON` makes of it.
  var fromJSON: ConditionValue {
    switch self {
    case .own, .ownList: return .ownList
    case .oneOf(let literals):
      guard literals.count == 1, case .text(let text) = literals[0] else { return .unknown }
      let value = JSONReader.value(Array(text.utf8))
      if let texts = value?.texts { return .list(texts.map { .text($0) }) }
      if let values = value?.list {
        let numbers = values.compactMap(\.number)
        return numbers.count == values.count ? .list(numbers.map { .number($0) }) : .unknown
      }
      return .boolean(value?.truth)
    case .list, .foreign, .actor, .labels, .unknown: return .unknown
    }
  }
}

/// A value of GitHub's expressions that is no list or object.
enum ConditionLiteral: Hashable {
  case null
  case boolean(Bool)
  case number(Double)
  case text(String)

  var isTrue: Bool {
    switch self {
    case .null: false
    case .boolean(let value): value
    case .number(let number): number != 0 && !number.isNaN
    case .text(let text): !text.isEmpty
    }
  }

  /// As a text: `''` for null.
  var text: String {
    switch self {
    case .null: ""
    case .boolean(let value): value ? "true" : "false"
    case .number(let number): Int(exactly: number).map(String.init) ?? String(number)
    case .text(let text): text
    }
  }

  private var number: Double {
    switch self {
    case .null: 0
    case .boolean(let value): value ? 1 : 0
    case .number(let number): number
    case .text(let text): text.isEmpty ? 0 : Double(text.filter { $0 != " " }) ?? .nan
    }
  }

  /// As GitHub compares: texts without regard to case, and values of different types as numbers, so that null is equal to
  /// `false` (<https://docs.github.com/en/actions/reference/workflows-and-actions/expressions#operators>).
  func equals(_ other: ConditionLiteral) -> Bool {
    if case .text(let left) = self, case .text(let right) = other {
      return left.lowercased() == right.lowercased()
    }
    return number == other.number
  }

  /// Whether it names an account that acts where others make it: by its `[bot]`, or by its number.
  var isBot: Bool {
    let text = text.lowercased()
    return text.hasSuffix("[bot]") || Self.botNumbers.contains(text)
  }

  /// Dependabot and its App, its predecessor, Renovate, GitHub Actions.
  private static let botNumbers: Set<String> = ["49699333", "29110", "27856297", "29139614", "41898282"]
}

extension Sequence<Bool> {
  /// What they all are; nil where they differ, or there are none.
  var agreed: Bool? {
    let found = Set(self)
    return found.count == 1 ? found.first : nil
  }
}
