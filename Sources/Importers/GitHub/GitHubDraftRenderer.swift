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
      "tokenbook: 1", "organization: \(DraftValue.scalar(draft.base.organization))",
    ]
  }

  private var unknowns: [String] {
    (draft.unknowns + draft.base.questions).map { "#? \(DraftValue.oneLine($0))" }
      + draft.remarks.map { "# \(DraftValue.oneLine($0))" }
  }

  private var platform: [String] {
    let asked =
      draft.base.platform.contains { $0.key == "plan" }
      ? [] : ["#? Which plan does the organization have: free, team or enterprise? `platform: {plan: team}`"]
    return asked
      + (draft.base.platform.isEmpty
        ? [] : DraftValue.map(DraftRenderer.values(draft.base.platform)).lines("platform", ""))
  }

  private var policy: [String] {
    let known = DraftRenderer.policyFields(of: draft.base)
    let keys =
      known.contains { $0.key == "deploy_keys" }
      ? []
      : ["#? Can repositories have deploy keys? (Settings > Deploy keys) `policy: {deploy_keys: forbidden}`"]
    return keys + [
      "#? Can PATs access the organization? (Settings > Personal access tokens) `policy: {classic_pats: forbidden,",
      "#? fine_grained_pats: approval}`",
    ] + (known.isEmpty ? [] : ["policy:"] + known.map { "  \($0.key): \($0.value.inline)" })
  }

  private var apps: [String] {
    section("apps", draft.apps, ["#? Which Apps are yours, and where are their keys stored?"]) {
      Self.entry($0)
    }
  }

  private var repositories: [String] {
    let repositories = draft.base.repositories.sorted { $0.key < $1.key }
    if repositories.isEmpty { return ["# repositories:"] }
    return [
      "#? Who is responsible for each repository? `responsible: TEAM-OR-LOGIN`",
      "#? What do its workflows need? Run `tokenbook import workflows CHECKOUTS --into FILE` to propose them.",
      "repositories:",
    ] + repositories.flatMap { DraftRenderer.entry($0.value).block(DraftRenderer.scalar($0.key), "  ") }
  }

  private var packages: [String] {
    section(
      "packages", draft.base.packages,
      [
        "#? Which repositories can use each package in Actions (`actions_access:`), and who else (`access:`)? No API shows this."
      ]
    ) { DraftRenderer.entry($0, $1) }
  }

  private var consumers: [String] {
    ["#? What else needs access (clusters, Jenkins, hosts)?", "# consumers:"]
  }

  private var credentials: [String] {
    section(
      "credentials", draft.base.credentials,
      [
        "#? For each secret: what is it (`kind:`), who holds it (`holder:`), when does it expire (`expires:`), what uses it (`used_by:`)?",
        "#? Where is the private half of each deploy key stored (`stored_in:`)?",
      ]
    ) { DraftRenderer.entry($0) }
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
  private static func quoted(_ text: String) -> DraftValue { .text(DraftValue.scalar(text)) }

  static func fields(_ app: GitHubDraft.App) -> Fields {
    var fields: Fields = app.isEverywhere ? [("repositories", .text("all"))] : []
    if !app.permissions.isEmpty {
      fields.append(("permissions", .map(DraftRenderer.values(app.permissions))))
    }
    return app.isForeign ? fields + [("key", .text("null"))] : fields
  }

  static func entry(_ app: GitHubDraft.App) -> DraftValue {
    .map(fields(app) + (app.note.map { [("note", quoted($0))] } ?? []) + [("x-seen", quoted(app.seen))])
  }
}
