import SourceText

/// Findings as Markdown for `GITHUB_STEP_SUMMARY`: at most 1 MiB, since a larger one is lost as a whole
/// (peers-and-conventions §5.3).
package enum JobSummary {
  package static let maximumBytes = 1 << 20

  /// Begins at the third level of headings; the worst findings first, cut with a count where they are too many.
  /// - Parameter limit: how many bytes it may have; empty where not even its table fits.
  package static func markdown(_ result: AuditResult, limit: Int = maximumBytes) -> String {
    let title = "### Credentials in workflows\n\n"
    guard !result.entries.isEmpty else {
      return title.utf8.count + 20 < limit ? title + "No findings.\n" : ""
    }
    let head = title + "\(result.summary)\n\n" + table(result)
    let open = "\n<details><summary>Each finding</summary>\n\n"
    let close = "\n</details>\n"
    let reserve = open.utf8.count + close.utf8.count + 100
    guard head.utf8.count + reserve < limit else { return "" }
    var (rows, size) = ([String](), head.utf8.count + reserve)
    let all = result.worstFirst
    for entry in all {
      let row = row(entry.finding, result.files)
      if size + row.utf8.count > limit { break }
      size += row.utf8.count
      rows.append(row)
    }
    let rest = all.count - rows.count
    let more = rest == 0 ? "" : "\n…and \(rest) more, in the log.\n"
    return head + open + rows.joined() + more + close
  }

  private static func table(_ result: AuditResult) -> String {
    let groups = Dictionary(grouping: result.findings, by: \.check)
    let rows = groups.sorted { left, right in
      let (one, other) = (left.value.map(\.severity).max(), right.value.map(\.severity).max())
      if let one, let other, one != other { return one > other }
      return left.key < right.key
    }
    return "| Check | Severity | Findings |\n| --- | --- | ---: |\n"
      + rows.map { check, findings in
        "| `\(check)` | \(findings.map(\.severity).max()?.rawValue ?? "") | \(findings.count) |\n"
      }
      .joined()
  }

  private static func row(_ finding: Finding, _ files: SourceFiles) -> String {
    let help = finding.help.map { " \(inline($0.prefix(1).uppercased() + $0.dropFirst()))." } ?? ""
    let place = MarkdownText.codeSpan(oneLine(files.placeText(finding.range)))
    return
      "- **\(finding.severity.rawValue)** `\(finding.check)` at \(place): \(inline(finding.message)).\(help)\n"
  }

  /// On one line: the code spans of messages stay, and nothing else is Markdown or HTML, whatever a file says.
  private static func inline(_ text: String) -> String {
    let parts = oneLine(text).split(atByte: "`")
    return parts.enumerated().map { index, part in
      if index.isMultiple(of: 2) { return MarkdownText.inProse(String(part)) }
      let isClosed = index < parts.count - 1
      if isClosed, !part.isEmpty { return "`\(part)`" }
      return "\\`\(MarkdownText.inProse(String(part)))\(isClosed ? "\\`" : "")"
    }
    .joined()
  }

  private static func oneLine(_ text: String) -> String {
    let scalars = TokenShape.mask(text).unicodeScalars.map { $0.endsLine ? " " : $0 }
    return String(String.UnicodeScalarView(scalars))
  }
}
