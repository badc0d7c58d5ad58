/// Every call of the script.
///
/// What each needs: GitHub's tables of permissions for Apps and fine-grained PATs (REST version 2026-03-10), and the
/// pages of the calls for classic PATs, read on 2026-11-30.
enum GitHubCalls {
  /// All calls, in the order in which they are asked.
  ///
  /// - Parameters:
  ///   - isServer: whether it is GitHub Enterprise Server, which says its version.
  ///   - isQuick: of repositories only what credentials hang on.
  static func all(isServer: Bool, isQuick: Bool) -> [GitHubCall] {
    (isServer ? [version] : []) + organization + people + [teams] + secrets + tokens + apps + packages
      + runners
      + [repositories(isQuick: isQuick)]
  }

  private typealias Needs = GitHubCall.Needs

  private static let version = GitHubCall(
    "/meta", "{installed_version}", "The release of the server.", Needs(classic: "any"), isList: false)

  // MARK: The organization

  private static let administration = Needs.permission("organization_administration", classic: "admin:org")

  private static let organization = [
    GitHubCall(
      "/orgs/$org",
      "{login, plan: .plan.name, default_repository_permission, two_factor_requirement_enabled, deploy_keys_enabled_for_repositories}",
      "The plan, the base permission, whether deploy keys are allowed. Only owners see all of it.",
      .permission("organization_administration", classic: "read:org, of an owner"), isList: false),
    GitHubCall(
      "/orgs/$org/actions/permissions", "{enabled_repositories, allowed_actions, sha_pinning_required}",
      "Which repositories may use Actions, and which actions.", administration, isList: false),
    GitHubCall(
      "/orgs/$org/actions/permissions/workflow",
      "{default_workflow_permissions, can_approve_pull_request_reviews}",
      "What a job's token may do by default, and whether it may open pull requests.", administration,
      isList: false),
    GitHubCall(
      "/orgs/$org/rulesets", "\(rulesetLine)",
      "The rulesets of the organization. Only a write permission shows them.",
      .instead("organization_administration:write", classic: "admin:org"),
      each: [
        .init(
          key: "id", variable: "ruleset",
          calls: [
            GitHubCall(
              "/orgs/$org/rulesets/$ruleset", rulesetBody, "Who can bypass its rules.",
              .instead("organization_administration:write", classic: "admin:org"), isList: false)
          ])
      ]),
    GitHubCall(
      "/orgs/$org/organization-roles", ".roles[]? | {id, name, base_role, source}",
      "Roles in the organization, such as security manager.",
      .permission("organization_custom_org_roles", classic: "admin:org"),
      each: [
        .init(
          key: "id", variable: "role",
          calls: [
            GitHubCall(
              "/orgs/$org/organization-roles/$role/users", ".[] | {login, assignment}", "Who has it.",
              members),
            GitHubCall(
              "/orgs/$org/organization-roles/$role/teams", ".[] | {slug, assignment}", "Which teams have it.",
              members),
          ])
      ]),
  ]

  private static let rulesetLine = ".[] | {id, name, target, enforcement, source_type}"
  private static let rulesetBody =
    "{name, target, enforcement, bypass_actors, conditions, rules: [.rules[]?.type]}"

  // MARK: People and teams

  private static let members = Needs.permission("members", classic: "read:org")
  private static let logins = ".[] | {login, type}"

  private static let people = [
    GitHubCall("/orgs/$org/members?role=admin", logins, "The owners.", members),
    GitHubCall("/orgs/$org/members?role=member", logins, "The members.", members),
    GitHubCall(
      "/orgs/$org/members?filter=2fa_disabled", logins,
      "Who signs in without a second factor. GitHub answers only owners.",
      .permission("members", classic: "read:org, of an owner")),
    GitHubCall("/orgs/$org/outside_collaborators", logins, "The outside collaborators.", members),
  ]

