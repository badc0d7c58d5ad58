import Exposure
import Guidance
import OrganizationModel
import SourceText
import Templates

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
