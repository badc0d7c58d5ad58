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
  }

  private static func finding(of use: ActionUse, in step: WorkflowStep, _ list: StepList) -> Finding? {
    let widths =
      switch use.name {
      case "actions/create-github-app-token": ofGitHubsAction(use)
      case "tibdex/github-app-token": ofTibdex(use)
      default: [Width]()
      }
    guard let first = widths.first else { return nil }
    return about.finding(
      "the installation access token \(widths.map(\.words).joined(separator: ", and "))",
      about: list.subject(step, first.subject), at: first.place, severity: first.severity,
      help: widths.map(\.help).joined(separator: "; "))
  }

  private static func ofGitHubsAction(_ use: ActionUse) -> [Width] {
    var widths: [Width] = []
    if use.inputs["owner"] != nil, use.inputs["repositories"] == nil {
      widths.append(
        Width(
          words: "reaches every repository that the App is installed on", subject: "repositories",
          help: "name the repositories: `repositories: |` and one name on each line", place: use.uses.range,
          severity: nil))
    }
    if !use.inputs.contains(where: { $0.name.lowercased().hasPrefix("permission-") }) {
      widths.append(
        Width(
          words: "has every permission of the App", subject: "permissions",
          help: "name the permissions that the job needs, such as `permission-contents: read`",
          place: use.uses.range, severity: nil))
    }
    if let skip = use.inputs["skip-token-revoke"], skip.literal?.lowercased() == "true" {
      widths.append(
        Width(
          words: "stays valid after the job has ended", subject: "skip-token-revoke",
          help: "remove `skip-token-revoke`", place: skip.range, severity: .low))
    }
    return widths
  }

  private static func ofTibdex(_ use: ActionUse) -> [Width] {
    guard use.inputs["permissions"] == nil else { return [] }
    return [
      Width(
        words: "has every permission of the App", subject: "permissions",
        help: "name the permissions that the job needs: `permissions: >- {\"contents\": \"read\"}`",
        place: use.uses.range, severity: nil)
    ]
  }

  private static let about = CheckDescription(
    "app-token-unnarrowed", title: "a token of an App is not narrowed", severity: .medium, confidence: .high,
    why:
      "By default a token has every permission of the App, and with `owner` alone it reaches every repository of the installation. What leaks from one job then opens all of them.",
    how:
      "Looks at `actions/create-github-app-token` with `owner` and without `repositories`, without any `permission-…`, or with `skip-token-revoke`; and at `tibdex/github-app-token` without `permissions`. Without `owner` and `repositories` the token reaches only its own repository.",
    fix: "Name the repositories and the permissions that the job needs.",
    falseAlarms: "An App that has one permission and one repository is narrow by itself.",
    sources: ["https://github.com/actions/create-github-app-token"])

  private static let examples = [
    AuditExample(
      "everything, everywhere, and for an hour",
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
      "narrowed",
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
