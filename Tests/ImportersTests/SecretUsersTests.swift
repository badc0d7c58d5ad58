import Importers
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

/// What workflows say of secrets that a description has by their places.
@Suite struct SecretUsersTests {
  private static let workflow = """
    on: push
    jobs:
      x:
        runs-on: ubuntu-latest
        steps:
          - uses: docker/login-action@v3
            with: {registry: ghcr.io, username: x, password: "${{ secrets.CR_PAT }}"}
          - run: docker push ghcr.io/acme/web

    """

  private func merged(_ credentials: String) throws -> (text: String, added: [String], told: [String]) {
    let description = """
      tokenbook: 1
      organization: acme
      repositories: {web: {visibility: private, environments: {production: {}}}, open: {visibility: public}}
      credentials:
      \(credentials)

      """
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(description.utf8)))
    var files = SourceFiles()
    _ = files.add(
      SourceFile(path: "acme__web/.github/workflows/ci.yml", bytes: Array(Self.workflow.utf8)))
    let merged = Importer.workflows.merge(
      files, reading.files, try #require(reading.organization), shippedCatalog)
    let text = merged.texts.first?.text ?? description
    expectReadable(ImportedDescription(organization: "acme", text: text))
    return (text, merged.added.filter { $0.hasPrefix("credentials") }, merged.diagnostics.map(\.message))
  }

  @Test(arguments: [
    (
      "  a: {kind: classic_pat, stored_in: [{repository_secret: CR_PAT, repository: web}]}",
      ["credentials.a.used_by"]
    ),
    (
      "  a: {kind: classic_pat, stored_in: [{repository_secret: CR_PAT, repository: web}], used_by: []}",
      ["credentials.a.used_by: web/ci"]
    ),
    (
      "  a: {kind: classic_pat, stored_in: [{organization_secret: CR_PAT, visibility: private}]}",
      ["credentials.a.used_by"]
    ),
    // The repository's own secret is the one that the workflow gets.
    (
      "  a: {kind: classic_pat, stored_in: [{organization_secret: CR_PAT, visibility: all}]}\n  b: {kind: classic_pat, stored_in: [{repository_secret: CR_PAT, repository: web}]}",
      ["credentials.b.used_by"]
    ),
    ("  CR_PAT: {kind: classic_pat}", ["credentials.CR_PAT.used_by"]),
    ("  other: {kind: classic_pat}", ["credentials.CR_PAT"]),
  ])
  func addsThemToTheCredentialThatTheWorkflowSees(_ credentials: String, _ added: [String]) throws {
    #expect(try merged(credentials).added == added)
  }

  @Test func asksWhereTwoMayBeMeant() throws {
    let found = try merged(
      "  a: {kind: classic_pat, stored_in: [{repository_secret: CR_PAT, repository: web}]}\n  b: {kind: classic_pat, stored_in: [{environment_secret: CR_PAT, repository: web, environment: production}]}"
    )
    #expect(found.added == [])
    #expect(found.told.contains("`web/ci` uses the secret `CR_PAT`. Which one is it: `a`, `b`?"))
  }

  @Test(arguments: [
    "{organization_secret: CR_PAT, visibility: selected, repositories: [open]}",
    "{repository_secret: CR_PAT, repository: open}",
    "{repository_secret: CR_PAT, repository: web, store: dependabot}",
  ])
  func asksWhereNoPlaceCanBeSeen(_ place: String) throws {
    let found = try merged("  CR_PAT: {kind: classic_pat, stored_in: [\(place)]}")
    #expect(found.added == [])
    #expect(found.told.contains { $0.hasPrefix("`web/ci` uses the secret `CR_PAT`, but no described place") })
  }

  @Test func asksWhatAnUnknownOneIs() throws {
    let found = try merged(
      "  CR_PAT: {kind: unknown, stored_in: [{repository_secret: CR_PAT, repository: web}]}")
    #expect(found.added == ["credentials.CR_PAT.used_by"])
    #expect(
      found.told.contains(
        "`credentials.CR_PAT` is `unknown`, but workflows use it like `classic_pat`. Is it one?"))
  }
}
