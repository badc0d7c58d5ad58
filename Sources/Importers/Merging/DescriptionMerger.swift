import LocatedYAML
import OrganizationModel
import SourceText

/// Adds to a description what it does not say, without touching what it says.
struct DescriptionMerger {
  /// What was added, as key paths and needs.
  var added: [String] = []
  /// The key paths of values that more than one place shares: what is added to one would be added to all.
  var left: [String] = []
  /// What is to be told of what was met: questions, and what the description says otherwise.
  var notes: [Diagnostic] = []
  /// The workflows that could not be added for that, as `repository/workflow`.
  private var missing: Set<String> = []
  let organization: Organization
  var parts: [Part]

  private typealias Renderer = WorkflowsDraftRenderer

  /// One file of the description, and what is put into it.
  struct Part {
    let path: String
    let root: YAMLNode?
    var insertion: YAMLInsertion
  }

  /// - Parameter files: the top file first, then those that it includes.
  init(_ files: SourceFiles, _ organization: Organization) {
    self.organization = organization
    self.parts = files.files.enumerated().map { index, file in
      Part(
        path: file.path,
        root: YAMLParser.parse(file, as: SourceFileID(index: UInt32(index))).document?.root,
        insertion: YAMLInsertion(file.bytes))
    }
  }

  /// The files into which something was put, with everything in them.
  var texts: [(path: String, text: String)] {
    parts.filter { !$0.insertion.isEmpty }.map { ($0.path, $0.insertion.text) }
  }

  /// What is to be told, with what was left out.
  var diagnostics: [Diagnostic] {
    notes
      + left.map { key in
        Diagnostic(
          "shared-value", .warning,
          "nothing was added to `\(key)`, because it uses an anchor or an alias", at: nil,
          help: "replace it with its value, then run the import again")
      }
  }

  mutating func add(_ draft: WorkflowsDraft) {
    addRepositories(draft)
    addSection("packages", draft.packages.filter { organization.packages[$0.key] == nil }) {
      Renderer.entry($0, $1)
    }
    let users = SecretUsers(draft.credentials, of: organization)
    for (name, workflows) in users.described.sorted(by: { $0.key < $1.key }) {
      addUsers(workflows.filter { !missing.contains($0.text) }, to: name)
    }
    for question in users.questions(of: organization) { ask(question) }
    let credentials = credentials(of: draft, users.undescribed)
    let services = users.services(of: organization)
    for (name, service) in services.sorted(by: { $0.key < $1.key }) {
      addKeys(Renderer.fields(service), of: "credentials", to: name)
    }
    let used = Set(credentials.values.compactMap { $0.service?.key } + services.values.map(\.key))
    addSection(
      "services",
      draft.services.filter { used.contains($0.key) && organization.services[$0.key] == nil }
    ) { service, _ in Renderer.entry(service) }
    let apps = addApps(draft, credentials)
    addSection("credentials", credentials) { credential, _ in
      var credential = credential
      if let holder = credential.holder, !apps.contains(holder) { credential.holder = nil }
      return Renderer.entry(credential)
    }
  }

  /// Those whose keys are described, or will be; gives the names of all that are there then.
  private mutating func addApps(
    _ draft: WorkflowsDraft, _ credentials: [Name: WorkflowsDraft.Credential]
  ) -> Set<Name> {
    let usable = draft.apps.filter {
      credentials[$0.value.key] != nil || organization.credentials[$0.value.key] != nil
    }
    let before = left.count
    addSection("apps", usable.filter { organization.apps[$0.key] == nil }) { app, _ in Renderer.entry(app) }
    for (name, app) in usable.sorted(by: { $0.key < $1.key }) where organization.apps[name] != nil {
      addKey(app.key, to: name)
    }
    let described = Set(organization.apps.map(\.name))
    return left.count == before ? described.union(usable.keys) : described
  }

