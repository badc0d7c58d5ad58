package import OrganizationModel

/// A number of GitHub's that what is planned is held to.
package struct Limit: Sendable {
  /// What is counted.
  package enum Thing: String, Sendable, CaseIterable, Hashable {
    case repositorySecrets = "secrets-of-repository"
    case environmentSecrets = "secrets-of-environment"
    case organizationSecrets = "secrets-of-organization"
    /// Organization secrets that one repository's workflows see, the first by name.
    case visibleSecrets = "organization-secrets-of-workflow"
    case fineGrainedPATs = "fine-grained-pats-of-account"
    case appKeys = "keys-of-app"
  }

  package var thing: Thing
  package var most: Int
  package var source: Fact.Source
  /// The ids of the research notes that it rests on.
  package var references: [String]
  package var checked: Day

  /// Every limit, in the order of `Thing`.
  package static let all: [Limit] = [
    Limit(
      thing: .repositorySecrets, most: 100, source: .secretsReference, references: ["S-01"],
      checked: .known("2026-11-30")),
    Limit(
      thing: .environmentSecrets, most: 100, source: .secretsReference, references: ["S-01"],
      checked: .known("2026-11-30")),
    Limit(
      thing: .organizationSecrets, most: 1000, source: .secretsReference, references: ["S-01"],
      checked: .known("2026-11-30")),
    Limit(
      thing: .visibleSecrets, most: 100, source: .secretsReference, references: ["S-02"],
      checked: .known("2026-11-30")),
    Limit(
      thing: .fineGrainedPATs, most: 50, source: .patPage, references: ["P-05"],
      checked: .known("2026-11-30")),
    Limit(
      thing: .appKeys, most: 25,
      source: .docs(
        "Managing private keys for GitHub Apps",
        "apps/creating-github-apps/authenticating-with-a-github-app/managing-private-keys-for-github-apps"),
      references: ["A-01"], checked: .known("2026-11-30")),
  ]

  static func most(_ thing: Thing) -> Int {
    all.first { $0.thing == thing }?.most ?? .max
  }
}
