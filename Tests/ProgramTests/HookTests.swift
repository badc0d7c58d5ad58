import Foundation
import Testing

/// `.pre-commit-hooks.yaml`, with pre-commit itself.
@Suite(.enabled(if: Program.has("pre-commit", "git"), "pre-commit is not installed"))
struct HookTests {
  private static let clean = """
    on: push
    permissions: {contents: read}
    jobs:
      build:
        runs-on: ubuntu-latest
        steps: [{run: make}]

    """
  private static let careless = clean.replacing("contents: read", with: "contents: write")
    .replacing("  build:", with: "  test: {runs-on: ubuntu-latest, steps: [{run: make}]}\n  build:")
  private static let description = "tokenbook: 1\norganization: acme\ninclude: [people/*.yaml]\n"

  /// A repository that has the hooks, and one that uses them; those that build the program take the one that is there.
  private static func place(_ files: [String: String], hooks: String) async throws -> TestFolder {
    let manifest = try String(contentsOfFile: "\(Program.package)/.pre-commit-hooks.yaml", encoding: .utf8)
    let config = "repos:\n- repo: ../hooks\n  rev: v1.0.0\n  hooks: [\(hooks)]\n"
    let all = files.merging([".pre-commit-config.yaml": config]) { _, new in new }
    let folder = try TestFolder(
      Dictionary(uniqueKeysWithValues: all.map { ("work/\($0.key)", $0.value) })
        .merging(["hooks/.pre-commit-hooks.yaml": manifest]) { _, new in new })
    let made = try await run(
      """
      for repository in hooks work; do
        git init -q -b main $repository && git -C $repository add -A &&
        git -C $repository -c user.name=Ada -c user.email=ada@example.com commit -q -m one || exit
      done
      git -C hooks tag v1.0.0
      """, in: folder)
    #expect(made.status == .exited(0), "\(made.error)")
    return folder
  }

  private static func run(_ lines: String, in folder: TestFolder) async throws -> Program.Run {
    let program = URL(filePath: Program.path).deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"]
    let more = ["PRE_COMMIT_HOME": "\(folder.path)/cache", "PATH": "\(program):\(path)"]
    return try await Program.shell(
      lines, in: folder, environment: PublishingPlace.environment.merging(more) { _, new in new })
  }

  /// What one hook says of all files.
  private static func run(_ hook: String, on files: [String: String]) async throws -> Program.Run {
    let hook = hook.hasSuffix("-system") ? "{id: \(hook)}" : "{id: \(hook), language: system}"
    let folder = try await place(files, hooks: hook)
    return try await run("cd work && pre-commit run --all-files --color never", in: folder)
  }

  private static let audits = ["tokenbook-audit", "tokenbook-audit-wheel", "tokenbook-audit-system"]
  private static let checks = ["tokenbook-check", "tokenbook-check-wheel", "tokenbook-check-system"]

  @Test func theManifestIsValid() async throws {
    let run = try await Self.run(
      "pre-commit validate-manifest '\(Program.package)/.pre-commit-hooks.yaml'", in: try TestFolder())
    #expect(run.status == .exited(0) && run.output + run.error == "")
  }

  @Test(arguments: audits) func aFindingFailsTheAudit(_ hook: String) async throws {
    let run = try await Self.run(
      hook, on: [".github/workflows/a.yaml": Self.clean, ".github/workflows/b.yml": Self.careless])
    #expect(run.status == .exited(1))
    #expect(run.output.contains("--> .github/workflows/b.yml:2:"))
    #expect(run.output.contains("\n2 files, "))
  }

  @Test(arguments: audits) func onlyWorkflowAndActionFilesAreLookedAt(_ hook: String) async throws {
    let action = "name: a\ndescription: a\nruns: {using: composite, steps: [{run: make, shell: bash}]}\n"
    let run = try await Self.run(
      hook,
      on: [
        ".github/workflows/a.yml": Self.clean, ".github/dependabot.yml": "nothing", "b.yml": Self.careless,
        "action.yml": action, "actions/c/action.yaml": action, "d/faction.yml": "nothing",
        ".github/workflows/deeper/a.yml": "nothing",
      ])
    #expect(run.status == .exited(0) && run.output.contains("Passed"), "\(run.output)")
    let none = try await Self.run(hook, on: ["b.yml": Self.careless])
    #expect(none.status == .exited(0) && none.output.contains("Skipped"))
  }

  @Test(arguments: checks) func aProblemInAnIncludedFileFailsTheCheck(_ hook: String) async throws {
    let fine = ["tokenbook.yaml": Self.description, "people/a.yaml": "people: {ada: {role: owner}}\n"]
    #expect(try await Self.run(hook, on: fine).output.contains("Passed"))
    let run = try await Self.run(hook, on: fine.merging(["people/a.yaml": "people: 1\n"]) { _, new in new })
    #expect(run.status == .exited(1) && run.output.contains("--> people/a.yaml:1:9"))
  }

  @Test func argumentsAreTaken() async throws {
    let folder = try await Self.place(
      [".github/workflows/a.yml": Self.careless, "org/acme.yaml": "tokenbook: 1\norganization: acme\n"],
      hooks: """
        {id: tokenbook-audit-system, args: [--min-severity, high]},
        {id: tokenbook-check-system, args: [org/acme.yaml]}
        """)
    let run = try await Self.run("cd work && pre-commit run --all-files --color never", in: folder)
    #expect(run.status == .exited(0) && run.output.components(separatedBy: "Passed").count == 3)
  }

  @Test func aCommitIsHeldUp() async throws {
    let folder = try await Self.place(
      [".github/workflows/a.yml": Self.clean], hooks: "{id: tokenbook-audit-system}")
    try folder.write(Self.careless, to: "work/.github/workflows/a.yml")
    let run = try await Self.run(
      """
      cd work && pre-commit install > /dev/null && cd .github &&
      git -c user.name=Ada -c user.email=ada@example.com commit -a -m two
      """, in: folder)
    #expect(run.status == .exited(1) && run.error.contains("--> .github/workflows/a.yml:2:"))
    #expect(try await Self.run("git -C work log --format=%s", in: folder).output == "one\n")
  }

  @Test func aRepositoryCanBeTried() async throws {
    let folder = try await Self.place([".github/workflows/a.yml": Self.careless], hooks: "")
    let run = try await Self.run(
      "cd work && pre-commit try-repo ../hooks tokenbook-audit-system --all-files --color never", in: folder)
    #expect(run.status == .exited(1) && run.output.contains("--> .github/workflows/a.yml:2:"))
  }
}
