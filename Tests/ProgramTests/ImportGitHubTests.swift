import Foundation
import Testing

/// The script is run against a `gh` that answers from a made-up organization, and what it writes is imported.
@Suite(.enabled(if: Program.has("bash", "jq", "python3"), "bash, jq or python3 is not installed"))
struct ImportGitHubTests {
  /// A folder with the script, and with a `gh` and a `sleep` that stand first in the path.
  private static func folder(_ options: String = "") async throws -> TestFolder {
    let folder = try TestFolder(["bin/sleep": "#!/bin/sh\necho \"$1\" >> \"$FAKE_GH/sleeps\"\n"])
    let line = """
      cp '\(Program.package)/Tests/ProgramTests/fake_gh.py' bin/gh && chmod +x bin/gh bin/sleep && mkdir notes
      "$tokenbook" import github --organization acme --plan \(options) -o dump.sh
      """
    let run = try await Program.shell(line, in: folder)
    #expect(run.error == "" && run.status == .exited(0))
    return folder
  }

  private static func dump(_ folder: TestFolder, _ environment: [String: String] = [:]) async throws
    -> Program.Run
  {
    var all = environment
    all["FAKE_GH"] = "\(folder.path)/notes"
    return try await Program.shell("PATH=\"$PWD/bin:$PATH\" bash dump.sh dump", in: folder, environment: all)
  }

  private static func calls(_ folder: TestFolder) throws -> [String] {
    try folder.read("notes/calls").split(separator: "\n").map(String.init)
  }

  /// The files of a dump without the list of calls, which says how often it was run.
  private static func answers(_ folder: TestFolder) throws -> [String: String] {
    try folder.files(in: "dump").filter { !$0.key.hasSuffix("LOG.tsv") }
  }

  // MARK: The script

  @Test(arguments: ["", "--quick", "--host github.acme.example", "--host acme.ghe.com --quick"])
  func theScriptOnlyReads(_ options: String) async throws {
    let script = try await Self.folder(options).read("dump.sh")
    let asked = script.split(separator: "\n").filter { $0.contains("gh api") && !$0.hasPrefix("#") }
    #expect(asked.count == 2)
    for word in ["--method", "-X", "--field", "--raw-field", " -f ", " -F ", "--input", "GH_TOKEN=", "curl"] {
      #expect(!asked.contains { $0.contains(word) } && !script.contains("gh api \(word)"), "\(word)")
    }
    let filters = script.matches(of: /(?m)^ *(?:get|list) "[^"]*" '([^']*)'$/).map { String($0.1) }
    #expect(filters.count > 30 || options.contains("--quick"))
    for filter in filters {
      for field in ["email", "node_id", "fingerprint", "last_eight", "avatar_url", " key,", "{key,", "value"]
      {
        #expect(!filter.contains(field), "\(field) in \(filter)")
      }
    }
  }

  @Test(
    .enabled(if: Program.has("shellcheck"), "shellcheck is not installed"),
    arguments: ["", "--quick", "--host github.acme.example"])
  func theScriptPassesShellcheck(_ options: String) async throws {
    let run = try await Program.shell("shellcheck dump.sh", in: try await Self.folder(options))
    #expect(run.output == "" && run.status == .exited(0))
  }

