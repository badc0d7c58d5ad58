import Foundation
import Testing
import Workflows

/// `action.yml`, really run.
@Suite(.enabled(if: FileManager.default.isExecutableFile(atPath: "/bin/bash"), "needs bash"))
struct ActionTests {
  private static let ci = ".github/workflows/ci.yml"
  private static let clean = """
    on: push
    permissions: {contents: read}
    jobs:
      build:
        runs-on: ubuntu-latest
        steps: [{run: make}]

    """
  /// A high finding, with a text in its line that would be a command to the runner.
  private static let high = """
    on: push
    permissions: write-all # ##[stop-commands]x
    # ::error::not a command
    jobs:
      build:
        runs-on: ubuntu-latest
        steps: [{run: make}]

    """
  private static let medium = clean.replacing("permissions: {contents: read}\n", with: "")

  private static func action() throws -> ActionFile {
    let text = try String(contentsOfFile: "\(Program.package)/action.yml", encoding: .utf8)
    return try #require(try ActionRun.read(text))
  }

  private func run(
    _ workflow: String, with inputs: [String: String] = [:], _ more: [String: String] = [:]
  ) async throws -> ActionRun {
    let action = try Self.action()
    let checkout = try TestFolder([Self.ci: workflow].merging(more) { _, new in new })
    return try await ActionRun.of(action, in: checkout, with: inputs)
  }

  @Test func findingsAreWrittenUploadedAndFailTheJob() async throws {
    let run = try await run(Self.high)
    #expect(run.status == 14 && run["steps.audit.outputs.severity"] == "high")
    let sarif = try #require(run["steps.audit.outputs.sarif"])
    #expect(run.uses.count == 1 && run.uses.first?.inputs == ["sarif_file": sarif])
    #expect(run.uses.first?.uses.hasPrefix("github/codeql-action/upload-sarif@") == true)
    let log = try JSONDecoder().decode(Log.self, from: run.sarif)
    let result = try #require(log.runs.first?.results.first)
    #expect(result.ruleId == "permissions-write-all")
    #expect(result.locations.first?.physicalLocation.artifactLocation.uri == Self.ci)
    #expect(run.summary.contains("permissions-write-all") && run.summary.hasPrefix("### "))
    #expect(run.output["Fail by severity"]?.hasPrefix("::error title=tokenbook::") == true)
  }

