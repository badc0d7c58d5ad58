import Foundation
import Subprocess
import Testing

#if canImport(System)
  import System
#else
  import SystemPackage
#endif

/// Hostile texts through every field, name, file name and option into every output, each read by a reader that is not ours,
/// and compared with the output of a harmless twin: see `hostile.py`.
///
/// `TOKENBOOK_EVERY_TEXT=1` puts each text into a book of its own; otherwise several share one.
@Suite struct HostileTests {
  enum Part: String, CaseIterable, Sendable {
    /// Every field of the schema that takes a text is tried.
    case fields
    /// Texts of a description in all files of a book, run in a shell too.
    case books
    /// Names as odd as their alphabets let them be.
    case names
    /// What a field does not take is refused on its line.
    case refusals
    /// Texts of workflow files, and names of files and folders, in reports and drafts.
    case checkouts
    /// Texts and names of Peribolos' files in a draft.
    case peribolos
    /// What commands print of their arguments.
    case commands
    /// Branches and remotes of git, and what is to be pasted.
    case branches
    /// Bytes that are no text.
    case bytes
  }

  @Test(
    .enabled("needs python3 with PyYAML, cmarkgfm and icalendar") { await Script.hasReaders },
    arguments: Part.allCases)
  func staysText(part: Part) async throws {
    for problem in try await Script.problems(part) { Issue.record("\(problem)") }
  }
}

/// The scripts beside this file.
enum Script {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  /// With `CI` set they must be there.
  static var hasReaders: Bool {
    get async {
      if ProcessInfo.processInfo.environment["CI"] != nil { return true }
      return (try? await python(["-c", "import cmarkgfm, icalendar, yaml"])) != nil
    }
  }

  /// What is not as it should be.
  static func problems(_ part: HostileTests.Part) async throws -> [String] {
    let output = try await python([folder.appending(path: "hostile.py").path, program, part.rawValue])
    return try JSONDecoder().decode([String].self, from: Data(output.utf8))
  }

  private struct Failure: Error { let message: String }

  private static func python(_ arguments: [String]) async throws -> String {
    let result = try await run(
      .name("python3"), arguments: Arguments(arguments),
      environment: .inherit.updating(["PYTHONDONTWRITEBYTECODE": "1"]), output: .string(limit: 1 << 24),
      error: .string(limit: 1 << 20))
    guard result.terminationStatus.isSuccess else { throw Failure(message: result.standardError) }
    return result.standardOutput
  }

  /// Beside the test bundle, where the build puts it.
  private static let program: String = {
    #if os(macOS)
      let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }
      let folder = bundle?.bundleURL.deletingLastPathComponent() ?? URL(filePath: ".build/debug")
    #else
      let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
    #endif
    return folder.appending(path: "tokenbook").path
  }()
}
