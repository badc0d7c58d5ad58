import SourceText
import Workflows

/// A workflow or action written down in a test, and what was read of it.
struct WorkflowFixture {
  let file: SourceFile
  let reading: WorkflowReader.Reading

  init(_ text: String, path: String = ".github/workflows/ci.yml") {
    file = SourceFile(path: path, bytes: Array(text.utf8))
    reading = WorkflowReader.read(file, as: SourceFileID(index: 0), path: path)
  }

  /// One job with these lines, indented by four spaces.
  init(job lines: String) {
    let body = lines.split(separator: "\n", omittingEmptySubsequences: false).map { "    \($0)" }
    self.init("on: push\njobs:\n  build:\n" + body.joined(separator: "\n") + "\n")
  }

  /// One step with these lines, indented by eight spaces.
  init(step lines: String) {
    let body = lines.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
    self.init(job: "runs-on: ubuntu-latest\nsteps:\n  -\n" + body.map { "  \($0)" }.joined(separator: "\n"))
  }

  var step: WorkflowStep? { reading.workflow?.jobs.first?.steps.first }

  /// What stands at a place of the file.
  func text(at range: SourceRange?) -> String {
    range.map { file.text($0.offsets) } ?? "nowhere"
  }

  /// `id@line:column` of every problem.
  var problems: [String] {
    reading.diagnostics.map { problem in
      let place = problem.range.map { file.place(at: Int($0.start)) }
      return "\(problem.id)@\(place?.line ?? 0):\(place?.column ?? 0)"
    }
  }
}
