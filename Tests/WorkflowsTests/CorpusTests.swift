import SourceText
import Testing
import Workflows

@Suite struct CorpusTests {
  /// Templates with `$cron-weekly` and the like in them: GitHub refuses those too.
  private static let templates = "actions__starter-workflows/"

  @Test(.enabled(if: WorkflowCorpus.isThere, "the corpus is not beside the package"))
  func everyFileIsReadOrDiagnosed() throws {
    var counts = (files: 0, clean: 0, jobs: 0, steps: 0, expressions: 0)
    for file in try WorkflowCorpus.files() {
      let reading = WorkflowReader.read(
        file, as: SourceFileID(index: 0), path: WorkflowCorpus.path(of: file))
      counts.files += 1
      #expect(reading.source != nil, "\(file.path)")
      if reading.diagnostics.isEmpty { counts.clean += 1 }
      #expect(reading.diagnostics.isEmpty || file.path.hasPrefix(Self.templates), "\(file.path)")
      let jobs = reading.workflow?.jobs ?? []
      #expect(reading.workflow == nil || !jobs.isEmpty, "\(file.path)")
      counts.jobs += jobs.count
      counts.steps += jobs.reduce(0) { $0 + $1.steps.count }
      counts.expressions += try jobs.flatMap(\.steps).reduce(0) { try $0 + placed($1, in: file) }
    }
    print("workflow corpus: \(counts)")
    #expect(counts.files > 100)
    #expect(counts.clean > counts.files * 9 / 10)
  }

  /// Every expression in the commands of a step stands where it says; how many there are.
  private func placed(_ step: WorkflowStep, in file: SourceFile) throws -> Int {
    guard let script = step.script else { return 0 }
    for expression in script.expressions {
      let place = file.text(script.range(of: expression.offsets).offsets)
      #expect(place.hasPrefix("${{") && place.hasSuffix("}}"), "\(file.path): \(place)")
    }
    return script.expressions.count
  }
}
