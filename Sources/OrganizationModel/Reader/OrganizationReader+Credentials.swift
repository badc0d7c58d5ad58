internal import LocatedYAML
internal import SourceText

extension OrganizationReader {
  mutating func credential(_ name: Name, _ entry: YAMLNode.Entry) -> ExistingCredential? {
    let node = entry.value
    guard let kind = kind(of: node) else { return nil }
    var result = ExistingCredential(name: name, kind: kind, range: entry.key.range)
    checkOptions(node, kind)
    if node["service"] == nil {
      result.holder = reference(node["holder"], .holder)
      checkMay(node)
    } else {
      readService(node, into: &result)
    }
    result.scopes = node["scopes"].map { list in unique(list) { $0.scope($1) }.sorted() }
    result.permissions = node["permissions"].map { permissions($0) }
    result.repositories = repositoryReferences(node["repositories"])
    result.repository = repositoryReference(node["repository"])
    result.readOnly = node["read_only"]?.booleanValue
    result.created = node["created"]?.dayValue
    result.lastUsed = node["last_used"]?.dayValue
    result.createdWith = reference(node["created_with"], .credential)
    result.expires = expiry(node["expires"])
    result.storedIn = node["stored_in"].map { places($0) }
    result.usedBy = unique(node["used_by"]) { $0.automation($1) }.sorted()
    result.saysItsUsers = node["used_by"] != nil
    result.guess = node.guess
    result.note = node["note"]?.textValue
    return result
  }

  /// The classes of the ladder stand with `service` alone, and the kinds of GitHub's credentials without it.
  private mutating func kind(of node: YAMLNode) -> ExistingCredentialKind? {
    guard let written = node["kind"] else { return nil }
    let own = written.choice(ExistingCredentialKind.self)
    let ofService = written.choice(ServiceCredentialKind.self)
    guard node["service"] != nil else {
      if own == nil, ofService != nil {
        problems.error(
          "option-not-valid", "found the kind `\(written.text)` without `service`", at: written.range,
          help: "name the service that issued it, a key of `services`")
      }
      return own
    }
    if ofService == nil, own != nil {
      problems.error(
        "option-not-valid", "found the kind `\(written.text)` with `service`", at: written.range,
        help: "use one of: " + ServiceCredentialKind.allCases.map(\.rawValue).joined(separator: ", "))
    }
    return .other
  }

  private mutating func checkMay(_ node: YAMLNode) {
    guard let key = node.entries.first(where: { $0.key.text == "may" })?.key else { return }
    problems.error(
      "option-not-valid", "found `may` on a credential without `service`", at: key.range,
      help: "use `scopes` or `permissions`, or name the service")
  }

  private mutating func checkOptions(_ node: YAMLNode, _ kind: ExistingCredentialKind) {
    for option in ["scopes", "permissions", "repositories", "repository", "read_only", "created_with"] {
      guard !kind.record.options.contains(option),
        let key = node.entries.first(where: { $0.key.text == option })?.key
      else { continue }
      problems.error(
        "option-not-valid", "found `\(option)` on a credential of kind `\(kind.rawValue)`", at: key.range,
        help: kind.record.options.isEmpty
          ? nil : "use only: " + kind.record.options.joined(separator: ", "))
    }
  }

  private mutating func scope(_ node: YAMLNode) -> String? {
    guard let text = node.textValue else { return nil }
    if !ClassicScopes.known.contains(text) {
      let near = NearestMatch.match(text, among: ClassicScopes.known)
      problems.warning(
        "unknown-scope", "found the unknown scope `\(text)`", at: node.range,
        help: near.map { "did you mean `\($0)`?" }
      )
    }
    return text
  }

  private func expiry(_ node: YAMLNode?) -> Expiry {
    node?.textValue == "never" ? .never : node?.dayValue.map(Expiry.on) ?? .unknown
  }

