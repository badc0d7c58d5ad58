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

  /// One question for a secret, however many workflows use it.
  @Test func asksOnceForASecret() throws {
    let reading = DescriptionReader.read(
      SourceFile(
        path: "tokenbook.yaml",
        bytes: Array(
          "tokenbook: 1\norganization: acme\nrepositories: {open: {}}\ncredentials:\n  CR_PAT: {kind: classic_pat, stored_in: [{repository_secret: CR_PAT, repository: open}]}\n"
            .utf8)))
    var files = SourceFiles()
    for name in ["a", "b", "c", "d", "e", "f", "g"] {
      let path = "acme__\(name)/.github/workflows/ci.yml"
      _ = files.add(SourceFile(path: path, bytes: Array(Self.workflow.utf8)))
    }
    let merged = Importer.workflows.merge(
      files, reading.files, try #require(reading.organization), shippedCatalog)
    #expect(
      merged.diagnostics.map(\.message).filter { $0.contains("CR_PAT") } == [
        "`a/ci`, `b/ci`, `c/ci`, `d/ci`, `e/ci` and 2 more use the secret `CR_PAT`, but no described place of it can be seen from there. Where is it stored?"
      ])
  }

  /// After `import github`, a secret has a place and no kind; what the workflows show of its service is added as a guess.
  @Test func addsTheServiceOfAnUnknownOne() throws {
    let workflow = """
      on: push
      jobs:
        x:
          runs-on: ubuntu-latest
          environment: production
          steps:
            - run: npm publish
              env: {NODE_AUTH_TOKEN: "${{ secrets.PUBLISH }}"}
            - run: terraform apply
              env: {AWS_ACCESS_KEY_ID: "${{ secrets.KEY_ID }}"}

      """
    let described = """
      tokenbook: 1
      organization: acme
      repositories: {web: {visibility: private}}
      credentials:
        PUBLISH:
          kind: unknown
          stored_in: [{repository_secret: PUBLISH, repository: web}]
        KEY_ID:
          kind: unknown
          stored_in: [{repository_secret: KEY_ID, repository: web}]
        other: {kind: other}

      """
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(described.utf8)))
    var files = SourceFiles()
    _ = files.add(SourceFile(path: "acme__web/.github/workflows/ci.yml", bytes: Array(workflow.utf8)))
    let merged = Importer.workflows.merge(
      files, reading.files, try #require(reading.organization), shippedCatalog)
    let text = try #require(merged.texts.first?.text)
    expectReadable(ImportedDescription(organization: "acme", text: text))
    let guess = "    service: npm\n    x-guess: \"web/.github/workflows/ci.yml:8\"\n    x-confidence: high\n"
    #expect(text.contains("    used_by: [web/ci]\n" + guess))
    #expect(text.contains("\nservices:\n  npm: {}\n") || text.contains("\nservices: {npm: {}}\n"))
    #expect(!text.contains("service: aws"))
    // The secret is of an environment, and no need tells which.
    #expect(text.contains("environments: {production: {}}") && text.contains("environment: production"))
    let told = merged.diagnostics.map(\.message)
    #expect(
      told.contains(
        "`credentials.KEY_ID` looks like an identifier of `aws`, not a secret. Is it one? Then set `service: aws` and `kind: identifier`"
      ))
    // The repository is written in braces, where no comment can stand.
    #expect(told.contains { $0.hasPrefix("`web/ci`: ") && $0.contains("`publish npm:package TARGET`") })
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
