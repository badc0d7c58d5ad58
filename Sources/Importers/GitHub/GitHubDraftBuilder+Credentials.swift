import OrganizationModel
import SourceText

// MARK: - Secrets, keys, tokens, Apps

extension GitHubDraftBuilder {
  private typealias Credential = GitHubDraft.Credential

  /// A secret in one place.
  private struct Found {
    let secret: Name
    /// Nil where it cannot be described.
    var place: GitHubDraft.Place?
    /// What tells it from the same name in another place.
    let suffix: String
    var notes: [String]
    let seen: String
  }

  mutating func readSecrets() {
    var found: [Found] = []
    for store in SecretStore.allCases.map(\.rawValue) {
      found += organizationSecrets(store)
      for repository in repositoryNames { found += repositorySecrets(repository, store) }
    }
    for repository in repositoryNames { found += environmentSecrets(repository) }
    let times = Dictionary(grouping: found, by: \.secret).mapValues(\.count)
    for secret in found {
      let isAlone = times[secret.secret] == 1
      let name = isAlone ? secret.secret.text : secret.secret.text + secret.suffix
      keep(
        Credential(kind: "unknown", place: secret.place, notes: secret.notes, seen: secret.seen), name)
    }
    let many = times.filter { $0.value > 1 }.keys.sorted()
    if !many.isEmpty {
      let names = many.prefix(10).map(\.text).joined(separator: ", ") + (many.count > 10 ? ", …" : "")
      draft.base.questions.append(
        "Which of these secrets have the same value in several places: \(names)? Write one credential with all its places."
      )
    }
    readRegistries()
  }

  private mutating func secrets(_ path: String) -> [(name: Name, row: GitHubDump.Row, notes: [String])] {
    (rows(path) ?? []).compactMap { row in
      guard let name = name(row, "name", .secret) else { return nil }
      let note = day(row, "updated_at").map { "value set on \($0)" }
      return (name, row, note.map { [$0] } ?? [])
    }
  }

  private mutating func organizationSecrets(_ store: String) -> [Found] {
    let path = "/orgs/$org/\(store)/secrets"
    return secrets(path).compactMap { name, row, notes -> Found? in
      guard let visibility = choice(row, "visibility", ["all", "private", "selected"]) else { return nil }
      let suffix = ".organization" + (store == "actions" ? "" : ".\(store)")
      var found = Found(secret: name, place: nil, suffix: suffix, notes: notes, seen: seen(path))
      guard visibility == "selected" else {
        found.place = .organization(secret: name.text, visibility: visibility, repositories: [], store: store)
        return found
      }
      guard let repositories = names("\(path)/\(name.text)/repositories", "name", .repository) else {
        found.notes.append(
          "an organization secret for \(store); the selected repositories are unknown")
        return found
      }
      for repository in repositories where draft.base.repositories[repository] == nil {
        draft.base.repositories[repository] = .init()
      }
      found.place = .organization(
        secret: name.text, visibility: visibility, repositories: repositories.sorted(), store: store)
      return found
    }
  }

  private mutating func repositorySecrets(_ repository: Name, _ store: String) -> [Found] {
    let path = repositoryPath(repository, "/\(store)/secrets")
    return secrets(path).map { name, _, notes in
      Found(
        secret: name, place: .repository(secret: name.text, repository, store: store),
        suffix: ".\(repository)" + (store == "actions" ? "" : ".\(store)"), notes: notes, seen: seen(path))
    }
  }

  private mutating func environmentSecrets(_ repository: Name) -> [Found] {
    var found: [Found] = []
    for row in rows(repositoryPath(repository, "/environments")) ?? [] {
      guard let uri = row.members["uri"]?.text, let environment = row.members["name"]?.text,
        draft.base.repositories[repository]?.environments.keys.contains(MaskedName.text(environment)) == true
      else { continue }
      let path = repositoryPath(repository, "/environments/\(uri)/secrets")
      found += secrets(path).map { name, _, notes in
        let environment = MaskedName.text(environment)
        return Found(
          secret: name, place: .environment(secret: name.text, repository, environment: environment),
          suffix: ".\(repository).\(Self.key(environment))", notes: notes, seen: seen(path))
      }
    }
    return found
  }

