import LocatedYAML
import OrganizationModel

extension Importer {
  /// Terraform's GitHub provider: the JSON of a state or a plan, and a state file itself
  /// (<https://developer.hashicorp.com/terraform/internals/json-format>,
  /// <https://registry.terraform.io/providers/integrations/github/latest/docs>, read on 2026-11-30).
  package static let terraform = code(
    "terraform", "what `terraform show -json` prints of a state or plan",
    reads: .endings([".json", ".tfstate"]),
    CodeTool.terraform)
}

extension CodeTool {
  static let terraform = CodeTool(
    name: "Terraform",
    isMeant: { document in
      let root = document.root
      return root["terraform_version"] != nil
        && ["values", "planned_values", "prior_state", "resources"].contains { root[$0] != nil }
    },
    organization: { document in
      let provider = document.root["configuration"]?["provider_config"]?["github"]?["expressions"]
      return (provider?["owner"] ?? provider?["organization"])?["constant_value"]?.text
    },
    read: { reader, _ in
      var terraform = TerraformReader(reader: reader)
      terraform.read()
      reader = terraform.reader
    },
    finish: { reader, _ in reader.addMembersOfTeams() },
    help: "run `terraform show -json > state.json`, then pass that file")
}

/// Reads the resources of one document. Values that are secrets (`plaintext_value`, `value`, `encrypted_value`) are never
/// looked at.
struct TerraformReader {
  var reader: DraftReader
  private var resources: [Resource] = []
  /// What other resources name by numbers.
  private var slugs: [String: Name] = [:]
  private var repositories: [String: Name] = [:]

  private struct Resource {
    let type: String
    let address: String
    let values: YAMLNode
  }

  init(reader: DraftReader) {
    self.reader = reader
  }

  mutating func read() {
    let root = reader.document.root
    let values = root["values"] ?? root["planned_values"] ?? root["prior_state"]?["values"]
    if let module = values?["root_module"] { collect(module, depth: 0) }
    for resource in root["resources"].map({ Array($0.elements) }) ?? [] { collect(ofState: resource) }
    for resource in resources { index(resource) }
    for resource in resources { take(resource) }
  }

  private mutating func collect(_ module: YAMLNode, depth: Int) {
    if depth > 30 { return }
    for node in module["resources"].map({ Array($0.elements) }) ?? [] {
      guard let type = node["type"]?.text, type.hasPrefix("github_"), node["mode"]?.text != "data",
        let values = node["values"], values.kind == .mapping
      else { continue }
      resources.append(Resource(type: type, address: node["address"]?.text ?? type, values: values))
    }
    for child in module["child_modules"].map({ Array($0.elements) }) ?? [] {
      collect(child, depth: depth + 1)
    }
  }

  private mutating func collect(ofState node: YAMLNode) {
    guard let type = node["type"]?.text, type.hasPrefix("github_"), node["mode"]?.text != "data" else {
      return
    }
    let module = node["module"].map { "\($0.text)." } ?? ""
    for instance in node["instances"].map({ Array($0.elements) }) ?? [] {
      guard let values = instance["attributes"], values.kind == .mapping else { continue }
      let index = instance["index_key"].map { "[\($0.text)]" } ?? ""
      resources.append(
        Resource(type: type, address: "\(module)\(type).\(node["name"]?.text ?? "")\(index)", values: values))
    }
  }

  private mutating func index(_ resource: Resource) {
    let values = resource.values
    switch resource.type {
    case "github_team":
      let text =
        values["slug"].flatMap { $0.isNull ? nil : $0.text }
        ?? MaskedName.slug(of: values["name"]?.text ?? "")
      guard TextRule.team.accepts(Array(text.utf8)[...]) else { return }
      for key in ["id", "node_id", "slug", "name"] {
        if let id = values[key], !id.isNull { slugs[id.text] = Name(text) }
      }
    case "github_repository":
      guard let name = values["name"], TextRule.repository.accepts(name.bytes) else { return }
      for key in ["repo_id", "node_id", "name", "full_name"] {
        if let id = values[key], !id.isNull { repositories[id.text] = Name(name.text) }
      }
    default: return
    }
  }

  // MARK: Resources

