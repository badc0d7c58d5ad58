import Foundation
import Measuring

/// How long the import of GitHub's answers about a large organization takes, and how much memory. Ends with 1 where one of
/// 2,000 repositories takes more than 2 s of processor time or more than 150 MB; the limits grow with the size.
///
/// `swift build -c release --product tokenbook && swift run -c release ImportBenchmark [REPOSITORIES]`
@main struct ImportBenchmark {
  /// For each repository.
  private static let (seconds, megabytes) = (2.0 / 2_000, 150.0 / 2_000)

  static func main() async throws {
    guard let program = Programs.beside("tokenbook"), MeasuredRun.seesMemory else {
      return print("needs GNU time, and: swift build -c release --product tokenbook")
    }
    let count = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 2_000
    let folder = FileManager.default.temporaryDirectory.appending(path: "import-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let dump = GeneratedDump(repositories: count)
    try dump.write(to: folder)
    var runs: [MeasuredRun] = []
    for _ in 0..<3 {
      runs.append(
        try await MeasuredRun.of(program, ["import", "github", folder.path], expecting: [0]))
    }
    guard let run = MeasuredRun.median(runs), let memory = run.megabytes else { return }
    let time = run.processor ?? run.seconds
    let isFine =
      time <= seconds * Double(max(count, 2_000)) && memory <= megabytes * Double(max(count, 2_000))
    print(
      "\(isFine ? "ok  " : "OVER")  import github, \(count) repositories in \(dump.files) files: "
        + String(format: "%.2f s and %.0f MB", time, memory))
    if !isFine { exit(1) }
  }
}

/// The answers of GitHub about an organization that does not exist, in as many files as the script writes.
private final class GeneratedDump {
  private let repositories: Int
  private(set) var files = 0

  init(repositories: Int) { self.repositories = repositories }

  private var teams: Int { max(1, repositories / 10) }
  private var people: Int { max(1, repositories / 2) }

  func write(to folder: URL) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let mark =
      #"{"tokenbook_dump":1,"organization":"acme","host":"github.com","quick":false,"day":"2026-11-30","finished":true}"#
    try save(mark + "\n", "DUMP.jsonl", folder)
    try answer(
      "/orgs/acme",
      [
        #"{"login":"acme","plan":"team","default_repository_permission":"read","deploy_keys_enabled_for_repositories":true}"#
      ],
      folder)
    try answer("/orgs/acme/members?role=admin", (0..<5).map(login), folder)
    try answer("/orgs/acme/members?role=member", (5..<max(6, people)).map(login), folder)
    try writeTeams(folder)
    try answer(
      "/orgs/acme/actions/secrets",
      (0..<50).map {
        #"{"name":"SECRET_\#($0)","visibility":"all","created_at":"2024-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z"}"#
      }, folder)
    try writeRepositories(folder)
  }

  private func writeTeams(_ folder: URL) throws {
    try answer(
      "/orgs/acme/teams",
      (0..<teams).map { #"{"id":\#($0),"slug":"team-\#($0)","name":"Team \#($0)","parent":null}"# },
      folder)
    for team in 0..<teams {
      let members = (0..<8).map { #"{"login":"person-\#((team * 7 + $0) % people)"}"# }
      try answer("/orgs/acme/teams/team-\(team)/members?role=maintainer", [members[0]], folder)
      try answer("/orgs/acme/teams/team-\(team)/members?role=member", Array(members.dropFirst()), folder)
      let grants = (0..<20).map {
        #"{"name":"repository-\#((team * 13 + $0 * 3) % repositories)","owner":"acme","role_name":"write","permissions":{"push":true}}"#
      }
      try answer("/orgs/acme/teams/team-\(team)/repos", grants, folder)
    }
  }

  private func writeRepositories(_ folder: URL) throws {
    try answer(
      "/orgs/acme/repos?type=all",
      (0..<repositories).map {
        #"{"name":"repository-\#($0)","visibility":"private","archived":false,"default_branch":"main"}"#
      }, folder)
    let secret = { (name: String) in
      #"{"name":"\#(name)","created_at":"2024-01-01T00:00:00Z","updated_at":"2025-01-01T00:00:00Z"}"#
    }
    for repository in 0..<repositories {
      let path = "/repos/acme/repository-\(repository)"
      let key =
        #"{"title":"deploy \#(repository)","read_only":true,"verified":true,"enabled":true,"created_at":"2024-05-01T00:00:00Z","last_used":"2026-11-01T00:00:00Z","added_by":"person-1"}"#
      try answer("\(path)/keys", repository.isMultiple(of: 2) ? [key] : [], folder)
      try answer("\(path)/actions/secrets", [secret("NPM_TOKEN"), secret("DEPLOY_\(repository)")], folder)
      for store in ["dependabot", "codespaces", "agents"] {
        try answer("\(path)/\(store)/secrets", [], folder)
      }
      try answer(
        "\(path)/environments",
        [
          #"{"name":"live","uri":"live","protected":true,"reviewers":[{"type":"Team","name":"team-\#(repository % teams)"}]}"#
        ],
        folder)
      try answer("\(path)/environments/live/secrets", [secret("LIVE_KEY")], folder)
      try answer(
        "\(path)/collaborators?affiliation=direct",
        [
          #"{"login":"person-\#(repository % people)","type":"User","role_name":"admin","permissions":{"admin":true}}"#
        ],
        folder)
      try answer("\(path)/rulesets?includes_parents=false", [], folder)
      try answer("\(path)/actions/runners", [], folder)
    }
  }

  private func login(_ number: Int) -> String { #"{"login":"person-\#(number)","type":"User"}"# }

  private func answer(_ path: String, _ rows: [String], _ folder: URL) throws {
    let head = #"{"path":"\#(path)","status":200,"day":"2026-11-30","lines":\#(rows.count)}"#
    let name = path.split(separator: "/").joined(separator: "+") + ".jsonl"
    try save(([head] + rows).joined(separator: "\n") + "\n", name, folder)
  }

  private func save(_ text: String, _ name: String, _ folder: URL) throws {
    files += 1
    try Data(text.utf8).write(to: folder.appending(path: name))
  }
}