  @Test func writesOneFileForEachCall() async throws {
    let folder = try await Self.folder()
    let run = try await Self.dump(folder)
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(run.error.contains("84 calls, 0 kept from before, 6 refused, 0 without an answer"))
    #expect(run.error.contains("1 403 /repos/ORG/REPO/codespaces/secrets"))
    #expect(run.error.contains("No API shows these"))
    // One pause that GitHub asked for, one after an answer that did not come.
    #expect(try folder.read("notes/sleeps") == "60\n1\n")
    let answers = try Self.answers(folder)
    // A failed call is repeated; the first is made twice, to see that it is answered.
    #expect(answers.count == 83)
    #expect(try Set(Self.calls(folder)).count == 82)
    let keys = try #require(answers["repos+acme+web+keys.jsonl"])
    #expect(keys.split(separator: "\n").count == 3)
    #expect(
      answers["repos+acme+.github+keys.jsonl"] != nil && answers["repos+acme+old+environments.jsonl"] == nil)
    for (file, text) in answers {
      for word in [
        "ssh-", "AAAA", "@acme", "node_id", "R_9", "7001", "71c3fc11", "SHA256", "not to be kept", "not kept",
      ] {
        #expect(!text.contains(word), "\(file): \(word)")
      }
    }
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(folder.path)/dump")
    #expect(names.filter { $0.hasPrefix(".") } == [])
  }

  @Test func anEndedTokenLosesNothing() async throws {
    let whole = try await Self.folder()
    _ = try await Self.dump(whole)
    let folder = try await Self.folder()
    let first = try await Self.dump(folder, ["FAKE_GH_ENDS": "41"])
    #expect(first.status == .exited(1))
    #expect(first.error.contains("GitHub rejects the token (401)"))
    #expect(try Self.answers(folder)["DUMP.jsonl"]?.contains("\"finished\":false") == true)
    let half = try await Program.run("import", "github", "dump", in: folder)
    #expect(half.output.contains("#? The script didn't finish"))
    let before = try Self.calls(folder).count
    let second = try await Self.dump(folder)
    #expect(second.status == .exited(0), "\(second.error)")
    #expect(second.error.contains("kept from before"))
    #expect(try Self.calls(folder).count - before < 84)
    #expect(try Self.answers(folder) == Self.answers(whole))
  }

  @Test func aFolderOfAnotherOrganizationIsLeftAlone() async throws {
    let folder = try await Self.folder()
    try folder.write(
      "{\"tokenbook_dump\":1,\"organization\":\"globex\",\"host\":\"github.com\"}\n", to: "dump/DUMP.jsonl")
    let run = try await Self.dump(folder)
    #expect(run.status == .exited(1) && run.error.contains("belongs to another organization or host"))
    #expect(try folder.files(in: "dump").count == 1)
  }

  @Test func aRefusedOrganizationEndsIt() async throws {
    let folder = try await Self.folder()
    let run = try await Self.dump(folder, ["FAKE_GH_HOST": "github.acme.example"])
    #expect(run.status == .exited(1) && run.error.contains("can't read acme on github.com (0)"))
  }

  @Test func quickAsksLess() async throws {
    let folder = try await Self.folder("--quick")
    let run = try await Self.dump(folder)
    #expect(run.status == .exited(0), "\(run.error)")
    let ofRepositories = try Self.calls(folder).filter { $0.hasPrefix("/repos/") }
    // Three for each of four, one again, and two environments.
    #expect(ofRepositories.count == 15)
    #expect(!ofRepositories.contains { $0.hasPrefix("/repos/acme/old/") })
  }

  @Test func aServerSaysItsRelease() async throws {
    let folder = try await Self.folder("--host github.acme.example")
    let run = try await Self.dump(folder, ["FAKE_GH_HOST": "github.acme.example"])
    #expect(run.status == .exited(0), "\(run.error)")
    let imported = try await Program.run("import", "github", "dump", in: folder)
    #expect(
      imported.output.contains(
        "\nplatform: {product: ghes, version: \"3.20\", host: github.acme.example, plan: enterprise}\n"))
    let checked = try await Program.run("check", "-", in: folder, input: imported.output)
    #expect(checked.output == "-: no problems\n")
  }

  // MARK: The description

  @Test func theDumpBecomesADescriptionThatWorks() async throws {
    let folder = try await Self.folder()
    _ = try await Self.dump(folder)
    let run = try await Program.run("import", "github", "dump", "-o", "tokenbook.yaml", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(run.error.contains("next, import what workflows need: tokenbook import workflows"))
    let text = try folder.read("tokenbook.yaml")
    for line in [
      "platform: {plan: enterprise}", "  deploy_keys: allowed", "  \"249043822\": {role: member}",
      "  dora: {role: outside_collaborator}",
      "  platform: {parent: engineering, maintainers: [ada], members: [acme-ci, boris, cleo]}  # `Platform` in GitHub",
      "    teams: {platform: maintain}", "    collaborators: {dora: write}",
      "    environments: {\"..\": {reviewers: []}, \"production/eu \\\"1\\\"\": {reviewers: [ada, platform]}}",
      "bypass: [acme-release, platform, deploy_keys]", "    key: null\n",
      "note: \"called `argo cd`, added by cleo\"", "    last_used: 2026-10-01", "    expires: 2027-02-01",
      "    expires: never",
      "{organization_secret: DEPLOY_TOKEN, visibility: selected, repositories: [.github, infra, web]}",
      "{repository_secret: NPM_TOKEN, repository: web, store: dependabot}",
      "    scopes: [repo, \"write:packages\"]", "#   acme-ci: {role: member, custodians: []}",
    ] {
      #expect(text.contains(line), "\(line)")
    }
    #expect(!text.contains("used_by:\n") && !text.contains("used_by: ["))
    let checked = try await Program.run("check", in: folder)
    #expect(checked.output == "tokenbook.yaml: no problems\n")
    #expect(try await Program.run("decide", in: folder).status == .exited(0))
    let built = try await Program.run("build", "-o", "book", in: folder)
    #expect(built.status == .exited(0), "\(built.error)")
  }

  @Test func addsToADescriptionThatExists() async throws {
    let folder = try await Self.folder()
    _ = try await Self.dump(folder)
    let before = """
      # ours
      tokenbook: 1
      organization: acme
      policy: {deploy_keys: forbidden}  # says who
      repositories:
        web:
          visibility: private
          environments:
            # the one that matters
            staging: {}
          workflows: {ci: {triggers: [push], needs: [push repository web]}}
      credentials:
        SLACK_HOOK: {kind: other, used_by: [web/ci]}  # rings
        npm: {kind: other, stored_in: [{repository_secret: NPM_TOKEN, repository: web}]}

      """
    try folder.write(before, to: "tokenbook.yaml")
    let run = try await Program.run("import", "github", "dump", "--into", "tokenbook.yaml", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(run.error.contains("`policy.deploy_keys` differs from GitHub: allowed"))
    let text = try folder.read("tokenbook.yaml")
    for line in before.split(separator: "\n") where !line.contains("SLACK_HOOK") && !line.contains("policy") {
      #expect(text.contains(line), "\(line)")
    }
    #expect(text.contains("# says who") && text.contains("# rings") && text.contains("base_permission: read"))
    #expect(
      text.contains(
        "SLACK_HOOK: {kind: other, used_by: [web/ci], stored_in: [{repository_secret: SLACK_HOOK, repository: web}]}"
      ))
    #expect(!text.contains("NPM_TOKEN.web:") && text.contains("NPM_TOKEN.web.dependabot:"))
    #expect(text.contains("      staging: {}\n      \"..\": {reviewers: []}"))
    #expect(try await Program.run("check", in: folder).output == "tokenbook.yaml: no problems\n")
    let again = try await Program.run("import", "github", "dump", "--into", "tokenbook.yaml", in: folder)
    #expect(again.error.contains("`tokenbook.yaml` already contains everything that was found"))
    #expect(try folder.read("tokenbook.yaml") == text)
  }

  @Test func fillsAnEmptyDescription() async throws {
    let folder = try await Self.folder()
    _ = try await Self.dump(folder)
    try folder.write("tokenbook: 1\norganization: ACME\n", to: "tokenbook.yaml")
    let run = try await Program.run("import", "github", "dump", "--into", "tokenbook.yaml", in: folder)
    #expect(run.status == .exited(0), "\(run.error)")
    #expect(run.error.contains("note[question]: GitHub refused"))
    #expect(
      try folder.read("tokenbook.yaml").contains("policy:\n  base_permission: read\n  deploy_keys: allowed\n")
    )
    #expect(try await Program.run("check", in: folder).output == "tokenbook.yaml: no problems\n")
  }

  // MARK: The App, and usage

  @Test func theAppMayReadWhatIsAskedAndNothingElse() async throws {
    let folder = try TestFolder()
    let run = try await Program.run(
      "import", "github", "--organization", "acme", "--app-manifest", in: folder)
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    let permissions = try #require(manifest["default_permissions"] as? [String: String])
    #expect(Set(permissions.values) == ["read"])
    #expect(manifest["public"] as? Bool == false)
    let script = try await Program.run("import", "github", "--organization", "acme", "--plan", in: folder)
      .output
    let asked = Set(script.matches(of: /([a-z_]+):read[,;]/).map { String($0.1) })
    #expect(Set(permissions.keys) == asked && asked.count == 18)
    let link = try #require(script.firstMatch(of: /settings\/apps\/new\?\S+/)?.0)
    for name in asked { #expect(link.contains("&\(name)=read")) }
  }

  @Test(arguments: [
    "--plan", "--plan --organization 'a;b'", "--plan --organization acme --host 'x$(id)'",
    "--plan --organization acme dump",
    "dump --quick", "", "--plan --organization acme --into x.yaml",
  ])
  func wrongUsageIsRefused(_ arguments: String) async throws {
    let run = try await Program.shell("\"$tokenbook\" import github \(arguments)", in: try TestFolder())
    #expect(run.status == .exited(64) && run.output == "", "\(run.error)")
    let other = try await Program.run(
      "import", "peribolos", "--plan", "--organization", "acme", in: try TestFolder())
    #expect(other.status == .exited(64))
  }
}
