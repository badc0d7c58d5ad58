package import SourceText

/// What a finding is known by from one run to the next: made of the check, the file and the subject, so that moved lines
/// change nothing.
package struct Fingerprint: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// `0123456789abcdef:1`: a digest, and which of the findings that share it.
  package let text: String

  package init(text: String) {
    self.text = text
  }

  package var description: String { text }

  package static func < (left: Fingerprint, right: Fingerprint) -> Bool { left.text < right.text }

  /// The fingerprint of each finding, in their order.
  package static func all(of findings: [Finding], in files: SourceFiles) -> [Fingerprint] {
    var counts: [ContentDigest: Int] = [:]
    return findings.map { finding in
      let parts = [finding.check, files[finding.range.file].path, finding.subject]
      let digest = ContentDigest(of: Array(parts.joined(separator: "\n").utf8))
      counts[digest, default: 0] += 1
      return Fingerprint(text: "\(digest.hexadecimal):\(counts[digest] ?? 1)")
    }
  }
}
