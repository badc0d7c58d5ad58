internal import SourceText

/// Reads one expression: words and signs → a tree, with every use of a context.
struct ExpressionParser {
  private var lexer: ExpressionLexer
  private var token: ExpressionLexer.Token = .end
  private var offsets: Range<Int>
  private let range: Range<Int>
  private var references: [ContextReference] = []
  private var functions: [String] = []
  private var depth = 0
  private(set) var contexts: [(name: String, offsets: Range<Int>)] = []
  private(set) var calls: [(name: String, arguments: Int, offsets: Range<Int>)] = []

  /// GitHub refuses expressions that are nested deeper (`MaxDepth` of the runner's `ExpressionConstants.cs`, looked at
  /// 2026-11-30).
  private static let deepest = 50
  /// GitHub refuses expressions that are longer, in UTF-16 units (`MaxLength`, the same file).
  private static let longest = 21_000

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    self.lexer = ExpressionLexer(bytes, range)
    self.range = range
    self.offsets = range.lowerBound..<range.lowerBound
  }

  mutating func parse() throws(ExpressionProblem) -> Expression {
    guard lexer.utf16Length(of: range) <= Self.longest else {
      throw ExpressionProblem(
        "bad-expression", "found an expression of more than \(Self.longest) characters", at: range)
    }
    try advance()
    if token == .end {
      throw ExpressionProblem("bad-expression", "found an empty expression", at: range)
    }
    let root = try alternatives()
    guard token == .end else { throw unexpected() }
    return Expression(root: root, references: references)
  }

  private mutating func advance() throws(ExpressionProblem) {
    token = try lexer.next()
    offsets = lexer.offsets
  }

  private mutating func takeSign(_ sign: String) throws(ExpressionProblem) -> Bool {
    guard token == .sign(sign) else { return false }
    try advance()
    return true
  }

  private mutating func expect(_ sign: String) throws(ExpressionProblem) {
    guard try takeSign(sign) else { throw unexpected("expected `\(sign)`") }
  }

  private func unexpected(_ expectation: String? = nil) -> ExpressionProblem {
    let found: String =
      switch token {
      case .end: "the end of the expression"
      case .word(let word): "`\(word)`"
      case .sign(let sign): "`\(sign)`"
      case .number: "a number"
      case .text: "a text"
      }
    let words = expectation.map { ", " + $0 } ?? " where it isn't possible"
    return ExpressionProblem(
      "bad-expression", "found \(found)\(words)", at: offsets.isEmpty ? range : offsets)
  }
}

// MARK: - Operators, the weakest first

extension ExpressionParser {
  private mutating func alternatives() throws(ExpressionProblem) -> Expression.Term {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.deepest else {
      throw ExpressionProblem(
        "bad-expression", "found more than \(Self.deepest) levels of nesting in an expression", at: offsets)
    }
    var terms = [try conjunction()]
    while try takeSign("||") { terms.append(try conjunction()) }
    return Self.balanced(.or, terms[...])
  }

  private mutating func conjunction() throws(ExpressionProblem) -> Expression.Term {
    var terms = [try equality()]
    while try takeSign("&&") { terms.append(try equality()) }
    return Self.balanced(.and, terms[...])
  }

  /// `||` and `&&` group either way. As a list of its operands a long chain would be as deep as it is long, and whatever
  /// walks the tree would need a stack for that.
  private static func balanced(
    _ operation: Expression.Operator, _ terms: ArraySlice<Expression.Term>
  ) -> Expression.Term {
    guard let first = terms.first, terms.count > 1 else { return terms.first ?? .null }
    let middle = terms.startIndex + terms.count / 2
    return terms.count == 2
      ? .binary(operation, first, terms[terms.index(after: terms.startIndex)])
      : .binary(operation, balanced(operation, terms[..<middle]), balanced(operation, terms[middle...]))
  }

  private mutating func equality() throws(ExpressionProblem) -> Expression.Term {
    var left = try comparison()
    var count = 0
    while case .sign(let sign) = token, sign == "==" || sign == "!=" {
      try countInChain(&count)
      try advance()
      left = .binary(sign == "==" ? .equal : .notEqual, left, try comparison())
    }
    return left
  }

