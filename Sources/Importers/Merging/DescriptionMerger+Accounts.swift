import LocatedYAML
import OrganizationModel
import SourceText

// MARK: - People, teams and who may do what

extension DescriptionMerger {
  mutating func add(_ draft: DescriptionDraft) {
    addSettings("platform", DraftRenderer.values(draft.platform), draft.source)
    addSettings("policy", DraftRenderer.policyFields(of: draft), draft.source)
    let draft = draft.without(addPeople(draft))
    addTeams(draft)
    addRepositories(draft)
    addPackages(draft)
    let plan = plan(draft.credentials)
    addCredentials(plan, without: addConsumers(draft, calling: plan.names))
    for (name, account) in draft.likelyMachineUsers where isNew(name) {
      ask(
        "is `\(name)` a person? (\(account.machineUserSign ?? ""))",
        help: "if not, move it from `people` to `machine_users`")
    }
    for question in draft.questions { ask(question) }
    for (name, team) in draft.teams.sorted(by: { $0.key < $1.key }) {
      for question in team.questions { ask("\(name): \(question)") }
    }
  }

  private func isNew(_ account: Name) -> Bool {
    organization.people[account] == nil && organization.machineUsers[account] == nil
      && organization.apps[account] == nil
  }

  mutating func ask(_ question: String, help: String? = nil) {
    notes.append(Diagnostic("question", .note, question, at: nil, help: help))
  }

  /// What the description says otherwise stays.
  mutating func differs(_ key: String, _ source: String, _ what: String) {
    notes.append(
      Diagnostic("said-otherwise", .warning, "`\(key)` differs from \(source): \(what)", at: nil))
  }

  // MARK: People

  /// Gives those that could not be added.
  private mutating func addPeople(_ draft: DescriptionDraft) -> Set<Name> {
    var new: [Name: DescriptionDraft.Account] = [:]
    for (name, account) in draft.accounts.sorted(by: { $0.key < $1.key }) {
      let person = organization.people[name]
      if isNew(name) { new[name] = account }
      let role = person?.role ?? organization.machineUsers[name]?.role
      if let role, let other = account.role, role.rawValue != other {
        differs("people.\(name)", draft.source, other)
      }
    }
    guard let list = parts.first?.root?["people"], list.kind == .sequence else {
      let before = left.count
      addSection("people", new) { account, _ in DraftRenderer.entry(account) }
      return left.count == before ? [] : Set(new.keys)
    }
    guard !parts[0].insertion.isShared(list) else {
      if !new.isEmpty { left.append("people") }
      return Set(new.keys)
    }
    return addMembers(new, to: list)
  }

  /// A plain list is of members.
  private mutating func addMembers(_ new: [Name: DescriptionDraft.Account], to list: YAMLNode) -> Set<Name> {
    for (name, account) in new.sorted(by: { $0.key < $1.key }) {
      if account.role == "member" {
        parts[0].insertion.add(.text(DraftRenderer.scalar(name)), to: list)
        added.append("people: \(name)")
      } else {
        notes.append(
          Diagnostic(
            "people-list", .warning,
            "`\(name)` wasn't added, because the list `people` contains only members, and its role is \(account.role ?? "unknown")",
            at: nil,
            help: "write `people` as a mapping, then run the import again"))
      }
    }
    return Set(new.filter { $0.value.role != "member" }.keys)
  }

  // MARK: Teams

  private mutating func addTeams(_ draft: DescriptionDraft) {
    addSection("teams", draft.teams.filter { organization.teams[$0.key] == nil }) { team, _ in
      DraftRenderer.entry(team)
    }
    for (name, team) in draft.teams.sorted(by: { $0.key < $1.key }) {
      guard let known = organization.teams[name] else { continue }
      addKeys(DraftRenderer.fields(of: team), of: "teams", to: name)
      let path = "teams.\(name)"
      if let parent = known.parent, let other = team.parent, parent != other {
        differs("\(path).parent", draft.source, other.text)
      }
      let all = Set(known.maintainers + known.members)
      let missing = (team.maintainers + team.members).filter { !all.contains($0) }.sorted()
      let saysMembers = !known.members.isEmpty || !known.maintainers.isEmpty
      if saysMembers, !missing.isEmpty {
        differs(path, draft.source, "it also has \(missing.map(\.text).joined(separator: ", "))")
      }
    }
  }

