import Foundation
import Subprocess

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// What one run of a program took, from its start to its end.
package struct MeasuredRun: Sendable {
  package let seconds: Double
  /// Of processor time, on all cores together; nil where it cannot be known.
  package let processor: Double?
  /// The most memory that it held; nil where it cannot be known.
  package let megabytes: Double?

  package static let timePath = "/usr/bin/time"

  /// Whether GNU's `time` is there, which tells the memory of the program that it runs.
  package static let seesMemory: Bool = {
    #if os(Linux)
      FileManager.default.isExecutableFile(atPath: timePath)
    #else
      false
    #endif
  }()

  /// Runs a program with its output thrown away.
  package static func of(
    _ path: String, _ arguments: [String], expecting statuses: Set<Int32>
  ) async throws -> MeasuredRun {
    let report = FileManager.default.temporaryDirectory.appending(path: "measurement-\(UUID())").path
    defer { try? FileManager.default.removeItem(atPath: report) }
    let timed = seesMemory ? [timePath, "--quiet", "--format=%U %S %M", "--output=\(report)", path] : [path]
    let start = ContinuousClock.now
    let result = try await run(
      .path(FilePath(timed[0])), arguments: Arguments(Array(timed.dropFirst()) + arguments),
      input: .none, output: .discarded, error: .discarded)
    let seconds = (ContinuousClock.now - start) / .seconds(1)
    guard case .exited(let status) = result.terminationStatus, statuses.contains(status) else {
      throw Unexpected(program: path, status: "\(result.terminationStatus)")
    }
    let text = (try? String(contentsOfFile: report, encoding: .utf8)) ?? ""
    let numbers = text.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
    let isWhole = numbers.count == 3
    return MeasuredRun(
      seconds: seconds, processor: isWhole ? numbers[0] + numbers[1] : nil,
      megabytes: isWhole ? numbers[2] / 1024 : nil)
  }

  /// The middle times, and the most memory.
  package static func median(_ runs: [MeasuredRun]) -> MeasuredRun? {
    guard !runs.isEmpty else { return nil }
    let processor = runs.compactMap(\.processor).sorted()
    return MeasuredRun(
      seconds: runs.map(\.seconds).sorted()[runs.count / 2],
      processor: processor.isEmpty ? nil : processor[processor.count / 2],
      megabytes: runs.compactMap(\.megabytes).max())
  }

  /// A program that ended otherwise than it says findings.
  package struct Unexpected: Error, CustomStringConvertible {
    let program: String
    let status: String

    package var description: String { "\(program) ended with \(status)" }
  }
}
