import Templates
import OrganizationModel

/// One permission on one repository or organization, and how to try it without changing anything.
struct RightInUse: Hashable, Sendable {
  let permission: String
  let level: AccessLevel
  /// `owner/name`, or the organization.
  let target: String

  init(_ permission: String, _ level: AccessLevel, _ target: String) {
    self.permission = permission
    self.level = level
    self.target = target
  }

  /// Of several levels of one permission on one thing the strongest, in a fixed order.
  static func strongest(of rights: Set<RightInUse>) -> [RightInUse] {
    let grouped = Dictionary(grouping: rights) { [$0.target, $0.permission] }
    return grouped.sorted { $0.key.lexicographicallyPrecedes($1.key) }.compactMap { group in
      group.value.max { $0.level < $1.level }
    }
  }

  /// A GET that answers only with this permission; nil where there is none.
  var readPath: String? {
    switch permission {
    case "contents": "repos/\(target)/branches?per_page=1"
    case "issues": "repos/\(target)/issues?per_page=1"
    case "pull_requests": "repos/\(target)/pulls?per_page=1"
    case "statuses": "repos/\(target)/commits/HEAD/status"
    case "actions": "repos/\(target)/actions/workflows?per_page=1"
    // Nothing that changes nothing shows whether an organization's repositories may be created.
    case "administration": isOnRepository ? "repos/\(target)/actions/permissions" : nil
    case "checks": "repos/\(target)/commits/HEAD/check-runs?per_page=1"
    case "security_events": "repos/\(target)/code-scanning/alerts?per_page=1"
    case "deployments": "repos/\(target)/deployments?per_page=1"
    case "secrets": "repos/\(target)/actions/secrets?per_page=1"
    case "actions_variables": "repos/\(target)/actions/variables?per_page=1"
    case "repository_hooks": "repos/\(target)/hooks?per_page=1"
    case "members": "orgs/\(organization)/teams?per_page=1"
    case "organization_projects": "orgs/\(target)/projectsV2?per_page=1"
    case "organization_secrets": "orgs/\(target)/actions/secrets?per_page=1"
    case "organization_self_hosted_runners": "orgs/\(target)/actions/runners?per_page=1"
    case "organization_administration": "orgs/\(target)/audit-log?per_page=1"
    default: nil
    }
  }

  /// A POST that is refused for what it asks, not for who asks: it names a commit, a branch or a title that cannot be.
  var probe: (path: String, fields: String)? {
    switch permission {
    case "contents":
      ("repos/\(target)/git/refs", "-f ref=refs/heads/probe-of-this-runbook -f sha=\(RightInUse.noCommit)")
    case "pull_requests":
      (
        "repos/\(target)/pulls",
        "-f title=probe -f head=probe-of-this-runbook -f base=probe-of-this-runbook"
      )
    case "issues": ("repos/\(target)/issues", "-f title=")
    case "statuses": ("repos/\(target)/statuses/\(RightInUse.noCommit)", "-f state=success")
    case "checks": ("repos/\(target)/check-runs", "-f name=probe -f head_sha=\(RightInUse.noCommit)")
    case "deployments": ("repos/\(target)/deployments", "-f ref=probe-of-this-runbook")
    default: nil
    }
  }

  private var isOnRepository: Bool { target.contains("/") }

  /// Whose the target is.
  private var organization: Substring { target.prefix { $0 != "/" } }

  /// The hash of no commit.
  static let noCommit = String(repeating: "0", count: 40)

  func values(_ path: String, _ fields: String = "") -> TemplateContext {
    [
      "label": PermissionLabel.of(permission), "target": target, "path": path, "fields": fields,
      "asks_for_commit": ["contents", "statuses", "checks"].contains(permission),
      "asks_for_branch": permission == "pull_requests" || permission == "deployments",
      "asks_for_title": permission == "issues",
    ]
  }
}