  private mutating func readRegistries() {
    let path = "/orgs/$org/private-registries"
    for row in rows(path) ?? [] {
      guard let name = text(row, "name") else { continue }
      var notes: [String] = []
      if let type = text(row, "registry_type") { notes.append(Self.line(type)) }
      if let url = text(row, "url") { notes.append(Self.line(url)) }
      keep(
        Credential(
          kind: "unknown", place: .outside("private registry \(Self.line(name)) of the organization"),
          notes: notes, seen: seen(path)), "registry.\(Self.key(name))")
    }
  }

  // MARK: Deploy keys

  mutating func readDeployKeys() {
    for repository in repositoryNames {
      let path = repositoryPath(repository, "/keys")
      for row in rows(path) ?? [] {
        let title = text(row, "title") ?? ""
        var key = Credential(kind: "deploy_key", seen: seen(path))
        key.repository = repository
        key.readOnly = truth(row, "read_only")
        key.created = day(row, "created_at")
        key.lastUsed = day(row, "last_used")
        key.notes = keyNotes(row, title)
        keep(key, "deploy-key.\(repository).\(Self.key(title))")
      }
    }
  }

  private mutating func keyNotes(_ row: GitHubDump.Row, _ title: String) -> [String] {
    var notes = ["called `\(Self.line(title))`"]
    if let login = text(row, "added_by") { notes.append("added by \(Self.line(login))") }
    // The key is there in every answer that knows of it; null is: never.
    if row.members["last_used"] == .null, row.members["added_by"] ?? .null != .null {
      notes.append("no recorded use")
    }
    if truth(row, "enabled") == false { notes.append("disabled by policy") }
    return notes
  }

  // MARK: Tokens

  mutating func readTokens() {
    let path = "/orgs/$org/personal-access-tokens"
    for row in rows(path) ?? [] {
      guard let holder = name(row, "owner", .login) else { continue }
      let title = text(row, "token_name") ?? ""
      var token = Credential(kind: "fine_grained_pat", seen: seen(path))
      token.holder = hold(holder)
      token.permissions = permissions(row)
      token.expires = expiry(row)
      token.notes = ["called `\(Self.line(title))`"] + (token.holder == nil ? ["of \(holder)"] : [])
      addReach(row, to: &token)
      token.lastUsed = day(row, "token_last_used_at")
      addLetIn(row, "access_granted_at", to: &token)
      keep(token, "pat.\(holder).\(Self.key(title))")
    }
    let waiting = rows("/orgs/$org/personal-access-token-requests")?.count ?? 0
    if waiting > 0 { draft.remarks.append("\(waiting) fine-grained PATs wait for approval.") }
    readAuthorizations()
  }

  private mutating func expiry(_ row: GitHubDump.Row) -> String? {
    if let day = day(row, "token_expires_at") { return day }
    return row.members["token_expires_at"] == .null && truth(row, "token_expired") == false ? "never" : nil
  }

  private mutating func addReach(_ row: GitHubDump.Row, to token: inout GitHubDraft.Credential) {
    switch choice(row, "repository_selection", ["none", "all", "subset"]) {
    case "none": token.repositories = []
    case "all": token.notes.append("can access all repositories")
    case "subset":
      guard let id = number(row, "id"),
        let names = names("/orgs/$org/personal-access-tokens/\(id)/repositories", "name", .repository)
      else { return }
      for name in names where draft.base.repositories[name] == nil { draft.base.repositories[name] = .init() }
      token.repositories = names.sorted()
    default: return
    }
  }

  private mutating func addLetIn(
    _ row: GitHubDump.Row, _ key: String, to credential: inout GitHubDraft.Credential
  ) {
    if let day = day(row, key) { credential.notes.append("let in \(day)") }
  }

  private mutating func permissions(_ row: GitHubDump.Row) -> [GitHubDraft.Setting] {
    let groups = object(row, "permissions") ?? [:]
    let all = groups.values.reduce(into: [String: JSONValue]()) { all, group in
      all.merge(group.object ?? [:]) { $1 }
    }
    return Self.levels(all)
  }

  /// Permissions that a description can name.
  private static func levels(_ all: [String: JSONValue]) -> [GitHubDraft.Setting] {
    all.sorted { $0.key < $1.key }.compactMap { name, level in
      guard TextRule.permission.accepts(Array(name.utf8)[...]), let level = level.text,
        AccessLevel(rawValue: level) != nil
      else { return nil }
      return (name, level)
    }
  }

