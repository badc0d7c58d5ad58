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
        && !(need.verb.isGit && workflow.mayPush) && !need.verb.isAPI
    }
    .map { need in
      about.finding(
        "`\(automation)` lists the need `\(need.text)`, but nothing in this workflow does that",
        about: need.text,
        at: workflow.place,
        help: "remove the need from the description, or audit the branch that actually runs",
        related: [Diagnostic.RelatedPlace(message: "described here", range: need.range)])
    }
  }

  private static let about = CheckDescription(
    "need-unseen", title: "nothing in the workflow shows a described need", severity: .low,
    confidence: .medium,
    why:
      "A credential that nothing uses any more can still be stolen, and you keep storing and rotating it. The job's `GITHUB_TOKEN` keeps a permission that it doesn't need.",
    how:
      "Reports only workflows that can be read completely. They have no action unknown to Tokenbook, no called workflow elsewhere, and no token or login that a script may use unseen. Doesn't report needs for `git` where a script might push, nor `api` needs.",
    fix: "Remove the need. The plan then shows which credential to revoke.",
    falseAlarms: "A known action does more than Tokenbook knows.",
    sources: ["S-07"], needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [comment-on-issue repository web]}}}
    """

  private static let examples = [
    AuditExample(
      "an outdated need", against: policy,
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
