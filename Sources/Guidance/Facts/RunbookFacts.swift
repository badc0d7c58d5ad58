import OrganizationModel

extension Fact {
  /// What a person does by a runbook.
  package enum Task: String, Sendable, CaseIterable, Hashable {
    case create, mint, store, verify, rotate, revoke, migrate, repair
    case offBoard = "off-board"
  }

  /// The facts that the steps of a runbook rest on, in the order of their ids.
  ///
  /// - Parameter kinds: of the credentials that the runbook is about; nil where it is about any.
  package static func behind(_ task: Task, _ kinds: Set<CredentialKind>? = nil) -> [Fact] {
    (idsBehind[task] ?? []).filter { matters($0, for: kinds) }.sorted().compactMap { byID[$0] }
  }

  private static func matters(_ id: String, for kinds: Set<CredentialKind>?) -> Bool {
    guard let kinds, let own = kindsOf[id] else { return true }
    return !own.isDisjoint(with: kinds)
  }

  private static let idsBehind: [Task: [String]] = [
    .create: [
      "members-take-a-seat", "members-without-two-factor-keep-their-membership",
      "one-free-machine-account-for-each-person",
    ],
    .mint: [
      "apps-are-registered-from-a-manifest", "classic-form-takes-its-scopes-from-the-address",
      "classic-pats-are-authorized-for-sso-by-hand", "deploy-keys-expire",
      "deploy-keys-outlive-whoever-added-them", "fine-grained-form-takes-its-fields-from-the-address",
      "keys-of-apps-expire", "lifetime-policies-block-tokens", "packages-scopes-reach-the-whole-account",
      "personal-credentials-reach-everything",
    ],
    .store: [
      "dependabot-runs-get-actions-secrets", "secret-values-are-never-shown-again", "writers-read-secrets",
    ],
    .verify: [
      "a-login-to-the-registry-proves-access", "classic-pats-have-a-scope-that-only-reads-code",
      "environment-rules-judge-the-executing-ref", "fine-grained-pats-serve-outside-collaborators",
      "installation-tokens-are-stateless",
      "personal-credentials-reach-everything", "ssh-keys-call-the-api",
    ],
    .rotate: [
      "classic-pats-are-authorized-for-sso-by-hand", "queued-runs-keep-the-secrets-of-their-queueing",
      "secret-values-are-never-shown-again",
    ],
    .revoke: [
      "deploy-keys-expire", "keys-of-apps-expire", "leaked-tokens-in-public-places-are-revoked",
      "revoked-tokens-come-back", "tokens-are-revoked-by-whoever-holds-them",
      "unused-tokens-are-revoked-after-a-year", "writers-read-secrets",
    ],
    .migrate: [
      "container-registry-accepts-job-tokens", "jobs-narrow-their-token",
      "queued-runs-keep-the-secrets-of-their-queueing", "secret-values-are-never-shown-again",
      "writers-read-secrets",
    ],
    .repair: [
      "container-packages-have-grants", "jobs-narrow-their-token", "package-access-has-an-api",
      "source-label-links-new-packages", "unlinked-packages-take-job-tokens",
    ],
    .offBoard: [
      "apps-outlive-their-people", "deploy-keys-outlive-whoever-added-them",
      "personal-credentials-die-with-access", "schedules-end-with-a-membership", "writers-read-secrets",
    ],
  ]

  private static let classic: Set<CredentialKind> = [.classicPAT, .personalPAT]
  private static let tokens: Set<CredentialKind> = classic.union([.fineGrainedPAT])
  /// Of the facts that matter for some kinds of credential only: for which.
  private static let kindsOf: [String: Set<CredentialKind>] = [
    "a-login-to-the-registry-proves-access": classic,
    "apps-are-registered-from-a-manifest": [.githubApp],
    "classic-form-takes-its-scopes-from-the-address": classic,
    "classic-pats-are-authorized-for-sso-by-hand": classic,
    "classic-pats-have-a-scope-that-only-reads-code": classic,
    "deploy-keys-expire": [.deployKey], "deploy-keys-outlive-whoever-added-them": [.deployKey],
    "fine-grained-form-takes-its-fields-from-the-address": [.fineGrainedPAT],
    "fine-grained-pats-serve-outside-collaborators": [.fineGrainedPAT],
    "installation-tokens-are-stateless": [.githubApp], "keys-of-apps-expire": [.githubApp],
    "leaked-tokens-in-public-places-are-revoked": tokens,
    "lifetime-policies-block-tokens": [.classicPAT, .fineGrainedPAT],
    "packages-scopes-reach-the-whole-account": classic,
    "personal-credentials-reach-everything": [.personalPAT, .personalSSHKey],
    "revoked-tokens-come-back": tokens, "ssh-keys-call-the-api": [.deployKey, .personalSSHKey],
    "tokens-are-revoked-by-whoever-holds-them": tokens, "unused-tokens-are-revoked-after-a-year": tokens,
  ]

