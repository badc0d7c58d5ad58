// What `administer` and the organization's own verbs do not cover. Permissions and scopes: the facts
// `permissions-of-VERB` have their sources and days.

extension VerbRecord {
  static let manageRepositorySecrets = VerbRecord(
    .repository, .api, "manages the repository secrets of", deed: { "changes secrets of \($0)" },
    permissions: ["secrets": .write], scopes: .these(["repo"]), hasJobToken: false, role: .write,
    besides: Besides(
      remark:
        "This is for the secrets of the repository. Those of an environment require `environments: write`. Describe them as `api`."
    ), command: { "gh secret set \"$NAME\" --repo \($0) < secret.txt" })

  static let manageRepositoryVariables = VerbRecord(
    .repository, .api, "manages the repository variables of", deed: { "changes variables of \($0)" },
    trial: "Setting a variable to the value that it has changes nothing.",
    permissions: ["actions_variables": .write], scopes: .these(["repo"]), hasJobToken: false, role: .write,
    besides: Besides(
      remark:
        "This is for the variables of the repository. Those of an environment require `environments: write`. Describe them as `api`."
    ), command: { "gh variable set \"$NAME\" --repo \($0) --body \"$VALUE\"" })

  static let manageWebhooks = VerbRecord(
    .repository, .api, "manages the webhooks of", deed: { "changes webhooks of \($0)" },
    permissions: ["repository_hooks": .write], scopes: .these(["admin:repo_hook"]), hasJobToken: false,
    role: .admin,
    command: {
      "gh api repos/\($0)/hooks -f name=web -f \"config[url]=$HOOK_URL\" -f 'config[content_type]=json'"
    })

  // An item that is there is not added twice ("Using the API to manage Projects", looked at on 2026-11-30).
  static let updateProject = VerbRecord(
    .organization, .api, "updates projects of", deed: { _ in "changes items of a project" },
    trial: "Adding an item that is already in the project changes nothing.",
    permissions: ["organization_projects": .write], scopes: .these(["project"]), hasJobToken: false,
    role: nil,
    besides: Besides(
      account: "the role Write on the project (the project > … > Settings > Manage access).",
      remark:
        "To add an issue or a pull request of a private repository, the credential must also be able to read it. Describe that as `api` with `issues: read` or `pull_requests: read`."
    ),
    command: {
      "gh api \"orgs/\($0)/projectsV2/$PROJECT/items\" -f type=Issue -F \"id=$ISSUE_ID\""
    })

  // `public_repo` makes public ones; the need does not say which it makes.
  static let createRepository = VerbRecord(
    .organization, .api, "creates repositories in", deed: { _ in "creates a repository in the organization" },
    trial: "With a name that is taken, GitHub answers 422 and creates nothing.",
    permissions: ["administration": .write], scopes: .these(["repo"]), hasJobToken: false, role: nil,
    besides: Besides(
      account:
        "the right to create repositories (Settings > Member privileges > Repository creation). If members don't have it, only an owner can create one."
    ), command: { "gh api orgs/\($0)/repos -f \"name=$NAME\" -F private=true" })
}
