import OrganizationModel

extension Fact {
  /// What Git itself takes.
  static let gitFacts: [Fact] = [
    timeless(
      "public-repositories-need-no-credential", holds: true,
      "A public repository is cloned without any credential.",
      otherwise: "Cloning a public repository takes a credential.", ["P-03"], [.patPage],
      checked: .known("2026-11-22")),
    timeless(
      "visitors-read-what-is-public-by-the-api", holds: true,
      "The REST API gives files, releases and attestations of public repositories to visitors who are not signed in: 60 requests an hour from one address.",
      otherwise: "The REST API gives visitors nothing.", [],
      [
        .docs("REST API endpoints for repository contents", "rest/repos/contents"),
        .docs("Rate limits for the REST API", "rest/using-the-rest-api/rate-limits-for-the-rest-api"),
        .docs("REST API endpoints for artifact attestations", "rest/orgs/attestations"),
      ], checked: .known("2026-11-30")),
    dated(
      "visitors-are-served", [Period(true, products: [.githubCom, .ghes])],
      "Public things are served to visitors who are not signed in; on GHES, unless private mode is on.",
      otherwise: "GHE.com has nothing public and serves nobody without a credential.", ["E-12"],
      [.dataResidency, .privateMode], checked: .known("2026-11-30")),
    dated(
      "private-mode-asks-everyone-to-sign-in", [Period(true, products: [.ghes])],
      "In private mode, GHES asks everyone to sign in, and nobody clones without a credential. Site administrators can let public repositories be read without one: \"anonymous Git read access\" is a switch of its own.",
      otherwise: "There is no private mode.", [], [.privateMode], checked: .known("2026-11-30")),
    timeless(
      "ssh-keys-call-the-api", holds: false,
      "Deploy keys and SSH keys call the REST and GraphQL APIs.",
      otherwise: "Deploy keys and SSH keys clone, fetch and push; they call no API.",
      ["K-02"], [.compromisedRunners, .deployKeys], checked: .known("2026-11-22")),
    timeless(
      "deploy-key-pushes-start-workflows", holds: true,
      "A push with a deploy key starts `on: push` workflows.",
      otherwise: "A push with a deploy key starts no workflow.", ["K-10"],
      [
        Source(
          title: "peter-evans/create-pull-request, concepts and guidelines",
          url: "https://github.com/peter-evans/create-pull-request/blob/main/docs/concepts-guidelines.md"),
        .issue("denoland/denokv", 163),
      ], checked: .known("2026-11-30"), .reported),
    timeless(
      "deploy-keys-change-workflow-files", holds: false,
      "A deploy key that can write may change files under `.github/workflows`.",
      otherwise: "Nothing says whether a deploy key may change files under `.github/workflows`.",
      ["O-06"], [.deployKeys], checked: .known("2026-11-22"), .assumed, documented: false),
    dated(
      "deploy-keys-can-be-forbidden",
      [
        Period(true, from: .known("2024-10-23"), products: [.githubCom, .gheCom]),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 16)),
      ],
      "An organization or an enterprise can forbid deploy keys: since 2024-10-23, on GHES since 3.16. In organizations made since then they are off until an owner allows them.",
      otherwise: "No policy forbids deploy keys yet: every organization has them.", ["K-06"],
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
      otherwise: "A deploy key never expires, and dies with the PAT that created it through the API.",
      ["K-04", "K-05"], [.deployKeys], checked: .known("2026-11-22")),
    timeless(
      "keys-of-apps-expire", holds: false,
      "The private key of an App expires.",
      otherwise:
        "The private key of an App never expires and mints tokens with every permission of every installation.",
      ["A-01", "A-07"], [.restAPI], checked: .known("2026-11-29")),
  ]

  /// What GitHub refuses a kind of token whatever permissions it has.
  static let refusalFacts: [Fact] = [
    timeless(
      "apps-do-what-asks-for-a-user", holds: false,
      "A token of an App's installation does what GitHub asks a user's token for.",
      otherwise:
        "Some endpoints take the token of a person or a machine user only: assigning Copilot to an issue, gists, endpoints under `/user`. They refuse an App's token, and `GITHUB_TOKEN` is one.",
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
      otherwise: "A fine-grained PAT has no permission for some endpoints: check runs, for example.",
      ["P-07"],
      [
        .patPage, .docs("REST API endpoints for check runs", "rest/checks/runs"),
        .docs(
          "Endpoints available for fine-grained personal access tokens",
          "rest/authentication/endpoints-available-for-fine-grained-personal-access-tokens"),
      ], checked: .known("2026-11-30")),
    timeless(
      "classic-pats-do-everything", holds: false, "A classic PAT can do whatever its account can.",
      otherwise: "Only GitHub Apps create check runs: GitHub refuses a classic PAT.", [],
      [
        .docs("REST API endpoints for check runs", "rest/checks/runs"), .issue("actions/github-script", 118),
      ], checked: .known("2026-11-30")),
    timeless(
      "others-prove-where-a-run-is-from", holds: false,
      "Something other than a job of the repository can prove where an attestation or a Pages deployment is from.",
      otherwise:
        "An attestation is signed, and a Pages deployment certified, with an OIDC token of a job of the repository (`id-token: write`). Nothing else gets that token.",
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
      "Fine-grained PATs exist: since 2022-10-18 (general availability 2025-03-18), on GHES since 3.10.",
      otherwise: "There are no fine-grained PATs yet.", ["P-01", "T-07", "T-10", "E-07"],
      [.changelog("2025-03-18-fine-grained-pats-are-now-generally-available"), .patPage],
      checked: .known("2026-11-29")),
    timeless(
      "fine-grained-pats-serve-outside-collaborators", holds: false,
      "A fine-grained PAT of an outside collaborator reaches the repositories that it collaborates on.",
      otherwise: "A fine-grained PAT does not serve an outside collaborator: the account must be a member.",
      ["P-07", "P-08"], [.patPage, .issue("github/roadmap", 601)], checked: .known("2026-11-29")),
    timeless(
      "fine-grained-pats-reach-internal-repositories-elsewhere", holds: false,
      "A fine-grained PAT reaches internal repositories of organizations that it does not target.",
      otherwise:
        "A fine-grained PAT reaches internal repositories of the organization that it targets, of no other. One list of gaps in GitHub's docs names internal resources without this distinction.",
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
      "The API invites managed users into an organization.",
      otherwise:
        "The API invites nobody into an organization with managed users: the identity provider adds them.",
      [], [.restAPI, .managedUsers], checked: .known("2026-11-29")),
    timeless(
      "classic-pats-have-a-scope-that-only-reads-code", holds: false,
      "A classic PAT can be narrowed to reading code.",
      otherwise:
        "The narrowest scope of a classic PAT that clones is `repo` (`public_repo` for what is public): it reads and writes everything that its account can.",
      ["P-23"], [.oauthScopes], checked: .known("2026-11-29")),
    timeless(
      "classic-pats-are-authorized-for-sso-by-hand", holds: true,
      "Under SAML single sign-on a classic PAT must be authorized for the organization after it is minted, again after each rotation.",
      otherwise: "A classic PAT works under single sign-on at once.", ["P-25", "P-10"], [.samlTokens],
      checked: .known("2026-11-22")),
    timeless(
      "members-take-a-seat", holds: true,
      "A machine user that is a member takes a seat of a paid plan; a GitHub App takes none.",
      otherwise: "A machine user takes no seat.", ["M-04"],
      [
        .docs(
          "Adding outside collaborators",
          "organizations/managing-user-access-to-your-organizations-repositories/managing-outside-collaborators/adding-outside-collaborators-to-repositories-in-your-organization"
        )
      ], checked: .known("2026-11-22")),
    timeless(
      "one-free-machine-account-for-each-person", holds: true,
      "The terms of service allow one free machine account for each person who answers for it.",
      otherwise: "Machine accounts are unlimited.", ["M-01", "M-02"],
      [.docs("GitHub Terms of Service", "site-policy/github-terms/github-terms-of-service")],
      checked: .known("2026-11-22")),
    timeless(
      "managed-users-leave-their-enterprise", holds: false,
      "A managed user can be invited to organizations outside its enterprise.",
      otherwise: "A managed user cannot be a member or collaborator outside its enterprise.",
      ["M-12"], [.managedUsers], checked: .known("2026-11-22")),
    timeless(
      "audit-log-has-an-api-on-every-plan", holds: false,
      "Every plan reads its audit log through the API.",
      otherwise: "The audit log has an API on the enterprise plan only.", ["I-24"], [.restAPI],
      checked: .known("2026-11-22")),
    dated(
      "ci-cd-admins-manage-secrets-and-runners",
      [
        Period(true, from: .known("2024-09-25"), products: [.githubCom, .gheCom]),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 16)),
      ],
      "On the enterprise plan, members with the predefined role CI/CD Admin manage the organization's runners, secrets, variables and Actions policies: since 2024-09-25, on GHES since 3.16.",
      otherwise: "Only owners manage the organization's runners and secrets.", [],
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
      "On the enterprise plan, a custom organization role can have \"View organization audit log\": since 2023-11-16, on GHES since 3.13.",
      otherwise: "Only owners read the audit log.", [],
      [
        .docs(
          "Permissions of custom organization roles",
          "enterprise-cloud@latest/organizations/managing-peoples-access-to-your-organization-with-roles/permissions-of-custom-organization-roles"
        ),
        .changelog("2023-11-16-custom-organization-roles-are-now-ga"),
      ], checked: .known("2026-11-30")),
    timeless(
      "hardening-guide-forbids-classic-pats", holds: true,
      "GitHub's hardening page says never to use a classic PAT, while Packages accepts no other outside Actions.",
      otherwise: "The hardening page and the Packages pages agree.", ["H-01", "H-02", "H-03"],
      [.compromisedRunners, .packagePermissions], checked: .known("2026-11-29")),
  ]

  /// Why a person's own credential is the last resort.
  static let personFacts: [Fact] = [
    timeless(
      "personal-credentials-reach-everything", holds: true,
      "A person's own credential reaches everything that the person reaches, in every organization.",
      otherwise: "A person's credential is confined to one organization.", ["P-20", "H-04"], [.patPage],
      checked: .known("2026-11-22")),
    timeless(
      "personal-credentials-die-with-access", holds: true,
      "A person's credential stops working when the person leaves or loses access.",
      otherwise: "A person's credential outlives the person's access.", ["M-14"],
      [.patPage, .compromisedRunners], checked: .known("2026-11-22")),
  ]
}
