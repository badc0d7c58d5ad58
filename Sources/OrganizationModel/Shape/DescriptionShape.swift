/// Every mapping of a description and its keys (description.md).
enum DescriptionShape {
  /// A whole description: the top file with what it includes.
  static let description = MappingShape(
    "the description",
    [
      .required("tokenbook", .text(.formatVersion), "The version of this format: 1."),
      .required("organization", .text(.organization), "The name of the organization on GitHub."),
      KeyShape("as_of", .text(.day), "The day the book speaks of; `--as-of` wins over it."),
      KeyShape(
        "include", .oneOf([.text(.includePath), .list(.text(.includePath))]),
        "Files below this folder without the two header keys; maps merge by entry. `*` and `?` match names of files."
      ),
      KeyShape("platform", .mapping(platform), "What GitHub the organization lives on."),
      KeyShape("policy", .mapping(policy), "What the organization allows and wants."),
      KeyShape(
        "outside", .entries(.organization, .mapping(outsideOrganization)),
        "What is known of other organizations that accesses reach, by name."),
      KeyShape(
        "people", .oneOf([.entries(.login, .mapping(person)), .list(.text(.login))]),
        "The people of the organization by login, or a plain list of logins: all members."),
      KeyShape("teams", .entries(.team, .mapping(team)), "The teams by slug."),
      KeyShape(
        "machine_users", .entries(.login, .mapping(machineUser)),
        "Accounts that are nobody's person, by login."),
      KeyShape(
        "apps", .entries(.app, .mapping(app)), "GitHub Apps that are registered or installed here, by slug."),
      KeyShape("repositories", .entries(.repository, .mapping(repository)), "The repositories by name."),
      KeyShape("packages", .entries(.package, .mapping(package)), "The packages, by a name that needs use."),
      KeyShape(
        "consumers", .entries(.key, .mapping(consumer)),
        "Whatever needs access and is not a workflow of this organization, by a name of yours."),
      KeyShape(
        "credentials", .entries(.key, .mapping(credential)),
        "The credentials that exist today, by a name of yours; never a value."),
      KeyShape(
        "decisions", .entries(.access, .mapping(decision)),
        "A person's override or acceptance of a decision, by access id."),
      KeyShape(
        "facts", .entries(.fact, .mapping(fact)), "Facts that this organization knows better, by fact id."),
      KeyShape("audit", .mapping(audit), "What `tokenbook audit` is told about this organization."),
    ])

  /// The keys that only the top file has.
  static let headerKeys = ["tokenbook", "organization"]

  /// An included file: everything but the header.
  static let included = MappingShape(
    "an included file",
    description.keys.filter { !headerKeys.contains($0.name) && $0.name != "note" })
}

// MARK: - Platform and policy

extension DescriptionShape {
  static let platform = MappingShape(
    "the platform",
    [
      KeyShape("product", .choice(Platform.Product.self), "Default: `github.com`."),
      KeyShape("version", .text(.serverVersion), "The release of GitHub Enterprise Server; `ghes` only."),
      KeyShape("host", .text(.host), "The host of `ghes` or `ghe.com`."),
      KeyShape("plan", .choice(Platform.Plan.self), "The plan that is paid for."),
      KeyShape("managed_users", .boolean, "Whether it has enterprise managed users; default: `false`."),
      KeyShape("saml_sso", .boolean, "Whether members sign in with SAML single sign-on; default: `false`."),
      KeyShape("private_mode", .boolean, "Whether the server asks everyone to sign in; `ghes` only."),
    ])

  static let policy = MappingShape(
    "the policy",
    [
      KeyShape(
        "profile", .choice(Profile.self), "The order among credentials that serve; default: `hybrid`."),
      classicPATs, fineGrainedPATs, deployKeys, apps,
      KeyShape("machine_users", .mapping(machineUserPolicy), "How machine users are used."),
      KeyShape("maximum_lifetime", .mapping(maximumLifetime), "How long a token may live."),
      KeyShape(
        "enforced_lifetime", .mapping(enforcedLifetime),
        "The longest life that GitHub itself lets a member's token have here; a longer one is refused."),
      KeyShape("rotate_every", .mapping(rotation), "How often what does not expire is replaced."),
      KeyShape(
        "default_workflow_permissions", .choice(Policy.WorkflowPermissions.self),
        "What a workflow's token may do where its file does not say."),
      KeyShape(
        "base_permission", .choice(Policy.BasePermission.self),
        "What every member gets on every repository."),
      KeyShape(
        "actions_can_create_pull_requests", .boolean,
        "Whether the job's token may create pull requests in this organization."),
    ])

