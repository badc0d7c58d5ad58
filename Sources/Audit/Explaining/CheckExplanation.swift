package import Catalog
package import Guidance
import SourceText

/// All about a check, for the terminal: the same as on its page.
package struct CheckExplanation: Sendable {
  private let check: AuditCheck
  private let style: TextStyle
  private let catalog: Catalog

  /// Nil for an id that no check has.
  package init?(_ id: String, _ style: TextStyle, knowing catalog: Catalog) {
    guard let check = AuditChecks.check(named: id) else { return nil }
    self.check = check
    self.style = style
    self.catalog = catalog
  }

  /// With a line end at the end.
  package var text: String {
    let about = check.description
    let examples = check.checkedExamples(knowing: catalog)
    let lines =
      [
        style.bold(about.id) + ": \(about.title)",
        "Severity \(about.severity.rawValue), confidence \(about.confidence.rawValue)."
          + (about.needsDescription ? " Needs a description: `tokenbook audit --description FILE`." : ""),
      ]
      + section("Why", [about.why]) + section("How it works", [about.how])
      + section(
        "How to fix it", [about.fix] + (about.isMended(in: examples) ? [CheckDescription.mending] : []))
      + section("False positives", [about.falseAlarms])
      + section("Suppress a finding", ["# tokenbook: ignore[\(about.id)] reason"])
      + section("Facts", about.facts.map(\.id)) + section("Sources", about.addresses)
      + examples.flatMap(lines)
    return lines.joined(separator: "\n") + "\n"
  }

  private func lines(_ example: CheckedExample) -> [String] {
    let what = example.findings.isEmpty ? "nothing found" : "found"
    return section("Example, \(what): \(example.title)", example.files.flatMap(lines))
  }

  /// The file with the numbers of its lines, and what is found below it.
  private func lines(_ file: CheckedExample.File) -> [String] {
    let found = Set(file.findings.map(\.line))
    let lines = file.text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
    let width = "\(lines.count)".count
    let numbered = lines.enumerated().map { index, line in
      let number = "\(index + 1)"
      let margin = String(repeating: " ", count: width - number.count) + number
      return (found.contains(index + 1) ? style.bad("> \(margin)") : "  \(margin)") + " | \(line)"
    }
    let findings = file.findings.map { found in
      "line \(found.line), \(found.finding.severity.rawValue): \(found.finding.message)"
        + (found.finding.help.map { ". \(Words.capitalized($0))." } ?? "")
    }
    return [(file.repository.map { "\($0) " } ?? "") + file.path] + numbered + findings
  }

  private func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", style.bold(title)] + lines.map { "  \($0)" }
  }
}

extension CheckDescription {
  /// What is said where `--fix` mends what the check finds.
  package static let mending = "`tokenbook audit --fix` does this where it is safe."

  /// Whether `--fix` mends what it finds in one of its examples.
  package func isMended(in examples: [CheckedExample]) -> Bool {
    examples.contains { $0.findings.contains { !$0.finding.edits.isEmpty } }
  }
}
