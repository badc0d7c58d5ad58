import LocatedYAML
import OrganizationModel
import SourceText

/// Reads one organization of Peribolos, the keys that matter here; the many others are not ours.
///
/// Its format: `pkg/config/org` of kubernetes-sigs/prow.
struct PeribolosReader {
  private(set) var draft: DescriptionDraft
  private(set) var diagnostics: [Diagnostic] = []
  /// The one in hand.
  private var file: SourceFile?
  /// Where each entry was first met.
  private var places: [Entry: SourceRange] = [:]
  /// Where each account was seen first.
  private var met: [Name: String] = [:]
  /// Roles on names that begin with a dot: it may be a repository's, or stand for many in a tool of one's own.
  private var dotted: [(team: Name, name: Name, role: String)] = []

  /// What stands in an organization once, whatever the file.
  private enum Entry: Hashable {
    case setting(String)
    case team(Name)
    case repository(Name)
  }

  init(organization: String) {
    draft = DescriptionDraft(source: "Peribolos", organization: organization)
  }

  /// - Parameter isOfFolder: whether the name is only the folder's.
  mutating func name(_ organization: String, isOfFolder: Bool) {
    (draft.organization, draft.isNamedByFolder) = (organization, isOfFolder)
  }

  /// The organization's own keys, or those of one of its files.
  mutating func read(organization body: YAMLNode, in file: SourceFile) {
    self.file = file
    if let permission = body["default_repository_permission"],
      isNew(.setting("default_repository_permission"), "the key `default_repository_permission`", permission)
    {
      draft.basePermission = choice(permission, ["none", "read", "write", "admin"])
    }
    // Lists of logins are sets, and an owner may stand among the members too.
    for (login, place) in places(of: body["admins"]) { meet(login, "owner", at: place) }
    for (login, place) in places(of: body["members"]) where draft.accounts[login] == nil {
      meet(login, "member", at: place)
    }
    if let teams = body["teams"] { read(teams, parent: nil) }
    for (name, repository) in entries(body["repos"]) { read(repository, at: name) }
    warnOfOthers(body)
  }

  /// Of keys that it does not have nothing is taken, which would be missed where they hold people.
  private mutating func warnOfOthers(_ body: YAMLNode) {
    for entry in body.entries
    where !PeribolosFile.keys.contains(entry.key.text) && entry.value.kind != .scalar {
      diagnostics.append(
        Diagnostic(
          "unknown-key", .warning,
          "`\(oneLine(entry.key.text))` isn't a Peribolos key, so it was ignored",
          at: entry.key.range))
    }
  }

  /// The teams of a group.
  mutating func read(teams: YAMLNode, in file: SourceFile) {
    self.file = file
    read(teams, parent: nil)
  }

  /// Teams by name, with teams in them.
  private mutating func read(_ teams: YAMLNode, parent: Name?) {
    for (name, team) in entries(teams) { read(team, named: name, parent: parent) }
  }

  /// What can only be said when every file was read: who is outside, and who looks like nobody's person.
  mutating func finish() {
    addAccountsMetElsewhere()
    for grant in dotted {
      if draft.repositories[grant.name] != nil {
        draft.repositories[grant.name]?.teams[grant.team] = grant.role
      } else {
        draft.teams[grant.team]?.questions.append(
          "Peribolos has `\(grant.name): \(grant.role)`, but no repository of that name. Which ones can it access?"
        )
      }
    }
    draft.addMachineUserSigns()
  }

  /// Members of teams are members of the organization; collaborators who are not are outside of it.
  private mutating func addAccountsMetElsewhere() {
    let inTeams = draft.teams.values.flatMap { $0.maintainers + $0.members }.sorted { $0.text < $1.text }
    for name in inTeams where draft.accounts[name] == nil { meet(name, "member", at: met[name]) }
    let outside = draft.repositories.values.flatMap(\.collaborators.keys).sorted { $0.text < $1.text }
    for name in outside where draft.accounts[name] == nil {
      meet(name, "outside_collaborator", at: met[name])
    }
  }
}

// MARK: - Places

extension PeribolosReader {
  /// `org/org.yaml:12`.
  private func place(_ node: YAMLNode) -> String? {
    file.map { DraftValue.place($0.path, line: $0.place(at: Int(node.range.start)).line) }
  }

  /// Notes where a repository was seen first.
  private mutating func see(_ repository: Name, at node: YAMLNode) {
    guard let place = place(node), draft.repositories[repository]?.remarks.isEmpty != false else { return }
    draft.repositories[repository, default: .init()].remarks = [
      ("x-seen", DraftValue.scalar(place))
    ]
  }

