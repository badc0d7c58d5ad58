import OrganizationModel
import SourceText
import Workflows

/// A secret in a run that a stranger's pull request starts.
enum SecretInForkRun {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    if workflow.isStarted(by: "pull_request_target") {
      // Whoever may fork a private repository reads it already, and is no stranger.
      let isOpen = file.described?.repository?.visibility.map { $0 == .public } ?? true
      return given(workflow, isOpen ? nil : .informational)
    }
    guard file.described?.workflow?.forks == true, workflow.isStarted(by: "pull_request") else { return [] }
    return empty(workflow)
  }

  /// With `pull_request_target` a stranger starts the job, and the secret is there.
  private static func given(_ workflow: WorkflowFile, _ severity: FindingSeverity?) -> [Finding] {
    let building = workflow.jobs.filter { PullRequestCode.checkout(in: $0, of: workflow) != nil }.map(\.id)
    return uses(workflow).filter { !building.contains($0.job) }.map { use in
      about.finding(
        "whoever opens a pull request from a fork starts this job, and it has `secrets.\(use.name)`",
        about: "\(use.job) secrets.\(use.name)", at: use.range, severity: severity, confidence: .medium,
        help:
          "start it on `pull_request`, or put the secret into an environment with reviewers; keep what the pull request says away from the job"
      )
    }
  }

  /// With `pull_request` the secret is empty.
  private static func empty(_ workflow: WorkflowFile) -> [Finding] {
    uses(workflow).map { use in
      about.finding(
        "`secrets.\(use.name)` is empty in runs for forks, which this workflow is described to have",
        about: "\(use.job) secrets.\(use.name)", at: use.range,
        help:
          "leave the step out there: `if: github.event.pull_request.head.repo.full_name == github.repository`"
      )
    }
  }

  private struct Use {
    let name: String
    let job: String
    let range: SourceRange
  }

  /// The first use of each secret in each job that nothing keeps from running for a fork.
  private static func uses(_ workflow: WorkflowFile) -> [Use] {
    workflow.jobs.filter { $0.environment == nil }.flatMap { job in
      texts(of: job, in: workflow).storedSecrets.map { Use(name: $0.name, job: job.id, range: $0.range) }
    }
  }

  /// Conditions that tell a fork from the repository itself, or let only some people start it.
  private static let guards = [
    "head.repo", "fork", "author_association", "github.actor", "triggering_actor", "pull_request.user",
    "event_name", "secrets.", "label", "head.ref", "head_ref", "merged",
  ]

  /// What a job is given, without the steps that do not run for a fork; empty where the job does not.
  private static func texts(of job: WorkflowJob, in workflow: WorkflowFile) -> [WorkflowText] {
    if workflow.isGuarded(job: job.id, step: nil, by: guards) { return [] }
    let handed: [WorkflowEntry] =
      if case .entries(let entries)? = job.call?.secrets { entries } else { [] }
    let open = job.steps.indices.filter { !workflow.isGuarded(job: job.id, step: $0, by: guards) }
    return (workflow.env + job.env + handed).map(\.value) + open.flatMap { job.steps[$0].texts }
  }

  private static let about = CheckDescription(
    "secret-in-fork-run", title: "a secret in a run that a stranger starts", severity: .low,
    confidence: .high,
    why:
      "On `pull_request_target` anybody's pull request starts the job with its secrets, and a mistake in it hands them out. On `pull_request` runs for forks have no secrets: the step fails, or goes on without.",
    how:
      "Looks for secrets in jobs on `pull_request_target`; and on `pull_request` where the description says `forks: true`. Jobs and steps whose condition asks whose pull request it is, and jobs in an environment, are left alone. A job that also checks out the pull request is `secret-near-untrusted-code`.",
    fix: "Do what needs no secret on `pull_request`; put the rest behind an environment with reviewers.",
    falseAlarms: "The job looks at nothing but the number of the pull request.",
    sources: ["S-14", "G-16", "https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "a stranger starts it",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        label:
          runs-on: ubuntu-latest
          steps:
            - run: ./label
              env:
                LABEL_KEY: ${{ secrets.LABEL_KEY }}
      """, finds: [9]),
    AuditExample(
      "only for pull requests of the repository itself",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        label:
          if: github.event.pull_request.head.repo.full_name == github.repository
          runs-on: ubuntu-latest
          steps:
            - run: ./label
              env:
                LABEL_KEY: ${{ secrets.LABEL_KEY }}
      """),
    AuditExample(
      "empty in runs for forks",
      against: """
        tokenbook: 1
        organization: acme
        repositories:
          web: {visibility: public, workflows: {ci: {triggers: [pull_request], forks: true, needs: []}}}
        """,
      """
      on: pull_request
      permissions: {}
      jobs:
        test:
          runs-on: ubuntu-latest
          steps:
            - run: ./upload
              env:
                COVERAGE_TOKEN: ${{ secrets.COVERAGE_TOKEN }}
      """, finds: [9]),
    AuditExample(
      "in a private repository only those who read it can fork",
      against: """
        tokenbook: 1
        organization: acme
        repositories:
          web: {visibility: private, workflows: {ci: {needs: []}}}
        """,
      """
      on: pull_request_target
      permissions: {}
      jobs:
        label:
          runs-on: ubuntu-latest
          steps:
            - run: ./label
              env:
                LABEL_KEY: ${{ secrets.LABEL_KEY }}
      """, finds: [9]),
  ]
}
