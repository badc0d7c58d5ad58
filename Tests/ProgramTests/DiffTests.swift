import Foundation
import Testing

/// `tokenbook diff`, on files and on commits.
@Suite struct DiffTests {
  private static func description(_ deployKeys: String) -> String {
    """
    tokenbook: 1
    organization: harbour
    as_of: 2026-11-22
    include: [parts/*.yaml]
    platform: {plan: team}
    policy: {deploy_keys: \(deployKeys)}

    """
  }

  private static let parts = """
    repositories:
      dock: {visibility: private, workflows: {load: {needs: [clone repository tide]}}}
      tide: {visibility: private}

    """

  private static func folder(_ deployKeys: String) throws -> TestFolder {
    try TestFolder([
      "tokenbook.yaml": description(deployKeys), "org/tokenbook.yaml": description("forbidden"),
      "parts/repositories.yaml": parts, "org/parts/repositories.yaml": parts,
      "old.yaml": description("allowed"),
    ])
  }

  @Test func filesThatDecideAlikeAreNoDifference() async throws {
    let run = try await Program.run("diff", "old.yaml", in: try Self.folder("allowed"))
    #expect(run.status == .exited(0))
    #expect(run.output == "No decision, credential or task changed (`harbour`, 2026-11-22).\n")
  }

  @Test func aDifferenceIsToldInEachForm() async throws {
    let folder = try Self.folder("forbidden")
    let text = try await Program.run("diff", "old.yaml", "tokenbook.yaml", in: folder)
    #expect(text.status == .exited(3), "\(text.error)")
    #expect(text.output.contains("`deploy_key` is ruled out"), "\(text.output)")
    let markdown = try await Program.run("diff", "old.yaml", "--format", "markdown", in: folder)
    #expect(markdown.status == .exited(3))
    #expect(markdown.output.contains("### To do\n\n- [ ] "))
    let json = try await Program.run("diff", "old.yaml", "--format", "json", in: folder)
    let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(object?["schema"] as? String == "tokenbook.difference/1")
  }

  /// Each commit is read with what it includes, and nothing is checked out.
  @Test func commitsAreRead() async throws {
    let folder = try Self.folder("allowed")
    let git = "git -c user.name=ida -c user.email=ida@harbour.example"
    let made = try await Program.shell(
      "git init -q -b main . && git add . && \(git) commit -q -m one", in: folder)
    try #require(made.status == .exited(0), "\(made.error)")
    #expect(try await Program.run("diff", "main", in: folder).status == .exited(0))
    let other = try await Program.run("diff", "main", "main:org/tokenbook.yaml", in: folder)
    #expect(other.status == .exited(3), "\(other.error)")
    try folder.write(Self.description("forbidden"), to: "tokenbook.yaml")
    #expect(try await Program.run("diff", "HEAD", in: folder).status == .exited(3))
    let unknown = try await Program.run("diff", "mian", in: folder)
    #expect(unknown.error.contains("`mian` is neither a file nor a commit of this repository"))
    let status = try await Program.shell("git status --porcelain", in: folder)
    #expect(status.output == " M tokenbook.yaml\n")
  }

  @Test(arguments: ["nowhere", "nowhere:tokenbook.yaml", "missing.yaml", "--help-me:x", "-x"])
  func whatIsNotThereIsTold(_ name: String) async throws {
    let run = try await Program.run("diff", "--", name, in: try Self.folder("allowed"))
    #expect(run.status == .exited(1), "\(run.output) \(run.error)")
    #expect(run.error.contains("error"))
  }
}
