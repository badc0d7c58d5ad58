import OrganizationModel
import SourceText

// MARK: - What has no word in a description, and what is not known

extension GitHubDraftBuilder {
  mutating func readRemarks() {
    if let row = rows("/orgs/$org")?.first, truth(row, "two_factor_requirement_enabled") == true {
      draft.remarks.append("Every member must sign in with a second factor.")
    }
    if let row = rows("/orgs/$org/actions/permissions")?.first, truth(row, "sha_pinning_required") == true {
      draft.remarks.append("Actions must be pinned to a commit.")
    }
    readRoles()
    readRunners()
  }

  private mutating func readRoles() {
    for row in rows("/orgs/$org/organization-roles") ?? [] {
      guard let id = number(row, "id"), let role = text(row, "name") else { continue }
      let path = "/orgs/$org/organization-roles/\(id)"
      let users = names("\(path)/users", "login", .login) ?? []
      let teams = names("\(path)/teams", "slug", .team) ?? []
      let who = users.map(\.text) + teams.map { "team \($0)" }
      if !who.isEmpty {
        draft.remarks.append("The organization role `\(Self.line(role))`: \(who.joined(separator: ", ")).")
      }
    }
  }

  private mutating func readRunners() {
    let runners = rows("/orgs/$org/actions/runners")?.count ?? 0
    let own = repositoryNames.filter { !(rows(repositoryPath($0, "/actions/runners")) ?? []).isEmpty }
    if runners > 0 { draft.remarks.append("Self-hosted runners of the organization: \(runners).") }
    for row in rows("/orgs/$org/actions/runner-groups") ?? [] {
      guard let name = text(row, "name") else { continue }
      let visibility = choice(row, "visibility", ["all", "private", "selected"]) ?? "unknown"
      let isPublic = truth(row, "allows_public_repositories") == true ? ", also public ones" : ""
      draft.remarks.append("Runner group `\(Self.line(name))`: repositories \(visibility)\(isPublic).")
    }
    if !own.isEmpty {
      let names = own.prefix(10).map(\.text).joined(separator: ", ") + (own.count > 10 ? ", …" : "")
      draft.remarks.append("Repositories with self-hosted runners of their own: \(names).")
    }
    if runners > 0 || !own.isEmpty {
      draft.base.questions.append("Which workflows run on self-hosted runners? `self_hosted: true`")
    }
  }

  // MARK: Unknown

  /// Each kind of call that was refused, with how often.
  mutating func readUnknowns() {
    var refused: [String: [Int: Int]] = [:]
    for (path, answer) in dump.answers where answer.status != 200 {
      refused[Self.kind(of: path), default: [:]][answer.status, default: 0] += 1
    }
    for (kind, statuses) in refused.sorted(by: { $0.key < $1.key }) {
      let times = statuses.sorted { $0.key < $1.key }.map { "\($0.value) with \($0.key)" }.joined(
        separator: ", ")
      draft.unknowns.append("GitHub refused `\(kind)` (\(times)), so the answer is unknown, not none.")
    }
    if dump.organization == nil {
      draft.unknowns.append("`DUMP.jsonl` is missing, so some answers may be missing too.")
    } else if !dump.isFinished {
      draft.unknowns.append(
        "The script didn't finish, so some answers are missing. Run it again.")
    }
  }

  /// A path without the names in it.
  private static func kind(of path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    var kinds = parts
    if parts.count > 2 { kinds[2] = parts[1] == "apps" ? "APP" : "ORG" }
    if parts.count > 3, parts[1] == "repos" { kinds[3] = "REPO" }
    for index in parts.indices.dropFirst() {
      switch parts[index - 1] {
      case "teams" where index < parts.count - 1, "rulesets", "environments", "organization-roles",
        "personal-access-tokens":
        kinds[index] = "NAME"
      case "secrets": kinds[index] = "NAME"
      default: break
      }
    }
    return MaskedName.text(kinds.joined(separator: "/"))
  }
}
