import Audit
import Guidance
import OrganizationModel
import SourceText

/// A description with its included files: read, decided and explained.
enum DescriptionPromises {
  private static let path = "tokenbook.yaml"

  static func check(_ bytes: [UInt8], _ promises: inout Promises) {
    let loader = FuzzedFiles(bytes, first: path).loader
    let reading = DescriptionReader.read(path, loader)
    promises.expect(reading.diagnostics, in: reading.files, isPlaced: true)
    promises.expect(
      (reading.organization == nil) == reading.diagnostics.hasErrors,
      "an error and an organization, or neither")
    let (text, json) = printed(reading)
    promises.expect(shown: text, "check")
    promises.expect(json: json, "check --format json")
    promises.expect(
      printed(DescriptionReader.read(path, loader)) == (text, json), "another result for the same input")
    if reading.files.files.contains(where: { PlantedToken.isIn($0.bytes) }) {
      promises.expect(reading.diagnostics.hasErrors, "a description with a token is taken")
    }
    if let organization = reading.organization { decide(organization, reading.files, &promises) }
  }

  private static func printed(_ reading: DescriptionReader.Reading) -> (text: String, json: String) {
    let renderer = DiagnosticRenderer(files: reading.files)
    return (renderer.text(reading.diagnostics), renderer.json(reading.diagnostics))
  }

  private static func decide(_ organization: Organization, _ files: SourceFiles, _ promises: inout Promises) {
    let guide = Guide(organization, day: organization.asOf ?? .known("2026-11-22"))
    let decisions = guide.decide()
    promises.expect(decisions.findings + AuditChecks.problems(of: organization), in: files, isPlaced: true)
    let style = TextStyle(hasColor: false)
    promises.expect(
      shown: TerminalText.shown(DecisionsTextRenderer(style).render(decisions)), "decide")
    let json = json(decisions)
    promises.expect(json: json, "decide --format json")
    promises.expect(Self.json(guide.decide()) == json, "another decision for the same description")
    let explanations = ExplanationRenderer(decisions, guide, style)
    for id in ids(decisions) {
      let text = explanations.explain(id)
      promises.expect(text != nil, "nothing explains `\(id)`")
      promises.expect(shown: TerminalText.shown(text ?? ""), "explain")
    }
  }

  private static func json(_ decisions: OrganizationDecisions) -> String {
    String(decoding: DecisionsJSONRenderer().render(decisions), as: UTF8.self)
  }

  /// Some of what the organization has itself.
  private static func ids(_ decisions: OrganizationDecisions) -> [String] {
    decisions.accesses.prefix(3).map(\.id.description) + decisions.credentials.prefix(3).map(\.id)
      + decisions.existing.prefix(3).map(\.credential.name.text)
      + decisions.questions.prefix(3).map(\.question.id)
  }
}
