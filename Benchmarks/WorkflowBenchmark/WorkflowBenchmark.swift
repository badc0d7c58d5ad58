import Catalog
import Foundation
import ShippedCatalog
import SourceText
import Workflows

/// How long reading every workflow below a folder, and finding what each uses, take on one core:
/// `swift run -c release WorkflowBenchmark FOLDER`.
/// With `--diagnostics` it prints what is wrong with them, too.
@main struct WorkflowBenchmark {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let folder = arguments.first else {
      return print("usage: WorkflowBenchmark FOLDER [--diagnostics]")
    }
    let files = try read(folder)
    let clock = ContinuousClock()
    var best = Duration.seconds(3600)
    var readings: [WorkflowReader.Reading] = []
    for _ in 0..<5 {
      let took = clock.measure {
        readings = files.files.enumerated().map { index, file in
          WorkflowReader.read(file, as: SourceFileID(index: UInt32(index)), path: path(in: file.path))
        }
      }
      best = min(best, took)
    }
    timeUses(files)
    if arguments.contains("--diagnostics") {
      print(DiagnosticRenderer(files: files).text(readings.flatMap(\.diagnostics)))
    }
    report(files, readings, best)
  }

  private static func timeUses(_ files: SourceFiles) {
    let trees = Checkout.read(files).checkouts.map(\.tree)
    let catalog = shippedCatalog
    let clock = ContinuousClock()
    var best = Duration.seconds(3600)
    var (uses, needs) = (0, 0)
    for _ in 0..<5 {
      (uses, needs) = (0, 0)
      let took = clock.measure {
        for tree in trees {
          for workflow in tree.workflows {
            let found = UseReader.read(workflow, in: tree, knowing: catalog)
            uses += found.uses.count
            needs += found.needs.count
          }
        }
      }
      best = min(best, took)
    }
    print("\(uses) uses of credentials, \(needs) needs shown: \(best)")
  }

  private static func report(_ files: SourceFiles, _ readings: [WorkflowReader.Reading], _ took: Duration) {
    let bytes = files.files.reduce(0) { $0 + $1.bytes.count }
    let jobs = readings.reduce(0) { $0 + ($1.workflow?.jobs.count ?? 0) }
    let problems = readings.count { !$0.diagnostics.isEmpty }
    print(
      "\(files.files.count) files, \(bytes) bytes, \(jobs) jobs, \(problems) files with problems: \(took)")
  }

  private static func read(_ folder: String) throws -> SourceFiles {
    var result = SourceFiles()
    let names = (FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []).sorted()
    for name in names where name.hasSuffix(".yml") || name.hasSuffix(".yaml") {
      let bytes = try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
      _ = result.add(SourceFile(path: name, bytes: Array(bytes)))
    }
    return result
  }

  private static func path(in path: String) -> String {
    path.range(of: ".github/workflows/").map { String(path[$0.lowerBound...]) } ?? path
  }
}
