import Guidance
import OrganizationModel
import SourceText
import Workflows

/// An access that is done with another credential than was decided.
enum DecidedOtherwise {
  static let check = AuditCheck(about, examples: examples) { (workflow: DescribedWorkflow) in
    workflow.deviations.compactMap(finding) + submodules(workflow)
  }

  /// A checkout that fetches submodules with a deploy key, which opens the repository that it is for and no other.
  private static func submodules(_ workflow: DescribedWorkflow) -> [Finding] {
    workflow.uses.needs.compactMap { need in
      guard need.why.hasSuffix("with submodules"), let secret = need.credential?.secretName,
        let key = workflow.credentials(secret, job: need.job).first, key.kind == .deployKey,
        let repository = key.repository
      else { return nil }
      return about.finding(
        "this checkout fetches submodules with `secrets.\(secret)`, a deploy key that only works for `\(repository)`",
        about: "\(need.job) submodules secrets.\(secret)", at: need.calls.first ?? need.range,
        help:
          "set `submodules: false`, and check out each submodule in a separate step with its own key and `path`",
        related: [Diagnostic.RelatedPlace(message: "the key is described here", range: key.range)])
    }
  }

  private static func finding(_ deviation: Deviation) -> Finding? {
    // What an import guessed decides nothing yet.
    guard deviation.kind == .otherwise, !deviation.isGuess else { return nil }
    let isHarmless = deviation.chosen.kind == .anonymous
    let why = deviation.why.map { ", because \($0)" } ?? ""
    return about.finding(
      "`\(deviation.text)` uses \(deviation.today), but the decision is \(deviation.decided)\(why)",
      about: "\(deviation.access.need.job) \(deviation.decision.id)", at: deviation.access.place,
      severity: isHarmless ? .low : nil,
      confidence: deviation.access.need.confidence == .high ? .high : .medium,
      help: isHarmless
        ? "remove the credential. \(deviation.explain)" : "use \(deviation.decided). \(deviation.explain)",
      related: [
        Diagnostic.RelatedPlace(message: "the need is described here", range: deviation.decision.need.range)
      ])
  }

  private static let about = CheckDescription(
    "decided-otherwise", title: "a workflow doesn't use the decided credential", severity: .medium,
    confidence: .high,
    why:
      "Runbooks rotate and revoke the decided credential. A different one isn't rotated, and is missed when it leaks. It may also not work: a push with `GITHUB_TOKEN` starts no workflow, and `GITHUB_TOKEN` can't access other repositories.",
    how:
      "Reports an access whose credential in the workflow isn't the one decided for that need. A secret counts as decided if it has the planned name, or contains the existing credential that is kept. Doesn't report a need that still has `x-guess`, an App where a stored token was decided, or a credential whose kind the description doesn't know. Also reports a checkout that fetches submodules with one repository's deploy key.",
    fix: "Use the decided credential, or add an exception under `decisions` with a reason and an end date.",
    falseAlarms:
      "The secret contains the decided credential under a name that the description doesn't list. Add that name under `credentials`.",
    sources: ["G-03", "G-12", "H-01"], needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    policy: {deploy_keys: allowed}
    repositories:
      infra: {visibility: private}
      web:
        visibility: private
        workflows: {ci: {needs: [push repository infra]}}
    """

  private static let examples = [
    AuditExample(
      "a push with an unplanned secret", against: policy,
      """
      on: push
      permissions: {contents: read}
      jobs:
        bump:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with: {repository: acme/infra, token: "${{ secrets.BUMP_TOKEN }}"}
            - run: |
                git commit -am bump
                git push
      """, finds: [8]),
    AuditExample(
      "GITHUB_TOKEN, which can't access the other repository", against: policy,
      """
      on: push
      permissions: {contents: read}
      jobs:
        bump:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with: {repository: acme/infra}
      """, finds: [8]),
    AuditExample(
      "GITHUB_TOKEN on a branch whose rules refuse its pushes",
      against: """
        tokenbook: 1
        organization: acme
        policy: {deploy_keys: allowed}
        repositories:
          web:
            visibility: private
            rules: {main: {bypass: [deploy_keys]}}
            workflows: {ci: {needs: [push repository web]}}
        """,
      """
      on: push
      permissions: {contents: write}
      jobs:
        bump:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
            - run: |
                git commit -am bump
                git push
      """, finds: [10]),
    AuditExample(
      "a need that an import guessed",
      against: policy.replacing(
        "needs: [push repository infra]",
        with: "needs: [{need: push repository infra, x-guess: \"ci.yml:9\"}]"),
      """
      on: push
      permissions: {contents: read}
      jobs:
        bump:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
              with: {repository: acme/infra, token: "${{ secrets.BUMP_TOKEN }}"}
            - run: git push
      """),
    AuditExample(
      "an App that is already in use", against: policy,
      """
      on: push
      permissions: {contents: read}
      jobs:
        bump:
          runs-on: ubuntu-latest
          steps:
            - id: app
              uses: actions/create-github-app-token@v2
              with:
                app-id: ${{ vars.APP_ID }}
                private-key: ${{ secrets.APP_KEY }}
                repositories: infra
                permission-contents: write
            - uses: actions/checkout@v5
              with: {repository: acme/infra, token: "${{ steps.app.outputs.token }}"}
            - run: git push
      """),
    AuditExample(
      "one deploy key for all submodules",
      against: """
        tokenbook: 1
        organization: acme
        repositories:
          parts: {visibility: private}
          web: {visibility: private, workflows: {ci: {needs: []}}}
        credentials:
          PARTS:
            kind: deploy_key
            repository: parts
            stored_in: [{repository_secret: PARTS_KEY, repository: web}]
        """,
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
              with: {submodules: recursive, ssh-key: "${{ secrets.PARTS_KEY }}"}
      """, finds: [7]),
    AuditExample(
      "the planned deploy key", against: policy,
      """
      on: push
      permissions: {contents: read}
      jobs:
        bump:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with: {repository: acme/infra, ssh-key: "${{ secrets.WEB_CI_DEPLOY_KEY_INFRA }}"}
            - run: git push
      """),
  ]
}
