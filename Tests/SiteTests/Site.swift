import Foundation
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The book of the example organization in a folder, written by the built program as a person gets it.
enum Site {
  /// The package's own folder.
  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Where the tests' own scripts are.
  static let scripts = URL(filePath: #filePath).deletingLastPathComponent()

  /// Written once for all tests.
  static func example() async throws -> ScratchFolder { try await exampleTask.value }

  private static let exampleTask = Task {
    let folder = try ScratchFolder()
    try await build([], into: folder)
    return folder
  }

  /// Runs `tokenbook build` on a description, that of the example where no other is named, with further options.
  static func build(
    _ options: [String], of description: String = "site/example/tokenbook.yaml", into folder: ScratchFolder,
    below name: String = ""
  ) async throws {
    let output = folder.path.appending(name).string
    let arguments = ["build", description, "--output", output, "--as-of", "2026-11-22"] + options
    let result = try await run(
      .path(FilePath(program)), arguments: Arguments(arguments), workingDirectory: FilePath(package.path),
      output: .discarded, error: .string(limit: 1 << 16))
    try #require(result.terminationStatus.isSuccess, "\(result.standardError)")
  }

  /// Beside the test bundle, where the build puts it.
  static let program: String = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      let folder = bundle?.bundleURL.deletingLastPathComponent() ?? URL(filePath: ".build/debug")
    #else
      let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    #endif
    return folder.appending(path: "tokenbook").path
  }()
}

/// A folder that goes with its last user.
final class ScratchFolder: Sendable {
  let url: URL

  init(_ files: [String: String] = [:]) throws {
    url = FileManager.default.temporaryDirectory.appending(path: "tokenbook-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    for (path, text) in files { try write(text, to: path) }
  }

  deinit {
    try? FileManager.default.removeItem(at: url)
  }

  var path: FilePath { FilePath(url.path) }

  func write(_ text: String, to path: String) throws {
    let file = url.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  func read(_ path: String) throws -> String {
    String(decoding: try Data(contentsOf: url.appending(path: path)), as: UTF8.self)
  }

  /// The paths of all files below that end in this, sorted.
  func files(endingIn end: String) -> [String] {
    let all = FileManager.default.enumerator(atPath: url.path)
    return (all?.compactMap { $0 as? String } ?? []).filter { $0.hasSuffix(end) }.sorted()
  }
}

/// The programs that look at a site. Where one is missing its tests are skipped, saying so; with `CI` set they fail.
enum Tools {
  static let isCI = ProcessInfo.processInfo.environment["CI"] != nil

  static func areThere(_ names: String...) -> Bool {
    isCI || names.allSatisfy(isInstalled)
  }

  private static func isInstalled(_ name: String) -> Bool {
    let folders = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin"].split(separator: ":")
    return folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
  }
}
