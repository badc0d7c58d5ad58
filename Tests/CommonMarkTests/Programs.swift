import Foundation
import Subprocess

/// Programs that tests run.
enum Programs {
  /// Whether a program that a machine may lack must be there: CI installs them all.
  static let isCI = ProcessInfo.processInfo.environment["CI"] != nil

  static func isInstalled(_ name: String) -> Bool {
    let folders = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin"].split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  /// A program that this package built, beside the tests.
  static func built(_ name: String) -> String {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: name).path()
  }

  /// What `cmark` makes of a text.
  static func cmark(_ markdown: String) async throws -> String {
    let result = try await run(
      .name("cmark"), input: .string(markdown), output: .string(limit: 1 << 22), error: .discarded)
    return result.standardOutput
  }
}
