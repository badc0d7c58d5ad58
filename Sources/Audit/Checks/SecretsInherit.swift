import Workflows

/// `secrets: inherit`.
enum SecretsInherit {
  static let check = AuditCheck(about, examples: examples) { file in
    (file.workflow?.jobs ?? []).compactMap { job in
      guard let call = job.call, case .inherit(let range) = call.secrets else { return nil }
      let isLocal = if case .local = call.target { true } else { false }
      return about.finding(
        "job `\(job.id)` hands every secret to `\(call.uses.text)`", about: job.id, at: range,
        severity: isLocal ? .low : nil,
        help: "name each secret that the workflow takes: `secrets: {NAME: ${{ secrets.NAME }}}`")
    }
  }

  private static let about = CheckDescription(
    "secrets-inherit", title: "every secret is handed to a reusable workflow", severity: .medium,
    confidence: .high,
    why:
      "`secrets: inherit` gives the called workflow every secret that the caller can read, those of the organization and those added later too. Nobody can tell from the caller which of them are used.",
    how:
      "Looks for `secrets: inherit` on a job that calls a workflow. A workflow of the same repository is low.",
    fix: "Hand on the secrets that the called workflow names, one by one.",
    falseAlarms: "None: where the called workflow takes none of them, the line can go.",
    sources: [
      "https://docs.github.com/en/actions/reference/workflows-and-actions/reusing-workflow-configurations"
    ])

  private static let examples = [
    AuditExample(
      "every secret",
      """
      on: push
      permissions: {}
      jobs:
        deploy:
          uses: acme/workflows/.github/workflows/deploy.yml@0123456789012345678901234567890123456789
          secrets: inherit
      """, finds: [6]),
    AuditExample(
      "the secrets that it takes",
      """
      on: push
      permissions: {}
      jobs:
        deploy:
          uses: acme/workflows/.github/workflows/deploy.yml@0123456789012345678901234567890123456789
          secrets:
            DEPLOY_KEY: ${{ secrets.DEPLOY_KEY }}
      """),
  ]
}
