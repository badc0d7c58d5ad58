import Importers
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

/// What a draft says of the Apps whose keys workflows use.
@Suite struct AppsImportTests {
  private static func workflow(_ inputs: String, _ action: String = "actions/create-github-app-token@v2")
    -> String
  {
    """
    on: workflow_dispatch
    jobs:
      bump:
        runs-on: ubuntu-latest
        steps:
          - id: app
            uses: \(action)
            with: {\(inputs)}
          - run: gh pr create
            env: {GH_TOKEN: "${{ steps.app.outputs.token }}"}

    """
  }

  private static func files(_ texts: [String]) -> SourceFiles {
    var files = SourceFiles()
    for (index, text) in texts.enumerated() {
      let path = "src/acme__web/.github/workflows/w\(index).yml"
      _ = files.add(SourceFile(path: path, bytes: Array(text.utf8)))
    }
    return files
  }

  private static func draft(_ texts: String...) throws -> String {
    let imported = Importer.workflows.convert(files(texts), nil, shippedCatalog)
    let description = try #require(imported.descriptions.first)
    expectReadable(description)
    return description.text
  }

  private static func organization(_ text: String) throws -> Organization {
    let file = SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8))
    let reading = DescriptionReader.read(file)
    #expect(reading.diagnostics.filter { $0.severity == .error }.map(\.message) == [], "\(text)")
    return try #require(reading.organization)
  }

  private static let key = "private-key: \"${{ secrets.BUMP_APP_KEY }}\""

  @Test func anAppIsNamedAfterItsKeyAndHasWhatItsStepsAskFor() throws {
    let text = try Self.draft(
      Self.workflow("app-id: 1, \(Self.key), permission-contents: write, permission-pull-requests: write"),
      Self.workflow(
        "app-id: 1, \(Self.key), owner: acme, repositories: 'infra, web', permission-contents: read"))
    let organization = try Self.organization(text)
    let app = try #require(organization.apps["acme-bump"])
    #expect(app.permissions == ["contents": .write, "pull_requests": .write])
    #expect(app.key == .credential("BUMP_APP_KEY"))
    #expect(app.guess?.place == "web/.github/workflows/w0.yml:7")
    guard case .selected(let repositories)? = app.repositories else {
      Issue.record("\(text)")
      return
    }
    #expect(repositories.map(\.description).sorted() == ["infra", "web"])
    let credential = try #require(organization.credentials["BUMP_APP_KEY"])
    #expect(credential.kind == .appKey && credential.holder == "acme-bump")
    #expect(!text.contains("#? acme-bump"))
  }

  /// Unknown never counts as none.
  @Test func whatAStepDoesNotNameIsAsked() throws {
    let text = try Self.draft(
      Self.workflow("app-id: 1, \(Self.key), permission-contents: write"),
      Self.workflow("app-id: 1, \(Self.key), owner: acme"))
    let app = try #require(try Self.organization(text).apps["acme-bump"])
    #expect(app.permissions == nil)
    #expect(
      text.contains("\n  #? acme-bump: the token of web/.github/workflows/w1.yml:7 has every permission"))
    #expect(text.contains("Other steps request contents: write."))
    #expect(
      text.contains(
        "\n  #? acme-bump: the token of web/.github/workflows/w1.yml:7 can access every repository"))
  }

  @Test(arguments: [
    ("tibdex/github-app-token@v2", "app_id: 1, private_key"),
    ("getsentry/action-github-app-token@v3", "app_id: 1, private_key"),
    ("peter-murray/workflow-application-token-action@v4", "application_id: 1, application_private_key"),
    ("navikt/github-app-token-generator@v1", "app-id: 1, private-key"),
    ("machine-learning-apps/actions-app-token@master", "APP_ID: 1, APP_PEM"),
    ("mercari/github-app-token-generator@v1", "app-id: 1, app-private-key"),
    ("wow-actions/use-app-token@v2", "app_id: 1, private_key"),
    ("heroku/use-app-token-action@main", "app_id: 1, private_key"),
    ("philips-software/app-token-action@v1", "app_id: 1, app_base64_private_key"),
    ("electron/github-app-auth-action@v1", "creds"),
  ])
  func everyActionThatMakesSuchATokenIsKnown(_ action: String, _ inputs: String) throws {
    let text = try Self.draft(Self.workflow("\(inputs): \"${{ secrets.TIDY_PRIVATE_KEY }}\"", action))
    let app = try #require(try Self.organization(text).apps["acme-tidy"], "\(text)")
    #expect(app.key == .credential("TIDY_PRIVATE_KEY") && app.permissions == nil)
  }

  @Test(arguments: [
    (["BUMP_APP_KEY"], ["acme-bump"]), (["BUMP_APP_PRIVATE_KEY"], ["acme-bump"]),
    (["ACME_BUMP_GITHUB_APP_PEM"], ["acme-bump"]), (["APP_PRIVATE_KEY"], ["acme-app"]),
    (["ACME_KEY"], ["acme-app"]),
    (["BUMP_APP_KEY", "BUMP_KEY"], ["acme-bump", "acme-bump-2"]),
    (["A_VERY_LONG_NAME_FOR_AN_APP_THAT_BUMPS_KEY"], ["acme-a-very-long-name-for-an-that"]),
  ])
  func namesAreLegalAndOnce(_ secrets: [String], _ names: [String]) throws {
    let inputs = secrets.map { "app-id: 1, private-key: \"${{ secrets.\($0) }}\"" }
    var files = SourceFiles()
    for (index, text) in inputs.map({ Self.workflow($0) }).enumerated() {
      _ = files.add(
        SourceFile(path: "acme__web/.github/workflows/w\(index).yml", bytes: Array(text.utf8)))
    }
    let text = try #require(Importer.workflows.convert(files, nil, shippedCatalog).descriptions.first).text
    #expect(try Self.organization(text).apps.map(\.name.text) == names)
  }

  // MARK: Into a description

  private static func merged(_ description: String) throws -> (text: String, added: [String]) {
    let file = SourceFile(path: "tokenbook.yaml", bytes: Array(description.utf8))
    let reading = DescriptionReader.read(file)
    let merge = Importer.workflows.merge
    let files = files([workflow("app-id: 1, \(key), permission-contents: write")])
    let merged = merge(files, reading.files, try #require(reading.organization), shippedCatalog)
    let text = merged.texts.first?.text ?? description
    expectReadable(ImportedDescription(organization: "acme", text: text))
    return (text, merged.added.filter { $0.hasPrefix("apps") || $0.hasPrefix("credentials") })
  }

  private static let head = "tokenbook: 1\norganization: acme\n"

  @Test(arguments: [
    ("", ["apps.acme-bump", "credentials.BUMP_APP_KEY"]),
    ("apps:  # ours\n  other: {key: null}  # theirs\n", ["apps.acme-bump", "credentials.BUMP_APP_KEY"]),
    // Described without its key: a person's words stay.
    (
      "apps:\n  acme-bump: {permissions: {contents: read}}  # by hand\n",
      ["apps.acme-bump.key", "credentials.BUMP_APP_KEY"]
    ),
    // Described with another key.
    (
      "apps: {acme-bump: {key: K}}\ncredentials: {K: {kind: app_key}}\n",
      ["apps.acme-bump-2", "credentials.BUMP_APP_KEY"]
    ),
    (
      "apps: {bumper: {key: BUMP_APP_KEY}}\ncredentials: {BUMP_APP_KEY: {kind: app_key}}\n",
      ["credentials.BUMP_APP_KEY.used_by"]
    ),
    (
      "apps: {bumper: {}}\ncredentials: {BUMP_APP_KEY: {kind: app_key, holder: bumper}}\n",
      ["credentials.BUMP_APP_KEY.used_by"]
    ),
  ])
  func whatAPersonWroteStays(_ rest: String, _ expected: [String]) throws {
    let (text, added) = try Self.merged(Self.head + rest)
    #expect(added == expected, "\(text)")
    var left = Array((Self.head + rest).utf8)[...]
    for byte in text.utf8 where byte == left.first { left = left.dropFirst() }
    #expect(left.isEmpty, "\(text)")
    let again = try Self.merged(text)
    #expect(again.added == [] && again.text == text)
  }

  /// Where the App cannot be added, nothing names it.
  @Test func aSharedListIsLeft() throws {
    let (text, added) = try Self.merged(Self.head + "x-apps: &apps {a: {key: null}}\napps: *apps\n")
    #expect(added == ["credentials.BUMP_APP_KEY"])
    #expect(!text.contains("holder"))
  }

  @Test func aQuestionStandsBelowWhatItIsAbout() throws {
    let text = try Self.draft(
      "on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: docker push $WHERE, env: {T: \"${{ github.token }}\"}}, {uses: nobody/knows@v1, with: {token: \"${{ github.token }}\"}}]}}\n"
    )
    let lines = text.split(separator: "\n")
    let place = try #require(lines.firstIndex { $0.hasSuffix("needs: []") }, "\(text)")
    let column = lines[place].prefix { $0 == " " }.count
    #expect(lines[place + 1].hasPrefix(String(repeating: " ", count: column) + "#? "), "\(text)")
  }
}
