import Importers
import OrganizationModel
import ShippedCatalog
import SourceText

/// Dumps of GitHub's answers, imported.
enum GitHubPromises {
  static func check(_ bytes: [UInt8], _ promises: inout Promises) {
    var files = SourceFiles()
    for file in FuzzedFiles(bytes, first: "DUMP.jsonl").files {
      // A line end closes the last object, as in the script's files.
      _ = files.add(SourceFile(path: file.path, bytes: file.bytes + [0x0A]))
    }
    let imported = Importer.github.convert(files, nil, shippedCatalog)
    promises.expect(imported.diagnostics, in: files)
    promises.expect(shown: DiagnosticRenderer(files: files).text(imported.diagnostics), "import")
    guard !imported.diagnostics.hasErrors else { return }
    for description in imported.descriptions { check(description.text, &promises) }
  }

  /// What GitHub has may be worth a warning; nothing makes a description that does not read.
  private static func check(_ text: String, _ promises: inout Promises) {
    promises.expect(noTokenIn: text, "an imported description")
    let reading = DescriptionReader.read(SourceFile(path: "tokenbook.yaml", bytes: Array(text.utf8)))
    let problems = DiagnosticRenderer(files: reading.files).text(reading.diagnostics)
    promises.expect(!reading.diagnostics.hasErrors, "an import does not read: \(problems)")
  }

  /// A dump with something of everything, and its parts.
  static let seeds: [[UInt8]] = {
    let files = answers.enumerated().map { index, answer in
      let rows = answer.rows.map { "\n\($0)" }.joined()
      let head = #"{"path":"\#(answer.path)","status":200,"day":"2026-11-30","lines":\#(answer.rows.count)}"#
      return FuzzedFiles.File(path: "\(index).jsonl", bytes: Array((head + rows).utf8))
    }
    let mark = FuzzedFiles.File(
      path: "DUMP.jsonl",
      bytes: Array(
        #"{"tokenbook_dump":1,"organization":"acme","host":"acme.ghe.com","day":"2026-11-30","finished":true}"#
          .utf8))
    return [FuzzedFiles([mark] + files).bytes] + files.map { FuzzedFiles([mark, $0]).bytes }
  }()

  private static let answers: [(path: String, rows: [String])] = [
    (
      "/orgs/acme",
      [
        #"{"login":"acme","plan":"team","default_repository_permission":"read","deploy_keys_enabled_for_repositories":true}"#
      ]
    ),
    ("/orgs/acme/members?role=admin", [#"{"login":"ada","type":"User"}"#]),
    ("/orgs/acme/members?role=member", [#"{"login":"acme-ci"}"#, #"{"login":"\#(PlantedToken.example)"}"#]),
    ("/orgs/acme/teams", [#"{"id":1,"slug":"ops","name":"Ops","parent":null}"#]),
    ("/orgs/acme/teams/ops/members?role=member", [#"{"login":"ada"}"#]),
    (
      "/orgs/acme/teams/ops/repos",
      [#"{"name":"web","owner":"acme","role_name":"x","permissions":{"push":true}}"#]
    ),
    (
      "/orgs/acme/repos?type=all",
      [#"{"name":"web","visibility":"private","archived":false,"default_branch":"main"}"#]
    ),
    (
      "/orgs/acme/actions/secrets",
      [#"{"name":"A","visibility":"selected","updated_at":"2025-01-02T00:00:00Z"}"#]
    ),
    ("/orgs/acme/actions/secrets/A/repositories", [#"{"name":"web"}"#]),
    ("/repos/acme/web/agents/secrets", [#"{"name":"A"}"#]),
    (
      "/repos/acme/web/keys",
      [
        #"{"title":"a \u0000 \#(PlantedToken.example)","read_only":true,"created_at":"2024-01-02T00:00:00Z","added_by":"ada","last_used":null}"#
      ]
    ),
    (
      "/repos/acme/web/environments",
      [
        #"{"name":"p\"\u00e91","uri":"p1","protected":true,"reviewers":[{"type":"Team","name":"ops"},{"type":"User","name":"ada"}]}"#
      ]
    ),
    ("/repos/acme/web/environments/p1/secrets", [#"{"name":"B"}"#]),
    (
      "/repos/acme/web/collaborators?affiliation=direct",
      [#"{"login":"dora","type":"User","role_name":"read"}"#]
    ),
    (
      "/repos/acme/web/rulesets?includes_parents=false",
      [#"{"id":4,"name":"r: {","target":"branch","enforcement":"active"}"#]
    ),
    (
      "/repos/acme/web/rulesets/4",
      [
        #"{"bypass_actors":[{"actor_id":1,"actor_type":"Team"}],"conditions":{"ref_name":{"include":["refs/heads/a, b"]}}}"#
      ]
    ),
    (
      "/orgs/acme/installations",
      [
        #"{"app_slug":"helper","app_id":2,"repository_selection":"all","permissions":{"contents":"write","a b":"x"}}"#
      ]
    ),
    ("/apps/helper", [#"{"slug":"helper","owner":"globex"}"#]),
    (
      "/orgs/acme/personal-access-tokens",
      [
        #"{"id":5,"owner":"ada","token_name":"t","repository_selection":"subset","permissions":{"repository":{"contents":"read"}},"token_expired":false,"token_expires_at":null}"#
      ]
    ),
    ("/orgs/acme/personal-access-tokens/5/repositories", [#"{"name":"web"}"#]),
    (
      "/orgs/acme/credential-authorizations",
      [
        #"{"login":"ada","credential_type":"personal access token","scopes":["repo","odd"],"authorized_credential_note":"n"}"#
      ]
    ),
    (
      "/orgs/acme/packages?package_type=npm",
      [#"{"name":"@acme/web","package_type":"npm","visibility":"private","repository":"acme/web"}"#]
    ),
    ("/orgs/acme/private-registries", [#"{"name":"M","registry_type":"npm_registry","url":"https://x"}"#]),
    ("/orgs/acme/organization-roles", [#"{"id":1,"name":"r"}"#]),
    ("/orgs/acme/organization-roles/1/users", [#"{"login":"ada"}"#]),
    (
      "/orgs/acme/actions/runner-groups",
      [#"{"name":"Default","visibility":"all","allows_public_repositories":true}"#]
    ),
  ]
}
