internal import SourceText

/// Collects problems, at most one error for each place: what is wrong with a word comes before what it refers to.
struct Problems {
  private(set) var diagnostics: [Diagnostic] = []
  private var places: Set<SourceRange> = []

  init(_ diagnostics: [Diagnostic] = []) {
    self.diagnostics = diagnostics
    places = Set(diagnostics.compactMap(\.range))
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if diagnostic.severity == .error, let range = diagnostic.range {
      guard places.insert(range).inserted else { return }
    }
    diagnostics.append(diagnostic)
  }

  mutating func error(
    _ id: String, _ message: String, at range: SourceRange, help: String? = nil,
    related: [Diagnostic.RelatedPlace] = []
  ) {
    report(Diagnostic(id, message, at: range, help: help, related: related))
  }

  mutating func warning(_ id: String, _ message: String, at range: SourceRange, help: String? = nil) {
    report(Diagnostic(id, .warning, message, at: range, help: help))
  }
}
