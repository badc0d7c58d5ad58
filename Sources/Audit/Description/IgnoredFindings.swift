package import OrganizationModel
package import SourceText

/// The findings that a description lets stay (`audit: {ignore: …}`), on one day.
struct IgnoredFindings: Sendable {
  private let entries: [IgnoredFinding]
  /// Entries that name no check, and those whose last day is over.
  let problems: [Diagnostic]

  init(_ description: AuditedDescription, known: Set<String>) {
    let all = description.organization.ignoredFindings
    let day = description.decisions.day
    entries = all.filter { $0.until >= day && known.contains($0.check) }
    problems =
      IgnoredFindings.unknown(all, known) + all.filter { $0.until < day }.map(IgnoredFindings.expired)
  }

  /// Entries whose check there is not.
  static func unknown(_ entries: [IgnoredFinding], _ known: Set<String>) -> [Diagnostic] {
    let nearest = NearestMatch(known.sorted())
    return entries.filter { !known.contains($0.check) }.map { entry in
      Diagnostic(
        "unknown-check", .error, "found the unknown check `\(entry.check)`", at: entry.checkRange,
        help: nearest.match(entry.check).map { "did you mean `\($0)`?" }
          ?? "see the list of checks in the book, in `guidance/checks`")
    }
  }

  private static func expired(_ entry: IgnoredFinding) -> Diagnostic {
    Diagnostic(
      "expired-suppression", .warning, "`\(entry.check)` was ignored until \(entry.until)", at: entry.range,
      help: "fix the findings, then remove the entry")
  }

  /// What is left of what came of a file of that repository and workflow; nil for one of none.
  func dropping(_ looked: Auditor.Looked, _ repository: Name?, _ workflow: Name?) -> Auditor.Looked {
    let here = entries.filter { $0.scope.holds(for: repository, workflow) }
    guard !here.isEmpty, !looked.findings.isEmpty else { return looked }
    var left = looked
    left.findings = looked.findings.filter { finding in !here.contains { $0.presentCheck == finding.check } }
    left.suppressed += looked.findings.count - left.findings.count
    let found = Set(looked.findings.map(\.check))
    left.entriesInUse.formUnion(here.filter { found.contains($0.presentCheck) }.map(\.range))
    return left
  }

  /// Entries that suppressed nothing, although all that they name was looked at.
  func unused(_ looked: [Auditor.Looked], in organization: AuditedOrganization) -> [Diagnostic] {
    let inUse = looked.reduce(into: Set<SourceRange>()) { $0.formUnion($1.entriesInUse) }
    let idle = entries.filter { !inUse.contains($0.range) && organization.hasSeenAll(of: $0.scope) }
    return idle.map { entry in
      Diagnostic(
        "unused-suppression", .warning,
        "the entry for `\(entry.check)` suppresses nothing \(entry.scope.words)",
        at: entry.range, help: "remove the entry")
    }
  }
}

extension IgnoredFinding {
  /// What its check is called now.
  fileprivate var presentCheck: String { AuditChecks.renamed[check] ?? check }
}

extension IgnoredFinding.Scope {
  fileprivate func holds(for repository: Name?, _ workflow: Name?) -> Bool {
    switch self {
    case .everywhere: true
    case .repository(let name): name == repository
    case .workflow(let name, let key): name == repository && key == workflow
    }
  }

  /// Where it holds, in words.
  fileprivate var words: String {
    switch self {
    case .everywhere: "anywhere"
    case .repository(let name): "in `\(name)`"
    case .workflow(let name, let key): "in `\(name)/\(key)`"
    }
  }
}

extension AuditedOrganization {
  /// Whether everything was looked at in which something of a scope can be found.
  ///
  /// For one workflow that is its whole repository, and what it uses of others of the organization.
  fileprivate func hasSeenAll(of scope: IgnoredFinding.Scope) -> Bool {
    switch scope {
    case .everywhere:
      description.organization.repositories.allSatisfy { $0.archived || whole($0.name) != nil }
    case .repository(let name), .workflow(let name, _):
      whole(name).map { $0.others(of: description).allSatisfy { whole($0) != nil } } ?? false
    }
  }
}

extension AuditedOrganization.Checkout {
  /// The other repositories of the organization whose workflows and actions its files use.
  fileprivate func others(of description: AuditedDescription) -> [Name] {
    let jobs = tree.workflows.flatMap(\.jobs)
    let steps = jobs.flatMap(\.steps) + tree.actions.flatMap(\.steps)
    let targets = jobs.compactMap { $0.call?.target } + steps.compactMap { $0.action?.target }
    return targets.compactMap { target in
      guard case .repository(let owner, let name, _, _) = target else { return nil }
      return description.isOurs(owner) ? Name(name) : nil
    }
  }
}

extension AuditChecks {
  /// What is wrong with a description's word about the audit.
  package static func problems(of organization: Organization) -> [Diagnostic] {
    IgnoredFindings.unknown(
      organization.ignoredFindings, Set(all.flatMap { [$0.id] + $0.description.formerIDs }))
  }
}
