/// Why a command cannot go on: problems of no place in the description, such as templates that do not fit.
package struct Refusal: Error, Sendable {
  /// At least one is an error.
  package let diagnostics: [Diagnostic]
  /// What their places are in.
  package let files: SourceFiles

  package init(_ diagnostics: [Diagnostic], in files: SourceFiles = SourceFiles()) {
    self.diagnostics = diagnostics
    self.files = files
  }
}
