import LocatedYAML
import OrganizationModel
import SourceText

/// Adds to a description what it does not say, without touching what it says.
struct DescriptionMerger {
  /// What was added, as key paths and needs.
  private(set) var added: [String] = []
  private let organization: Organization
  private var parts: [Part]

  private typealias Renderer = WorkflowsDraftRenderer

  /// One file of the description, and what is put into it.
  private struct Part {
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

  mutating func add(_ draft: WorkflowsDraft) {
    addRepositories(draft)
    addSection("packages", draft.packages.filter { organization.packages[$0.key] == nil }) {
      Renderer.entry($0, $1)
    }
    let credentials = draft.credentials.filter { !isDescribed($0.key) }
    addSection("credentials", credentials) { credential, _ in Renderer.entry(credential) }
  }

  /// A secret is described by its name, or by the place where a credential is stored.
  private func isDescribed(_ secret: Name) -> Bool {
    organization.credentials.contains { credential in
      credential.name == secret || (credential.storedIn ?? []).contains { $0.secretName == secret }
    }
  }

  // MARK: Sections

  private mutating func addSection<Item>(
    _ key: String, _ items: [Name: Item], _ entry: (Item, Name) -> Renderer.Value
  ) {
    let entries = items.sorted { $0.key < $1.key }.map {
      (key: Renderer.quoted($0.key.text), value: entry($0.value, $0.key))
    }
    add(entries, to: key, of: parts.first?.root, in: 0)
    added += entries.map { "\(key).\($0.key)" }
  }

  /// Adds entries to the mapping under a key, which may lack or be empty.
  private mutating func add(
    _ entries: [(key: String, value: Renderer.Value)], to key: String, of parent: YAMLNode?, in part: Int
  ) {
    guard let parent, !entries.isEmpty else { return }
    guard let entry = parent.entries.first(where: { $0.key.text == key }) else {
      return parts[part].insertion.add(key, .map(entries), to: parent)
    }
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
      of: parts.first?.root, in: 0)
    added += new.map { "repositories.\($0.key)" }
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
    let environments = draft.environments.filter { known.environments[Name($0)] == nil }.sorted()
    let workflows = draft.workflows.filter { workflow in
      !known.workflows.contains { $0.path == workflow.path }
    }
    let groups = [
      ("environments", environments.map { (key: Renderer.quoted($0), value: Renderer.Value.map([])) }),
      (
        "workflows",
        workflows.map {
          (key: Renderer.quoted($0.key), value: Renderer.entry($0))
        }
      ),
    ].filter { !$0.1.isEmpty }
    added += groups.flatMap { group in group.1.map { "repositories.\(known.name).\(group.0).\($0.key)" } }
    if entry.value.kind == .mapping {
      for (key, entries) in groups { add(entries, to: key, of: entry.value, in: part) }
    } else if entry.value.bytes.isEmpty, !groups.isEmpty {
      parts[part].insertion.fill(entry, of: mapping, .map(groups.map { ($0.0, .map($0.1)) }))
    }
    for workflow in draft.workflows {
      guard let existing = known.workflows.first(where: { $0.path == workflow.path }),
        let node = entry.value["workflows"]?.entries.first(where: { Name($0.key.text) == existing.name })?
          .value
      else { continue }
      add(workflow, to: existing, node, "repositories.\(known.name).workflows.\(existing.name)", in: part)
    }
  }

  // MARK: Workflows

  private mutating func add(
    _ draft: WorkflowsDraft.Workflow, to known: Workflow, _ node: YAMLNode, _ path: String, in part: Int
  ) {
    guard node.kind == .mapping, node.count > 0 || node.bytes.isEmpty else { return }
    for (key, value) in Renderer.settings(draft) where node[key] == nil {
      parts[part].insertion.add(key, value, to: node)
      added.append("\(path).\(key)")
    }
    let texts = Set(known.needs.map { $0.text.lowercased() })
    let needs = draft.needs.filter { !texts.contains($0.text.lowercased()) }
    guard !needs.isEmpty else { return }
    added += needs.map { "\(path).needs: \($0.text)" }
    let values = needs.map(Renderer.entry)
    guard let entry = node.entries.first(where: { $0.key.text == "needs" }) else {
      return parts[part].insertion.add("needs", .lines(values, comments: []), to: node)
    }
    if entry.value.kind == .sequence {
      for value in values { parts[part].insertion.add(value, to: entry.value) }
    }
  }
}

extension SecretPlace {
  /// The name of the secret; nil for a place outside of GitHub.
  fileprivate var secretName: Name? {
    switch self {
    case .organization(let secret, _, _), .repository(let secret, _, _), .environment(let secret, _, _):
      Name(secret)
    case .outside: nil
    }
  }
}
