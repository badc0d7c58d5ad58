/// Why a command cannot go on: problems of no place in the description, such as templates that do not fit.
package struct Refusal: Error, Sendable {
  /// At least one is an error.
  package let diagnostics: [Diagnostic]

  package init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }
}
