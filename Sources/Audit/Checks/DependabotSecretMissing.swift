import OrganizationModel
import SourceText
import Workflows

/// A secret of a workflow that runs for Dependabot, without a copy in Dependabot's store.
enum DependabotSecretMissing {
  static let check = AuditCheck(about, examples: examples) { (workflow: DescribedWorkflow) in
    guard let repository = workflow.repository, runsForDependabot(workflow) else { return [] }
    let deviating = Set(workflow.deviations.compactMap(\.access.need.credential))
    return workflow.secretUses.compactMap { use in
      guard let secret = use.credential.secretName, runs(use, lacking: secret, in: workflow.file) else {
        return nil
      }
      let secrets = workflow.description.secrets
      // What is to be replaced is not to be copied.
      guard !deviating.contains(use.credential), !workflow.uses.fallsBack(use.credential, in: use.job),
        let credential = workflow.credentials(secret, job: use.job).first,
        // Where nobody says where it is stored, Dependabot's store may have it.
        credential.storedIn != nil, credential.guess == nil,
        credential.holder.map({ workflow.organization.people[$0] == nil }) ?? true,
        secrets.seen(secret, in: repository.name, nil, .dependabot).isEmpty
      else { return nil }
      return about.finding(
        "`secrets.\(secret)` is empty in Dependabot runs, because `\(repository.name)` can't read a Dependabot secret of that name",
        about: "\(use.job ?? "env") secrets.\(secret)", at: use.place,
        help:
          "store it as a Dependabot secret with `gh secret set \(secret) --app dependabot --repo \(workflow.organization.name)/\(repository.name)`, or skip the step with `if: github.actor != 'dependabot[bot]'`",
        related: [Diagnostic.RelatedPlace(message: "described here", range: credential.range)])
    }
  }

  /// As described; where the description does not say, by the events and the repository's configuration of Dependabot.
  private static func runsForDependabot(_ workflow: DescribedWorkflow) -> Bool {
    let isStarted = workflow.file.triggers.contains { events.contains($0.event) }
    if let said = workflow.workflow?.dependabot { return said && isStarted }
    return workflow.tree.hasDependabot && workflow.file.isStarted(by: "pull_request")
  }

  /// Whether a use may come to run for Dependabot, as far as conditions say.
  private static func runs(_ use: CredentialUse, lacking secret: String, in file: WorkflowFile) -> Bool {
    guard let job = use.job.flatMap(file.job) else { return true }
    // What it is followed into may have steps of its own.
    let step = job.steps.firstIndex { $0.range.offsets.contains(use.place.offsets) }
    return file.triggers.lazy.filter { events.contains($0.event) }.contains { trigger in
      file.mayRun(
        job, step: step, in: SupposedRun(.dependabot(lacking: secret), file, on: trigger.event))
    }
  }

  /// The events whose runs for Dependabot get only Dependabot's secrets (G-18).
  private static let events: Set<String> = [
    "pull_request", "pull_request_review", "pull_request_review_comment", "push", "create", "deployment",
    "deployment_status",
  ]

  private static let about = CheckDescription(
    "dependabot-secret-missing", title: "a secret is missing in Dependabot runs", severity: .medium,
    confidence: .high,
    why:
      "The checks of every Dependabot update fail, because the secret is empty. Dependabot runs can read only Dependabot secrets.",
    how:
      "Reports secrets in Dependabot runs that, according to the description, have no copy with `store: dependabot` that the repository can read. Doesn't report jobs and steps whose condition is false in a Dependabot run. Doesn't report secrets that will be replaced, which are a person's and those that differ from the decision. Doesn't report `secrets.A || secrets.GITHUB_TOKEN`, which is never empty, or a credential without `stored_in`.",
    fix:
      "Store a Dependabot secret with no more access than the job needs, or skip the step in Dependabot runs.",
    falseAlarms: "Dependabot updates nothing that starts this workflow.", sources: ["G-18", "S-13"],
    needsDescription: true)

  private static func policy(_ copy: String = "") -> String {
    """
    tokenbook: 1
    organization: acme
    repositories:
      web: {visibility: private, workflows: {ci: {triggers: [pull_request], dependabot: true, needs: []}}}
    credentials:
      NPM: {kind: unknown, stored_in: [{repository_secret: READ_TOKEN, repository: web}\(copy)]}
    """
  }

  private static let file = """
    on: pull_request
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - run: make
            env:
              TOKEN: ${{ secrets.READ_TOKEN }}
    """

  private static let examples = [
    AuditExample(
      "the description doesn't set where it is stored",
      against: policy().replacing(
        "NPM: {kind: unknown, stored_in: [{repository_secret: READ_TOKEN, repository: web}]}",
        with: "READ_TOKEN: {kind: unknown, used_by: [web/ci]}"), file),
    AuditExample(
      "GITHUB_TOKEN as a fallback", against: policy(),
      file.replacing("secrets.READ_TOKEN", with: "secrets.READ_TOKEN || secrets.GITHUB_TOKEN")),
    AuditExample("stored only for Actions", against: policy(), file, finds: [9]),
    AuditExample(
      "with a Dependabot secret",
      against: policy(", {repository_secret: READ_TOKEN, repository: web, store: dependabot}"),
      file),
    AuditExample(
      "the main branch and tags, to which Dependabot doesn't push", against: policy(),
      """
      on: [push, pull_request]
      permissions: {}
      jobs:
        main:
          if: github.event_name == 'push' && github.event.ref == 'refs/heads/main'
          runs-on: ubuntu-latest
          steps:
            - run: make
              env:
                TOKEN: ${{ secrets.READ_TOKEN }}
        release:
          if: startsWith(github.ref, 'refs/tags/')
          runs-on: ubuntu-latest
          steps:
            - run: make
              env:
                TOKEN: ${{ secrets.READ_TOKEN }}
        branches:
          if: github.event_name == 'push' && startsWith(github.ref, 'refs/heads/')
          runs-on: ubuntu-latest
          steps:
            - run: make
              env:
                TOKEN: ${{ secrets.READ_TOKEN }}
      """, finds: [24]),
    AuditExample(
      "skipped in Dependabot runs", against: policy(),
      """
      on: pull_request
      permissions: {}
      jobs:
        build:
          if: github.actor != 'dependabot[bot]'
          runs-on: ubuntu-latest
          steps:
            - run: make
              env:
                TOKEN: ${{ secrets.READ_TOKEN }}
      """),
  ]
}