  private mutating func comparison() throws(ExpressionProblem) -> Expression.Term {
    var left = try negation()
    var count = 0
    while case .sign(let sign) = token, ["<", "<=", ">", ">="].contains(sign),
      let operation = Expression.Operator(rawValue: sign)
    {
      try countInChain(&count)
      try advance()
      left = .binary(operation, left, try negation())
    }
    return left
  }

  /// Chains of comparisons and of steps group to the left only: each is one level deeper.
  private func countInChain(_ count: inout Int) throws(ExpressionProblem) {
    count += 1
    guard count <= Self.longestChain else {
      throw ExpressionProblem(
        "bad-expression", "found more than \(Self.longestChain) operators in a row in an expression",
        at: offsets)
    }
  }

  private static let longestChain = 500

  private mutating func negation() throws(ExpressionProblem) -> Expression.Term {
    var count = 0
    while try takeSign("!") { count += 1 }
    let term = try value()
    // Two make a truth value of any value, and two more change nothing.
    let negations = count > 2 ? 2 - count % 2 : count
    return (0..<negations).reduce(term) { term, _ in .not(term) }
  }
}

// MARK: - Values

extension ExpressionParser {
  private mutating func value() throws(ExpressionProblem) -> Expression.Term {
    switch token {
    case .number(let number):
      try advance()
      return .number(number)
    case .text(let text):
      try advance()
      return .text(text)
    case .word(let word): return try named(word)
    case .sign("("):
      try advance()
      let inner = try alternatives()
      try expect(")")
      return try steps(after: inner)
    case .sign, .end: throw unexpected("expected a value")
    }
  }

  private mutating func named(_ word: String) throws(ExpressionProblem) -> Expression.Term {
    let start = offsets
    try advance()
    if token == .sign("(") { return try call(word, at: start) }
    switch word {
    case "true": return .boolean(true)
    case "false": return .boolean(false)
    case "null": return .null
    case "NaN": return .number(.nan)
    case "Infinity": return .number(.infinity)
    default: return try reference(word.lowercased(), at: start)
    }
  }

  private mutating func call(_ word: String, at start: Range<Int>) throws(ExpressionProblem)
    -> Expression.Term
  {
    let name = word.lowercased()
    functions.append(name)
    var arguments: [Expression.Term] = []
    try advance()
    if token != .sign(")") {
      repeat { arguments.append(try alternatives()) } while try takeSign(",")
    }
    try expect(")")
    functions.removeLast()
    calls.append((word, arguments.count, start))
    return try steps(after: .call(name, arguments))
  }

  /// A context and what follows it.
  private mutating func reference(_ context: String, at start: Range<Int>) throws(ExpressionProblem)
    -> Expression.Term
  {
    contexts.append((context, start))
    let index = references.count
    references.append(
      ContextReference(context: context, path: [], offsets: start, function: functions.last))
    var path: [ContextReference.Step] = []
    var end = start.upperBound
    while let step = try step() {
      path.append(step.step)
      end = step.end
    }
    references[index] = ContextReference(
      context: context, path: path, offsets: start.lowerBound..<end, function: functions.last)
    return .reference(index)
  }

  private mutating func steps(after term: Expression.Term) throws(ExpressionProblem) -> Expression.Term {
    var term = term
    var count = 0
    while let step = try step() {
      try countInChain(&count)
      term = .property(term, step.step)
    }
    return term
  }

  /// `.name`, `.*`, `['name']`, `[*]` or `[…]`.
  private mutating func step() throws(ExpressionProblem) -> (step: ContextReference.Step, end: Int)? {
    if try takeSign(".") {
      let end = offsets.upperBound
      if try takeSign("*") { return (.all, end) }
      guard case .word(let name) = token else { throw unexpected("expected the name of a property") }
      try advance()
      return (.name(name), end)
    }
    guard try takeSign("[") else { return nil }
    if try takeSign("*") {
      let end = offsets.upperBound
      try expect("]")
      return (.all, end)
    }
    let index = try alternatives()
    let end = offsets.upperBound
    try expect("]")
    if case .text(let name) = index { return (.name(name), end) }
    return (.computed, end)
  }
}
