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
      workflow.repository == nil ? "`\(workflow.tree.name)` is not described" : "it isn't described"
    return [
      about.finding(
        "this workflow uses \(does.prefix(5).joined(separator: ", "))\(does.count > 5 ? " and more" : ""), but \(home)",
        about: "", at: workflow.place,
        help:
          "describe it under `repositories`. For a proposal, run `tokenbook import workflows CHECKOUT --into tokenbook.yaml`"
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
    "workflow-undescribed", title: "a workflow with credentials isn't described", severity: .low,
    confidence: .high,
    why:
      "A workflow that isn't described has no decision. It is missing from checklists, the rotation plan and runbooks, and its secrets look unused.",
    how:
      "Reports workflow files in this organization's checkouts that no described workflow's path matches. They must use a secret, or show an access other than reading their own repository. Files that are only called count with their callers.",
    fix: "Describe the workflow with its needs. The import from workflow files proposes them.",
    falseAlarms:
      "The secret is for another service, and the workflow needs nothing from GitHub. In this case, describe it without needs.",
    sources: ["S-07"], needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    repositories:
      web: {visibility: private, workflows: {release: {needs: [release repository web]}}}
    """

  private static let examples = [
    AuditExample(
      "a secret in a workflow that isn't described", against: policy,
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
