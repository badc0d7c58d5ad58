import Workflows

/// Works out what a condition comes to in a run that is supposed: true, false, or not to be told.
struct ConditionEvaluator {
  let run: SupposedRun
  /// What a variable is set to where the condition stands.
  let variable: (String) -> WorkflowText?

  /// Nil where it is not to be told. A text around `${{ }}`, be it a line end, makes it a text that is not empty: true.
  func isTrue(_ condition: WorkflowText) -> Bool? {
    guard let expression = condition.onlyExpression else {
      return condition.expressions.isEmpty ? nil : true
    }
    return value(expression).isTrue
  }

  /// Whether a reference of some kind can become part of a text in the run.
  func yields(_ text: WorkflowText, _ isMeant: (ContextReference) -> Bool) -> Bool {
    text.expressions.contains { yields($0.expression.root, $0.expression, isMeant) }
  }

  private func yields(
    _ term: Expression.Term, _ whole: Expression, _ isMeant: (ContextReference) -> Bool
  ) -> Bool {
    switch term {
    case .null, .boolean, .number, .text, .not: return false
    case .reference(let index): return isMeant(whole.references[index])
    case .property(let inner, _): return yields(inner, whole, isMeant)
    case .call(_, let arguments): return arguments.contains { yields($0, whole, isMeant) }
    case .binary(.and, let left, let right):
      return value(left, whole).isTrue != false && yields(right, whole, isMeant)
    case .binary(.or, let left, let right):
      let isTrue = value(left, whole).isTrue
      return isTrue != false && yields(left, whole, isMeant)
        || isTrue != true && yields(right, whole, isMeant)
    case .binary: return false
    }
  }

  private func value(_ expression: Expression) -> ConditionValue { value(expression.root, expression) }

  private func value(_ term: Expression.Term, _ whole: Expression) -> ConditionValue {
    switch term {
    case .null: .oneOf([.null])
    case .boolean(let value): .boolean(value)
    case .number(let number): .oneOf([.number(number)])
    case .text(let text): .text(text)
    case .reference(let index): value(whole.references[index])
    case .not(let inner): .boolean(value(inner, whole).isTrue.map { !$0 })
    case .binary(let operation, let left, let right):
      value(operation, value(left, whole), value(right, whole))
    case .call(let name, let arguments): value(call: name, arguments.map { value($0, whole) })
    case .property: .unknown
    }
  }

  private func value(_ reference: ContextReference) -> ConditionValue {
    guard reference.context == "env", reference.path.count == 1, let name = reference.writtenProperty else {
      return run.value(of: reference)
    }
    guard let text = variable(name) else { return .unknown }
    // A variable is a text, and what it is set to knows no variables.
    let plain = ConditionEvaluator(run: run) { _ in nil }
    guard let expression = text.onlyExpression else { return text.literal.map { .text($0) } ?? .unknown }
    let value = plain.value(expression)
    return value.literals.map { .oneOf($0.map { .text($0.text) }) } ?? value
  }

  private func value(
    _ operation: Expression.Operator, _ left: ConditionValue, _ right: ConditionValue
  ) -> ConditionValue {
    switch operation {
    case .equal: .boolean(isEqual(left, right))
    case .notEqual: .boolean(isEqual(left, right).map { !$0 })
    case .and: chosen(left, right, takesRightWhere: true)
    case .or: chosen(left, right, takesRightWhere: false)
    case .less, .lessOrEqual, .greater, .greaterOrEqual: .unknown
    }
  }

  /// `&&` takes the right where the left is true, `||` where it is false.
  private func chosen(
    _ left: ConditionValue, _ right: ConditionValue, takesRightWhere wanted: Bool
  ) -> ConditionValue {
    if let isTrue = left.isTrue { return isTrue == wanted ? right : left }
    // Whichever is taken, it is false with `&&`, true with `||`.
    if right.isTrue == !wanted { return .boolean(!wanted) }
    guard let first = left.literals, let second = right.literals else { return .unknown }
    return .oneOf(first.filter { $0.isTrue != wanted } + second)
  }