  /// An App that is described without its key gets that, and keeps all else.
  private mutating func addKey(_ key: Name, to app: Name) {
    for part in parts.indices {
      guard let apps = parts[part].root?["apps"],
        let entry = apps.entries.first(where: { Name($0.key.text) == app })
      else { continue }
      let path = "apps.\(app).key"
      if parts[part].insertion.isShared(apps) || parts[part].insertion.isShared(entry.value) {
        left.append(path)
      } else if entry.value.kind == .mapping, entry.value["key"] == nil {
        parts[part].insertion.add("key", .text(Renderer.quoted(key.text)), to: entry.value)
        added.append(path)
      }
    }
  }

  /// Those that are not described, without the workflows that could not be added.
  private func credentials(of draft: WorkflowsDraft, _ names: Set<Name>) -> [Name: WorkflowsDraft.Credential]
  {
    draft.credentials.filter { names.contains($0.key) }.compactMapValues { credential in
      var kept = credential
      kept.usedBy.subtract(missing)
      return kept.usedBy.isEmpty ? nil : kept
    }
  }

  // MARK: Sections

  mutating func addSection<Item>(
    _ key: String, _ items: [Name: Item], _ entry: (Item, Name) -> DraftValue
  ) {
    let entries = items.sorted { $0.key < $1.key }.map {
      (key: Renderer.quoted($0.key.text), value: entry($0.value, $0.key))
    }
    add(entries, to: key, of: parts.first?.root, in: 0, at: key)
  }

  /// Adds entries to the mapping under a key, which may lack or be empty.
  /// - Parameter path: the key path of the mapping.
  mutating func add(
    _ entries: [(key: String, value: DraftValue)], to key: String, of parent: YAMLNode?, in part: Int,
    at path: String
  ) {
    guard let parent, !entries.isEmpty else { return }
    let entry = parent.entries.first { $0.key.text == key }
    if parts[part].insertion.isShared(entry?.value ?? parent) { return left.append(path) }
    added += entries.map { "\(path).\($0.key)" }
    guard let entry else { return parts[part].insertion.add(key, .map(entries), to: parent) }
    if entry.value.kind == .mapping {
      for (key, value) in entries { parts[part].insertion.add(key, value, to: entry.value) }
    } else if entry.value.bytes.isEmpty {
      parts[part].insertion.fill(entry, of: parent, .map(entries))
    }
  }

  // MARK: Repositories

  private mutating func addRepositories(_ draft: WorkflowsDraft) {
    let sorted = draft.repositories.sorted { $0.key < $1.key }
    let new = sorted.filter { organization.repositories[$0.key] == nil }
    add(
      new.map { (Renderer.quoted($0.key.text), Renderer.entry($0.value)) }, to: "repositories",
      of: parts.first?.root, in: 0, at: "repositories")
    for (name, repository) in sorted {
      guard let known = organization.repositories[name] else { continue }
      for part in parts.indices {
        let mapping = parts[part].root?["repositories"]
        guard let mapping, let entry = mapping.entries.first(where: { Name($0.key.text) == name }) else {
          continue
        }
        add(repository, to: known, entry, of: mapping, in: part)
      }
    }
  }

  private mutating func add(
    _ draft: WorkflowsDraft.Repository, to known: Repository, _ entry: YAMLNode.Entry, of mapping: YAMLNode,
    in part: Int
  ) {
    let path = "repositories.\(known.name)"
    let groups = groups(draft, besides: known)
    let isShared = parts[part].insertion.isShared
    if isShared(entry.value) || entry.value["workflows"].map(isShared) == true {
      let new = draft.workflows.filter { workflow in !known.workflows.contains { $0.path == workflow.path } }
      missing.formUnion(new.map { "\(known.name)/\($0.key)" })
    }
    if isShared(entry.value) {
      if !groups.isEmpty { left.append(path) }
      return
    }
    askInFlow(draft, besides: known, entry.value, of: mapping, in: part)
    if entry.value.kind == .mapping {
      for (key, entries) in groups { add(entries, to: key, of: entry.value, in: part, at: "\(path).\(key)") }
    } else if entry.value.bytes.isEmpty, !groups.isEmpty {
      added += groups.flatMap { group in group.entries.map { "\(path).\(group.key).\($0.key)" } }
      parts[part].insertion.fill(entry, of: mapping, .map(groups.map { ($0.key, .map($0.entries)) }))
    }
    for workflow in draft.workflows {
      guard let existing = known.workflows.first(where: { $0.path == workflow.path }),
        let workflows = entry.value["workflows"],
        let node = workflows.entries.first(where: { Name($0.key.text) == existing.name })?.value
      else { continue }
      let isLeft = isShared(workflows) || isShared(node)
      add(workflow, to: existing, node, "\(path).workflows.\(existing.name)", in: part, isLeft)
    }
  }

