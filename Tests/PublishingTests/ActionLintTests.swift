import Foundation
import SourceText
import Testing
import Workflows

@testable import Documents
@testable import Exposure
@testable import Pages
@testable import Publishing

/// `action.yml`, and the workflow of the guide that uses it, as other people's programs see them.
@Suite struct ActionLintTests {
  private static func text(_ path: String) throws -> String {
    try String(contentsOf: BookFixture.packageRoot.appending(path: path), encoding: .utf8)
  }

  private static func steps(_ text: String, _ path: String) throws -> [Workflows.WorkflowStep] {
    let file = SourceFile(path: path, bytes: Array(text.utf8))
    let reading = WorkflowReader.read(file, as: SourceFileID(index: 0), path: path)
    try #require(reading.diagnostics.isEmpty, "\(reading.diagnostics)")
    switch reading.source {
    case .action(let action): return action.steps
    case .workflow(let workflow): return workflow.jobs.flatMap(\.steps)
    case .policy, nil: return []
    }
  }

  private static func action() throws -> [Workflows.WorkflowStep] {
    try steps(text("action.yml"), "action.yml")
  }

  /// The whole workflows that the guide shows.
  private static func guideWorkflows() throws -> [String] {
    let folder = BookFixture.packageRoot.appending(path: "site/content")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    return try files.filter { $0.hasSuffix(".md") }.flatMap { file in
      ShellBlocks.all(in: try text("site/content/\(file)"), language: "yaml")
    }
    // Whole ones: a part of a file, such as the permissions that the audit prints, says nothing of when it runs.
    .filter { $0.contains("\njobs:") && $0.contains(/(?m)^on:/) }
  }

  @Test(.enabled(if: ShellPrograms.hasShellcheck || ShellPrograms.isCI, "shellcheck is not installed"))
  func everyScriptIsSound() async throws {
    let scripts = try Self.action().compactMap { $0.script?.text }
    #expect(scripts.count >= 3)
    for script in scripts {
      // As the runner starts bash.
      let findings = try await ShellPrograms.check("set -eo pipefail\n" + script)
      #expect(findings == "")
    }
  }

  /// Whatever a caller gives is data: it reaches a script by its environment alone.
  @Test func noScriptHasAnExpression() throws {
    for step in try Self.action() {
      if let script = step.script { #expect(script.expressions.isEmpty && !script.text.contains("${{")) }
    }
  }

  @Test func everyActionIsPinned() throws {
    let known = Set(PinnedActions.all.map(\.reference))
    let action = try Self.text("action.yml")
    let guide = try Self.guideWorkflows()
    #expect(guide.count >= 2)
    let lines = ([action] + guide).flatMap { $0.matches(of: /uses: (.+)/).map { String($0.1) } }
    #expect(lines.count > 4)
    for line in lines where !line.hasPrefix("acme/tokenbook@") { #expect(known.contains(line), "\(line)") }
  }

  @Test(.enabled(if: WorkflowPrograms.areThere, "needs actionlint and zizmor"))
  func zizmorFindsNothingInTheAction() async throws {
    #expect(try await WorkflowPrograms.zizmor(action: Self.text("action.yml")) == "")
    let bad = try Self.text("action.yml").replacing("echo \"$commands\"", with: "echo ${{ inputs.paths }}")
    #expect(try await WorkflowPrograms.zizmor(action: bad).contains("[template-injection]"))
  }

  @Test(.enabled(if: WorkflowPrograms.areThere, "needs actionlint and zizmor"))
  func theWorkflowsOfTheGuideAreWithoutAFinding() async throws {
    let workflows = try Self.guideWorkflows()
    #expect(workflows.contains { $0.contains("acme/tokenbook@") })
    #expect(try await WorkflowPrograms.actionlint(whole: workflows) == "")
    #expect(try await WorkflowPrograms.zizmor(whole: workflows) == "")
  }
}