  /// `repository/workflow` or a consumer.
  mutating func automation(_ node: YAMLNode) -> AutomationID? {
    guard let text = node.textValue else { return nil }
    guard let slash = text.firstIndex(of: "/") else {
      return reference(text, .consumer, at: node.range).map(AutomationID.consumer)
    }
    let split = text.utf8.distance(from: text.startIndex, to: slash)
    guard let repository = reference(String(text[..<slash]), .repository, at: node.range(of: 0..<split))
    else {
      return nil
    }
    return reference(
      String(text[text.index(after: slash)...]), .workflow(repository),
      at: node.range(of: split + 1..<text.utf8.count)
    ).map { .workflow(repository: repository, workflow: $0) }
  }
}

// MARK: - What hangs together

extension OrganizationReader {
  /// Every use counts: an automation that says so in words uses the credential as if `used_by` named it.
  func withOtherUses(_ credentials: [ExistingCredential], _ organization: Organization)
    -> [ExistingCredential]
  {
    var users: [Name: [AutomationID]] = [:]
    for automation in organization.automations {
      for use in automation.otherUses { users[use.credential, default: []].append(automation.id) }
    }
    return credentials.map { credential in
      var result = credential
      result.usedBy = Set(credential.usedBy + (users[credential.name] ?? [])).sorted()
      return result
    }
  }

  /// `created_with` names what can make a key.
  mutating func checkMakers(_ credentials: Entries<ExistingCredential>) {
    for credential in credentials {
      guard let maker = credential.createdWith.flatMap({ credentials[$0] }), !maker.kind.makesKeys else {
        continue
      }
      problems.error(
        "maker-makes-no-keys",
        "found `\(maker.name)` of kind `\(maker.kind.rawValue)` as the creator of `\(credential.name)`",
        at: credential.range,
        help: "name the token that added the key, or omit `created_with`")
    }
  }
}

// MARK: - Where a secret is kept

extension OrganizationReader {
  private mutating func places(_ node: YAMLNode) -> [SecretPlace] {
    unique(node) { $0.place($1) }.sorted { $0.order < $1.order }
  }

  private mutating func place(_ node: YAMLNode) -> SecretPlace? {
    if let secret = node["organization_secret"]?.textValue { return organizationSecret(secret, node) }
    if let secret = node["repository_secret"]?.textValue {
      return reference(node["repository"], .repository)
        .map { .repository(secret: secret, repository: $0, store: store(node)) }
    }
    if let secret = node["environment_secret"]?.textValue { return environmentSecret(secret, node) }
    return node["outside"]?.textValue.map(SecretPlace.outside)
  }

  private mutating func organizationSecret(_ secret: String, _ node: YAMLNode) -> SecretPlace? {
    let repositories = references(node["repositories"], .repository).sorted()
    let visibility: SecretVisibility
    switch node["visibility"]?.textValue {
    case "all": visibility = .all
    case "private": visibility = .private
    case "selected": visibility = .selected(repositories)
    default: return nil
    }
    checkSelection(node, visibility)
    return .organization(secret: secret, visibility: visibility, store: store(node))
  }

  private mutating func checkSelection(_ node: YAMLNode, _ visibility: SecretVisibility) {
    let repositories = node["repositories"]
    if case .selected = visibility {
      if repositories == nil, let place = node["visibility"] {
        problems.error(
          "missing-key", "found no `repositories` with `visibility: selected`", at: place.range,
          help: "list the repositories that can use the secret")
      }
    } else if let repositories {
      problems.error(
        "option-not-valid", "found `repositories` without `visibility: selected`", at: repositories.range)
    }
  }

  private mutating func environmentSecret(_ secret: String, _ node: YAMLNode) -> SecretPlace? {
    guard let repository = reference(node["repository"], .repository),
      let environment = reference(node["environment"], .environment(repository))
    else { return nil }
    return .environment(secret: secret, repository: repository, environment: environment)
  }