  /// Questions are comments of the workflow; where it has no lines of its own, they are asked here.
  private mutating func askInFlow(
    _ draft: WorkflowsDraft.Repository, besides known: Repository, _ entry: YAMLNode, of mapping: YAMLNode,
    in part: Int
  ) {
    let nodes = [mapping, entry] + [entry["workflows"]].compactMap(\.self)
    guard nodes.contains(where: parts[part].insertion.isFlow) else { return }
    for workflow in draft.workflows where !known.workflows.contains(where: { $0.path == workflow.path }) {
      for question in workflow.questions { ask("`\(known.name)/\(workflow.key)`: \(question)") }
    }
  }

  private typealias Group = (key: String, entries: [(key: String, value: DraftValue)])

  /// The environments and workflows that a repository lacks.
  private func groups(_ draft: WorkflowsDraft.Repository, besides known: Repository) -> [Group] {
    let environments = draft.environments.filter { known.environments[Name($0)] == nil }.sorted()
    let workflows = draft.workflows.filter { workflow in
      !known.workflows.contains { $0.path == workflow.path }
    }
    let groups: [Group] = [
      ("environments", environments.map { (Renderer.quoted($0), .map([])) }),
      ("workflows", workflows.map { (Renderer.quoted($0.key), Renderer.entry($0)) }),
    ]
    return groups.filter { !$0.entries.isEmpty }
  }

  // MARK: Workflows

  private mutating func add(
    _ draft: WorkflowsDraft.Workflow, to known: Workflow, _ node: YAMLNode, _ path: String, in part: Int,
    _ isShared: Bool
  ) {
    guard node.kind == .mapping, node.count > 0 || node.bytes.isEmpty else { return }
    let settings = Renderer.settings(draft).filter { node[$0.key] == nil }
    let texts = Set(known.needs.map { $0.text.lowercased() })
    let needs = draft.needs.filter { !texts.contains($0.identity.lowercased()) }
    let others = draft.others.filter { use in
      !known.otherUses.contains { $0.words == use.words && $0.credential == use.credential }
    }
    let entries =
      needs.map { (text: $0.identity, value: Renderer.entry($0)) }
      + others.map { (text: $0.words, value: Renderer.entry($0)) }
    if isShared {
      if !settings.isEmpty || !entries.isEmpty { left.append(path) }
      return
    }
    for (key, value) in settings {
      parts[part].insertion.add(key, value, to: node)
      added.append("\(path).\(key)")
    }
    add(entries, to: node, path, in: part)
  }

  mutating func add(
    _ needs: [(text: String, value: DraftValue)], to node: YAMLNode, _ path: String, in part: Int
  ) {
    guard !needs.isEmpty else { return }
    let values = needs.map(\.value)
    let list = node.entries.first { $0.key.text == "needs" }?.value
    if let list, parts[part].insertion.isShared(list) { return left.append("\(path).needs") }
    added += needs.map { "\(path).needs: \($0.text)" }
    guard let list else {
      return parts[part].insertion.add("needs", .lines(values, comments: []), to: node)
    }
    if list.kind == .sequence {
      for value in values { parts[part].insertion.add(value, to: list) }
    }
  }
}
