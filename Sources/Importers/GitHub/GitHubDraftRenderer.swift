import LocatedYAML
import OrganizationModel

/// Writes what a dump says as a description that is valid as it stands, or as entries for one that exists.
struct GitHubDraftRenderer {
  let draft: GitHubDraft

  typealias Fields = [(key: String, value: DraftValue)]

  func render() -> String {
    let base = DraftRenderer(draft.base)
    return DraftRenderer.text(of: [
      header, unknowns, platform, policy, base.people, base.machineUsers, base.teams, apps, repositories,
      packages,
      consumers, credentials,
    ])
  }

  private var header: [String] {
    [
      "# Imported from GitHub's answers of \(draft.day ?? "an unknown day"). Lines with `#?` are questions that GitHub doesn't answer.",
      "# `x-seen` is the call that showed an entry, and its day. Others: people from `members` and `outside_collaborators`,",
      "# teams from `teams` (GitHub counts the members of child teams as members), repositories from `repos`,",
      "# `collaborators`, `environments` and `rulesets`, platform and policy from the organization and `actions/permissions`.",
      "tokenbook: 1", "organization: \(YAMLScalar.quotedIfNeeded(draft.base.organization))",
    ]
  }

  private var unknowns: [String] {
    (draft.unknowns + draft.base.questions).map { "#? \(DraftValue.oneLine($0))" }
      + draft.remarks.map { "# \(DraftValue.oneLine($0))" }
  }

  private var platform: [String] {
    let asked =
      draft.platform.contains { $0.key == "plan" }
      ? [] : ["#? Which plan does the organization have: free, team or enterprise? `platform: {plan: team}`"]
    return asked
      + (draft.platform.isEmpty ? [] : DraftValue.map(Self.values(draft.platform)).lines("platform", ""))
  }

  private var policy: [String] {
    let known = policyFields
    let keys =
      known.contains { $0.key == "deploy_keys" }
      ? []
      : ["#? Can repositories have deploy keys? (Settings > Deploy keys) `policy: {deploy_keys: forbidden}`"]
    return keys + [
      "#? Can PATs access the organization? (Settings > Personal access tokens) `policy: {classic_pats: forbidden,",
      "#? fine_grained_pats: approval}`",
    ] + (known.isEmpty ? [] : ["policy:"] + known.map { "  \($0.key): \($0.value.inline)" })
  }

  /// With the base permission.
  var policyFields: Fields {
    (draft.base.basePermission.map { [("base_permission", .text($0))] } ?? []) + Self.values(draft.policy)
  }

  private var apps: [String] {
    section("apps", draft.apps, ["#? Which Apps are yours, and where are their keys stored?"]) {
      Self.entry($0)
    }
  }

  private var repositories: [String] {
    section(
      "repositories", draft.base.repositories,
      [
        "#? Who is responsible for each repository? `responsible: TEAM-OR-LOGIN`",
        "#? What do its workflows need? Run `tokenbook import workflows CHECKOUTS --into FILE` to propose them.",
      ]
    ) { DraftRenderer.entry($0) }
  }

  private var packages: [String] {
    section(
      "packages", draft.packages,
      [
        "#? Which repositories can use each package in Actions (`actions_access:`), and who else (`access:`)? No API shows this."
      ]
    ) { Self.entry($0, $1) }
  }

  private var consumers: [String] {
    ["#? What else needs access (clusters, Jenkins, hosts)?", "# consumers:"]
  }

  private var credentials: [String] {
    section(
      "credentials", draft.credentials,
      [
        "#? For each secret: what is it (`kind:`), who holds it (`holder:`), when does it expire (`expires:`), what uses it (`used_by:`)?",
        "#? Where is the private half of each deploy key stored (`stored_in:`)?",
      ]
    ) { Self.entry($0) }
  }

  private func section<Item>(
    _ key: String, _ items: [Name: Item], _ questions: [String], _ entry: (Item, Name) -> DraftValue
  ) -> [String] {
    if items.isEmpty { return ["# \(key):"] }
    return questions + ["\(key):"]
      + items.sorted { $0.key < $1.key }.flatMap { name, item in
        entry(item, name).lines(DraftRenderer.scalar(name), "  ")
      }
  }

