// Checks, alerts, attestations, deployments. Permissions and scopes: the facts `permissions-of-VERB` have their sources
// and days.

extension VerbRecord {
  static let createCheckRun = VerbRecord(
    .repository, .api, "creates check runs in", deed: { "creates a check run in \($0)" },
    trial: "With a `head_sha` of no commit, GitHub answers 422 and creates nothing.",
    permissions: ["checks": .write], scopes: .these([]), refuses: [.fineGrained, .classic],
    effects: [.events], role: .write,
    command: {
      "gh api repos/\($0)/check-runs -f name=tokenbook -f \"head_sha=$GITHUB_SHA\" -f status=completed -f conclusion=success"
    })

  static let readAlerts = VerbRecord(
    .repository, .api, "reads code scanning alerts of", deed: nil, permissions: ["security_events": .read],
    scopes: .these(["security_events"]), role: .write,
    besides: Besides(
      setting: codeSecurity, settingIsForPrivate: true,
      remark:
        "This reads the alerts of code scanning. Dependabot alerts require `vulnerability_alerts: read`, and secret scanning alerts `secret_scanning_alerts: read`. Describe those as `api`."
    ), command: { "gh api --paginate repos/\($0)/code-scanning/alerts" })

  static let uploadSARIF = VerbRecord(
    .repository, .api, "uploads scan results to", deed: { "uploads scan results to \($0)" },
    permissions: ["security_events": .write], scopes: .these(["security_events"]), role: .write,
    besides: Besides(setting: codeSecurity, settingIsForPrivate: true), includes: [.readAlerts],
    action: .uploadSARIF)

  private static let codeSecurity =
    "GitHub Code Security is on for `{full_target}`, which isn't public (Settings > Advanced Security)."

  static let attest = VerbRecord(
    .repository, .api, "attests artifacts of", deed: { "publishes an attestation in \($0)" },
    permissions: ["attestations": .write], scopes: .these([]), undocumented: [.classic],
    jobKeys: ["id-token": .write],
    role: .write, besides: Besides(setting: enterpriseCloud, settingIsForPrivate: true),
    includes: [.verifyAttestation], action: .attest)

  static let verifyAttestation = VerbRecord(
    .repository, .api, "verifies attestations of", deed: nil, permissions: ["attestations": .read],
    scopes: .these([]), undocumented: [.classic], isOpenWhenPublic: true, role: .read,
    command: { "gh attestation verify \"$FILE\" --repo \($0)" })

  private static let enterpriseCloud =
    "the organization is on GitHub Enterprise Cloud. On other plans, only public repositories have attestations."

  static let createDeployment = VerbRecord(
    .repository, .api, "creates deployments in", deed: { "creates a deployment in \($0)" },
    trial: "With a `ref` that doesn't exist, GitHub answers 422 and creates nothing.",
    permissions: ["deployments": .write], scopes: .these(["repo_deployment"]), effects: [.events],
    role: .write,
    command: { "gh api repos/\($0)/deployments -f \"ref=$GITHUB_SHA\" -f \"environment=$ENVIRONMENT\"" })

  static let deployPages = VerbRecord(
    .repository, .api, "deploys the site of", deed: { "deploys the site of \($0)" },
    permissions: ["pages": .write], scopes: .these(["repo"]), jobKeys: ["id-token": .write], role: .write,
    besides: Besides(
      setting:
        "GitHub Actions builds the GitHub Pages of `{full_target}` (Settings > Pages > Source > GitHub Actions)."
    ),
    action: .deployPages)
}
