package import SourceText

/// Something in a workflow file, or missing from it, that a check found.
package struct Finding: Sendable, Hashable {
  /// The id of the check, `secrets-inherit`.
  package var check: String
  package var severity: FindingSeverity
  package var confidence: Confidence
  /// What was found; lower case without a full stop, the user's words in backticks.
  package var message: String
  /// What it is about, without lines and columns: `build/2 secrets.CR_PAT`. Two findings of one check in one file about
  /// the same thing have the same subject; the fingerprint is made of it.
  package var subject: String
  package var range: SourceRange
  /// What to do here.
  package var help: String?
  /// Other places that belong to it.
  package var related: [Diagnostic.RelatedPlace]
  /// What `--fix` changes; empty where there is no safe change.
  package var edits: [TextEdit]

  package init(
    _ check: String, _ severity: FindingSeverity, _ confidence: Confidence, _ message: String,
    about subject: String, at range: SourceRange, help: String? = nil,
    related: [Diagnostic.RelatedPlace] = [], edits: [TextEdit] = []
  ) {
    self.check = check
    self.severity = severity
    self.confidence = confidence
    self.message = message
    self.subject = subject
    self.range = range
    self.help = help
    self.related = related
    self.edits = edits
  }
}

extension Finding {
  /// As the terminal shows it: titled by its severity, with the line and a caret.
  package var diagnostic: Diagnostic {
    let weight: Severity =
      switch severity {
      case .high: .error
      case .medium: .warning
      case .low, .informational: .note
      }
    return Diagnostic(
      check, weight, message, at: range, help: help, related: related, label: severity.rawValue)
  }
}

extension [Finding] {
  /// Each place once where the same is said of it: a step that an alias repeats is looked at in each of its jobs. The
  /// gravest counts; and changes only where they are safe in every job.
  var eachOnce: [Finding] {
    var indices: [FoundThing: Int] = [:]
    return reduce(into: []) { kept, finding in
      let key = FoundThing(check: finding.check, range: finding.range, message: finding.message)
      if let index = indices[key] {
        kept[index].join(finding)
      } else {
        indices[key] = kept.count
        kept.append(finding)
      }
    }
  }
}

/// What is said of a place.
private struct FoundThing: Hashable {
  let check: String
  let range: SourceRange
  let message: String
}

extension Finding {
  fileprivate mutating func join(_ other: Finding) {
    severity = max(severity, other.severity)
    confidence = max(confidence, other.confidence)
    edits = edits.isEmpty || other.edits.isEmpty ? [] : Set(edits + other.edits).sorted()
  }
}
