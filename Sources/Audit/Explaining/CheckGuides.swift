package import Catalog
package import Guidance

extension AuditChecks {
  /// What the book says of each check.
  package static func guides(knowing catalog: Catalog) -> [CheckGuide] {
    all.map { $0.guide(knowing: catalog) }
  }
}

extension AuditCheck {
  fileprivate func guide(knowing catalog: Catalog) -> CheckGuide {
    let about = description
    return CheckGuide(
      id: about.id, title: about.title, severity: about.severity.rawValue,
      confidence: about.confidence.rawValue, needsDescription: about.needsDescription, why: about.why,
      how: about.how, fix: about.fix, falseAlarms: about.falseAlarms, facts: about.facts.map(\.id),
      addresses: about.addresses
    ) {
      let examples = checkedExamples(knowing: catalog)
      return CheckGuide.Examples(
        examples.map(CheckGuide.Example.init),
        mending: about.isMended(in: examples) ? CheckDescription.mending : nil)
    }
  }
}

extension CheckGuide.Example {
  fileprivate init(_ example: CheckedExample) {
    self.init(
      title: example.title,
      files: example.files.map { file in
        File(
          path: file.path, repository: file.repository, text: file.text,
          findings: file.findings.map(Finding.init))
      })
  }
}

extension CheckGuide.Example.Finding {
  fileprivate init(_ found: CheckedExample.Found) {
    self.init(
      line: found.line, severity: found.finding.severity.rawValue, message: found.finding.message,
      help: found.finding.help)
  }
}
