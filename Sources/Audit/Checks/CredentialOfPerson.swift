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
          "use what was decided for the access; `tokenbook explain \(credential.name)` says what takes its place",
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
    "credential-of-person", title: "a workflow runs on a person's own credential", severity: .high,
    confidence: .high,
    why:
      "It can do what the person can, in every repository that they reach, under their name; everyone who can write to the repository can read it. It stops working on the day the person leaves or loses a role.",
    how:
      "Looks up each secret that a job uses in the description: those that hold a credential whose holder is one of `people`.",
    fix: "Use the decided credential: the job's own token, a deploy key, an App or a machine user's PAT.",
    falseAlarms: "An exception under `decisions` that is in force is not reported.",
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
      "somebody's classic PAT", against: policy,
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
      "a secret of the repository's own hides it",
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
