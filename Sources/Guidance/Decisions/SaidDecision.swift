import OrganizationModel
import SourceText

/// What a person said of an access under `decisions`, read on a day; whatever doesn't hold is told.
struct SaidDecision {
  let entry: DecisionEntry
  let access: AccessID
  private(set) var findings: [Diagnostic] = []

  /// Nil where nobody said anything.
  init?(_ access: AccessID, _ organization: Organization) {
    guard let entry = organization.decisions[access.text] else { return nil }
    (self.entry, self.access) = (entry, access)
  }

  /// What was chosen, of an access to GitHub; nil where that is no kind of credential.
  var kind: CredentialKind? { entry.choose.flatMap { CredentialKind(rawValue: $0) } }

  /// Why, by whom and until when another choice holds; nil where that is not said, or is over.
  mutating func exception(on day: Day) -> (because: String, by: Name, until: Day)? {
    guard let because = entry.because, let by = entry.by, let until = entry.until else {
      report(
        "incomplete-exception", "the exception for `\(access)` needs `because`, `by` and `until`", .error)
      return nil
    }
    guard day <= until else {
      report(
        "expired-exception", "the exception for `\(access)` expired on \(until) and is ignored", .warning)
      return nil
    }
    return (because, by, until)
  }

  /// What a fact strikes cannot be chosen.
  ///
  /// - Parameter fact: what a person may know better; nil where the rule rests on none.
  mutating func refuse(_ choice: String, because reason: String, fact: String?) {
    report(
      "choice-struck-by-fact", "`\(choice)` can't be chosen for `\(access)`: \(reason)", .error,
      help: fact.map { "if you know better, override the fact `\($0)` under `facts:`" })
  }

  /// Somebody accepted another choice than today's.
  mutating func reportStale(now: String) {
    report(
      "stale-acceptance",
      "`\(entry.choose ?? "nothing")` was accepted for `\(access)`, but the decision is now `\(now)`",
      .warning,
      help: "review the decision, then accept it again or override it")
  }

  private mutating func report(_ id: String, _ message: String, _ severity: Severity, help: String? = nil) {
    findings.append(Diagnostic(id, severity, message, at: entry.range, help: help))
  }
}
