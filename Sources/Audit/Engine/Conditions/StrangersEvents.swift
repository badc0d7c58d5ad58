import Workflows

/// The events that strangers bring about, and whose runs have secrets and a token that may write.
enum StrangersEvents {
  private static let names: Set<String> = ["pull_request_target", "workflow_run", "issue_comment"]

  /// Those that start a workflow, in the order of the file.
  static func all(of workflow: WorkflowFile) -> [String] {
    workflow.triggers.map(\.event).filter(names.contains)
  }
}
