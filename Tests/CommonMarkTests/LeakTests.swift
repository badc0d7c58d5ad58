import Subprocess
import Testing

/// Runs the leak check under valgrind, and once with a leak on purpose.
@Suite(.enabled(if: Programs.isCI || Programs.isInstalled("valgrind"), "valgrind is not installed"))
struct LeakTests {
  @Test("valgrind finds no leak and no bad access", .timeLimit(.minutes(10)))
  func noLeak() async throws {
    let (isClean, log) = try await valgrind([])
    #expect(isClean, "\(log)")
  }

  @Test("valgrind would find a leak", .timeLimit(.minutes(10)))
  func leak() async throws {
    let (isClean, log) = try await valgrind(["--leak"])
    #expect(!isClean)
    #expect(log.contains("definitely lost"), "\(log)")
  }

  private func valgrind(_ arguments: [String]) async throws -> (isClean: Bool, log: String) {
    let options = [
      "--quiet", "--leak-check=full", "--errors-for-leak-kinds=definite", "--show-leak-kinds=definite",
      "--error-exitcode=9",
    ]
    let result = try await run(
      .name("valgrind"), arguments: .init(options + [Programs.built("CommonMarkLeakCheck")] + arguments),
      output: .discarded, error: .string(limit: 1 << 20))
    return (result.terminationStatus.isSuccess, result.standardError)
  }
}
