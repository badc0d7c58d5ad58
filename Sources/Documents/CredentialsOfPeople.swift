import Templates
import Guidance
import OrganizationModel

/// Every credential that a person holds: what hangs on it, and what takes its place.
enum CredentialsOfPeople {
  static let kind = DocumentKind("credentials-of-people", in: .credentials) { book in
    let links = MarkdownLinks(book: book, page: CredentialLists.people)
    return [
      Document(
        links.page, title: "Credentials of people",
        summary: "Each credential that a person holds, and what happens to it when they leave."
      ) { context(links) }
    ]
  }

  private static let limit = 500

  /// Those who leave first, then by person.
  static func reviews(_ book: Book) -> [ExistingCredentialReview] {
    book.decisions.existing.filter { holder(of: $0, book) != nil }
      .map { (leaves: leaving($0, book)?.number ?? .max, review: $0) }
      .sorted {
        ($0.leaves, $0.review.credential.holder ?? "", $0.review.credential.name)
          < ($1.leaves, $1.review.credential.holder ?? "", $1.review.credential.name)
      }
      .map(\.review)
  }

  private static func holder(of review: ExistingCredentialReview, _ book: Book) -> Person? {
    review.credential.holder.flatMap { book.organization.people[$0] }
  }

  private static func leaving(_ review: ExistingCredentialReview, _ book: Book) -> Day? {
    holder(of: review, book)?.leavesOn
  }

  private static func context(_ links: MarkdownLinks) -> TemplateContext {
    let reviews = reviews(links.book)
    return [
      "credentials": MarkdownList.rows(reviews, limit: limit) { row($0, links) },
      "check": links.check("credential-of-person"),
      "people": Set(reviews.compactMap(\.credential.holder)).count,
      "in_use": reviews.count { !$0.credential.usedBy.isEmpty },
    ]
  }

  /// What one row of a table says.
  static func row(_ review: ExistingCredentialReview, _ links: MarkdownLinks) -> TemplateContext {
    let credential = review.credential
    return ExistingContext(review: review, links: links).row.merging([
      "leaves_on": (leaving(review, links.book)?.description).orFalse,
      "dies": credential.kind.diesWithItsHolder,
      "users": MarkdownList.some(credential.usedBy, limit: 5, links.automation),
      "number": (links.book.migration.entry(credential.name)?.number).orFalse,
    ]) { first, _ in first }
  }
}
