import Foundation
import Testing

@Suite struct InitTests {
  @Test func writesADescriptionThatIsValid() async throws {
    let folder = try TestFolder()
    let made = try await Program.run("init", in: folder)
    #expect(made.status == .exited(0))
    #expect(made.output == "")
    #expect(made.error == "wrote `tokenbook.yaml`; edit it, then run `tokenbook check`\n")
    let checked = try await Program.run("check", in: folder)
    #expect(checked.output == "tokenbook.yaml: no problems\n")
    #expect(checked.status == .exited(0))
  }

  /// What stands in comments is valid too, once it is no comment.
  @Test func itsCommentsAreValid() async throws {
    let folder = try TestFolder()
    let starter = try await Program.run("init", "-", "--organization", "globex", in: folder).output
    let lines = starter.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      ["# as_of", "# services", "# credentials", "#   "].contains(where: line.hasPrefix)
        ? String(line.dropFirst(2)) : String(line)
    }
    #expect(lines.contains("credentials:") && lines.contains("services:"))
    let checked = try await Program.run("check", "-", in: folder, input: lines.joined(separator: "\n"))
    #expect(checked.output == "-: no problems\n")
  }

  @Test func keepsAnExistingFile() async throws {
    let folder = try TestFolder(["tokenbook.yaml": "mine"])
    let refused = try await Program.run("init", in: folder)
    #expect(refused.status == .exited(1))
    #expect(refused.error.contains("cannot write `tokenbook.yaml`"))
    #expect(try folder.read("tokenbook.yaml") == "mine")
    #expect(try await Program.run("init", "--force", in: folder).status == .exited(0))
    #expect(try folder.read("tokenbook.yaml").contains("organization: acme"))
  }

  /// The disk is full, as far as the program can tell: a file can't grow. Nothing stays half written, and the old one stays.
  @Test func leavesNothingHalfWritten() async throws {
    let folder = try TestFolder(["kept.yaml": "mine"])
    let full = "trap '' XFSZ; ulimit -f 1; "
    let new = try await Program.shell(full + "\"$tokenbook\" init", in: folder)
    #expect(new.status == .exited(1))
    #expect(new.error.contains("cannot write `tokenbook.yaml`"))
    let old = try await Program.shell(full + "\"$tokenbook\" init kept.yaml --force", in: folder)
    #expect(old.status == .exited(1))
    #expect(try folder.read("kept.yaml") == "mine")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["kept.yaml"])
  }

  @Test(arguments: [
    ("biuld", "Help: Did you mean 'build'?"), ("frobnicate", "Help: 'tokenbook --help' lists the commands."),
  ])
  func namesACommandThatThereIsNot(_ typed: String, _ help: String) async throws {
    for arguments in [[typed], [typed, "--help"]] {
      let run = try await Program.shell(
        "\"$tokenbook\" " + arguments.joined(separator: " "), in: try TestFolder())
      #expect(run.status == .exited(64))
      #expect(run.output == "")
      #expect(run.error == "Error: '\(typed)' is not a command\n\(help)\n")
    }
  }

  @Test func refusesANameThatNoOrganizationHas() async throws {
    let run = try await Program.run("init", "--organization", "a b", in: try TestFolder())
    #expect(run.status == .exited(64))
    #expect(run.error.contains("expected an organization name"))
  }
}

@Suite struct CheckTests {
  private let wrong = ["tokenbook.yaml": "tokenbook: 1\norganization: acme\nrepositores: {}\n"]

  @Test func showsEveryProblemWithItsPlace() async throws {
    let run = try await Program.run("check", in: try TestFolder(wrong))
    #expect(run.status == .exited(1))
    #expect(run.output.contains("--> tokenbook.yaml:3:1"))
    #expect(run.output.contains("`repositories`"))
    #expect(run.output.hasSuffix("\n1 error\n"))
    #expect(run.error == "")
  }

