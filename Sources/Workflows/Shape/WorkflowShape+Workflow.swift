/// A workflow file.
extension WorkflowShape {
  static let workflow = WorkflowMapping(
    "a workflow",
    [
      .required("on", .oneOf([.text, .list(.text), .mapping(events)])),
      WorkflowKey("name", .text),
      WorkflowKey("description", .text),
      WorkflowKey("run-name", .with(.run, .text)),
      WorkflowKey("defaults", defaults([])),
      WorkflowKey("env", .with([.run, .secrets], .entries(.text))),
      WorkflowKey("permissions", permissions),
      WorkflowKey("concurrency", .with(.run, concurrency)),
      .required("jobs", .entries(.variants([job, callingJob]))),
    ])

  /// Every permission that a job token may have, with its levels.
  static let permissionLevels: [(name: String, levels: [String])] =
    [
      "actions", "artifact-metadata", "attestations", "checks", "code-quality", "contents", "deployments",
      "discussions", "issues", "packages", "pages", "pull-requests", "repository-projects",
      "security-events", "statuses",
    ].map { ($0, ["read", "write", "none"]) } + [
      ("copilot-requests", ["write", "none"]), ("id-token", ["write", "none"]),
      ("models", ["read", "none"]), ("vulnerability-alerts", ["read", "none"]),
    ]

  static let permissions = WorkflowShape.oneOf([
    .words(["read-all", "write-all"]),
    .mapping(
      WorkflowMapping(
        "the permissions", permissionLevels.map { WorkflowKey($0.name, .words($0.levels)) },
        isGrowing: true)),
  ])

  static let concurrency = WorkflowShape.oneOf([
    .text,
    .keyed(
      "a concurrency group",
      [
        .required("group", .nonEmptyText), WorkflowKey("cancel-in-progress", .boolean),
        WorkflowKey("queue", .words(["single", "max"])),
      ]),
  ])

  static func defaults(_ scope: ExpressionScope) -> WorkflowShape {
    .keyed(
      "the defaults",
      [
        WorkflowKey(
          "run",
          .with(
            scope,
            .keyed(
              "the defaults of `run`",
              [WorkflowKey("shell", .nonEmptyText), WorkflowKey("working-directory", .nonEmptyText)])))
      ])
  }
}

// MARK: - Jobs

extension WorkflowShape {
  private static let strategy = WorkflowShape.with(
    .needing,
    .keyed(
      "a strategy",
      [
        WorkflowKey("fail-fast", .boolean), WorkflowKey("max-parallel", .number),
        WorkflowKey("matrix", .mapping(matrix)),
      ]))

  private static let matrix = WorkflowMapping(
    "a matrix",
    [WorkflowKey("include", .list(.entries(.any))), WorkflowKey("exclude", .list(.entries(.any)))],
    others: .list(.any))

  /// What a job that runs steps and a job that calls a workflow have in common.
  private static let common = [
    WorkflowKey("name", .with(.matrixed, .text)),
    WorkflowKey("needs", .texts),
    WorkflowKey("if", .with([.needing, .status], .condition)),
    WorkflowKey("strategy", strategy),
    WorkflowKey("permissions", permissions),
    WorkflowKey("concurrency", .with(.matrixed, concurrency)),
  ]

  private static let job = WorkflowMapping(
    "a job",
    common + [
      .required(
        "runs-on",
        .with(
          .matrixed,
          .oneOf([
            .nonEmptyText, .list(.nonEmptyText),
            .keyed(
              "a choice of runners", [WorkflowKey("group", .nonEmptyText), WorkflowKey("labels", .texts)]),
          ]))),
      WorkflowKey("timeout-minutes", .with(.matrixed, .number)),
      WorkflowKey("cancel-timeout-minutes", .with(.matrixed, .number)),
      WorkflowKey("continue-on-error", .with(.matrixed, .boolean)),
      WorkflowKey("container", .with(.matrixed, .oneOf([.text, container([])]))),
      WorkflowKey("services", .with(.matrixed, .entries(.oneOf([.nonEmptyText, container(serviceKeys)])))),
      WorkflowKey("env", .with([.matrixed, .secrets], .entries(.text))),
      WorkflowKey("environment", .with(.matrixed, environment)),
      WorkflowKey("outputs", .with(.running, .entries(.text))),
      WorkflowKey("defaults", defaults([.matrixed, .env])),
      WorkflowKey("steps", .list(.variants(steps))),
      WorkflowKey("snapshot", .oneOf([.nonEmptyText, snapshot])),
    ])

  private static let snapshot = WorkflowShape.keyed(
    "a snapshot",
    [
      .required("image-name", .nonEmptyText), WorkflowKey("if", .with(.matrixed, .condition)),
      WorkflowKey("version", .nonEmptyText),
    ])

  private static let environment = WorkflowShape.oneOf([
    .text,
    .keyed(
      "an environment",
      [
        .required("name", .text),
        WorkflowKey("url", .with(.running.subtracting(.secrets), .text)),
        WorkflowKey("deployment", .boolean),
      ]),
  ])

  private static let callingJob = WorkflowMapping(
    "a job that calls a workflow",
    common + [
      .required("uses", .nonEmptyText),
      WorkflowKey("with", .with(.matrixed, .entries(.text))),
      WorkflowKey(
        "secrets", .with([.matrixed, .secrets], .oneOf([.words(["inherit"]), .entries(.text)]))),
    ])

  private static func container(_ more: [WorkflowKey]) -> WorkflowShape {
    let texts = WorkflowShape.list(.nonEmptyText)
    return .keyed(
      "a container",
      [
        WorkflowKey("image", .text), WorkflowKey("options", .text),
        WorkflowKey("env", .with(.running, .entries(.text))), WorkflowKey("ports", texts),
        WorkflowKey("volumes", texts),
        WorkflowKey(
          "credentials",
          .with(
            [.run, .secrets, .env],
            .keyed(
              "the credentials of a registry",
              [WorkflowKey("username", .nonEmptyText), WorkflowKey("password", .nonEmptyText)]))),
      ] + more)
  }

  private static let serviceKeys = [WorkflowKey("entrypoint", .text), WorkflowKey("command", .text)]
}

// MARK: - Steps

extension WorkflowShape {
  private static let stepName = [
    WorkflowKey("name", .with(.step, .text)), WorkflowKey("id", .nonEmptyText),
    WorkflowKey("continue-on-error", .with(.step, .boolean)),
  ]

  private static let stepKeys =
    stepName + [
      WorkflowKey("if", .with(.stepCondition, .condition)),
      WorkflowKey("timeout-minutes", .with(.step, .number)),
      WorkflowKey("env", .with(.step, .entries(.text))),
      WorkflowKey("background", .boolean),
    ]

  private static let steps = [
    WorkflowMapping(
      "a step that runs commands",
      stepKeys + [
        .required("run", .with(.step, .text)), WorkflowKey("working-directory", .with(.step, .text)),
        WorkflowKey("shell", .with(.step, .nonEmptyText)),
      ]),
    WorkflowMapping(
      "a step that uses an action",
      stepKeys + [.required("uses", .nonEmptyText), WorkflowKey("with", .with(.step, .entries(.text)))]),
    WorkflowMapping("a step that waits", stepName + [.required("wait", .texts)]),
    WorkflowMapping("a step that waits", stepName + [.required("wait-all", .optional(.boolean))]),
    WorkflowMapping("a step that cancels", stepName + [.required("cancel", .nonEmptyText)]),
  ]
}
