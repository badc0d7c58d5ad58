import OrganizationModel
import SourceText
import Workflows

/// A described workflow without a file.
enum WorkflowMissing {
  static let check = AuditCheck(about, examples: examples) { (organization: AuditedOrganization) in
    organization.checkouts.flatMap { checkout in
      checkout.repository.workflows.filter { checkout.tree.workflow(at: $0.path) == nil && checkout.isWhole }
        .map {
          about.finding(
            "`\(checkout.repository.name)/\($0.name)` is described, but its checkout has no `\($0.path)`",
            about: "\(checkout.repository.name)/\($0.name)", at: $0.range,
            help: "remove the workflow from the description, or set its `path`")
        }
    }
  }

  private static let about = CheckDescription(
    "workflow-missing", title: "a described workflow has no file", severity: .low, confidence: .high,
    why: "Credentials are planned and stored for a workflow that no longer runs.",
    how: "Reports a described workflow whose `path` isn't in the checkout of its repository.",
    fix: "Remove the workflow from the description. The plan then shows which credentials to revoke.",
    falseAlarms: "The checkout is of another branch, or contains only a part of the repository.",
    sources: ["S-07"], needsDescription: true)

  private static let file = """
    on: push
    permissions: {}
    jobs:
      build: {runs-on: ubuntu-latest, steps: [{run: make}]}
    """

  private static let examples = [
    AuditExample(
      "a file that was renamed",
      against: """
        tokenbook: 1
        organization: acme
        repositories:
          web:
            visibility: private
            workflows:
              build: {needs: [release repository web]}
        """, file, inDescription: [7]),
    AuditExample(
      "the file exists",
      against: """
        tokenbook: 1
        organization: acme
        repositories:
          web: {visibility: private, workflows: {build: {path: .github/workflows/ci.yml}}}
        """, file),
  ]
}
