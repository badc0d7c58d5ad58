import Templates
import Guidance

/// In which order to deal with the credentials that exist today.
enum CredentialOrder {
  static let kind = DocumentKind("credential-order", in: .credentials) { book in
    let links = MarkdownLinks(book: book, page: CredentialLists.order)
    return [
      Document(
        links.page, title: "In which order",
        summary:
          "The existing credentials in the order to work on them. Set up the new one, move its users, then remove the old one."
      ) { context(links) }
    ]
  }

  /// The most rows of the page; each credential's own page has its steps.
  private static let limit = 500

  private static func context(_ links: MarkdownLinks) -> TemplateContext {
    let entries = links.book.migration.entries
    let staying = links.book.decisions.existing.count - entries.count
    return [
      "turns": MarkdownList.rows(entries, limit: limit) { MigrationContext(entry: $0, links: links).row },
      "staying": staying, "any_staying": staying > 0,
    ]
  }
}