  /// Gives an entry the keys that it lacks, in the file that it stands in.
  mutating func addKeys(
    _ fields: [(key: String, value: DraftValue)], of section: String, to name: Name
  ) {
    for part in parts.indices {
      guard let mapping = parts[part].root?[section],
        let entry = mapping.entries.first(where: { Name($0.key.text) == name })
      else { continue }
      let path = "\(section).\(name)"
      let lacking = fields.filter { entry.value[$0.key] == nil }
      if lacking.isEmpty { return }
      if parts[part].insertion.isShared(mapping) || parts[part].insertion.isShared(entry.value) {
        return left.append(path)
      }
      added += lacking.map { "\(path).\($0.key)" }
      if entry.value.kind == .mapping {
        for (key, value) in lacking { parts[part].insertion.add(key, value, to: entry.value) }
      } else {
        parts[part].insertion.fill(entry, of: mapping, .map(lacking))
      }
      return
    }
  }

  // MARK: Repositories

  private mutating func addRepositories(_ draft: DescriptionDraft) {
    addSection("repositories", draft.repositories.filter { organization.repositories[$0.key] == nil }) {
      repository, _ in DraftRenderer.entry(repository)
    }
    for (name, repository) in draft.repositories.sorted(by: { $0.key < $1.key }) {
      guard let known = organization.repositories[name] else { continue }
      let path = "repositories.\(name)"
      addKeys(
        DraftRenderer.settings(of: repository) + DraftRenderer.remarks(repository), of: "repositories",
        to: name)
      if let visibility = known.visibility, let other = repository.visibility, visibility.rawValue != other {
        differs("\(path).visibility", draft.source, other)
      }
      if let responsible = known.responsible, let other = repository.responsible, responsible != other {
        differs("\(path).responsible", draft.source, other.text)
      }
      addEnvironments(repository, besides: known)
      if known.rules == nil, !repository.rules.isEmpty {
        addKeys([("rules", .map(DraftRenderer.rules(repository)))], of: "repositories", to: known.name)
      }
      addRoles(repository.teams, besides: known.teams, "teams", of: name, draft.source)
      addRoles(
        repository.collaborators, besides: known.collaborators, "collaborators", of: name, draft.source)
    }
  }

  private mutating func addEnvironments(_ repository: DescriptionDraft.Repository, besides known: Repository)
  {
    var new = repository
    new.environments = repository.environments.filter { known.environments[Name($0.key)] == nil }
    if new.environments.isEmpty { return }
    let entries = DraftRenderer.environments(new)
    guard let place = place(of: known.name, in: "repositories") else { return }
    if place.entry.value["environments"] == nil || parts[place.part].insertion.isShared(place.entry.value) {
      return addKeys([("environments", .map(entries))], of: "repositories", to: known.name)
    }
    add(
      entries, to: "environments", of: place.entry.value, in: place.part,
      at: "repositories.\(known.name).environments")
  }

  /// Where an entry is described.
  func place(of name: Name, in section: String) -> (part: Int, entry: YAMLNode.Entry)? {
    for part in parts.indices {
      let entry = parts[part].root?[section]?.entries.first { Name($0.key.text) == name }
      if let entry { return (part, entry) }
    }
    return nil
  }

  private mutating func addRoles(
    _ roles: [Name: String], besides known: [Name: RepositoryRole], _ key: String, of name: Name,
    _ source: String
  ) {
    let new = roles.filter { known[$0.key] == nil }
    for (other, role) in roles.sorted(by: { $0.key < $1.key }) {
      if let said = known[other], said.rawValue != role {
        differs("repositories.\(name).\(key).\(other)", source, role)
      }
    }
    for part in parts.indices where !new.isEmpty {
      guard let mapping = parts[part].root?["repositories"],
        let entry = mapping.entries.first(where: { Name($0.key.text) == name })
      else { continue }
      let isShared = parts[part].insertion.isShared(mapping) || parts[part].insertion.isShared(entry.value)
      if entry.value[key] == nil || isShared {
        return addKeys([(key, .map(DraftRenderer.roles(new)))], of: "repositories", to: name)
      }
      return add(
        DraftRenderer.roles(new), to: key, of: entry.value, in: part, at: "repositories.\(name).\(key)")
    }
  }
}
