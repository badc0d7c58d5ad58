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
      "An organization can limit how long the PATs of its members are valid. GitHub rejects a PAT with a longer lifetime there, but doesn't revoke it. The default limit is 366 days for fine-grained PATs. Classic PATs have no default limit. The docs don't say what applies to outside collaborators.",
      otherwise: "An organization can't limit how long the PATs of its members are valid.", ["P-22", "P-43"],
      [
        .docs(
          "Setting a personal access token policy for your organization",
          "organizations/managing-programmatic-access-to-your-organization/setting-a-personal-access-token-policy-for-your-organization"
        )
      ], checked: .known("2026-11-30")),
    timeless(
      "a-login-to-the-registry-proves-access", holds: false,
      "A successful `docker login` proves that the token can read the package.",
      otherwise:
        "A successful `docker login` proves only that the token exists. Only pull and push show what it can do.",
      ["C-08"], [.issue("jikig-ai/soleur", 6073)], checked: .known("2026-11-29"), .reported),
    dated(
      "installation-tokens-are-stateless", [Period(true, from: .known("2026-04-24"), products: cloud)],
      "Installation access tokens, including `GITHUB_TOKEN`, can be about 520 characters long (since 2026-04-24). They have dots, dashes and underscores after `ghs_`. Since 2026-10-02, all of them have this format on github.com and GHE.com, but not on GHES.",
      otherwise: "Installation access tokens are 40 characters long: `ghs_` and 36 letters and digits.",
      ["T-14", "X-05"],
      [
        .changelog("2026-04-24-notice-about-upcoming-new-format-for-github-app-installation-tokens"),
        .changelog("2026-10-02-stateless-github-app-installation-tokens-rolled-out"),
      ],
      checked: .known("2026-11-22")),
    timeless(
      "queued-runs-keep-the-secrets-of-their-queueing", holds: true,
      "A run reads organization and repository secrets when it is queued, and environment secrets when their job starts.",
      otherwise: "A run reads its secrets when it uses them.", ["S-04"], [.secretsReference],
      checked: .known("2026-11-22")),
    timeless(
      "secret-values-are-never-shown-again", holds: true,
      "GitHub never shows the value of a stored secret, only its name and dates.",
      otherwise: "You can read the value of a stored secret.", ["S-22"], [.secretsReference],
      checked: .known("2026-11-22")),
    timeless(
      "revoked-tokens-come-back", holds: false,
      "A revoked or expired token can be restored.",
      otherwise: "A revoked or expired token can't be restored.", ["P-27"], [revocation],
      checked: .known("2026-11-22")),
    dated(
      "tokens-are-revoked-by-whoever-holds-them", [Period(true, products: [.githubCom])],
      "Anyone who has a leaked PAT or OAuth token can revoke it with `POST /credentials/revoke`, without signing in.",
      otherwise: "Only a leaked token's holder or an owner of the organization can revoke it.",
      ["X-12", "E-06"],
      [revocation, .restAPI], checked: .known("2026-11-22")),
    dated(
      "unused-tokens-are-revoked-after-a-year", [Period(true, products: [.githubCom])],
      "GitHub revokes a PAT that nobody uses for a year.",
      otherwise: "Unused tokens keep working.", ["P-26", "X-11", "E-06"], [revocation],
      checked: .known("2026-11-22")),
    dated(
      "leaked-tokens-in-public-places-are-revoked", [Period(true, products: [.githubCom])],
      "GitHub immediately revokes a valid token that is pushed to a public repository or gist. It doesn't revoke a token in a private place.",
      otherwise: "GitHub doesn't revoke leaked tokens automatically.", ["X-10", "E-06"], [revocation],
      checked: .known("2026-11-22")),
    dated(
      "members-without-two-factor-keep-their-membership",
      [
        Period(true, from: .known("2024-11-08"), products: cloud),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 17)),
      ],
      "If an organization requires two-factor authentication, members without it keep their membership and their seat. They can't use the organization's resources until it is on. Outside collaborators without it are removed.",
      otherwise:
        "If an organization requires two-factor authentication, members and outside collaborators without it are removed.",
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
      "The form for classic PATs selects the scopes in its address. It selects `repo` only if the address names it.",
      otherwise: "The form for classic PATs selects `repo` together with `write:packages`.",
      ["C-11", "C-12", "U-01"],
      [.containerRegistry], checked: .known("2026-11-22"), .contested),
    dated(
      "fine-grained-form-takes-its-fields-from-the-address",
      [Period(true, from: .known("2025-08-26"), products: cloud)],
      "The form for fine-grained PATs gets name, owner, lifetime and permissions from its address, but no repositories.",
      otherwise: "You fill in the form for fine-grained PATs by hand.", ["T-11", "U-02", "U-03"],
      [.changelog("2025-08-26-template-urls-for-fine-grained-pats-and-updated-permissions-ui"), .patPage],
      checked: .known("2026-11-22"),
      .contested),
    timeless(
      "package-access-has-an-api", holds: false,
      "The API can show and change who has access to a package.",
      otherwise:
        "No API can show or change who has access to a package. You manage people, teams and repositories in the browser.",
      ["C-18", "C-53"], [.packageAccess, .restAPI], checked: .known("2026-11-22")),
    timeless(
      "source-label-links-new-packages", holds: true,
      "The label `org.opencontainers.image.source` of an image links a new package to a repository. This happens when the push creates the package.",
      otherwise: "You can link an image to a repository only in the browser.", ["C-19"],
      [.packageAccess, .containerRegistry], checked: .known("2026-11-22")),
    timeless(
      "deploy-keys-outlive-whoever-added-them", holds: true,
      "A deploy key keeps working after the person who added it leaves. If a PAT or an OAuth app's token added it, GitHub deletes the key with that token.",
      otherwise: "A deploy key stops working when the person who added it leaves.", ["K-05", "P-12"],
      [.deployKeys, .patPage], checked: .known("2026-11-22")),
    timeless(
      "apps-outlive-their-people", holds: true,
      "A GitHub App keeps working after the person who registered or installed it leaves. So does every copy of its private key.",
      otherwise: "A GitHub App stops working when the person who installed it leaves.", ["A-02", "A-07"],
      [
        .docs(
          "About creating GitHub Apps",
          "apps/creating-github-apps/about-creating-github-apps/about-creating-github-apps")
      ], checked: .known("2026-11-22")),
    timeless(
      "schedules-end-with-a-membership", holds: false,
      "A scheduled workflow stops when the person who last changed its schedule leaves the organization.",
      otherwise:
        "A scheduled workflow keeps running when the person who last changed its schedule leaves the organization. It stops when that account is suspended or deleted.",
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
      "The form that registers a GitHub App gets its fields from its address, or from a manifest posted to it.",
      otherwise: "You register a GitHub App by filling in the form by hand.", ["A-14"],
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
