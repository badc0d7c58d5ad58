/// An expression of GitHub's language, as it stands between `${{` and `}}` or in an `if:`.
package struct Expression: Sendable {
  /// The outermost operation or value.
  package let root: Term
  /// Every use of a context, `secrets.X` or `github.event.issue.title`, in the order of the text.
  package let references: [ContextReference]

  /// A value or an operation on values.
  package indirect enum Term: Sendable {
    case null
    case boolean(Bool)
    case number(Double)
    case text(String)
    /// An index into `references`: a context with the properties that follow it.
    case reference(Int)
    /// By the lower-case name of the function.
    case call(String, [Term])
    case not(Term)
    case binary(Operator, Term, Term)
    /// A property of a value that is no context, such as `fromJSON(x).y`.
    case property(Term, ContextReference.Step)
  }

  /// An operator between two values.
  package enum Operator: String, Sendable, Hashable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
    case and = "&&"
    case or = "||"
  }
}

/// One use of a context: `secrets.X`, `secrets['X']`, `secrets[inputs.name]`, `github.event.commits.*.message`.
package struct ContextReference: Sendable {
  /// In lower case: `secrets`, `github`, `env`.
  package let context: String
  /// What follows the context.
  package let path: [Step]
  /// Where it stands in the text of the scalar.
  package let offsets: Range<Int>
  /// In lower case, the function whose argument it is, `tojson`; nil outside of functions.
  package let function: String?

  /// One step of a path.
  package enum Step: Sendable, Hashable {
    /// `.name` or `['name']`, as it was written.
    case name(String)
    /// `.*` or `[*]`.
    case all
    /// `[…]` with anything that must be worked out first.
    case computed
  }

  /// The name of the first step, in lower case; nil where there is none or it is not a name.
  package var property: String? { name(at: 0) }

  /// The name of a step, in lower case, as GitHub compares names.
  package func name(at index: Int) -> String? {
    guard index < path.count, case .name(let name) = path[index] else { return nil }
    return name.lowercased()
  }

  /// The name of the first step as it was written.
  package var writtenProperty: String? {
    guard case .name(let name) = path.first else { return nil }
    return name
  }

  /// Whether it is a context with these names after it and nothing else, `is("github", "token")`.
  package func isPath(_ context: String, _ names: String...) -> Bool {
    self.context == context && path.count == names.count
      && names.indices.allSatisfy { name(at: $0) == names[$0] }
  }

  /// In lower case, `github.event.issue.title`; `*` for all and for what is computed.
  package var dotted: String {
    path.reduce(context) { text, step in
      if case .name(let name) = step { "\(text).\(name.lowercased())" } else { "\(text).*" }
    }
  }
}

/// An expression inside a text, with the place of its `${{ }}`.
package struct EmbeddedExpression: Sendable {
  /// From `${{` to `}}`, in the text of the scalar; the whole text of an `if:` without them.
  package let offsets: Range<Int>
  /// What stands between them.
  package let expression: Expression
}

/// Why a text is no expression.
struct ExpressionProblem: Error {
  let id: String
  let message: String
  let help: String?
  /// In the text of the scalar.
  let offsets: Range<Int>

  init(_ id: String, _ message: String, at offsets: Range<Int>, help: String? = nil) {
    self.id = id
    self.message = message
    self.help = help
    self.offsets = offsets
  }
}
