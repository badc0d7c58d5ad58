import OrganizationModel

// MARK: - Packages, consumers and credentials

extension DraftRenderer {
  typealias Fields = [(key: String, value: DraftValue)]

  private static func quoted(_ text: String) -> DraftValue { .text(DraftValue.scalar(text)) }
  private static func names(_ names: [Name]) -> DraftValue { .list(names.map { quoted($0.text) }) }

  static func entry(_ consumer: DescriptionDraft.Consumer) -> DraftValue {
    var fields: Fields = [("kind", .text(consumer.kind))]
    if let words = consumer.storesIn { fields.append(("stores_in", quoted(words))) }
    let needs = consumer.needs.map(entry) + consumer.others.map(entry)
    if !needs.isEmpty { fields.append(("needs", .lines(needs, comments: []))) }
    return .map(fields + [("x-seen", quoted(consumer.seen))])
  }

  static func entry(_ need: DescriptionDraft.Need) -> DraftValue {
    let today: Fields = need.today.map { [("x-today", quoted($0))] } ?? []
    return .map(
      [
        ("need", quoted(need.text)), ("x-guess", quoted(need.seen)), ("x-confidence", .text(need.confidence)),
      ] + today)
  }

  static func entry(_ use: DescriptionDraft.OtherUse) -> DraftValue {
    .map([
      ("other", quoted(use.words)), ("with", quoted(use.credential.text)), ("x-guess", quoted(use.seen)),
      ("x-confidence", .text(use.confidence)),
    ])
  }

  static func usedBy(_ users: Set<Name>) -> (key: String, value: DraftValue) {
    ("used_by", names(users.sorted()))
  }

  static func fields(_ package: DescriptionDraft.Package) -> Fields {
    var fields: Fields = []
    if let visibility = package.visibility { fields.append(("visibility", .text(visibility))) }
    if let repository = package.repository { fields.append(("repository", quoted(repository))) }
    return fields
  }

  static func entry(_ package: DescriptionDraft.Package, _ key: Name) -> DraftValue {
    let name: Fields = package.name == key.text ? [] : [("name", quoted(package.name))]
    let owner: Fields = package.owner.map { [("owner", quoted($0))] } ?? []
    return .map(
      [("registry", .text(package.registry))] + name + owner + fields(package) + [
        ("x-seen", quoted(package.seen))
      ])
  }

  static func entry(_ credential: DescriptionDraft.Credential) -> DraftValue {
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
    if !credential.usedBy.isEmpty { fields.append(usedBy(credential.usedBy)) }
    if !credential.notes.isEmpty { fields.append(("note", quoted(credential.notes.joined(separator: ", ")))) }
    return .map(fields + [("x-seen", quoted(credential.seen))])
  }

  static func storedIn(_ place: DescriptionDraft.Place) -> (key: String, value: DraftValue) {
    ("stored_in", .list([.map(fields(place))]))
  }

  private static func fields(_ place: DescriptionDraft.Place) -> Fields {
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
