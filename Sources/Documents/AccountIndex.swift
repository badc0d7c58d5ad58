import Exposure
import Guidance
import OrganizationModel
import Templates

/// The list of accounts.
enum AccountIndex {
  /// An account of GitHub, or one of a service.
  private enum Row: Sendable {
    case account(Account)
    case service(ServiceAccountPages.Page)

    var name: Name {
      switch self {
      case .account(let account): account.name
      case .service(let page): page.account.name
      }
    }
  }

  static let kind = DocumentKind("account-index", in: .accounts) { book in
    let rows =
      book.accounts.accounts.filter { !$0.isPerson }.map { Row.account($0) }
      + ServiceAccountPages.pages(of: book).map { Row.service($0) }
    let hasServices = rows.contains { if case .service = $0 { true } else { false } }
    return IndexPages(rows, section: .accounts, name: \.name).documents(
      title: "Accounts",
      summary: hasServices
        ? "The machine users, Apps and accounts of services whose credentials automation uses."
        : "The machine users and Apps whose credentials automation uses."
    ) { element, path in
      let links = MarkdownLinks(book: book, page: path)
      return switch element {
      case .account(let account): row(account, links)
      case .service(let page): row(page, links)
      }
    }
  }

  private static func row(_ page: ServiceAccountPages.Page, _ links: MarkdownLinks) -> TemplateContext {
    [
      "account": links.account(page.account.name, in: page.service.name), "is_proposed": false,
      "is_app": false, "is_machine_user": false, "role": false,
      "service": links.book.services.title(page.service.name), "tokens": page.planned.count,
      "surplus": false, "existing": page.existing.count(where: \.asksForSomething),
    ]
  }

  private static func row(_ account: Account, _ links: MarkdownLinks) -> TemplateContext {
    let table = links.book.accounts
    return [
      "service": false,
      "account": links.account(account.name), "is_proposed": account.isProposed, "is_app": account.isApp,
      "is_machine_user": account.isMachineUser,
      "role": AccountPages.role(account).orFalse, "tokens": table.plans(of: account.name).count,
      "surplus": surplus(account.name, links.book),
      "existing": table.existing(of: account.name).count(where: \.asksForSomething),
    ]
  }

  /// How many things it has beyond what it must have; false where nothing is known to be too much.
  private static func surplus(_ name: Name, _ book: Book) -> any TemplateConvertible {
    let app = book.accountReviews.app(name).map { !$0.isExact || $0.isUnused ? 1 : 0 } ?? 0
    let count = book.accountReviews.machineUser(name)?.surplus.count ?? app
    return count > 0 ? count as any TemplateConvertible : false
  }
}
