import OrganizationModel
import SourceText

// MARK: - Settings, packages, consumers and credentials

extension DescriptionMerger {
  /// Keys of a section that has each once; what is said otherwise stays.
  mutating func addSettings(
    _ section: String, _ fields: [(key: String, value: DraftValue)], _ source: String
  ) {
    var new: [(key: String, value: DraftValue)] = []
    for (key, value) in fields {
      let said = parts.lazy.compactMap { $0.root?[section]?[key] }.first
      guard let said else {
        new.append((key, value))
        continue
      }
      let isSame = said.text == value.inline || "\"\(said.text)\"" == value.inline
      if !isSame { differs("\(section).\(key)", source, value.inline) }
    }
    let home = parts.firstIndex { $0.root?[section] != nil } ?? 0
    add(new, to: section, of: parts[home].root, in: home, at: section)
  }

  /// New entries whole; of those that are there the keys that they lack.
  mutating func addDescribed<Item>(
    _ section: String, _ items: [Name: Item], besides known: Set<Name>,
    _ fields: (Item) -> [(key: String, value: DraftValue)], _ entry: (Item, Name) -> DraftValue
  ) {
    addSection(section, items.filter { !known.contains($0.key) }, entry)
    for (name, item) in items.sorted(by: { $0.key < $1.key }) where known.contains(name) {
      addKeys(fields(item), of: section, to: name)
    }
  }

  /// Under another key than the dump's.
  private func isDescribed(_ package: DescriptionDraft.Package) -> Bool {
    organization.packages.contains {
      $0.registry?.rawValue == package.registry && Name($0.packageName) == Name(package.name)
        && $0.owner == package.owner.map { Name($0) } && $0.name != Name(package.name)
    }
  }

  mutating func addPackages(_ draft: DescriptionDraft) {
    let packages = draft.packages.filter { !isDescribed($0.value) }
    let known = Set(organization.packages.map(\.name))
    addDescribed(
      "packages", packages, besides: known, { DraftRenderer.fields($0) }, { DraftRenderer.entry($0, $1) })
  }

  // MARK: Consumers

  /// Gives those that could not be added.
  mutating func addConsumers(_ draft: DescriptionDraft, calling credentials: [Name: Name]) -> Set<Name> {
    let consumers = draft.consumers.mapValues { consumer in
      var consumer = consumer
      consumer.others = consumer.others.map {
        .init(
          words: $0.words, credential: credentials[$0.credential] ?? $0.credential, seen: $0.seen,
          confidence: $0.confidence)
      }
      return consumer
    }
    let new = consumers.filter { organization.consumers[$0.key] == nil }
    let before = left.count
    addSection("consumers", new) { consumer, _ in DraftRenderer.entry(consumer) }
    for (name, consumer) in consumers.sorted(by: { $0.key < $1.key }) {
      guard let known = organization.consumers[name] else { continue }
      if known.kind.rawValue != consumer.kind {
        differs("consumers.\(name).kind", draft.source, consumer.kind)
      }
      add(consumer, to: known)
    }
    return left.count == before ? [] : Set(new.keys)
  }

  private mutating func add(_ draft: DescriptionDraft.Consumer, to known: Consumer) {
    guard let (part, entry) = place(of: known.name, in: "consumers") else { return }
    if let words = draft.storesIn {
      addKeys([("stores_in", .text(DraftValue.scalar(words)))], of: "consumers", to: known.name)
    }
    let path = "consumers.\(known.name)"
    let texts = Set(known.needs.map { $0.text.lowercased() })
    let needs = draft.needs.filter { !texts.contains($0.text.lowercased()) }
    let others = draft.others.filter { use in
      !known.otherUses.contains { $0.words == use.words && $0.credential == use.credential }
    }
    let entries =
      needs.map { (text: $0.text, value: DraftRenderer.entry($0)) }
      + others.map { (text: $0.words, value: DraftRenderer.entry($0)) }
    if entries.isEmpty { return }
    if parts[part].insertion.isShared(entry.value) { return left.append(path) }
    add(entries, to: entry.value, path, in: part)
  }

  // MARK: Credentials

