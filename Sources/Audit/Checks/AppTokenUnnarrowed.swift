import SourceText
import Workflows

/// A token of an App that may do, and reach, all that the App can.
enum AppTokenUnnarrowed {
  static let check = AuditCheck(about, examples: examples) { file in
    file.stepLists.flatMap { list in
      list.steps.compactMap { step in step.action.flatMap { finding(of: $0, in: step, list) } }
    }
  }

  /// One way in which a token is wider than it need be.
  private struct Width {
    let words: String
    /// What it is called in a subject.
    let subject: String
    let help: String
    let place: SourceRange
    let severity: FindingSeverity?
    /// Nil for the usual one.
    var confidence: Confidence?
  }

  private static func finding(of use: ActionUse, in step: WorkflowStep, _ list: StepList) -> Finding? {
    let widths =
      switch use.name {
      case "actions/create-github-app-token": ofGitHubsAction(use)
      case "tibdex/github-app-token": ofList(use, "permissions: >- {\"contents\": \"read\"}")
      case "peter-murray/workflow-application-token-action": ofList(use, "permissions: contents:read")
      case "electron/github-app-auth-action": ofList(use, "permissions: \"contents: read\"")
      case let name?: list.actions[name]?.cannotNarrow == true ? ofOther(use) : []
      case nil: [Width]()
      }
    guard let first = widths.first else { return nil }
    return about.finding(
      "the installation access token \(widths.map(\.words).joined(separator: ", and "))",
      about: list.subject(step, first.subject), at: first.place, severity: first.severity,
      confidence: first.confidence,
      help: first.help + widths.dropFirst().map { ". " + Words.capitalized($0.help) }.joined())
  }

  private static func ofGitHubsAction(_ use: ActionUse) -> [Width] {
    var widths: [Width] = []
    if use.inputs["owner"] != nil, use.inputs["repositories"] == nil {
      widths.append(
        Width(
          words: "can access every repository that the App is installed on", subject: "repositories",
          help: "list the repositories under `repositories: |`, one name per line", place: use.uses.range,
          severity: nil))
    }
    if !use.inputs.contains(where: { $0.name.lowercased().hasPrefix("permission-") }) {
      widths.append(
        Width(
          words: "has every permission of the App", subject: "permissions",
          help: "set the permissions that the job needs, such as `permission-contents: read`",
          place: use.uses.range, severity: nil))
    }
    if let skip = use.inputs["skip-token-revoke"], skip.literal?.lowercased() == "true" {
      widths.append(
        Width(
          words: "stays valid after the job ends", subject: "skip-token-revoke",
          help: "remove `skip-token-revoke`", place: skip.range, severity: .low))
    }
    return widths
  }

  /// All permissions stand in one input.
  private static func ofList(_ use: ActionUse, _ example: String) -> [Width] {
    guard use.inputs["permissions"] == nil else { return [] }
    return [
      Width(
        words: "has every permission of the App", subject: "permissions",
        help: "set the permissions that the job needs: `\(example)`", place: use.uses.range, severity: nil)
    ]
  }

  /// The version that was read has no input for it; another may.
  private static func ofOther(_ use: ActionUse) -> [Width] {
    guard !use.inputs.contains(where: { $0.name.lowercased().contains(bytesOf: "permission") }) else {
      return []
    }
    return [
      Width(
        words: "has every permission of the App, and this action has no known input to limit it",
        subject: "permissions",
        help:
          "create the token with `actions/create-github-app-token`, and set the permissions that the job needs, such as `permission-contents: read`",
        place: use.uses.range, severity: nil, confidence: .medium)
    ]
  }

  private static let about = CheckDescription(
    "app-token-unnarrowed", title: "an App token isn't limited to what the job needs", severity: .medium,
    confidence: .high,
    why:
      "A token that leaks from one job gives access to everything the App can do. By default it has every permission of the App, and with `owner` alone it can access every repository of the installation.",
    how:
      "Reports `actions/create-github-app-token` that sets `owner` but not `repositories`, that sets no `permission-…`, or that sets `skip-token-revoke`. Reports `tibdex/github-app-token`, `peter-murray/workflow-application-token-action` and `electron/github-app-auth-action` without `permissions`. Also reports actions that create such a token and have no known input to limit it, with medium confidence. Without `owner` and `repositories`, a token from GitHub's own action can access only its own repository.",
    fix: "List only the repositories and the permissions that the job needs.",
    falseAlarms: "An App with one permission and one repository can't be limited further.",
    sources: [
      "https://github.com/actions/create-github-app-token",
      "https://github.com/peter-murray/workflow-application-token-action",
      "https://github.com/getsentry/action-github-app-token",
    ])

  private static let examples = [
    AuditExample(
      "every permission, every repository, for an hour",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/create-github-app-token@v3
              with:
                client-id: ${{ vars.CLIENT_ID }}
                private-key: ${{ secrets.APP_KEY }}
                owner: ${{ github.repository_owner }}
                skip-token-revoke: true
      """, finds: [7]),
    AuditExample(
      "from other actions",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: peter-murray/workflow-application-token-action@v4
              with: {application_id: "${{ vars.APP }}", application_private_key: "${{ secrets.APP_KEY }}"}
            - uses: getsentry/action-github-app-token@v3
              with: {app_id: "${{ vars.APP }}", private_key: "${{ secrets.APP_KEY }}"}
            - uses: tibdex/github-app-token@v2
              with: {app_id: "${{ vars.APP }}", private_key: "${{ secrets.APP_KEY }}", permissions: '{"issues": "write"}'}
            - uses: peter-murray/workflow-application-token-action@v4
              with:
                application_id: ${{ vars.APP }}
                application_private_key: ${{ secrets.APP_KEY }}
                permissions: issues:write
      """, finds: [7, 9]),
    AuditExample(
      "limited",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/create-github-app-token@v3
              with:
                client-id: ${{ vars.CLIENT_ID }}
                private-key: ${{ secrets.APP_KEY }}
                owner: ${{ github.repository_owner }}
                repositories: infra
                permission-contents: write
      """),
  ]
}
