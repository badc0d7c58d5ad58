import SourceText
import Workflows

/// `permissions: write-all`.
enum PermissionsWriteAll {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    let bare = workflow.jobs.filter { $0.permissions == nil }
    let whole = finding(
      workflow.permissions, of: bare, "the workflow", "permissions", at: ["permissions"], file, workflow)
    let jobs = workflow.jobs.compactMap {
      finding(
        $0.permissions, of: [$0], "job `\($0.id)`", "\($0.id) permissions",
        at: ["jobs", $0.id, "permissions"], file, workflow)
    }
    return [whole].compactMap(\.self) + jobs
  }

  private static func finding(
    _ permissions: TokenPermissions?, of jobs: [WorkflowJob], _ who: String, _ subject: String,
    at path: [String], _ file: AuditedFile, _ workflow: WorkflowFile
  ) -> Finding? {
    guard let permissions, case .writeAll = permissions.form else { return nil }
    let least = least(jobs, file, workflow)
    return about.finding(
      "\(who) gives its token every write permission", about: subject, at: permissions.range,
      help: least.map { "write `permissions: \($0.inline)`, because nothing here needs more" }
        ?? help(jobs, file, workflow),
      edits: least.map {
        [
          TextEdit(
            permissions.range, $0.inline,
            TreeChange(at: path, .mapping($0.levels.mapValues(\.rawValue))))
        ]
      } ?? [])
  }

  /// What the steps show to need, without a word for what they do not show.
  private static func help(_ jobs: [WorkflowJob], _ file: AuditedFile, _ workflow: WorkflowFile) -> String {
    let shown = jobs.compactMap { job in
      let levels = LeastPermissions(shownBy: job, in: workflow, of: file)
      return levels.levels.isEmpty ? nil : "`\(levels.inline)` on job `\(job.id)`"
    }
    let rest = "add the other permissions that the scripts and actions need"
    return shown.isEmpty
      ? "list the permissions that the steps need. All others are then `none`"
      : "write the permissions that the steps show, \(shown.joined(separator: ", ")), and \(rest)"
  }

  /// Nil where something may use the token unseen; a script may ask for the identity of the run, which `write-all` gives.
  private static func least(_ jobs: [WorkflowJob], _ file: AuditedFile, _ workflow: WorkflowFile)
    -> LeastPermissions?
  {
    if jobs.contains(where: { $0.steps.contains { $0.script != nil } }) { return nil }
    let each = jobs.compactMap { LeastPermissions([$0], in: workflow, of: file) }
    // What only one job needs is no business of the others.
    guard let first = each.first, each.count == jobs.count, each.allSatisfy({ $0.levels == first.levels })
    else { return nil }
    return first
  }

  private static let about = CheckDescription(
    "permissions-write-all", title: "a token has every write permission", severity: .high, confidence: .high,
    why:
      "Everything that runs in the job, including each action and each build dependency, can push code, publish packages, and change releases, issues and deployments.",
    how: "Reports `permissions: write-all` on workflows and jobs.",
    fix: "List the permissions that the job needs. All others are then `none`.",
    falseAlarms: "None.",
    sources: [
      "G-05",
      "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions",
    ])

  private static let examples = [
    AuditExample(
      "write-all, twice",
      """
      on: push
      permissions: write-all
      jobs:
        build:
          permissions: write-all
          runs-on: ubuntu-latest
          steps: [{run: make}]
      """, finds: [2, 5]),
    AuditExample(
      "a script that shows some of the permissions it needs",
      """
      on: workflow_dispatch
      permissions: write-all
      jobs:
        clean:
          runs-on: ubuntu-latest
          steps:
            - run: gh release delete v1 --yes
              env: {GH_TOKEN: "${{ github.token }}", GH_REPO: "${{ github.repository }}"}
      """, finds: [2]),
    AuditExample(
      "all needed permissions are known",
      """
      on: push
      permissions: write-all
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
            - uses: github/codeql-action/init@v4
            - uses: github/codeql-action/analyze@v4
      """, finds: [2]),
    AuditExample(
      "read access to everything isn't reported",
      """
      on: push
      permissions: read-all
      jobs:
        build:
          runs-on: ubuntu-latest
          steps: [{run: make}]
      """),
  ]
}
