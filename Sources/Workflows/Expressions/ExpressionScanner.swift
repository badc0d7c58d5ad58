/// Finds and reads the expressions of a text.
struct ExpressionScanner {
  let scope: ExpressionScope
  private(set) var found: [EmbeddedExpression] = []
  private(set) var problems: [ExpressionProblem] = []

  init(scope: ExpressionScope) {
    self.scope = scope
  }

  /// Whether there is a `${{` in it.
  static func isTemplate(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    opening(in: bytes, from: 0) != nil
  }

  /// Every `${{ … }}`.
  mutating func scan(_ bytes: UnsafeBufferPointer<UInt8>) {
    var place = 0
    while let start = Self.opening(in: bytes, from: place) {
      guard let end = Self.closing(in: bytes, from: start + 3) else {
        problems.append(
          ExpressionProblem(
            "bad-expression", "found `${{` without `}}`", at: start..<start + 3, help: "close it with `}}`"))
        return
      }
      read(bytes, start + 3..<end, within: start..<end + 2)
      place = end + 2
    }
  }

  /// A text that is an expression as a whole, as that of `if:`.
  mutating func scan(whole bytes: UnsafeBufferPointer<UInt8>) {
    read(bytes, 0..<bytes.count, within: 0..<bytes.count)
  }

  private mutating func read(
    _ bytes: UnsafeBufferPointer<UInt8>, _ inner: Range<Int>, within outer: Range<Int>
  ) {
    guard !scope.isEmpty else {
      problems.append(
        ExpressionProblem(
          "expression-not-allowed", "found an expression where GitHub doesn't allow one", at: outer))
      return
    }
    var parser = ExpressionParser(bytes, inner)
    do throws(ExpressionProblem) {
      found.append(EmbeddedExpression(offsets: outer, expression: try parser.parse()))
      check(parser)
    } catch {
      problems.append(error)
    }
  }

  private mutating func check(_ parser: ExpressionParser) {
    problems += parser.contexts.compactMap { scope.problem(context: $0.name, at: $0.offsets) }
    problems += parser.calls.compactMap {
      scope.problem(call: $0.name, arguments: $0.arguments, at: $0.offsets)
    }
  }

  private static func opening(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard bytes.count >= 3 else { return nil }
    var place = start
    while place + 2 < bytes.count {
      if bytes[place] == 0x24, bytes[place + 1] == 0x7B, bytes[place + 2] == 0x7B { return place }
      place += 1
    }
    return nil
  }

  /// `}}` outside of quotes.
  private static func closing(in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    var isQuoted = false
    var place = start
    while place < bytes.count {
      if bytes[place] == 0x27 {
        isQuoted.toggle()
      } else if !isQuoted, bytes[place] == 0x7D, place + 1 < bytes.count, bytes[place + 1] == 0x7D {
        return place
      }
      place += 1
    }
    return nil
  }
}
