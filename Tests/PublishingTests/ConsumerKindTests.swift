import Foundation
import OrganizationModel
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// A kind of consumer is one record: what else it needs is told here.
@Suite struct ConsumerKindTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: BookFixture.packageRoot.appending(path: path), encoding: .utf8)
  }

  /// A template with its partials in it.
  private static func template(_ name: String) throws -> String {
    let whole = try text("templates/documents/\(name).md.mustache")
    let partials = whole.matches(of: /\{\{>([a-z-]+)\}\}/).map { String($0.1) }
    return try ([whole] + partials.map(template)).joined()
  }

  /// The templates that a record names, and what they run.
  private static func steps(of kind: Consumer.Kind) -> [(name: String, tools: [String])] {
    let record = kind.record
    let proofs = [record.pulling, record.using].map { (name: $0.step, tools: $0.tools) }
    guard case .step(let name, let tools) = record.storing else { return proofs }
    return proofs + [(name: name, tools: tools)]
  }

  @Test(arguments: Consumer.Kind.allCases) func itsTemplatesAreThere(_ kind: Consumer.Kind) throws {
    for step in Self.steps(of: kind) {
      let template = try Self.template("steps/\(step.name)")
      #expect(template.contains("**You should see**") && template.contains("**If not"), "\(step.name)")
      for tool in step.tools {
        #expect(RunbookStep.Tool(rawValue: tool) != nil, "\(step.name) runs \(tool), which no runbook knows")
        #expect(template.contains(tool) || template.contains("{{\(tool)}}"), "\(step.name) runs no \(tool)")
      }
    }
  }

  /// Where the credentials of a kind are stored and tried is in a runbook that other tests look at.
  @Test(arguments: Consumer.Kind.allCases) func itsRunbooksAreLookedAt(_ kind: Consumer.Kind) throws {
    let cases = try RunbookCase.all.filter {
      try $0.book().organization.consumers.contains { $0.kind == kind }
    }
    let steps = try cases.flatMap { try $0.steps().values.joined().map(\.name) }
    // A workflow elsewhere, and what only reads GitHub's own stores, has no step that the others lack.
    guard kind.record.place == .outside else { return }
    #expect(!cases.isEmpty, "no case of RunbookCases has a consumer of the kind \(kind.rawValue)")
    for step in Self.steps(of: kind) {
      #expect(steps.contains(step.name), "\(kind.rawValue): no case comes to \(step.name)")
    }
  }

  /// The guide's row of `kind`, and the schema's choice.
  @Test(arguments: Consumer.Kind.allCases) func theGuideAndTheSchemaNameIt(_ kind: Consumer.Kind) throws {
    let guide = try Self.text("site/content/description.md")
    let section = try #require(guide.components(separatedBy: "\n## `consumers`\n").last)
    let row = try #require(section.split(separator: "\n").first { $0.hasPrefix("| `kind` |") })
    #expect(row.contains("`\(kind.rawValue)`"), "site/content/description.md: \(row)")
    let schema = try Self.text("site/schemas/tokenbook.schema.json")
    #expect(schema.contains("\"\(kind.rawValue)\""), "site/schemas/tokenbook.schema.json")
  }
}
