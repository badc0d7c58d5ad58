import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// Whoever pastes a block at three in the morning must not be let down by the shell.
@Suite struct RunbookShellTests {
  @Test func everyBlockIsBash() async throws {
    let blocks = try Self.shapes { page in ShellBlocks.all(in: page) }
    #expect(blocks.count > 50)
    for block in blocks {
      let problem = try await ShellPrograms.parse(block)
      #expect(problem.isEmpty, "\(block)\(problem)")
    }
  }

  /// The texts of all runbooks' pages, of those that differ only in names one, sorted.
  private static func shapes(_ texts: (String) -> [String]) throws -> [String] {
    var shapes: [[UInt8]: String] = [:]
    for runbooks in RunbookCase.all {
      for (_, page) in try runbooks.pages().sorted(by: { $0.key < $1.key }) {
        for text in texts(page) { shapes[shape(of: text)] = shapes[shape(of: text)] ?? text }
      }
    }
    return shapes.values.sorted()
  }

  /// The text without what names are made of.
  private static func shape(of text: String) -> [UInt8] {
    text.utf8.filter { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
        false
      default: true
      }
    }
  }

  /// A page, or each act of a credential's page, is one session in one terminal, so its blocks are looked at as one
  /// script. Of those that differ only in names one is looked at.
  @Test(.enabled(if: ShellPrograms.hasShellcheck || ShellPrograms.isCI, "shellcheck is not installed"))
  func everyPagePassesShellcheck() async throws {
    let scripts = try Self.shapes { page in
      page.components(separatedBy: "\n<!-- end -->\n").map {
        ShellBlocks.all(in: $0).joined(separator: "\n")
      }
    }
    #expect(scripts.count > 20)
    for script in scripts where !script.isEmpty {
      let problems = try await ShellPrograms.check(script)
      #expect(problems.isEmpty, "\(problems)\n\(script)")
    }
  }

  /// `read` takes the next line that is pasted, so it must be the last command of the only line of its block.
  @Test(arguments: RunbookCase.all) func readStandsAlone(_ runbooks: RunbookCase) throws {
    for block in Set(try runbooks.pages().values.flatMap { ShellBlocks.all(in: $0) }) {
      guard block.contains("read -r"), !block.contains(/while IFS=\S*( ')? ?read/) else { continue }
      #expect(block.split(separator: "\n").count == 1, "\(block)")
    }
  }

  /// What lets a step prove, use or destroy something else than it says.
  private static let traps: [(pattern: String, why: String)] = [
    (#"2> ?/dev/null|&> ?/dev/null|> ?/dev/null 2>&1"#, "hides the error that tells failure from success"),
    (#"docker (?!--config )"#, "Docker uses the reader's own login"),
    (#"docker .*\b(login|logout)\b"#, "changes the reader's own login"),
    (#"ssh -(?!F none -i .* -o IdentitiesOnly=yes -o IdentityAgent=none)"#, "offers the reader's own keys"),
    (#"(^|[ ;(|&])git (?!-C "\$\{KEY_DIR:\?\}" "\$@")"#, "Git uses the reader's own settings"),
    (#"curl (?!--disable )"#, "curl uses the reader's own settings"),
    (#"gh repo list"#, "finds not more than a thousand repositories"),
    (#"kubectl apply (?!--server-side)"#, "keeps a readable copy beside the secret"),
    (#"mktemp(?! -d "\$\{SAFE_DIR:\?\}/X+")(?! -d\)\})"#, "is left behind when the terminal is closed"),
    (#"gh run list (?!.*--json)"#, "does not say which run it is"),
    (#"^gh api -X PUT .*/memberships/.*role=member"#, "sets the role of an account that is there"),
    (#"^(GH_HOST=\S+ )?gh secret set [^<]*$"#, "stores whatever standard input holds"),
  ]

  @Test func noBlockHasAKnownTrap() async throws {
    let traps = try Self.traps.map { (try Regex($0.pattern).anchorsMatchLineEndings(), $0.why) }
    // Their authors write them for a program of their service.
    let books = try RunbookCase.all.map { try $0.book() } + [BookFixture.example()]
    let ofRecords = Set(books.flatMap { RecordTexts.commands(of: $0) }.map { $0 + "\n" })
    for text in try await Self.everyText() {
      for block in ShellBlocks.all(in: text) where !ofRecords.contains(block) {
        for (trap, why) in traps { #expect(!block.contains(trap), "\(why): \(block)") }
      }
    }
  }

  /// A variable of another block is empty in a new terminal, and an empty one must stop the command.
  @Test func variablesOfOtherBlocksAreGuarded() async throws {
    for text in try await Self.everyText() {
      for block in ShellBlocks.all(in: text) {
        for variable in ShellVariables.lacking(in: block) {
          let isGuarded = [":?", ":-", "/#"].contains { block.contains("${\(variable)\($0)") }
          #expect(isGuarded, "$\(variable) is not guarded: \(block)")
        }
      }
    }
  }

  /// Every runbook of every case, and every page of the example.
  private static func everyText() async throws -> Set<String> {
    let runbooks = try RunbookCase.all.flatMap { try $0.pages().values }
    let example = try await BookFixture.exampleFiles().filter { $0.key.hasSuffix(".md") }
    return Set(runbooks + example.values.map { String(decoding: $0, as: UTF8.self) })
  }

  /// A value on a command line can be seen by every process, and stays in the history.
  @Test(arguments: RunbookCase.all) func secretsGoByStandardInput(_ runbooks: RunbookCase) throws {
    let harmless = [
      "printf '%s' \"$TOKEN\" |", "GH_TOKEN=\"${TOKEN:?}\" gh ", "GH_ENTERPRISE_TOKEN=\"${TOKEN:?}\" gh ",
      "case $TOKEN in ",
      "printf 'Authorization: Bearer %s\\n' \"$TOKEN\" |", "printf '{\"credentials\":[\"%s\"]}' \"$TOKEN\" |",
      "TOKEN=$(", "IFS= read -rs TOKEN", "unset TOKEN ",
    ]
    for block in Set(try runbooks.pages().values.flatMap { ShellBlocks.all(in: $0) }) {
      for line in block.split(separator: "\n") where line.contains("TOKEN") && !line.contains("secret") {
        var rest = harmless.reduce(String(line)) { $0.replacing($1, with: "") }
        rest = rest.replacing(#"printf '[^']*:%s' "\$TOKEN" \|"#, with: "")
        let isPullSecret = line.contains("{\"auths\":")
        #expect(!rest.contains("$TOKEN") || isPullSecret, "\(line)")
        #expect(!line.contains("--body \"$TOKEN") && !line.contains("-H \"Authorization"), "\(line)")
      }
    }
  }
}
