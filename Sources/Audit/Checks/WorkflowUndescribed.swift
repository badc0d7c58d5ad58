import OrganizationModel
import SourceText
import Workflows

/// A workflow with credentials that the description does not know.
enum WorkflowUndescribed {
  static let check = AuditCheck(about, examples: examples) { (workflow: DescribedWorkflow) in
    guard workflow.workflow == nil else { return [] }
    let does = accesses(workflow) + secrets(workflow)
    guard !does.isEmpty else { return [] }
    let home =
      workflow.repository == nil ? "`\(workflow.tree.name)` is not described" : "the description lacks it"
    return [
      about.finding(
        "this workflow uses \(does.prefix(5).joined(separator: ", "))\(does.count > 5 ? " and more" : ""), and \(home)",
        about: "", at: workflow.place,
        help:
          "describe it under `repositories`: `tokenbook import workflows CHECKOUT --into tokenbook.yaml` proposes what to say"
      )
    ]
  }

  /// What it shows to do beyond reading its own code.
  private static func accesses(_ workflow: DescribedWorkflow) -> [String] {
    let texts = workflow.shown.filter { !$0.isOwnCheckout && $0.need.confidence >= .medium }.compactMap(
      \.text)
    return Set(texts).sorted().map { "`\($0)`" }
  }

  private static func secrets(_ workflow: DescribedWorkflow) -> [String] {
    Set(workflow.uses.uses.compactMap(\.credential.secretName)).sorted().map { "`secrets.\($0)`" }
  }

  private static let about = CheckDescription(
    "workflow-undescribed", title: "a workflow with credentials that is not described", severity: .low,
    confidence: .high,
    why:
      "What the description does not know is decided by nobody: it is in no checklist, no rotation and no runbook, and its secrets look unused.",
    how:
      "Looks in the checkouts of this organization for workflow files whose path no described workflow has, and that use a secret or show an access beyond reading their own repository. Files that are only called by others count with their callers.",
    fix: "Describe the workflow with its needs; the import from workflow files proposes them.",
    falseAlarms:
      "A secret for something other than GitHub, in a workflow that needs nothing of GitHub: describe it without needs.",
    sources: ["S-07"], needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    repositories:
      web: {visibility: private, workflows: {release: {needs: [release repository web]}}}
    """

  private static let examples = [
    AuditExample(
      "a secret in a workflow that nobody described", against: policy,
      """
      name: CI
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./publish
              env:
                TOKEN: ${{ secrets.CR_PAT }}
      """, finds: [2]),
    AuditExample(
      "a workflow that only builds", against: policy,
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
            - run: make
      """),
  ]
}