  /// What becomes of the credentials of a draft.
  struct CredentialPlan {
    /// Under names that are free.
    var new: [Name: DescriptionDraft.Credential] = [:]
    /// What described ones get, by their names.
    var described: [Name: DescriptionDraft.Credential] = [:]
    /// Where a name of the draft is another one in the description.
    var names: [Name: Name] = [:]
  }

  func plan(_ credentials: [Name: DescriptionDraft.Credential]) -> CredentialPlan {
    let places = Dictionary(
      organization.credentials.flatMap { credential in
        (credential.storedIn ?? []).map { (PlaceID($0), credential.name) }
      }, uniquingKeysWith: { first, _ in first })
    var plan = CredentialPlan()
    for (name, credential) in credentials.sorted(by: { $0.key < $1.key }) {
      if let place = credential.place, let known = places[PlaceID(place)] {
        plan.names[name] = known
        plan.described[known, default: credential].usedBy.formUnion(credential.usedBy)
        plan.described[known]?.place = nil
      } else if let known = organization.credentials[name] {
        if credential.place == nil || known.storedIn == nil {
          plan.described[name] = credential
        } else {
          plan.names[name] = free(name, plan.new)
          plan.new[plan.names[name] ?? name] = credential
        }
      } else {
        plan.new[name] = credential
      }
    }
    return plan
  }

  /// - Parameter missing: consumers that could not be added.
  mutating func addCredentials(_ plan: CredentialPlan, without missing: Set<Name>) {
    for (name, credential) in plan.described.sorted(by: { $0.key < $1.key }) {
      if let place = credential.place {
        addKeys([DraftRenderer.storedIn(place)], of: "credentials", to: name)
      }
      addUsers(credential.usedBy.subtracting(missing), to: name)
    }
    let new = plan.new.mapValues { credential in
      var credential = credential
      credential.usedBy.subtract(missing)
      return credential
    }
    addSection("credentials", new) { credential, _ in DraftRenderer.entry(credential) }
  }

  /// Says of a credential who uses it, besides those that it says.
  mutating func addUsers(_ users: Set<Name>, to name: Name) {
    guard let (part, entry) = place(of: name, in: "credentials"), !users.isEmpty else { return }
    guard let list = entry.value["used_by"] else {
      return addKeys([DraftRenderer.usedBy(users)], of: "credentials", to: name)
    }
    let known = Set(list.elements.map { Name($0.text) })
    let new = users.subtracting(known).sorted()
    if new.isEmpty || list.kind != .sequence { return }
    let path = "credentials.\(name).used_by"
    if parts[part].insertion.isShared(entry.value) || parts[part].insertion.isShared(list) {
      return left.append(path)
    }
    for user in new {
      parts[part].insertion.add(.text(DraftValue.scalar(user.text)), to: list)
      added.append("\(path): \(user)")
    }
  }

  private func free(_ name: Name, _ taken: [Name: DescriptionDraft.Credential]) -> Name {
    var number = 2
    while true {
      let next = Name("\(name.text.prefix(90))-\(number)")
      if taken[next] == nil, organization.credentials[next] == nil { return next }
      number += 1
    }
  }
}

/// One place where secrets are kept, whoever sees it.
struct PlaceID: Hashable {
  private let parts: [String]

  init(_ place: SecretPlace) {
    switch place {
    case .organization(let secret, _, let store):
      parts = ["organization", secret.lowercased(), store.rawValue]
    case .repository(let secret, let repository, let store):
      parts = ["repository", secret.lowercased(), repository.folded, store.rawValue]
    case .environment(let secret, let repository, let environment):
      parts = ["environment", secret.lowercased(), repository.folded, environment.folded]
    case .outside(let words): parts = ["outside", words]
    }
  }

  init(_ place: DescriptionDraft.Place) {
    switch place {
    case .organization(let secret, _, _, let store): parts = ["organization", secret.lowercased(), store]
    case .repository(let secret, let repository, let store):
      parts = ["repository", secret.lowercased(), repository.folded, store]
    case .environment(let secret, let repository, let environment):
      parts = ["environment", secret.lowercased(), repository.folded, environment.lowercased()]
    case .outside(let words): parts = ["outside", words]
    }
  }
}
