import Audit
import Guidance
import Importers
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

/// A workflow that uses an App: what its draft decides, and what the audit says of both together.
@Suite struct DraftAppTests {
  /// The inputs that name the App's key, for each action that makes a token.
  private static let actions = [
    "actions/create-github-app-token@v2":
      "app-id: 1, permission-pull-requests: write, permission-contents: write, private-key",
    "getsentry/action-github-app-token@v3": "app_id: 1, private_key",
    "peter-murray/workflow-application-token-action@v4": "application_id: 1, application_private_key",
    "tibdex/github-app-token@v2": "app_id: 1, private_key",
  ]

  private static func workflow(_ action: String, _ inputs: String) -> String {
    """
    on: workflow_dispatch
    permissions: {}
    jobs:
      bump:
        runs-on: ubuntu-latest
        steps:
          - id: app
            uses: \(action)
            with: {\(inputs): "${{ secrets.BUMP_APP_KEY }}"}
          - run: gh pr create --fill
            env: {GH_TOKEN: "${{ steps.app.outputs.token }}"}

    """
  }

  private static let tests =
    "on: pull_request\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: make}]}}\n"

  private static func draft(_ workflow: String) throws -> String {
    var files = SourceFiles()
    for (name, text) in [("bump", workflow), ("test", tests)] {
      _ = files.add(
        SourceFile(path: "acme__web/.github/workflows/\(name).yml", bytes: Array(text.utf8)))
    }
    let text = try #require(Importer.workflows.convert(files, nil, shippedCatalog).descriptions.first).text
    // What the draft asks first.
    return text.replacing("# platform: {plan: team}", with: "platform: {plan: team}\nas_of: 2026-11-26")
      .replacing("# policy: {deploy_keys: forbidden}", with: "policy: {deploy_keys: forbidden}")
      .replacing("  web:\n", with: "  web:\n    visibility: private\n")
  }

  private static func decided(_ text: String) throws -> OrganizationDecisions {
    let file = SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8))
    let organization = try #require(DescriptionReader.read(file).organization, "\(text)")
    return Guide(organization, day: try #require(organization.asOf)).decide()
  }

  @Test(arguments: actions.keys.sorted())
  func theAppStays(_ action: String) async throws {
    let workflow = Self.workflow(action, try #require(Self.actions[action]))
    let text = try Self.draft(workflow)
    // Only one of the actions says what the App may do.
    let isSaid = text.contains("permissions: {contents: write, pull_requests: write}")
    #expect(isSaid == (action == "actions/create-github-app-token@v2"))
    if !isSaid {
      let open = try Self.decided(text)
      #expect(open.accesses.map(\.outcome) == [.open], "\(text)")
      #expect(open.accesses.first?.questions.map(\.answerAt) == ["apps.acme-bump.permissions"])
    }
    let said = text.replacing(
      "key: BUMP_APP_KEY,", with: "key: BUMP_APP_KEY, permissions: {contents: write, pull_requests: write},")
    #expect(try Self.decided(said).accesses.map { $0.credential?.kind } == [.githubApp], "\(said)")
    for text in [text, said, said.split(separator: "\n").map(Self.confirmed).joined(separator: "\n")] {
      let found = try await Described(text).outcome(["bump": workflow, "test": Self.tests]).result.findings
      #expect(!found.contains { $0.check == "decided-otherwise" }, "\(found.map(\.message))")
    }
  }

  /// The same line once a person has taken the guess out.
  private static func confirmed(_ line: Substring) -> String {
    guard let start = line.firstRange(of: ", x-guess")?.lowerBound else { return String(line) }
    return line[..<start] + "}"
  }
}
