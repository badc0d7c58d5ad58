import OrganizationModel
import Services
import SourceText
import Workflows

/// A stored secret of a kind that its service stops accepting.
enum CredentialKindRetired {
  static let check = AuditCheck(about, examples: examples) { file in
    StoredForService.all(in: file).compactMap { stored in
      guard !stored.isIdentifier, let end = end(of: stored, after: file.day) else { return nil }
      return finding(stored, end, on: file.day)
    }
  }

  /// The day on which the last kind of stored secret that serves the need stops working, and the fact that says so.
  private static func end(of stored: StoredForService, after day: Day) -> (day: Day, fact: ServiceFact)? {
    let needs = stored.need.map { [$0] } ?? stored.record.needs.map(\.name)
    let ends = needs.map { need -> (day: Day, fact: ServiceFact)? in
      let kinds = stored.record.options.filter {
        $0.rung.isStored && $0.rung != .personal && $0.serves.contains(need)
      }
      let all = kinds.map { stored.record.end(of: $0, for: need, after: day) }
      guard !all.isEmpty, all.allSatisfy({ $0 != nil }) else { return nil }
      return all.compactMap(\.self).max { $0.day < $1.day }
    }
    guard ends.allSatisfy({ $0 != nil }) else { return nil }
    return ends.compactMap(\.self).max { $0.day < $1.day }
  }

  /// How long before its end it is urgent, in days.
  private static let urgent = 30

  private static func finding(
    _ stored: StoredForService, _ end: (day: Day, fact: ServiceFact), on day: Day
  ) -> Finding {
    let isOver = end.day <= day
    let name = "`secrets.\(stored.secret)`"
    let confidence: Confidence =
      switch end.fact.confidence(on: end.day) {
      case .documented: .high
      case .reported: .medium
      case .contested, .assumed: .low
      }
    return about.finding(
      isOver
        ? "\(stored.record.title) no longer accepts what \(name) holds"
        : "\(stored.record.title) stops accepting what \(name) holds on \(end.day)",
      about: stored.subject, at: stored.range, severity: end.day - day <= urgent ? .high : nil,
      confidence: min(confidence, stored.sign > .variable ? .high : .medium),
      help:
        "`tokenbook explain \(end.fact.id)` has the source, and `tokenbook explain \(stored.record.id)` shows what to use instead"
    )
  }

  private static let about = CheckDescription(
    "credential-kind-retired", title: "a service stops accepting this kind of secret", severity: .medium,
    confidence: .high,
    why:
      "From that day on the job fails, often in the middle of a release. A replacement takes time, because the service has to trust the repository first.",
    how:
      "Reports a stored secret if every kind of stored secret that its service accepts for that need has an end in the record. The severity is high within 30 days and after the end. The day is that of the run, or `as_of` of the description.",
    fix: "Switch to the job's identity, or to what the record of the service names instead, before that day.",
    falseAlarms: "The service has postponed the end, and the record is older than that.",
    sources: [
      "https://docs.npmjs.com/about-access-tokens",
      "https://devblogs.microsoft.com/devops/retirement-of-global-personal-access-tokens-in-azure-devops/",
    ])

  private static let examples = [
    AuditExample(
      "a token that publishes to npm",
      """
      on: push
      permissions: {contents: read}
      jobs:
        publish:
          runs-on: ubuntu-latest
          steps:
            - run: npm publish
              env:
                NODE_AUTH_TOKEN: ${{ secrets.PACKAGES }}
      """, finds: [9]),
    AuditExample(
      "a token that only installs, and the job's identity",
      """
      on: push
      permissions: {contents: read, id-token: write}
      jobs:
        publish:
          runs-on: ubuntu-latest
          steps:
            - run: npm ci
              env:
                NODE_AUTH_TOKEN: ${{ secrets.PACKAGES }}
            - run: npm publish
      """),
  ]
}
