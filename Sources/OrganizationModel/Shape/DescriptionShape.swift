/// Every mapping of a description and its keys (description.md).
enum DescriptionShape {
  /// A whole description: the top file with what it includes.
  static let description = MappingShape(
    "the description",
    [
      .required("tokenbook", .text(.formatVersion), "The version of this format, which is 1."),
      .required("organization", .text(.organization), "The name of the organization on GitHub."),
      KeyShape("as_of", .text(.day), "The date of the book; `--as-of` overrides it."),
      KeyShape(
        "include", .oneOf([.text(.includePath), .list(.text(.includePath))]),
        "Files in this folder or below, without the two header keys. Maps are merged by entry, and `*` and `?` match file names."
      ),
      KeyShape("platform", .mapping(platform), "The GitHub product and plan of the organization."),
      KeyShape("policy", .mapping(policy), "The organization's rules for credentials."),
      KeyShape(
        "outside", .entries(.organization, .mapping(outsideOrganization)),
        "Other organizations that accesses reach, by name."),
      KeyShape(
        "people", .oneOf([.entries(.login, .mapping(person)), .list(.text(.login))]),
        "The people of the organization, by login. A plain list of logins makes all of them members."),
      KeyShape("teams", .entries(.team, .mapping(team)), "The teams, by slug."),
      KeyShape(
        "machine_users", .entries(.login, .mapping(machineUser)),
        "Accounts for automation, not for people, by login."),
      KeyShape(
        "apps", .entries(.app, .mapping(app)), "GitHub Apps that are registered or installed here, by slug."),
      KeyShape("repositories", .entries(.repository, .mapping(repository)), "The repositories, by name."),
      KeyShape(
        "packages", .entries(.package, .mapping(package)), "The packages, by the name that needs use."),
      KeyShape(
        "consumers", .entries(.key, .mapping(consumer)),
        "Automations that are not workflows of this organization, by a name you choose."),
      KeyShape(
        "services", .entries(.service, .mapping(service)),
        "Services other than GitHub that automations use, by their id in the catalog or by a name you choose."
      ),
      KeyShape(
        "credentials", .entries(.key, .mapping(credential)),
        "Existing credentials, by a name you choose; never a value."),
      KeyShape(
        "decisions", .entries(.access, .mapping(decision)),
        "A person's override or acceptance of a decision, by access id."),
      KeyShape(
        "facts", .entries(.fact, .mapping(fact)), "Facts that differ for this organization, by fact id."),
      KeyShape("audit", .mapping(audit), "Settings for `tokenbook audit`."),
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
      KeyShape("plan", .choice(Platform.Plan.self), "The plan of the organization."),
      KeyShape("managed_users", .boolean, "Whether it uses enterprise managed users; default: `false`."),
      KeyShape("saml_sso", .boolean, "Whether members sign in with SAML single sign-on; default: `false`."),
      KeyShape("private_mode", .boolean, "Whether the server requires everyone to sign in; `ghes` only."),
    ])

  static let policy = MappingShape(
    "the policy",
    [
      KeyShape(
        "profile", .choice(Profile.self), "How credentials that work are ranked; default: `hybrid`."),
      classicPATs, fineGrainedPATs, deployKeys, apps,
      KeyShape("machine_users", .mapping(machineUserPolicy), "How machine users are used."),
      KeyShape("maximum_lifetime", .mapping(maximumLifetime), "How long a token may be valid."),
      KeyShape(
        "enforced_lifetime", .mapping(enforcedLifetime),
        "The maximum lifetime that GitHub enforces for tokens of members; it rejects longer ones."),
      KeyShape("rotate_every", .mapping(rotation), "How often credentials that never expire are replaced."),
      KeyShape(
        "default_workflow_permissions", .choice(Policy.WorkflowPermissions.self),
        "The permissions of `GITHUB_TOKEN` in a workflow that does not set `permissions`."),
      KeyShape(
        "base_permission", .choice(Policy.BasePermission.self),
        "The permission of every member on every repository."),
      KeyShape(
        "actions_can_create_pull_requests", .boolean,
        "Whether `GITHUB_TOKEN` may create pull requests in this organization."),
      KeyShape("services", .mapping(servicePolicy), "The rules for credentials of other services."),
    ])

  static let servicePolicy = MappingShape(
    "the policy for services",
    [
      KeyShape(
        "order", .list(.choice(Rung.self)),
        "The kinds of credentials that come first; the others follow in the order of the service's record."),
      KeyShape("forbid", .list(.choice(Rung.self)), "The kinds of credentials that are not used."),
    ])