  @Test func isJSONForEditors() async throws {
    let run = try await Program.run("check", "--format", "json", in: try TestFolder(wrong))
    #expect(run.status == .exited(1))
    let problems = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]]
    #expect(problems?.first?["line"] as? Int == 3)
    #expect(problems?.first?["file"] as? String == "tokenbook.yaml")
  }

  @Test func isAnEmptyArrayWithoutProblems() async throws {
    let folder = try TestFolder(["tokenbook.yaml": "tokenbook: 1\norganization: acme\n"])
    #expect(try await Program.run("check", "--format", "json", in: folder).output == "[]\n")
  }

  @Test func readsStandardInputAndFilesItIncludes() async throws {
    let folder = try TestFolder([
      "people/a.yaml": "people: {ada: {role: owner}}\n", "people/b.yaml": "people: 1\n",
    ])
    let text = "tokenbook: 1\norganization: acme\ninclude: [people/*.yaml]\n"
    let run = try await Program.run("check", "-", in: folder, input: text)
    #expect(run.output.contains("--> people/b.yaml:1:9"))
    #expect(run.status == .exited(1))
  }

  @Test func saysThatAFileIsMissing() async throws {
    let run = try await Program.run("check", "nowhere.yaml", in: try TestFolder())
    #expect(run.status == .exited(1))
    #expect(run.output.contains("can't read `nowhere.yaml`: the file doesn't exist"))
  }

  @Test func neverShowsAToken() async throws {
    let token = "ghp_" + String(repeating: "a1B2", count: 9)
    let folder = try TestFolder(["tokenbook.yaml": "tokenbook: 1\norganization: acme\nx-note: \(token)\n"])
    let run = try await Program.run("check", in: folder)
    #expect(run.status == .exited(1))
    #expect(!(run.output + run.error).contains(token))
  }

  /// The value alone is quoted, and the first line of the key stands in a comment before it.
  @Test(arguments: ["text", "json"])
  func neverShowsTheBodyOfAKey(_ format: String) async throws {
    let body = String(repeating: "MIIEab12", count: 3)
    let text = "# -----BEGIN RSA PRIVATE KEY-----\n\(body)\n-----END RSA PRIVATE KEY----- and so on\n"
    let run = try await Program.run(
      "check", "--format", format, in: try TestFolder(["tokenbook.yaml": text]))
    #expect(run.status == .exited(1) && run.output.contains("wrong-kind"))
    #expect(!(run.output + run.error).contains("MIIEab12"))
  }
}

@Suite struct ConventionTests {
  private let wrong = ["tokenbook.yaml": "x: 1\n"]

  @Test(arguments: [
    ["frobnicate"], ["check", "--frobnicate"], ["check", "--format", "xml"], ["import", "nothing", "x"],
  ])
  func wrongUsageIs64(_ arguments: [String]) async throws {
    let run = try await Program.shell(
      "\"$tokenbook\" \(arguments.joined(separator: " "))", in: try TestFolder())
    #expect(run.status == .exited(64))
    #expect(run.output == "")
  }

  /// A token among what is typed is refused, and what is said of it shows only how it begins.
  @Test(arguments: [
    ["TOKEN"], ["audit", "--min-severity", "TOKEN"], ["audit", "--TOKEN"], ["serve", "--host", "TOKEN"],
    ["build", "--classification", "TOKEN"], ["build", "--output", "books/TOKEN"],
    ["publish", "--branch", "TOKEN"],
    ["decide", "TOKEN.yaml"],
  ])
  func noTokenThatIsTypedIsEchoed(_ arguments: [String]) async throws {
    let token = "ghp_" + String(repeating: "a1B2", count: 9)
    let line = arguments.map { $0.replacing("TOKEN", with: token) }.joined(separator: " ")
    let run = try await Program.shell("\"$tokenbook\" \(line)", in: try TestFolder())
    #expect(run.status == .exited(64) && run.output == "")
    #expect(run.error.contains("ghp_…(masked)") && !run.error.contains("a1B2"))
    #expect(run.error.contains("revoke it"))
  }

