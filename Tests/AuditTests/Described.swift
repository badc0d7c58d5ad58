import Audit
import Guidance
import OrganizationModel
import SourceText
import Testing

/// A description that files of the repository `web` of `acme` are held against.
struct Described {
  static let path = "tokenbook.yaml"

  let description: AuditedDescription

  init(_ text: String, day: Day? = Day("2026-11-26")) throws {
    let file = SourceFile(path: Self.path, bytes: Array((text + "\n").utf8))
    let reading = DescriptionReader.read(file)
    let organization = try #require(
      reading.organization, "\(DiagnosticRenderer(files: reading.files).text(reading.diagnostics))")
    let decisions = Guide(organization, day: try #require(organization.asOf ?? day)).decide()
    description = AuditedDescription(decisions, files: reading.files)
  }

  /// - Parameter workflows: by the names of their files without an ending; one with a slash in it names the repository
  ///   before it.
  func outcome(
    _ workflows: [String: String], _ checks: [AuditCheck] = AuditChecks.all, others: [String: String] = [:]
  ) async -> Auditor.Outcome {
    var inputs = workflows.sorted { $0.key < $1.key }.map { name, text in
      let parts = name.split(separator: "/").map(String.init)
      let repository = parts.count == 2 ? parts[0] : "web"
      return input("acme__\(repository)", ".github/workflows/\(parts.last ?? "").yml", text)
    }
    inputs += others.sorted { $0.key < $1.key }.map { input("acme__web", $0.key, $0.value) }
    return await Auditor(checks: checks).audit(inputs, against: description)
  }

  private func input(_ folder: String, _ path: String, _ text: String) -> Auditor.Input {
    Auditor.Input(SourceFile(path: "\(folder)/\(path)", bytes: Array(text.utf8)), path: path)
  }
}
