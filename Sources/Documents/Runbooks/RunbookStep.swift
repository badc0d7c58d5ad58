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

    /// Whether every desk that follows a runbook has it.
    fileprivate var isEverywhere: Bool {
      switch self {
      case .gh, .tokenGh, .curl, .openssl, .ssh, .git: true
      case .docker, .kubectl, .kubeseal: false
      }
    }
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

  /// The steps after one that leads to the page of what every terminal needs first, and names the programs that they run.
  ///
  /// - Parameters:
  ///   - scope: whether `gh` needs the scope for settings of the organization (S-21).
  ///   - packages: whether it needs the scope to read packages.
  static func prepared(
    _ steps: [RunbookStep], scope: Bool = false, packages: Bool = false
  ) -> [RunbookStep] {
    [preparing(for: steps, scope: scope, packages: packages)] + steps
  }

  /// The step that leads there.
  static func preparing(
    for steps: [RunbookStep], scope: Bool = false, packages: Bool = false
  ) -> RunbookStep {
    let needed = steps.reduce(into: Set<Tool>()) { $0.formUnion($1.tools) }
    let programs = Tool.allCases.filter { needed.contains($0) && !$0.isEverywhere }
    let signsIn = needed.contains(.gh)
    return RunbookStep(
      "prepare",
      [
        "signs_in": signsIn, "needs_organization_scope": scope && signsIn,
        "needs_packages_scope": packages && signsIn,
        "programs": programs.map { ["name": $0.rawValue] as TemplateContext },
        "has_programs": !programs.isEmpty,
      ])
  }
}
