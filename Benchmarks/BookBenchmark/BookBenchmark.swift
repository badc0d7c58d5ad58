import Foundation
import Measuring

/// The whole book beside what else makes pages of the same Markdown: a bare C loop over libcmark, which is the least that it
/// can take, and Hugo, where `HUGO` names its program. Ratios are of processor time in one run. Ends with 1 where one is above
/// its limit.
///
/// `swift build -c release && HUGO=… swift run -c release BookBenchmark [REPOSITORIES]`
@main struct BookBenchmark {
  static func main() async throws {
    guard let program = Programs.beside("tokenbook"), let loop = Programs.beside("MarkdownLoop"),
      MeasuredRun.seesMemory
    else { return print("needs GNU time, and: swift build -c release") }
    let count = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 1_000
    let folder = try WorkFolder()
    defer { folder.remove() }
    let contest = Contest(
      folder: folder, program: program, loop: loop, hugo: ProcessInfo.processInfo.environment["HUGO"])
    if try await !contest.run(count) { exit(1) }
  }
}

/// A folder of its own, in memory where there is one, so that no disk is measured.
struct WorkFolder {
  let path: String

  init() throws {
    let memory = "/dev/shm"
    let parent =
      FileManager.default.isWritableFile(atPath: memory)
      ? memory : FileManager.default.temporaryDirectory.path
    path = "\(parent)/book-benchmark-\(UUID())"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  func callAsFunction(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ text: String, to name: String) throws -> String {
    let file = self(name)
    try FileManager.default.createDirectory(
      at: URL(filePath: file).deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(filePath: file))
    return file
  }

  func remove(_ name: String = "") { try? FileManager.default.removeItem(atPath: self(name)) }
}
