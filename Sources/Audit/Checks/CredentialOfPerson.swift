import Guidance
import OrganizationModel
import SourceText
import Workflows

/// A workflow that runs on somebody's own credential.
enum CredentialOfPerson {
  static let check = AuditCheck(about, examples: examples) { (workflow: DescribedWorkflow) in
    workflow.secretUses.compactMap { finding($0, workflow) }
  }

  private static func finding(_ use: CredentialUse, _ workflow: DescribedWorkflow) -> Finding? {
    guard let secret = use.credential.secretName, !isException(use, workflow) else { return nil }
    for credential in workflow.credentials(secret, job: use.job) {
      guard let holder = credential.holder, let person = workflow.organization.people[holder] else {
        continue
      }
      let leaves = person.leavesOn.map { ", who leaves on \($0)" } ?? ""
      return about.finding(
        "`secrets.\(secret)` is \(credential.kind.record.secretPhrase) of `\(person.name)`\(leaves)",
        about: "\(use.job ?? "env") secrets.\(secret)", at: use.place,
        help:
          "use the decided credential. To see its replacement, run `tokenbook explain \(credential.name)`",
        related: [Diagnostic.RelatedPlace(message: "described here", range: credential.range)])
    }
    return nil
  }

  /// Whether an exception in force lets the access be done so.
  private static func isException(_ use: CredentialUse, _ workflow: DescribedWorkflow) -> Bool {
    workflow.shown.contains { access in
      guard access.need.credential == use.credential, let kind = access.decision?.credential?.kind else {
        return false
      }
      return kind.isPersonal
    }
  }

  private static let about = CheckDescription(
    "credential-of-person", title: "a workflow uses a person's own credential", severity: .high,
    confidence: .high,
    why:
      "Everyone who can write to the repository can read the credential, and act under the person's name in every repository that they can access. It stops working when the person leaves or loses a role.",
    how:
      "Reports each secret that a job uses if, according to the description, it contains a credential whose holder is listed under `people`.",
    fix: "Use the decided credential: `GITHUB_TOKEN`, a deploy key, a GitHub App or a machine user's PAT.",
    falseAlarms: "An active exception under `decisions` isn't reported.",
    sources: ["S-07", "M-14", "H-04"], needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    people: {cleo: {leaves_on: 2026-12-31}}
    repositories:
      web: {visibility: private, workflows: {ci: {needs: []}}}
    credentials:
      CR_PAT: {kind: classic_pat, holder: cleo, stored_in: [{organization_secret: CR_PAT, visibility: all}]}
    """

  private static let examples = [
    AuditExample(
      "a person's classic PAT", against: policy,
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./publish
              env:
                TOKEN: ${{ secrets.CR_PAT }}
      """, finds: [9]),
    AuditExample(
      "a repository secret of the same name takes precedence",
      against: policy + """

          web-key: {kind: unknown, stored_in: [{repository_secret: CR_PAT, repository: web}]}
        """,
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./publish
              env:
                TOKEN: ${{ secrets.CR_PAT }}
      """),
  ]
}
