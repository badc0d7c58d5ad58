import SourceText

/// Findings as workflow commands, which GitHub shows as annotations of the run and beside the lines of a pull request.
///
/// GitHub shows ten errors, ten warnings and ten notices of a step (peers-and-conventions §5.3): of each kind the worst
/// are printed, and where there are more the last one says how many.
package enum AnnotationsReport {
  /// How many of one kind a step shows.
  package static let shown = 10

  /// One command on a line; empty for no findings.
  package static func text(_ result: AuditResult) -> String {
    let groups = Dictionary(grouping: result.worstFirst) { Command($0.finding.severity) }
    return Command.allCases.map { command in
      lines(command, groups[command] ?? [], result).map { $0 + "\n" }.joined()
    }
    .joined()
  }

  private enum Command: String, CaseIterable {
    case error, warning, notice

    init(_ severity: FindingSeverity) {
      switch severity {
      case .high: self = .error
      case .medium: self = .warning
      case .low, .informational: self = .notice
      }
    }
  }

  private static func lines(
    _ command: Command, _ entries: [AuditResult.Entry], _ result: AuditResult
  ) -> [String] {
    guard entries.count > shown else { return entries.map { line(command, $0.finding, result) } }
    let more = entries.count - (shown - 1)
    return entries.prefix(shown - 1).map { line(command, $0.finding, result) } + [
      "::\(command.rawValue) title=tokenbook::and \(more) more: see the log or the job summary"
    ]
  }

  private static func line(_ command: Command, _ finding: Finding, _ result: AuditResult) -> String {
    let places = ReportedPlaces(finding, in: result)
    let place = places.main.map { self.place($0, result.files) + "," } ?? ""
    let lines = [finding.message, finding.help].compactMap(\.self) + places.words
    return
      "::\(command.rawValue) \(place)title=\(property("\(finding.severity.rawValue): \(finding.check)"))::\(message(lines.joined(separator: "\n")))"
  }

  private static func place(_ range: SourceRange, _ files: SourceFiles) -> String {
    let file = files[range.file]
    let (start, end) = (file.place(at: Int(range.start)), file.place(at: Int(range.end)))
    // GitHub takes columns only where both are on one line.
    let columns = start.line == end.line ? ",col=\(start.column),endColumn=\(end.column)" : ""
    return "file=\(property(file.path)),line=\(start.line),endLine=\(end.line)\(columns)"
  }

  private static func message(_ text: String) -> String { AnnotationText.message(TokenShape.mask(text)) }
  private static func property(_ text: String) -> String { AnnotationText.property(TokenShape.mask(text)) }
}
