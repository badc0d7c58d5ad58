import Foundation
import Subprocess

/// The fenced blocks of one language in Markdown.
enum ShellBlocks {
  /// The text of every block that begins with "```sh", without the indentation of its fence.
  static func all(in markdown: String, language: String = "sh") -> [String] {
    var blocks: [String] = []
    var open: (lines: [Substring], indentation: Int)?
    for line in markdown.split(separator: "\n", omittingEmptySubsequences: false) {
      let text = line.drop { $0 == " " }
      if let (lines, indentation) = open {
        if text.hasPrefix("```") {
          blocks.append(lines.joined(separator: "\n") + "\n")
          open = nil
        } else {
          open = (lines + [line.dropFirst(indentation)], indentation)
        }
      } else if text == "```" + language {
        open = ([], line.count - text.count)
      } else if text.hasPrefix("```") {
        open = nil
      }
    }
    return blocks
  }
}

/// The programs that look at shell text.
enum ShellPrograms {
  static let isCI = ProcessInfo.processInfo.environment["CI"] != nil

  static let hasShellcheck = isInstalled("shellcheck")

  static func isInstalled(_ name: String) -> Bool {
    let folders = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin"].split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }

  /// What bash says of a text that it only parses; empty where it is fine.
  static func parse(_ script: String) async throws -> String {
    let result = try await run(
      .name("bash"), arguments: ["-n"], input: .string(script), output: .discarded,
      error: .string(limit: 1 << 16))
    return result.terminationStatus.isSuccess ? "" : result.standardError
  }

  /// A script that fails.
  struct Failure: Error { let words: String }

  /// What a script prints.
  static func output(of script: String) async throws -> String {
    let result = try await run(
      .name("bash"), arguments: ["-s"], input: .string(script), output: .string(limit: 1 << 16),
      error: .string(limit: 1 << 16))
    guard result.terminationStatus.isSuccess else { throw Failure(words: result.standardError) }
    return result.standardOutput
  }

  /// What shellcheck says of a text; empty where it is fine. jq and GraphQL have variables of their own, in single quotes
  /// (SC2016).
  static func check(_ script: String) async throws -> String {
    let result = try await run(
      .name("shellcheck"), arguments: ["--shell=bash", "--exclude=SC2016", "--format=gcc", "-"],
      input: .string(script),
      output: .string(limit: 1 << 20), error: .string(limit: 1 << 16))
    return result.terminationStatus.isSuccess ? "" : result.standardOutput + result.standardError
  }
}
