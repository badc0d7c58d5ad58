import Exposure
import Pages
import Guidance
import OrganizationModel
import Templates

/// What every runbook knows: the book, its own page, and how to write addresses, commands and names.
struct RunbookGround: Sendable {
  let book: Book
  let page: BookPath
  /// What is done there; empty for the index and the page of messages.
  var tasks: [Fact.Task] = []
  /// The kinds of the credentials that it is about; nil where it is about any.
  var kinds: Set<CredentialKind>?

  var organization: Organization { book.organization }
  var hosts: RunbookHosts { RunbookHosts(book) }
  var people: RunbookPeople { RunbookPeople(book: book) }
  var commands: SetupCommands { SetupCommands(organization: organization.name, hosts: book.hosts) }

  /// The values that every runbook's template and steps look up.
  /// The facts are those behind its kind of task, of those that matter for its kinds of credential.
  var values: TemplateContext {
    let hosts = self.hosts
    // The day on which the one that was looked at first was looked at.
    let checked = tasks.flatMap { Fact.behind($0, kinds) }.map(\.checked).min()
    return [
      "gh": hosts.gh, "token_gh": hosts.tokenGh, "web": hosts.web, "api": hosts.api, "host": book.hosts.web,
      "registry": book.hosts.registry(.container), "ssh_user": hosts.sshUser, "is_server": hosts.isServer,
      "organization": organization.name.text, "managed_users": organization.platform.managedUsers,
      "has_audit_log": organization.platform.plan == .enterprise,
      "facts_link": page.link(to: GuidanceFacts.page),
      "runbook_facts_link": page.link(to: GuidanceFacts.Chapter.runbooks.page),
      "runbooks_link": page.link(to: BookSection.runbooks.index),
      "fails_link": link(book.paths.runbook(.itFails)),
      "review_by": (checked.map { ($0 + Self.reviewDays).description }).orFalse,
      "facts_checked": (checked?.description).orFalse,
      "is_alive": false,
      "prepare_link": link(book.paths.runbook(.prepare)),
      "help_link": link(book.paths.runbook(.help)),
    ]
  }

  /// How long a runbook may stand on its facts before somebody reads it again.
  private static let reviewDays = 180

  /// A link to another page, or false where there is none.
  func link(_ path: BookPath?) -> any TemplateConvertible { path.map { page.link(to: $0) }.orFalse }
  func link(_ place: BookPlace?) -> any TemplateConvertible {
    place.map { page.link(to: $0.page, anchor: $0.anchor) }.orFalse
  }

  /// Deploy keys that go with a token, or may.
  func keys(_ keys: DependentKeys) -> TemplateContext {
    func rows(_ names: [Name]) -> [TemplateContext] {
      names.map { ["name": $0.text, "link": link(book.paths.credential(existing: $0))] }
    }
    return [
      "made_keys": rows(keys.made), "has_made_keys": !keys.made.isEmpty,
      "possible_keys": rows(keys.possible), "has_possible_keys": !keys.possible.isEmpty,
    ]
  }

  func owner(of reference: RepositoryReference) -> Name { reference.owner ?? organization.name }

  /// `owner/name`.
  func fullName(_ reference: RepositoryReference) -> String { people.fullName(reference) }

  /// Texts as a list for a template, each under `name`.
  static func list(_ texts: some Sequence<String>) -> [TemplateContext] {
    texts.map { ["name": $0] }
  }

  /// At most `limit` texts, each under `name`, and how many more there are.
  static func list(_ texts: [String], limit: Int) -> TemplateContext {
    [
      "list": list(texts.prefix(limit)),
      "more": texts.count > limit ? (texts.count - limit) as any TemplateConvertible : false,
    ]
  }

  /// `prod, web/ci and 3 more`.
  static func sentence(_ texts: [String], limit: Int = 6) -> String {
    let more = texts.count > limit ? " and \(texts.count - limit) more" : ""
    return texts.prefix(limit).joined(separator: ", ") + more
  }
}

/// A permission as GitHub's forms call it.
enum PermissionLabel {
  /// API spelling to the label of the form; the last six are permissions on the organization (U-04, U-05).
  private static let labels: [String: String] = [
    "actions": "Actions", "administration": "Administration", "contents": "Contents", "issues": "Issues",
    "pull_requests": "Pull requests", "statuses": "Commit statuses", "workflows": "Workflows",
    "actions_variables": "Variables", "attestations": "Attestations", "checks": "Checks",
    "deployments": "Deployments", "pages": "Pages", "repository_hooks": "Webhooks", "secrets": "Secrets",
    "security_events": "Code scanning alerts",
    "members": "Members", "organization_administration": "Administration",
    "organization_hooks": "Webhooks", "organization_projects": "Projects", "organization_secrets": "Secrets",
    "organization_self_hosted_runners": "Self-hosted runners",
  ]

  static func of(_ permission: String) -> String { labels[permission] ?? permission }

  static func level(_ level: AccessLevel) -> String {
    switch level {
    case .read: "Read-only"
    case .write: "Read and write"
    case .admin: "Admin"
    }
  }

  /// The rows of a form, in the order of the labels.
  static func rows(_ permissions: [String: AccessLevel]) -> [TemplateContext] {
    permissions.sorted {
      ($0.key.hasPrefix("organization_") ? 1 : 0, $0.key) < (
        $1.key.hasPrefix("organization_") ? 1 : 0, $1.key
      )
    }
    .map { permission, level in
      [
        "label": of(permission), "level": self.level(level),
        "is_organization": PermissionReach.isOfOrganization(permission),
      ]
    }
  }
}
