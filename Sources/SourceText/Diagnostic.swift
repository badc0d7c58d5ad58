/// How much a diagnostic matters: an error stops the command, a warning and a note do not.
package enum Severity: String, Sendable, Comparable, CaseIterable {
  case error
  case warning
  case note

  package static func < (left: Severity, right: Severity) -> Bool {
    left.rank < right.rank
  }

  private var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .note: 2
    }
  }
}

/// One problem in the input, as a value: what was found, where, and what to do.
///
/// Messages are lower case without a full stop, name what was found before what was expected, and put the
/// user's own words in backticks. Help stands apart.
package struct Diagnostic: Sendable, Hashable {
  /// A stable name of the kind of problem in kebab case, `unknown-key`.
  package let id: String
  /// Whether it stops the command.
  package let severity: Severity
  /// What was found, then what was expected; one line, printed masked.
  package let message: String
  /// The place it is about; nil for a problem of a whole run (a file that cannot be read).
  package let range: SourceRange?
  /// What to do, or the nearest match.
  package let help: String?
  /// Other places that belong to it, such as the first of two equal keys.
  package let related: [RelatedPlace]
  /// What it is titled with instead of its severity; nil for the severity itself.
  package let label: String?

  /// Another place that a diagnostic points at, and what is there.
  package struct RelatedPlace: Sendable, Hashable {
    package let message: String
    package let range: SourceRange

    package init(message: String, range: SourceRange) {
      self.message = message
      self.range = range
    }
  }

  package init(
    _ id: String, _ severity: Severity, _ message: String, at range: SourceRange?,
    help: String? = nil, related: [RelatedPlace] = [], label: String? = nil
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.range = range
    self.help = help
    self.related = related
    self.label = label
  }

  /// An error.
  package init(
    _ id: String, _ message: String, at range: SourceRange?, help: String? = nil,
    related: [RelatedPlace] = []
  ) {
    self.init(id, .error, message, at: range, help: help, related: related)
  }
}
