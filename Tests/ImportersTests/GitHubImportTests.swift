import Importers
import OrganizationModel
import ShippedCatalog
import SourceText
import Testing

/// One file of a dump: the path that was asked, and the objects of the answer.
private struct Answer {
  let path: String
  var status = 200
  var rows: [String] = []

  init(_ path: String, _ rows: String...) { (self.path, self.rows) = (path, rows) }

  init(_ path: String, refused status: Int) { (self.path, self.status) = (path, status) }

  var file: (String, String) {
    let head = #"{"path":"\#(path)","status":\#(status),"day":"2026-11-29","lines":\#(rows.count)}"#
    return (
      "\(path.split(separator: "/").joined(separator: "+")).jsonl",
      ([head] + rows).joined(separator: "\n") + "\n"
    )
  }
}

private let mark = (
  "DUMP.jsonl",
  #"{"tokenbook_dump":1,"organization":"acme","host":"github.com","quick":false,"day":"2026-11-30","finished":true}"#
    + "\n"
)

private func sources(_ files: [(String, String)]) -> SourceFiles {
  var sources = SourceFiles()
  for (path, text) in files { _ = sources.add(SourceFile(path: path, bytes: Array(text.utf8))) }
  return sources
}

private func imported(_ files: [(String, String)], organization: String? = nil) -> Imported {
  Importer.github.convert(sources(files), organization, shippedCatalog)
}

/// The description of some answers, which must read.
private func described(_ answers: Answer...) throws -> String {
  let imported = imported([mark] + answers.map(\.file))
  #expect(imported.diagnostics.filter { $0.severity == .error }.map(\.message) == [])
  let description = try #require(imported.descriptions.first)
  expectReadable(description)
  return description.text
}

