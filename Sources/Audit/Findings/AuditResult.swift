package import SourceText

/// What an audit found, and how it is told apart from earlier ones.
package struct AuditResult: Sendable {
  /// One finding and what it is known by.
  package struct Entry: Sendable, Hashable {
    package let finding: Finding
    package let fingerprint: Fingerprint
  }

  /// In the order of files and places.
  package let entries: [Entry]
  /// Every file that was read.
  package let files: SourceFiles
  /// The checks that ran, sorted by id.
  package let checks: [CheckDescription]
  /// How many of the files, the first, are those of a description.
  private let descriptionCount: Int

  /// - Parameter descriptionCount: how many of the files, the first, are those of a description.
  package init(
    _ findings: [Finding], in files: SourceFiles, checks: [CheckDescription], descriptionCount: Int = 0
  ) {
    let sorted = findings.sorted {
      ($0.range, $0.check, $0.subject, $0.message) < ($1.range, $1.check, $1.subject, $1.message)
    }
    let prints = Fingerprint.all(of: sorted, in: files)
    self.init(
      entries: zip(sorted, prints).map { Entry(finding: $0, fingerprint: $1) }, files: files, checks: checks,
      descriptionCount: descriptionCount)
  }

  private init(
    entries: [Entry], files: SourceFiles, checks: [CheckDescription], descriptionCount: Int
  ) {
    self.entries = entries
    self.files = files
    self.checks = checks.sorted { $0.id < $1.id }
    self.descriptionCount = descriptionCount
  }

  /// Whether a file is one of the description that the others were held against.
  func isDescription(_ id: SourceFileID) -> Bool { id < SourceFileID(index: UInt32(descriptionCount)) }

  package var findings: [Finding] { entries.map(\.finding) }

  /// The highest severity found; nil where nothing was.
  package var worst: FindingSeverity? { entries.map(\.finding.severity).max() }

  /// The same with only some of the findings; their fingerprints stay.
  package func keeping(_ isKept: (Entry) -> Bool) -> AuditResult {
    AuditResult(
      entries: entries.filter(isKept), files: files, checks: checks, descriptionCount: descriptionCount)
  }

  /// `2 high, 1 low`; empty for none.
  package var summary: String {
    FindingSeverity.allCases.reversed().compactMap { severity in
      let count = entries.count { $0.finding.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    .joined(separator: ", ")
  }

  /// Worst first, then by place.
  package var worstFirst: [Entry] {
    entries.enumerated().sorted { left, right in
      let (one, other) = (left.element.finding, right.element.finding)
      return one.severity == other.severity ? left.offset < right.offset : one.severity > other.severity
    }
    .map(\.element)
  }
}
