import OrganizationModel
import SourceText
import Workflows

/// A secret in a run that a stranger's pull request starts.
enum SecretInForkRun {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    if workflow.isStarted(by: "pull_request_target") {
      // Whoever may fork a private repository reads it already, and is no stranger.
      let isOpen = file.isOpenToStrangers
      return given(workflow, isOpen ? nil : .informational)
    }
    guard file.described?.workflow?.forks == true, workflow.isStarted(by: "pull_request") else { return [] }
    return empty(workflow)
  }

  /// With `pull_request_target` a stranger starts the job, and the secret is there.
  private static func given(_ workflow: WorkflowFile, _ severity: FindingSeverity?) -> [Finding] {
    let event = "pull_request_target"
    let building = workflow.jobs.filter { PullRequestCode.checkout(in: $0, of: workflow, on: event) != nil }
    let run = { (beliefs: Set<SupposedRun.Claim>) in
      SupposedRun(.stranger, workflow, on: event, believing: beliefs)
    }
    // What only a bot's name guards is `forgeable-condition`.
    let open = Set(uses(workflow, in: run([.bots, .labels])))
    let all = uses(workflow, in: run([.bots])).filter { use in !building.contains { $0.id == use.job } }
    return byJob(all).flatMap { uses in
      // What only a label guards is another matter than what nothing guards.
      [uses.filter(open.contains), uses.filter { !open.contains($0) }].compactMap {
        given($0, isOpen: $0.first.map(open.contains) ?? false, severity)
      }
    }
  }

  /// One finding for a job: it is the job that a stranger starts, whatever it has.
  private static func given(_ uses: [Use], isOpen: Bool, _ severity: FindingSeverity?) -> Finding? {
    let told = uses.filter { !SecretName.isPlain($0.name) }
    guard let first = told.first ?? uses.first else { return nil }
    let secrets = words(told.isEmpty ? uses : told)
    return about.finding(
      isOpen
        ? "anyone who opens a pull request from a fork starts this job, which has access to \(secrets)"
        : "only a label keeps fork pull requests from starting this job, which has access to \(secrets), and code pushed after the label starts it too",
      about: "\(first.job) secrets.\(first.name)", at: first.range,
      severity: told.isEmpty ? .informational : severity, confidence: isOpen ? .medium : .low,
      help:
        "start the job on `pull_request`, or store the secrets in an environment with reviewers. Don't let the job use text from the pull request"
    )
  }

  /// With `pull_request` the secret is empty.
  private static func empty(_ workflow: WorkflowFile) -> [Finding] {
    let run = SupposedRun(.codeOfStranger, workflow, on: "pull_request", believing: [.bots])
    return byJob(uses(workflow, in: run)).compactMap { uses in
      uses.first.map { first in
        about.finding(
          "\(words(uses)) \(uses.count == 1 ? "is" : "are") empty in fork pull request runs, which the description sets for this workflow",
          about: "\(first.job) secrets.\(first.name)", at: first.range,
          help:
            "skip the step in these runs: `if: github.event.pull_request.head.repo.full_name == github.repository`"
        )
      }
    }
  }

  /// In the order of the jobs.
  private static func byJob(_ uses: [Use]) -> [[Use]] {
    uses.reduce(into: []) { groups, use in
      if groups.last?.first?.job == use.job {
        groups[groups.count - 1].append(use)
      } else {
        groups.append([use])
      }
    }
  }

  private static func words(_ uses: [Use]) -> String { SecretWords.list(uses.map(\.name)) }

  private struct Use: Hashable {
    let name: String
    let job: String
    let range: SourceRange
  }

  /// The first use of each secret in each job that nothing keeps from running.
  private static func uses(_ workflow: WorkflowFile, in run: SupposedRun) -> [Use] {
    workflow.jobs.filter { !workflow.isBehindEnvironment($0) }.flatMap { job in
      texts(of: job, in: workflow, run).storedSecrets.map {
        Use(name: $0.name, job: job.id, range: $0.range)
      }
    }
  }

  /// What a job is given, without the steps that do not run; empty where the job does not.
  private static func texts(
    of job: WorkflowJob, in workflow: WorkflowFile, _ run: SupposedRun
  ) -> [WorkflowText] {
    guard workflow.mayRun(job, in: run) else { return [] }
    let open = job.steps.indices.filter { workflow.mayRun(job, step: $0, in: run) }
    return (workflow.env + job.env + job.handedSecrets).map(\.value) + open.flatMap { job.steps[$0].texts }
  }

  private static let about = CheckDescription(
    "secret-in-fork-run", title: "an outside contributor can start a run with a secret", severity: .low,
    confidence: .high,
    why:
      "On `pull_request_target`, anyone's pull request starts the job with its secrets, so one mistake in the job can leak them. On `pull_request`, fork pull request runs have no secrets, so the step fails or continues without one.",
    how:
      "Reports secrets in jobs on `pull_request_target`, and on `pull_request` if the description sets `forks: true`. Doesn't report jobs in an environment, or jobs and steps that a condition keeps outside contributors from running. Such a condition checks the head repository, the author, the author's association, a person as the actor, or the merge. A condition of a job that they wait for counts too. A label alone doesn't count, because code pushed after the label runs too. Then the confidence is low. `forgeable-condition` reports a bot as the actor, and `secret-near-untrusted-code` a job that checks out the pull request.",
    fix:
      "Run the steps that need no secret on `pull_request`. Run the others in an environment with reviewers.",
    falseAlarms: "The job uses only the number of the pull request.",
    sources: ["S-14", "G-16", "https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "anyone can start it",
      """
      on: pull_request_target
      permissions: {}
      jobs:
        label:
          runs-on: ubuntu-latest
          steps:
            - run: ./label
              env:
                LABEL_USER: ${{ secrets.LABEL_USER }}
                LABEL_KEY: ${{ secrets.LABEL_KEY }}
                CHAT_KEY: ${{ secrets.CHAT_KEY }}
      """, finds: [10]),
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
      "a label also lets in code that is pushed later",
      """
      on: {pull_request_target: {types: [labeled, synchronize]}}
      permissions: {}
      jobs:
        preview:
          if: contains(github.event.pull_request.labels.*.name, 'preview')
          runs-on: ubuntu-latest
          steps:
            - run: ./preview
              env:
                PREVIEW_KEY: ${{ secrets.PREVIEW_KEY }}
      """, finds: [10]),
    AuditExample(
      "empty in fork pull request runs",
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
      "in a private repository, only people who can read it can fork it",
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
