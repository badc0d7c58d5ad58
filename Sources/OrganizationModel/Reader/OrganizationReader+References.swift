internal import LocatedYAML
internal import SourceText

/// What a reference may name.
enum ReferenceKind: Hashable {
  case person, account, machineUser, team, teamOrLogin, holder, bypasser, repository, package, credential
  case consumer, service
  case workflow(Name)
  /// Who has a credential of the service.
  case serviceHolder(Name)
  case environment(Name)

  /// The kind in words, and where such things are described.
  var words: (what: String, home: String, of: String) {
    let (what, home) = whatAndHome
    return (what, home, owner.map { " of `\($0)`" } ?? "")
  }

  /// The repository that such things belong to; nil for what belongs to the organization.
  private var owner: Name? {
    switch self {
    case .workflow(let repository), .environment(let repository): repository
    case .serviceHolder(let service): service
    case .person, .account, .machineUser, .team, .teamOrLogin, .holder, .bypasser, .repository, .package,
      .credential, .consumer, .service:
      nil
    }
  }

  private var whatAndHome: (String, String) {
    switch self {
    case .person: ("person", "`people`")
    case .account: ("account", "`people` or `machine_users`")
    case .machineUser: ("machine user", "`machine_users`")
    case .team: ("team", "`teams`")
    case .teamOrLogin: ("team or account", "`teams`, `people` or `machine_users`")
    case .holder: ("person, machine user or App", "`people`, `machine_users` or `apps`")
    case .bypasser:
      ("App, account or team", "`apps`, `people`, `machine_users` or `teams`, or write `deploy_keys`")
    case .repository: ("repository", "`repositories`")
    case .package: ("package", "`packages`")
    case .credential: ("credential", "`credentials`")
    case .consumer: ("consumer", "`consumers`")
    case .service: ("service", "`services`")
    case .serviceHolder: ("holder", "`people`, `machine_users`, or the `accounts` of the service")
    case .workflow: ("workflow", "its `workflows`")
    case .environment: ("environment", "its `environments`")
    }
  }
}

extension DeclaredNames {
  func tables(_ kind: ReferenceKind) -> [NameTable] {
    switch kind {
    case .person: [people]
    case .account: [people, machineUsers]
    case .machineUser: [machineUsers]
    case .team: [teams]
    case .teamOrLogin: [teams, people, machineUsers]
    case .holder: [people, machineUsers, apps]
    case .bypasser: [teams, people, machineUsers, apps]
    case .repository: [repositories]
    case .package: [packages]
    case .credential: [credentials]
    case .consumer: [consumers]
    case .service: [services]
    case .serviceHolder(let service):
      [serviceAccounts[service.folded], people, machineUsers].compactMap(\.self)
    case .workflow(let repository): [workflows[repository.folded]].compactMap(\.self)
    case .environment(let repository): [environments[repository.folded]].compactMap(\.self)
    }
  }
}

extension OrganizationReader {
  /// The name that a text refers to, spelled as it was declared; nil, with a report, where there is none.
  mutating func reference(_ node: YAMLNode?, _ kind: ReferenceKind) -> Name? {
    guard let node, let text = node.textValue else { return nil }
    return reference(text, kind, at: node.range)
  }

  mutating func reference(_ text: String, _ kind: ReferenceKind, at range: SourceRange) -> Name? {
    let found = declared.tables(kind).compactMap { table in table.names[text.lowercased()] }
    if found.count > 1 { reportAmbiguous(text, kind, found.map(\.range), at: range) }
    if let first = found.first { return first.name }
    reportUnknown(text, kind, at: range)
    return nil
  }

  private mutating func reportAmbiguous(
    _ text: String, _ kind: ReferenceKind, _ places: [SourceRange], at range: SourceRange
  ) {
    guard kind == .teamOrLogin || kind == .holder || kind == .bypasser else { return }
    problems.error(
      "ambiguous-name", "found `\(text)`, which names two entries, expected one \(kind.words.what)",
      at: range,
      help: "rename one of them in the description",
      related: places.map { .init(message: "described here", range: $0) })
  }

