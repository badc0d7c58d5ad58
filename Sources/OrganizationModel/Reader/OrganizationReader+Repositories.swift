internal import LocatedYAML
internal import SourceText

extension OrganizationReader {
  mutating func repository(_ name: Name, _ entry: YAMLNode.Entry) -> Repository {
    let node = entry.value
    var result = Repository(name: name, range: entry.key.range)
    result.visibility = node["visibility"]?.choice(Visibility.self)
    result.responsible = reference(node["responsible"], .teamOrLogin)
    result.archived = flag(node["archived"], "repositories.*.archived")
    result.created = node["created"]?.dayValue
    result.teams = roles(assumedNone(node, "teams"), .team, repositoryRole)
    result.collaborators = roles(assumedNone(node, "collaborators"), .account, repositoryRole)
    result.environments = Entries(
      entries(Fields(assumedNone(node, "environments"))).map { environment($0.name, $0.entry) })
    result.rules = node["rules"].map { rules in
      Entries(entries(Fields(rules)).map { branchRules($0.name, $0.entry) })
    }
    result.workflows = Entries(
      entries(Fields(assumedNone(node, "workflows"))).map { workflow($0.name, $0.entry, of: name) })
    result.guess = node.guess
    result.note = node["note"]?.textValue
    return result
  }

  private mutating func assumedNone(_ node: YAMLNode, _ key: String) -> YAMLNode? {
    if let value = node[key] { return value }
    assume("repositories.*.\(key)", "none")
    return nil
  }

  /// `pull` and `push` are the API's words for `read` and `write`.
  private func repositoryRole(_ node: YAMLNode) -> RepositoryRole? {
    switch node.textValue {
    case "pull": .read
    case "push": .write
    default: node.choice(RepositoryRole.self)
    }
  }

  private mutating func environment(_ name: Name, _ entry: YAMLNode.Entry) -> Environment {
    var result = Environment(name: name, range: entry.key.range)
    result.reviewers = references(entry.value["reviewers"], .teamOrLogin).sorted()
    result.note = entry.value["note"]?.textValue
    return result
  }

  private mutating func branchRules(_ name: Name, _ entry: YAMLNode.Entry) -> BranchRules {
    var result = BranchRules(name: name, range: entry.key.range)
    result.bypass = unique(entry.value["bypass"]) { reader, element in reader.bypasser(element) }.sorted()
    result.note = entry.value["note"]?.textValue
    return result
  }

  private mutating func bypasser(_ node: YAMLNode) -> BranchRules.Bypasser? {
    if node.textValue == BranchRules.deployKeysWord { return .deployKeys }
    guard let name = reference(node, .bypasser) else { return nil }
    if declared.apps.names[name.folded] != nil { return .app(name) }
    return declared.teams.names[name.folded] != nil ? .team(name) : .account(name)
  }

  private mutating func workflow(_ name: Name, _ entry: YAMLNode.Entry, of repository: Name) -> Workflow {
    let node = entry.value
    let key = "repositories.*.workflows.*"
    let standard = ".github/workflows/\(name).yml"
    let path = value(node["path"]?.textValue, or: standard, "\(key).path", "the key with .yml")
    var result = Workflow(name: name, path: path, range: entry.key.range)
    if node["triggers"] == nil { assume("\(key).triggers", "none") }
    result.triggers = unique(node["triggers"]) { $1.textValue }.sorted()
    result.forks = node["forks"]?.booleanValue
    result.dependabot = node["dependabot"]?.booleanValue
    result.selfHosted = node["self_hosted"]?.booleanValue
    result.environment = reference(node["environment"], .environment(repository))
    result.calls = unique(node["calls"]) { $1.textValue }.sorted()
    result.calledBy = callers(node["called_by"])
    if node["needs"] == nil { assume("\(key).needs", "none") }
    result.needs = needs(node["needs"], of: .workflow(repository: repository, workflow: name))
    result.services = serviceUses(node["needs"], of: .workflow(repository: repository, workflow: name))
    result.otherUses = otherUses(node["needs"])
    result.guess = node.guess
    result.note = node["note"]?.textValue
    return result
  }

  mutating func package(_ name: Name, _ entry: YAMLNode.Entry) -> Package {
    let node = entry.value
    let packageName = value(node["name"]?.textValue, or: name.text, "packages.*.name", "the key")
    var result = Package(name: name, packageName: packageName, range: entry.key.range)
    result.registry = node["registry"]?.choice(Registry.self)
    result.owner = packageOwner(node["owner"])
    result.link = link(node["repository"])
    result.visibility = node["visibility"]?.choice(Visibility.self)
    result.inheritsAccess = node["inherits_access"]?.booleanValue
    result.actionsAccess = node["actions_access"].map {
      roles($0, .repository) { $0.choice(PackageRole.self) }
    }
    result.access = node["access"].map { roles($0, .teamOrLogin) { $0.choice(PackageRole.self) } }
    result.guess = node.guess
    result.note = node["note"]?.textValue
    return result
  }

  private mutating func packageOwner(_ node: YAMLNode?) -> Name? {
    guard let text = value(node?.textValue, or: nil, "packages.*.owner", "this organization") else {
      return nil
    }
    return Name(text) == organization ? nil : outsideOwner(text)
  }

  private mutating func link(_ node: YAMLNode?) -> Package.Link {
    guard let node else { return .unknown }
    if node.isNull { return .none }
    return repositoryReference(node).map(Package.Link.repository) ?? .unknown
  }
}

extension BranchRules {
  /// What stands for every deploy key in a list of who may pass.
  static let deployKeysWord = "deploy_keys"
}
