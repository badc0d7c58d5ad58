internal import LocatedYAML
internal import SourceText

/// The names of one kind that a description declares, each as first written, with its place.
struct NameTable {
  private(set) var names: [String: (name: Name, range: SourceRange)] = [:]

  mutating func declare(_ key: YAMLNode) {
    let name = Name(key.text)
    if names[name.folded] == nil { names[name.folded] = (name, key.range) }
  }

  /// The name as it was declared.
  subscript(text: String) -> Name? { names[text.lowercased()]?.name }

  var all: [String] { names.values.map(\.name.text).sorted() }
}

/// Every name that references may use.
struct DeclaredNames {
  var people = NameTable()
  var machineUsers = NameTable()
  var teams = NameTable()
  var apps = NameTable()
  var repositories = NameTable()
  var packages = NameTable()
  var consumers = NameTable()
  var credentials = NameTable()
  var outside = NameTable()
  var services = NameTable()
  /// By folded name of the service.
  var serviceAccounts: [String: NameTable] = [:]
  /// By folded name of the repository.
  var environments: [String: NameTable] = [:]
  /// By folded name of the repository.
  var workflows: [String: NameTable] = [:]

  init(_ description: Fields) {
    people = table(description, "people")
    for list in description.all("people") where list.kind == .sequence {
      for login in list.elements where login.textValue != nil { people.declare(login) }
    }
    machineUsers = table(description, "machine_users")
    teams = table(description, "teams")
    apps = table(description, "apps")
    packages = table(description, "packages")
    consumers = table(description, "consumers")
    credentials = table(description, "credentials")
    outside = table(description, "outside")
    services = table(description, "services")
    for entry in description.fields("services").entries {
      let accounts = table(Fields(entry.value), "accounts")
      if !accounts.names.isEmpty { serviceAccounts[entry.key.text.lowercased()] = accounts }
    }
    declareRepositories(description)
  }

  private func table(_ fields: Fields, _ key: String) -> NameTable {
    var table = NameTable()
    for entry in fields.fields(key).entries { table.declare(entry.key) }
    return table
  }

  private mutating func declareRepositories(_ description: Fields) {
    for entry in description.fields("repositories").entries {
      repositories.declare(entry.key)
      guard entry.value.kind == .mapping else { continue }
      let name = entry.key.text.lowercased()
      let fields = Fields(entry.value)
      let (environments, workflows) = (table(fields, "environments"), table(fields, "workflows"))
      if !environments.names.isEmpty { self.environments[name] = environments }
      if !workflows.names.isEmpty { self.workflows[name] = workflows }
    }
  }
}