  private mutating func store(_ node: YAMLNode) -> SecretStore {
    value(node["store"]?.choice(SecretStore.self), or: .actions, "credentials.*.stored_in.*.store", "actions")
  }
}

/// The scopes of classic PATs and OAuth tokens (P-30).
package enum ClassicScopes {
  package static let known = [
    "admin:enterprise", "admin:gpg_key", "admin:org", "admin:org_hook", "admin:public_key", "admin:repo_hook",
    "audit_log", "codespace", "copilot", "delete:packages", "delete_repo", "gist", "manage_billing:copilot",
    "manage_billing:enterprise", "manage_runners:enterprise", "notifications", "project", "public_repo",
    "read:audit_log",
    "read:enterprise", "read:gpg_key", "read:org", "read:packages", "read:project", "read:public_key",
    "read:repo_hook", "read:user", "repo", "repo:invite", "repo:status", "repo_deployment", "security_events",
    "site_admin", "user", "user:email", "user:follow", "workflow", "write:discussion", "read:discussion",
    "write:gpg_key", "write:org", "write:packages", "write:public_key", "write:repo_hook",
  ]
}

extension SecretPlace {
  /// What places are sorted by.
  fileprivate var order: String {
    switch self {
    case .organization(let secret, _, let store): "1 \(secret.lowercased()) \(store.rawValue)"
    case .repository(let secret, let repository, let store):
      "2 \(repository.folded) \(secret.lowercased()) \(store.rawValue)"
    case .environment(let secret, let repository, let environment):
      "3 \(repository.folded) \(environment.folded) \(secret.lowercased())"
    case .outside(let place): "4 \(place)"
    }
  }
}

// MARK: - Decisions and facts

extension OrganizationReader {
  mutating func decision(_ name: Name, _ entry: YAMLNode.Entry) -> DecisionEntry {
    var result = DecisionEntry(name: name, range: entry.key.range)
    result.choose = entry.value["choose"]?.textValue
    checkChoice(entry.value["choose"], of: AccessID(name.text))
    result.because = entry.value["because"]?.textValue
    result.by = reference(entry.value["by"], .person)
    result.until = entry.value["until"]?.dayValue
    result.accepted = entry.value["accepted"]?.dayValue
    result.note = entry.value["note"]?.textValue
    if !accesses.contains(AccessID(name.text)) { reportUnknownAccess(entry.key) }
    return result
  }

  /// A kind of credential for an access to GitHub, an option of the record for one to a service.
  private mutating func checkChoice(_ node: YAMLNode?, of access: AccessID) {
    guard let node, let text = node.textValue, accesses.contains(access) else { return }
    let options = serviceOptions[access] ?? DescriptionShape.credentialKinds
    if options.isEmpty || options.contains(text) { return }
    let words = options.map { "`\($0)`" }
    let near = NearestMatch.matches(text, among: options)
    problems.error(
      "unknown-value", "found `\(text)`, expected \(Shape.alternatives(words))", at: node.range,
      help: near.isEmpty ? nil : "did you mean \(Shape.alternatives(near.map { "`\($0)`" }))?")
  }

  private mutating func reportUnknownAccess(_ key: YAMLNode) {
    let near = NearestMatch.match(key.text, among: accesses.map(\.text.text).sorted())
    problems.error(
      "unknown-reference", "found the unknown access `\(key.text)`", at: key.range,
      help: near.map { "did you mean `\($0)`?" } ?? TextRule.access.words)
  }

  mutating func fact(_ name: Name, _ entry: YAMLNode.Entry) -> FactOverride? {
    guard let holds = entry.value["holds"]?.booleanValue else { return nil }
    var result = FactOverride(name: name, holds: holds, range: entry.key.range)
    result.because = entry.value["because"]?.textValue
    result.by = reference(entry.value["by"], .person)
    result.checked = entry.value["checked"]?.dayValue
    result.note = entry.value["note"]?.textValue
    return result
  }
}
