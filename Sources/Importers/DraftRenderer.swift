import OrganizationModel

/// Writes a draft as a `tokenbook.yaml` that is valid as it stands, what is not known as questions in comments.
struct DraftRenderer {
  private let draft: DescriptionDraft

  init(_ draft: DescriptionDraft) {
    self.draft = draft
  }

  func render() -> String {
    Self.text(of: [
      header, policy, people, machineUsers, teams, repositories, packages, consumers, credentials, whatElse,
    ])
  }

  /// Sections of lines, an empty line between two.
  static func text(of sections: [[String]]) -> String {
    sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var header: [String] {
    [
      "# Imported from \(draft.source). Lines with `#?` are questions to answer.",
      "tokenbook: 1",
      "organization: \(DraftValue.scalar(draft.organization))",
    ] + login + [""] + plan
  }

  private var plan: [String] {
    let known =
      draft.platform.isEmpty ? [] : DraftValue.map(Self.values(draft.platform)).lines("platform", "")
    if draft.platform.contains(where: { $0.key == "plan" }) { return known }
    return known + [
      "#? Which plan does the organization have: free, team or enterprise?", "# platform: {plan: team}",
    ]
  }

  /// A folder may be called otherwise than the organization.
  private var login: [String] {
    draft.isNamedByFolder
      ? ["#? Is this the organization's login? It is the name of the folder; `--organization` sets another."]
      : []
  }

  private var policy: [String] {
    let fields = Self.policyFields(of: draft)
    let known =
      fields.isEmpty ? ["# policy:"] : ["policy:"] + fields.map { "  \($0.key): \($0.value.inline)" }
    let indent = fields.isEmpty ? "#   " : "  # "
    let ask = fields.isEmpty ? "#?" : "  #?"
    let deployKeys =
      fields.contains { $0.key == "deploy_keys" }
      ? []
      : [
        "\(ask) Can repositories have deploy keys? (Settings > Deploy keys; a missing key means unknown)",
        "\(indent)deploy_keys: forbidden",
      ]
    return known + deployKeys + [
      "\(ask) Can members use classic PATs? (Settings > Personal access tokens; a missing key means allowed)",
      "\(indent)classic_pats: allowed",
    ]
  }

  var people: [String] {
    if draft.accounts.isEmpty { return [] }
    return ["people:"]
      + draft.accounts.sorted { $0.key < $1.key }.map { name, account in
        "  \(Self.scalar(name)): \(Self.entry(account).inline)"
      }
  }

  var machineUsers: [String] {
    let likely = draft.likelyMachineUsers
    if draft.accounts.isEmpty { return [] }
    if likely.isEmpty {
      return [
        "#? Which accounts are for automation, not for a person? Move them here from `people`.",
        "# machine_users:",
      ]
    }
    return [
      "#? Which accounts are for automation, not for a person? These look like it. Move them here from `people`,",
      "#? each with two custodians who can sign in as it.",
      "# machine_users:",
    ]
      + likely.map { name, account in
        "#   \(Self.scalar(name)): {\(account.role.map { "role: \($0), " } ?? "")custodians: []}  # \(account.machineUserSign ?? "")"
      }
  }

  var teams: [String] {
    if draft.teams.isEmpty { return [] }
    return ["teams:"]
      + draft.teams.sorted { $0.key < $1.key }.flatMap { name, team in
        lines(name, Self.entry(team), formerName: team.formerName)
          + team.questions.map { "  #? \(name): \(DraftValue.oneLine($0))" }
      }
  }

  private var repositories: [String] {
    if draft.repositories.isEmpty { return draft.questions.map { "#? \(DraftValue.oneLine($0))" } }
    return repositoryQuestions + ["repositories:"]
      + draft.repositories.sorted { $0.key < $1.key }.flatMap { lines($0.key, Self.entry($0.value)) }
  }

  private var repositoryQuestions: [String] {
    let unknown = draft.repositories.values.count { $0.visibility == nil }
    let visibility = [
      "#? Who can see each repository: `visibility: public`, `private` or `internal`?",
      "#? It is unknown for \(unknown) of these \(draft.repositories.count).",
    ]
    return draft.questions.map { "#? \(DraftValue.oneLine($0))" } + (unknown == 0 ? [] : visibility) + [
      "#? Who is responsible for each repository? `responsible: TEAM-OR-LOGIN`",
      "#? Which workflows does each have, and what do they need outside their own repository?",
      "#?   workflows: {ci: {triggers: [push], needs: [publish package NAME]}}",
    ]
  }

  private var packages: [String] {
    section(
      "packages", draft.packages,
      "#? Who can see each package? `visibility: private`. To which repository is it linked? `repository: NAME`"
    ) { Self.entry($0, $1) }
  }

  private var consumers: [String] {
    section(
      "consumers", draft.consumers,
      "#? Who is responsible for each (`responsible:`), and where does it store its secrets (`stores_in:`)?"
    ) { consumer, _ in Self.entry(consumer) }
  }

  private var credentials: [String] {
    section(
      "credentials", draft.credentials,
      "#? For each: what is it (`kind:`), who holds it (`holder:`), when does it expire (`expires:`)?"
    ) { credential, _ in Self.entry(credential) }
  }

  private func section<Item>(
    _ key: String, _ items: [Name: Item], _ question: String, _ entry: (Item, Name) -> DraftValue
  ) -> [String] {
    if items.isEmpty { return [] }
    return [question, "\(key):"]
      + items.sorted { $0.key < $1.key }.flatMap { lines($0.key, entry($0.value, $0.key)) }
  }

  private var whatElse: [String] {
    let missing = [
      ("packages", draft.packages.isEmpty), ("consumers", draft.consumers.isEmpty),
      ("credentials", draft.credentials.isEmpty),
    ].filter(\.1).map(\.0)
    if missing.isEmpty { return [] }
    return [
      "#? Which packages and credentials exist, and what else needs access (clusters, Jenkins, hosts)?"
    ] + missing.map { "# \($0):" }
  }
}

// MARK: - Entries

extension DraftRenderer {
  static func entry(_ account: DescriptionDraft.Account) -> DraftValue {
    .map((account.role.map { [("role", .text($0))] } ?? []) + seen(account.seen))
  }

