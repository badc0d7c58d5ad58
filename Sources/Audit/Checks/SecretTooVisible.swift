import Guidance
import OrganizationModel
import SourceText
import Workflows

/// An organization secret that repositories see whose files do not use it.
enum SecretTooVisible {
  static let check = AuditCheck(about, examples: examples) { (organization: AuditedOrganization) in
    organization.description.decisions.existing.flatMap { review in
      (review.credential.storedIn ?? []).compactMap { finding(review, $0, organization) }
    }
  }

  private static func finding(
    _ review: ExistingCredentialReview, _ place: SecretPlace, _ organization: AuditedOrganization
  ) -> Finding? {
    let credential = review.credential
    guard case .organization(let secret, let visibility, .actions) = place,
      let seers = organization.seers(visibility)
    else { return nil }
    let users = seers.filter { $0.uses(secret.uppercased()) }.map(\.repository.name.text)
    let idle = seers.map(\.repository.name.text).filter { !users.contains($0) }
    guard !users.isEmpty, !idle.isEmpty else { return nil }
    let named = idle.prefix(5).map { "`\($0)`" }.joined(separator: ", ")
    return about.finding(
      "\(seers.count) repositories can read `secrets.\(secret)`, but only \(users.count) \(users.count == 1 ? "uses" : "use") it, not \(named)\(idle.count > 5 ? " and \(idle.count - 5) more" : "")",
      about: "\(credential.name) secrets.\(secret)", at: credential.range,
      help: review.verdict == .findOut
        ? "find out who uses it before you limit its access. For the open questions, run `tokenbook explain \(credential.name)`"
        : "limit it to the repositories that use it: `gh secret set \(secret) --org \(organization.description.organization.name) --repos \(users.joined(separator: ","))`"
    )
  }

  private static let about = CheckDescription(
    "secret-too-visible", title: "too many repositories can read an organization secret", severity: .low,
    confidence: .medium,
    why: "Everyone who can write to one of these repositories can read the secret.",
    how:
      "Reports an organization secret if the workflows of some repositories that can read it don't contain its name. Reports nothing if one of these repositories wasn't audited.",
    fix: "Limit the secret to selected repositories that use it, or store it in those repositories.",
    falseAlarms: "A workflow on another branch uses it.", sources: ["S-07"], needsDescription: true)

  private static func policy(_ visibility: String) -> String {
    """
    tokenbook: 1
    organization: acme
    platform: {plan: team}
    repositories:
      docs: {visibility: private, workflows: {build: {path: .github/workflows/build.yml}}}
      web: {visibility: private, workflows: {ci: {needs: []}}}
    credentials:
      BOT: {kind: unknown, stored_in: [{organization_secret: BOT_TOKEN, visibility: \(visibility)}]}
    """
  }

  private static let user = """
    on: push
    permissions: {}
    jobs:
      build:
        runs-on: ubuntu-latest
        steps:
          - run: make
            env: {TOKEN: "${{ secrets.BOT_TOKEN }}"}
    """

  private static let other = [
    "docs/build": """
    on: push
    permissions: {}
    jobs:
      build: {runs-on: ubuntu-latest, steps: [{run: make}]}
    """
  ]

  private static let examples = [
    AuditExample(
      "two repositories can read it, one uses it", against: policy("all"), user, inDescription: [8],
      beside: other),
    AuditExample(
      "only repositories that use it can read it", against: policy("selected, repositories: [web]"), user,
      beside: other),
  ]
}
