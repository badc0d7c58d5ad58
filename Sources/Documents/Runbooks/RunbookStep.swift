import Templates

/// One action of a runbook: a template under `templates/documents/steps`, and what it is filled in with.
struct RunbookStep: Sendable {
  /// A program that a step runs besides the shell itself.
  enum Tool: String, Sendable, CaseIterable {
    /// As the person who runs the runbook, so `gh` has to be signed in.
    case gh
    /// With the credential in `$TOKEN`.
    case tokenGh = "token_gh"
    case curl, openssl, ssh, git, docker, kubectl, kubeseal
  }

  /// The name of the template, `read-token`.
  let name: String
  /// What the template looks up besides the values of the runbook.
  let values: TemplateContext
  let tools: Set<Tool>

  init(_ name: String, tools: Set<Tool> = [], _ values: TemplateContext = [:]) {
    self.name = name
    self.values = values
    self.tools = tools
  }

  /// The steps as values for the runbook's template, numbered on from `number`.
  static func contexts(_ steps: [RunbookStep], from number: Int = 1) -> [TemplateContext] {
    steps.enumerated().map { index, step in
      step.values.merging(["partial": "steps/\(step.name)", "number": number + index]) { $1 }
    }
  }

  /// The steps with `account` before the first that runs `gh` as a person; without it where none does.
  static func insert(_ account: RunbookStep, into steps: [RunbookStep]) -> [RunbookStep] {
    guard let index = steps.firstIndex(where: { $0.tools.contains(.gh) }) else { return steps }
    return Array(steps[..<index]) + [account] + Array(steps[index...])
  }

  /// Which programs the steps need, a boolean for each.
  static func tools(of steps: [RunbookStep]) -> TemplateContext {
    let needed = steps.reduce(into: Set<Tool>()) { $0.formUnion($1.tools) }
    var values: TemplateContext = ["needs_any_gh": needed.contains(.gh) || needed.contains(.tokenGh)]
    for tool in Tool.allCases where tool != .tokenGh {
      values["needs_\(tool.rawValue)"] = needed.contains(tool)
    }
    return values
  }
}
