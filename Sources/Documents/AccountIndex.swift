import Exposure
import Guidance
import OrganizationModel
import Templates

/// The list of accounts.
enum AccountIndex {
  static let kind = DocumentKind("account-index", in: .accounts) { book in
    let pages = IndexPages(book.accounts.accounts.filter { !$0.isPerson }, section: .accounts, name: \.name)
    return pages.documents(
      title: "Accounts", summary: "The machine users and Apps whose credentials automation uses."
    ) { row($0, MarkdownLinks(book: book, page: $1)) }
  }

  private static func row(_ account: Account, _ links: MarkdownLinks) -> TemplateContext {
    let table = links.book.accounts
    return [
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
