internal import SourceText

/// Which contexts and functions an expression may use at one place of a file.
///
/// Source: the published schemas of workflows and actions, `actions/languageservices`,
/// `workflow-parser/src/workflow-v1.0.json` and `action-v1.0.json`, read on 2026-11-26.
struct ExpressionScope: OptionSet, Sendable {
  let rawValue: UInt32

  static let github = ExpressionScope(rawValue: 1 << 0)
  static let inputs = ExpressionScope(rawValue: 1 << 1)
  static let vars = ExpressionScope(rawValue: 1 << 2)
  static let needs = ExpressionScope(rawValue: 1 << 3)
  static let strategy = ExpressionScope(rawValue: 1 << 4)
  static let matrix = ExpressionScope(rawValue: 1 << 5)
  static let secrets = ExpressionScope(rawValue: 1 << 6)
  static let steps = ExpressionScope(rawValue: 1 << 7)
  static let job = ExpressionScope(rawValue: 1 << 8)
  static let runner = ExpressionScope(rawValue: 1 << 9)
  static let env = ExpressionScope(rawValue: 1 << 10)
  static let jobs = ExpressionScope(rawValue: 1 << 11)
  /// `hashFiles`.
  static let files = ExpressionScope(rawValue: 1 << 12)
  /// `always`, `success`, `failure`, `cancelled`.
  static let status = ExpressionScope(rawValue: 1 << 13)

  static let run: ExpressionScope = [.github, .inputs, .vars]
  static let needing: ExpressionScope = [.run, .needs]
  static let matrixed: ExpressionScope = [.needing, .strategy, .matrix]
  static let running: ExpressionScope = [.matrixed, .secrets, .steps, .job, .runner, .env]
  static let step: ExpressionScope = [.running, .files]
  static let stepCondition: ExpressionScope = [.step.subtracting(.secrets), .status]
  /// A step of a composite action. GitHub's schema leaves `vars` and `secrets` out, and so does the runner.
  static let actionStep: ExpressionScope = [
    .github, .inputs, .strategy, .matrix, .steps, .job, .runner, .env, .files,
  ]

  private static let contexts: [(name: String, scope: ExpressionScope)] = [
    ("github", .github), ("inputs", .inputs), ("vars", .vars), ("needs", .needs), ("strategy", .strategy),
    ("matrix", .matrix), ("secrets", .secrets), ("steps", .steps), ("job", .job), ("runner", .runner),
    ("env", .env), ("jobs", .jobs),
  ]

  static func context(_ name: String) -> ExpressionScope? {
    contexts.first { $0.name == name }?.scope
  }

  /// The names of the contexts in it.
  var names: [String] { Self.contexts.filter { contains($0.scope) }.map(\.name) }

  /// The functions that stand everywhere, with the least and the most arguments.
  private static let functions: [String: ClosedRange<Int>] = [
    "contains": 2...2, "startswith": 2...2, "endswith": 2...2, "format": 1...255, "join": 1...2,
    "tojson": 1...1, "fromjson": 1...1, "case": 3...255,
  ]

  /// Nil for a function that may not stand here.
  private func arguments(of function: String) -> ClosedRange<Int>? {
    switch function {
    case "hashfiles": contains(.files) ? 1...255 : nil
    case "always", "cancelled": contains(.status) ? 0...0 : nil
    case "success", "failure": contains(.status) ? 0...255 : nil
    default: Self.functions[function]
    }
  }

  // MARK: Problems

  func problem(context name: String, at offsets: Range<Int>) -> ExpressionProblem? {
    guard let scope = Self.context(name) else {
      let near = NearestMatch.match(name, among: names)
      return ExpressionProblem(
        "unknown-context", "found the unknown context `\(name)`", at: offsets,
        help: near.map { "did you mean `\($0)`?" } ?? "use one of: " + names.joined(separator: ", "))
    }
    if contains(scope) { return nil }
    return ExpressionProblem(
      "context-not-available", "found the context `\(name)` where GitHub doesn't provide it", at: offsets,
      help: "use one of: " + names.joined(separator: ", "))
  }

  func problem(call name: String, arguments count: Int, at offsets: Range<Int>) -> ExpressionProblem? {
    guard let expected = arguments(of: name.lowercased()) else {
      let near = NearestMatch.match(name, among: Self.functions.keys.sorted())
      return ExpressionProblem(
        "unknown-function", "found the function `\(name)`, which GitHub doesn't provide here", at: offsets,
        help: near.map { "did you mean `\($0)`?" })
    }
    if expected.contains(count) { return nil }
    let words =
      expected.lowerBound == expected.upperBound
      ? "\(expected.lowerBound)" : "at least \(expected.lowerBound)"
    return ExpressionProblem(
      "bad-expression", "found \(count) arguments of `\(name)`, expected \(words)", at: offsets)
  }
}
