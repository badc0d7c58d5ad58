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
        "\(access.need.why) does `\(text)`\(today), and the needs of `\(automation)` do not say so",
        about: text, at: access.place, confidence: access.need.confidence == .high ? .high : .medium,
        help: help(access, text),
        related: [Diagnostic.RelatedPlace(message: "the workflow is described here", range: described.range)])
    }
  }

  private static func help(_ access: ShownAccess, _ text: String) -> String {
    guard case .undescribed = access.target else {
      return "add `\(text)` to its `needs`, or take the step out"
    }
    let home = access.need.verb.targetKind == .package ? "packages" : "repositories"
    return "describe the target under `\(home)`, and add the need to the workflow's `needs`"
  }

  private static let about = CheckDescription(
    "need-undescribed", title: "a workflow does what its needs do not say", severity: .medium,
    confidence: .high,
    why:
      "An access that is not described was not decided: whatever credential it uses now was chosen by chance, and its permissions are in no checklist.",
    how:
      "Reads what each step does (known actions, `git`, `gh`, `docker`, registries) and looks for a need that says so, or that includes it, as `publish` includes `pull`. A checkout of the workflow's own repository with the job's token need not be said.",
    fix: "Add the need; `tokenbook decide` then says which credential it should use.",
    falseAlarms:
      "A step that never runs, such as a publish behind a condition that is false here.",
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
      "a push of an image that is in no need", against: policy,
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
      "a release, as described, and a checkout", against: policy,
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
  ]
}