  private mutating func meet(_ login: Name, _ role: String, at place: String?) {
    draft.accounts[login] = .init(role: role, seen: place)
  }
}

// MARK: - Teams and repositories

extension PeribolosReader {
  private mutating func read(_ body: YAMLNode, named name: YAMLNode, parent: Name?) {
    guard let slug = slug(of: name) else { return }
    var team = DescriptionDraft.Team()
    team.seen = place(name)
    team.formerName = name.text == slug.text ? nil : oneLine(name.text)
    team.note = text(body["description"])
    team.parent = parent
    team.maintainers = logins(body["maintainers"])
    let maintainers = Set(team.maintainers)
    team.members = logins(body["members"]).filter { !maintainers.contains($0) }
    draft.teams[slug] = team
    for (repository, role) in entries(body["repos"]) { grant(slug, role, on: repository) }
    if let teams = body["teams"] { read(teams, parent: slug) }
  }

  private mutating func grant(_ team: Name, _ role: YAMLNode, on repository: YAMLNode) {
    guard let role = self.role(role), let name = self.name(repository, .repository) else { return }
    if name.text.hasPrefix("."), !Self.special.contains(name.folded) {
      dotted.append((team, name, role))
    } else if role == Self.noRole {
      draft.teams[team]?.questions.append(
        "Peribolos has `\(name): none`, which was read as no grant. Does the team have access to `\(name)`?")
    } else {
      draft.repositories[name, default: .init()].teams[team] = role
      see(name, at: repository)
    }
  }

  /// Repositories that GitHub gives a meaning
  /// (<https://docs.github.com/en/organizations/collaborating-with-groups-in-organizations/customizing-your-organizations-profile>,
  /// read on 2026-11-30).
  private static let special: Set<String> = [".github", ".github-private"]

  /// Nil for a name that has been met already, of which nothing would be left, or that no team of ours may have.
  private mutating func slug(of name: YAMLNode) -> Name? {
    let slug = Name(MaskedName.slug(of: name.text))
    guard TextRule.team.accepts(Array(slug.text.utf8)[...]) else {
      let expected = slug.text.isEmpty ? "with letters or digits" : "of at most 100 letters"
      report("bad-team-name", "found `\(oneLine(name.text))`, expected a team name \(expected)", name)
      return nil
    }
    return isNew(.team(slug), "the team `\(slug)`", name, id: "duplicate-team") ? slug : nil
  }

  /// Whether an entry is met for the first time; else both places are told.
  private mutating func isNew(
    _ entry: Entry, _ words: String, _ node: YAMLNode, id: String = "duplicate-entry"
  ) -> Bool {
    guard let first = places[entry] else {
      places[entry] = node.range
      return true
    }
    diagnostics.append(
      Diagnostic(
        id, .error, "found \(words) twice", at: node.range,
        related: [.init(message: "first written here", range: first)]))
    return false
  }

  private mutating func read(_ body: YAMLNode, at place: YAMLNode) {
    guard let name = name(place, .repository), isNew(.repository(name), "the repository `\(name)`", place)
    else { return }
    guard body.kind == .scalar, !body.isNull else { return read(body, named: name, at: place) }
    draft.questions.append(
      "Peribolos has `\(name): \(oneLine(body.text))` under `repos`, which doesn't describe a repository. What is it for?"
    )
  }

  private mutating func read(_ body: YAMLNode, named name: Name, at key: YAMLNode) {
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
      guard let role = self.role(role), let login = self.name(login, .login), role != Self.noRole else {
        continue
      }
      repository.collaborators[login] = role
      met[login] = met[login] ?? self.place(key)
    }
    draft.repositories[name] = repository
    see(name, at: key)
  }
}

// MARK: - Values

extension PeribolosReader {
  private static let noRole = "none"

  /// Peribolos' older words for two roles are what the old API called them.
  private mutating func role(_ node: YAMLNode) -> String? {
    let role = choice(node, ["read", "triage", "write", "maintain", "admin", "pull", "push", Self.noRole])
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

  private mutating func logins(_ node: YAMLNode?) -> [Name] { places(of: node).map(\.login) }

  /// Logins, each with where it was seen, which is noted for those that are met nowhere else.
  private mutating func places(of node: YAMLNode?) -> [(login: Name, place: String?)] {
    guard let node, !node.isNull else { return [] }
    guard node.kind == .sequence else {
      report("wrong-kind", "found \(shown(node)), expected a list of logins", node)
      return []
    }
    var seen: Set<Name> = []
    return node.elements.compactMap { element -> (login: Name, place: String?)? in
      guard let login = name(element, .login), seen.insert(login).inserted else { return nil }
      let place = place(element)
      met[login] = met[login] ?? place
      return (login, place)
    }
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
