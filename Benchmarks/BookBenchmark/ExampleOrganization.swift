/// An organization as large as one likes, with packages, clusters, releases and old tokens as real ones have them.
struct ExampleOrganization {
  let repositories: Int
  /// Has one need more, of the repository in the middle.
  var isChanged = false

  private var teams: Int { max(4, repositories / 25) }
  private var people: Int { max(6, repositories / 5) }

  var description: String {
    head + section("people", people, "p", person)
      + "machine_users:\n"
      + "  acme-pull: {role: member, custodians: [p0, p1], two_factor: true}\n"
      + "  acme-bot: {role: member, custodians: [p1, p2], two_factor: true}\n"
      + section("teams", teams, "t", team)
      + section("repositories", repositories, "repo-", repository)
      + section("packages", repositories, "pkg-", package)
      + section("consumers", max(1, repositories / 50), "cluster-", cluster)
      + section("credentials", (repositories + 19) / 20, "PAT_", credential)
  }

  private let head = """
    tokenbook: 1
    organization: acme
    as_of: 2026-11-22
    platform: {product: github.com, plan: enterprise, saml_sso: true}
    policy:
      profile: hybrid
      classic_pats: allowed
      fine_grained_pats: approval
      deploy_keys: allowed
      base_permission: none
      default_workflow_permissions: read
      actions_can_create_pull_requests: false

    """

  private func section(_ name: String, _ count: Int, _ prefix: String, _ entry: (Int) -> String) -> String {
    "\(name):\n" + (0..<count).map { "  \(prefix)\($0): \(entry($0))\n" }.joined()
  }

  private func person(_ index: Int) -> String { "{role: \(index < 3 ? "owner" : "member")}" }

  private func team(_ index: Int) -> String { "{maintainers: [p\(index % people)]}" }

  private func isPublic(_ index: Int) -> Bool { index.isMultiple(of: 10) }

  private func repository(_ index: Int) -> String {
    let visibility = isPublic(index) ? "public" : "private"
    let ci =
      "ci: {triggers: [push, pull_request], forks: false, dependabot: \(index % 2 == 1), needs: [\(needs(index))]}"
    let workflows = index.isMultiple(of: 3) ? "\(ci), \(release(index))" : ci
    let team = "t\(index % teams)"
    return
      "{visibility: \(visibility), responsible: \(team), teams: {\(team): admin}, workflows: {\(workflows)}}"
  }

  private func needs(_ index: Int) -> String {
    var needs = ["publish package pkg-\(index)", "pull package pkg-\((index + 1) % repositories)"]
    if index.isMultiple(of: 4) { needs.append("clone repository repo-\((index + 7) % repositories)") }
    if isChanged, index == repositories / 2 { needs.append("push repository repo-\(index)") }
    return needs.joined(separator: ", ")
  }

  private func release(_ index: Int) -> String {
    let bump =
      "{need: open-pull-request repository repo-\((index + 3) % repositories), triggers_workflows: true, why: bumps the tag}"
    return "release: {triggers: [workflow_dispatch], needs: [release repository repo-\(index), \(bump)]}"
  }

  private func package(_ index: Int) -> String {
    let readers = "repo-\(index): write, repo-\((index + repositories - 1) % repositories): read"
    return
      "{registry: container, repository: repo-\(index), visibility: \(isPublic(index) ? "public" : "private"), actions_access: {\(readers)}}"
  }

  private func cluster(_ index: Int) -> String {
    let pulled = index * 50..<min(repositories, index * 50 + 50)
    let needs = pulled.map { "pull package pkg-\($0)" }.joined(separator: ", ")
    return
      "{kind: kubernetes, responsible: t\(index % teams), stores_in: External Secrets, needs: [\(needs)]}"
  }

  private func credential(_ index: Int) -> String {
    let repository = index * 20
    return
      "{kind: classic_pat, holder: p\(repository % people), scopes: [repo, write:packages], created: 2024-03-10, expires: never, stored_in: [{repository_secret: CR_PAT, repository: repo-\(repository)}], used_by: [repo-\(repository)/ci]}"
  }
}
