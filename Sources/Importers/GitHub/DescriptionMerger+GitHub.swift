import LocatedYAML
import OrganizationModel
import SourceText

// MARK: - What a dump says and a description does not

extension DescriptionMerger {
  mutating func add(_ draft: GitHubDraft) {
    typealias Renderer = GitHubDraftRenderer
    addSettings("platform", Renderer.values(draft.platform))
    addSettings("policy", Renderer.values(draft.policy))
    add(draft.base)
    let apps = Set(organization.apps.map(\.name))
    addDescribed(
      "apps", draft.apps, besides: apps, { Renderer.fields($0) }, { app, _ in Renderer.entry(app) })
    let packages = draft.packages.filter { !isDescribed($0.value) }
    let known = Set(organization.packages.map(\.name))
    addDescribed("packages", packages, besides: known, { Renderer.fields($0) }, { Renderer.entry($0, $1) })
    addCredentials(draft)
    for question in draft.unknowns { ask(question) }
    for remark in draft.remarks { notes.append(Diagnostic("remark", .note, remark, at: nil)) }
  }

  /// Keys of a section that has each once; what is said otherwise stays.
  private mutating func addSettings(_ section: String, _ fields: [(key: String, value: DraftValue)]) {
    var new: [(key: String, value: DraftValue)] = []
    for (key, value) in fields {
      let said = parts.lazy.compactMap { $0.root?[section]?[key] }.first
      guard let said else {
        new.append((key, value))
        continue
      }
      let isSame = said.text == value.inline || "\"\(said.text)\"" == value.inline
      if !isSame { differs("\(section).\(key)", "GitHub", value.inline) }
    }
    let home = parts.firstIndex { $0.root?[section] != nil } ?? 0
    add(new, to: section, of: parts[home].root, in: home, at: section)
  }

  /// New entries whole; of those that are there the keys that they lack.
  private mutating func addDescribed<Item>(
    _ section: String, _ items: [Name: Item], besides known: Set<Name>,
    _ fields: (Item) -> [(key: String, value: DraftValue)], _ entry: (Item, Name) -> DraftValue
  ) {
    addSection(section, items.filter { !known.contains($0.key) }, entry)
    for (name, item) in items.sorted(by: { $0.key < $1.key }) where known.contains(name) {
      addKeys(fields(item), of: section, to: name)
    }
  }

  /// Under another key than the dump's.
  private func isDescribed(_ package: GitHubDraft.Package) -> Bool {
    organization.packages.contains {
      $0.registry?.rawValue == package.registry && Name($0.packageName) == Name(package.name)
        && $0.name != Name(package.name)
    }
  }

  // MARK: Credentials

  private mutating func addCredentials(_ draft: GitHubDraft) {
    let places = Set(organization.credentials.flatMap { $0.storedIn ?? [] }.map(PlaceID.init))
    var new: [Name: GitHubDraft.Credential] = [:]
    for (name, credential) in draft.credentials.sorted(by: { $0.key < $1.key }) {
      if let place = credential.place, places.contains(PlaceID(place)) { continue }
      guard let known = organization.credentials[name] else {
        new[name] = credential
        continue
      }
      guard let place = credential.place else { continue }
      if known.storedIn == nil {
        addKeys([GitHubDraftRenderer.storedIn(place)], of: "credentials", to: name)
      } else {
        new[Self.free(name, new, organization)] = credential
      }
    }
    addSection("credentials", new) { credential, _ in GitHubDraftRenderer.entry(credential) }
  }

  private static func free(
    _ name: Name, _ taken: [Name: GitHubDraft.Credential], _ organization: Organization
  ) -> Name {
    var number = 2
    while true {
      let next = Name("\(name.text.prefix(90))-\(number)")
      if taken[next] == nil, organization.credentials[next] == nil { return next }
      number += 1
    }
  }
}

/// One place where secrets are kept, whoever sees it.
private struct PlaceID: Hashable {
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

  init(_ place: GitHubDraft.Place) {
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
