import SourceText
import Guidance
import OrganizationModel

/// One secret in one place, and the credential whose value it is.
struct StoredSecret: Sendable {
  enum Origin: Sendable, Hashable {
    case plan(String)
    case existing(Name)
  }

  let origin: Origin
  let place: SecretPlace
  /// Of an organization secret: who can read it, worked out once, for every repository that sees it shows it.
  let audience: Audience?
  /// Of an organization secret that too many see: those who are to see it still, and have it as that of its plan.
  var stays: Set<Name> = []
}

/// Which secrets each repository's workflows can use, planned and existing, found in constant time.
struct SecretTable: Sendable {
  private let byRepository: [Name: [StoredSecret]]
  /// Organization secrets with visibility `all` or `private`.
  private let everywhere: [StoredSecret]
  /// The stores outside GitHub, in the organization's own words, each once.
  let outsideStores: [String]

  init(_ decisions: OrganizationDecisions, _ membership: Membership) {
    var byRepository: [Name: [StoredSecret]] = [:]
    var everywhere: [StoredSecret] = []
    var outside: Set<String> = []
    for secret in SecretTable.all(decisions, membership) {
      switch secret.place {
      case .repository(_, let name, _), .environment(_, let name, _):
        byRepository[name, default: []].append(secret)
      case .organization(_, .selected(let names), _):
        for name in names where !secret.stays.contains(name) {
          byRepository[name, default: []].append(secret)
        }
      case .organization: everywhere.append(secret)
      case .outside(let words): outside.insert(words)
      }
    }
    outsideStores = outside.sorted()
    self.byRepository = byRepository
    self.everywhere = everywhere
  }

  /// Planned ones first, each in the order of the credentials' ids; a credential that is what is planned is shown as its
  /// plan, and of its copies those that go.
  private static func all(_ decisions: OrganizationDecisions, _ membership: Membership) -> [StoredSecret] {
    func stored(_ origin: StoredSecret.Origin, _ place: SecretPlace) -> StoredSecret {
      guard case .organization = place else {
        return StoredSecret(origin: origin, place: place, audience: nil)
      }
      return StoredSecret(
        origin: origin, place: place, audience: Audience(of: place, decisions.organization, membership))
    }
    let planned = decisions.credentials.flatMap { plan in plan.storedIn.map { stored(.plan(plan.id), $0) } }
    let adopted = Set(decisions.credentials.compactMap(\.existing))
    let existing = decisions.existing.flatMap { review in
      let kept = adopted.contains(review.credential.name) ? [] : review.places.kept
      return (kept + review.places.removed).map { stored(.existing(review.credential.name), $0) }
    }
    let hidden = decisions.existing.flatMap { review in
      review.places.visibilities.map { change in
        var secret = stored(.existing(review.credential.name), change.today)
        secret.stays = Set(change.to)
        return secret
      }
    }
    return planned + existing + hidden
  }

  /// Every credential that is a secret of GitHub somewhere.
  var inside: Set<StoredSecret.Origin> {
    Set(byRepository.values.flatMap { $0.map(\.origin) } + everywhere.map(\.origin))
  }

  /// Those that are kept in the repository itself or in an environment of it.
  func own(of repository: Name) -> [StoredSecret] {
    byRepository[repository, default: []].filter {
      if case .organization = $0.place { false } else { true }
    }
  }

  func secrets(of repository: Repository) -> [StoredSecret] {
    byRepository[repository.name, default: []] + everywhere.filter { $0.isVisible(to: repository) }
  }
}

extension StoredSecret {
  /// Of an organization secret for many: `private` also covers internal repositories (S-11, assumed).
  fileprivate func isVisible(to repository: Repository) -> Bool {
    guard !stays.contains(repository.name) else { return false }
    guard case .organization(_, .private, _) = place else { return true }
    return repository.visibility != .public
  }
}

/// A place of a secret as values for templates.
struct PlaceContext {
  let place: SecretPlace
  let links: Links

  var whole: TemplateContext {
    var context: TemplateContext = [
      "secret": false, "organization": false, "repository": false, "environment": false, "outside": false,
      "store": "Actions",
    ]
    switch place {
    case .organization(let secret, let visibility, let store):
      context["secret"] = secret
      context["store"] = PlaceContext.title(store)
      context["organization"] = organization(visibility)
    case .repository(let secret, let repository, let store):
      context["secret"] = secret
      context["store"] = PlaceContext.title(store)
      context["repository"] = links.repository(repository)
    case .environment(let secret, let repository, let environment):
      context["secret"] = secret
      context["environment"] =
        ["name": environment.text, "repository": links.repository(repository)] as TemplateContext
    case .outside(let words): context["outside"] = words
    }
    return context
  }

  private func organization(_ visibility: SecretVisibility) -> TemplateContext {
    var context: TemplateContext = ["all": false, "private": false, "selected": false]
    switch visibility {
    case .all: context["all"] = true
    case .private: context["private"] = true
    case .selected(let names): context["selected"] = Links.some(names, limit: 10, links.repository)
    }
    return context
  }

  static func title(_ store: SecretStore) -> String { store.title }

  /// What a sentence calls a place, after an article; the description's own words come out as they are.
  static func markdown(_ place: SecretPlace) -> String {
    guard case .outside(let words) = place else { return Prose.markdown(place.shortWords) }
    return "store outside GitHub, \(MarkdownText.inProse(words))"
  }
}

/// Who can read the secrets of a place, as values for templates.
struct AudienceContext {
  let book: Book

  func whole(_ place: SecretPlace) -> TemplateContext {
    let inside = Audience(of: place, book.organization, book.membership).map(inside)
    return ["inside": inside.orFalse, "outside": inside == nil]
  }

  /// Who can read what one repository's workflows can use.
  func whole(of repository: Repository) -> TemplateContext {
    ["inside": inside(Audience([repository], book.membership)), "outside": false]
  }

  private func inside(_ audience: Audience) -> TemplateContext {
    [
      "count": audience.accounts.count, "one": audience.accounts.count == 1,
      "repositories": audience.repositories, "many_repositories": audience.repositories > 1,
      "base_unknown": audience.basePermissionIsUnknown,
      "ways": Links.some(audience.ways.sorted { $0.key < $1.key }, limit: 10) { way($0.key, $0.value) },
    ]
  }

  private func way(_ way: Audience.Way, _ role: RepositoryRole?) -> TemplateContext {
    var context: TemplateContext = [
      "owners": way == .owners, "base": way == .basePermission, "team": false, "collaborator": false,
      "role": (role?.rawValue).orFalse,
      "accounts": Links.some(book.membership.accounts(by: way), limit: 8) { ["name": $0.text] },
    ]
    switch way {
    case .team(let name): context["team"] = name.text
    case .collaborator(let name): context["collaborator"] = name.text
    case .owners, .basePermission: break
    }
    return context
  }
}

extension SecretPlace {
  /// Tells the place from every other that a checklist names, whatever the number of repositories that see it.
  var identity: String {
    switch self {
    case .organization(let secret, _, let store): "organization \(store.rawValue) \(secret)"
    case .repository(let secret, let repository, let store):
      "repository \(repository) \(store.rawValue) \(secret)"
    case .environment(let secret, let repository, let environment):
      "environment \(repository) \(environment) \(secret)"
    case .outside(let words): "outside \(words)"
    }
  }
}
