import Foundation
import Testing

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// `follow.sh`, which runs a page of the book step by step and writes a transcript.
@Suite struct FollowScriptTests {
  private static let script = String(decoding: BookFixture.assets["follow.sh"] ?? [], as: UTF8.self)

  @Test(.enabled(if: ShellPrograms.hasShellcheck || ShellPrograms.isCI, "shellcheck is not installed"))
  func itPassesShellcheck() async throws {
    #expect(Self.script.count > 1_000)
    #expect(try await ShellPrograms.check(Self.script) == "")
  }

  /// Each numbered step of each page, and each block of it, once and as it is on the page.
  @Test func itShowsEveryStepAndEveryBlock() async throws {
    let folder = try Self.written(try await BookFixture.exampleFiles().filter { $0.key.hasSuffix(".md") })
    defer { try? FileManager.default.removeItem(at: folder) }
    var steps = 0
    for runbook in try RunbookCase.named("the example").tasks().sorted(by: { $0.key < $1.key }) {
      for (number, part) in Self.parts(of: runbook.value).enumerated() {
        let shown = try await ShellPrograms.output(
          of: "cd '\(folder.path)' && bash follow.sh --dry-run 'markdown/\(runbook.key).md' \(number + 1)")
        for line in part.split(separator: "\n") where line.hasPrefix("### ") {
          #expect(shown.contains("== \(line.dropFirst(4))\n"), "\(runbook.key): \(line)")
          steps += 1
        }
        for block in ShellBlocks.all(in: part) {
          let lines = block.split(separator: "\n").map { "    \($0)\n" }.joined()
          #expect(shown.contains(lines), "\(runbook.key): \(block)")
        }
      }
    }
    #expect(steps > 300)
    await #expect(throws: ShellPrograms.Failure.self) {
      try await ShellPrograms.output(of: "cd '\(folder.path)' && bash follow.sh --dry-run markdown/index.md")
    }
  }

  /// The parts that have numbered steps; all of a page whose numbers go on.
  private static func parts(of page: String) -> [String] {
    let text = page.components(separatedBy: "\n<!-- BEGIN NOTES")[0]
    let parts = text.components(separatedBy: "\n## ").filter { $0.contains("\n### 1. ") }
    guard parts.count == 1 else { return parts }
    // What follows the last step is no act.
    let last = text.components(separatedBy: "\n### ").count - 1
    let pieces = text.components(separatedBy: "\n### ")
    let end = pieces[last].components(separatedBy: "\n## ")[0]
    return [pieces[..<last].joined(separator: "\n### ") + "\n### " + end]
  }

  private static func written(_ files: [String: [UInt8]]) throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "follow-\(UUID().uuidString)")
    for (path, bytes) in files.merging(["follow.sh": [UInt8](script.utf8)], uniquingKeysWith: { $1 }) {
      let file = folder.appending(path: path)
      try FileManager.default.createDirectory(
        at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try Data(bytes).write(to: file)
    }
    return folder
  }

  /// A page whose blocks ask for a value, print one, fail and depend on one another.
  private static let page = """
    # CR_PAT

    ## Leaked? Revoke it first

    ### 1. Read it

    ```sh
    printf 'Leaked value: '; IFS= read -rs TOKEN; echo
    ```

    **You should see** nothing of it.

    ### 2. Use it

    - In a list:

      ```sh
      SAFE_DIR=$(mktemp -d); trap 'rm -rf -- "$SAFE_DIR"' EXIT
      echo "it is ${TOKEN:?}" | tee "$SAFE_DIR/file"
      : "${NOTHING:?}"
      cat << 'END'
      ```ghp_0123456789abcdefABCDEF
      END
      ```

    **You should see** `it is`.

    ## Another part

    ### 1. Say more

    ```sh
    echo "still ${#TOKEN}"
    ```

    **You should see** `still`.

    ## Interrupted

    ### 1. Be interrupted

    ```sh
    SAFE_DIR=$(mktemp -d); trap 'rm -rf -- "$SAFE_DIR"' EXIT
    echo begun; kill -INT "$PPID"; cat
    ```

    **You should see** nothing more.

    <!-- BEGIN NOTES: a person's -->
    ### 2. Not ours

    ```sh
    echo hostile
    ```
    """

  private static func visit(_ arguments: String, _ typed: [String]) -> SmallGitHub.Visit {
    SmallGitHub.Visit(
      steps: [
        ["bash ~/follow.sh --transcript ~/t.md ~/page.md \(arguments)\n"], ["cat ~/t.md\n"],
        ["ls \"$TMPDIR\"\n"],
      ],
      typed: [typed], home: ["follow.sh": script, "page.md": page])
  }

  @Test(.enabled(if: SmallGitHub.lacks == nil, "\(SmallGitHub.lacks ?? "")"))
  func itRunsAsAPersonWouldAndKeepsSecretsOut() async throws {
    let secret = "correct horse battery"
    let outcomes = try await SmallGitHub.outcomes(of: [
      Self.visit("leaked another", ["", secret, "", "", "n", "r", "s", "", "", ""]),
      Self.visit("interrupted", ["", ""]),
      Self.visit("another", ["", "", ""]),
    ])
    try #require(outcomes.allSatisfy { $0.outputs.count == 3 }, "\(outcomes.map(\.outputs))")
    let (whole, interrupted, alone) = (outcomes[0].outputs, outcomes[1].outputs, outcomes[2].outputs)
    for outcome in outcomes {
      #expect(outcome.outputs.last == "" && outcome.left.isEmpty, "\(outcome.outputs)")
      #expect(!outcome.outputs.joined().contains(secret))
    }
    // An empty variable ends one command, as it does in the terminal of whoever pastes the block.
    for text in whole[..<2] {
      #expect(text.contains("it is [masked]\n") && text.contains("NOTHING: parameter null or not set"))
    }
    #expect(whole[0].contains("Done. The transcript is "))
    #expect(whole[1].contains("```[masked]\n") && !whole[1].contains("ghp_0123456789abcdefABCDEF"))
    for words in ["NOT as expected", "skipped a block", "still \(secret.count)\n", "Ended "] {
      #expect(whole[1].contains(words), "\(words)")
    }
    #expect(!whole[1].contains("hostile"))
    #expect(interrupted[1].contains("Be interrupted") && interrupted[1].contains(": you interrupted it."))
    #expect(!interrupted[1].contains("Ended "))
    #expect(alone[1].contains("still 0\n") && !alone[1].contains("Read it"))
  }
}