  private static let classicPATs = KeyShape(
    "classic_pats", .oneOf([.choice(Switch.self), .mapping(comingBan)]),
    "Whether classic PATs may reach the organization; default: `allowed`.")
  private static let fineGrainedPATs = KeyShape(
    "fine_grained_pats", .choice(FineGrainedPATPolicy.self),
    "Whether fine-grained PATs may reach the organization; default: `approval`.")
  private static let deployKeys = KeyShape(
    "deploy_keys", .choice(Switch.self),
    "Whether repositories may have deploy keys. No default: new organizations forbid them, older ones do not."
  )
  private static let apps = KeyShape(
    "apps", .choice(AppPolicy.self), "Whether GitHub Apps are used; default: `if-described`.")

  static let comingBan = MappingShape(
    "a ban that is coming",
    [.required("forbidden_from", .text(.day), "The first day on which they are forbidden.")])

  static let machineUserPolicy = MappingShape(
    "the policy for machine users",
    [
      KeyShape(
        "isolation", .choice(Isolation.self), "How needs are parted among them; default: `by-privilege`.")
    ])

  static let maximumLifetime = MappingShape(
    "the maximum lifetimes",
    [
      KeyShape("classic_pat", .text(.days), "Of a classic PAT; default: `90d`."),
      KeyShape("fine_grained_pat", .text(.days), "Of a fine-grained PAT; default: `90d`."),
    ])

  static let enforcedLifetime = MappingShape(
    "the enforced lifetimes",
    [
      KeyShape("classic_pat", .text(.days), "Of a classic PAT. No default; GitHub's own is no limit."),
      KeyShape(
        "fine_grained_pat", .text(.days), "Of a fine-grained PAT. No default; GitHub's own is `366d`."),
    ])

  static let rotation = MappingShape(
    "the rotation",
    [
      KeyShape("deploy_key", .text(.days), "Of deploy keys, such as `365d`."),
      KeyShape("app_key", .text(.days), "Of the private keys of Apps, such as `365d`."),
    ])

  static let outsideOrganization = MappingShape(
    "an outside organization",
    [
      KeyShape("same_enterprise", .boolean, "Whether it belongs to the same enterprise."),
      deployKeys, classicPATs, fineGrainedPATs, apps,
      KeyShape(
        "repositories", .entries(.repository, .mapping(outsideRepository)),
        "What is known of its repositories."),
      KeyShape(
        "machine_users", .entries(.login, .words("member", "outside_collaborator")),
        "What our machine users are there."),
    ])

  static let outsideRepository = MappingShape(
    "an outside repository",
    [KeyShape("visibility", .choice(Visibility.self), "Who may see it.")])
}

// MARK: - Accounts

extension DescriptionShape {
  static let person = MappingShape(
    "a person",
    [
      KeyShape("role", .choice(OrganizationRole.self), "What the person is in the organization."),
      KeyShape("email", .text(.email), "Where the person is reached."),
      KeyShape("leaves_on", .text(.day), "The person's last day."),
    ])

  static let team = MappingShape(
    "a team",
    [
      KeyShape("maintainers", .list(.text(.login)), "Logins."),
      KeyShape("members", .list(.text(.login)), "Logins."),
      KeyShape("parent", .text(.team), "The team it belongs to."),
    ])

  static let machineUser = MappingShape(
    "a machine user",
    [
      KeyShape("role", .choice(OrganizationRole.self), "What the account is in the organization."),
      KeyShape(
        "custodians", .list(.text(.login)),
        "Who answers for the account, the first before all others; two or more."),
      KeyShape("two_factor", .boolean, "Whether it signs in with a second factor."),
      KeyShape("purpose", .text(.free), "What it is for."),
    ])

  static let app = MappingShape(
    "an App",
    [
      KeyShape(
        "repositories", .oneOf([.words("all"), .list(.text(.repositoryReference))]),
        "The repositories that it is installed on."),
      KeyShape(
        "permissions", .entries(.permission, .choice(AccessLevel.self)),
        "Its permissions in API spelling, such as `pull_requests: write`."),
      KeyShape(
        "key", .oneOf([.null, .text(.key)]),
        "Its private key, a key of `credentials`; `null` for an App of somebody else."),
    ])
}

