import OrganizationModel

extension Fact {
  /// What Git itself takes.
  static let gitFacts: [Fact] = [
    timeless(
      "public-repositories-need-no-credential", holds: true,
      "You can clone a public repository without a credential.",
      otherwise: "Cloning a public repository requires a credential.", ["P-03"], [.patPage],
      checked: .known("2026-11-22")),
    timeless(
      "visitors-read-what-is-public-by-the-api", holds: true,
      "You can read files, releases and attestations of public repositories through the REST API without signing in. The limit is 60 requests an hour from one address.",
      otherwise: "The REST API requires a credential for everything.", [],
      [
        .docs("REST API endpoints for repository contents", "rest/repos/contents"),
        .docs("Rate limits for the REST API", "rest/using-the-rest-api/rate-limits-for-the-rest-api"),
        .docs("REST API endpoints for artifact attestations", "rest/orgs/attestations"),
      ], checked: .known("2026-11-30")),
    dated(
      "visitors-are-served", [Period(true, products: [.githubCom, .ghes])],
      "You can read public resources without signing in. On GHES this works only if private mode is off.",
      otherwise: "GHE.com has no public resources, and requires a credential for everything.", ["E-12"],
      [.dataResidency, .privateMode], checked: .known("2026-11-30")),
    dated(
      "private-mode-asks-everyone-to-sign-in", [Period(true, products: [.ghes])],
      "In private mode, GHES requires everyone to sign in, even to clone. For public repositories, site administrators can turn on \"anonymous Git read access\", which is a separate setting.",
      otherwise: "This product doesn't have a private mode.", [], [.privateMode],
      checked: .known("2026-11-30")),
    timeless(
      "ssh-keys-call-the-api", holds: false,
      "Deploy keys and SSH keys can call the REST and GraphQL APIs.",
      otherwise: "Deploy keys and SSH keys can't call an API. They can only clone, fetch and push.",
      ["K-02"], [.compromisedRunners, .deployKeys], checked: .known("2026-11-22")),
    timeless(
      "deploy-key-pushes-start-workflows", holds: true,
      "A push with a deploy key starts `on: push` workflows.",
      otherwise: "A push with a deploy key doesn't start workflows.", ["K-10"],
      [
        Source(
          title: "peter-evans/create-pull-request, concepts and guidelines",
          url: "https://github.com/peter-evans/create-pull-request/blob/main/docs/concepts-guidelines.md"),
        .issue("denoland/denokv", 163),
      ], checked: .known("2026-11-30"), .reported),
    timeless(
      "deploy-keys-change-workflow-files", holds: false,
      "A deploy key with write access can change files under `.github/workflows`.",
      otherwise: "It isn't documented whether a deploy key can change files under `.github/workflows`.",
      ["O-06"], [.deployKeys], checked: .known("2026-11-22"), .assumed, documented: false),
    dated(
      "deploy-keys-can-be-forbidden",
      [
        Period(true, from: .known("2024-10-23"), products: [.githubCom, .gheCom]),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 16)),
      ],
      "Organizations and enterprises can forbid deploy keys (since 2024-10-23, on GHES since 3.16). In organizations created since then, deploy keys are off until an owner allows them.",
      otherwise: "Organizations can't forbid deploy keys yet.", ["K-06"],
      [
        .docs(
          "Restricting deploy keys in your organization",
          "organizations/managing-organization-settings/restricting-deploy-keys-in-your-organization"),
        .changelog(
          "2024-10-23-repository-deploy-keys-are-controlled-by-enterprise-and-organization-policy-ga"),
      ], checked: .known("2026-11-30")),
    timeless(
      "deploy-keys-expire", holds: false,
      "Deploy keys expire.",
      otherwise:
        "A deploy key never expires. GitHub deletes it when the PAT that added it through the API is revoked.",
      ["K-04", "K-05"], [.deployKeys], checked: .known("2026-11-22")),
    timeless(
      "keys-of-apps-expire", holds: false,
      "An App private key expires.",
      otherwise:
        "An App private key never expires. It can create tokens with every permission of every installation.",
      ["A-01", "A-07"], [.restAPI], checked: .known("2026-11-29")),
  ]

  /// What GitHub refuses a kind of token whatever permissions it has.
  static let refusalFacts: [Fact] = [
    timeless(
      "apps-do-what-asks-for-a-user", holds: false,
      "An installation access token works where GitHub requires a user's token.",
      otherwise:
        "Some endpoints accept only the token of a person or a machine user. Examples are assigning Copilot to an issue, gists, and endpoints under `/user`. They refuse App tokens, such as `GITHUB_TOKEN`.",
      [],
      [
        .docs(
          "Starting Copilot sessions",
          "copilot/how-tos/use-copilot-agents/coding-agent/create-a-pr"),
        .docs(
          "Endpoints available for GitHub App installation access tokens",
          "rest/authentication/endpoints-available-for-github-app-installation-access-tokens"),
        .issue("github/gh-aw", 19765),
      ], checked: .known("2026-11-30")),
    timeless(
      "fine-grained-pats-do-everything", holds: false,
      "A fine-grained PAT can be given a permission for every endpoint.",
      otherwise: "A fine-grained PAT has no permission for some endpoints, such as check runs.",
      ["P-07"],
      [
        .patPage, .docs("REST API endpoints for check runs", "rest/checks/runs"),
        .docs(
          "Endpoints available for fine-grained personal access tokens",
          "rest/authentication/endpoints-available-for-fine-grained-personal-access-tokens"),
      ], checked: .known("2026-11-30")),
    timeless(
      "classic-pats-do-everything", holds: false, "A classic PAT can do everything its account can.",
      otherwise: "Only GitHub Apps can create check runs. GitHub rejects a classic PAT.", [],
      [
        .docs("REST API endpoints for check runs", "rest/checks/runs"), .issue("actions/github-script", 118),
      ], checked: .known("2026-11-30")),
    timeless(
      "others-prove-where-a-run-is-from", holds: false,
      "Something other than a job of the repository can prove where an attestation or a Pages deployment is from.",
      otherwise:
        "Only a job of the repository can prove where an attestation or a Pages deployment is from. It signs with its OIDC token (`id-token: write`).",
      [],
      [
        .docs("REST API endpoints for GitHub Pages", "rest/pages/pages"),
        .docs(
          "Using artifact attestations to establish provenance for builds",
          "actions/how-tos/secure-your-work/use-artifact-attestations/use-artifact-attestations"),
        Source(title: "actions/attest", url: "https://github.com/actions/attest"),
      ], checked: .known("2026-11-30")),
  ]

  /// What personal access tokens can do.
  static let tokenFacts: [Fact] = [
    dated(
      "fine-grained-pats-exist",
      [
        Period(true, from: .known("2022-10-18"), products: [.githubCom, .gheCom]),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 10)),
      ],
      "Fine-grained PATs are available (since 2022-10-18, on GHES since 3.10). They have been generally available since 2025-03-18.",
      otherwise: "Fine-grained PATs aren't available yet.", ["P-01", "T-07", "T-10", "E-07"],
      [.changelog("2025-03-18-fine-grained-pats-are-now-generally-available"), .patPage],
      checked: .known("2026-11-29")),
    timeless(
      "fine-grained-pats-serve-outside-collaborators", holds: false,
      "A fine-grained PAT of an outside collaborator can access the repositories that the account collaborates on.",
      otherwise:
        "A fine-grained PAT of an outside collaborator can't access the organization. The account must be a member.",
      ["P-07", "P-08"], [.patPage, .issue("github/roadmap", 601)], checked: .known("2026-11-29")),
    timeless(
      "fine-grained-pats-reach-internal-repositories-elsewhere", holds: false,
      "A fine-grained PAT can access internal repositories of organizations other than its resource owner.",
      otherwise:
        "A fine-grained PAT can access internal repositories only of its resource owner. One list of limitations in GitHub's docs names internal resources without this distinction.",
      ["P-07"],
      [
        .patPage, .issue("github/roadmap", 790),
        Source(
          title: "github/docs, patv2-limitations",
          url:
            "https://github.com/github/docs/blob/main/data/reusables/user-settings/patv2-limitations.md"),
        .docs(
          "Enforcing policies for personal access tokens in your enterprise",
          "admin/enforcing-policies/enforcing-policies-for-your-enterprise/enforcing-policies-for-personal-access-tokens-in-your-enterprise"
        ),
      ], checked: .known("2026-11-30"), .contested),
    timeless(
      "managed-users-are-invited-by-the-api", holds: false,
      "The API can invite managed users to an organization.",
      otherwise:
        "The API can't invite anyone to an organization with managed users. The identity provider adds them.",
      [], [.restAPI, .managedUsers], checked: .known("2026-11-29")),
    timeless(
      "classic-pats-have-a-scope-that-only-reads-code", holds: false,
      "A classic PAT can be limited to reading code.",
      otherwise:
        "A classic PAT can't be limited to reading code. Cloning needs `repo`, or `public_repo` for public repositories. These scopes read and write everything the account can.",
      ["P-23"], [.oauthScopes], checked: .known("2026-11-29")),
    timeless(
      "classic-pats-are-authorized-for-sso-by-hand", holds: true,
      "With SAML single sign-on, you must authorize each new classic PAT for the organization. You must do so again after each rotation.",
      otherwise: "A classic PAT works immediately with single sign-on.", ["P-25", "P-10"], [.samlTokens],
      checked: .known("2026-11-22")),
    timeless(
      "members-take-a-seat", holds: true,
      "A machine user that is a member uses a seat of a paid plan. A GitHub App doesn't.",
      otherwise: "A machine user doesn't use a seat.", ["M-04"],
      [
        .docs(
          "Adding outside collaborators",
          "organizations/managing-user-access-to-your-organizations-repositories/managing-outside-collaborators/adding-outside-collaborators-to-repositories-in-your-organization"
        )
      ], checked: .known("2026-11-22")),
    timeless(
      "one-free-machine-account-for-each-person", holds: true,
      "GitHub's terms of service allow one free machine account for each responsible person.",
      otherwise: "GitHub's terms of service don't limit the number of machine accounts.", ["M-01", "M-02"],
      [.docs("GitHub Terms of Service", "site-policy/github-terms/github-terms-of-service")],
      checked: .known("2026-11-22")),
    timeless(
      "managed-users-leave-their-enterprise", holds: false,
      "A managed user can be invited to organizations outside its enterprise.",
      otherwise: "A managed user can't be a member or collaborator outside its enterprise.",
      ["M-12"], [.managedUsers], checked: .known("2026-11-22")),
    timeless(
      "audit-log-has-an-api-on-every-plan", holds: false,
      "The audit log API is available on every plan.",
      otherwise: "The audit log API is available only on the enterprise plan.", ["I-24"], [.restAPI],
      checked: .known("2026-11-22")),
    dated(
      "ci-cd-admins-manage-secrets-and-runners",
      [
        Period(true, from: .known("2024-09-25"), products: [.githubCom, .gheCom]),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 16)),
      ],
      "On the enterprise plan, the predefined role CI/CD Admin lets members manage the organization's runners, secrets, variables and Actions policies. The role has existed since 2024-09-25, on GHES since 3.16.",
      otherwise: "Only owners can manage the organization's runners and secrets.", [],
      [
        .docs(
          "Permissions of predefined organization roles",
          "organizations/managing-peoples-access-to-your-organization-with-roles/permissions-of-predefined-organization-roles"
        ),
        .changelog(
          "2024-09-25-introducing-ci-cd-admin-a-new-pre-defined-organization-role-for-github-actions"),
      ], checked: .known("2026-11-30")),
    dated(
      "custom-roles-read-the-audit-log",
      [
        Period(true, from: .known("2023-11-16"), products: [.githubCom, .gheCom]),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 13)),
      ],
      "On the enterprise plan, a custom organization role can include \"View organization audit log\" (since 2023-11-16, on GHES since 3.13).",
      otherwise: "Only owners can read the audit log.", [],
      [
        .docs(
          "Permissions of custom organization roles",
          "enterprise-cloud@latest/organizations/managing-peoples-access-to-your-organization-with-roles/permissions-of-custom-organization-roles"
        ),
        .changelog("2023-11-16-custom-organization-roles-are-now-ga"),
      ], checked: .known("2026-11-30")),
    timeless(
      "hardening-guide-forbids-classic-pats", holds: true,
      "GitHub's hardening page says never to use a classic PAT. Outside Actions, GitHub Packages accepts nothing else.",
      otherwise: "The hardening page and the Packages pages agree.", ["H-01", "H-02", "H-03"],
      [.compromisedRunners, .packagePermissions], checked: .known("2026-11-29")),
  ]

  /// Why a person's own credential is the last resort.
  static let personFacts: [Fact] = [
    timeless(
      "personal-credentials-reach-everything", holds: true,
      "A person's own credential can access everything the person can, in every organization.",
      otherwise: "A person's own credential works in only one organization.", ["P-20", "H-04"], [.patPage],
      checked: .known("2026-11-22")),
    timeless(
      "personal-credentials-die-with-access", holds: true,
      "A person's own credential stops working when the person leaves or loses access.",
      otherwise: "A person's own credential keeps working after the person loses access.", ["M-14"],
      [.patPage, .compromisedRunners], checked: .known("2026-11-22")),
  ]
}
