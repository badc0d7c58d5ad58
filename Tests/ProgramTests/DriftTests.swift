import Foundation
import Testing

@Suite struct DriftTests {
  private static func answer(_ path: String, _ rows: String..., status: Int = 200) -> String {
    "{\"path\":\"\(path)\",\"status\":\(status),\"day\":\"2026-11-30\",\"lines\":\(rows.count)}\n"
      + rows.map { $0 + "\n" }.joined()
  }

  private static let dump = [
    "dump/DUMP.jsonl":
      "{\"tokenbook_dump\":1,\"organization\":\"acme\",\"host\":\"github.com\",\"day\":\"2026-11-30\",\"finished\":true}\n",
    "dump/admins.jsonl": answer("/orgs/acme/members?role=admin", "{\"login\":\"ada\"}"),
    "dump/members.jsonl": answer("/orgs/acme/members?role=member", "{\"login\":\"boris\"}"),
    "dump/repos.jsonl": answer(
      "/orgs/acme/repos?type=all", "{\"name\":\"web\",\"visibility\":\"public\",\"archived\":false}"),
    "dump/secrets.jsonl": answer(
      "/repos/acme/web/actions/secrets", "{\"name\":\"NEW\",\"updated_at\":\"2026-11-01T00:00:00Z\"}"),
    "dump/refused.jsonl": answer("/orgs/acme/actions/secrets", status: 403),
    "dump/teams.jsonl": answer("/orgs/acme/teams", status: 404),
  ]
  private static let description = """
    tokenbook: 1
    organization: acme
    people: {ada: {role: owner}, cleo: {role: member}}
    teams: {ops: {}}
    repositories: {web: {visibility: private}, old: {visibility: private}}
    credentials:
      A: {kind: classic_pat, stored_in: [{repository_secret: A, repository: web}], used_by: []}
      B: {kind: classic_pat, stored_in: [{organization_secret: B, visibility: all}], used_by: []}

    """

  @Test func saysWhatIsNewDifferentAndGone() async throws {
    let folder = try TestFolder(Self.dump.merging(["tokenbook.yaml": Self.description]) { $1 })
    let run = try await Program.run("drift", "dump", in: folder)
    #expect(run.status == .exited(3), "\(run.error)")
    #expect(
      run.output.hasPrefix(
        """
        Only on GitHub
          people.boris
          credentials.NEW

        Different on GitHub
          `repositories.web.visibility` differs from GitHub: public

        Only in the description
          people.cleo
          repositories.old
          credentials.A.stored_in: A of web (actions)

        """), "\(run.output)")
    #expect(try folder.read("tokenbook.yaml") == Self.description)
  }

  /// GitHub refused the teams and the organization's secrets: whether they are gone, nobody knows.
  @Test func aRefusedListSaysNothingIsGone() async throws {
    let folder = try TestFolder(Self.dump.merging(["tokenbook.yaml": Self.description]) { $1 })
    let output = try await Program.run("drift", "dump", in: folder).output
    #expect(!output.contains("teams.ops") && !output.contains("credentials.B"))
  }

  @Test func agreesAfterTheImport() async throws {
    let folder = try TestFolder(Self.dump)
    let written = try await Program.run("import", "github", "dump", "-o", "tokenbook.yaml", in: folder)
    #expect(written.status == .exited(0), "\(written.error)")
    let run = try await Program.run("drift", "dump", "--format", "json", in: folder)
    #expect(run.status == .exited(0), "\(run.output)\(run.error)")
    #expect(run.output.contains("\"schema\":\"tokenbook.drift/1\""))
    #expect(run.output.contains("\"only_on_github\":[]") && run.output.contains("\"only_in_description\":[]"))
  }

  @Test func saysWhatItCannotRead() async throws {
    let folder = try TestFolder(["tokenbook.yaml": Self.description, "x.jsonl": "{}\n"])
    #expect(try await Program.run("drift", "x.jsonl", in: folder).status == .exited(1))
    #expect(
      try await Program.run("drift", "none.jsonl", in: folder).error.contains("can't read `none.jsonl`"))
  }
}