  private static let authorizedKinds = [
    "personal access token": "classic_pat", "SSH key": "ssh_key", "OAuth app token": "oauth_token",
  ]

  private mutating func readAuthorizations() {
    let path = "/orgs/$org/credential-authorizations"
    guard let rows = rows(path), !rows.isEmpty else { return }
    draft.base.questions.append(
      "Do members sign in with SAML single sign-on? \(rows.count) credentials are authorized for it: `platform: {saml_sso: true}`."
    )
    for row in rows {
      guard let holder = name(row, "login", .login) else { continue }
      let type = text(row, "credential_type") ?? ""
      let title = text(row, "authorized_credential_note") ?? text(row, "authorized_credential_title") ?? ""
      var credential = Credential(kind: Self.authorizedKinds[type] ?? "unknown", seen: seen(path))
      credential.holder = hold(holder)
      credential.notes = ["called `\(Self.line(title))`"] + (credential.holder == nil ? ["of \(holder)"] : [])
      if credential.kind == "classic_pat" || credential.kind == "oauth_token" {
        addScopes(row, to: &credential)
        credential.expires = day(row, "authorized_credential_expires_at")
      }
      credential.lastUsed = day(row, "credential_accessed_at")
      addLetIn(row, "credential_authorized_at", to: &credential)
      keep(credential, "sso.\(holder).\(Self.key(title))")
    }
  }

  /// A scope that a description does not know is told in the note.
  private mutating func addScopes(_ row: GitHubDump.Row, to credential: inout GitHubDraft.Credential) {
    guard let scopes = list(row, "scopes")?.compactMap(\.text) else { return }
    let known = Set(scopes).intersection(ClassicScopes.known).sorted()
    if !known.isEmpty || scopes.isEmpty { credential.scopes = known }
    let others = Set(scopes).subtracting(ClassicScopes.known).sorted().map { Self.line(MaskedName.text($0)) }
    if !others.isEmpty { credential.notes.append("other scopes: \(others.joined(separator: " "))") }
  }

  // MARK: Apps

  mutating func readApps() {
    let path = "/orgs/$org/installations"
    for row in rows(path) ?? [] {
      guard let slug = name(row, "app_slug", .app) else { continue }
      let app = "/apps/\(slug.text)"
      guard let owner = rows(app)?.first.flatMap({ text($0, "owner") }) else {
        draft.base.questions.append(
          "Who owns the installed App `\(slug)`? Describe it under `apps`, with `key: null` if it belongs to another account."
        )
        continue
      }
      let isEverywhere = choice(row, "repository_selection", ["all", "selected"]) == "all"
      let isForeign = Name(owner) != Name(login)
      let suspended = day(row, "suspended_at").map { "suspended on \($0)" }
      draft.apps[slug] = .init(
        isEverywhere: isEverywhere, permissions: Self.levels(object(row, "permissions") ?? [:]),
        isForeign: isForeign, note: suspended, seen: seen(path))
      if !isEverywhere {
        draft.base.questions.append(
          "Which repositories is the App `\(slug)` installed on? No API shows this.")
      }
      if !isForeign {
        draft.base.questions.append(
          "Where is the private key of the App `\(slug)` stored? Set `key:` to a credential.")
      }
    }
  }

  // MARK: Names

  /// The account as a holder; nil where a team or an App has the same name, which a description could not tell apart.
  private mutating func hold(_ login: Name) -> Name? {
    meet(login)
    return draft.apps[login] == nil ? login : nil
  }

  /// Keeps a credential under a name that no other has.
  private mutating func keep(_ credential: GitHubDraft.Credential, _ name: String) {
    let short = String(MaskedName.text(name).prefix(90))
    var key = Name(short)
    var number = lastNumbers[key, default: 1]
    while draft.base.credentials[key] != nil {
      number += 1
      key = Name("\(short)-\(number)")
    }
    lastNumbers[Name(short)] = number
    draft.base.credentials[key] = credential
  }

  /// A free text as a part of a key.
  static func key(_ text: String) -> String {
    let slug = String(MaskedName.slug(of: text).prefix(50))
    return slug.isEmpty ? "unnamed" : slug
  }
}