  private static let classicPATs = KeyShape(
    "classic_pats", .oneOf([.choice(Switch.self), .mapping(comingBan)]),
    "Whether classic PATs may access the organization; default: `allowed`.")
  private static let fineGrainedPATs = KeyShape(
    "fine_grained_pats", .choice(FineGrainedPATPolicy.self),
    "Whether fine-grained PATs may access the organization; default: `approval`.")
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
        "isolation", .choice(Isolation.self), "How needs are divided among them; default: `by-privilege`.")
    ])

  static let maximumLifetime = MappingShape(
    "the maximum lifetimes",
    [
      KeyShape("classic_pat", .text(.days), "For classic PATs; default: `90d`."),
      KeyShape("fine_grained_pat", .text(.days), "For fine-grained PATs; default: `90d`."),
    ])

  static let enforcedLifetime = MappingShape(
    "the enforced lifetimes",
    [
      KeyShape("classic_pat", .text(.days), "For classic PATs. No default; GitHub itself sets no limit."),
      KeyShape(
        "fine_grained_pat", .text(.days), "For fine-grained PATs. No default; GitHub itself sets `366d`."),
    ])

  static let rotation = MappingShape(
    "the rotation",
    [
      KeyShape("deploy_key", .text(.days), "For deploy keys, such as `365d`."),
      KeyShape("app_key", .text(.days), "For App private keys, such as `365d`."),
    ])

  static let outsideOrganization = MappingShape(
    "an outside organization",
    [
      KeyShape("same_enterprise", .boolean, "Whether it belongs to the same enterprise."),
      KeyShape("plan", .choice(Platform.Plan.self), "The plan that it is on."),
      deployKeys, classicPATs, fineGrainedPATs, apps,
      KeyShape(
        "repositories", .entries(.repository, .mapping(outsideRepository)),
        "Its repositories."),
      KeyShape(
        "machine_users", .entries(.login, .words("member", "outside_collaborator")),
        "The roles of this organization's machine users there."),
    ])

  static let outsideRepository = MappingShape(
    "an outside repository",
    [KeyShape("visibility", .choice(Visibility.self), "Who can see it.")])
}

// MARK: - Accounts

extension DescriptionShape {
  static let person = MappingShape(
    "a person",
    [
      KeyShape("role", .choice(OrganizationRole.self), "The person's role in the organization."),
      KeyShape("email", .text(.email), "The person's email address."),
      KeyShape("leaves_on", .text(.day), "The person's last day."),
    ])

  static let team = MappingShape(
    "a team",
    [
      KeyShape("maintainers", .list(.text(.login)), "Logins."),
      KeyShape("members", .list(.text(.login)), "Logins."),
      KeyShape("parent", .text(.team), "The parent team."),
    ])

  static let machineUser = MappingShape(
    "a machine user",
    [
      KeyShape("role", .choice(OrganizationRole.self), "The account's role in the organization."),
      KeyShape(
        "custodians", .list(.text(.login)),
        "The people who can sign in as the account, two or more. The first is the main one."),
      KeyShape("two_factor", .boolean, "Whether it uses two-factor authentication."),
      KeyShape("purpose", .text(.free), "Its purpose."),
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
        "Its private key, a key of `credentials`; `null` for an App of someone else."),
      KeyShape(
        "broker", .text(.host),
        "The host of the broker that holds its key, such as `octo-sts.dev`. A workflow gets the App's token there for its OIDC token."
      ),
    ])
}

// MARK: - Repositories and packages

extension DescriptionShape {
  private static let role = Shape.choice(RepositoryRole.self, aliases: ["pull", "push"])

  static let repository = MappingShape(
    "a repository",
    [
      KeyShape("visibility", .choice(Visibility.self), "Who can see it."),
      KeyShape("responsible", .text(.teamOrLogin), "The responsible team or person."),
      KeyShape("archived", .boolean, "Default: `false`."),
      KeyShape("created", .text(.day), "The day it was created, renamed or moved, whichever is the latest."),
      KeyShape(
        "teams", .entries(.team, role),
        "The role of each team. For a custom role, write the role it is based on."),
      KeyShape(
        "collaborators", .entries(.login, role), "The role of each account that has its own role here."),
      KeyShape("environments", .entries(.environment, .mapping(environment)), "The deployment environments."),
      KeyShape(
        "rules", .entries(.branch, .mapping(branchRules)),
        "The branches whose rulesets or protections reject direct pushes; `{}` if there are none. A missing key means unknown."
      ),
      KeyShape(
        "workflows", .entries(.key, .mapping(workflow)),
        "The workflows that have needs, by a name you choose."),
    ])

