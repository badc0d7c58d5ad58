import ArgumentParser
import Audit
import SourceText

/// `tokenbook audit --permissions`.
extension Audit {
  /// Which other options make no sense beside it.
  func validatePermissions() throws {
    guard permissions else { return }
    let others = [
      ("--description", description != nil), ("--baseline", baseline != nil),
      ("--write-baseline", writeBaseline != nil), ("--job-summary", jobSummary != nil),
    ]
    if let other = others.first(where: \.1) {
      throw ValidationError("'--permissions' can't be combined with '\(other.0)'")
    }
    if format != .text && format != .json {
      throw ValidationError("'--permissions' has the formats 'text' and 'json'")
    }
  }

  /// Shows which permissions each job needs, and writes them where that is asked for and certain.
  func reportPermissions(_ console: Console) throws {
    let catalog = try console.catalog(catalog)
    var report = PermissionReport(try inputs(console), knowing: catalog)
    if fix, try write(report, console) { report = PermissionReport(try inputs(console), knowing: catalog) }
    console.show(report.diagnostics, in: report.sources)
    let text = PermissionReportText(report, console.style(on: .output))
    switch format {
    case .text: try console.write(shown: text.text)
    case .json: try console.write(PermissionReportJSON.text(report))
    case .sarif, .github: break
    }
    console.note(text.summary)
    if report.diagnostics.hasErrors && !noExitCodes { throw ExitCode.wrongInput }
  }

  /// The changes of each file that still parses after them; whether there were any.
  private func write(_ report: PermissionReport, _ console: Console) throws -> Bool {
    var isChanged = false
    for file in report.files {
      let source = report.sources[file.id]
      let edits = file.edits(in: source)
      guard !edits.isEmpty, let bytes = Mending.bytes(of: source, with: edits) else { continue }
      try write(source.path, bytes, count: edits.count, console)
      isChanged = true
    }
    return isChanged
  }
}