  private mutating func take(_ resource: Resource) {
    let values = resource.values
    switch resource.type {
    case "github_organization_settings": takeSettings(values)
    case "github_membership":
      guard let node = values["username"], let login = reader.name(node, .login) else { return }
      reader.meet(login, reader.choice(values["role"], ["admin": "owner", "member": "member"]), at: node)
    case "github_team": takeTeam(values)
    case "github_team_membership": takeMember(values["username"], values["role"], of: values["team_id"])
    case "github_team_members":
      for member in reader.elements(values["members"]) {
        takeMember(member["username"], member["role"], of: values["team_id"])
      }
    case "github_team_repository":
      guard let repository = repository(values["repository"]) else { return }
      grant(team: values["team_id"], values["permission"], on: repository)
    case "github_repository": takeRepository(values)
    case "github_repository_collaborator":
      guard let repository = repository(values["repository"]) else { return }
      grant(account: values["username"], values["permission"], on: repository)
    case "github_repository_collaborators":
      guard let repository = repository(values["repository"]) else { return }
      for user in reader.elements(values["user"]) {
        grant(account: user["username"], user["permission"], on: repository)
      }
      for team in reader.elements(values["team"]) {
        grant(team: team["team_id"] ?? team["slug"], team["permission"], on: repository)
      }
    case "github_repository_environment": takeEnvironment(values)
    case "github_repository_deploy_key": takeDeployKey(values, resource.address)
    default: takeSecret(resource)
    }
  }

  private mutating func takeSettings(_ values: YAMLNode) {
    let permissions = ["none": "none", "read": "read", "write": "write", "admin": "admin"]
    let permission = reader.choice(values["default_repository_permission"], permissions)
    reader.draft.basePermission = permission ?? reader.draft.basePermission
  }

  private mutating func takeTeam(_ values: YAMLNode) {
    guard let node = values["name"], let slug = slugs[values["id"]?.text ?? node.text] ?? slugs[node.text]
    else { return }
    reader.meet(team: slug, at: node)
    if slug.text != node.text {
      reader.draft.teams[slug]?.formerName = DraftValue.oneLine(String(node.text.prefix(200)))
    }
    for key in ["parent_team_slug", "parent_team_id"] {
      guard let parent = values[key], !parent.isNull, !parent.text.isEmpty, let name = slugs[parent.text],
        name != slug
      else { continue }
      reader.meet(team: name, at: parent)
      reader.draft.teams[slug]?.parent = name
    }
  }

  private mutating func takeMember(_ node: YAMLNode?, _ role: YAMLNode?, of team: YAMLNode?) {
    guard let node, let login = reader.name(node, .login), let slug = slug(team) else { return }
    reader.meet(team: slug, at: node)
    let isMaintainer = reader.choice(role, ["maintainer": "maintainer", "member": "member"]) == "maintainer"
    let team = reader.draft.teams[slug]
    if team?.maintainers.contains(login) == true || team?.members.contains(login) == true { return }
    if isMaintainer {
      reader.draft.teams[slug]?.maintainers.append(login)
    } else {
      reader.draft.teams[slug]?.members.append(login)
    }
  }

  /// A team by its number or slug; one that the state does not have is asked about.
  private mutating func slug(_ node: YAMLNode?) -> Name? {
    guard let node, !node.isNull else { return nil }
    if let slug = slugs[node.text] { return slug }
    let isNumber = node.text.utf8.allSatisfy { (0x30...0x39).contains($0) }
    if !isNumber, TextRule.team.accepts(node.bytes) { return Name(node.text) }
    ask(
      "\(reader.place(node)): which team has the number \(DraftValue.oneLine(String(node.text.prefix(40))))?")
    return nil
  }

  private mutating func repository(_ node: YAMLNode?) -> Name? {
    guard let node, !node.isNull else { return nil }
    if let name = repositories[node.text] {
      reader.meet(repository: name, at: node)
      return name
    }
    guard let name = reader.name(node, .repository) else { return nil }
    reader.meet(repository: name, at: node)
    return name
  }

  private mutating func takeRepository(_ values: YAMLNode) {
    guard let repository = repository(values["name"]) else { return }
    if let visibility = reader.choice(values["visibility"], DraftReader.visibilities) {
      reader.draft.repositories[repository]?.visibility = visibility
    } else if let isPrivate = reader.truth(values["private"]) {
      reader.draft.repositories[repository]?.visibility = isPrivate ? "private" : "public"
    }
    let isArchived = reader.truth(values["archived"]) ?? false
    reader.draft.repositories[repository]?.isArchived = isArchived
  }

  private mutating func grant(team node: YAMLNode?, _ role: YAMLNode?, on repository: Name) {
    guard let node, let slug = slug(node) else { return }
    reader.grant(slug, role, on: repository, at: node)
  }

