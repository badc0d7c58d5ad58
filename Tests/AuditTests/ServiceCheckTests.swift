import Audit
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

/// What the records of services let the audit find.
@Suite struct ServiceCheckTests {
  private static func findings(_ text: String, on day: String? = nil) async -> [Finding] {
    let path = ".github/workflows/ci.yml"
    let file = SourceFile(path: path, bytes: Array(text.utf8))
    let auditor = Auditor(knowing: shippedCatalog, on: day.flatMap { Day($0) })
    return await auditor.audit([Auditor.Input(file, path: path)]).result.findings
  }

  private static func workflow(_ steps: String) -> String {
    "on: push\npermissions: {contents: read}\njobs:\n  a:\n    runs-on: ubuntu-latest\n    steps:\n\(steps)\n"
  }

  private static let publishing = workflow(
    #"      - {run: npm publish, env: {NODE_AUTH_TOKEN: "${{ secrets.PACKAGES }}"}}"#)

  /// The answer of npm's record changes on 2027-01-01.
  @Test(arguments: [
    ("2026-11-30", FindingSeverity.medium, "stops accepting"), ("2026-12-02", .high, "stops accepting"),
    ("2027-01-02", .high, "no longer accepts"),
  ])
  func aKindThatEndsIsUrgentInTime(_ day: String, _ severity: FindingSeverity, _ words: String) async throws {
    let found = await Self.findings(Self.publishing, on: day).filter { $0.check == "credential-kind-retired" }
    let finding = try #require(found.first)
    #expect(found.count == 1 && finding.severity == severity)
    #expect(finding.message.contains(words))
  }

  @Test func whatCommentsNamedBeforeIsSuppressedStill() async {
    let text = Self.workflow(
      #"      - {run: npm publish, env: {NODE_AUTH_TOKEN: "${{ secrets.PACKAGES }}"}} # tokenbook: ignore[publishing-token-stored] until the move"#
    )
    let ids = await Self.findings(text).map(\.check)
    #expect(!ids.contains("stored-secret-where-job-identity-serves"))
    #expect(
      await Self.findings(Self.publishing).map(\.check).contains("stored-secret-where-job-identity-serves"))
  }

  @Test func aFormerIDIsExplained() {
    #expect(AuditChecks.check(named: "cloud-key-stored")?.id == "stored-secret-where-job-identity-serves")
    #expect(AuditChecks.check(named: "no-such-check") == nil)
  }
}