  private mutating func reportUnknown(_ text: String, _ kind: ReferenceKind, at range: SourceRange) {
    let (what, home, of) = kind.words
    let near = nearestName(text, kind)
    problems.error(
      "unknown-reference", "found the unknown \(what) `\(text)`\(of)", at: range,
      help: near.map { "did you mean `\($0)`?" } ?? "describe it under \(home)")
  }

  /// What a reference was probably meant to be. Among very many names, and for very many references, the help ends: the
  /// first few hundred show what is wrong with the rest.
  private mutating func nearestName(_ text: String, _ kind: ReferenceKind) -> String? {
    let match = nearest[kind] ?? NearestMatch(declared.tables(kind).flatMap(\.all))
    nearest[kind] = match
    guard comparisonsLeft >= match.count else { return nil }
    comparisonsLeft -= match.count
    return match.match(text)
  }

  /// `name` of this organization, which must be described, or `owner/name` of another.
  mutating func repositoryReference(_ node: YAMLNode?) -> RepositoryReference? {
    guard let node, let text = node.textValue else { return nil }
    return repositoryReference(text, at: node.range)
  }

  mutating func repositoryReference(_ text: String, at range: SourceRange) -> RepositoryReference? {
    guard let slash = text.firstIndex(of: "/") else {
      return reference(text, .repository, at: range).map { RepositoryReference(name: $0) }
    }
    let (owner, name) = (String(text[..<slash]), String(text[text.index(after: slash)...]))
    if Name(owner) == organization {
      return reference(name, .repository, at: range).map { RepositoryReference(name: $0) }
    }
    return RepositoryReference(owner: outsideOwner(owner), name: Name(name))
  }

  /// The owner as `outside:` spells it, else as first written.
  mutating func outsideOwner(_ text: String) -> Name {
    if let described = declared.outside[text] { return described }
    let name = Name(text)
    if let known = owners[name.folded] { return known }
    owners[name.folded] = name
    return name
  }

  /// The login of another organization; that of this one is reported.
  mutating func otherOrganization(_ text: String, at range: SourceRange) -> Name? {
    guard Name(text) != organization else {
      problems.error(
        "unknown-need", "found `\(text)`, expected `self` or the login of another organization", at: range,
        help: "write `self` for this organization")
      return nil
    }
    return outsideOwner(text)
  }

  /// A list of references, each once.
  mutating func references(_ node: YAMLNode?, _ kind: ReferenceKind) -> [Name] {
    unique(node) { reader, element in reader.reference(element, kind) }
  }

  mutating func repositoryReferences(_ node: YAMLNode?) -> [RepositoryReference]? {
    guard let node, node.kind == .sequence else { return nil }
    return unique(node) { reader, element in reader.repositoryReference(element) }.sorted()
  }

  /// The elements of a list as values; a second of the same value is reported and left out.
  mutating func unique<Value: Hashable>(
    _ node: YAMLNode?, _ read: (inout OrganizationReader, YAMLNode) -> Value?
  ) -> [Value] {
    guard let node, node.kind == .sequence else { return [] }
    var first = FirstPlaces<Value>(expected: node.count)
    var result: [Value] = []
    for element in node.elements {
      guard let value = read(&self, element) else { continue }
      if let earlier = first.note(value, at: element) {
        if element.kind == .scalar { reportTwice(element, earlier) }
      } else {
        result.append(value)
      }
    }
    return result
  }

  /// The keys of a map as references, with their values.
  mutating func roles<Role>(
    _ node: YAMLNode?, _ kind: ReferenceKind, _ role: (YAMLNode) -> Role?
  ) -> [Name: Role] {
    var result: [Name: Role] = [:]
    for (_, entry) in entries(Fields(node)) {
      guard let name = reference(entry.key, kind), let role = role(entry.value) else { continue }
      result[name] = role
    }
    return result
  }
}
