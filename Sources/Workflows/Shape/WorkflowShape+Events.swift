/// The events that start workflows.
///
/// GitHub reads events loosely: of all but `schedule` and `workflow_call` it ignores keys and values that it does not know.
/// Source: `on-mapping` beside `on-mapping-strict` in `actions/languageservices`,
/// `workflow-parser/src/workflow-v1.0.json`, read on 2026-11-30.
extension WorkflowShape {
  static let events = WorkflowMapping(
    "the events", names.map { WorkflowKey($0.name, shape($0)) } + others)

  /// The names of all events.
  static let eventNames = events.keys.map(\.name)

  private struct Event {
    let name: String
    let types: [String]
    let filters: [String]

    init(_ name: String, _ types: String = "", filters: [String] = []) {
      self.name = name
      self.types = types.split(separator: " ").map(String.init)
      self.filters = filters
    }
  }

  private static func shape(_ event: Event) -> WorkflowShape {
    let types = event.types.isEmpty ? [] : [WorkflowKey("types", oneOrMore(event.types))]
    let filters = event.filters.map { WorkflowKey($0, .texts) }
    return .optional(.ignoringDifferences(.keyed("the event `\(event.name)`", types + filters)))
  }

  private static func oneOrMore(_ words: [String]) -> WorkflowShape {
    .oneOf([.words(words), .list(.words(words))])
  }

  private static let branches = ["branches", "branches-ignore"]
  private static let paths = ["paths", "paths-ignore"]
  private static let changes = "created edited deleted"
  private static let pullRequest =
    "assigned unassigned labeled unlabeled opened edited closed reopened synchronize converted_to_draft locked "
    + "unlocked enqueued dequeued milestoned demilestoned ready_for_review review_requested "
    + "review_request_removed auto_merge_enabled auto_merge_disabled"

  private static let names = [
    Event("branch_protection_rule", changes),
    Event("check_run", "created rerequested completed requested_action"),
    Event("check_suite", "completed requested rerequested"),
    Event("create"), Event("delete"), Event("deployment"), Event("deployment_status"),
    Event(
      "discussion",
      changes
        + " transferred pinned unpinned labeled unlabeled locked unlocked category_changed answered unanswered"
    ),
    Event("discussion_comment", changes),
    Event("fork"), Event("gollum"),
    Event("image_version", "created ready deleted", filters: ["names", "versions"]),
    Event("issue_comment", changes),
    Event(
      "issues",
      "opened edited deleted transferred pinned unpinned closed reopened assigned unassigned labeled unlabeled "
        + "locked unlocked milestoned demilestoned typed untyped"),
    Event("label", changes),
    Event("merge_group", "checks_requested", filters: branches),
    Event("milestone", "created closed opened edited deleted"),
    Event("page_build"),
    Event("project", "created closed reopened edited deleted"),
    Event("project_card", "created moved converted edited deleted"),
    Event("project_column", "created updated moved deleted"),
    Event("public"),
    Event("pull_request", pullRequest, filters: branches + paths),
    Event("pull_request_comment", changes),
    Event("pull_request_review", "submitted edited dismissed"),
    Event("pull_request_review_comment", changes),
    Event("pull_request_target", pullRequest, filters: branches + paths),
    Event("push", filters: branches + paths + ["tags", "tags-ignore"]),
    Event("registry_package", "published updated"),
    Event("release", "published unpublished created edited deleted prereleased released"),
    Event("status"),
    Event("watch", "started"),
    Event("workflow_run", "requested completed in_progress", filters: branches + ["workflows"]),
  ]

  private static let others = [
    WorkflowKey(
      "repository_dispatch",
      .optional(.ignoringDifferences(.keyed("`repository_dispatch`", [WorkflowKey("types", .texts)])))),
    WorkflowKey(
      "schedule",
      .list(
        .keyed("a schedule", [.required("cron", .cron), WorkflowKey("timezone", .nonEmptyText)]))),
    WorkflowKey("workflow_call", .optional(call)),
    WorkflowKey(
      "workflow_dispatch",
      .optional(
        .ignoringDifferences(
          .keyed(
            "`workflow_dispatch`", [WorkflowKey("inputs", .optional(.entries(.optional(dispatchInput))))])))
    ),
  ]

  private static let dispatchInput = WorkflowShape.keyed(
    "an input",
    [
      WorkflowKey("description", .text), WorkflowKey("required", .boolean),
      WorkflowKey("type", .words(["string", "boolean", "number", "environment", "choice"])),
      WorkflowKey("default", .text), WorkflowKey("options", .list(.text)),
      WorkflowKey("deprecationMessage", .text),
    ])

  private static let call = WorkflowShape.keyed(
    "`workflow_call`",
    [
      WorkflowKey(
        "inputs",
        .optional(
          .entries(
            .keyed(
              "an input",
              [
                WorkflowKey("description", .text), WorkflowKey("required", .boolean),
                .required("type", .words(["string", "boolean", "number"])),
                WorkflowKey("default", .with(.run, .text)), WorkflowKey("deprecationMessage", .text),
              ])))),
      WorkflowKey(
        "secrets",
        .optional(
          .entries(
            .optional(
              .keyed("a secret", [WorkflowKey("description", .text), WorkflowKey("required", .boolean)]))))),
      WorkflowKey(
        "outputs",
        .optional(
          .entries(
            .keyed(
              "an output",
              [WorkflowKey("description", .text), .required("value", .with([.run, .jobs], .text))])))),
    ])
}
