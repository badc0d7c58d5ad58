/// What is known of one permission of GitHub Apps on a repository or an organization: what `api` takes of each token.
///
/// How sure it is, and from where: the fact `permissions-of-api`.
package struct PermissionRecord: Sendable {
  /// Who can use a permission on an organization with a token of an account.
  enum Accounts: Sendable {
    case anyMember
    /// To write only an owner, or who has a role of the organization for it.
    case ownersWrite
    case onlyOwners
  }

  /// In the spelling of the API, `vulnerability_alerts`.
  package let name: String
  package let target: TargetKind
  /// The highest level that `permissions:` of a workflow gives; nil where it has no such key.
  package let jobLevel: AccessLevel?
  /// The scopes of a classic PAT that stand for reading and for writing; nil where no source names one.
  let scopes: (read: String?, write: String?)
  /// The role that an account needs on the repository to read and to write; those of an organization ask for none.
  let roles: (read: AccessLevel, write: AccessLevel)?
  let accounts: Accounts
  /// The tokens that can never have it, and those that cannot write.
  let refuses: (always: Set<VerbRecord.Token>, writing: Set<VerbRecord.Token>)
  /// The tokens of which no source says whether they can have it.
  let undocumented: Set<VerbRecord.Token>

  /// The permission of that name; nil for one that is not in the table.
  package static func named(_ name: String) -> PermissionRecord? { byName[name] }

  /// All names, sorted.
  package static let names: [String] = byName.keys.sorted()

  /// Whether `permissions:` of a workflow gives it at that level; nil for one that is not in the table.
  package static func isOfJobToken(_ name: String, _ level: AccessLevel) -> Bool? {
    byName[name].map { record in record.jobLevel.map { $0 >= level } ?? false }
  }

  /// Whether it is of a user's own things or of an enterprise, and so of no repository and no organization.
  package static func isElsewhere(_ name: String) -> Bool {
    name.hasPrefix("enterprise_") || ofUsers.contains(name)
  }

  private static let ofUsers: Set<String> = [
    "blocking", "codespaces_user_secrets", "emails", "followers", "gists", "git_signing_ssh_public_keys",
    "gpg_keys", "interaction_limits", "keys", "plan", "private_repository_invitations", "profile", "starring",
    "watching",
  ]

  private static let byName: [String: PermissionRecord] = Dictionary(
    (ofRepositories + ofOrganizations).map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
}

// MARK: - What a permission comes to at a level

extension PermissionRecord {
  func scope(_ level: AccessLevel) -> String? { level == .read ? scopes.read : scopes.write }

  func role(_ level: AccessLevel) -> AccessLevel? {
    roles.map { level == .read ? $0.read : $0.write }
  }

  /// Whether only an owner of the organization, or who has a role for it, can use it at that level.
  package func needsOwner(_ level: AccessLevel) -> Bool {
    switch accounts {
    case .anyMember: false
    case .ownersWrite: level != .read
    case .onlyOwners: true
    }
  }

  func refusing(_ level: AccessLevel) -> Set<VerbRecord.Token> {
    let job: Set<VerbRecord.Token> = jobLevel.map { $0 >= level } == true ? [] : [.job]
    return job.union(refuses.always).union(level == .read ? [] : refuses.writing)
  }
}

// MARK: - The table

extension PermissionRecord {
  /// A permission on a repository. The scope is that of the classic PAT which reads and writes it.
  private static func repository(
    _ name: String, job: AccessLevel? = nil, _ scope: String? = "repo", write: String? = nil,
    roles: (read: AccessLevel, write: AccessLevel) = (.read, .write), refuses: Set<VerbRecord.Token> = [],
    writingRefuses: Set<VerbRecord.Token> = [], undocumented: Set<VerbRecord.Token> = []
  ) -> PermissionRecord {
    PermissionRecord(
      name: name, target: .repository, jobLevel: job, scopes: (scope, write ?? scope), roles: roles,
      accounts: .anyMember, refuses: (refuses, writingRefuses), undocumented: undocumented)
  }

  /// A permission on an organization.
  private static func organization(
    _ name: String, read: String?, write: String?, _ accounts: Accounts,
    refuses: Set<VerbRecord.Token> = []
  ) -> PermissionRecord {
    PermissionRecord(
      name: name, target: .organization, jobLevel: nil, scopes: (read, write), roles: nil,
      accounts: accounts, refuses: (refuses, []), undocumented: [])
  }

  private static let ofRepositories: [PermissionRecord] = [
    repository("actions", job: .write),
    repository("actions_variables", roles: (.write, .write)),
    repository("administration", roles: (.admin, .admin)),
    repository("agent_secrets", roles: (.write, .write)),
    repository("agent_variables", roles: (.write, .write)),
    repository("artifact_metadata", job: .write, nil),
    repository("attestations", job: .write, nil),
    // Only Apps write, the job's token among them, and a fine-grained PAT has no such permission at all.
    repository("checks", job: .write, refuses: [.fineGrained], writingRefuses: [.classic]),
    repository("code_quality", job: .write),
    // Most of their endpoints are for tokens of users only.
    repository("codespaces", "codespace", undocumented: [.app]),
    repository("codespaces_lifecycle_admin", "codespace", undocumented: [.app]),
    repository("codespaces_metadata", "codespace", undocumented: [.app]),
    repository("codespaces_secrets", roles: (.write, .write)),
    repository("contents", job: .write),
    repository("dependabot_secrets", roles: (.write, .write)),
    repository("deployments", job: .write, "repo_deployment"),
    repository("discussions", job: .write),
    repository("environments", roles: (.write, .write)),
    repository("issues", job: .write),
    repository("merge_queues"),
    // Private in GitHub's tables: no row says what takes it.
    repository(
      "packages", job: .write, "read:packages", write: "write:packages", refuses: [.fineGrained],
      undocumented: [.app]),
    repository("pages", job: .write),
    repository("pull_requests", job: .write),
    repository("repository_advisories", roles: (.admin, .admin)),
    repository("repository_custom_properties", nil, roles: (.read, .admin)),
    repository("repository_hooks", "read:repo_hook", write: "write:repo_hook", roles: (.admin, .admin)),
    repository("secret_scanning_alerts", "security_events", roles: (.admin, .admin)),
    repository("secrets", roles: (.write, .write)),
    repository("security_events", job: .write, "security_events", roles: (.write, .write)),
    repository("statuses", job: .write, "repo:status"),
    repository("vulnerability_alerts", job: .read, "security_events", roles: (.write, .write)),
    repository("workflows", "workflow"),
  ]

  private static let ofOrganizations: [PermissionRecord] =
    [
      organization("issue_fields", read: "read:org", write: "admin:org", .ownersWrite),
      organization("issue_types", read: "read:org", write: "admin:org", .ownersWrite),
      organization("members", read: "read:org", write: "admin:org", .ownersWrite),
      // What its endpoints name to read differs.
      organization("organization_administration", read: nil, write: "admin:org", .onlyOwners),
      organization(
        "organization_copilot_seat_management", read: "manage_billing:copilot",
        write: "manage_billing:copilot", .onlyOwners),
      organization("organization_hooks", read: "admin:org_hook", write: "admin:org_hook", .onlyOwners),
      organization(
        "organization_network_configurations", read: "read:network_configurations",
        write: "write:network_configurations", .onlyOwners),
      organization("organization_projects", read: "read:project", write: "project", .anyMember),
    ]
    // Apps administer fine-grained PATs, and no PAT does.
    + ["organization_personal_access_token_requests", "organization_personal_access_tokens"].map {
      organization($0, read: nil, write: nil, .onlyOwners, refuses: [.fineGrained, .classic])
    }
    + [
      "organization_actions_variables", "organization_agent_secrets", "organization_agent_variables",
      "organization_codespaces", "organization_codespaces_secrets", "organization_codespaces_settings",
      "organization_custom_org_roles", "organization_custom_properties", "organization_custom_roles",
      "organization_dependabot_secrets", "organization_private_registries",
      "organization_runner_custom_images", "organization_secrets", "organization_self_hosted_runners",
      "organization_user_blocking",
    ].map { organization($0, read: "admin:org", write: "admin:org", .onlyOwners) }
    + [
      "org_copilot_content_exclusion", "organization_announcement_banners", "organization_api_insights",
      "organization_campaigns", "organization_copilot_agent_settings", "organization_copilot_metrics",
      "organization_copilot_spaces", "organization_events", "organization_secret_scanning_bypass_requests",
    ].map { organization($0, read: nil, write: nil, .onlyOwners) }
}
