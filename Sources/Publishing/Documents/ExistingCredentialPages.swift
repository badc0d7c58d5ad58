import Guidance
import OrganizationModel

/// A page for each credential that exists today.
enum ExistingCredentialPages {
  static let kind = DocumentKind("existing-credential", in: .credentials) { book in
    book.decisions.existing.compactMap { document($0, book) }
  }

  private static func document(_ review: ExistingCredentialReview, _ book: Book) -> Document? {
    let name = review.credential.name
    guard let path = book.paths.credential(existing: name) else { return nil }
    return Document(
      path, title: name.text,
      summary: "A credential that exists today: what is known of it, and what becomes of it.",
      responsible: review.credential.holder?.text, source: "credentials.\(name)"
    ) { ExistingContext(review: review, links: MarkdownLinks(book: book, page: path)).whole }
  }
}