// MARK: - Repositories and packages

extension DescriptionShape {
  private static let role = Shape.choice(RepositoryRole.self, aliases: ["pull", "push"])

  static let repository = MappingShape(
    "a repository",
    [
      KeyShape("visibility", .choice(Visibility.self), "Who may see it."),
      KeyShape("responsible", .text(.teamOrLogin), "The team or login that answers for it."),
      KeyShape("archived", .boolean, "Default: `false`."),
      KeyShape(
        "teams", .entries(.team, role), "The role of each team; a custom role as the role that it builds on."),
      KeyShape("collaborators", .entries(.login, role), "The role of each account that has one of its own."),
      KeyShape("environments", .entries(.environment, .mapping(environment)), "The deployment environments."),
      KeyShape(
        "workflows", .entries(.key, .mapping(workflow)), "The workflows that have needs, by a name of yours."),
    ])

  static let environment = MappingShape(
    "an environment",
    [KeyShape("reviewers", .list(.text(.teamOrLogin)), "Teams or logins that must approve a run.")])

  static let workflow = MappingShape(
    "a workflow",
    [
      KeyShape(
        "path", .text(.workflowPath), "The file; default: the key with `.yml` in `.github/workflows/`."),
      KeyShape("triggers", .list(.text(.event)), "The events that start it."),
      KeyShape("forks", .boolean, "Whether it runs for pull requests from forks."),
      KeyShape("dependabot", .boolean, "Whether it runs for Dependabot."),
      KeyShape("self_hosted", .boolean, "Whether a job of it runs on self-hosted runners."),
      KeyShape("environment", .text(.environment), "The environment of its jobs; a need may name another."),
      KeyShape("needs", needs, "The accesses that it must have."),
    ])

  static let package = MappingShape(
    "a package",
    [
      KeyShape("registry", .choice(Registry.self), "The registry that holds it."),
      KeyShape("name", .text(.package), "Its name in the registry; default: the key."),
      KeyShape("owner", .text(.organization), "Default: this organization."),
      KeyShape(
        "repository", .oneOf([.null, .text(.repositoryReference)]),
        "The repository that it is linked to; `null`: it exists and is not linked."),
      KeyShape("visibility", .choice(Visibility.self), "Who may see it."),
      KeyShape("inherits_access", .boolean, "Whether access comes from its repository."),
      KeyShape(
        "actions_access", .entries(.repository, .choice(AccessLevel.self)),
        "The role of each repository under \"Manage Actions access\"."),
      KeyShape(
        "access", .entries(.teamOrLogin, .choice(AccessLevel.self)),
        "The role of people, machine users and teams."),
    ])
}

// MARK: - Needs, consumers, credentials

extension DescriptionShape {
  private static let needs = Shape.list(.oneOf([.text(.need), .variants([need, otherUse])]))

  static let need = MappingShape(
    "a need",
    [
      .required("need", .text(.need), "`VERB KIND TARGET`, such as `publish package web`."),
      KeyShape(
        "triggers_workflows", .boolean,
        "What it does must start other workflows without anyone's approval; default: `false`."),
      KeyShape("changes_workflows", .boolean, "It touches `.github/workflows`; default: `false`."),
      KeyShape(
        "permissions", .entries(.permission, .choice(AccessLevel.self)),
        "Of `api`: what it calls takes these, in API spelling, such as `vulnerability_alerts: read`."),
      KeyShape(
        "endpoints", .list(.text(.endpoint)),
        "Of `api`, in place of `permissions`: what it calls, such as `GET /repos/{owner}/{repo}/dependabot/alerts`."
      ),
      KeyShape("environment", .text(.environment), "The environment of its job."),
      KeyShape("why", .text(.free), "What it is for."),
    ])

  static let otherUse = MappingShape(
    "a use in words",
    [
      .required("other", .text(.free), "What it does with the credential, in your words."),
      .required("with", .text(.key), "What it uses, a key of `credentials`: kept, and decided by nobody."),
    ])

  static let consumer = MappingShape(
    "a consumer",
    [
      .required("kind", .choice(Consumer.Kind.self), "What it is."),
      KeyShape("responsible", .text(.teamOrLogin), "The team or login that answers for it."),
      KeyShape("stores_in", .text(.free), "Where it keeps its secrets, in your words."),
      KeyShape(
        "repositories", .list(.text(.repository)),
        "Of `dependabot` and `codespaces`: the repositories that it updates or starts from, whose store of that name holds the secret."
      ),
      KeyShape(
        "same_enterprise", .boolean, "Of `actions`: whether its organization is of the same enterprise."),
      KeyShape("needs", needs, "The accesses that it must have."),
    ])