  /// Whether two values are equal; nil where that is open.
  private func isEqual(_ left: ConditionValue, _ right: ConditionValue) -> Bool? {
    switch (left, right) {
    case (.oneOf(let these), .oneOf(let those)):
      these.flatMap { one in those.map { one.equals($0) } }.agreed
    case (.foreign, .oneOf), (.oneOf, .foreign), (.foreign, .own), (.own, .foreign): false
    case (.actor, .own), (.own, .actor): noStranger
    case (.actor, .oneOf(let names)), (.oneOf(let names), .actor): isActor(among: names)
    case (.labels, _), (_, .labels): run.believed(.labels)
    // What nobody set is not what the repository is called.
    case (.own, .oneOf(let literals)), (.oneOf(let literals), .own):
      literals.allSatisfy { $0 == .null } ? false : nil
    case (.list, _), (_, .list), (.ownList, _), (_, .ownList), (.unknown, _), (_, .unknown),
      (.foreign, .foreign), (.foreign, .actor), (.actor, .foreign), (.actor, .actor), (.own, .own):
      nil
    }
  }

  /// Whether who acted last is one of these; a stranger is not, but can make a bot act.
  private func isActor(among names: [ConditionLiteral]) -> Bool? {
    names.contains(where: \.isBot) ? run.believed(.bots) : noStranger
  }

  /// The repository's people are not the stranger who starts a run; one that somebody else starts can be theirs.
  private var noStranger: Bool? { run.party == .stranger ? false : nil }

  // MARK: Functions

  private func value(call name: String, _ arguments: [ConditionValue]) -> ConditionValue {
    switch (name, arguments.count) {
    case ("always", _): .boolean(true)
    case ("fromjson", 1): arguments[0].fromJSON
    case ("contains", 2): .boolean(contains(arguments[0], arguments[1]))
    case ("startswith", 2), ("endswith", 2): .boolean(begins(name, arguments[0], arguments[1]))
    default: arguments.contains(.labels) ? .labels : .unknown
    }
  }

  private func contains(_ whole: ConditionValue, _ part: ConditionValue) -> Bool? {
    switch whole {
    case .list(let items): return isEqual(toAnyOf: items, part)
    case .ownList where part == .foreign: return false
    case .ownList where part == .actor: return noStranger
    case .labels: return run.believed(.labels)
    case .oneOf(let texts):
      guard let parts = part.literals else { return botByPart(whole, part) }
      return texts.flatMap { text in
        parts.map { $0.text.isEmpty || text.text.lowercased().contains($0.text.lowercased()) }
      }.agreed
    case .ownList, .foreign, .actor, .own, .unknown: return botByPart(whole, part)
    }
  }

  private func isEqual(toAnyOf items: [ConditionLiteral], _ part: ConditionValue) -> Bool? {
    let found = items.map { isEqual(.oneOf([$0]), part) }
    if found.contains(true) { return true }
    return found.contains(nil) ? nil : false
  }

  private func begins(_ name: String, _ whole: ConditionValue, _ part: ConditionValue) -> Bool? {
    guard let parts = part.literals else { return nil }
    let isStart = name == "startswith"
    if case .foreign = whole, isStart {
      // `acme/` and `acme:` end the owner's name; what is shorter can be the begin of another's.
      return parts.allSatisfy { $0.text.dropFirst().contains { $0 == "/" || $0 == ":" } } ? false : nil
    }
    guard let texts = whole.literals else { return botByPart(whole, part) }
    return texts.flatMap { text in
      parts.map { part in
        let (long, short) = (text.text.lowercased(), part.text.lowercased())
        return isStart ? long.hasPrefix(short) : long.hasSuffix(short)
      }
    }.agreed
  }

  /// Whether the name of who acted last has to do with a bot's.
  private func botByPart(_ one: ConditionValue, _ other: ConditionValue) -> Bool? {
    let names = one == .actor ? other.literals : other == .actor ? one.literals : nil
    guard let names, names.contains(where: { $0.text.lowercased().contains("bot") }) else { return nil }
    return run.believed(.bots)
  }
}
