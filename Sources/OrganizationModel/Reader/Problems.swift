internal import SourceText

/// Collects problems. After an error at a place no other problem there is reported: what is wrong with a word comes
/// before what it refers to.
struct Problems {
  private(set) var diagnostics: [Diagnostic] = []
  private var places: Set<SourceRange> = []

  init(_ diagnostics: [Diagnostic] = []) {
    self.diagnostics = diagnostics
    places = Set(diagnostics.compactMap(\.range))
  }

  mutating func report(_ diagnostic: Diagnostic) {
    if let range = diagnostic.range {
      guard !places.contains(range) else { return }
      if diagnostic.severity == .error { places.insert(range) }
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
