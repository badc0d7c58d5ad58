import Workflows

/// `secrets: inherit`.
enum SecretsInherit {
  static let check = AuditCheck(about, examples: examples) { file in
    (file.workflow?.jobs ?? []).compactMap { job in
      guard let call = job.call, case .inherit(let range) = call.secrets else { return nil }
      let isLocal = if case .local = call.target { true } else { false }
      return about.finding(
        "job `\(job.id)` passes every secret to `\(call.uses.text)`", about: job.id, at: range,
        severity: isLocal ? .low : nil,
        help: "name each secret that the workflow needs: `secrets: {NAME: ${{ secrets.NAME }}}`")
    }
  }

  private static let about = CheckDescription(
    "secrets-inherit", title: "a reusable workflow gets every secret", severity: .medium,
    confidence: .high,
    why:
      "The called workflow can read every secret that the caller can read, including organization secrets and those added later. The caller doesn't show which of them are used.",
    how:
      "Reports `secrets: inherit` on a job that calls a workflow. The severity is low for a workflow of the same repository.",
    fix: "Pass the secrets that the called workflow needs, each by name.",
    falseAlarms: "None. If the called workflow uses no secrets, remove the line.",
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
      "the secrets that it needs",
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