  /// Where an entry was seen.
  private static func seen(_ place: String?) -> [(key: String, value: DraftValue)] {
    place.map { [("x-seen", .text(DraftValue.scalar($0)))] } ?? []
  }

  static func values(_ settings: [DescriptionDraft.Setting]) -> [(key: String, value: DraftValue)] {
    settings.map { ($0.key, .text($0.value)) }
  }

  /// Keys of `policy`, with the base permission.
  static func policyFields(of draft: DescriptionDraft) -> [(key: String, value: DraftValue)] {
    (draft.basePermission.map { [("base_permission", .text($0))] } ?? []) + values(draft.policy)
  }

  static func entry(_ team: DescriptionDraft.Team) -> DraftValue {
    .map(fields(of: team) + seen(team.seen))
  }

  static func fields(of team: DescriptionDraft.Team) -> [(key: String, value: DraftValue)] {
    var fields: [(key: String, value: DraftValue)] = []
    if let parent = team.parent { fields.append(("parent", .text(scalar(parent)))) }
    if !team.maintainers.isEmpty { fields.append(("maintainers", list(team.maintainers))) }
    if !team.members.isEmpty { fields.append(("members", list(team.members))) }
    if let note = team.note { fields.append(("note", .text(DraftValue.scalar(note)))) }
    return fields
  }

  static func entry(_ repository: DescriptionDraft.Repository) -> DraftValue {
    var fields = settings(of: repository)
    if !repository.teams.isEmpty { fields.append(("teams", .map(roles(repository.teams)))) }
    if !repository.collaborators.isEmpty {
      fields.append(("collaborators", .map(roles(repository.collaborators))))
    }
    if !repository.environments.isEmpty { fields.append(("environments", .map(environments(repository)))) }
    if !repository.rules.isEmpty { fields.append(("rules", .map(rules(repository)))) }
    if let note = repository.note { fields.append(("note", .text(DraftValue.scalar(note)))) }
    return .map(fields + remarks(repository))
  }

  static func remarks(_ repository: DescriptionDraft.Repository) -> [(key: String, value: DraftValue)] {
    repository.remarks.map { ($0.key, .text($0.value)) }
  }

  static func environments(_ repository: DescriptionDraft.Repository) -> [(key: String, value: DraftValue)] {
    repository.environments.sorted { $0.key < $1.key }.map { name, reviewers in
      (DraftValue.scalar(name), .map(reviewers.map { [("reviewers", list($0))] } ?? []))
    }
  }

  static func rules(_ repository: DescriptionDraft.Repository) -> [(key: String, value: DraftValue)] {
    repository.rules.sorted { $0.key < $1.key }.map { branch, bypass in
      (
        DraftValue.scalar(branch),
        .map([("bypass", .list(bypass.map { .text(DraftValue.scalar($0)) }))])
      )
    }
  }

  static func settings(of repository: DescriptionDraft.Repository) -> [(key: String, value: DraftValue)] {
    var fields: [(key: String, value: DraftValue)] = []
    if let visibility = repository.visibility { fields.append(("visibility", .text(visibility))) }
    if let responsible = repository.responsible { fields.append(("responsible", .text(scalar(responsible)))) }
    if repository.isArchived { fields.append(("archived", .text("true"))) }
    return fields
  }

  static func roles(_ roles: [Name: String]) -> [(key: String, value: DraftValue)] {
    roles.sorted { $0.key < $1.key }.map { (key: scalar($0.key), value: .text($0.value)) }
  }

  static func list(_ names: [Name]) -> DraftValue { .list(names.sorted().map { .text(scalar($0)) }) }

  static func scalar(_ name: Name) -> String { DraftValue.scalar(name.text) }

  func lines(_ name: Name, _ value: DraftValue, formerName: String? = nil) -> [String] {
    let lines = value.lines(Self.scalar(name), "  ")
    return formerName.map { [lines[0] + "  # `\($0)` in \(draft.source)"] + lines.dropFirst() } ?? lines
  }
}
