package import OrganizationModel

extension Fact {
  /// Every fact, in the order of the ids.
  package static let all: [Fact] = (deciding + permissionFacts + runbookFacts).sorted { $0.id < $1.id }

  /// Every fact that a rule rests on.
  package static let deciding: [Fact] =
    packageFacts + jobTokenFacts + runTokenFacts + gitFacts + refusalFacts + callFacts + tokenFacts
    + personFacts + brokerFacts

  package static let byID: [String: Fact] = Dictionary(
    all.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })

  /// One release of GHES for each stretch in which all facts are the same, oldest first.
  package static let versionSteps: [ServerVersion] = {
    let steps = Set(deciding.flatMap(\.periods).compactMap(\.sinceVersion)).sorted()
    guard let first = steps.first else { return [] }
    return [ServerVersion(first.major, first.minor - 1)] + steps
  }()

  /// A fact that holds, or does not, for ever and everywhere, as far as anybody knows.
  static func timeless(
    _ id: String, holds: Bool, _ statement: String, otherwise: String, _ references: [String],
    _ sources: [Source], checked: Day, _ confidence: Confidence = .documented, documented: Bool = true
  ) -> Fact {
    dated(
      id, [Period(holds)], statement, otherwise: otherwise, references, sources, checked: checked, confidence,
      documented: documented)
  }

  /// A fact with periods.
  static func dated(
    _ id: String, _ periods: [Period], _ statement: String, otherwise: String, _ references: [String],
    _ sources: [Source], checked: Day, _ confidence: Confidence = .documented, documented: Bool = true
  ) -> Fact {
    Fact(
      id: id, statement: statement, otherwise: otherwise, periods: periods, sources: sources,
      references: references, checked: checked, confidence: confidence, isDocumented: documented)
  }
}

extension Fact.Period {
  init(
    _ holds: Bool, from: Day? = nil, until: Day? = nil, products: Set<Platform.Product>? = nil,
    sinceVersion: ServerVersion? = nil
  ) {
    self.holds = holds
    self.from = from
    self.until = until
    self.products = products
    self.sinceVersion = sinceVersion
  }
}

extension Fact.Source {
  /// A page of GitHub's documentation.
  static func docs(_ title: String, _ path: String) -> Fact.Source {
    Fact.Source(title: "GitHub Docs: \(title)", url: "https://docs.github.com/en/\(path)")
  }

  static func changelog(_ slug: String) -> Fact.Source {
    Fact.Source(title: "GitHub changelog, \(slug.prefix(10))", url: "https://github.blog/changelog/\(slug)/")
  }

  static func issue(_ repository: String, _ number: Int) -> Fact.Source {
    Fact.Source(
      title: "\(repository)#\(number)", url: "https://github.com/\(repository)/issues/\(number)")
  }

  static func pull(_ repository: String, _ number: Int) -> Fact.Source {
    Fact.Source(title: "\(repository)#\(number)", url: "https://github.com/\(repository)/pull/\(number)")
  }

  static let packagePermissions = docs(
    "About permissions for GitHub Packages",
    "packages/learn-github-packages/about-permissions-for-github-packages")
  static let packageAccess = docs(
    "Configuring a package's access control and visibility",
    "packages/learn-github-packages/configuring-a-packages-access-control-and-visibility")
  static let packagePublishing = docs(
    "Publishing and installing a package with GitHub Actions",
    "packages/managing-github-packages-using-github-actions-workflows/publishing-and-installing-a-package-with-github-actions"
  )
  static let containerRegistry = docs(
    "Working with the Container registry",
    "packages/working-with-a-github-packages-registry/working-with-the-container-registry")
  static let patPage = docs(
    "Managing your personal access tokens",
    "authentication/keeping-your-account-and-data-secure/managing-your-personal-access-tokens")
  static let oauthScopes = docs(
    "Scopes for OAuth apps", "apps/oauth-apps/building-oauth-apps/scopes-for-oauth-apps")
  static let jobToken = docs("GITHUB_TOKEN", "actions/concepts/security/github_token")
  static let compromisedRunners = docs(
    "Compromised runners", "actions/concepts/security/compromised-runners")
  static let environments = docs(
    "Deployments and environments", "actions/reference/workflows-and-actions/deployments-and-environments")
  static let secureUse = docs("Secure use reference", "actions/reference/security/secure-use")
  static let secretsReference = docs("Secrets reference", "actions/reference/security/secrets")
  static let deployKeys = docs(
    "Managing deploy keys", "authentication/connecting-to-github-with-ssh/managing-deploy-keys")
  static let dependabotActions = docs(
    "Troubleshooting Dependabot on GitHub Actions",
    "code-security/dependabot/troubleshooting-dependabot/troubleshooting-dependabot-on-github-actions")
  static let automaticDependabotAccess = docs(
    "Automatic Dependabot access to GitHub-hosted registries",
    "code-security/concepts/supply-chain-security/automatic-dependabot-access-to-github-registries")
  static let dependabotRegistries = docs(
    "Configuring access to private registries for Dependabot",
    "code-security/how-tos/secure-your-supply-chain/manage-your-dependency-security/configure-access-to-private-registries"
  )
  static let codespaceRegistries = docs(
    "Allowing your codespace to access a private registry",
    "codespaces/reference/allowing-your-codespace-to-access-a-private-registry")
  static let codespaceRepositories = docs(
    "Managing access to other repositories within your codespace",
    "codespaces/managing-your-codespaces/managing-repository-access-for-your-codespaces")
  static let dataResidency = docs(
    "Feature overview for GitHub Enterprise Cloud with data residency",
    "admin/data-residency/feature-overview-for-github-enterprise-cloud-with-data-residency")
  static let managedUsers = docs(
    "Abilities and restrictions of managed user accounts",
    "admin/managing-iam/understanding-iam-for-enterprises/abilities-and-restrictions-of-managed-user-accounts"
  )
  static let samlTokens = docs(
    "Authorizing a personal access token for use with single sign-on",
    "authentication/authenticating-with-single-sign-on/authorizing-a-personal-access-token-for-use-with-single-sign-on"
  )
  static let restAPI = docs("REST API", "rest")
  static let privateMode = docs(
    "Enabling private mode",
    "enterprise-server@latest/admin/configuring-settings/hardening-security-for-your-enterprise/enabling-private-mode"
  )
}
