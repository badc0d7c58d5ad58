import Foundation
import OrganizationModel
import SourceText
import Testing

/// Every folder below `Fixtures/invalid`: `tokenbook.yaml` and what is printed about it in `expected.txt`.
/// `TOKENBOOK_RECORD=1` writes what is printed now, and fails.
@Suite struct InvalidDescriptionTests {
  @Test(arguments: FixtureFiles.cases(in: "invalid"))
  func printsWhatIsExpected(name: String) throws {
    let reading = FixtureFiles.read("invalid/\(name)")
    let text = DiagnosticRenderer(files: reading.files).text(reading.diagnostics)
    let url = FixtureFiles.folder.appending(path: "invalid/\(name)/expected.txt")
    if ProcessInfo.processInfo.environment["TOKENBOOK_RECORD"] != nil {
      try Data(text.utf8).write(to: url)
      Issue.record("recorded \(name)")
    }
    #expect(text == (try? String(contentsOf: url, encoding: .utf8)))
    #expect(!reading.diagnostics.isEmpty)
    #expect((reading.organization == nil) == reading.diagnostics.hasErrors)
  }

  @Test func tokensAreNeverPrinted() {
    for name in ["tokens", "private-keys", "tokens-in-broken-yaml"] {
      let reading = FixtureFiles.read("invalid/\(name)")
      let renderer = DiagnosticRenderer(files: reading.files)
      for text in [renderer.text(reading.diagnostics), renderer.json(reading.diagnostics)] {
        for secret in ["aB3dE6", "6gH9jK2m", "MIIEow", "b3BlbnNz", "eyJhbGci"] {
          #expect(!text.contains(secret), "\(name)")
        }
      }
    }
  }
}
