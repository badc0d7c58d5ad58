import SourceText
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The `git` program, in one repository.
///
/// Only plumbing is used, so that neither the working tree nor the index of anybody is touched, and no filter or hook
/// changes what is written.
struct Git: Sendable {
  /// The repository's folder, as the user gave it.
  let repository: String
  /// Environment variables beside those of the program.
  var variables: [String: String] = [:]

  /// What a run gave.
  struct Output: Sendable {
    let status: TerminationStatus
    let text: String
    let error: String

    var isSuccess: Bool { status.isSuccess }
    /// Without the line break at the end.
    var line: String { String(text.prefix { $0 != "\n" }) }
  }

  /// Variables that would lead git elsewhere: this program may itself have been started by a hook.
  private static let leading = [
    "GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_NAMESPACE", "GIT_QUARANTINE_PATH", "GIT_EXTERNAL_DIFF",
  ]

  /// No hooks, no replaced objects, no house-keeping.
  private static let plumbing = [
    "--no-replace-objects", "-c", "core.hooksPath=/dev/null", "-c", "gc.auto=0", "-c",
    "core.splitIndex=false",
    "-c", "core.fsmonitor=false", "-c", "i18n.commitEncoding=UTF-8",
  ]

  /// The configuration of a run; `isPlumbing` is false only where the user's own hooks belong.
  func configuration(_ arguments: [String], isPlumbing: Bool = true) -> Configuration {
    var environment: [Environment.Key: String?] = [:]
    for name in Self.leading { environment[Environment.Key(stringLiteral: name)] = .some(nil) }
    for (name, value) in variables { environment[Environment.Key(stringLiteral: name)] = value }
    return Configuration(
      executable: .name("git"),
      arguments: Arguments(["-C", repository] + (isPlumbing ? Self.plumbing : []) + arguments),
      environment: .inherit.updating(environment))
  }

  /// Runs it, and gives what it said whatever its status.
  func run(
    _ arguments: String..., input: [UInt8] = [], isPlumbing: Bool = true
  ) async throws(GitFailure) -> Output {
    try await run(arguments, input: input, isPlumbing: isPlumbing)
  }

  /// Runs it; throws what it complained about where it fails.
  @discardableResult
  func demand(_ arguments: String..., input: [UInt8] = []) async throws(GitFailure) -> Output {
    let output = try await run(arguments, input: input, isPlumbing: true)
    guard output.isSuccess else { throw .failed(arguments[0], output.error) }
    return output
  }

  private func run(
    _ arguments: [String], input: [UInt8], isPlumbing: Bool
  ) async throws(GitFailure) -> Output {
    do {
      let result = try await Subprocess.run(
        configuration(arguments, isPlumbing: isPlumbing), input: .array(input),
        output: .string(limit: Self.mostOutput), error: .string(limit: Self.mostOutput))
      return Output(
        status: result.terminationStatus, text: result.standardOutput, error: result.standardError)
    } catch {
      throw GitFailure(error, arguments[0])
    }
  }

  /// The list of files of a very large book.
  static let mostOutput = 1 << 28
}

/// Why git did not do what was asked.
enum GitFailure: Error {
  /// There is no such program.
  case missing
  /// The repository has no commit of that name.
  case noCommit(String)
  /// A command, and what git said.
  case failed(String, String)

  init(_ error: any Error, _ command: String) {
    switch error {
    case let failure as GitFailure: self = failure
    case let error as SubprocessError where error.code == .executableNotFound: self = .missing
    default: self = .failed(command, "\(error)")
    }
  }

  /// Git's own words, on one line.
  var diagnostic: Diagnostic {
    switch self {
    case .missing:
      Diagnostic("no-git", .error, "cannot find the program `git`", at: nil, help: "install git")
    case .noCommit(let name):
      Diagnostic(
        "no-commit", .error, "`\(name)` is neither a file nor a commit of this repository", at: nil,
        help: "correct the name; `git branch --all` lists the branches")
    case .failed(let command, let said):
      Diagnostic("git", .error, "`git \(command)` failed: \(Self.oneLine(said))", at: nil)
    }
  }

  private static func oneLine(_ text: String) -> String {
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      String(line).trimmed
    }
    let kept = lines.filter { !$0.isEmpty }
    return kept.isEmpty ? "it said nothing" : kept.joined(separator: "; ")
  }
}

extension String {
  fileprivate var trimmed: String {
    let isBlank: (Character) -> Bool = { $0.isWhitespace }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
