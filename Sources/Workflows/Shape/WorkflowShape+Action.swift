/// An action file.
extension WorkflowShape {
  static let action = WorkflowMapping(
    "an action",
    [
      WorkflowKey("name", .text), WorkflowKey("description", .text),
      WorkflowKey("inputs", .optional(.entries(.optional(.mapping(input))))),
      WorkflowKey("outputs", .optional(.entries(.optional(.mapping(output))))),
      .required("runs", .variants([composite, docker, plugin, node])),
    ], others: .any)

  private static let input = WorkflowMapping(
    "an input",
    [
      WorkflowKey("default", .optional(.with([.github, .strategy, .matrix, .job, .runner, .files], .text)))
    ], others: .any)

  private static let output = WorkflowMapping(
    "an output",
    [WorkflowKey("value", .with(.actionStep.subtracting(.files), .text))], others: .any)

  private static let phases = [
    "pre", "post", "pre-if", "post-if", "pre-entrypoint", "post-entrypoint", "entrypoint", "main",
  ].map { WorkflowKey($0, .text) }

  private static let node = WorkflowMapping(
    "a JavaScript action", [WorkflowKey("using", .nonEmptyText)] + phases)

  private static let plugin = WorkflowMapping("a plug-in", [.required("plugin", .nonEmptyText)])

  private static let docker = WorkflowMapping(
    "a container action",
    [
      WorkflowKey("using", .nonEmptyText), .required("image", .nonEmptyText),
      WorkflowKey("args", .with(.inputs, .list(.text))),
      WorkflowKey("env", .with(.inputs, .entries(.text))),
    ] + phases)

  private static let composite = WorkflowMapping(
    "a composite action",
    [WorkflowKey("using", .nonEmptyText), .required("steps", .list(.variants(actionSteps)))])

  private static let actionStepKeys = [
    WorkflowKey("name", .with(.actionStep, .text)), WorkflowKey("id", .nonEmptyText),
    WorkflowKey("if", .with([.actionStep, .status], .condition)),
    WorkflowKey("env", .with(.actionStep, .entries(.text))),
    WorkflowKey("continue-on-error", .with(.actionStep, .boolean)),
  ]

  private static let actionSteps = [
    WorkflowMapping(
      "a step that runs commands",
      actionStepKeys + [
        .required("run", .with(.actionStep, .text)), .required("shell", .with(.actionStep, .text)),
        WorkflowKey("working-directory", .with(.actionStep, .text)),
      ]),
    WorkflowMapping(
      "a step that uses an action",
      actionStepKeys + [
        .required("uses", .nonEmptyText), WorkflowKey("with", .with(.actionStep, .entries(.text))),
      ]),
  ]
}
