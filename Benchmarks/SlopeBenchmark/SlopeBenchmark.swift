import Foundation
import Measuring

/// How time and memory grow with the input: each shape at three sizes, and the slope between the largest two, which is 1 where
/// ten times the input takes ten times as long, and 2 where it takes a hundred times as long. Ends with 1 where one is above 1.3,
/// takes more than 10 s of processor time or more than 500 MB at its largest.
///
/// `swift build -c release --product tokenbook && swift run -c release SlopeBenchmark [LARGEST]`
@main struct SlopeBenchmark {
  private static let (steepest, slowest, largest) = (1.3, 10.0, 500.0)

  static func main() async throws {
    guard let program = Programs.beside("tokenbook"), MeasuredRun.seesMemory else {
      return print("needs GNU time, and: swift build -c release --product tokenbook")
    }
    let most = CommandLine.arguments.dropFirst().first.flatMap(Int.init) ?? 100_000
    var isFine = true
    for shape in Shape.all {
      var runs: [MeasuredRun] = []
      for count in [most / 100, most / 10, most] { runs.append(try await measure(shape, count, program)) }
      isFine = report(shape, most, runs) && isFine
    }
    if !isFine { exit(1) }
  }

  private static func measure(_ shape: Shape, _ count: Int, _ program: String) async throws -> MeasuredRun {
    let folder = FileManager.default.temporaryDirectory.appending(path: "slope-\(UUID())")
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: shape.file)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(shape.text(count).utf8).write(to: file)
    return try await MeasuredRun.of(
      program, shape.arguments + [file.path], expecting: [0, 1, 11, 12, 13, 14])
  }

  /// Whether it stays below the limits.
  private static func report(_ shape: Shape, _ most: Int, _ runs: [MeasuredRun]) -> Bool {
    let times = runs.map { $0.processor ?? $0.seconds }
    // A slope of what takes no time says nothing.
    let slope = times[2] < 0.1 ? 0 : log10(times[2] / max(times[1], 0.01))
    let memory = runs[2].megabytes ?? 0
    let isFine = slope <= steepest && times[2] <= slowest && memory <= largest
    let figures = "slope \(rounded(slope)), \(rounded(times[2])) s and \(rounded(memory)) MB for \(most)"
    print("\(isFine ? "ok  " : "OVER")  \(shape.name): \(figures)")
    return isFine
  }

  private static func rounded(_ value: Double) -> String { String(format: "%.2f", value) }
}