  private mutating func grant(account node: YAMLNode?, _ role: YAMLNode?, on repository: Name) {
    guard let node, let login = reader.name(node, .login) else { return }
    reader.grant(account: login, role, on: repository, at: node)
  }

  /// Reviewers are numbers: those of teams may be among the resources.
  private mutating func takeEnvironment(_ values: YAMLNode) {
    guard let repository = repository(values["repository"]), let node = values["environment"],
      let name = reader.name(node, .environment)
    else { return }
    let groups = reader.elements(values["reviewers"])
    let teams = groups.flatMap { $0["teams"].map { Array($0.elements) } ?? [] }
    let users = groups.flatMap { $0["users"].map { Array($0.elements) } ?? [] }
    let known = teams.compactMap { slugs[$0.text] }
    let isComplete = users.isEmpty && known.count == teams.count
    for slug in known { reader.meet(team: slug, at: node) }
    reader.draft.repositories[repository]?.environments[name.text] = .some(isComplete ? known : nil)
    if !isComplete {
      ask(
        "\(reader.place(node)): who are the reviewers of the environment `\(DraftValue.oneLine(name.text))` of `\(repository)`?"
      )
    }
  }

  // MARK: Credentials

  private mutating func takeDeployKey(_ values: YAMLNode, _ address: String) {
    guard let node = values["repository"], let repository = repository(node) else { return }
    let title = values["title"]?.text ?? ""
    var key = DescriptionDraft.Credential(kind: "deploy_key", seen: seen(node, address))
    key.repository = repository
    key.readOnly = reader.truth(values["read_only"])
    key.notes = ["called `\(DraftValue.oneLine(String(title.prefix(100))))`"]
    reader.keep(key, "deploy-key.\(repository).\(DescriptionDraft.key(title))")
  }

  private mutating func takeSecret(_ resource: Resource) {
    let values = resource.values
    let stores = ["actions", "dependabot", "codespaces"]
    guard let store = stores.first(where: { resource.type.hasPrefix("github_\($0)_") }),
      let node = values["secret_name"], let name = reader.name(node, .secret)
    else { return }
    let kind = String(resource.type.dropFirst("github_\(store)_".count))
    let place: DescriptionDraft.Place
    var suffix = "organization"
    switch kind {
    case "organization_secret":
      guard
        let visibility = reader.choice(
          values["visibility"], ["all": "all", "private": "private", "selected": "selected"])
      else { return }
      let ids = visibility == "selected" ? reader.elements(values["selected_repository_ids"]) : []
      let known = ids.compactMap { repositories[$0.text] }
      guard known.count == ids.count else {
        return keep(
          name, nil, resource, suffix,
          "an organization secret for \(store); some of the selected repositories are unknown", at: node)
      }
      place = .organization(
        secret: name.text, visibility: visibility, repositories: known.sorted(), store: store)
    case "secret":
      guard let repository = repository(values["repository"]) else { return }
      place = .repository(secret: name.text, repository, store: store)
      suffix = repository.text
    case "environment_secret":
      guard let repository = repository(values["repository"]),
        let environment = reader.name(values["environment"], .environment)
      else { return }
      if reader.draft.repositories[repository]?.environments[environment.text] == nil {
        reader.draft.repositories[repository]?.environments[environment.text] = .some(nil)
      }
      place = .environment(secret: name.text, repository, environment: environment.text)
      suffix = "\(repository).\(DescriptionDraft.key(environment.text))"
    default: return
    }
    keep(name, place, resource, suffix, nil, at: node)
  }

  private mutating func keep(
    _ name: Name, _ place: DescriptionDraft.Place?, _ resource: Resource, _ suffix: String, _ note: String?,
    at node: YAMLNode
  ) {
    let credential = DescriptionDraft.Credential(
      kind: "unknown", place: place, notes: note.map { [$0] } ?? [], seen: seen(node, resource.address))
    let isTaken = reader.draft.credentials[name] != nil
    reader.keep(credential, isTaken ? "\(name).\(suffix)" : name.text)
  }

  /// A file of one line is told apart by the address of the resource.
  private func seen(_ node: YAMLNode, _ address: String) -> String {
    "\(reader.place(node)) (\(DraftValue.oneLine(String(address.prefix(200)))))"
  }

  private mutating func ask(_ question: String) {
    if !reader.draft.questions.contains(question) { reader.draft.questions.append(question) }
  }
}
