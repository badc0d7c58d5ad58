import OrganizationModel

extension Fact {
  /// What Git itself takes.
  static let gitFacts: [Fact] = [
    timeless(
      "public-repositories-need-no-credential", holds: true,
      "A public repository is cloned without any credential.",
      otherwise: "Cloning a public repository takes a credential.", ["P-03"], [.patPage]),
    dated(
      "visitors-are-served", [Period(true, products: [.githubCom, .ghes])],
      "Public things are served to visitors who are not signed in.",
      otherwise: "GHE.com has nothing public and serves nobody without a credential.", ["E-12"],
      [.dataResidency]),
    timeless(
      "ssh-keys-call-the-api", holds: false,
      "Deploy keys and SSH keys call the REST and GraphQL APIs.",
      otherwise: "Deploy keys and SSH keys clone, fetch and push; they call no API.",
      ["K-02"], [.compromisedRunners, .deployKeys]),
    timeless(
      "deploy-key-pushes-start-workflows", holds: true,
      "A push with a deploy key starts `on: push` workflows.",
      otherwise: "A push with a deploy key starts no workflow.", ["K-10"],
      [
        Source(
          title: "peter-evans/create-pull-request, concepts and guidelines",
          url: "https://github.com/peter-evans/create-pull-request/blob/main/docs/concepts-guidelines.md")
      ], .reported),
    timeless(
      "deploy-keys-change-workflow-files", holds: false,
      "A deploy key that can write may change files under `.github/workflows`.",
      otherwise: "Nothing says whether a deploy key may change files under `.github/workflows`.",
      ["O-06"], [.deployKeys], .assumed, documented: false),
    timeless(
      "deploy-keys-expire", holds: false,
      "Deploy keys expire.",
      otherwise: "A deploy key never expires, and dies with the PAT that created it through the API.",
      ["K-04", "K-05"], [.deployKeys]),
    timeless(
      "keys-of-apps-expire", holds: false,
      "The private key of an App expires.",
      otherwise:
        "The private key of an App never expires and mints tokens with every permission of every installation.",
      ["A-01", "A-07"], [.restAPI]),
  ]

  /// What personal access tokens can do.
  static let tokenFacts: [Fact] = [
    dated(
      "fine-grained-pats-exist",
      [
        Period(true, from: "2022-10-18", products: [.githubCom, .gheCom]),
        Period(true, products: [.ghes], sinceVersion: ServerVersion(3, 10)),
      ],
      "Fine-grained PATs exist: since 2022-10-18 (general availability 2025-03-18), on GHES since 3.10.",
      otherwise: "There are no fine-grained PATs yet.", ["P-01", "T-07", "T-10", "E-07"],
      [.changelog("2025-03-18-fine-grained-pats-are-now-generally-available"), .patPage]),
    timeless(
      "fine-grained-pats-serve-outside-collaborators", holds: false,
      "A fine-grained PAT of an outside collaborator reaches the repositories that it collaborates on.",
      otherwise: "A fine-grained PAT does not serve an outside collaborator: the account must be a member.",
      ["P-07", "P-08"], [.patPage, .issue("github/roadmap", 601)]),
    timeless(
      "fine-grained-pats-reach-internal-resources", holds: false,
      "A fine-grained PAT reaches internal repositories.",
      otherwise: "A fine-grained PAT does not reach internal resources.", ["P-07"], [.patPage]),
    timeless(
      "classic-pats-have-a-scope-that-only-reads-code", holds: false,
      "A classic PAT can be narrowed to reading code.",
      otherwise:
        "The narrowest scope of a classic PAT that clones is `repo` (`public_repo` for what is public): it reads and writes everything that its account can.",
      ["P-23"], [.oauthScopes]),
    timeless(
      "classic-pats-are-authorized-for-sso-by-hand", holds: true,
      "Under SAML single sign-on a classic PAT must be authorized for the organization after it is minted, again after each rotation.",
      otherwise: "A classic PAT works under single sign-on at once.", ["P-25", "P-10"], [.samlTokens]),
    timeless(
      "members-take-a-seat", holds: true,
      "A machine user that is a member takes a seat; a GitHub App takes none.",
      otherwise: "A machine user takes no seat.", ["M-04"],
      [
        .docs(
          "Adding outside collaborators",
          "organizations/managing-user-access-to-your-organizations-repositories/managing-outside-collaborators/adding-outside-collaborators-to-repositories-in-your-organization"
        )
      ]),
    timeless(
      "one-free-machine-account-for-each-person", holds: true,
      "The terms of service allow one free machine account for each person who answers for it.",
      otherwise: "Machine accounts are unlimited.", ["M-01", "M-02"],
      [.docs("GitHub Terms of Service", "site-policy/github-terms/github-terms-of-service")]),
    timeless(
      "managed-users-leave-their-enterprise", holds: false,
      "A managed user can be invited to organizations outside its enterprise.",
      otherwise: "A managed user cannot be a member or collaborator outside its enterprise.",
      ["M-12"], [.managedUsers]),
    timeless(
      "audit-log-has-an-api-on-every-plan", holds: false,
      "Every plan reads its audit log through the API.",
      otherwise: "The audit log has an API on the enterprise plan only.", ["I-24"], [.restAPI]),
    timeless(
      "hardening-guide-forbids-classic-pats", holds: true,
      "GitHub's hardening page says never to use a classic PAT, while Packages accepts no other outside Actions.",
      otherwise: "The hardening page and the Packages pages agree.", ["H-01", "H-02", "H-03"],
      [.compromisedRunners, .packagePermissions]),
  ]

  /// Why a person's own credential is the last resort.
  static let personFacts: [Fact] = [
    timeless(
      "personal-credentials-reach-everything", holds: true,
      "A person's own credential reaches everything that the person reaches, in every organization.",
      otherwise: "A person's credential is confined to one organization.", ["P-20", "H-04"], [.patPage]),
    timeless(
      "personal-credentials-die-with-access", holds: true,
      "A person's credential stops working when the person leaves or loses access.",
      otherwise: "A person's credential outlives the person's access.", ["M-14"],
      [.patPage, .compromisedRunners]),
  ]
}
