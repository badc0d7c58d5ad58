package import SourceText

extension Auditor {
  /// One file with the changes that were made in it.
  package struct MendedFile: Sendable {
    package let path: String
    package let bytes: [UInt8]
    /// How many places were changed.
    package let count: Int
    /// How many findings keep their place, since the change is not safe.
    package let refused: Int
  }

  /// How often changes are made, looked at again, and made that are safe only now, before that is given up.
  package static let mostMendings = 5

  /// Makes the changes of findings, in memory. A change after which a file does not parse, says something else than was
  /// meant, or brings a finding that was not there, is not made.
  ///
  /// - Parameters:
  ///   - wanted: the findings whose changes are wanted.
  ///   - outcome: the audit that they come from.
  ///   - again: audits everything again with some files, by path, in the place of those on the disk.
  package static func mend(
    _ wanted: AuditResult, of outcome: Outcome,
    again: (_ changed: [String: SourceFile]) async throws -> Outcome
  ) async rethrows -> [MendedFile] {
    let fixable = wanted.findings.filter { !$0.edits.isEmpty }
    let byFile = Dictionary(grouping: fixable, by: \.range.file).sorted { $0.key < $1.key }
    var all = byFile.map { MendingFile(wanted.files[$0.key], $0.value) }
    for index in all.indices { all[index].takeAll() }
    let before = FindingCounts(outcome)
    let after = FindingCounts(try await again(changed(all)))
    // Together most changes are safe; where one is not, its file is done change by change.
    let isBesides = after.exceeds(before, besides: Set(all.map(\.file.path)))
    for index in all.indices where isBesides || after.exceeds(before, in: all[index].file.path) {
      try await all[index].takeOneByOne { file in
        let counts = FindingCounts(try await again([file.path: file]))
        return !counts.exceeds(before, besides: [])
      }
    }
    return all.map(\.mended)
  }

  private static func changed(_ files: [MendingFile]) -> [String: SourceFile] {
    Dictionary(
      files.filter { !$0.taken.isEmpty }.map { ($0.file.path, $0.changed) },
      uniquingKeysWith: { first, _ in first })
  }
}

/// A file whose findings are mended one after another.
private struct MendingFile {
  let file: SourceFile
  let findings: [Finding]
  private(set) var taken: [Finding] = []
  private(set) var changed: SourceFile

  init(_ file: SourceFile, _ findings: [Finding]) {
    self.file = file
    self.findings = findings
    changed = file
  }

  var mended: Auditor.MendedFile {
    Auditor.MendedFile(
      path: file.path, bytes: changed.bytes,
      count: Set(taken.flatMap(\.edits).map { EditedPlace(range: $0.range, text: $0.replacement) }).count,
      refused: findings.count - taken.count)
  }

  private struct EditedPlace: Hashable {
    let range: SourceRange
    let text: String
  }

  /// Every change that leaves the file as it should be.
  mutating func takeAll() {
    for finding in findings { _ = take(finding) }
  }

  /// Only changes after which nothing new is found.
  mutating func takeOneByOne(_ isSafe: (SourceFile) async throws -> Bool) async rethrows {
    (taken, changed) = ([], file)
    for finding in findings {
      let before = (taken, changed)
      if take(finding), try await !isSafe(changed) { (taken, changed) = before }
    }
  }

  private mutating func take(_ finding: Finding) -> Bool {
    guard let bytes = Mending.bytes(of: file, with: (taken + [finding]).flatMap(\.edits)) else {
      return false
    }
    taken.append(finding)
    changed = SourceFile(path: file.path, bytes: bytes)
    return true
  }
}

/// How often each thing is found in each file.
private struct FindingCounts {
  private struct Key: Hashable {
    let path: String
    let check: String
    let subject: String
    let severity: FindingSeverity
  }

  private var counts: [Key: Int] = [:]

  init(_ outcome: Auditor.Outcome) {
    for finding in outcome.result.findings {
      add(finding.range, finding.check, finding.subject, finding.severity, outcome)
    }
    // A comment that no longer suppresses, and whatever else is told of a file.
    for diagnostic in outcome.diagnostics {
      guard let range = diagnostic.range else { continue }
      add(range, diagnostic.id, diagnostic.message, .informational, outcome)
    }
  }

  private mutating func add(
    _ range: SourceRange, _ check: String, _ subject: String, _ severity: FindingSeverity,
    _ outcome: Auditor.Outcome
  ) {
    let path = outcome.result.files[range.file].path
    counts[Key(path: path, check: check, subject: subject, severity: severity), default: 0] += 1
  }

  /// Whether something is found in a file that was not before.
  func exceeds(_ other: FindingCounts, in path: String) -> Bool {
    counts.contains { $0.path == path && $1 > other.counts[$0] ?? 0 }
  }

  /// The same of all files but some.
  func exceeds(_ other: FindingCounts, besides paths: Set<String>) -> Bool {
    counts.contains { !paths.contains($0.path) && $1 > other.counts[$0] ?? 0 }
  }
}
