import Catalog
import SourceText
import Workflows

/// Whether a job asks who started it in a way that a condition does not show: by a step, or a job before it.
enum PermissionQuestion {
  /// Whether anything in a job, or in one that it waits for, looks like the question. Unknown counts as asked.
  static func isAsked(
    of job: WorkflowJob, in workflow: WorkflowFile, knowing actions: KnownActions
  ) -> Bool {
    let before = workflow.jobsBefore(job)
    return before.contains { $0.call != nil } || ([job] + before).contains { asks($0, actions) }
  }

  /// Whether a step of a job, or of one that it waits for, asks GitHub for a permission or a membership.
  static func isAskedByStep(of job: WorkflowJob, in workflow: WorkflowFile) -> Bool {
    ([job] + workflow.jobsBefore(job)).contains { $0.steps.contains(where: asksGitHub) }
  }

  private static func asksGitHub(_ step: WorkflowStep) -> Bool {
    let texts = [step.action?.uses, step.action?.inputs["script"], step.script].compactMap(\.self)
    return texts.contains { text in
      text.bytes.containsAnyCase("permission") || text.bytes.containsAnyCase("membership")
        || text.bytes.containsAnyCase("collaborator") || text.bytes.contains("author_association")
    }
  }

  private static func asks(_ job: WorkflowJob, _ actions: KnownActions) -> Bool {
    job.condition.map { asks($0.bytes) } == true || job.steps.contains { asks($0, actions) }
  }

  private static func asks(_ step: WorkflowStep, _ actions: KnownActions) -> Bool {
    if let use = step.action, asks(use, actions) { return true }
    return [step.name, step.script, step.condition].contains { $0.map { asks($0.bytes) } ?? false }
  }

  private static func asks(_ use: ActionUse, _ actions: KnownActions) -> Bool {
    if let name = use.name {
      if let opening = asking[name] { return opening.map { use.inputs[$0] == nil } ?? true }
      // An App's token asks for permissions of its own.
      let isMint = actions[name]?.makesAppToken == true
      if !isMint, use.inputs.contains(where: { $0.name.lowercased().contains(bytesOf: "permission") }) {
        return true
      }
    }
    return asks(use.uses.bytes) || use.inputs.contains { asks($0.value.bytes) }
  }

  /// Actions that do nothing for those who cannot write, unless an input says otherwise; by their own descriptions, looked at on
  /// 2026-11-30 (<https://github.com/peter-evans/slash-command-dispatch>, <https://github.com/xt0rted/slash-command-action>,
  /// <https://github.com/anthropics/claude-code-action/blob/main/docs/security.md>).
  private static let asking: [String: String?] = [
    "anthropics/claude-code-action": "allowed_non_write_users", "peter-evans/slash-command-dispatch": nil,
    "xt0rted/slash-command-action": nil,
  ]

  private static func asks(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.containsAnyCase("permission") || bytes.containsAnyCase("author")
      || bytes.containsAnyCase("collaborator")
      || bytes.containsAnyCase("member") || bytes.containsAnyCase("maintainer")
      || bytes.containsAnyCase("allow")
      || bytes.containsAnyCase("codeowner") || bytes.containsAnyCase("trusted")
      || bytes.containsAnyCase("whitelist")
      || bytes.containsAnyCase("comment.user.login") || bytes.containsAnyCase("actor")
  }
}
