import Foundation
import Measuring

/// How long an audit of every workflow below a folder of checkouts takes beside zizmor and actionlint, as whole processes
/// in one run: `swift build -c release --product tokenbook && swift run -c release AuditBenchmark FOLDER`.
///
/// With `--compare` it holds what zizmor finds against what Tokenbook finds instead; with `--places` too, place by place.
@main struct AuditBenchmark {
  static func main() async throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let folder = arguments.first(where: { !$0.hasPrefix("--") }) else {
      return print("usage: AuditBenchmark FOLDER [--compare] [--places]")
    }
    let files = workflowFiles(below: folder)
    guard !files.isEmpty else { return print("no workflow file below \(folder)") }
    if arguments.contains("--compare") || arguments.contains("--places") {
      try await Comparison.print(folder, files, placeByPlace: arguments.contains("--places"))
    } else {
      try await measure(folder, files)
    }
  }

  private static func measure(_ folder: String, _ files: [String]) async throws {
    let rounds = 7
    let programs = Contestant.all(folder, files)
    var runs: [String: [MeasuredRun]] = [:]
    // One round to warm up; then in turn, so that a busy moment meets all of them.
    for round in 0...rounds {
      for program in programs {
        guard let path = program.path else { continue }
        let run = try await MeasuredRun.of(path, program.arguments, expecting: program.statuses)
        if round > 0 { runs[program.name, default: []].append(run) }
      }
    }
    print("\(files.count) workflow files, the median of \(rounds) runs, in turn:")
    let own = runs[Contestant.own].flatMap(MeasuredRun.median)
    for program in programs {
      let median = runs[program.name].flatMap(MeasuredRun.median)
      print(line(program, median, against: program.name == Contestant.own ? nil : own))
    }
    if !MeasuredRun.seesMemory {
      print("memory and processor time are not measured: no GNU time at \(MeasuredRun.timePath)")
    }
  }

  private static func line(_ program: Contestant, _ median: MeasuredRun?, against own: MeasuredRun?) -> String
  {
    let name = program.name.padding(toLength: 12, withPad: " ", startingAt: 0)
    guard let median else { return "\(name)\(program.absence)" }
    var words = "\(name)\(rounded(median.seconds * 1000)) ms"
    if let processor = median.processor { words += ", \(rounded(processor * 1000)) ms of processor" }
    if let peak = median.megabytes { words += ", \(rounded(peak)) MB at most" }
    guard let own else { return words }
    words += ": \(rounded(median.seconds / own.seconds)) times the time of \(Contestant.own)"
    if let peak = median.megabytes, let least = own.megabytes {
      words += ", \(rounded(peak / least)) times its memory"
    }
    return words
  }

  private static func rounded(_ value: Double) -> String {
    value.formatted(.number.grouping(.never).precision(.significantDigits(3)))
  }

  /// What each of the three is given: the `.yml` and `.yaml` files of every `.github/workflows`.
  private static func workflowFiles(below folder: String) -> [String] {
    let names = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return names.filter { name in
      let parts = name.split(separator: "/")
      return parts.dropLast().suffix(2) == [".github", "workflows"]
        && (name.hasSuffix(".yml") || name.hasSuffix(".yaml"))
    }
    .sorted().map { "\(folder)/\($0)" }
  }
}