  private func section<Item>(
    _ key: String, _ items: [Name: Item], _ questions: [String], _ entry: (Item) -> DraftValue
  ) -> [String] {
    section(key, items, questions) { item, _ in entry(item) }
  }
}

// MARK: - Entries

extension GitHubDraftRenderer {
  static func values(_ settings: [GitHubDraft.Setting]) -> Fields {
    settings.map { ($0.key, .text($0.value)) }
  }
  private static func quoted(_ text: String) -> DraftValue { .text(YAMLScalar.quotedIfNeeded(text)) }
  private static func names(_ names: [Name]) -> DraftValue { .list(names.map { quoted($0.text) }) }

  static func fields(_ app: GitHubDraft.App) -> Fields {
    var fields: Fields = app.isEverywhere ? [("repositories", .text("all"))] : []
    if !app.permissions.isEmpty { fields.append(("permissions", .map(values(app.permissions)))) }
    return app.isForeign ? fields + [("key", .text("null"))] : fields
  }

  static func entry(_ app: GitHubDraft.App) -> DraftValue {
    .map(fields(app) + (app.note.map { [("note", quoted($0))] } ?? []) + [("x-seen", quoted(app.seen))])
  }

  static func fields(_ package: GitHubDraft.Package) -> Fields {
    var fields: Fields = []
    if let visibility = package.visibility { fields.append(("visibility", .text(visibility))) }
    if let repository = package.repository { fields.append(("repository", quoted(repository))) }
    return fields
  }

  static func entry(_ package: GitHubDraft.Package, _ key: Name) -> DraftValue {
    let name: Fields = package.name == key.text ? [] : [("name", quoted(package.name))]
    return .map(
      [("registry", .text(package.registry))] + name + fields(package) + [("x-seen", quoted(package.seen))])
  }

  static func entry(_ credential: GitHubDraft.Credential) -> DraftValue {
    var fields: Fields = [("kind", .text(credential.kind))]
    if let holder = credential.holder { fields.append(("holder", quoted(holder.text))) }
    if let scopes = credential.scopes { fields.append(("scopes", .list(scopes.map { quoted($0) }))) }
    if let permissions = credential.permissions { fields.append(("permissions", .map(values(permissions)))) }
    if let repositories = credential.repositories { fields.append(("repositories", names(repositories))) }
    if let repository = credential.repository { fields.append(("repository", quoted(repository.text))) }
    if let readOnly = credential.readOnly { fields.append(("read_only", .text(readOnly ? "true" : "false"))) }
    if let created = credential.created { fields.append(("created", .text(created))) }
    if let expires = credential.expires { fields.append(("expires", .text(expires))) }
    if let lastUsed = credential.lastUsed { fields.append(("last_used", .text(lastUsed))) }
    if let place = credential.place { fields.append(storedIn(place)) }
    if !credential.notes.isEmpty { fields.append(("note", quoted(credential.notes.joined(separator: ", ")))) }
    return .map(fields + [("x-seen", quoted(credential.seen))])
  }

  static func storedIn(_ place: GitHubDraft.Place) -> (key: String, value: DraftValue) {
    ("stored_in", .list([.map(fields(place))]))
  }

  private static func fields(_ place: GitHubDraft.Place) -> Fields {
    switch place {
    case .organization(let secret, let visibility, let repositories, let name):
      let seenBy: Fields = visibility == "selected" ? [("repositories", names(repositories))] : []
      return [("organization_secret", quoted(secret)), ("visibility", .text(visibility))] + seenBy
        + store(name)
    case .repository(let secret, let repository, let name):
      return [("repository_secret", quoted(secret)), ("repository", quoted(repository.text))] + store(name)
    case .environment(let secret, let repository, let environment):
      return [
        ("environment_secret", quoted(secret)), ("repository", quoted(repository.text)),
        ("environment", quoted(environment)),
      ]
    case .outside(let words): return [("outside", quoted(words))]
    }
  }

  private static func store(_ name: String) -> Fields { name == "actions" ? [] : [("store", .text(name))] }
}
