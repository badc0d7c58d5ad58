import OrganizationModel

extension Fact {
  /// What a person does by a runbook.
  package enum Task: String, Sendable, CaseIterable, Hashable {
    case create, mint, store, verify, rotate, revoke
  }

  /// The facts that the steps of a runbook rest on, in the order of their ids.
  package static func behind(_ task: Task) -> [Fact] {
    (idsBehind[task] ?? []).sorted().compactMap { byID[$0] }
  }

  private static let idsBehind: [Task: [String]] = [
    .create: [
      "accounts-without-two-factor-lose-their-membership", "members-take-a-seat",
      "one-free-machine-account-for-each-person",
    ],
    .mint: [
      "classic-form-takes-its-scopes-from-the-address", "classic-pats-are-authorized-for-sso-by-hand",
      "fine-grained-form-takes-its-fields-from-the-address", "packages-scopes-reach-the-whole-account",
    ],
    .store: [
      "dependabot-runs-get-actions-secrets", "secret-values-are-never-shown-again", "writers-read-secrets",
    ],
    .verify: ["a-login-to-the-registry-proves-access", "installation-tokens-are-stateless"],
    .rotate: [
      "classic-pats-are-authorized-for-sso-by-hand", "queued-runs-keep-the-secrets-of-their-queueing",
      "secret-values-are-never-shown-again",
    ],
    .revoke: [
      "deploy-keys-expire", "leaked-tokens-in-public-places-are-revoked", "revoked-tokens-come-back",
      "tokens-are-revoked-by-whoever-holds-them", "unused-tokens-are-revoked-after-a-year",
      "writers-read-secrets",
    ],
  ]

  private static let cloud: Set<Platform.Product> = [.githubCom, .gheCom]
  private static let revocation = Source.docs(
    "Token expiration and revocation",
    "authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation")

  /// What only runbooks rest on: no decision hangs on these.
  static let runbookFacts: [Fact] = [
    timeless(
      "a-login-to-the-registry-proves-access", holds: false,
      "A successful `docker login` proves that the token may read the package.",
      otherwise:
        "A successful `docker login` proves only that the token exists; pull and push show what it may do.",
      ["C-08"], [.issue("jikig-ai/soleur", 6073)], .reported),
    dated(
      "installation-tokens-are-stateless", [Period(true, from: "2026-04-24", products: [.githubCom])],
      "Since 2026-04-24 installation tokens, `GITHUB_TOKEN` among them, may be about 520 characters long, with dots, dashes and underscores after `ghs_`.",
      otherwise: "Installation tokens are 40 characters: `ghs_` and 36 letters and digits.",
      ["T-14", "X-05"],
      [.changelog("2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens")]),
    timeless(
      "queued-runs-keep-the-secrets-of-their-queueing", holds: true,
      "Organization and repository secrets are read when a run is queued, environment secrets when its job starts.",
      otherwise: "Secrets are read when they are used.", ["S-04"], [.secretsReference]),
    timeless(
      "secret-values-are-never-shown-again", holds: true,
      "GitHub never gives a stored secret's value back, only its name and dates.",
      otherwise: "A stored secret's value can be read back.", ["S-22"], [.secretsReference]),
    timeless(
      "revoked-tokens-come-back", holds: false,
      "A revoked or expired token can be restored.",
      otherwise: "A revoked or expired token can never be restored.", ["P-27"], [revocation]),
    dated(
      "tokens-are-revoked-by-whoever-holds-them", [Period(true, products: [.githubCom])],
      "Whoever holds a leaked PAT or OAuth token revokes it with `POST /credentials/revoke`, without logging in.",
      otherwise: "A leaked token is revoked by its owner, or by an owner of the organization.",
      ["X-12", "E-06"],
      [revocation, .restAPI]),
    dated(
      "unused-tokens-are-revoked-after-a-year", [Period(true, products: [.githubCom])],
      "A PAT that nobody uses for a year is revoked.",
      otherwise: "Unused tokens live on.", ["P-26", "X-11", "E-06"], [revocation]),
    dated(
      "leaked-tokens-in-public-places-are-revoked", [Period(true, products: [.githubCom])],
      "A valid token that is pushed to a public repository or gist is revoked at once; one in a private place is not.",
      otherwise: "Leaked tokens are not revoked by themselves.", ["X-10", "E-06"], [revocation]),
    timeless(
      "accounts-without-two-factor-lose-their-membership", holds: true,
      "Where an organization requires two-factor authentication, an account without it is removed from the organization.",
      otherwise: "Accounts without two-factor authentication stay members.", ["M-09", "M-10"],
      [
        .docs(
          "Managing bots and service accounts with two-factor authentication",
          "organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/managing-bots-and-service-accounts-with-two-factor-authentication"
        )
      ]),
    timeless(
      "classic-form-takes-its-scopes-from-the-address", holds: true,
      "The form for classic PATs ticks the scopes that its address names, and `repo` only where it is among them.",
      otherwise: "The form for classic PATs ticks `repo` with `write:packages`.", ["C-11", "C-12", "U-01"],
      [.containerRegistry], .contested),
    dated(
      "fine-grained-form-takes-its-fields-from-the-address",
      [Period(true, from: "2025-08-26", products: cloud)],
      "The form for fine-grained PATs takes name, owner, lifetime and permissions from its address, but no repositories.",
      otherwise: "The form for fine-grained PATs is filled in by hand.", ["T-11", "U-02", "U-03"],
      [.changelog("2025-08-26-template-urls-for-fine-grained-pats-and-updated-permissions-ui"), .patPage],
      .contested),
  ]
}
