import Audit
import SourceText

/// Findings in two files, for the reports.
enum Examples {
  static let text = """
    on: push
    jobs:
      build:
        steps:
          - run: echo "ünï ${{ secrets.CR_PAT }}"
          - run: docker login -p ghp_0123456789abcdefghijABCDEFGHIJ012345

    """

  static let checks = [
    CheckDescription(
      "secret-in-run", title: "a secret is pasted into a script", severity: .high,
      confidence: .high, why: "The runner pastes it.", how: "Expressions in `run`.", fix: "Give it by `env`.",
      falseAlarms: "None.", sources: ["X-01"]),
    CheckDescription(
      "secrets-inherit", title: "every secret is handed on", severity: .medium, confidence: .medium,
      why: "The callee gets more than it needs.", how: "`secrets: inherit`.", fix: "Name them.",
      falseAlarms: "The callee is yours."),
  ]

  static func files(_ text: String = text) -> SourceFiles {
    var files = SourceFiles()
    _ = files.add(SourceFile(path: ".github/workflows/ci 1.yml", bytes: Array(text.utf8)))
    _ = files.add(SourceFile(path: ".github/workflows/b.yml", bytes: Array("on: push\n".utf8)))
    return files
  }

  /// The place where a text stands in the first file.
  static func range(_ part: String, in text: String = text) -> SourceRange {
    let bytes = Array(text.utf8)
    let needle = Array(part.utf8)
    let start = (0...(bytes.count - needle.count)).first { bytes[$0...].starts(with: needle) } ?? 0
    return SourceRange(
      file: SourceFileID(index: 0), start: UInt32(start), end: UInt32(start + needle.count))
  }

  static func finding(
    _ severity: FindingSeverity = .high, _ message: String = "`secrets.CR_PAT` is pasted into a script",
    about subject: String = "build/1 secrets.CR_PAT", in text: String = text
  ) -> Finding {
    Finding(
      "secret-in-run", severity, .high, message, about: subject, at: range("secrets.CR_PAT", in: text),
      help: "pass it to the step with `env`")
  }

  static func result(_ findings: [Finding], _ text: String = text) -> AuditResult {
    AuditResult(findings, in: files(text), checks: checks)
  }
}