  private static let teams = GitHubCall(
    "/orgs/$org/teams", ".[] | {id, slug, name, parent: .parent.slug}",
    "The teams. Rulesets contain their ids.", members,
    each: [
      .init(
        key: "slug", variable: "team",
        calls: [
          GitHubCall(
            "/orgs/$org/teams/$team/members?role=maintainer", ".[] | {login}", "Who maintains it.", members),
          GitHubCall("/orgs/$org/teams/$team/members?role=member", ".[] | {login}", "Who is in it.", members),
          GitHubCall(
            "/orgs/$org/teams/$team/repos", ".[] | {name, owner: .owner.login, role_name, permissions}",
            "The repositories it can access.", members),
        ], isCounted: true)
    ])

  // MARK: Secrets: names, dates and who sees them

  private static let secrets = [
    store("actions", "organization_secrets"), store("dependabot", "organization_dependabot_secrets"),
    store("codespaces", "organization_codespaces_secrets"), store("agents", "organization_agent_secrets"),
    GitHubCall(
      "/orgs/$org/private-registries",
      ".configurations[] | {name, registry_type, auth_type, url, visibility}",
      "Registries that Dependabot and code scanning sign in to.",
      .permission("organization_private_registries", classic: "admin:org")),
  ]

  private static func store(_ name: String, _ permission: String) -> GitHubCall {
    let needs = Needs.permission(permission, classic: "admin:org")
    return GitHubCall(
      "/orgs/$org/\(name)/secrets", ".secrets[] | {name, visibility, created_at, updated_at}",
      "The organization's secrets for \(name): names, and which repositories can use them. GitHub never returns a value.",
      needs,
      each: [
        .init(
          key: "name", variable: "secret", only: "\"visibility\":\"selected\"",
          calls: [
            GitHubCall(
              "/orgs/$org/\(name)/secrets/$secret/repositories", ".repositories[] | {name}",
              "Which repositories can use it.", needs)
          ])
      ])
  }

  // MARK: Tokens, Apps, packages, runners

  private static let tokens = [
    GitHubCall(
      "/orgs/$org/personal-access-tokens",
      ".[] | {id, owner: .owner.login, token_name, repository_selection, permissions, access_granted_at, token_expired, token_expires_at, token_last_used_at}",
      "Fine-grained PATs with access to the organization. GitHub answers only an App.",
      .permission("organization_personal_access_tokens", classic: "never answered"),
      each: [
        .init(
          key: "id", variable: "pat", only: "\"repository_selection\":\"subset\"",
          calls: [
            GitHubCall(
              "/orgs/$org/personal-access-tokens/$pat/repositories", ".[] | {name}",
              "Which repositories it can access.",
              .permission("organization_personal_access_tokens", classic: "never answered"))
          ])
      ]),
    GitHubCall(
      "/orgs/$org/personal-access-token-requests",
      ".[] | {owner: .owner.login, token_name, created_at, token_expires_at}",
      "Fine-grained PATs that wait for approval. GitHub answers only an App.",
      .permission("organization_personal_access_token_requests", classic: "never answered")),
    GitHubCall(
      "/orgs/$org/credential-authorizations",
      ".[] | {login, credential_type, scopes, credential_authorized_at, credential_accessed_at, authorized_credential_title, authorized_credential_note, authorized_credential_expires_at}",
      "Classic PATs and SSH keys that are authorized for single sign-on. Only on Enterprise Cloud with SAML.",
      .permission("organization_administration", classic: "read:org, of an owner")),
  ]

  private static let apps = [
    GitHubCall(
      "/orgs/$org/installations",
      ".installations[] | {app_slug, app_id, repository_selection, permissions, suspended_at}",
      "The installed Apps, and their permissions. Rulesets contain their ids.",
      .permission("organization_administration", classic: "admin:read"),
      each: [
        .init(
          key: "app_slug", variable: "app",
          calls: [
            GitHubCall(
              "/apps/$app", "{slug, owner: .owner.login}", "The owner of the App.", Needs(classic: "any"),
              isList: false)
          ])
      ])
  ]

  private static let packages = ["container", "docker", "maven", "npm", "nuget", "rubygems"].map { type in
    GitHubCall(
      "/orgs/$org/packages?package_type=\(type)",
      ".[] | {name, package_type, visibility, repository: .repository.full_name}",
      "Packages of the type \(type).",
      .instead("not answered", classic: "read:packages"))
  }

