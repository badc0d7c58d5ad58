import SourceText
import Workflows

/// `permissions: write-all`.
enum PermissionsWriteAll {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow else { return [] }
    let whole = finding(workflow.permissions, "the workflow", "permissions")
    let jobs = workflow.jobs.compactMap { finding($0.permissions, "job `\($0.id)`", "\($0.id) permissions") }
    return [whole].compactMap(\.self) + jobs
  }

  private static func finding(_ permissions: TokenPermissions?, _ who: String, _ subject: String) -> Finding?
  {
    guard let permissions, case .writeAll = permissions.form else { return nil }
    return about.finding(
      "\(who) gives its token every write permission", about: subject, at: permissions.range,
      help: "name what it needs: `permissions: {contents: read, packages: write}`")
  }

  private static let about = CheckDescription(
    "permissions-write-all", title: "a token may write everything", severity: .high, confidence: .high,
    why:
      "With `write-all` whatever runs in the job, each action and each dependency of the build, can push code, publish packages and change releases, issues and deployments.",
    how: "Looks for `permissions: write-all` on workflows and jobs.",
    fix: "Name the permissions that the job needs; all others are then none.",
    falseAlarms: "None.",
    sources: [
      "G-05",
      "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#permissions",
    ])

  private static let examples = [
    AuditExample(
      "everything, twice",
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
      "reading everything is another matter",
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