  private static let cloud: Set<Platform.Product> = [.githubCom, .gheCom]
  private static let revocation = Source.docs(
    "Token expiration and revocation",
    "authentication/keeping-your-account-and-data-secure/token-expiration-and-revocation")

  /// What only runbooks rest on: no decision hangs on these.
  static let runbookFacts: [Fact] = [
    timeless(
      "lifetime-policies-block-tokens", holds: true,
      "An organization can limit how long the PATs of its members live: GitHub refuses a longer one there, and does not revoke it. A fine-grained PAT is held to 366 days where nobody set another limit, a classic one to none. What holds for tokens of outside collaborators, the documentation does not say.",
      otherwise: "An organization cannot limit how long the PATs of its members live.", ["P-22", "P-43"],
      [
        .docs(
          "Setting a personal access token policy for your organization",
          "organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization"
        )
      ], checked: .known("2026-11-30")),
    timeless(
      "a-login-to-the-registry-proves-access", holds: false,
      "A successful `docker login` proves that the token may read the package.",
      otherwise:
        "A successful `docker login` proves only that the token exists; pull and push show what it may do.",
      ["C-08"], [.issue("jikig-ai/soleur", 6073)], checked: .known("2026-11-29"), .reported),
    dated(
      "installation-tokens-are-stateless", [Period(true, from: .known("2026-04-24"), products: cloud)],
      "Since 2026-04-24, installation access tokens, `GITHUB_TOKEN` among them, can be about 520 characters long, with dots, dashes and underscores after `ghs_`. Since 2026-10-02 all are. On github.com and GHE.com, not on GHES.",
      otherwise: "Installation tokens are 40 characters: `ghs_` and 36 letters and digits.",
      ["T-14", "X-05"],
      [
        .changelog("2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens"),
        .changelog("2026-10-02-stateless-github-app-installation-tokens-rolled-out"),
      ],
      checked: .known("2026-11-22")),
    timeless(
      "queued-runs-keep-the-secrets-of-their-queueing", holds: true,
      "Organization and repository secrets are read when a run is queued, environment secrets when its job starts.",
      otherwise: "Secrets are read when they are used.", ["S-04"], [.secretsReference],
      checked: .known("2026-11-22")),
    timeless(
      "secret-values-are-never-shown-again", holds: true,
      "GitHub never gives a stored secret's value back, only its name and dates.",
      otherwise: "A stored secret's value can be read back.", ["S-22"], [.secretsReference],
      checked: .known("2026-11-22")),
    timeless(
      "revoked-tokens-come-back", holds: false,
      "A revoked or expired token can be restored.",
      otherwise: "A revoked or expired token can never be restored.", ["P-27"], [revocation],
      checked: .known("2026-11-22")),
    dated(
      "tokens-are-revoked-by-whoever-holds-them", [Period(true, products: [.githubCom])],
      "Whoever holds a leaked PAT or OAuth token revokes it with `POST /credentials/revoke`, without logging in.",
      otherwise: "A leaked token is revoked by its owner, or by an owner of the organization.",
      ["X-12", "E-06"],
      [revocation, .restAPI], checked: .known("2026-11-22")),
    dated(
      "unused-tokens-are-revoked-after-a-year", [Period(true, products: [.githubCom])],
      "A PAT that nobody uses for a year is revoked.",
      otherwise: "Unused tokens live on.", ["P-26", "X-11", "E-06"], [revocation],
      checked: .known("2026-11-22")),
    dated(
      "leaked-tokens-in-public-places-are-revoked", [Period(true, products: [.githubCom])],
      "A valid token that is pushed to a public repository or gist is revoked at once; one in a private place is not.",
      otherwise: "Leaked tokens are not revoked by themselves.", ["X-10", "E-06"], [revocation],
      checked: .known("2026-11-22")),
    dated(
      "members-without-two-factor-keep-their-membership",
      [
        Period(true, from: .known("2024-11-08"), products: cloud),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 17)),
      ],
      "Where an organization requires two-factor authentication, a member without it keeps the membership and the seat, but can't use the organization's resources until it is on. An outside collaborator without it is removed.",
      otherwise:
        "Where an organization requires two-factor authentication, members and outside collaborators without it are removed.",
      ["M-09", "M-10"],
      [
        .docs(
          "Requiring two-factor authentication in your organization",
          "organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/requiring-two-factor-authentication-in-your-organization"
        ),
        .docs(
          "Preparing to require two-factor authentication in your organization",
          "organizations/keeping-your-organization-secure/managing-two-factor-authentication-for-your-organization/preparing-to-require-two-factor-authentication-in-your-organization"
        ),
      ], checked: .known("2026-11-30")),
    timeless(
      "classic-form-takes-its-scopes-from-the-address", holds: true,
      "The form for classic PATs ticks the scopes that its address names, and `repo` only where it is among them.",
      otherwise: "The form for classic PATs ticks `repo` with `write:packages`.", ["C-11", "C-12", "U-01"],
      [.containerRegistry], checked: .known("2026-11-22"), .contested),
    dated(
      "fine-grained-form-takes-its-fields-from-the-address",
      [Period(true, from: .known("2025-08-26"), products: cloud)],
      "The form for fine-grained PATs takes name, owner, lifetime and permissions from its address, but no repositories.",
      otherwise: "The form for fine-grained PATs is filled in by hand.", ["T-11", "U-02", "U-03"],
      [.changelog("2025-08-26-template-urls-for-fine-grained-pats-and-updated-permissions-ui"), .patPage],
      checked: .known("2026-11-22"),
      .contested),
    timeless(
      "package-access-has-an-api", holds: false,
      "The API shows and changes who has access to a package.",
      otherwise:
        "No API shows or changes who has access to a package, people, teams or repositories: it is done in the browser.",
      ["C-18", "C-53"], [.packageAccess, .restAPI], checked: .known("2026-11-22")),
    timeless(
      "source-label-links-new-packages", holds: true,
      "An image whose label `org.opencontainers.image.source` names a repository is linked to it when the push makes the package.",
      otherwise: "An image is linked to a repository in the browser only.", ["C-19"],
      [.packageAccess, .containerRegistry], checked: .known("2026-11-22")),
    timeless(
      "deploy-keys-outlive-whoever-added-them", holds: true,
      "A deploy key works on after whoever added it left; one that a PAT or an OAuth app's token added is deleted with that token.",
      otherwise: "A deploy key dies with the membership of whoever added it.", ["K-05", "P-12"],
      [.deployKeys, .patPage], checked: .known("2026-11-22")),
    timeless(
      "apps-outlive-their-people", holds: true,
      "A GitHub App works on after whoever registered or installed it left, and so does every copy of its private key.",
      otherwise: "A GitHub App stops when whoever installed it leaves.", ["A-02", "A-07"],
      [
        .docs(
          "About creating GitHub Apps",
          "apps/creating-github-apps/about-creating-github-apps/about-creating-github-apps")
      ], checked: .known("2026-11-22")),
    timeless(
      "schedules-end-with-a-membership", holds: false,
      "A scheduled workflow stops when whoever last changed its schedule leaves the organization.",
      otherwise:
        "A scheduled workflow runs on when whoever last changed its schedule leaves the organization; it stops when that account is suspended or deleted.",
      ["M-14"],
      [
        .docs(
          "Events that trigger workflows",
          "actions/reference/workflows-and-actions/events-that-trigger-workflows"),
        Source(
          title: "GitHub community discussion 148632",
          url: "https://github.com/orgs/community/discussions/148632"),
      ], checked: .known("2026-11-22"), .contested),
    timeless(
      "apps-are-registered-from-a-manifest", holds: true,
      "The form that registers a GitHub App takes its fields from its address, or from a manifest that is posted to it.",
      otherwise: "A GitHub App is registered by filling in the form by hand.", ["A-14"],
      [
        .docs(
          "Registering a GitHub App using URL parameters",
          "apps/sharing-github-apps/registering-a-github-app-using-url-parameters"),
        .docs(
          "Registering a GitHub App from a manifest",
          "apps/sharing-github-apps/registering-a-github-app-from-a-manifest"),
      ], checked: .known("2026-11-22")),
  ]
}