  private static let runners = [
    GitHubCall(
      "/orgs/$org/actions/runner-groups",
      ".runner_groups[] | {name, visibility, default, allows_public_repositories, restricted_to_workflows}",
      "Groups of self-hosted runners, and which repositories may use them.", selfHosted),
    GitHubCall(
      "/orgs/$org/actions/runners", ".runners[] | {os, labels: [.labels[]?.name], ephemeral}",
      "The organization's self-hosted runners.", selfHosted),
  ]

  private static let selfHosted = Needs.permission("organization_self_hosted_runners", classic: "admin:org")

  // MARK: Repositories

  private static func repositories(isQuick: Bool) -> GitHubCall {
    let active = isQuick ? [keys, repositorySecrets("actions", secret), environments] : everyRepository
    let archived =
      isQuick
      ? [] : [GitHubCall.Each(key: "name", variable: "repo", only: "\"archived\":true", calls: [keys])]
    return GitHubCall(
      "/orgs/$org/repos?type=all", ".[] | {name, visibility, archived, default_branch}",
      "The repositories. For archived ones, the script asks only for deploy keys, which still work.",
      .permission("metadata", classic: "repo"),
      each: [.init(key: "name", variable: "repo", only: "\"archived\":false", calls: active, isCounted: true)]
        + archived)
  }

  private static let everyRepository = [
    keys, repositorySecrets("actions", secret),
    repositorySecrets("dependabot", .permission("dependabot_secrets", classic: "repo")),
    repositorySecrets("codespaces", .instead("codespaces_secrets:write", classic: "repo")),
    repositorySecrets("agents", .permission("agent_secrets", classic: "repo")), environments,
    GitHubCall(
      "/repos/$org/$repo/collaborators?affiliation=direct", ".[] | {login, type, role_name, permissions}",
      "Who has their own role.", .permission("metadata", classic: "repo, read:org")),
    GitHubCall(
      "/repos/$org/$repo/rulesets?includes_parents=false", rulesetLine, "Its rulesets.",
      .permission("metadata", classic: "repo"),
      each: [
        .init(
          key: "id", variable: "ruleset",
          calls: [
            GitHubCall(
              "/repos/$org/$repo/rulesets/$ruleset", rulesetBody,
              "Who can bypass its rules. GitHub shows this only to those who can change the ruleset.",
              .permission("metadata", classic: "repo"), isList: false)
          ])
      ]),
    GitHubCall(
      "/repos/$org/$repo/actions/runners", ".runners[] | {os, labels: [.labels[]?.name], ephemeral}",
      "Its own self-hosted runners.", .permission("administration", classic: "repo")),
  ]

  private static let secret = Needs.permission("secrets", classic: "repo")

  private static let keys = GitHubCall(
    "/repos/$org/$repo/keys", ".[] | {title, read_only, verified, enabled, created_at, last_used, added_by}",
    "Its deploy keys, without the public keys.", .permission("administration", classic: "repo, of an admin"))

  private static func repositorySecrets(_ name: String, _ needs: GitHubCall.Needs) -> GitHubCall {
    GitHubCall(
      "/repos/$org/$repo/\(name)/secrets", ".secrets[] | {name, created_at, updated_at}",
      "Names of its secrets for \(name).", needs)
  }

  private static let environments = GitHubCall(
    "/repos/$org/$repo/environments",
    ".environments[]? | {name, uri: (.name | @uri), protected: has(\"protection_rules\"), reviewers: [.protection_rules[]?.reviewers[]? | {type, name: (.reviewer.slug // .reviewer.login)}]}",
    "Its environments, and who must approve runs.", .permission("actions", classic: "repo"),
    each: [
      .init(
        key: "uri", variable: "environment",
        calls: [
          GitHubCall(
            "/repos/$org/$repo/environments/$environment/secrets",
            ".secrets[] | {name, created_at, updated_at}",
            "Names of the environment's secrets.", .permission("environments", classic: "repo"))
        ])
    ])
}
