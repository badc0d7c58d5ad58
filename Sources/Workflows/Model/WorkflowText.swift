package import LocatedYAML
package import SourceText

/// A text of a workflow file: its words, its place, and the expressions inside.
package struct WorkflowText: Sendable {
  /// The scalar that it was read from.
  package let node: YAMLNode
  /// Every `${{ }}` in the order of the text, and that of an `if:` without them.
  package let expressions: [EmbeddedExpression]

  init(_ node: YAMLNode, _ expressions: [EmbeddedExpression]) {
    self.node = node
    self.expressions = expressions
  }

  /// As GitHub reads it, expressions not worked out.
  package var text: String { node.text }

  /// Its UTF-8.
  package var bytes: ArraySlice<UInt8> { node.bytes }

  /// Where it stands.
  package var range: SourceRange { node.range }

  /// Where a part of the text stands in the file, in blocks and quotes too.
  package func range(of offsets: Range<Int>) -> SourceRange { node.range(of: offsets) }

  /// The text where no expression is in it; nil where one is.
  package var literal: String? { expressions.isEmpty ? text : nil }

  /// The one expression that it is made of, `${{ secrets.X }}` and nothing around it.
  package var onlyExpression: Expression? {
    guard expressions.count == 1, let only = expressions.first, only.offsets == 0..<bytes.count else {
      return nil
    }
    return only.expression
  }

  /// Every use of a context in it.
  package var references: [ContextReference] { expressions.flatMap(\.expression.references) }
}

/// A name and its value: an environment variable, an input, a secret that is passed on.
package struct WorkflowEntry: Sendable {
  /// As it was written.
  package let name: String
  /// Where the name stands.
  package let nameRange: SourceRange
  /// What it is set to.
  package let value: WorkflowText
}

extension [WorkflowEntry] {
  /// The value of a name, compared without regard to case.
  package subscript(name: String) -> WorkflowText? {
    first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name.lowercased() }?.value
  }
}
