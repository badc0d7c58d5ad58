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
    entries = all.filter { $0.until >= day }
    problems =
      IgnoredFindings.unknown(all, known) + all.filter { $0.until < day }.map(IgnoredFindings.expired)
  }

  /// Entries whose check there is not.
  static func unknown(_ entries: [IgnoredFinding], _ known: Set<String>) -> [Diagnostic] {
    let nearest = NearestMatch(known.sorted())
    return entries.filter { !known.contains($0.check) }.map { entry in
      Diagnostic(
        "unknown-check", .error, "there is no check `\(entry.check)`", at: entry.checkRange,
        help: nearest.match(entry.check).map { "did you mean `\($0)`?" }
          ?? "`tokenbook explain` knows the checks")
    }
  }

  private static func expired(_ entry: IgnoredFinding) -> Diagnostic {
    Diagnostic(
      "expired-suppression", .warning, "`\(entry.check)` was ignored until \(entry.until)", at: entry.range,
      help: "mend what it finds, and take the entry out")
  }

  /// What is left of what came of a file of that repository and workflow; nil for one of none.
  func dropping(_ looked: Auditor.Looked, _ repository: Name?, _ workflow: Name?) -> Auditor.Looked {
    guard !entries.isEmpty, !looked.findings.isEmpty else { return looked }
    var left = looked
    left.findings = looked.findings.filter { finding in
      !entries.contains { $0.check == finding.check && $0.scope.holds(for: repository, workflow) }
    }
    left.suppressed += looked.findings.count - left.findings.count
    return left
  }
}

extension IgnoredFinding.Scope {
  fileprivate func holds(for repository: Name?, _ workflow: Name?) -> Bool {
    switch self {
    case .everywhere: true
    case .repository(let name): name == repository
    case .workflow(let name, let key): name == repository && key == workflow
    }
  }
}

extension AuditChecks {
  /// What is wrong with a description's word about the audit.
  package static func problems(of organization: Organization) -> [Diagnostic] {
    IgnoredFindings.unknown(organization.ignoredFindings, Set(all.map(\.id)))
  }
}
