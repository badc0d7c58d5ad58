import OrganizationModel
import SourceText
import Workflows

/// A described workflow that does what its needs do not say.
enum NeedUndescribed {
  static let check = AuditCheck(about, examples: examples) { (workflow: DescribedWorkflow) in
    guard let described = workflow.workflow, let automation = workflow.automation else { return [] }
    var seen: Set<String> = []
    return workflow.shown.compactMap { access -> Finding? in
      guard access.described == nil, !access.isOwnCheckout, access.need.confidence >= .medium,
        let text = access.text, seen.insert(text).inserted
      else { return nil }
      let today = access.need.credential?.words.map { " with \($0)" } ?? ""
      return about.finding(
        "\(access.need.why) does `\(text)`\(today), but `\(automation)` doesn't list that need",
        about: text, at: access.place, confidence: access.need.confidence == .high ? .high : .medium,
        help: help(access, text),
        related: [Diagnostic.RelatedPlace(message: "the workflow is described here", range: described.range)])
    }
  }

  private static func help(_ access: ShownAccess, _ text: String) -> String {
    guard case .undescribed = access.target else {
      return "add `\(text)` to its `needs`, or remove the step"
    }
    let home = access.need.verb.targetKind == .package ? "packages" : "repositories"
    return "describe the target under `\(home)`, and add the need to the workflow's `needs`"
  }

  private static let about = CheckDescription(
    "need-undescribed", title: "a workflow does something that its needs don't list", severity: .medium,
    confidence: .high,
    why:
      "An access that isn't described has no decision. Its current credential was chosen by chance, and its permissions appear in no checklist.",
    how:
      "Reports a step that does something without a matching need. It recognizes known actions, `git`, `gh`, `docker` and registries. A need can include another: `publish` includes `pull`. A checkout of the workflow's own repository with `GITHUB_TOKEN` needs no entry.",
    fix: "Add the need. `tokenbook decide` then prints which credential it should use.",
    falseAlarms:
      "The step never runs, such as a publish behind a condition that is always false here.",
    sources: ["G-01", "G-03"], needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    repositories:
      web: {visibility: private, workflows: {ci: {needs: [release repository web]}}}
    packages:
      web: {registry: container, repository: web, visibility: private}
    """

  private static let examples = [
    AuditExample(
      "a pushed image without a need", against: policy,
      """
      on: push
      permissions: {contents: read, packages: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: docker/login-action@v4
              with: {registry: ghcr.io, username: bot, password: "${{ github.token }}"}
            - run: docker push ghcr.io/acme/web:1
      """, finds: [9]),
    AuditExample(
      "a described release, and a checkout", against: policy,
      """
      on: push
      permissions: {contents: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
            - run: gh release create v1
              env:
                GH_TOKEN: ${{ github.token }}
      """),
    AuditExample(
      "a comment that an `api` need covers",
      against: """
        tokenbook: 1
        organization: acme
        repositories:
          web:
            visibility: private
            workflows:
              ci: {needs: [{need: api repository web, permissions: {issues: write}}]}
        """,
      """
      on: push
      permissions: {issues: write}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: gh issue comment 1 --body done
              env:
                GH_TOKEN: ${{ github.token }}
      """),
  ]
}
