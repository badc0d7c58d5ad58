import SourceText

/// Findings for programs: `tokenbook.findings/1`. Lines and columns count from 1, columns in Unicode scalars; the end is
/// exclusive.
package enum JSONReport {
  /// One finding on a line, worst first.
  package static func text(_ result: AuditResult) -> String {
    let findings = result.worstFirst.map { "  " + object($0, result.files) }
    let list = findings.isEmpty ? "[]" : "[\n\(findings.joined(separator: ",\n"))]"
    return "{\n\"schema\": \"tokenbook.findings/1\",\n\"findings\": \(list)\n}\n"
  }

  private static func object(_ entry: AuditResult.Entry, _ files: SourceFiles) -> String {
    let finding = entry.finding
    let related = finding.related.map { related in
      "{\"message\": \(quoted(related.message)), \(place(related.range, files))}"
    }
    let members = [
      "\"check\": \(quoted(finding.check))", "\"severity\": \"\(finding.severity.rawValue)\"",
      "\"confidence\": \"\(finding.confidence.rawValue)\"", "\"message\": \(quoted(finding.message))",
      place(finding.range, files), "\"help\": \(finding.help.map(quoted) ?? "null")",
      "\"subject\": \(quoted(finding.subject))", "\"fingerprint\": \"\(entry.fingerprint)\"",
      "\"fixable\": \(!finding.edits.isEmpty)", "\"related\": [\(related.joined(separator: ", "))]",
    ]
    return "{\(members.joined(separator: ", "))}"
  }

  private static func place(_ range: SourceRange, _ files: SourceFiles) -> String {
    let file = files[range.file]
    let (start, end) = (file.place(at: Int(range.start)), file.place(at: Int(range.end)))
    return
      "\"file\": \(quoted(file.path)), \"line\": \(start.line), \"column\": \(start.column), \"end_line\": \(end.line), \"end_column\": \(end.column)"
  }

  private static func quoted(_ text: String) -> String {
    JSONText.quoted(TokenShape.mask(text))
  }
}
