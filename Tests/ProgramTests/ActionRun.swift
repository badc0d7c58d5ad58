import Foundation
import SourceText
import Workflows

/// The action at the top of the package, run step by step as GitHub's runner does: expressions worked out, scripts given
/// to bash, other people's actions only noted.
struct ActionRun {
  /// A step that uses another action, and what it is handed.
  struct Use: Equatable {
    let uses: String
    let inputs: [String: String]
  }

  private(set) var uses: [Use] = []
  /// What each step printed, by its name.
  private(set) var output: [String: String] = [:]
  /// Of the step that ended the run; 0 where none failed.
  private(set) var status: Int32 = 0
  /// The steps that were reached.
  private(set) var steps: [String] = []
  private(set) var summary = ""
  /// The file that the action wrote; empty where it wrote none.
  private(set) var sarif = Data()
  private var values: [String: String] = [:]

  /// The value of an expression that the action's outputs are made of.
  subscript(name: String) -> String? { values[name] }

  static func read(_ text: String) throws -> ActionFile? {
    let reading = WorkflowReader.read(
      SourceFile(path: "action.yml", bytes: Array(text.utf8)), as: SourceFileID(index: 0), path: "action.yml")
    guard reading.diagnostics.isEmpty, case .action(let action) = reading.source else { return nil }
    return action
  }

  /// In a checkout, with some inputs, and more of the runner's environment.
  static func of(
    _ action: ActionFile, in checkout: TestFolder, with inputs: [String: String] = [:],
    environment: [String: String] = [:]
  ) async throws -> ActionRun {
    var run = ActionRun()
    for input in action.inputs { run.values["inputs.\(input.name)"] = input.defaultValue?.text ?? "" }
    for (name, value) in inputs { run.values["inputs.\(name)"] = value }
    let runner = try TestFolder(["output": "", "summary": ""])
    for step in action.steps where run.status == 0 && run.holds(step.condition?.text) {
      let name = step.name?.text ?? ""
      run.steps.append(name)
      if let use = step.action {
        run.uses.append(Use(uses: use.uses.text, inputs: run.resolved(use.inputs)))
      } else if let script = step.script?.text {
        try runner.write("", to: "output")
        let all = environment.merging(run.resolved(step.env)) { _, new in new }
          .merging(runnerVariables(runner)) { given, _ in given }
        let result = try await Program.step(script, in: checkout, environment: all)
        run.output[name] = result.output + result.error
        if case .exited(let code) = result.status { run.status = code }
        for line in try runner.read("output").split(separator: "\n") {
          let parts = line.split(separator: "=", maxSplits: 1).map(String.init)
          if let id = step.id?.text, parts.count == 2 {
            run.values["steps.\(id).outputs.\(parts[0])"] = parts[1]
          }
        }
      }
    }
    let sarif = run.values["steps.audit.outputs.sarif"].map { URL(filePath: $0) }
    run.sarif = try sarif.map { try Data(contentsOf: $0) } ?? Data()
    run.summary = try runner.read("summary")
    return run
  }

  private static func runnerVariables(_ runner: TestFolder) -> [String: String] {
    let program = URL(filePath: Program.path).deletingLastPathComponent().path
    let path = ProcessInfo.processInfo.environment["PATH", default: "/usr/bin:/bin"]
    return [
      "GITHUB_OUTPUT": "\(runner.path)/output", "GITHUB_STEP_SUMMARY": "\(runner.path)/summary",
      "RUNNER_TEMP": runner.path, "RUNNER_OS": "Linux", "RUNNER_ARCH": "X64",
      "GITHUB_ACTION_PATH": Program.package, "PATH": "\(program):\(path)",
    ]
  }

  private func resolved(_ entries: [WorkflowEntry]) -> [String: String] {
    entries.reduce(into: [:]) { $0[$1.name] = resolved($1.value.text) }
  }

  private func resolved(_ text: String) -> String {
    text.replacing(/\$\{\{ ([a-z0-9.-]+) \}\}/) { values[String($0.1), default: ""] }
  }

  /// The two kinds of conditions that the action has.
  private func holds(_ condition: String?) -> Bool {
    guard let match = condition?.wholeMatch(of: /([a-z0-9.-]+) (==|!=) '([a-z]*)'/) else {
      return condition == nil
    }
    let isEqual = values[String(match.1), default: ""] == match.3
    return match.2 == "==" ? isEqual : !isEqual
  }
}
