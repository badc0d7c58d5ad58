package import SourceText

/// Something about templates that makes a book impossible.
package struct TemplateError: Error, Sendable, Hashable {
  /// Each with the template's name, and its line where there is one.
  package var problems: [String]

  /// What is wrong with templates, or with what was given to one.
  package init(problems: [String]) {
    self.problems = problems
  }

  /// As diagnostics without a place: templates are not part of the description.
  package var diagnostics: [Diagnostic] {
    problems.map { Diagnostic("template", .error, $0, at: nil) }
  }
}
