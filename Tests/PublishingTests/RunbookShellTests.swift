import Testing

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

  /// A page is one session in one terminal, so its blocks are looked at as one script. Of pages that differ only in
  /// names one is looked at.
  @Test(.enabled(if: ShellPrograms.hasShellcheck || ShellPrograms.isCI, "shellcheck is not installed"))
  func everyPagePassesShellcheck() async throws {
    let scripts = try Self.shapes { page in [ShellBlocks.all(in: page).joined(separator: "\n")] }
    #expect(scripts.count > 20)
    for script in scripts where !script.isEmpty {
      let problems = try await ShellPrograms.check(script)
      #expect(problems.isEmpty, "\(problems)\n\(script)")
    }
  }

  /// `read` takes the next line that is pasted, so it must be the last command of the only line of its block.
  @Test(arguments: RunbookCase.all) func readStandsAlone(_ runbooks: RunbookCase) throws {
    for block in Set(try runbooks.pages().values.flatMap { ShellBlocks.all(in: $0) }) {
      guard block.contains("read -r"), !block.contains("while IFS= read") else { continue }
      #expect(block.split(separator: "\n").count == 1, "\(block)")
    }
  }

  /// A value on a command line can be seen by every process, and stays in the history.
  @Test(arguments: RunbookCase.all) func secretsGoByStandardInput(_ runbooks: RunbookCase) throws {
    let harmless = [
      "printf '%s' \"$TOKEN\" |", "GH_TOKEN=\"$TOKEN\" gh ", "GH_ENTERPRISE_TOKEN=\"$TOKEN\" gh ",
      "case $TOKEN in ",
      "printf 'Authorization: Bearer %s\\n' \"$TOKEN\" |", "printf '{\"credentials\":[\"%s\"]}' \"$TOKEN\" |",
      "TOKEN=$(", "IFS= read -rs TOKEN", "unset TOKEN ",
    ]
    for block in Set(try runbooks.pages().values.flatMap { ShellBlocks.all(in: $0) }) {
      for line in block.split(separator: "\n") where line.contains("TOKEN") && !line.contains("secret") {
        var rest = harmless.reduce(String(line)) { $0.replacing($1, with: "") }
        rest = rest.replacing(#"printf '[^']*:%s' "\$TOKEN" \|"#, with: "")
        let isPullSecret = line.hasPrefix("AUTH=$(printf '")
        #expect(!rest.contains("$TOKEN") || isPullSecret, "\(line)")
        #expect(!line.contains("--body \"$TOKEN") && !line.contains("-H \"Authorization"), "\(line)")
      }
    }
  }
}
