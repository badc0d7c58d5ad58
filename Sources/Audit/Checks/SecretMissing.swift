import OrganizationModel
import SourceText
import Workflows

/// A secret that a job uses and does not see.
enum SecretMissing {
  static let check = AuditCheck(about, examples: examples) { (workflow: DescribedWorkflow) in
    guard workflow.repository != nil else { return [] }
    return workflow.secretUses.filter { $0.calls.isEmpty }.compactMap { finding($0, workflow) }
  }

  private static func finding(_ use: CredentialUse, _ workflow: DescribedWorkflow) -> Finding? {
    guard let secret = use.credential.secretName, let repository = workflow.repository else { return nil }
    let copies = workflow.description.secrets.copies(of: secret)
    guard let credential = copies.first?.credential else { return undescribed(use, secret, workflow) }
    guard workflow.knowsEnvironment(of: use, copies),
      workflow.credentials(secret, job: use.job).isEmpty
    else { return nil }
    return about.finding(
      "`secrets.\(secret)` is empty here: it is stored, but not where this job of `\(repository.name)` reads it",
      about: "\(use.job ?? "env") secrets.\(secret)", at: use.place,
      help: "store it where the job reads it, name the environment that has it, or correct `stored_in`",
      related: [Diagnostic.RelatedPlace(message: "described here", range: credential.range)])
  }

  /// A credential for GitHub that the description does not list, where it lists any.
  private static func undescribed(_ use: CredentialUse, _ secret: String, _ workflow: DescribedWorkflow)
    -> Finding?
  {
    let plans = workflow.description.decisions.credentials
    guard !workflow.organization.credentials.isEmpty, workflow.isForGitHub(use),
      workflow.credential(named: secret) == nil,
      !plans.contains(where: { $0.secretName.uppercased() == secret })
    else { return nil }
    return about.finding(
      "`secrets.\(secret)` is used for GitHub, and no described credential is stored under that name",
      about: "\(use.job ?? "env") secrets.\(secret)", at: use.place, severity: .low,
      help: "describe it under `credentials`, with its holder and where it is stored")
  }

  private static let about = CheckDescription(
    "secret-missing", title: "a secret that the job does not see", severity: .medium, confidence: .high,
    why:
      "A secret that is not there is an empty text: the step fails late, or goes on without it. One that nobody described is in no rotation and no runbook.",
    how:
      "Looks for each secret under `credentials`: stored for the repository, for the environment that the job names, or for the organization with a visibility that reaches the repository. Secrets that the description does not know are told only where they go to GitHub.",
    fix: "Store it in the right place, or correct the description.",
    falseAlarms: "The description is older than the secret.",
    sources: ["https://docs.github.com/en/actions/reference/security/secrets"],
    needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    platform: {plan: enterprise}
    repositories:
      infra: {visibility: private}
      web:
        visibility: private
        environments: {production: {}}
        workflows: {ci: {needs: []}}
    credentials:
      INFRA: {kind: unknown, stored_in: [{repository_secret: INFRA_TOKEN, repository: infra}]}
      DEPLOY: {kind: unknown, stored_in: [{environment_secret: DEPLOY_TOKEN, repository: web, environment: production}]}
    """

  private static let examples = [
    AuditExample(
      "another repository's, and an environment's in a job without", against: policy,
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./deploy
              env:
                INFRA: ${{ secrets.INFRA_TOKEN }}
                DEPLOY: ${{ secrets.DEPLOY_TOKEN }}
      """, finds: [9, 10]),
    AuditExample(
      "in its environment, and a key of something else", against: policy,
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          environment: production
          steps:
            - run: ./deploy
              env:
                DEPLOY: ${{ secrets.DEPLOY_TOKEN }}
                SLACK: ${{ secrets.SLACK_WEBHOOK }}
      """),
  ]
}

extension DescribedWorkflow {
  /// Whether the file tells in which environment a use reads; where no copy is an environment's, it makes no difference.
  fileprivate func knowsEnvironment(of use: CredentialUse, _ copies: [DescribedSecrets.Copy]) -> Bool {
    let isAnywhere = copies.contains { copy in
      if case .environment(_, let name, _) = copy.place { name == repository?.name } else { false }
    }
    guard isAnywhere else { return true }
    guard let job = use.job.flatMap(file.job), job.call == nil else { return false }
    return job.environment.map { $0.name.literal != nil } ?? true
  }

  /// Whether a secret goes to GitHub: to an input, a variable or a registry that takes a token of it, or into a shown access.
  fileprivate func isForGitHub(_ use: CredentialUse) -> Bool {
    if use.taken == .token || use.taken == .sshKey || use.taken == .appKey { return true }
    return uses.tokens.contains(use.credential)
      || uses.needs.contains { $0.credential == use.credential }
  }
}
