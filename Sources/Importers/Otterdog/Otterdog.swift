import LocatedYAML
import OrganizationModel

extension Importer {
  /// Otterdog keeps an organization as Jsonnet; what `jsonnet ORGANIZATION.jsonnet` prints of it is read
  /// (<https://otterdog.readthedocs.io/en/latest/reference/organization/>, read on 2026-11-30).
  package static let otterdog = code(
    "otterdog", "what `jsonnet ORGANIZATION.jsonnet` prints of an Otterdog configuration",
    reads: .endings([".json"]),
    CodeTool.otterdog)
}

extension CodeTool {
  static let otterdog = CodeTool(
    name: "Otterdog",
    isMeant: { $0.root["github_id"]?.kind == .scalar && $0.root["settings"]?.kind == .mapping },
    organization: { $0.root["github_id"]?.text },
    read: { reader, _ in reader.readOtterdog() },
    help: "render the configuration first: `jsonnet acme.jsonnet > acme.json`")
}

extension DraftReader {
  fileprivate mutating func readOtterdog() {
    let root = document.root
    readOtterdogSettings(root["settings"])
    for team in elements(root["teams"]) {
      guard let node = team["name"] else { continue }
      guard let slug = meetTeam(named: node) else { continue }
      // With `skip_members` another tool keeps them.
      guard truth(team["skip_members"]) != true else {
        draft.teams[slug]?.questions.append("Otterdog doesn't manage its members. Who are they?")
        continue
      }
      let members = names(team["members"], .login)
      draft.teams[slug]?.members = members
      for login in members { meet(login, "member", at: node) }
    }
    for secret in elements(root["secrets"]) { readOrganizationSecret(secret) }
    for repository in elements(root["repositories"]) { readOtterdogRepository(repository) }
  }

  private mutating func readOtterdogSettings(_ settings: YAMLNode?) {
    let plans = ["free": "free", "team": "team", "enterprise": "enterprise", "business": "enterprise"]
    if let plan = choice(settings?["plan"], plans) { draft.platform.append(("plan", plan)) }
    let permissions = ["none": "none", "read": "read", "write": "write", "admin": "admin"]
    let permission = choice(settings?["default_repository_permission"], permissions)
    draft.basePermission = permission
    if let isAllowed = truth(settings?["deploy_keys_enabled_for_repositories"]) {
      draft.policy.append(("deploy_keys", isAllowed ? "allowed" : "forbidden"))
    }
    let workflows = settings?["workflows"]
    if let level = choice(workflows?["default_workflow_permissions"], ["read": "read", "write": "write"]) {
      draft.policy.append(("default_workflow_permissions", level))
    }
    if let may = truth(workflows?["actions_can_approve_pull_request_reviews"]) {
      draft.policy.append(("actions_can_create_pull_requests", may ? "true" : "false"))
    }
  }

  private mutating func readOrganizationSecret(_ secret: YAMLNode) {
    guard let node = secret["name"], let name = name(node, .secret) else { return }
    let visibilities = ["public": "all", "all": "all", "private": "private", "selected": "selected"]
    guard let visibility = choice(secret["visibility"], visibilities) else { return }
    let selected = visibility == "selected" ? names(secret["selected_repositories"], .repository) : []
    for repository in selected { meet(repository: repository, at: node) }
    keepSecret(
      name,
      .organization(
        secret: name.text, visibility: visibility, repositories: selected.sorted(), store: "actions"),
      secret, "organization", at: node)
  }

  private mutating func readOtterdogRepository(_ repository: YAMLNode) {
    guard let node = repository["name"], let name = name(node, .repository) else { return }
    meet(repository: name, at: node)
    if let isPrivate = truth(repository["private"]) {
      draft.repositories[name]?.visibility = isPrivate ? "private" : "public"
    }
    let isArchived = truth(repository["archived"]) ?? false
    draft.repositories[name]?.isArchived = isArchived
    for secret in elements(repository["secrets"]) {
      guard let node = secret["name"], let secretName = self.name(node, .secret) else { continue }
      keepSecret(
        secretName, .repository(secret: secretName.text, name, store: "actions"), secret, name.text, at: node)
    }
    for entry in repository["team_permissions"]?.kind == .mapping
      ? entries(repository["team_permissions"]) : []
    {
      guard let team = self.name(entry.key, .team) else { continue }
      grant(team, entry.value, on: name, at: entry.key)
    }
    for environment in elements(repository["environments"]) { readEnvironment(environment, of: name) }
  }

  private mutating func readEnvironment(_ environment: YAMLNode, of repository: Name) {
    guard let node = environment["name"], let name = name(node, .environment) else { return }
    let reviewers = reviewers(environment["reviewers"], at: node)
    draft.repositories[repository]?.environments[name.text] = .some(reviewers)
    for secret in elements(environment["secrets"]) {
      guard let node = secret["name"], let secretName = self.name(node, .secret) else { continue }
      keepSecret(
        secretName, .environment(secret: secretName.text, repository, environment: name.text), secret,
        "\(repository).\(DescriptionDraft.key(name.text))", at: node)
    }
  }

  /// `@login` and `@organization/team`.
  private mutating func reviewers(_ node: YAMLNode?, at place: YAMLNode) -> [Name] {
    elements(node).compactMap { reviewer in
      let words = reviewer.text.split(separator: "/").map(String.init)
      let last = (words.last ?? "").split(separator: "@").joined()
      guard TextRule.teamOrLogin.accepts(Array(last.utf8)[...]) else { return nil }
      if words.count == 2 { meet(team: Name(last), at: place) } else { meet(Name(last), at: place) }
      return Name(last)
    }
  }

  /// Of the value only a reference to a store of secrets is looked at, `pass:bots/acme/github.com/api-token`: it tells what
  /// the secret is, and is none itself.
  private mutating func keepSecret(
    _ name: Name, _ place: DescriptionDraft.Place, _ secret: YAMLNode, _ suffix: String, at node: YAMLNode
  ) {
    var credential = DescriptionDraft.Credential(kind: "unknown", place: place, seen: self.place(node))
    if let reference = SecretReference(secret["value"]) {
      credential.notes.append("its value is kept at \(reference.text)")
      if let service = reference.otherService {
        credential.kind = "other"; credential.notes.append("of \(service)")
      }
    }
    let isTaken = draft.credentials[name] != nil
    keep(credential, isTaken ? "\(name).\(suffix)" : name.text)
  }
}

/// Where Otterdog finds the value of a secret (<https://otterdog.readthedocs.io/en/latest/reference/secret/>, read on 2026-11-30).
struct SecretReference {
  let text: String

  /// Nil for anything that is no reference, and so may be a value.
  init?(_ node: YAMLNode?) {
    guard let node, node.kind == .scalar else { return nil }
    let text = node.text
    let known = ["pass:", "bitwarden:"].first { text.hasPrefix($0) }
    let isPlain = text.utf8.count <= 200 && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    guard known != nil, isPlain, MaskedName.text(text) == text else { return nil }
    self.text = text
  }

  /// The service that a path of `pass` names where it is not GitHub.
  var otherService: String? {
    let parts = text.split(separator: "/").map(String.init)
    let hosts = parts.filter { $0.contains(".") && !$0.hasPrefix("pass:") }
    if parts.contains("gpg") { return "GPG" }
    guard
      let host = hosts.last(where: { $0.hasSuffix(".com") || $0.hasSuffix(".org") || $0.hasSuffix(".io") }),
      host != "github.com"
    else { return nil }
    return host
  }
}
