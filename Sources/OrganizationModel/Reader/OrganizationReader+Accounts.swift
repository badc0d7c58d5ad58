internal import LocatedYAML
internal import SourceText

extension OrganizationReader {
  mutating func readAccounts(_ result: inout Organization) {
    for key in ["people", "machine_users", "apps"] where description[key] == nil {
      assume(key, "none described")
    }
    if description["teams"] == nil { assume("teams", "none") }
    result.people = Entries(people())
    result.teams = Entries(entries(description.fields("teams")).map { team($0.name, $0.entry) })
    result.machineUsers = Entries(
      entries(description.fields("machine_users")).map { machineUser($0.name, $0.entry) })
    result.apps = Entries(entries(description.fields("apps")).map { app($0.name, $0.entry) })
    checkAccountsTwice()
    checkTeamParents(result.teams)
  }

  /// From the map, or from a plain list of logins: all members.
  private mutating func people() -> [Person] {
    let listed = description.all("people").flatMap { $0.elements }.filter { $0.textValue != nil }
    let isListed = Set(listed.map(\.range))
    let all = description.fields("people").entries + listed.map { YAMLNode.Entry(key: $0, value: $0) }
    return entries(all.sorted { $0.key.range < $1.key.range }).map { name, entry in
      var result = person(name, entry)
      if isListed.contains(entry.key.range) { result.role = .member }
      return result
    }
  }

  private func person(_ name: Name, _ entry: YAMLNode.Entry) -> Person {
    var result = Person(name: name, range: entry.key.range)
    result.role = entry.value["role"]?.choice(OrganizationRole.self)
    result.email = entry.value["email"]?.textValue
    result.leavesOn = entry.value["leaves_on"]?.dayValue
    result.guess = entry.value.guess
    result.note = entry.value["note"]?.textValue
    return result
  }

  private mutating func team(_ name: Name, _ entry: YAMLNode.Entry) -> Team {
    var result = Team(name: name, range: entry.key.range)
    result.maintainers = references(entry.value["maintainers"], .account).sorted()
    result.members = references(entry.value["members"], .account).sorted()
    result.parent = reference(entry.value["parent"], .team)
    result.guess = entry.value.guess
    result.note = entry.value["note"]?.textValue
    return result
  }

  private mutating func machineUser(_ name: Name, _ entry: YAMLNode.Entry) -> MachineUser {
    var result = MachineUser(name: name, range: entry.key.range)
    let custodians = entry.value["custodians"]
    result.role = entry.value["role"]?.choice(OrganizationRole.self)
    result.custodians = custodians.map { references($0, .person) }
    if let custodians, custodians.kind == .sequence, custodians.count < 2 {
      reportCustodians(custodians.count, of: result)
    }
    result.twoFactor = entry.value["two_factor"]?.booleanValue
    result.purpose = entry.value["purpose"]?.textValue
    result.guess = entry.value.guess
    result.note = entry.value["note"]?.textValue
    return result
  }

  private mutating func app(_ name: Name, _ entry: YAMLNode.Entry) -> App {
    var result = App(name: name, range: entry.key.range)
    if let node = entry.value["repositories"] {
      result.repositories =
        node.textValue == "all" ? .all : repositoryReferences(node).map(App.Repositories.selected)
    }
    result.permissions = entry.value["permissions"].map { permissions($0) }
    result.key = key(entry.value["key"])
    result.broker = entry.value["broker"]?.textValue
    result.guess = entry.value.guess
    result.note = entry.value["note"]?.textValue
    return result
  }

  private mutating func key(_ node: YAMLNode?) -> App.Key {
    guard let node else { return .unknown }
    if node.isNull { return .foreign }
    return reference(node, .credential).map(App.Key.credential) ?? .unknown
  }

  func permissions(_ node: YAMLNode) -> [String: AccessLevel] {
    var result: [String: AccessLevel] = [:]
    for entry in node.entries { result[entry.key.text] = entry.value.choice(AccessLevel.self) }
    return result
  }
}

// MARK: - Checks

extension OrganizationReader {
  /// An account that one person alone can sign in to is lost with that person.
  private mutating func reportCustodians(_ count: Int, of user: MachineUser) {
    problems.warning(
      "few-custodians",
      "found \(count == 1 ? "1 custodian" : "no custodians") for the machine user `\(user.name)`, expected at least 2",
      at: user.range, help: "add people who can sign in as `\(user.name)` to `custodians`")
  }

  private mutating func checkAccountsTwice() {
    for (folded, user) in declared.machineUsers.names.sorted(by: { $0.key < $1.key }) {
      guard let person = declared.people.names[folded] else { continue }
      problems.error(
        "ambiguous-name", "found `\(user.name)` as a machine user and as a person", at: user.range,
        help: "keep one of the two; a machine user is an account for automation, not for a person",
        related: [.init(message: "described as a person here", range: person.range)])
    }
  }

  /// Each team is gone through once, whatever stands above it.
  private mutating func checkTeamParents(_ teams: Entries<Team>) {
    var cleared: Set<Name> = []
    var circles: Set<Name> = []
    for team in teams {
      var above: [Name] = []
      var walked: Set<Name> = []
      var next: Name? = team.name
      while let name = next, !cleared.contains(name), walked.insert(name).inserted {
        above.append(name)
        next = teams[name]?.parent
      }
      // A circle is told at each of its teams, once.
      if let start = next.flatMap({ walked.contains($0) ? above.firstIndex(of: $0) : nil }) {
        circles.formUnion(above[start...])
      }
      cleared.formUnion(walked)
    }
    for team in teams where circles.contains(team.name) {
      problems.error(
        "team-cycle", "found the team `\(team.name)` above itself", at: team.range,
        help: "remove one `parent`")
    }
  }
}
