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
    let secrets = workflow.description.secrets
    let copies = secrets.copies(of: secret)
    guard let credential = copies.first?.credential else { return undescribed(use, secret, workflow) }
    let job = use.job.flatMap(workflow.file.job)
    guard !workflow.uses.fallsBack(use.credential, in: use.job), workflow.knowsEnvironment(of: job, copies),
      workflow.credential(named: secret) == nil, credential.guess == nil,
      secrets.seen(secret, in: repository.name, workflow.namedEnvironment(of: job), .actions).isEmpty
    else { return nil }
    let environment = copies.lazy.compactMap { $0.environment(of: repository.name) }.first
    let why =
      environment.map { "it's stored in the environment `\($0)`, which this job doesn't set" }
      ?? "the description has no place of it that this job of `\(repository.name)` can read"
    return about.finding(
      "`secrets.\(secret)` is empty here, because \(why)",
      about: "\(use.job ?? "env") secrets.\(secret)", at: use.place,
      help: help(environment, secret, isCall: job?.call != nil),
      related: [Diagnostic.RelatedPlace(message: "described here", range: credential.range)])
  }

  private static func help(_ environment: Name?, _ secret: String, isCall: Bool) -> String {
    guard let environment else {
      return "store it where the job can read it, set the environment that has it, or correct `stored_in`"
    }
    return isCall
      ? "a job that calls a workflow can't set an environment. Set `environment: \(environment)` on the called job and pass the secrets with `secrets: inherit`, or store `\(secret)` as a repository secret"
      : "write `environment: \(environment)` on the job, or correct `stored_in`"
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
      "`secrets.\(secret)` is used for GitHub, but no described credential is stored under that name",
      about: "\(use.job ?? "env") secrets.\(secret)", at: use.place, severity: .low,
      help: "describe it under `credentials`, with its holder and where it is stored")
  }

  private static let about = CheckDescription(
    "secret-missing", title: "a job can't read a secret that it uses", severity: .medium, confidence: .high,
    why:
      "A missing secret is an empty value, so the step fails late or continues without it. A secret that isn't described is missing from the rotation plan and the runbooks.",
    how:
      "Reports a secret that isn't stored where the job can read it, according to `credentials`. It must be stored for the repository, for the environment that the job sets, or for the organization with a visibility that includes the repository. A secret that isn't described is reported only if it is used for GitHub.",
    fix: "Store it in the right place, or correct the description.",
    falseAlarms: "The secret is newer than the description.",
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
      "another repository's secret, and an environment secret in a job without the environment",
      against: policy,
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
      "an environment secret, passed by a job that calls a workflow",
      against: policy.replacing(
        "workflows: {ci: {needs: []}}", with: "workflows: {ci: {environment: production, needs: []}}"),
      """
      on: push
      permissions: {}
      jobs:
        call:
          uses: acme/shared/.github/workflows/deploy.yml@v1
          secrets:
            TOKEN: ${{ secrets.DEPLOY_TOKEN }}
        plain:
          runs-on: ubuntu-latest
          steps: [{run: ./deploy, env: {TOKEN: "${{ secrets.DEPLOY_TOKEN }}"}}]
        either:
          runs-on: ubuntu-latest
          steps: [{run: ./deploy, env: {TOKEN: "${{ secrets.DEPLOY_TOKEN || github.token }}"}}]
      """, finds: [7, 10]),
    AuditExample(
      "in its environment, and another service's key", against: policy,
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
  /// The environment that a job names in the file; none for one that calls a workflow, which can name none.
  fileprivate func namedEnvironment(of job: WorkflowJob?) -> Name? {
    job?.environment?.name.literal.map { Name($0) }
  }

  /// Whether the file tells in which environment a job reads; where no copy is an environment's, it makes no difference.
  fileprivate func knowsEnvironment(of job: WorkflowJob?, _ copies: [DescribedSecrets.Copy]) -> Bool {
    guard let name = repository?.name, copies.contains(where: { $0.environment(of: name) != nil }) else {
      return true
    }
    return job.map { $0.environment.map { $0.name.literal != nil } ?? true } ?? false
  }

  /// Whether a secret goes to GitHub: to an input, a variable or a registry that takes a token of it, or into a shown access.
  fileprivate func isForGitHub(_ use: CredentialUse) -> Bool {
    if use.taken == .token || use.taken == .sshKey || use.taken == .appKey { return true }
    return uses.tokens.contains(use.credential)
      || uses.needs.contains { $0.credential == use.credential }
  }
}

extension DescribedSecrets.Copy {
  /// The environment of a repository that it is stored in.
  fileprivate func environment(of repository: Name) -> Name? {
    if case .environment(_, let name, let environment) = place, name == repository {
      environment
    } else {
      nil
    }
  }
}
