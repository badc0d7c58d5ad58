import Exposure
import Templates
import SourceText
import Guidance
import OrganizationModel

/// A credential with who holds it, where it is kept and who uses it: what pictures show, and the tables beside them.
struct Holding: Sendable {
  typealias Box = ColumnsPicture.Box

  let origin: StoredSecret.Origin
  /// Nil for a deploy key, and where nobody says.
  private let account: Name?
  /// Of a deploy key.
  private let repository: RepositoryReference?
  let credential: Box
  let holder: Box
  let places: [Box]
  let users: [AutomationID]

  init(_ plan: CredentialPlan, _ book: Book) {
    let state = plan.existing == nil ? "not created yet" : "exists"
    origin = .plan(plan.id)
    (account, repository) = (plan.holder, plan.holder == nil ? plan.repositories.first : nil)
    credential = Box(name: plan.title, detail: "\(plan.kind.title), \(state)")
    holder = Holding.holder(account, of: repository, book)
    places = Holding.places(plan.storedIn, book)
    users = plan.automations
  }

  init(_ review: ExistingCredentialReview, _ book: Book) {
    let existing = review.credential
    origin = .existing(existing.name)
    (account, repository) = (existing.holder, existing.holder == nil ? existing.repository : nil)
    credential = Box(
      name: existing.name.text, detail: "\(book.services.kind(of: existing)), \(review.verdict.words)",
      isGoing: review.goes)
    holder = Holding.holder(account, of: repository, book)
    places = Holding.places(existing.storedIn ?? [], book)
    users = existing.usedBy
  }

  /// An account, or the repository that a deploy key belongs to.
  private static func holder(
    _ name: Name?, of repository: RepositoryReference?, _ book: Book
  ) -> Box {
    if let name { return Box(name: name.text, detail: book.accounts.accounts[name].map(title) ?? "") }
    if let repository { return Box(name: repository.description, detail: "repository") }
    return Box(name: "unknown", isGoing: true)
  }

  private static func places(_ places: [SecretPlace], _ book: Book) -> [Box] {
    places.isEmpty
      ? [Box(name: "unknown", isGoing: true)] : places.map { Box($0, of: book.organization.name) }
  }

  private static func title(_ account: Account) -> String {
    let kind = account.isApp ? "App" : account.isMachineUser ? "machine user" : "person"
    return account.isProposed ? "\(kind), proposed" : kind
  }

  /// A row of a table; everything but `detail` is Markdown.
  func row(_ links: MarkdownLinks) -> TemplateContext {
    [
      "holder": holderLink(links), "credential": link(links), "detail": credential.detail,
      "users": MarkdownList.few(users, limit: 10, links.automation),
      "places": MarkdownList.few(places, limit: 10) { MarkdownText.inProse($0.words) },
    ]
  }

  private func holderLink(_ links: MarkdownLinks) -> String {
    let link = account.map(links.account) ?? repository.map(links.repository)
    guard let link else { return MarkdownText.inProse(holder.words) }
    return holder.detail.isEmpty ? link : "\(link) (\(MarkdownText.inProse(holder.detail)))"
  }

  private func link(_ links: MarkdownLinks) -> String {
    switch origin {
    case .plan(let id): links.plan(id)
    case .existing(let name): links.existing(name)
    }
  }
}

extension ColumnsPicture.Box {
  /// A place where a secret is kept; two secrets in one store are in one place.
  init(_ place: SecretPlace, of organization: Name) {
    switch place {
    case .organization(_, let visibility, let store):
      let kind = store == .actions ? "secrets" : "\(PlaceContext.title(store)) secrets"
      self.init(name: "organization \(organization)", detail: "\(kind) for \(visibility.words)")
    case .repository(_, let repository, let store):
      self.init(
        name: repository.text,
        detail: store == .actions ? "repository secrets" : "\(PlaceContext.title(store)) secrets")
    case .environment(_, let repository, let environment):
      self.init(name: repository.text, detail: "secrets of \(environment)")
    case .outside(let words):
      self.init(name: words, detail: "outside GitHub")
    }
  }
}

extension SecretVisibility {
  fileprivate var words: String {
    switch self {
    case .all: "all"
    case .private: "non-public"
    case .selected: "some"
    }
  }
}
