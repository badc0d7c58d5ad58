import OrganizationModel
import SourceText

// MARK: - Repositories, environments, rules, packages

extension GitHubDraftBuilder {
  mutating func readRepositories() {
    if !isKnown("/orgs/$org/repos?type=all") { meetRepositories() }
    for row in rows("/orgs/$org/repos?type=all") ?? [] {
      guard let name = name(row, "name", .repository) else { continue }
      var repository = draft.base.repositories[name, default: .init()]
      repository.visibility = choice(row, "visibility", ["public", "private", "internal"])
      repository.isArchived = truth(row, "archived") ?? false
      draft.base.repositories[name] = repository
      defaultBranches[name] = text(row, "default_branch").map { Self.line($0) }
    }
    for name in repositoryNames {
      readCollaborators(name)
      readEnvironments(name)
      readRules(name)
    }
    readRules(of: "/orgs/$org/rulesets", in: nil)
  }

  /// Those that something was asked of, where their list was refused.
  private mutating func meetRepositories() {
    let start = "/repos/\(login)/"
    for path in dump.answers.keys where path.hasPrefix(start) {
      let name = MaskedName.text(String(path.dropFirst(start.count).prefix { $0 != "/" }))
      if TextRule.repository.accepts(Array(name.utf8)[...]) { draft.base.repositories[Name(name)] = .init() }
    }
  }

  private mutating func readCollaborators(_ repository: Name) {
    for row in rows(repositoryPath(repository, "/collaborators?affiliation=direct")) ?? [] {
      if text(row, "type") == "Bot" { continue }
      guard let login = name(row, "login", .login), let role = role(row) else { continue }
      // Owners are admins everywhere.
      if draft.base.accounts[login]?.role == "owner", role == "admin" { continue }
      meet(login)
      draft.base.repositories[repository]?.collaborators[login] = role
    }
  }

  private mutating func readEnvironments(_ repository: Name) {
    for row in rows(repositoryPath(repository, "/environments")) ?? [] {
      guard let name = name(row, "name", .environment) else { continue }
      let isKnown = truth(row, "protected") ?? false
      let reviewers = isKnown ? reviewers(row, of: name, in: repository) : nil
      draft.base.repositories[repository]?.environments.updateValue(reviewers, forKey: name.text)
    }
  }

  /// Nil where not all of them can be named.
  private mutating func reviewers(_ row: GitHubDump.Row, of environment: Name, in repository: Name) -> [Name]?
  {
    var reviewers: Set<Name> = []
    for reviewer in list(row, "reviewers") ?? [] {
      let isTeam = reviewer.object?["type"]?.text == "Team"
      let text = reviewer.object?["name"]?.text.map(MaskedName.text) ?? ""
      let name = Name(text)
      guard (isTeam ? TextRule.team : .login).accepts(Array(text.utf8)[...]),
        !isTeam || draft.base.teams[name] != nil, isTeam || draft.base.teams[name] == nil,
        !isTeam || draft.base.accounts[name] == nil
      else {
        draft.base.questions.append(
          "Who must approve runs in `\(Self.line(environment.text))` of \(repository)? GitHub names \(isTeam ? "a team" : "an account") that isn't valid here: `\(Self.line(text))`."
        )
        return nil
      }
      if !isTeam { meet(name) }
      reviewers.insert(name)
    }
    return reviewers.sorted()
  }

  // MARK: Rules

  private mutating func readRules(_ repository: Name) {
    readRules(of: repositoryPath(repository, "/rulesets?includes_parents=false"), in: repository)
  }

