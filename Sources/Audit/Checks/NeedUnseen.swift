import OrganizationModel
import SourceText
import Workflows

/// A described need that nothing in the workflow shows.
enum NeedUnseen {
  static let check = AuditCheck(about, examples: examples) { (workflow: DescribedWorkflow) in
    guard let described = workflow.workflow, let automation = workflow.automation, workflow.isTransparent
    else { return [] }
    let shown = workflow.shown
    // A step whose target the file does not tell may be about any.
    let vague = Set(shown.filter { $0.text == nil }.map(\.need.verb))
    return described.needs.filter { need in
      !shown.contains { $0.described == need } && !vague.contains(need.verb)
        && !(need.verb.isGit && workflow.mayPush)
    }
    .map { need in
      about.finding(
        "nothing here does `\(need.text)`, which `\(automation)` is described to need", about: need.text,
        at: workflow.place,
        help: "take the need out of the description, or the file is another than the one that runs",
        related: [Diagnostic.RelatedPlace(message: "described here", range: need.range)])
    }
  }

  private static let about = CheckDescription(
    "need-unseen", title: "a described need that nothing in the workflow shows", severity: .low,
    confidence: .medium,
    why:
      "A credential that nothing uses any more is still stored, rotated, and there to be stolen; the job's token keeps a permission for nothing.",
    how:
      "Looks only at workflows that can be read whole: no action without a record, no called workflow elsewhere, no token or login that a script may use unseen. Needs of `git` are left alone where a script might push.",
    fix: "Take the need out; the plan then says which credential to revoke.",
    falseAlarms: "A known action that does more than its record says.",
    sources: ["S-07"], needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [comment-on-issue repository web]}}}
    """

  private static let examples = [
    AuditExample(
      "a need of yesterday", against: policy,
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
            - run: make
      """, finds: [1]),
    AuditExample(
      "a script that may do it", against: policy,
      """
      on: push
      permissions: {issues: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./comment
              env:
                GH_TOKEN: ${{ github.token }}
      """),
  ]
}