  static let environment = MappingShape(
    "an environment",
    [KeyShape("reviewers", .list(.text(.teamOrLogin)), "Teams or logins that must approve a run.")])

  static let branchRules = MappingShape(
    "the rules of a branch",
    [
      .required(
        "bypass", .list(.text(.bypasser)),
        "Who can bypass its rules: `deploy_keys`, Apps, accounts and teams; `[]` means nobody.")
    ])

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
      KeyShape(
        "calls", .list(.text(.calledWorkflow)), "The reusable workflows that its needs are met in."),
      KeyShape(
        "called_by", .list(.text(.automation)), "For a reusable workflow, the workflows that call it."),
      KeyShape("needs", needs, "The accesses it must have."),
    ])

  static let package = MappingShape(
    "a package",
    [
      KeyShape("registry", .choice(Registry.self), "The registry that contains it."),
      KeyShape("name", .text(.package), "Its name in the registry; default: the key."),
      KeyShape("owner", .text(.organization), "Default: this organization."),
      KeyShape(
        "repository", .oneOf([.null, .text(.repositoryReference)]),
        "The repository it is linked to. `null` means that it exists and is not linked."),
      KeyShape("visibility", .choice(Visibility.self), "Who can see it."),
      KeyShape("inherits_access", .boolean, "Whether it inherits access from its repository."),
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
      .required(
        "need", .text(.need),
        "`VERB KIND TARGET`, such as `publish package web`; of a service, `VERB SERVICE:KIND TARGET`."),
      KeyShape(
        "triggers_workflows", .boolean,
        "Whether its events must start other workflows without approval; default: `false`."),
      KeyShape(
        "changes_workflows", .boolean, "Whether it changes files under `.github/workflows`; default: `false`."
      ),
      KeyShape(
        "permissions", .entries(.permission, .choice(AccessLevel.self)),
        "For `api`, the permissions that its calls require, in API spelling, such as `vulnerability_alerts: read`."
      ),
      KeyShape(
        "endpoints", .list(.text(.endpoint)),
        "For `api`, its calls instead of `permissions`, such as `GET /repos/{owner}/{repo}/dependabot/alerts`."
      ),
      KeyShape(
        "from_fork", .boolean,
        "For `open-pull-request`, whether it comes from a fork of the account; default: `false`."),
      KeyShape(
        "branch", .text(.branch),
        "For `push`, `merge` and `write-contents`, the branch. By default, the default branch."),
      KeyShape("environment", .text(.environment), "The environment of its job."),
      KeyShape(
        "exists", .boolean, "For a need of a service, whether its target exists yet; default: `true`."),
      KeyShape("why", .text(.free), "Its purpose."),
    ])

  static let otherUse = MappingShape(
    "a use in words",
    [
      .required("other", .text(.free), "Its purpose, in your words."),
      .required(
        "with", .text(.key),
        "The credential it uses, a key of `credentials`. Tokenbook keeps it and decides nothing."),
    ])

  static let consumer = MappingShape(
    "a consumer",
    [
      .required("kind", .choice(Consumer.Kind.self), "The kind."),
      KeyShape("responsible", .text(.teamOrLogin), "The responsible team or person."),
      KeyShape("stores_in", .text(.free), "Where it stores its secrets, in your words."),
      KeyShape(
        "repositories", .list(.text(.repository)),
        "For `dependabot` and `codespaces`, the repositories that it updates or starts from. Their store of that name contains the secret."
      ),
      KeyShape(
        "same_enterprise", .boolean, "For `actions`, whether its organization belongs to the same enterprise."
      ),
      KeyShape("needs", needs, "The accesses it must have."),
    ])

  static let credential = MappingShape(
    "a credential",
    [
      .required(
        "kind",
        .choice(
          ExistingCredentialKind.allCases.map(\.rawValue)
            + ServiceCredentialKind.allCases.filter { $0 != .unknown }.map(\.rawValue), aliases: []),
        "The kind; `other` if GitHub did not issue it, `unknown` if nobody knows yet. With `service`, its class."
      ),
      KeyShape(
        "service", .text(.service), "The service that issued it, a key of `services`; default: GitHub."),
      KeyShape("may", .text(.free), "With `service`, what it can do, in your words."),
      KeyShape(
        "holder", .text(.serviceAccount),
        "The person, machine user or App it belongs to; with `service`, also an account of the service."),
      KeyShape("scopes", .list(.text(.scope)), "For a classic PAT or an OAuth token."),
      KeyShape(
        "permissions", .entries(.permission, .choice(AccessLevel.self)),
        "For a fine-grained PAT, in API spelling."),
      KeyShape("repositories", .list(.text(.repositoryReference)), "For a fine-grained PAT."),
      KeyShape("repository", .text(.repositoryReference), "For a deploy key."),
      KeyShape("read_only", .boolean, "For a deploy key."),
      KeyShape("created", .text(.day), "The day it was created."),
      KeyShape(
        "created_with", .text(.key),
        "For a deploy key or an SSH key, the token that added it, a key of `credentials`."),
      KeyShape("expires", .text(.dayOrNever), "The day it expires, or `never`."),
      KeyShape("last_used", .text(.day), "The day it was last used, as GitHub shows it."),
      KeyShape("stored_in", .list(.variants(places)), "Where it is stored."),
      KeyShape(
        "used_by", .list(.text(.automation)),
        "The workflows (`repository/workflow`) and consumers that use it."),
    ])

  static let service = MappingShape(
    "a service",
    [
      KeyShape(
        "is", .text(.service),
        "The record of the catalog, or `own-webservice`, `signing-key`, `licence-key`, `identifier` or `other`; default: the key."
      ),
      KeyShape("host", .text(.host), "Its host, if there is no record."),
      KeyShape("responsible", .text(.teamOrLogin), "The responsible team or person."),
      KeyShape(
        "accounts", .entries(.serviceAccount, .mapping(serviceAccount)),
        "Accounts of the service for automation, not for people, by name."),
      KeyShape(
        "answers", .entries(.answer, .text(.free)),
        "What you found out about a service without a record: `takes_job_identity`, `belongs_to`, `may`, `ends`, `created_at` and `proof`."
      ),
    ], isOpen: true)

  static let serviceAccount = MappingShape(
    "an account of a service",
    [
      KeyShape(
        "custodians", .list(.text(.login)),
        "The people who can sign in as the account, two or more. The first is the main one."),
      KeyShape("two_factor", .boolean, "Whether it uses two-factor authentication."),
    ])

  private static let store = KeyShape("store", .choice(SecretStore.self), "Default: `actions`.")
  private static let placeRepository = KeyShape.required(
    "repository", .text(.repository), "The repository that has the secret.")

  static let places: [MappingShape] = [
    MappingShape(
      "an organization secret",
      [
        .required("organization_secret", .text(.secret), "The name of the secret."),
        .required("visibility", .words("all", "private", "selected"), "Which repositories can use it."),
        KeyShape(
          "repositories", .list(.text(.repository)),
          "With `visibility: selected`, the repositories that can use it."),
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
      KeyShape(
        "choose", .oneOf([.text(.option), .choice(credentialKinds, aliases: [])]),
        "The credential to use; for an access to a service, the option."),
      KeyShape("because", .text(.free), "The reason for an override."),
      KeyShape("by", .text(.login), "Who decided."),
      KeyShape("until", .text(.day), "The last day of an override."),
      KeyShape("accepted", .text(.day), "The day on which the decision was accepted."),
    ],
    condition: .init(
      key: "accepted", present: ["choose", "by"], absent: ["choose", "because", "by", "until"]))

  /// decisions.md, Kinds of credential.
  static let credentialKinds = [
    "anonymous", "github_token", "broker_token", "deploy_key", "github_app", "fine_grained_pat",
    "classic_pat", "personal_pat", "personal_ssh_key",
  ]

  static let fact = MappingShape(
    "a fact",
    [
      .required("holds", .boolean, "Whether it is true here."),
      .required("because", .text(.free), "The reason, or how you know."),
      KeyShape("by", .text(.login), "Who checked it."),
      KeyShape("checked", .text(.day), "The day on which it was checked."),
    ])
  static let audit = MappingShape(
    "the audit", [KeyShape("ignore", .list(.mapping(ignoredFinding)), "Findings to suppress, and why.")])

  static let ignoredFinding = MappingShape(
    "an ignored finding",
    [
      .required("check", .text(.check), "The id of the check."),
      KeyShape(
        "in", .text(.repositoryOrWorkflow),
        "The repository or workflow (`repository/workflow`) it applies to; default: all."),
      .required("because", .text(.free), "The reason."),
      KeyShape("by", .text(.login), "Who decided."),
      .required("until", .text(.day), "The last day on which it applies."),
    ])
}
