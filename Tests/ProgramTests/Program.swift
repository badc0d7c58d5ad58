import Foundation
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The built program, run as a person runs it.
struct Program {
  /// What a run gave.
  struct Run {
    let status: TerminationStatus
    let output: String
    let error: String
  }

  /// Beside the test bundle, where the build puts it.
  static let path: String = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      let folder = bundle?.bundleURL.deletingLastPathComponent() ?? URL(filePath: ".build/debug")
    #else
      let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    #endif
    return folder.appending(path: "tokenbook").path
  }()

  /// The package's own folder.
  static let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().path

  /// Runs it in a folder, with nothing of the tester's environment that changes results.
  static func run(
    _ arguments: String..., in folder: TestFolder, input: String = "", environment: [String: String] = [:]
  ) async throws -> Run {
    try await run(.path(FilePath(path)), arguments, in: folder, input: input, environment: environment)
  }

  /// Runs a line of shell in which `$tokenbook` is the program.
  static func shell(
    _ line: String, in folder: TestFolder, environment: [String: String] = [:]
  ) async throws -> Run {
    let all = environment.merging(["tokenbook": path]) { _, new in new }
    return try await run(.name("bash"), ["-c", line], in: folder, input: "", environment: all)
  }

  /// Runs a script as the runner of GitHub Actions runs one with `shell: bash`.
  static func step(
    _ script: String, in folder: TestFolder, environment: [String: String]
  ) async throws -> Run {
    let arguments = ["--noprofile", "--norc", "-eo", "pipefail", "-c", script]
    return try await run(.path("/bin/bash"), arguments, in: folder, input: "", environment: environment)
  }

  /// Whether the programs are there; with `CI` set they must be.
  static func has(_ names: String...) -> Bool {
    let environment = ProcessInfo.processInfo.environment
    let folders = environment["PATH", default: "/usr/bin"].split(separator: ":")
    return environment["CI"] != nil
      || names.allSatisfy { name in
        folders.contains { FileManager.default.isExecutableFile(atPath: "\($0)/\(name)") }
      }
  }

  private static func run(
    _ executable: Executable, _ arguments: [String], in folder: TestFolder, input: String,
    environment: [String: String]
  ) async throws -> Run {
    let clean: [Environment.Key: String?] = [
      "NO_COLOR": nil, "SOURCE_DATE_EPOCH": nil, "TOKENBOOK_RESOURCES": nil, "CI": nil,
    ]
    let added = environment.reduce(into: clean) { $0[Environment.Key(stringLiteral: $1.key)] = $1.value }
    let result = try await Subprocess.run(
      executable, arguments: Arguments(arguments), environment: .inherit.updating(added),
      workingDirectory: FilePath(folder.path), input: .string(input), output: .string(limit: 64 << 20),
      error: .string(limit: 1 << 20))
    return Run(
      status: result.terminationStatus, output: result.standardOutput,
      error: result.standardError)
  }
}

/// A folder of one test, gone with it.
final class TestFolder: Sendable {
  let path: String

  init(_ files: [String: String] = [:]) throws {
    path = FileManager.default.temporaryDirectory.appending(path: "tokenbook-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    for (file, text) in files { try write(text, to: file) }
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  func write(_ text: String, to file: String) throws {
    let url = URL(filePath: "\(path)/\(file)")
    let folder = url.deletingLastPathComponent()
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  func read(_ file: String) throws -> String {
    String(decoding: try Data(contentsOf: URL(filePath: "\(path)/\(file)")), as: UTF8.self)
  }

  /// Removes a file or folder, where there is one.
  func remove(_ file: String) throws {
    let path = "\(path)/\(file)"
    if FileManager.default.fileExists(atPath: path) { try FileManager.default.removeItem(atPath: path) }
  }

  /// Every file below a folder with its text; empty where there is no such folder. Without what the program remembers of its
  /// inputs: books of the same files may be made of others.
  func files(in folder: String) throws -> [String: String] {
    var files: [String: String] = [:]
    let root = "\(path)/\(folder)"
    for case let name as String in FileManager.default.enumerator(atPath: root) ?? .init() {
      var isFolder: ObjCBool = false
      _ = FileManager.default.fileExists(atPath: "\(root)/\(name)", isDirectory: &isFolder)
      if !isFolder.boolValue, !name.hasSuffix(".tokenbook.inputs") {
        files[name] = try read("\(folder)/\(name)")
      }
    }
    return files
  }
}
