/// What a check says of itself: its help in reports, its page in the guidance, and what `explain` prints.
package struct CheckDescription: Sendable, Hashable {
  /// Kebab case, for ever: `secrets-inherit`.
  package var id: String
  /// One line, at most 1,024 characters, no full stop.
  package var title: String
  /// Of most of its findings; a single one may differ.
  package var severity: FindingSeverity
  package var confidence: Confidence
  /// Why it matters.
  package var why: String
  /// How it is found, so that a reader knows what it cannot see.
  package var how: String
  /// What to do.
  package var fix: String
  /// When a finding is no problem, or wrong.
  package var falseAlarms: String
  /// What it rests on: ids of facts or of the notes that facts rest on, and addresses of pages.
  package var sources: [String]
  /// Whether it needs a description of the organization.
  package var needsDescription: Bool
  /// Ids of checks whose findings it reports now: comments and descriptions may still name them.
  package var formerIDs: [String]

  package init(
    _ id: String, title: String, severity: FindingSeverity, confidence: Confidence, why: String, how: String,
    fix: String, falseAlarms: String, sources: [String] = [], needsDescription: Bool = false,
    formerIDs: [String] = []
  ) {
    self.id = id
    self.title = title
    self.severity = severity
    self.confidence = confidence
    self.why = why
    self.how = how
    self.fix = fix
    self.falseAlarms = falseAlarms
    self.sources = sources
    self.needsDescription = needsDescription
    self.formerIDs = formerIDs
  }

  /// The whole of it as Markdown, for the help of a report.
  package var markdown: String {
    let list = (facts.map { "the fact `\($0.id)`" } + addresses).map { "- \($0)" }.joined(separator: "\n")
    let parts = [
      "**Why.** \(why)", "**How it works.** \(how)", "**How to fix it.** \(fix)",
      "**False positives.** \(falseAlarms)",
    ]
    return (parts + (list.isEmpty ? [] : ["**Sources**\n\n\(list)"])).joined(separator: "\n\n")
  }

  /// The same as plain text.
  package var plainText: String {
    let sources = facts.map(\.id) + addresses
    return
      (["Why: \(why)", "How it works: \(how)", "How to fix it: \(fix)", "False positives: \(falseAlarms)"]
      + (sources.isEmpty ? [] : ["Sources: \(sources.joined(separator: ", "))"])).joined(separator: "\n\n")
  }
}
