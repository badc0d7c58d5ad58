import SourceText
import Workflows

/// A token of an App that may do, and reach, all that the App can.
enum AppTokenUnnarrowed {
  static let check = AuditCheck(about, examples: examples) { file in
    file.stepLists.flatMap { list in
      list.steps.flatMap { step in
        step.action.map { findings(of: $0, in: step, list) } ?? []
      }
    }
  }

  private static func findings(of use: ActionUse, in step: WorkflowStep, _ list: StepList) -> [Finding] {
    switch use.name {
    case "actions/create-github-app-token": ofGitHubsAction(use, step, list)
    case "tibdex/github-app-token": ofTibdex(use, step, list)
    default: []
    }
  }

  private static func ofGitHubsAction(_ use: ActionUse, _ step: WorkflowStep, _ list: StepList) -> [Finding] {
    var findings: [Finding] = []
    if use.inputs["owner"] != nil, use.inputs["repositories"] == nil {
      findings.append(
        about.finding(
          "the token reaches every repository that the App is installed on",
          about: list.subject(step, "repositories"), at: use.uses.range,
          help: "name them: `repositories: |` and a name on each line"))
    }
    if !use.inputs.contains(where: { $0.name.lowercased().hasPrefix("permission-") }) {
      findings.append(
        about.finding(
          "the token may do all that the App may", about: list.subject(step, "permissions"),
          at: use.uses.range, help: "name what it needs: `permission-contents: read`"))
    }
    if let skip = use.inputs["skip-token-revoke"], skip.literal?.lowercased() == "true" {
      findings.append(
        about.finding(
          "the token lives on when the job has ended", about: list.subject(step, "skip-token-revoke"),
          at: skip.range, severity: .low, help: "take `skip-token-revoke` out"))
    }
    return findings
  }

  private static func ofTibdex(_ use: ActionUse, _ step: WorkflowStep, _ list: StepList) -> [Finding] {
    guard use.inputs["permissions"] == nil else { return [] }
    return [
      about.finding(
        "the token may do all that the App may", about: list.subject(step, "permissions"),
        at: use.uses.range, help: "name what it needs: `permissions: >- {\"contents\": \"read\"}`")
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
      """, finds: [7, 7, 12]),
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
