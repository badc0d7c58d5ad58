import Foundation
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// The scripts beside this file, which drive Chromium through Selenium.
enum Chromium {
  static let isThere = Tools.isCI || hasPrograms && hasPackages

  static let needs: Comment =
    "needs chromium, chromedriver, and python3 with selenium and axe-playwright-python"

  private static var hasPrograms: Bool {
    Tools.areThere("chromedriver") && (Tools.areThere("chromium") || Tools.areThere("google-chrome"))
  }

  private static var hasPackages: Bool {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "-c", "import selenium, importlib.util as u; u.find_spec('axe_playwright_python').name",
    ]
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }

  /// What is wrong with pages, one text for each finding: see `look.py`.
  static func look(at pages: [String], of site: ScratchFolder) async throws -> [String] {
    let input = String(decoding: try JSONEncoder().encode(pages), as: UTF8.self)
    return try JSONDecoder().decode(
      [String].self, from: await python(["look.py", site.path.string], input: input))
  }

  /// What did not go as it should, by the name of its scenario; see `drive.py`.
  static func drive(
    _ scenarios: [String], at root: String, patience: Int = 20
  ) async throws -> [String: String] {
    let verdicts = try JSONDecoder().decode(
      [String: String?].self, from: await python(["drive.py", root] + scenarios, patience: patience))
    try #require(Set(verdicts.keys) == Set(scenarios))
    return verdicts.compactMapValues(\.self)
  }

  /// What did not go as it should when the description in a folder was changed beside its preview: see `follow.py`.
  static func follow(_ folder: ScratchFolder) async throws -> [String] {
    try JSONDecoder().decode(
      [String].self, from: await python(["follow.py", Site.program, folder.path.string], patience: 90))
  }

  /// What hostile texts do to pages: see `hostile_pages.py`.
  static func hostilePages() async throws -> [String] {
    try JSONDecoder().decode([String].self, from: await python(["hostile_pages.py", Site.program]))
  }

  private static func python(
    _ arguments: [String], input: String = "", patience: Int = 20
  ) async throws -> Data {
    let result = try await run(
      .name("python3"), arguments: Arguments(arguments),
      environment: .inherit.updating(["PYTHONDONTWRITEBYTECODE": "1", "PATIENCE": "\(patience)"]),
      workingDirectory: FilePath(Site.scripts.path), input: .string(input), output: .string(limit: 1 << 24),
      error: .string(limit: 1 << 20))
    try #require(result.terminationStatus.isSuccess, "\(arguments[0]): \(result.standardError)")
    return Data(result.standardOutput.utf8)
  }
}
