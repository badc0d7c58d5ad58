import Exposure
import Guidance
import OrganizationModel
import Pages
import Templates

/// A page for each account that was made for automation at a service.
enum ServiceAccountPages {
  /// One of them, with what the book knows of it.
  struct Page: Sendable {
    let service: DescribedService
    let account: ServiceAccount
    /// What it is to hold and nobody made yet.
    let planned: [PlannedCredential]
    /// What it holds today.
    let existing: [ExistingCredentialReview]
    /// The accesses that use a credential of it, in the order of their ids.
    let accesses: [AccessID]
  }

  static let kind = DocumentKind("service-account", in: .accounts) { book in
    pages(of: book).compactMap { document($0, book) }
  }

  /// In the order of the services and the accounts.
  static func pages(of book: Book) -> [Page] {
    let planned = book.services.planned
    return book.organization.services.flatMap { service in
      service.accounts.map { account in
        let existing = book.decisions.existing.filter {
          $0.credential.service?.name == service.name && $0.credential.service?.account == account.name
        }
        let decided = book.services.uses.filter { $0.service == service.name && $0.holder == account.name }
        return Page(
          service: service, account: account,
          planned: planned.filter { $0.service == service.name && $0.holder == account.name },
          existing: existing,
          accesses: Set(decided.map(\.id) + existing.flatMap(\.accesses)).sorted())
      }
    }
  }

  private static func document(_ page: Page, _ book: Book) -> Document? {
    let (service, account) = (page.service.name, page.account.name)
    guard let path = book.paths.account(account, in: service) else { return nil }
    return Document(
      path, title: account.text,
      summary:
        "The purpose of this account of \(book.services.title(service)), and the credentials that it holds.",
      responsible: page.account.custodians?.first?.text, source: "services.\(service).accounts.\(account)"
    ) { context(page, MarkdownLinks(book: book, page: path)) }
  }

  private static func context(_ page: Page, _ links: MarkdownLinks) -> TemplateContext {
    let custodians = page.account.custodians ?? []
    let title = links.book.services.title(page.service.name)
    return [
      "service": ServiceFacts.link(to: page.service.name, title, links), "note": page.account.note.orFalse,
      "custodians": custodians.isEmpty
        ? false : custodians.map(links.account).joined(separator: ", "),
      "two_factor": page.account.twoFactor == true, "two_factor_unknown": page.account.twoFactor == nil,
      "with_headings": false,
      "tasks": TaskCards(links: links).list(
        page.existing.compactMap { links.book.tasks.task(about: .existing($0.credential.name)) }, limit: 20),
      "planned": page.planned.map { planned($0, links) }, "has_planned": !page.planned.isEmpty,
      "existing": page.existing.map { ExistingContext(review: $0, links: links).row },
      "has_existing": !page.existing.isEmpty,
      "breaks": MarkdownList.some(page.accesses, limit: 100, links.access),
      "guesses_here": links.book.guesses.banner(page.accesses),
    ]
  }

  private static func planned(_ credential: PlannedCredential, _ links: MarkdownLinks) -> TemplateContext {
    [
      "id": credential.id, "kind": credential.kind, "reach": credential.reach, "expires": credential.expires,
      "users": MarkdownList.some(credential.users, limit: 10) {
        links.to(links.book.paths.checklist($0), $0.description)
      },
    ]
  }
}
