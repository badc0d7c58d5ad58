import Pages
import Templates
import Guidance
import OrganizationModel

/// Who holds which credential and where it is kept, planned and today: pictures, with tables that say the same.
enum HoldingsPage {
  static let path = CredentialLists.places
  static let title = "Holders and storage"
  static let mostRows = 300

  static let kind = DocumentKind("credential-places", in: .credentials) { book in
    [
      Document(
        path, title: title,
        summary:
          "The holder and the storage of each credential, planned and existing."
      ) { context(MarkdownLinks(book: book, page: path)) }.drawing { pictures(book) }
    ]
  }

  private static func context(_ links: MarkdownLinks) -> TemplateContext {
    [
      "planned": rows(planned(links.book), links), "today": rows(today(links.book), links),
      "credentials": links.section(.credentials),
    ]
  }

  private static func rows(_ holdings: [Holding], _ links: MarkdownLinks) -> TemplateContext {
    MarkdownList.rows(holdings, limit: mostRows) { $0.row(links) }
  }

  private static func pictures(_ book: Book) -> [String: Picture?] {
    [
      "planned_picture": HoldingsPicture(planned(book)).picture(
        "planned", title: "Planned holders and storage"),
      "today_picture": HoldingsPicture(today(book)).picture(
        "today", title: "Holders and storage today"),
    ]
  }

  private static func planned(_ book: Book) -> [Holding] {
    book.decisions.credentials.map { Holding($0, book) }
  }

  /// In the order in which to deal with them.
  private static func today(_ book: Book) -> [Holding] {
    let turns = book.migration.entries.map(\.review)
    let others = book.decisions.existing.filter { book.migration.entry($0.credential.name) == nil }
    return (turns + others).map { Holding($0, book) }
  }
}