  @Test func coloursAreAskedFor() async throws {
    let folder = try TestFolder(wrong)
    #expect(try await !Program.run("check", in: folder).output.contains("\u{1B}["))
    #expect(try await Program.run("check", "--color", "always", in: folder).output.contains("\u{1B}["))
    #expect(try await !Program.run("check", "--color", "never", in: folder).output.contains("\u{1B}["))
  }

  @Test func aReaderThatLeavesIsNoError() async throws {
    let folder = try TestFolder()
    let run = try await Program.shell("(sleep 0.2; \"$tokenbook\" init -) | true", in: folder)
    #expect(run.error == "")
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func aFullDiskIsAnError() async throws {
    let run = try await Program.shell("\"$tokenbook\" init - > /dev/full", in: try TestFolder())
    #expect(run.status == .exited(1))
    #expect(run.error.contains("cannot write `standard output`"))
  }

  @Test(arguments: ["bash", "zsh", "fish"]) func completesInShells(_ shell: String) async throws {
    let run = try await Program.run("--generate-completion-script", shell, in: try TestFolder())
    #expect(run.output.contains("import"))
  }
}

@Suite struct ImportTests {
  private let files = [
    "config/acme/org.yaml": "admins: [ada]\nteams: {x: {members: [ada]}}\n",
    "config/acme/group/teams.yaml": "teams: {y-team: {members: [boris]}}\n",
    "config/globex/org.yaml": "admins: [cleo]\n", "config/.hidden/org.yaml": "admins: 7\n",
    "config/README.md": "text",
  ]

  @Test func writesTheOrganizationOfAFolder() async throws {
    let folder = try TestFolder(files)
    let run = try await Program.run("import", "peribolos", "config/acme", in: folder)
    #expect(run.status == .exited(0))
    #expect(run.output.contains("organization: acme"))
    #expect(run.output.contains("y-team: {members: [boris]"))
    let checked = try await Program.run("check", "-", in: folder, input: run.output)
    #expect(checked.output == "-: no problems\n")
  }

  @Test func asksWhichOfSeveral() async throws {
    let folder = try TestFolder(files)
    let several = try await Program.run("import", "peribolos", "config/", in: folder)
    #expect(several.status == .exited(1))
    #expect(several.error.contains("found several organizations: `acme`, `globex`"))
    let none = try await Program.run("import", "peribolos", "config", "--organization", "x", in: folder)
    #expect(none.error.contains("found the organizations `acme`, `globex`, expected `x`"))
    let one = try await Program.run("import", "peribolos", "config", "--organization", "Globex", in: folder)
    #expect(one.output.contains("organization: globex"))
  }

  @Test func takesTheNameWhereTheFileHasNone() async throws {
    let folder = try TestFolder(["org.yaml": "admins: [ada]\n"])
    #expect(try await Program.run("import", "peribolos", "org.yaml", in: folder).status == .exited(1))
    let named = try await Program.run("import", "peribolos", ".", "--organization", "acme", in: folder)
    #expect(named.output.contains("organization: acme"))
  }

  @Test func keepsAnExistingFile() async throws {
    let folder = try TestFolder(files.merging(["out.yaml": "mine"]) { $1 })
    let line = ["import", "peribolos", "config/acme", "-o", "out.yaml"]
    let refused = try await Program.run(line[0], line[1], line[2], line[3], line[4], in: folder)
    #expect(refused.status == .exited(1))
    #expect(refused.error.contains("overwrite it with `--force`"))
    #expect(try folder.read("out.yaml") == "mine")
    let forced = try await Program.run(line[0], line[1], line[2], line[3], line[4], "--force", in: folder)
    #expect(forced.status == .exited(0))
    #expect(try folder.read("out.yaml").contains("organization: acme"))
  }

  @Test func showsEveryFileThatCannotBeRead() async throws {
    let run = try await Program.run("import", "peribolos", "a.yaml", "b.yaml", in: try TestFolder())
    #expect(run.status == .exited(1))
    #expect(run.error.contains("can't read `a.yaml`"))
    #expect(run.error.contains("can't read `b.yaml`"))
  }
}
