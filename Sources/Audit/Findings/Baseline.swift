package import SourceText

/// The findings that are known already, so that only new ones fail a build.
///
/// As a file: one fingerprint on a line, then the check and the file for people. A line that begins with `#` says
/// nothing to the program.
package struct Baseline: Sendable, Hashable {
  package var fingerprints: Set<Fingerprint>

  package init(_ result: AuditResult) {
    fingerprints = Set(result.entries.map(\.fingerprint))
  }

  package init(fingerprints: Set<Fingerprint>) {
    self.fingerprints = fingerprints
  }

  /// What became of a text as a baseline.
  package enum Reading: Sendable, Equatable {
    case read(Baseline)
    /// Every line that is none.
    case refused([Diagnostic])
  }

  /// Reads what `text(of:)` wrote.
  package static func read(_ file: SourceFile, as id: SourceFileID) -> Reading {
    var fingerprints: Set<Fingerprint> = []
    var problems: [Diagnostic] = []
    for index in 0..<file.lineCount {
      let range = file.lineRange(index)
      let line = file.text(range)
      if line.isEmpty || line.hasPrefix("#") { continue }
      let word = line.prefix { $0 != " " && $0 != "\t" }
      if isFingerprint(word) {
        fingerprints.insert(Fingerprint(text: String(word)))
      } else {
        problems.append(notOne(word, SourceRange(id, range)))
      }
    }
    return problems.isEmpty ? .read(Baseline(fingerprints: fingerprints)) : .refused(problems)
  }

  private static func notOne(_ word: Substring, _ range: SourceRange) -> Diagnostic {
    Diagnostic(
      "baseline", "found `\(word)`, expected a fingerprint such as `0123456789abcdef:1`", at: range,
      help: "rewrite the file with `--write-baseline`")
  }

  private static func isFingerprint(_ word: Substring) -> Bool {
    let parts = word.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, ContentDigest(hexadecimal: String(parts[0])) != nil else { return false }
    return Int(parts[1]).map { $0 > 0 } ?? false
  }

  /// The file that `--write-baseline` writes: sorted, a finding on a line.
  package static func text(of result: AuditResult) -> String {
    let lines = result.entries.map { entry in
      let path = TokenShape.mask(result.files[entry.finding.range.file].path).filter { !$0.isNewline }
      return "\(entry.fingerprint) \(entry.finding.check) \(path)\n"
    }
    return "# Findings of `tokenbook audit` that are known; only new ones fail.\n" + lines.sorted().joined()
  }
}

extension SourceRange {
  init(_ file: SourceFileID, _ offsets: Range<Int>) {
    self.init(file: file, start: UInt32(offsets.lowerBound), end: UInt32(offsets.upperBound))
  }
}

extension AuditResult {
  /// Without what a baseline knows.
  package func without(_ baseline: Baseline) -> AuditResult {
    keeping { !baseline.fingerprints.contains($0.fingerprint) }
  }
}
