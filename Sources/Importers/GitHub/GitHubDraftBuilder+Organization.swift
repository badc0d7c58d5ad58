import LocatedYAML
import OrganizationModel
import SourceText

// MARK: - Platform, policy, accounts, teams

extension GitHubDraftBuilder {
  mutating func readOrganization() {
    readPlatform()
    guard let row = rows("/orgs/$org")?.first else { return }
    if let name = name(row, "login", .organization), name == Name(draft.base.organization) {
      draft.base.organization = name.text
    }
    if let plan = choice(row, "plan", ["free", "team", "enterprise"]) {
      draft.base.platform.append(("plan", plan))
    }
    draft.base.basePermission = choice(
      row, "default_repository_permission", ["none", "read", "write", "admin"])
    if let isAllowed = truth(row, "deploy_keys_enabled_for_repositories") {
      draft.base.policy.append(("deploy_keys", isAllowed ? "allowed" : "forbidden"))
    }
    readActions()
  }

  private mutating func readPlatform() {
    if dump.host == "github.com" { return }
    let isServer = !dump.host.lowercased().hasSuffix(".ghe.com")
    draft.base.platform = [("product", isServer ? "ghes" : "ghe.com"), ("host", dump.host)]
    guard let row = rows("/meta")?.first, let text = text(row, "installed_version") else { return }
    let release = text.split(separator: ".").prefix(2).joined(separator: ".")
    if TextRule.serverVersion.accepts(Array(release.utf8)[...]) {
      draft.base.platform.insert(("version", YAMLScalar.quoted(release)), at: 1)
    }
  }

  private mutating func readActions() {
    guard let row = rows("/orgs/$org/actions/permissions/workflow")?.first else { return }
    if let level = choice(row, "default_workflow_permissions", ["read", "write"]) {
      draft.base.policy.append(("default_workflow_permissions", level))
    }
    if let may = truth(row, "can_approve_pull_request_reviews") {
      draft.base.policy.append(("actions_can_create_pull_requests", may ? "true" : "false"))
    }
  }

  // MARK: Accounts

  mutating func readAccounts() {
    for (path, role) in [
      ("/orgs/$org/outside_collaborators", "outside_collaborator"),
      ("/orgs/$org/members?role=member", "member"),
      ("/orgs/$org/members?role=admin", "owner"),
    ] {
      for login in names(path, "login", .login) ?? [] { draft.base.accounts[login] = .init(role: role) }
    }
    let withoutSecondFactor = names("/orgs/$org/members?filter=2fa_disabled", "login", .login) ?? []
    if !withoutSecondFactor.isEmpty {
      let names = withoutSecondFactor.sorted().map(\.text).joined(separator: ", ")
      draft.base.questions.append("Why do these sign in without a second factor: \(names)?")
    }
  }

  /// An account that is met elsewhere: what it is in the organization is not known.
  mutating func meet(_ login: Name) {
    if draft.base.accounts[login] == nil { draft.base.accounts[login] = .init(role: nil) }
  }

  // MARK: Teams

  mutating func readTeams() {
    guard let rows = rows("/orgs/$org/teams") else { return }
    var parents: [Name: Name] = [:]
    for row in rows {
      guard let slug = name(row, "slug", .team) else { continue }
      if row.members["parent"] ?? .null != .null { parents[slug] = name(row, "parent", .team) }
      draft.base.teams[slug] = readTeam(slug, row)
    }
    for (slug, parent) in parents where draft.base.teams[parent] != nil {
      draft.base.teams[slug]?.parent = parent
    }
    for slug in draft.base.teams.keys.sorted() { readGrants(slug) }
  }

  private mutating func readTeam(_ slug: Name, _ row: GitHubDump.Row) -> DescriptionDraft.Team {
    var team = DescriptionDraft.Team()
    if let name = text(row, "name"), name != slug.text { team.formerName = Self.line(name) }
    let path = "/orgs/$org/teams/\(slug.text)/members?role="
    team.maintainers = names(path + "maintainer", "login", .login) ?? []
    let maintainers = Set(team.maintainers)
    team.members = (names(path + "member", "login", .login) ?? []).filter { !maintainers.contains($0) }
    for login in team.maintainers + team.members { meet(login) }
    return team
  }

  private mutating func readGrants(_ slug: Name) {
    for row in rows("/orgs/$org/teams/\(slug.text)/repos") ?? [] {
      guard let repository = name(row, "name", .repository), let role = role(row) else { continue }
      if let owner = text(row, "owner"), Name(owner) != Name(login) { continue }
      draft.base.repositories[repository, default: .init()].teams[slug] = role
    }
  }

  /// A role of one's own counts as the role that it builds on.
  mutating func role(_ row: GitHubDump.Row) -> String? {
    if let permissions = object(row, "permissions") {
      let levels = [
        ("admin", "admin"), ("maintain", "maintain"), ("push", "write"), ("triage", "triage"),
        ("pull", "read"),
      ]
      return levels.first { permissions[$0.0] == .truth(true) }?.1
    }
    return choice(row, "role_name", ["read", "triage", "write", "maintain", "admin"])
  }
}
