import Catalog
import OrganizationModel
import SourceText

/// A credential that is kept outside GitHub.
struct HeldCredential {
  /// What tells it from others of its name.
  let identity: String
  /// What it is called there.
  let name: String
  /// Where it is kept.
  let words: String
  var kind = "unknown"
  var note: String?
}

/// Puts together what the manifests of clusters, build servers and hosts tell.
struct ManifestsDraft {
  private(set) var draft: DescriptionDraft
  let hosts: GitHubHosts
  let catalog: Catalog
  /// The login that the organization has.
  let organization: String
  private let existing: Organization?
  private var packageKeys: [String: Name] = [:]
  private var needs: [Name: [String: Int]] = [:]
  /// Secrets of clusters and ids of build servers, by what tells one from another.
  private var credentials: [String: Name] = [:]
  /// Images of other owners, and where each was seen first.
  private var foreignImages: [String: String] = [:]
  private var asked: Set<String> = []

  init(_ organization: String, _ existing: Organization?, _ catalog: Catalog) {
    draft = DescriptionDraft(source: "manifests", organization: organization)
    hosts = GitHubHosts(of: existing)
    (self.organization, self.existing, self.catalog) = (organization, existing, catalog)
    for package in existing?.packages ?? Entries() where package.registry == .container {
      packageKeys[Self.identity(package.owner?.text ?? organization, package.packageName)] = package.name
    }
  }

  private static func identity(_ owner: String, _ name: String) -> String {
    "\(owner)/\(name)".lowercased()
  }

  func isOwn(_ owner: String) -> Bool { Name(owner) == Name(organization) }

  // MARK: Consumers

  /// Those of one kind in one place.
  ///
  /// - Parameters:
  ///   - name: of the cluster or host, where the path tells it; else the only one of its kind stands for it.
  mutating func consumer(_ kind: Consumer.Kind, named name: String?, at place: String) -> Name {
    let described = (existing?.consumers ?? Entries()).filter { $0.kind == kind }
    var chosen = name.map { Name($0) } ?? (described.count == 1 ? described[0].name : Name(kind.rawValue))
    if isOther(chosen, kind) { chosen = Name("\(chosen.text.prefix(80))-\(kind.rawValue)") }
    if draft.consumers[chosen] == nil {
      draft.consumers[chosen] = .init(kind: kind.rawValue, seen: place)
      if name == nil, described.count != 1 {
        ask(
          "The files don't name `\(chosen)`, \(kind.record.words) (\(place)). Is it one, or are there several?"
        )
      }
    }
    return chosen
  }

  /// Whether a name stands for a consumer of another kind.
  private func isOther(_ name: Name, _ kind: Consumer.Kind) -> Bool {
    existing?.consumers[name].map { $0.kind != kind } ?? false
      || draft.consumers[name].map { $0.kind != kind.rawValue } ?? false
  }

  mutating func ask(_ question: String) {
    if asked.insert(question).inserted { draft.questions.append(question) }
  }

  mutating func keepsSecrets(_ consumer: Name, in words: String) {
    if draft.consumers[consumer]?.storesIn == nil { draft.consumers[consumer]?.storesIn = words }
  }

  // MARK: Needs

  mutating func need(
    _ text: String, of consumer: Name, at place: String, _ confidence: String = "high", today: Name? = nil
  ) {
    if let index = needs[consumer]?[text.lowercased()] {
      if draft.consumers[consumer]?.needs[index].today == nil {
        draft.consumers[consumer]?.needs[index].today = today?.text
      }
    } else {
      needs[consumer, default: [:]][text.lowercased()] = draft.consumers[consumer]?.needs.count ?? 0
      draft.consumers[consumer]?.needs.append(
        .init(text: text, seen: place, confidence: confidence, today: today?.text))
    }
    if let today { use(today, by: consumer) }
  }

  mutating func use(_ credential: Name, by consumer: Name) {
    draft.credentials[credential]?.usedBy.insert(consumer)
  }

  /// The package of this organization that an image is; nil for any other, which is kept in mind.
  mutating func package(ofImage image: String, at place: String) -> Name? {
    switch hosts.image(image) {
    case nil: return nil
    case .computed?:
      ask(
        "\(place): the name of an image of \(hosts.images) is put together at run time. Which package is it?")
      return nil
    case .named(let owner, let name)?:
      if isOwn(owner) { return package(owner, name, place) }
      if foreignImages["\(owner)/\(name)"] == nil { foreignImages["\(owner)/\(name)"] = place }
      return nil
    }
  }

  /// The key of a package of this organization.
  mutating func package(_ owner: String, _ name: String, _ place: String) -> Name {
    let identity = Self.identity(owner, name)
    if let key = packageKeys[identity] { return key }
    var key = Name(name)
    if draft.packages[key] != nil || existing?.packages[key] != nil { key = Name("container-\(name)") }
    packageKeys[identity] = key
    draft.packages[key] = .init(registry: "container", name: name, seen: place)
    return key
  }

  /// A repository as a description names it; nil for an address of another host.
  mutating func repository(_ address: String, at place: String) -> (name: String, isSSH: Bool)? {
    guard let found = hosts.repository(address) else { return nil }
    guard isOwn(found.owner) else { return ("\(found.owner)/\(found.name)", found.isSSH) }
    meet(repository: found.name, at: place)
    return (found.name, found.isSSH)
  }

  mutating func meet(repository name: String, at place: String) {
    guard draft.repositories[Name(name)] == nil, existing?.repositories[Name(name)] == nil else { return }
    draft.repositories[Name(name)] = .init()
    draft.repositories[Name(name)]?.remarks.append(("x-seen", DraftValue.scalar(place)))
  }

  // MARK: Credentials

  /// The key of a credential that is kept outside GitHub.
  mutating func credential(_ held: HeldCredential, at place: String) -> Name {
    if let known = credentials[held.identity] {
      if draft.credentials[known]?.kind == "unknown" { draft.credentials[known]?.kind = held.kind }
      return known
    }
    let credential = DescriptionDraft.Credential(
      kind: held.kind, place: .outside(held.words), notes: held.note.map { [$0] } ?? [], seen: place)
    let key = draft.keep(credential, DescriptionDraft.key(held.name))
    credentials[held.identity] = key
    return key
  }

  func isKnown(_ identity: String) -> Bool { credentials[identity] != nil }

  mutating func addOther(_ use: DescriptionDraft.OtherUse, of consumer: Name) {
    let isKnown = draft.consumers[consumer]?.others.contains {
      $0.words == use.words && $0.credential == use.credential
    }
    if isKnown == false { draft.consumers[consumer]?.others.append(use) }
    self.use(use.credential, by: consumer)
  }

  // MARK: The end

  /// What can only be said when every file was read.
  mutating func finish() {
    if foreignImages.isEmpty { return }
    let named = foreignImages.sorted { $0.key < $1.key }.prefix(10).map { "\($0.key) (\($0.value))" }
    let rest = foreignImages.count > 10 ? ", …" : ""
    ask(
      "Are these images of other owners public? A private one needs a credential: \(named.joined(separator: ", "))\(rest)"
    )
  }
}
