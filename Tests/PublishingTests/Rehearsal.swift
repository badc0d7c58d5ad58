import Subprocess

/// A runbook's shell, run in earnest with programs that only write down how they were called.
struct Rehearsal {
  /// What the programs were called with, in order: `gh api user --jq .login`.
  let calls: [String]
  /// What the blocks printed.
  let output: String

  /// Runs shell text in one bash.
  ///
  /// - Parameters:
  ///   - answers: what the person types, line by line.
  ///   - gh: what `gh` prints, as the body of a shell function that looks at `"$*"`.
  static func run(_ blocks: [String], answers: [String] = [], gh: String = ":") async throws -> Rehearsal {
    let tell = ["gh", "docker", "kubectl", "curl"].map { program in
      "\(program)() { printf 'CALL \(program) %s\\n' \"$*\" >&9; \(program == "gh" ? gh : ":"); }"
    }
    let script =
      (["LOG=$(mktemp)", "exec 9> \"$LOG\"", "trap 'cat \"$LOG\"; rm -f \"$LOG\"' EXIT", "sleep() { :; }"]
      + tell
      + blocks).joined(separator: "\n")
    let result = try await Subprocess.run(
      .name("bash"), arguments: ["-c", script], input: .string(answers.map { $0 + "\n" }.joined()),
      output: .string(limit: 1 << 20), error: .discarded)
    let lines = result.standardOutput.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    return Rehearsal(
      calls: lines.filter { $0.hasPrefix("CALL ") }.map { String($0.dropFirst("CALL ".count)) },
      output: lines.filter { !$0.hasPrefix("CALL ") }.joined(separator: "\n"))
  }

  /// Where the first call stands that begins so; nil where there is none.
  func place(of call: String) -> Int? { calls.firstIndex { $0.hasPrefix(call) } }
}