  @Test func nothingInTheFilesIsACommand() async throws {
    let lines = try await run(Self.high).output["Look at the workflow files", default: ""].split(
      separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("::stop-commands::") })
    let end = try #require(lines.firstIndex { $0 == "::\(lines[start].dropFirst(17))::" })
    #expect(lines[start].count == 17 + 32 && start == 0)
    #expect(lines[start..<end].contains { $0.contains("##[stop-commands]x") })
    let commands = lines[(end + 1)...].filter { $0.hasPrefix("::") || $0.contains("##[") }
    #expect(commands.count == 1 && commands.first?.hasPrefix("::error file=\(Self.ci),line=2,") == true)
  }

  @Test(
    arguments: [
      ("informational", 13), ("low", 13), ("medium", 13), ("high", 0), ("never", 0),
    ] as [(String, Int32)])
  func itFailsFromTheSeverityThatIsAskedFor(_ least: String, _ status: Int32) async throws {
    let run = try await run(Self.medium, with: ["fail-on": least])
    #expect(run.status == status && run["steps.audit.outputs.severity"] == "medium")
    #expect(run.uses.count == 1)
  }

  @Test func withoutFindingsItIsFineAndUploadsThatToo() async throws {
    let run = try await run(Self.clean)
    #expect(run.status == 0 && run["steps.audit.outputs.severity"] == "none")
    let log = try JSONDecoder().decode(Log.self, from: run.sarif)
    #expect(log.runs.first?.results.isEmpty == true && run.uses.count == 1)
    #expect(run.summary.contains("No findings"))
  }

  @Test func inputsReachTheProgram() async throws {
    #expect(try await run(Self.medium, with: ["min-severity": "high"]).status == 0)
    #expect(try await run(Self.medium, with: ["min-confidence": "high"]).status == 0)
    #expect(try await run(Self.high, with: ["upload": "false"]).uses.isEmpty)
    let quiet = try await run(Self.high, with: ["annotations": "false"])
    #expect(quiet.output["Look at the workflow files"]?.contains("::error") == false && quiet.status == 14)
    let paths = try await run(
      Self.high, with: ["paths": "\n other/a.yml\nb.yml \n".replacing(" ", with: "")],
      ["other/a.yml": Self.clean, "b.yml": Self.medium])
    #expect(paths.status == 13 && paths.summary.contains("`b.yml:") && !paths.summary.contains(Self.ci))
  }

  /// `actions/checkout` leaves the remote, which says whose the checkout is.
  @Test func filesAreHeldAgainstADescription() async throws {
    let files = [
      "org/tokenbook.yaml": "tokenbook: 1\norganization: acme\nrepositories: {web: {}}\n",
      ".git/config": "[remote \"origin\"]\n\turl = https://github.com/acme/web\n",
    ]
    let releases = Self.clean.replacing(
      "{run: make}", with: "{run: npm publish, env: {T: \"${{ secrets.T }}\"}}")
    let run = try await run(releases, with: ["description": "org/tokenbook.yaml", "fail-on": "low"], files)
    #expect(run.summary.contains("`workflow-undescribed`") && run.status >= 12)
    #expect(try await !self.run(releases).summary.contains("`workflow-undescribed`"))
  }

  @Test func whatABaselineKnowsIsLeftOut() async throws {
    let checkout = try TestFolder([Self.ci: Self.high])
    _ = try await Program.run("audit", "--write-baseline", "known", in: checkout)
    let known = try checkout.read("known")
    let run = try await run(Self.high, with: ["baseline": "known"], ["known": known])
    #expect(run.status == 0 && run.summary.contains("No findings"))
  }

  @Test(arguments: [
    ["fail-on": "hgih"], ["upload": "yes"], ["annotations": ""], ["fail-on": "high\nupload=false"],
  ])
  func aWrongInputIsRefusedAtOnce(_ inputs: [String: String]) async throws {
    let run = try await run(Self.clean, with: inputs)
    #expect(run.status == 1 && run.steps == ["Look for the program"])
    #expect(run.output["Look for the program"]?.hasPrefix("::error title=tokenbook::") == true)
  }

  /// Inputs are never options, nor shell.
  @Test(arguments: ["--fix", "$(touch made)", "`touch made`; touch made", "\" --fix \""])
  func anInputIsOnlyAnInput(_ text: String) async throws {
    let action = try Self.action()
    for input in ["paths", "description", "baseline", "min-severity", "min-confidence"] {
      let checkout = try TestFolder([Self.ci: Self.high])
      let run = try await ActionRun.of(action, in: checkout, with: [input: text])
      #expect(run.status != 0 && run.uses.isEmpty, "\(input)")
      #expect(try checkout.files(in: ".") == [Self.ci: Self.high])
    }
  }

  /// A file that GitHub refuses: what is found elsewhere is uploaded all the same.
  @Test(arguments: [("never", 0), ("high", 1)] as [(String, Int32)])
  func aBrokenFileStopsNoUpload(_ least: String, _ status: Int32) async throws {
    let run = try await run("on: push\njobs: [\n", with: ["fail-on": least])
    #expect(run.status == status && run.uses.count == 1)
    #expect(run["steps.audit.outputs.severity"] == "none" && !run.sarif.isEmpty)
  }

  @Test func aFolderWithoutWorkflowsIsAnError() async throws {
    let run = try await run(Self.clean, with: ["paths": "empty"], ["empty/README.md": ""])
    #expect(run.status == 1 && run.uses.isEmpty)
    #expect(run.output["Look at the workflow files"]?.contains("found no workflow file") == true)
  }

  // MARK: The program

  /// An action's folder in which `make install` installs a script that calls the program.
  private static func folder(_ files: [String: String] = [:]) throws -> TestFolder {
    let program = "#!/bin/bash\nexec \(Program.path) \"$@\"\n"
    let make = """
      build-needs:
      \t@echo needs
      install:
      \t@echo "install, ci=$${CI-none}"
      \t@mkdir -p "$(PREFIX)/bin"
      \t@install -m 755 program "$(PREFIX)/bin/tokenbook"

      """
    let usual = [
      "Makefile": make, "program": program, "Package.swift": "", "Sources/a.swift": "a",
      "site/assets/a": "", "site/example/a": "", "site/preview/a": "", "site/schemas/a": "",
      "templates/a": "", "catalog/a": "",
    ]
    return try TestFolder(usual.merging(files) { _, new in new })
  }

  /// - Parameter swift: what `swift --version` says; nil for none.
  private static func build(
    _ folder: TestFolder, _ more: [String: String] = [:], swift: String? = "Swift version 6.3.1 (a)"
  ) async throws -> ActionRun {
    let tools = try TestFolder(swift.map { ["swift": "#!/bin/bash\necho '\($0)'\n"] } ?? [:])
    if swift != nil { try Self.makeExecutable("\(tools.path)/swift") }
    let action = try Self.action()
    let environment = [
      "GITHUB_ACTION_PATH": folder.path, "PATH": "\(tools.path):/usr/bin:/bin", "CI": "true",
    ]
    return try await ActionRun.of(
      action, in: try TestFolder([ci: medium]), environment: environment.merging(more) { _, new in new })
  }

  @Test func aProgramThatIsMissingIsBuiltAndKept() async throws {
    let run = try await Self.build(try Self.folder())
    #expect(run.status == 13 && run["steps.audit.outputs.severity"] == "medium")
    #expect(run.output["Build the program"] == "needs\ninstall, ci=none\n")
    #expect(run.uses.count == 2 && run.uses.first?.uses.hasPrefix("actions/cache@") == true)
    let inputs = try #require(run.uses.first?.inputs)
    #expect(inputs["path"]?.hasSuffix("/tokenbook-program") == true)
    #expect(inputs["key"]?.wholeMatch(of: /tokenbook-Linux-X64-[0-9a-f]{32}/) != nil)
  }

  @Test func theKeyIsThatOfTheSourcesAndOfSwift() async throws {
    func key(_ files: [String: String]) async throws -> String? {
      try await Self.build(try Self.folder(files)).uses.first?.inputs["key"]
    }
    let usual = try await key([:])
    #expect(usual != nil)
    #expect(try await key([:]) == usual)
    #expect(try await key(["README.md": "b"]) == usual)
    #expect(try await key(["Sources/a.swift": "b"]) != usual)
    #expect(try await key(["templates/b": ""]) != usual)
    #expect(try await key(["catalog/b": ""]) != usual)
    let run = try await Self.build(try Self.folder(), swift: "Swift version 6.3.1 (b)")
    #expect(run.uses.count == 2 && run.uses.first?.inputs["key"] != usual)
  }

  @Test func aProgramThatWasBuiltIsNotBuiltAgain() async throws {
    let kept = try TestFolder([
      "tokenbook-program/bin/tokenbook": "#!/bin/bash\nexec \(Program.path) \"$@\"\n"
    ])
    try Self.makeExecutable("\(kept.path)/tokenbook-program/bin/tokenbook")
    let run = try await Self.build(try Self.folder(), ["RUNNER_TEMP": kept.path])
    #expect(run.status == 13 && run.output["Build the program"] == "")
  }

  private static func makeExecutable(_ path: String) throws {
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
  }

  @Test(
    arguments: [
      (nil, 1), ("Swift version 6.1.3 (a)", 1), ("Swift version 5.10 (a)", 1), ("something", 1),
      ("Swift version 6.2 (a)", 13), ("Apple Swift version 6.10.1 (a)", 13), ("Swift version 10.0-dev", 13),
    ] as [(String?, Int32)])
  func swiftMustBeThereAndNewEnough(_ swift: String?, _ status: Int32) async throws {
    let run = try await Self.build(try Self.folder(), swift: swift)
    #expect(run.status == status)
    let isRefused = run.output["Look for the program"]?.contains("it takes Swift 6.2 or newer") == true
    #expect(isRefused == (status == 1))
  }

  // MARK: A release

  /// The action without a program on the path, with the address of a release.
  private static func download(
    _ inputs: [String: String], _ environment: [String: String] = [:]
  ) async throws -> ActionRun {
    let more = ["GITHUB_ACTION_PATH": try folder().path, "PATH": "/usr/bin:/bin"]
    return try await ActionRun.of(
      try action(), in: try TestFolder([ci: medium]), with: inputs,
      environment: more.merging(environment) { _, new in new })
  }

  private static func refusal(_ run: ActionRun) -> String? {
    guard run.status == 1, run.steps == ["Look for the program"], run.uses.isEmpty else { return nil }
    return run.output["Look for the program"]
  }

  @Test(.enabled(if: Release.isPossible && Program.has("curl"), "needs curl"))
  func aReleaseIsDownloadedAndChecked() async throws {
    let release = try await Release()
    let sum = try release.sum(of: release.tarball)
    try await release.serving { address in
      for inputs in [["releases": address], ["releases": "\(address)/", "sha256": sum]] {
        let run = try await Self.download(inputs)
        #expect(run.status == 13 && run["steps.audit.outputs.severity"] == "medium")
        #expect(run.uses.count == 1 && run.uses.first?.uses.contains("upload-sarif") == true)
        #expect(run["steps.program.outputs.program"]?.hasSuffix("/bin/tokenbook") == true)
      }
      let other = try await Self.download(["releases": address, "sha256": String(sum.reversed())])
      #expect(Self.refusal(other)?.contains("another sum than sha256") == true)
      let nowhere = try await Self.download(["releases": "\(address)/nowhere"])
      #expect(Self.refusal(nowhere)?.contains("can't download SHA256SUMS") == true)

      // The file is another than the one that the release lists.
      let sums = try release.folder.read("dist/SHA256SUMS")
      try release.folder.write(
        sums.replacing(sum, with: String(repeating: "0", count: 64)), to: "dist/SHA256SUMS")
      let changed = try await Self.download(["releases": address])
      #expect(Self.refusal(changed)?.contains("another sum than its release says") == true)
      // No name of a file leads elsewhere, and none is guessed.
      let bad = [
        "\(sum)  tokenbook-../../a-linux-x86_64.tar.gz\n", "\(sum)  other.tar.gz\n", "",
        "\(sum)  tokenbook-1-linux-\(Release.machine).tar.gz\n\(sum)  tokenbook-2-linux-\(Release.machine).tar.gz\n",
      ]
      for text in bad {
        try release.folder.write(text, to: "dist/SHA256SUMS")
        let run = try await Self.download(["releases": address])
        #expect(Self.refusal(run)?.contains("the release has ") == true, "\(text)")
      }
    }
  }

  @Test(
    arguments: [
      (["sha256": "0"], ["RUNNER_OS": "Linux"], "set releases too"),
      (["releases": "http://127.0.0.1:9"], ["RUNNER_OS": "macOS"], "leave out releases to build it"),
      (["releases": "http://127.0.0.1:9"], ["RUNNER_ARCH": "X86"], "leave out releases to build it"),
      (["releases": "$(touch made)"], [:], "can't download"), (["releases": "--help"], [:], "can't download"),
    ] as [([String: String], [String: String], String)])
  func whatCannotBeDownloadedIsRefused(
    _ inputs: [String: String], _ environment: [String: String], _ words: String
  ) async throws {
    let run = try await Self.download(inputs, environment)
    #expect(Self.refusal(run)?.contains(words) == true, "\(run.output)")
  }

  @Test func anotherSystemIsRefused() async throws {
    let run = try await Self.build(try Self.folder(), ["RUNNER_OS": "Windows"])
    #expect(run.status == 1 && run.steps == ["Look for the program"])
  }
}

/// What is looked at of a log in SARIF.
private struct Log: Decodable {
  struct Run: Decodable {
    let results: [Result]
  }

  struct Result: Decodable {
    struct Location: Decodable {
      let physicalLocation: Physical
    }

    struct Physical: Decodable {
      let artifactLocation: Artifact
    }

    struct Artifact: Decodable {
      let uri: String
    }

    let ruleId: String
    let locations: [Location]
  }

  let runs: [Run]
}