  static let credential = MappingShape(
    "a credential",
    [
      .required(
        "kind", .choice(ExistingCredentialKind.self),
        "What it is; `other`: not a credential of GitHub, `unknown`: nobody knows yet."),
      KeyShape("holder", .text(.teamOrLogin), "The person, machine user or App that it belongs to."),
      KeyShape("scopes", .list(.text(.scope)), "Of a classic PAT or an OAuth token."),
      KeyShape(
        "permissions", .entries(.permission, .choice(AccessLevel.self)),
        "Of a fine-grained PAT, in API spelling."),
      KeyShape("repositories", .list(.text(.repositoryReference)), "Of a fine-grained PAT."),
      KeyShape("repository", .text(.repositoryReference), "Of a deploy key."),
      KeyShape("read_only", .boolean, "Of a deploy key."),
      KeyShape("created", .text(.day), "The day it was made."),
      KeyShape(
        "created_with", .text(.key),
        "Of a deploy key or an SSH key: the token that made it, a key of `credentials`."),
      KeyShape("expires", .text(.dayOrNever), "The day it ends, or `never`."),
      KeyShape("stored_in", .list(.variants(places)), "Where it is kept."),
      KeyShape(
        "used_by", .list(.text(.automation)),
        "The workflows (`repository/workflow`) and consumers that use it."),
    ])

  private static let store = KeyShape("store", .choice(SecretStore.self), "Default: `actions`.")
  private static let placeRepository = KeyShape.required(
    "repository", .text(.repository), "The repository that has the secret.")

  static let places: [MappingShape] = [
    MappingShape(
      "an organization secret",
      [
        .required("organization_secret", .text(.secret), "The name of the secret."),
        .required("visibility", .words("all", "private", "selected"), "Which repositories see it."),
        KeyShape(
          "repositories", .list(.text(.repository)), "With `visibility: selected`: those that see it."),
        store,
      ]),
    MappingShape(
      "a repository secret",
      [.required("repository_secret", .text(.secret), "The name of the secret."), placeRepository, store]),
    MappingShape(
      "an environment secret",
      [
        .required("environment_secret", .text(.secret), "The name of the secret."), placeRepository,
        .required("environment", .text(.environment), "The environment that has the secret."),
      ]),
    MappingShape(
      "a place outside GitHub",
      [.required("outside", .text(.free), "The place in your words, such as `jenkins credential store`.")]),
  ]

  static let decision = MappingShape(
    "a decision",
    [
      KeyShape("choose", .choice(credentialKinds, aliases: []), "The credential to use."),
      KeyShape("because", .text(.free), "The reason for an override."),
      KeyShape("by", .text(.login), "Who decided."),
      KeyShape("until", .text(.day), "The last day of an override."),
      KeyShape("accepted", .text(.day), "The day on which the decision was accepted."),
    ],
    condition: .init(
      key: "accepted", present: ["choose", "by"], absent: ["choose", "because", "by", "until"]))

  /// decisions.md, Kinds of credential.
  private static let credentialKinds = [
    "anonymous", "github_token", "deploy_key", "github_app", "fine_grained_pat", "classic_pat",
    "personal_pat",
    "personal_ssh_key",
  ]

  static let fact = MappingShape(
    "a fact",
    [
      .required("holds", .boolean, "Whether it holds here."),
      .required("because", .text(.free), "How you know."),
      KeyShape("by", .text(.login), "Who found out."),
      KeyShape("checked", .text(.day), "The day on which it was found out."),
    ])
  static let audit = MappingShape(
    "the audit", [KeyShape("ignore", .list(.mapping(ignoredFinding)), "Findings that may stay, and why.")])

  static let ignoredFinding = MappingShape(
    "an ignored finding",
    [
      .required("check", .text(.check), "The id of the check that finds it."),
      KeyShape(
        "in", .text(.repositoryOrWorkflow),
        "The repository, or the workflow (`repository/workflow`), that it holds for; default: all."),
      .required("because", .text(.free), "The reason."),
      KeyShape("by", .text(.login), "Who decided."),
      .required("until", .text(.day), "The last day on which it holds."),
    ])
}
