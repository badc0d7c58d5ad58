import OrganizationModel
import SourceText
import Workflows

/// No `permissions` at either level.
enum PermissionsMissing {
  static let check = AuditCheck(about, examples: examples) { file in
    // A workflow that is only ever called has the permissions of its caller.
    guard let workflow = file.workflow, workflow.permissions == nil, !workflow.isOnlyCalled else { return [] }
    let bare = workflow.jobs.filter { $0.permissions == nil }
    guard let first = bare.first else { return [] }
    let jobs =
      bare.count == workflow.jobs.count
      ? "the workflow doesn't set `permissions`"
      : "\(bare.count == 1 ? "job" : "jobs") \(names(bare)) \(bare.count == 1 ? "doesn't" : "don't") set `permissions`"
    let advice = Advice(bare, in: workflow, of: file)
    let isRead = file.described?.organization.policy.defaultWorkflowPermissions == .read
    return [
      about.finding(
        "\(jobs), so the token has the organization's default\(isRead ? ", which is read-only" : "")",
        about: "permissions", at: first.idRange, severity: isRead ? .low : nil, help: advice.help,
        edits: advice.edits)
    ]
  }

  /// What to write, and where.
  private struct Advice {
    let help: String
    /// Empty where something may use the token unseen.
    let edits: [TextEdit]

    init(_ bare: [WorkflowJob], in workflow: WorkflowFile, of file: AuditedFile) {
      let found = bare.compactMap { job in
        LeastPermissions([job], in: workflow, of: file).map { (job: job, least: $0) }
      }
      guard found.count == bare.count, let first = found.first else {
        help =
          "write `permissions: {contents: read}` above `jobs`, and set any other permissions on the jobs that need them"
        edits = []
        return
      }
      guard found.allSatisfy({ $0.least.levels == first.least.levels }) else {
        help =
          "write `permissions` on each job: "
          + found.map { "`\($0.job.id)`: `\($0.least.inline)`" }.joined(separator: ", ")
        let edits = found.compactMap { $0.job.stating($0.least.levels, in: file.text) }
        self.edits = edits.count == found.count ? edits : []
        return
      }
      help = "write `permissions: \(first.least.inline)` above `jobs`, because nothing here needs more"
      edits = [PermissionsMissing.edit(first.least, file)].compactMap(\.self)
    }
  }

  /// The least above `jobs`, in the line ends of the file.
  private static func edit(_ least: LeastPermissions, _ file: AuditedFile) -> TextEdit? {
    guard let place = file.placeAboveJobs else { return nil }
    let newline = file.text.newline(after: Int(place.start))
    return TextEdit(
      place, least.block(newline),
      TreeChange(at: ["permissions"], .mapping(least.levels.mapValues(\.rawValue))))
  }

  private static func names(_ jobs: [WorkflowJob]) -> String {
    let shown = jobs.prefix(3).map { "`\($0.id)`" }.joined(separator: ", ")
    return jobs.count > 3 ? "\(shown) and \(jobs.count - 3) more" : shown
  }

  private static let about = CheckDescription(
    "permissions-missing", title: "a job doesn't set the permissions of its token", severity: .medium,
    confidence: .medium,
    why:
      "The token may be able to write everything. Without `permissions`, it has the default of the repository or organization. In organizations created before 2023-02-02, the default is write access to everything unless someone changed it. A fork, or a move to another organization, changes the default unnoticed.",
    how:
      "Reports jobs without `permissions` in a workflow without `permissions`. Doesn't report a workflow that is only called, because it gets its permissions from its caller.",
    fix:
      "Write `permissions: {contents: read}` at the top, and set further permissions on the jobs that need them.",
    falseAlarms:
      "If the organization's default is read-only, the token can do little. Then this is only a matter of tidiness.",
    sources: [
      "G-05",
      "https://github.blog/changelog/2023-02-02-github-actions-updating-the-default-github_token-permissions-to-read-only/",
      "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions",
    ])

  private static let examples = [
    AuditExample(
      "no permissions at all",
      """
      on: push
      jobs:
        build:
          runs-on: ubuntu-latest
          steps: [{run: make}]
      """, finds: [3]),
    AuditExample(
      "one job forgotten",
      """
      on: push
      jobs:
        build:
          permissions: {contents: read}
          runs-on: ubuntu-latest
          steps: [{run: make}]
        test:
          runs-on: ubuntu-latest
          steps: [{run: make test}]
      """, finds: [7]),
    AuditExample(
      "two jobs that need different permissions",
      """
      on: push
      jobs:
        test: {runs-on: ubuntu-latest, steps: [{run: make test}]}
        scan:
          runs-on: ubuntu-latest
          steps:
            - uses: github/codeql-action/init@v4
            - uses: github/codeql-action/analyze@v4
      """, finds: [3]),
    AuditExample(
      "set at the top",
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps: [{run: make}]
      """),
    AuditExample(
      "only called",
      """
      on: {workflow_call: {}}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps: [{run: make}]
      """),
  ]
}
