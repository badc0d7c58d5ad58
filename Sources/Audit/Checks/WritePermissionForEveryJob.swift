import SourceText
import Workflows

/// A write permission at the top of a workflow with several jobs.
enum WritePermissionForEveryJob {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow, let permissions = workflow.permissions else { return [] }
    let heirs = workflow.jobs.filter { $0.permissions == nil }
    guard heirs.count > 1 else { return [] }
    let writes = permissions.entries.filter { $0.level == .write }
    guard !writes.isEmpty else { return [] }
    let uses = file.uses ?? WorkflowUses.all(of: workflow, knowing: file.catalog)
    return writes.filter { entry in !heirs.allSatisfy { uses.shows($0, writing: entry.name) } }.map { entry in
      about.finding(
        "`\(entry.name): write` applies to \(heirs.count) jobs", about: "permissions \(entry.name)",
        at: SourceRange(
          file: entry.nameRange.file, start: entry.nameRange.start, end: entry.levelRange.end),
        help: "set it on the job that needs it, together with the other permissions of that job")
    }
  }

  private static let about = CheckDescription(
    "write-permission-for-every-job", title: "a write permission applies to every job", severity: .low,
    confidence: .medium,
    why:
      "Every job can use the write permission, including jobs that are added later. Permissions at the top of a workflow apply to each of its jobs.",
    how:
      "Reports a `write` permission at the top if 2 or more jobs have no `permissions` of their own. Doesn't report a permission that the steps of each of these jobs show to need.",
    fix:
      "Set the permission on the job that needs it. Setting one permission removes all others, so list them all there.",
    falseAlarms: "Every job may need the permission.",
    sources: ["G-05"])

  private static let examples = [
    AuditExample(
      "every job needs it",
      """
      on: workflow_dispatch
      permissions: {contents: write}
      jobs:
        first:
          runs-on: ubuntu-latest
          steps: [{run: gh release delete v1 --yes, env: {GH_TOKEN: "${{ github.token }}"}}]
        second:
          runs-on: ubuntu-latest
          steps: [{run: gh release delete v2 --yes, env: {GH_TOKEN: "${{ github.token }}"}}]
      """),
    AuditExample(
      "both jobs may push packages",
      """
      on: push
      permissions:
        contents: read
        packages: write
      jobs:
        test:
          runs-on: ubuntu-latest
          steps: [{run: make test}]
        publish:
          runs-on: ubuntu-latest
          steps: [{run: make publish}]
      """, finds: [4]),
    AuditExample(
      "set on the job",
      """
      on: push
      permissions: {contents: read}
      jobs:
        test:
          runs-on: ubuntu-latest
          steps: [{run: make test}]
        publish:
          permissions: {contents: read, packages: write}
          runs-on: ubuntu-latest
          steps: [{run: make publish}]
      """),
  ]
}

extension WorkflowUses {
  /// Whether the steps of a job show that its token needs a permission to write.
  fileprivate func shows(_ job: WorkflowJob, writing permission: String) -> Bool {
    permissions.contains { $0.job == job.id && $0.permission == permission && $0.level == .write }
  }
}
