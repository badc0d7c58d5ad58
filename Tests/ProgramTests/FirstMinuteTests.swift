import Foundation
import Testing

/// What a person sees in the first minute: `try`, `list`, `--quiet`, and the command that comes next.
@Suite struct FirstMinuteTests {
  // MARK: try

  @Test func tryWritesAnExampleAndItsBook() async throws {
    let folder = try TestFolder()
    let run = try await Program.run("try", in: folder)
    #expect(run.status == .exited(0) && run.output == "")
    #expect(run.error.contains("`tokenbook-try/book/index.html`"))
    let files = try folder.files(in: "tokenbook-try")
    let example = "\(Program.package)/site/example"
    for path in try FileManager.default.subpathsOfDirectory(atPath: example) {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(example)/\(path)", isDirectory: &isFolder)
      let isThere =
        try isFolder.boolValue || files[path] == String(contentsOfFile: "\(example)/\(path)", encoding: .utf8)
      #expect(isThere, "\(path)")
    }
    #expect(files["book/index.html"] != nil && files["book/markdown/index.md"] != nil)
    // The commands that it names work there.
    let commands = run.error.matches(of: /(?m)^ +tokenbook (.*)$/).map { String($0.1) }
    #expect(commands.count == 2)
    for command in commands {
      let tried = try await Program.shell("cd tokenbook-try && \"$tokenbook\" \(command)", in: folder)
      #expect(
        tried.status != .exited(1) && tried.status != .exited(64) && !tried.output.isEmpty, "\(command)")
    }
    // The book is the one that `build` writes of the same description.
    let built = try await Program.shell("cd tokenbook-try && \"$tokenbook\" build --check", in: folder)
    #expect(built.status == .exited(0), "\(built.output)\(built.error)")
  }

  @Test(arguments: [["mine/notes.txt": "mine"], ["mine": "mine"], ["mine/.hidden": "mine"]])
  func tryTouchesNothingThatIsThere(_ files: [String: String]) async throws {
    let folder = try TestFolder(files)
    let run = try await Program.run("try", "mine", in: folder)
    #expect(run.status == .exited(1) && run.error.contains("expected a new or empty folder"))
    #expect(try folder.files(in: ".") == files)
  }

  /// The name of the folder colours nothing.
  @Test func tryActsOnNoTerminal() async throws {
    let run = try await Program.run("try", "a\u{1B}[31m", in: try TestFolder())
    #expect(run.status == .exited(0) && run.error.contains("`a␛[31m/book`") && !run.error.contains("\u{1B}"))
  }

  // MARK: list

  private struct Listed: Decodable {
    struct Entry: Decodable {
      let id: String
      let title: String
    }

    let schema: String
    let list: String
    let entries: [Entry]
  }

  private func list(_ subject: String) async throws -> Listed {
    let run = try await Program.run("list", subject, "--format", "json", in: try TestFolder())
    #expect(run.status == .exited(0) && run.error == "")
    return try JSONDecoder().decode(Listed.self, from: Data(run.output.utf8))
  }

  /// Every id that is listed can be explained; a verb is a word of needs.
  @Test(arguments: ["rules", "facts", "kinds", "services", "checks"]) func whatIsListedCanBeExplained(
    _ subject: String
  )
    async throws
  {
    let listed = try await list(subject)
    #expect(listed.schema == "tokenbook.list/1" && listed.list == subject && listed.entries.count >= 8)
    #expect(Set(listed.entries.map(\.id)).count == listed.entries.count)
    let folder = try TestFolder()
    for entry in [listed.entries.first, listed.entries.last].compactMap(\.self) {
      let run = try await Program.run("explain", entry.id, in: folder)
      #expect(
        run.status == .exited(0) && run.output.hasPrefix(subject == "facts" ? "" : entry.id), "\(entry.id)")
    }
  }

  @Test func verbsAreThoseOfNeeds() async throws {
    let listed = try await list("verbs")
    #expect(listed.entries.contains { $0.id == "publish" && $0.title == "publishes a package" })
    #expect(listed.entries.contains { $0.id == "clone" && $0.title == "clones a repository" })
  }

  /// A fact that isn't true on the day is listed as what is true instead.
  @Test func factsAreThoseOfTheDay() async throws {
    let early = try await Program.run(
      "list", "facts", in: try TestFolder(), environment: ["SOURCE_DATE_EPOCH": "1590000000"])
    let late = try await Program.run(
      "list", "facts", in: try TestFolder(), environment: ["SOURCE_DATE_EPOCH": "1790000000"])
    #expect(early.status == .exited(0) && late.status == .exited(0) && early.output != late.output)
  }

  @Test func textHasALineForEach() async throws {
    let run = try await Program.run("list", "kinds", in: try TestFolder())
    #expect(
      run.output.split(separator: "\n").contains {
        $0.hasPrefix("deploy_key ") && $0.hasSuffix(" deploy key")
      })
  }

  // MARK: quiet

  private static let description = "tokenbook: 1\norganization: acme\nas_of: 2026-11-22\n"
  private static let careless =
    "on: push\npermissions: write-all\njobs:\n  a: {runs-on: x, steps: [{run: make}]}\n"

  @Test(arguments: [
    "init new.yaml", "check", "build", "build -o book2", "site handbook -o pages", "audit --no-exit-codes",
    "import peribolos org.yaml -o imported.yaml", "try sample", "list kinds", "decide",
  ])
  func quietSaysNothingOnStandardError(_ command: String) async throws {
    let folder = try TestFolder([
      "tokenbook.yaml": Self.description, "org.yaml": "orgs: {acme: {admins: [ada]}}\n",
      "handbook/index.md": "# Handbook\n\nText.\n", ".github/workflows/ci.yml": Self.careless,
    ])
    let loud = try await Program.shell("\"$tokenbook\" \(command)", in: folder)
    #expect(loud.status == .exited(0), "\(loud.error)")
    try folder.remove("new.yaml")
    try folder.remove("imported.yaml")
    try folder.remove("sample")
    try folder.remove("book")
    let quiet = try await Program.shell("\"$tokenbook\" \(command) --quiet", in: folder)
    #expect(quiet.status == .exited(0) && quiet.error == "", "\(quiet.error)")
    #expect(quiet.output == (command == "check" ? "" : loud.output))
  }

  @Test func quietHidesNoProblem() async throws {
    let folder = try TestFolder(["tokenbook.yaml": "tokenbook: 1\norganization: acme\nx: 1\ny: 1\n"])
    let loud = try await Program.run("decide", in: folder)
    let quiet = try await Program.run("decide", "--quiet", in: folder)
    #expect(loud.status == .exited(1) && quiet.status == .exited(1) && quiet.error == loud.error)
    #expect(quiet.error.contains("unknown-key"))
    let typed = try await Program.run("check", "--quiet", "--frobnicate", in: folder)
    #expect(typed.status == .exited(64) && typed.error.contains("frobnicate"))
  }

  // MARK: What comes next

  @Test func aMissingDescriptionSaysHowToBegin() async throws {
    for command in ["check", "decide", "build"] {
      let run = try await Program.run(command, in: try TestFolder())
      #expect((run.output + run.error).contains("run `tokenbook init`"), "\(command)")
      #expect((run.output + run.error).contains("`tokenbook try`"), "\(command)")
    }
  }

  /// On a terminal; in a pipe nothing of it.
  @Test(
    .enabled(if: Program.has("python3")),
    arguments: [
      ("check", "tokenbook decide"), ("decide", "tokenbook explain"), ("build", "book/index.html"),
      ("init new.yaml", "tokenbook import"), ("list rules", "tokenbook explain"),
      ("audit --no-exit-codes", "tokenbook explain permissions-write-all"),
    ])
  func eachCommandNamesTheNext(_ command: String, _ next: String) async throws {
    let files = [
      "tokenbook.yaml": Self.description
        + "repositories: {web: {workflows: {ci: {needs: [clone repository web]}}}}\n",
      ".github/workflows/ci.yml": Self.careless,
    ]
    let folder = try TestFolder(files)
    let spawn = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)"
    let shown = try await Program.shell("python3 -c '\(spawn)' \"$tokenbook\" \(command)", in: folder)
    #expect(shown.output.contains("next: "), "\(shown.output)")
    #expect(shown.output.split(separator: "next: ").last?.contains(next) == true, "\(shown.output)")
    let piped = try await Program.shell("\"$tokenbook\" \(command)", in: try TestFolder(files))
    #expect(!(piped.output + piped.error).contains("next: "))
    let quiet = try await Program.shell(
      "python3 -c '\(spawn)' \"$tokenbook\" \(command) --quiet", in: try TestFolder(files))
    #expect(!quiet.output.contains("next: "))
  }

  // MARK: The version

  @Test func theVersionHasTheCommit() async throws {
    let folder = try TestFolder()
    let number = try await Program.run("--version", in: folder).output
    #expect(number.wholeMatch(of: /\d+\.\d+\.\d+\n/) != nil)
    let plain = String(number.dropLast())
    let cases = [
      "\(plain)+g1a2b3c4\n": "\(plain)+g1a2b3c4\n", "\(plain)\n": number, "9.9.9\n": number, "": number,
      "\(plain)9\n": number,
    ]
    for (text, expected) in cases {
      try folder.write(text, to: "resources/version")
      let run = try await Program.run(
        "--version", in: folder, environment: ["TOKENBOOK_RESOURCES": "\(folder.path)/resources"])
      #expect(run.output == expected, "\(text)")
    }
  }

  @Test func theHooksTakeThisVersion() async throws {
    let number = try await Program.run("--version", in: try TestFolder()).output.dropLast()
    let project = try String(contentsOfFile: "\(Program.package)/pyproject.toml", encoding: .utf8)
    #expect(project.contains("\"tokenbook==\(number)\""))
    let entry = try String(
      contentsOfFile: "\(Program.package)/site/schemas/schemastore.json", encoding: .utf8)
    #expect(entry.contains("/v\(number)/site/schemas/tokenbook.schema.json"))
  }

  // MARK: Schemas

  /// Everything that a command prints as JSON fits its schema.
  @Test(
    .enabled(if: Program.has("python3"), "needs python3 with jsonschema"),
    arguments: [
      ("list rules --format json", "list"), ("list facts --format json", "list"),
      ("list kinds --format json", "list"), ("list verbs --format json", "list"),
      ("list checks --format json", "list"), ("check --format json", "problems"),
      ("check wrong.yaml --format json", "problems"), ("decide --format json", "decisions"),
      ("audit checkouts --description tokenbook.yaml --format json", "findings"),
      ("audit checkouts --permissions --format json", "permissions"),
      ("diff old.yaml tokenbook.yaml --format json", "difference"),
      ("simulate leave cleo --format json", "simulation"),
      ("simulate leak CR_PAT --format json", "simulation"),
      ("simulate expire PULL_PROD --format json", "simulation"),
      ("simulate policy deploy_keys=forbidden --format json", "simulation"),
      ("simulate on 2027-03-01 --format json", "simulation"),
    ])
  func printedJSONFitsItsSchema(_ command: String, _ schema: String) async throws {
    let folder = try TestFolder(["wrong.yaml": "tokenbook: 1\norganization: acme\nx: 1\nrepositories: []\n"])
    let example = "\(Program.package)/site/example"
    let script = """
      import json, jsonschema, sys
      schema, value = json.load(open(sys.argv[1])), json.load(sys.stdin)
      jsonschema.Draft7Validator.check_schema(schema)
      assert schema["$id"] == sys.argv[1].rpartition("/")[2], schema["$id"]
      for error in jsonschema.Draft7Validator(schema).iter_errors(value): print(error.message)
      print(len(value))
      """
    try folder.write(script, to: "valid.py")
    let run = try await Program.shell(
      """
      cp -R '\(example)/.' . && sed 's/^as_of: .*/as_of: 2026-06-22/' tokenbook.yaml > old.yaml
      ("$tokenbook" \(command) || true) | python3 valid.py '\(Program.package)/site/schemas/\(schema).schema.json'
      """, in: folder)
    #expect(run.output.wholeMatch(of: /\d+\n/) != nil, "\(run.output)\(run.error)")
  }
}
