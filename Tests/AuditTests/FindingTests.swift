import Audit
import SourceText
import Testing

@Suite struct FindingTests {
  @Test func theTerminalShowsSeverityCheckLineAndHelp() {
    let text = DiagnosticRenderer(files: Examples.files()).text([Examples.finding(.medium).diagnostic])
    #expect(
      text == """
        medium[secret-in-run]: `secrets.CR_PAT` is pasted into a script
         --> .github/workflows/ci 1.yml:5:28
          |
        5 |       - run: echo "ünï ${{ secrets.CR_PAT }}"
          |                            ^^^^^^^^^^^^^^
          = help: pass it to the step with `env`

        """)
  }

  @Test func statusesFollowTheHighestSeverity() {
    #expect(Examples.result([]).worst == nil)
    #expect(
      FindingSeverity.allCases.map { Examples.result([Examples.finding($0)]).worst?.exitStatus } == [
        11, 12, 13, 14,
      ])
    let mixed = Examples.result([Examples.finding(.low), Examples.finding(.high), Examples.finding(.low)])
    #expect(mixed.worst == .high && mixed.summary == "1 high, 2 low")
  }

  @Test func fingerprintsStayWhereLinesMove() {
    let moved = "# one\n# two\n" + Examples.text
    let before = Examples.result([Examples.finding(), Examples.finding(about: "other")])
    let after = Examples.result(
      [Examples.finding(in: moved), Examples.finding(about: "other", in: moved)], moved)
    #expect(before.entries.map(\.fingerprint) == after.entries.map(\.fingerprint))
    #expect(Set(before.entries.map(\.fingerprint)).count == 2)
  }

  @Test func findingsAboutTheSameThingAreNumbered() {
    let result = Examples.result([Examples.finding(), Examples.finding(.low, "another message")])
    let prints = result.entries.map(\.fingerprint.text)
    #expect(prints.map { $0.suffix(2) } == [":1", ":2"] && prints[0].prefix(16) == prints[1].prefix(16))
  }

  @Test func editsChangeNothingElse() {
    let file = SourceFile(path: "a", bytes: Array("a: 1 # keep\r\nb: ü\n".utf8))
    let id = SourceFileID(index: 0)
    func edit(_ start: UInt32, _ end: UInt32, _ text: String, _ key: String) -> TextEdit {
      TextEdit(
        SourceRange(file: id, start: start, end: end), text, TreeChange(at: [key], .text(text)))
    }
    let edits = [
      edit(16, 18, "x", "b"), edit(3, 4, "22", "a"), edit(3, 4, "22", "a"), edit(17, 18, "never", "b"),
      edit(400, 401, "never", "c"), edit(0, 0, "# ", "a"), edit(0, 0, "# ", "b"),
    ]
    #expect(String(decoding: file.applying(edits), as: UTF8.self) == "# a: 22 # keep\r\nb: x\n")
    #expect(file.applying([]) == file.bytes)
  }
}

@Suite struct BaselineTests {
  private func read(_ text: String) -> Baseline.Reading {
    Baseline.read(SourceFile(path: "baseline", bytes: Array(text.utf8)), as: SourceFileID(index: 0))
  }

  @Test func whatItWroteItReadsAndLeavesOnlyNewFindings() throws {
    let old = Examples.result([Examples.finding(), Examples.finding(about: "other")])
    guard case .read(let baseline) = read(Baseline.text(of: old)) else {
      Issue.record("refused")
      return
    }
    #expect(old.without(baseline).entries.isEmpty)
    let new = Examples.result([Examples.finding(), Examples.finding(about: "new")])
    #expect(new.without(baseline).findings.map(\.subject) == ["new"])
  }

  @Test func everyBadLineIsTold() {
    guard case .refused(let problems) = read("# fine\n\nnonsense\n0123456789abcdef:0\n") else {
      Issue.record("read")
      return
    }
    #expect(problems.map(\.range?.start) == [8, 17])
  }
}

@Suite struct SuppressionCommentTests {
  private func read(_ text: String) -> (comments: [SuppressionComment], problems: [Diagnostic]) {
    SuppressionComment.read(
      SourceFile(path: "a.yml", bytes: Array(text.utf8)), as: SourceFileID(index: 0),
      known: ["secrets-inherit", "secret-in-run"])
  }

  @Test func onTheLineAndOnTheLineBefore() {
    let (comments, problems) = read(
      """
      a: 1 # tokenbook: ignore[secret-in-run] the value is public
      # tokenbook: ignore[secret-in-run, secrets-inherit]: ours
      # another comment

      b: 2
      """)
    #expect(problems.isEmpty)
    #expect(comments.map(\.line) == [0, 4])
    #expect(comments.map(\.checks) == [["secret-in-run"], ["secret-in-run", "secrets-inherit"]])
    #expect(comments.map(\.reason) == ["the value is public", "ours"])
  }

  @Test(arguments: [
    ("a: 1 # tokenbook: ignore[secret-in-run]", "found no reason, expected one after `ignore[…]`"),
    ("a: 1 # tokenbook: ignore[]  why", "found no check between `[` and `]`"),
    ("a: 1 # tokenbook: ignore[secret-in-rum] why", "found `secret-in-rum`, expected the id of a check"),
    (
      "a: 1 # tokenbook: ignroe[x] why",
      "found `# tokenbook: ignroe[x] why`, expected `# tokenbook: ignore[CHECK] reason`"
    ),
  ])
  func whatIsWrongIsTold(_ text: String, _ message: String) {
    let (comments, problems) = read(text)
    #expect(comments.isEmpty && problems.map(\.message) == [message])
  }

  /// Of several checks each is told by itself; of those that a description is needed for nothing is told without one.
  @Test(arguments: [
    ("secret-in-run", nil), ("secret-in-run, secrets-inherit", "secrets-inherit"),
    ("secrets-inherit", "secrets-inherit"), ("credential-of-person", nil),
    ("secret-in-run, decided-otherwise", nil), ("secrets-inherit, secret-unused", "secrets-inherit"),
  ])
  func whatSuppressesNothingIsTold(_ checks: String, _ unused: String?) async {
    let text = """
      on: push
      permissions: {}
      jobs:
        a:
          runs-on: x
          steps:
            # tokenbook: ignore[\(checks)] it is public
            - run: echo ${{ secrets.A }}

      """
    let file = SourceFile(path: "ci.yml", bytes: Array(text.utf8))
    let outcome = await Auditor().audit([Auditor.Input(file, path: ".github/workflows/ci.yml")])
    #expect(
      outcome.diagnostics.map(\.message)
        == [unused].compactMap(\.self).map {
          "this comment suppresses no finding of `\($0)`"
        })
  }

  @Test func aWordInAnotherPlaceIsNoComment() {
    let (comments, problems) = read("a: x# tokenbook: ignore[secret-in-run] y\n")
    #expect(comments.isEmpty && problems.isEmpty)
  }
}
