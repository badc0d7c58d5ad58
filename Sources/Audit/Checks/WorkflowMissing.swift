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
            "`\(checkout.repository.name)/\($0.name)` is described, and its checkout has no `\($0.path)`",
            about: "\(checkout.repository.name)/\($0.name)", at: $0.range,
            help: "take it out, or say its `path`")
        }
    }
  }

  private static let about = CheckDescription(
    "workflow-missing", title: "a described workflow without a file", severity: .low, confidence: .high,
    why: "Credentials are planned and kept for something that no longer runs.",
    how: "Looks for the `path` of each described workflow in the checkout of its repository.",
    fix: "Take the workflow out of the description; the plan then says which credentials to revoke.",
    falseAlarms: "The checkout is of another branch, or holds only part of the repository.",
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
      "the file is there",
      against: """
        tokenbook: 1
        organization: acme
        repositories:
          web: {visibility: private, workflows: {build: {path: .github/workflows/ci.yml}}}
        """, file),
  ]
}