private let web = Answer(
  "/orgs/acme/repos?type=all",
  #"{"name":"web","visibility":"private","archived":false,"default_branch":"main"}"#)

@Suite struct GitHubImportTests {
  // MARK: Unknown is not no

  @Test func whatWasNotAskedIsNotSaid() throws {
    let text = try described(web)
    for key in ["platform:", "policy:", "people:", "teams:", "apps:", "packages:", "credentials:"] {
      #expect(!text.contains("\n\(key)"), "\(key)")
    }
    #expect(
      text.contains("#? Which plan does the organization have")
        && text.contains("#? Can repositories have deploy keys?"))
    #expect(text.contains("\nrepositories:\n  web:\n    visibility: private\n"))
  }

  @Test func refusedIsAQuestion() throws {
    let text = try described(
      web, Answer("/orgs/acme/actions/secrets", refused: 403), Answer("/repos/acme/web/keys", refused: 404),
      Answer("/repos/acme/old/keys", refused: 403))
    #expect(
      text.contains(
        "#? GitHub refused `/orgs/ORG/actions/secrets` (1 with 403), so the answer is unknown, not none."))
    #expect(text.contains("#? GitHub refused `/repos/ORG/REPO/keys` (1 with 403, 1 with 404)"))
    #expect(!text.contains("\ncredentials:"))
  }

  @Test(arguments: ["null", #""x""#])
  func aPolicyThatIsNotToldIsOpen(_ value: String) throws {
    let row =
      #"{"login":"acme","plan":\#(value),"default_repository_permission":\#(value),"deploy_keys_enabled_for_repositories":null}"#
    let text = try described(web, Answer("/orgs/acme", row))
    #expect(!text.contains("\nplatform:") && !text.contains("\npolicy:"))
  }

  @Test(arguments: [("true", "allowed"), ("false", "forbidden")])
  func theSwitchOfDeployKeys(_ value: String, _ word: String) throws {
    let text = try described(
      web, Answer("/orgs/acme", #"{"deploy_keys_enabled_for_repositories":\#(value),"login":"acme"}"#))
    #expect(text.contains("policy:\n  deploy_keys: \(word)\n"))
  }

  @Test func anUnfinishedDumpSaysSo() {
    let open = (mark.0, mark.1.replacing("\"finished\":true", with: "\"finished\":false"))
    #expect(imported([open, web.file]).descriptions.first?.text.contains("The script didn't finish") == true)
    let bare = imported([web.file], organization: "acme")
    #expect(bare.descriptions.first?.text.contains("#? `DUMP.jsonl` is missing") == true)
    #expect(imported([web.file]).diagnostics.map(\.id) == ["unknown-organization"])
  }

  /// A package that no repository is shown for may have one: that is asked by name, and not written.
  @Test func aPackageWithoutARepositoryIsAsked() throws {
    let row = #"{"name":"NAME","package_type":"container","visibility":"private","repository":LINK}"#
    let text = try described(
      web,
      Answer(
        "/orgs/acme/packages?package_type=container",
        row.replacing("NAME", with: "web").replacing("LINK", with: #""acme/web""#),
        row.replacing("NAME", with: "tools").replacing("LINK", with: "null")))
    #expect(
      text.contains(
        "#? GitHub shows no repository for the package `tools`. If one has none, set `repository: null`."))
    #expect(text.contains("    repository: web\n") && !text.contains("    repository: null"))
  }

  // MARK: Accounts

  @Test func anAccountThatIsMetElsewhereHasNoRole() throws {
    let text = try described(
      web, Answer("/orgs/acme/members?role=admin", #"{"login":"ada"}"#),
      Answer(
        "/repos/acme/web/collaborators?affiliation=direct",
        #"{"login":"dora","type":"User","permissions":{"pull":true,"push":false}}"#,
        #"{"login":"ada","type":"User","permissions":{"admin":true}}"#))
    #expect(text.contains("  ada: {role: owner}\n  dora: {}\n"))
    #expect(text.contains("  web:\n    visibility: private\n    collaborators: {dora: read}\n"))
    // Whether an owner is in a team is not known here.
    #expect(!text.contains("an owner in no team"))
  }

  @Test func aRoleOfOnesOwnIsWhatItBuildsOn() throws {
    let text = try described(
      web, Answer("/orgs/acme/teams", #"{"id":1,"slug":"ops","name":"ops","parent":null}"#),
      Answer(
        "/orgs/acme/teams/ops/repos",
        #"{"name":"web","owner":"acme","role_name":"deployer","permissions":{"pull":true,"triage":true,"push":true,"maintain":false,"admin":false}}"#,
        #"{"name":"far","owner":"globex","role_name":"admin","permissions":{"admin":true}}"#))
    #expect(text.contains("teams: {ops: write}") && !text.contains("far"))
  }

  /// A name that is a team and a login could not be told apart.
  @Test func aReviewerThatCannotBeNamedIsAsked() throws {
    let text = try described(
      web, Answer("/orgs/acme/teams", #"{"id":1,"slug":"ops","name":"ops","parent":null}"#),
      Answer("/orgs/acme/members?role=member", #"{"login":"ops"}"#),
      Answer(
        "/repos/acme/web/environments",
        #"{"name":"prod","uri":"prod","protected":true,"reviewers":[{"type":"Team","name":"ops"}]}"#,
        #"{"name":"free","uri":"free","protected":true,"reviewers":[]}"#,
        #"{"name":"dark","uri":"dark","protected":false,"reviewers":[]}"#))
    #expect(text.contains("#? Who must approve runs in `prod` of web?"))
    #expect(text.contains("environments: {dark: {}, free: {reviewers: []}, prod: {}}"))
  }

  // MARK: Rules of branches

  private static let installed = Answer(
    "/orgs/acme/installations",
    #"{"app_id":7,"app_slug":"acme-release","repository_selection":"all","permissions":{"contents":"write"}}"#
  )

  private func ruleset(
    rules: String = #""pull_request""#, include: String = #""~DEFAULT_BRANCH""#, exclude: String = "",
    bypass: String =
      #"[{"actor_id":null,"actor_type":"DeployKey"},{"actor_id":7,"actor_type":"Integration","bypass_mode":"always"},{"actor_id":5,"actor_type":"RepositoryRole"}]"#
  ) throws -> String {
    try described(
      web, Self.installed, Answer("/apps/acme-release", #"{"slug":"acme-release","owner":"acme"}"#),
      Answer(
        "/repos/acme/web/rulesets?includes_parents=false",
        #"{"id":3,"name":"safe","target":"branch","enforcement":"active"}"#),
      Answer(
        "/repos/acme/web/rulesets/3",
        #"{"name":"safe","target":"branch","enforcement":"active","bypass_actors":\#(bypass),"conditions":{"ref_name":{"include":[\#(include)],"exclude":[\#(exclude)]}},"rules":[\#(rules)]}"#
      ))
  }

  @Test func aRulesetThatRefusesPushesIsARuleOfItsBranches() throws {
    let text = try ruleset(include: #""~DEFAULT_BRANCH","refs/heads/next","refs/heads/release/*""#)
    #expect(
      text.contains(
        "rules: {main: {bypass: [deploy_keys, acme-release]}, next: {bypass: [deploy_keys, acme-release]}}"))
    #expect(text.contains("x-rulesets:"))
    #expect(try ruleset(bypass: "[]").contains("rules: {main: {bypass: []}}"))
    // With a pull request only.
    #expect(
      try ruleset(bypass: #"[{"actor_id":7,"actor_type":"Integration","bypass_mode":"pull_request"}]"#)
        .contains("rules: {main: {bypass: []}}"))
  }

  @Test func whatIsNotCertainOfRulesetsStaysARemark() throws {
    for text in [
      try ruleset(rules: #""deletion","non_fast_forward""#), try ruleset(include: #""refs/heads/release/*""#),
      try ruleset(exclude: #""refs/heads/main""#), try ruleset(bypass: "null"),
      try ruleset(bypass: #"[{"actor_id":8,"actor_type":"Integration"}]"#),
      try ruleset(bypass: #"[{"actor_id":8,"actor_type":"Team"}]"#),
    ] {
      #expect(!text.contains(" rules:"))
      #expect(text.contains("x-rulesets:"))
    }
  }

  // MARK: Credentials

  @Test func aSecretInOnePlaceHasItsName() throws {
    let text = try described(
      web, Answer("/repos/acme/web/actions/secrets", #"{"name":"A","updated_at":"2025-01-02T00:00:00Z"}"#))
    #expect(
      text.contains(
        """
          A:
            kind: unknown
            stored_in: [{repository_secret: A, repository: web}]
            note: value set on 2025-01-02
            x-seen: "/repos/acme/web/actions/secrets, 2026-11-29"

        """.trimmingLastLine))
    #expect(!text.contains("used_by: ["))
  }

  @Test func theSameNameInTwoPlacesIsTwoCredentials() throws {
    let text = try described(
      web, Answer("/orgs/acme/actions/secrets", #"{"name":"A","visibility":"all"}"#),
      Answer("/repos/acme/web/actions/secrets", #"{"name":"A"}"#),
      Answer("/repos/acme/web/agents/secrets", #"{"name":"A"}"#),
      Answer(
        "/repos/acme/web/environments", #"{"name":"p/1","uri":"p%2F1","protected":true,"reviewers":[]}"#),
      Answer("/repos/acme/web/environments/p%2F1/secrets", #"{"name":"A"}"#))
    for key in ["A.organization", "A.web", "A.web.agents", "A.web.p-1"] {
      #expect(text.contains("\n  \(key):\n"), "\(key)")
    }
    #expect(text.contains("#? Which of these secrets have the same value in several places: A?"))
    #expect(text.contains("store: agents") && text.contains("environment: p/1"))
  }

  @Test func aSelectionThatWasRefusedIsNoPlace() throws {
    let text = try described(
      web, Answer("/orgs/acme/actions/secrets", #"{"name":"A","visibility":"selected"}"#),
      Answer("/orgs/acme/actions/secrets/A/repositories", refused: 403))
    #expect(!text.contains("stored_in:\n") && !text.contains("stored_in: ["))
    #expect(text.contains("the selected repositories are unknown"))
    let none = try described(
      web, Answer("/orgs/acme/actions/secrets", #"{"name":"A","visibility":"selected"}"#),
      Answer("/orgs/acme/actions/secrets/A/repositories"))
    #expect(none.contains("visibility: selected, repositories: []"))
  }

  @Test(arguments: [
    (#""token_expires_at":null,"token_expired":false"#, "expires: never"),
    (#""token_expires_at":"2027-01-01T00:00:00Z","token_expired":false"#, "expires: 2027-01-01"),
    (#""token_expired":false"#, nil), (#""token_expires_at":null,"token_expired":true"#, nil),
  ])
  func theEndOfAFineGrainedPAT(_ members: String, _ expected: String?) throws {
    let row =
      #"{"id":5,"owner":"ada","token_name":"a","repository_selection":"all","permissions":{"repository":{"contents":"read","x y":"read"}},\#(members)}"#
    let text = try described(web, Answer("/orgs/acme/personal-access-tokens", row))
    #expect(expected.map { text.contains($0) } ?? !text.contains("    expires:"))
    #expect(
      text.contains("permissions: {contents: read}") && text.contains("holder: ada")
        && text.contains("  ada: {}"))
  }

  @Test func keysOfOneTitleStayTwo() throws {
    let row = #"{"title":"ci","read_only":true,"created_at":"2024-02-30","last_used":null,"added_by":null}"#
    let text = try described(web, Answer("/repos/acme/web/keys", row, row))
    #expect(text.contains("  deploy-key.web.ci:\n") && text.contains("  deploy-key.web.ci-2:\n"))
    // There is no such day; and whether it was used is not known without who added it.
    #expect(!text.contains("created:") && !text.contains("no recorded use"))
  }

  @Test func anAppIsOnlyDescribedWhereItsOwnerIsKnown() throws {
    let row =
      #"{"app_slug":"helper","app_id":1,"repository_selection":"all","permissions":{"contents":"write"}}"#
    let unknown = try described(web, Answer("/orgs/acme/installations", row))
    #expect(!unknown.contains("\napps:") && unknown.contains("#? Who owns the installed App `helper`"))
    let foreign = try described(
      web, Answer("/orgs/acme/installations", row),
      Answer("/apps/helper", #"{"slug":"helper","owner":"globex"}"#))
    #expect(foreign.contains("    permissions: {contents: write}\n    key: null\n"))
    let ours = try described(
      web, Answer("/orgs/acme/installations", row),
      Answer("/apps/helper", #"{"slug":"helper","owner":"Acme"}"#))
    #expect(
      !ours.contains("    key:") && ours.contains("#? Where is the private key of the App `helper` stored?"))
  }

  // MARK: Damage

  @Test func everyProblemHasItsPlace() {
    let files = [
      mark, ("a.jsonl", ""), ("b.jsonl", "{\"path\":\n"), ("c.jsonl", "[1]\n"),
      ("d.jsonl", "{\"path\":\"/x\"}\n"),
      ("e.jsonl", Answer("/orgs/acme/teams", #"{"id":1,"slug":"#).file.1),
      (
        "f.jsonl",
        Answer("/orgs/acme/members?role=admin", #"{"login":"a"}"#).file.1.replacing(
          "\"lines\":1", with: "\"lines\":2")
      ),
      web.file, ("g.jsonl", web.file.1),
    ]
    let imported = imported(files)
    #expect(
      imported.diagnostics.map(\.id) == [
        "empty-dump-file", "bad-json", "wrong-kind", "not-a-dump", "bad-json", "truncated-dump",
        "duplicate-answer",
      ])
    #expect(imported.diagnostics.allSatisfy { $0.range != nil } && imported.descriptions.isEmpty)
    #expect(
      imported.diagnostics[1].range?.start == 8
        && imported.diagnostics[4].range?.start == UInt32(files[5].1.utf8.count - 1))
  }

  @Test func aValueOfAnotherKindIsFoundByItsKey() throws {
    let imported = imported([
      mark, Answer("/orgs/acme/members?role=admin", #"{"type":"User","login":17}"#).file,
    ])
    let problem = try #require(imported.diagnostics.first { $0.severity == .error })
    #expect(problem.message == "found `login` of another kind, expected a text")
    let file = Answer("/orgs/acme/members?role=admin", #"{"type":"User","login":17}"#).file.1
    let range = try #require(problem.range)
    #expect(Array(file.utf8)[Int(range.start)..<Int(range.end)].elementsEqual(#""login""#.utf8))
  }

  @Test func namesThatCannotBeDescribedAreLeftOut() throws {
    let imported = imported([
      mark, web.file,
      Answer("/orgs/acme/members?role=member", #"{"login":"a\nb"}"#, #"{"login":"ok"}"#).file,
      Answer("/repos/acme/web/actions/secrets", #"{"name":"has space"}"#, #"{"name":"FINE"}"#).file,
    ])
    #expect(imported.diagnostics.map(\.severity) == [.warning, .warning])
    let text = try #require(imported.descriptions.first)
    expectReadable(text)
    #expect(
      text.text.contains("  ok: {role: member}") && text.text.contains("  FINE:")
        && !text.text.contains("has space"))
  }

  /// A title that is shaped like a token only once it is a part of a key.
  @Test func noKeyBecomesAToken() throws {
    let title = "a GHP_" + String(repeating: "A1B2", count: 9)
    let imported = imported([
      mark, web.file, Answer("/repos/acme/web/keys", #"{"title":"\#(title)","read_only":true}"#).file,
    ])
    let text = try #require(imported.descriptions.first)
    expectReadable(text)
    #expect(text.text.contains("  deploy-key.web.a-masked-"))
  }

  /// Wherever a token stands in a dump, written out or escaped, it does not come out.
  @Test func noTokenComesOut() throws {
    let token = "ghp_" + String(repeating: "a1B2", count: 9)
    let escaped = #"\u0067hp_"# + String(repeating: "a1B2", count: 9)
    for secret in [token, escaped] {
      let imported = imported([
        mark, web.file, Answer("/orgs/acme/members?role=member", #"{"login":"\#(secret)"}"#).file,
        Answer("/orgs/acme/teams", #"{"id":1,"slug":"ops","name":"\#(secret)","parent":null}"#).file,
        Answer("/repos/acme/web/keys", #"{"title":"\#(secret)","read_only":true,"added_by":"\#(secret)"}"#)
          .file,
        Answer(
          "/orgs/acme/private-registries", #"{"name":"\#(secret)","url":"https://u:\#(secret)@x.example"}"#
        ).file,
        Answer(
          "/repos/acme/web/environments",
          #"{"name":"\#(secret)","uri":"\#(secret)","protected":true,"reviewers":[{"type":"Team","name":"\#(secret)"}]}"#
        ).file,
        Answer("/orgs/acme/organization-roles", #"{"id":1,"name":"\#(secret)"}"#).file,
        Answer(
          "/orgs/acme/personal-access-tokens",
          #"{"id":5,"owner":"ada","token_name":"\#(secret)","repository_selection":"all","permissions":{}}"#
        ).file,
        Answer("/\(token)", refused: 403).file,
      ])
      let text = try #require(imported.descriptions.first?.text)
      expectReadable(ImportedDescription(organization: "acme", text: text))
      #expect(TokenShape.hits(in: Array(text.utf8)).isEmpty && !text.lowercased().contains("a1b2a1b2"))
      for diagnostic in imported.diagnostics {
        #expect(!diagnostic.message.lowercased().contains("a1b2a1b2"))
      }
    }
  }

  @Test func deepNestingAndCutFilesEndWell() {
    let deep = String(repeating: "[", count: 100_000)
    #expect(imported([mark, ("x.jsonl", deep)]).diagnostics.map(\.id) == ["bad-json"])
    let nested = Answer("/orgs/acme/teams", #"{"id":1,"slug":\#(String(repeating: "{\"a\":", count: 5_000))"#)
      .file
    #expect(imported([mark, nested]).diagnostics.hasErrors)
    let text = Answer("/orgs/acme/members?role=admin", #"{"login":"ada\u00e9","type":null}"#).file.1
    for length in 0..<text.utf8.count {
      let cut = String(decoding: text.utf8.prefix(length), as: UTF8.self)
      #expect(
        imported([mark, ("x.jsonl", cut)]).diagnostics.hasErrors || length == text.utf8.count - 1, "\(length)"
      )
    }
  }

  @Test func manyBadLinesAreNotManyReports() {
    let text = Answer("/orgs/acme/teams").file.1 + String(repeating: "no\n", count: 100_000)
    #expect(imported([mark, ("x.jsonl", text)]).diagnostics.count == 11)
  }

  // MARK: Adding

  @Test func aDumpOfAnotherOrganizationIsRefused() throws {
    let description = sources([("tokenbook.yaml", "tokenbook: 1\norganization: globex\n")])
    let known = try #require(DescriptionReader.read(description.files[0]).organization)
    let merged = Importer.github.merge(sources([mark, web.file]), description, known, shippedCatalog)
    #expect(merged.diagnostics.map(\.id) == ["which-organization"] && merged.texts.isEmpty)
  }
}

extension String {
  /// Without the empty line at the end of a literal.
  fileprivate var trimmingLastLine: String { hasSuffix("\n\n") ? String(dropLast()) : self }
}
