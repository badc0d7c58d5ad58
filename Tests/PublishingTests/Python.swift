import Foundation
import Subprocess

/// Python programs that read what the book writes, each a file beside the tests.
enum Python {
  private struct Failure: Error { let message: String }

  /// Whether Python has these modules; with `CI` set it must.
  static func has(_ modules: String) async -> Bool {
    if ShellPrograms.isCI { return true }
    return (try? await run(["-c", "import \(modules)"], [])) != nil
  }

  /// What a program of the tests makes of some bytes.
  static func read<Value: Decodable>(
    _ input: [UInt8], by script: String, _ arguments: [String] = []
  ) async throws -> Value {
    let path = BookFixture.packageRoot.appending(path: "Tests/PublishingTests/\(script)").path
    return try JSONDecoder().decode(Value.self, from: Data(try await run([path] + arguments, input)))
  }

  private static func run(_ arguments: [String], _ input: [UInt8]) async throws -> [UInt8] {
    let result = try await Subprocess.run(
      .name("python3"), arguments: Arguments(arguments), input: .array(input),
      output: .bytes(limit: 64 << 20), error: .string(limit: 1 << 20))
    guard result.terminationStatus.isSuccess else { throw Failure(message: result.standardError) }
    return result.standardOutput
  }
}
