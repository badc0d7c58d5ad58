import Audit
import Catalog
import Guidance
import Importers
import OrganizationModel
import ShippedCatalog
import SourceText

/// Workflow files of checkouts, maybe with a description: audited, mended and imported.
struct WorkflowPromises {
  static let firstPath = "acme__web/.github/workflows/ci.yml"

  private let inputs: [Auditor.Input]
  private let description: AuditedDescription?

  init(_ bytes: [UInt8]) {
    let files = FuzzedFiles(bytes, first: Self.firstPath)
    inputs = files.files.filter { $0.path.contains("/") }.map { file in
      let inside = file.path.split(separator: "/", maxSplits: 1).last.map(String.init) ?? file.path
      return Auditor.Input(SourceFile(path: file.path, bytes: file.bytes), path: inside)
    }
    let reading = DescriptionReader.read(
      "tokenbook.yaml", files.loader, endpoints: shippedCatalog.lookup)
    description = reading.organization.map { organization in
      let day = organization.asOf ?? .known("2026-11-22")
      return AuditedDescription(Guide(organization, day: day).decide(), files: reading.files)
    }
  }

  func check(_ promises: inout Promises) async {
    let outcome = await checkFindings(&promises)
    checkReports(outcome.result, &promises)
    await checkMending(outcome, &promises)
    checkImport(&promises)
  }

  /// What is found, as a person sees it, has places and is the same each time.
  @discardableResult
  func checkFindings(_ promises: inout Promises) async -> Auditor.Outcome {
    let outcome = await audit()
    let findings = outcome.result.findings.map(\.diagnostic)
    promises.expect(outcome.diagnostics + findings, in: outcome.result.files)
    promises.expect(findings.allSatisfy { $0.range != nil }, "a finding without a place")
    let text = Self.text(outcome)
    promises.expect(shown: text, "audit")
    promises.expect(Self.text(await audit()) == text, "another result for the same input")
    return outcome
  }

  private static func text(_ outcome: Auditor.Outcome) -> String {
    DiagnosticRenderer(files: outcome.result.files).text(
      outcome.diagnostics + outcome.result.findings.map(\.diagnostic))
  }

  /// The forms for programs.
  private func checkReports(_ result: AuditResult, _ promises: inout Promises) {
    promises.expect(json: JSONReport.text(result), "audit --format json")
    // It carries the pages of all checks: a hundred times what is read.
    if result.entries.count % 4 == 1 { checkSARIF(result, &promises) }
    promises.expect(noTokenIn: JobSummary.markdown(result), "the job summary")
    checkAnnotations(AnnotationsReport.text(result), of: result, &promises)
  }

  private func checkSARIF(_ result: AuditResult, _ promises: inout Promises) {
    let sarif = SARIFReport(toolVersion: "1.0.0", category: "fuzz/").render(result)
    promises.expect(json: String(decoding: sarif, as: UTF8.self), "audit --format sarif")
  }

  /// The runner reads each line by itself: each has to be a command of ours.
  private func checkAnnotations(_ text: String, of result: AuditResult, _ promises: inout Promises) {
    promises.expect(noTokenIn: text, "audit --format github")
    let lines = text.utf8.split { $0 == 0x0A || $0 == 0x0D }
    promises.expect(
      lines.count <= result.entries.count, "more annotations than findings: \(text.debugDescription)")
    for line in lines {
      let isOurs = ["::error ", "::warning ", "::notice "].contains { line.starts(with: $0.utf8) }
      promises.expect(isOurs, "a line that is no annotation: \(text.debugDescription)")
    }
  }

  private func audit(with changed: [String: SourceFile] = [:]) async -> Auditor.Outcome {
    let auditor = Auditor(knowing: shippedCatalog)
    let inputs = inputs.map { Auditor.Input(changed[$0.file.path] ?? $0.file, path: $0.path) }
    guard let description else { return await auditor.audit(inputs.filter(\.isSubject)) }
    return await auditor.audit(inputs, against: description)
  }
}

// MARK: - Mending

extension WorkflowPromises {
  /// Changes end, and in the end nothing differs but what may.
  private func checkMending(_ outcome: Auditor.Outcome, _ promises: inout Promises) async {
    var (outcome, changed) = (outcome, [String: SourceFile]())
    for _ in 0..<Auditor.mostMendings {
      let mended = await mend(outcome, changed).filter { $0.count > 0 }
      if mended.isEmpty { return checkMended(changed, &promises) }
      for file in mended { changed[file.path] = SourceFile(path: file.path, bytes: file.bytes) }
      outcome = await audit(with: changed)
    }
    let texts = changed.values.map { String(decoding: $0.bytes, as: UTF8.self).debugDescription }
    promises.expect(false, "--fix changes what it made itself: \(texts)")
  }

  private func checkMended(_ changed: [String: SourceFile], _ promises: inout Promises) {
    for input in inputs {
      guard let file = changed[input.file.path] else { continue }
      for problem in MendedTree.problems(from: input.file.bytes, to: file.bytes) {
        let text = String(decoding: file.bytes, as: UTF8.self).debugDescription
        promises.expect(false, "--fix: \(problem) in \(text)")
      }
    }
  }

  private func mend(_ outcome: Auditor.Outcome, _ changed: [String: SourceFile]) async -> [Auditor.MendedFile]
  {
    await Auditor.mend(outcome.result, of: outcome) { more in
      await audit(with: changed.merging(more) { $1 })
    }
  }
}

// MARK: - Importing

extension WorkflowPromises {
  /// Whatever an import writes reads without a problem.
  private func checkImport(_ promises: inout Promises) {
    var files = SourceFiles()
    for input in inputs { _ = files.add(input.file) }
    Self.check(Importer.workflows.convert(files, nil, shippedCatalog), of: files, &promises)
  }

  static func check(_ imported: Imported, of files: SourceFiles, _ promises: inout Promises) {
    promises.expect(imported.diagnostics, in: files)
    promises.expect(shown: DiagnosticRenderer(files: files).text(imported.diagnostics), "import")
    guard !imported.diagnostics.hasErrors else { return }
    for description in imported.descriptions {
      let text = description.text
      promises.expect(noTokenIn: text, "an imported description")
      let file = SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8))
      let reading = DescriptionReader.read(file, endpoints: shippedCatalog.lookup)
      let problems = DiagnosticRenderer(files: reading.files).text(reading.diagnostics)
      promises.expect(problems.isEmpty, "an import does not read: \(problems) in \(text.debugDescription)")
    }
  }
}
