import Guidance
import OrganizationModel
import SourceText
import Workflows

/// A stored secret that no file uses.
enum SecretUnused {
  static let check = AuditCheck(about, examples: examples) { (organization: AuditedOrganization) in
    organization.description.decisions.existing.flatMap { review in
      (review.credential.storedIn ?? []).compactMap { place in
        help(place, review).flatMap { help in
          unused(place, organization).map { finding(review.credential, place, $0, help: help) }
        }
      }
    }
  }

  private static func finding(
    _ credential: ExistingCredential, _ place: SecretPlace, _ words: String, help: String
  ) -> Finding {
    about.finding(
      "\(words) uses `secrets.\(place.secretName ?? "")` of the credential `\(credential.name)`",
      about: "\(credential.name) \(words)", at: credential.range, help: help)
  }

  /// What to do about it; nil of what the plan keeps there, and of what waits for a decision.
  private static func help(_ place: SecretPlace, _ review: ExistingCredentialReview) -> String? {
    let explain = "`tokenbook explain \(review.credential.name)` says what becomes of it"
    switch review.verdict {
    case .keep, .move: return review.removes(place) ? "delete the copy; \(explain)" : nil
    case .wait: return nil
    case .findOut: return "find out what it is for before anything is removed; \(explain)"
    case .replace: return "take what doesn't use it out of its `used_by`; \(explain)"
    case .revoke: return "delete the copy; where it was the last one, revoke the credential"
    }
  }

  /// Who could use a copy and does not, in words; nil where somebody does or may, and where not all of them were looked at.
  private static func unused(_ place: SecretPlace, _ organization: AuditedOrganization) -> String? {
    switch place {
    case .repository(let secret, let name, .actions):
      guard let checkout = organization.whole(name), !checkout.uses(secret.uppercased()) else { return nil }
      return "no workflow of `\(name)`"
    case .environment(let secret, let name, let environment):
      guard let checkout = organization.whole(name), !checkout.uses(secret.uppercased(), in: environment)
      else {
        return nil
      }
      return "no job of `\(name)` in the environment `\(environment)`"
    case .organization(let secret, let visibility, .actions):
      guard let seers = organization.seers(visibility),
        !seers.contains(where: { $0.uses(secret.uppercased()) })
      else {
        return nil
      }
      return "no workflow of the \(seers.count) repositories that see it"
    // What Dependabot itself and codespaces take is not in workflows.
    case .repository(_, _, .dependabot), .repository(_, _, .codespaces), .repository(_, _, .agents),
      .organization(_, _, .dependabot), .organization(_, _, .codespaces), .organization(_, _, .agents),
      .outside:
      return nil
    }
  }

  private static let about = CheckDescription(
    "secret-unused", title: "a stored secret that no workflow uses", severity: .low, confidence: .medium,
    why: "What nothing uses still works for whoever reads it, and is rotated for nothing.",
    how:
      "Looks for the name in every workflow of the repositories that see the secret. It says nothing where one of them was not looked at, hands all its secrets on, or works the name out; nor of a credential that is what is planned, or that a person said is needed.",
    fix:
      "Find out what the credential is for. Where the description says that nothing uses it, delete the copy, and revoke the credential where that was the last.",
    falseAlarms: "A workflow on another branch uses it; or a called workflow of another organization.",
    sources: ["S-07"], needsDescription: true)

  private static let policy = """
    tokenbook: 1
    organization: acme
    repositories:
      web: {visibility: private, workflows: {ci: {needs: []}}}
    credentials:
      OLD: {kind: classic_pat, used_by: [], stored_in: [{repository_secret: OLD_TOKEN, repository: web}]}
    """

  private static let kept = """
    tokenbook: 1
    organization: acme
    policy: {deploy_keys: allowed}
    repositories:
      parts: {visibility: private}
      web: {visibility: private, workflows: {ci: {dependabot: false, needs: [clone repository parts]}}}
    credentials:
      PARTS: {kind: deploy_key, repository: parts, read_only: true, stored_in: [{repository_secret: PARTS, repository: web}], used_by: [web/ci]}
    """

  private static let examples = [
    AuditExample(
      "a name that no file has", against: policy,
      """
      on: push
      permissions: {}
      jobs:
        build: {runs-on: ubuntu-latest, steps: [{run: make}]}
      """, inDescription: [6]),
    AuditExample(
      "a workflow that hands all on", against: policy,
      """
      on: push
      permissions: {}
      jobs:
        build: {uses: acme/shared/.github/workflows/build.yml@v1, secrets: inherit}
      """),
    AuditExample(
      "a credential that is what is planned", against: kept,
      """
      on: push
      permissions: {contents: read}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/checkout@v5
              with: {repository: acme/parts}
      """),
  ]
}
