import LocatedYAML
import OrganizationModel
import SourceText

/// Reads one organization of Peribolos, the keys that matter here; the many others are not ours.
///
/// Its format: `pkg/config/org` of kubernetes-sigs/prow.
struct PeribolosReader {
  private(set) var draft: DescriptionDraft
  private(set) var diagnostics: [Diagnostic] = []
  /// Where each team was first met.
  private var places: [Name: SourceRange] = [:]

  init(organization: String) {
    draft = DescriptionDraft(source: "Peribolos", organization: organization)
  }

  /// The organization's own keys.
  mutating func read(organization body: YAMLNode) {
    if let permission = body["default_repository_permission"] {
      draft.basePermission = choice(permission, ["none", "read", "write", "admin"])
    }
    for login in logins(body["admins"]) { draft.accounts[login] = .init(role: "owner") }
    for login in logins(body["members"]) where draft.accounts[login] == nil {
      draft.accounts[login] = .init(role: "member")
    }
    if let teams = body["teams"] { read(teams: teams) }
    for (name, repository) in entries(body["repos"]) {
      if let name = self.name(name, .repository) { read(repository, named: name) }
    }
  }

  /// Teams by name, with teams in them.
  mutating func read(teams: YAMLNode, parent: Name? = nil) {
    for (name, team) in entries(teams) { read(team, named: name, parent: parent) }
  }

  /// What can only be said when every file was read: who is outside, and who looks like nobody's person.
  mutating func finish() {
    addAccountsMetElsewhere()
    for name in Array(draft.accounts.keys) {
      draft.accounts[name]?.machineUserSign = MachineUserSign.inLogin(name.text)
    }
    for (slug, team) in draft.teams.sorted(by: { $0.key < $1.key }) {
      guard let sign = MachineUserSign.inTeam(slug) else { continue }
      for name in team.maintainers + team.members where draft.accounts[name]?.machineUserSign == nil {
        draft.accounts[name]?.machineUserSign = sign
      }
    }
  }

  /// Members of teams are members of the organization; collaborators who are not are outside of it.
  private mutating func addAccountsMetElsewhere() {
    let inTeams = draft.teams.values.flatMap { $0.maintainers + $0.members }.sorted { $0.text < $1.text }
    for name in inTeams where draft.accounts[name] == nil { draft.accounts[name] = .init(role: "member") }
    let outside = draft.repositories.values.flatMap(\.collaborators.keys).sorted { $0.text < $1.text }
    for name in outside where draft.accounts[name] == nil {
      draft.accounts[name] = .init(role: "outside_collaborator")
    }
  }
}

// MARK: - Teams and repositories

extension PeribolosReader {
  private mutating func read(_ body: YAMLNode, named name: YAMLNode, parent: Name?) {
    guard let slug = slug(of: name) else { return }
    var team = DescriptionDraft.Team()
    team.formerName = name.text == slug.text ? nil : oneLine(name.text)
    team.note = text(body["description"])
    team.parent = parent
    team.maintainers = logins(body["maintainers"])
    let maintainers = Set(team.maintainers)
    team.members = logins(body["members"]).filter { !maintainers.contains($0) }
    draft.teams[slug] = team
    for (repository, role) in entries(body["repos"]) {
      guard let role = self.role(role), let name = self.name(repository, .repository) else { continue }
      draft.repositories[name, default: .init()].teams[slug] = role
    }
    if let teams = body["teams"] { read(teams: teams, parent: slug) }
  }

  /// Nil for a name that has been met already, or of which nothing would be left.
  private mutating func slug(of name: YAMLNode) -> Name? {
    let slug = Name(TeamSlug.slug(of: name.text))
    if slug.text.isEmpty {
      report(
        "bad-team-name", "found `\(oneLine(name.text))`, expected a team name with letters or digits", name)
      return nil
    }
    if let first = places[slug] {
      diagnostics.append(
        Diagnostic(
          "duplicate-team", .error, "the team `\(slug)` stands twice", at: name.range,
          related: [.init(message: "it first stands here", range: first)]))
      return nil
    }
    places[slug] = name.range
    return slug
  }

  private mutating func read(_ body: YAMLNode, named name: Name) {
    var repository = draft.repositories[name, default: .init()]
    repository.note = text(body["description"])
    if let visibility = body["visibility"] {
      repository.visibility = choice(visibility, ["public", "private", "internal"])
    } else if let isPrivate = body["private"] {
      repository.visibility = choice(isPrivate, ["true", "false"]).map { $0 == "true" ? "private" : "public" }
    }
    if let archived = body["archived"] {
      repository.isArchived = choice(archived, ["true", "false"]) == "true"
    }
    for (login, role) in entries(body["collaborators"]) {
      guard let role = self.role(role), let login = self.name(login, .login) else { continue }
      repository.collaborators[login] = role
    }
    draft.repositories[name] = repository
  }
}

// MARK: - Values

extension PeribolosReader {
  /// Peribolos' older words for two roles are what the old API called them.
  private mutating func role(_ node: YAMLNode) -> String? {
    let role = choice(node, ["read", "triage", "write", "maintain", "admin", "pull", "push"])
    return ["pull": "read", "push": "write"][role ?? ""] ?? role
  }

  private mutating func choice(_ node: YAMLNode, _ choices: [String]) -> String? {
    if node.isNull { return nil }
    if node.kind == .scalar && choices.contains(node.text) { return node.text }
    let expected = choices.map { "`\($0)`" }.joined(separator: ", ")
    report("unknown-value", "found \(shown(node)), expected one of \(expected)", node)
    return nil
  }

  /// A text on one line; nil where there is none.
  private func text(_ node: YAMLNode?) -> String? {
    guard let node, node.kind == .scalar, !node.isNull else { return nil }
    let text = oneLine(node.text)
    return text.isEmpty ? nil : text
  }

  private mutating func logins(_ node: YAMLNode?) -> [Name] {
    guard let node, !node.isNull else { return [] }
    guard node.kind == .sequence else {
      report("wrong-kind", "found \(shown(node)), expected a list of logins", node)
      return []
    }
    var seen: Set<Name> = []
    return node.elements.compactMap { name($0, .login) }.filter { seen.insert($0).inserted }
  }

  /// A name that our own description may have.
  private mutating func name(_ node: YAMLNode, _ rule: TextRule) -> Name? {
    if node.kind == .scalar && !node.isNull && rule.accepts(node.bytes) { return Name(node.text) }
    let id = node.kind == .scalar && !node.isNull ? rule.problem : "wrong-kind"
    diagnostics.append(
      Diagnostic(
        id, .error, "found \(shown(node)), expected \(rule.expectation)", at: node.range, help: rule.words))
    return nil
  }

  private mutating func entries(_ node: YAMLNode?) -> [(YAMLNode, YAMLNode)] {
    guard let node, !node.isNull else { return [] }
    guard node.kind == .mapping else {
      report("wrong-kind", "found \(shown(node)), expected a map", node)
      return []
    }
    return node.entries.map { ($0.key, $0.value) }
  }

  private func shown(_ node: YAMLNode) -> String {
    switch node.kind {
    case .mapping: "a map"
    case .sequence: "a list"
    case .scalar: node.isNull ? "nothing" : "`\(oneLine(node.text))`"
    }
  }

  private func oneLine(_ text: String) -> String {
    text.unicodeScalars.split(whereSeparator: \.properties.isWhitespace).map { String($0) }
      .joined(separator: " ")
  }

  private mutating func report(_ id: String, _ message: String, _ node: YAMLNode) {
    diagnostics.append(Diagnostic(id, .error, message, at: node.range))
  }
}