  /// Rulesets as remarks: a description names branches, and theirs are patterns. What is certain of single branches it
  /// says itself.
  private mutating func readRules(of path: String, in repository: Name?) {
    var rulesets: [DraftValue] = []
    var refusing: [RefusingRuleset?] = []
    let details = repository.map { repositoryPath($0, "/rulesets/") } ?? "/orgs/$org/rulesets/"
    for row in rows(path) ?? [] {
      guard let id = number(row, "id"), text(row, "target") == "branch", text(row, "enforcement") == "active",
        let title = text(row, "name")
      else { continue }
      let detail = rows("\(details)\(id)")?.first
      let branches = detail.flatMap { self.branches($0) } ?? []
      let bypass = detail.flatMap { self.bypass($0) }
      if let repository { refusing.append(RefusingRuleset(detail, bypass, defaultBranches[repository])) }
      let who: DraftValue = bypass.map { Self.texts($0) } ?? .text("unknown")
      rulesets.append(
        .map([
          ("ruleset", .text(DraftValue.scalar(Self.line(title)))), ("branches", Self.texts(branches)),
          ("bypass", who),
        ]))
    }
    if rulesets.isEmpty { return }
    if let repository {
      draft.base.repositories[repository]?.rules = RefusingRuleset.rules(refusing)
      draft.base.repositories[repository]?.remarks.append(("x-rulesets", DraftValue.list(rulesets).inline))
    } else {
      draft.remarks += rulesets.map { "Ruleset of the organization: \($0.inline)" }
    }
  }

  private static func texts(_ texts: [String]) -> DraftValue {
    .list(texts.map { .text(DraftValue.scalar($0)) })
  }

  private mutating func branches(_ row: GitHubDump.Row) -> [String]? {
    let names = object(row, "conditions")?["ref_name"]?.object?["include"]?.texts
    return names?.map {
      MaskedName.text(Self.line($0.hasPrefix("refs/heads/") ? String($0.dropFirst(11)) : $0))
    }
  }

  /// Nil where the answer does not show them.
  private mutating func bypass(_ row: GitHubDump.Row) -> [String]? {
    list(row, "bypass_actors")?.map { actor in
      let id = actor.object?["actor_id"]?.integer
      let type = actor.object?["actor_type"]?.text ?? ""
      switch type {
      case "Integration": return appSlugs[id ?? -1] ?? "App \(id ?? 0)"
      case "Team": return teamSlugs[id ?? -1] ?? "team \(id ?? 0)"
      case "DeployKey": return "deploy_keys"
      case "OrganizationAdmin": return "owners"
      default: return MaskedName.text(Self.line("\(type) \(id.map(String.init) ?? "")"))
      }
    }
  }

  func slugs(_ path: String, _ id: String, _ slug: String) -> [Int: String] {
    var slugs: [Int: String] = [:]
    for row in rows(path) ?? [] {
      if let number = row.members[id]?.integer, let text = row.members[slug]?.text {
        slugs[number] = MaskedName.text(Self.line(text))
      }
    }
    return slugs
  }

  // MARK: Packages

  mutating func readPackages() {
    for type in ["container", "docker", "maven", "npm", "nuget", "rubygems"] {
      let path = "/orgs/$org/packages?package_type=\(type)"
      for row in rows(path) ?? [] { readPackage(row, type, path) }
    }
    let unlinked = draft.base.packages.filter { $0.value.repository == nil }.keys.sorted()
    if unlinked.isEmpty { return }
    draft.base.questions.append(
      "GitHub shows no repository for the package \(Words.first(5, of: unlinked.map(\.text))). If one has none, set `repository: null`."
    )
  }

  private mutating func readPackage(_ row: GitHubDump.Row, _ type: String, _ path: String) {
    guard let name = name(row, "name", .package) else { return }
    if type == "docker" {
      return draft.remarks.append(
        "`\(name)` is a package of the old Docker registry, which a description can't contain.")
    }
    let repository = text(row, "repository").flatMap { linked($0) }
    let key = draft.base.packages[name] == nil ? name : Name("\(name.text).\(type)")
    draft.base.packages[key] = .init(
      registry: type, name: name.text,
      visibility: choice(row, "visibility", ["public", "private", "internal"]),
      repository: repository, seen: seen(path))
  }

  /// Of our own only the name.
  private mutating func linked(_ fullName: String) -> String? {
    guard TextRule.repositoryReference.accepts(Array(fullName.utf8)[...]) else { return nil }
    let parts = fullName.split(separator: "/")
    guard parts.count == 2, Name(String(parts[0])) == Name(login) else { return fullName }
    let name = Name(String(parts[1]))
    if draft.base.repositories[name] == nil { draft.base.repositories[name] = .init() }
    return name.text
  }
}
