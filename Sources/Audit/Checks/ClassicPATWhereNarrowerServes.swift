import Guidance
import OrganizationModel
import SourceText
import Workflows

/// A classic PAT for an access that something narrower serves.
enum ClassicPATWhereNarrowerServes {
  static let check = AuditCheck(
    about, examples: examples, findDescribed: { $0.deviations.compactMap(finding) })

  private static func finding(_ deviation: Deviation) -> Finding? {
    guard deviation.kind == .narrowerServes, !deviation.isGuess else { return nil }
    return about.finding(
      "`\(deviation.text)` uses the classic PAT \(deviation.today), but \(deviation.why ?? "\(deviation.decided) is enough")",
      about: "\(deviation.access.need.job) \(deviation.decision.id)", at: deviation.access.place,
      help: "use \(deviation.decided). \(deviation.explain)",
      related: [
        Diagnostic.RelatedPlace(message: "the need is described here", range: deviation.decision.need.range)
      ])
  }

  private static let about = CheckDescription(
    "classic-pat-where-narrower-serves", title: "a classic PAT is used where a narrower credential works",
    severity: .medium, confidence: .high,
    why:
      "Anyone who reads the secret gets access to everything that its account can access. A classic PAT's scopes are wide, and `repo` covers everything in every repository.",
    how:
      "Reports an access with a classic PAT if the decision is a deploy key, a GitHub App, a fine-grained PAT or fewer scopes. The description lists which secrets contain a classic PAT. Doesn't report a need that still has `x-guess`.",
    fix:
      "Follow the runbook that migrates the access to the decided credential. Then revoke the PAT, or replace it with a new one.",
    falseAlarms: "The PAT was already replaced, but the description still lists it.",
    sources: ["P-30", "C-10"], needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    policy: {deploy_keys: allowed}
    machine_users: {acme-bot: {role: member, custodians: [ada, boris]}}
    people: [ada, boris]
    repositories:
      infra: {visibility: private}
      web:
        visibility: private
        workflows: {ci: {needs: [push repository infra]}}
    credentials:
      BOT_PAT:
        kind: classic_pat
        holder: acme-bot
        scopes: [repo]
        stored_in: [{repository_secret: BOT_PAT, repository: web}]
      WEB_INFRA_KEY:
        kind: deploy_key
        repository: infra
        read_only: false
        stored_in: [{repository_secret: INFRA_KEY, repository: web}]
        used_by: [web/ci]
    """

  private static let examples = [
    AuditExample(
      "a push for which a deploy key is enough", against: policy,
      """
      on: push
      permissions: {contents: read}
      jobs:
        bump:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with: {repository: acme/infra, token: "${{ secrets.BOT_PAT }}"}
            - run: git push
      """, finds: [8]),
    AuditExample(
      "the deploy key", against: policy,
      """
      on: push
      permissions: {contents: read}
      jobs:
        bump:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v7
              with: {repository: acme/infra, ssh-key: "${{ secrets.INFRA_KEY }}"}
            - run: git push
      """),
  ]
}
