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

/// Which of the credentials that exist to deal with first.
enum MigrationOrder {
  /// What goes before what stays; then by the day on which its holder leaves or it ends, then those that never end.
  static func sorted(_ reviews: [ExistingCredentialReview], _ organization: Organization)
    -> [ExistingCredentialReview]
  {
    reviews.map { (rank: rank($0, organization), review: $0) }
      .sorted {
        ($0.rank.group, $0.rank.day, $0.review.credential.name)
          < ($1.rank.group, $1.rank.day, $1.review.credential.name)
      }
      .map(\.review)
  }

  private static func rank(_ review: ExistingCredentialReview, _ organization: Organization) -> (
    group: Int, day: Int
  ) {
    guard review.verdict != .keep else { return (2, 0) }
    let leaves = review.credential.holder.flatMap { organization.people[$0]?.leavesOn }
    let days = [leaves, end(review.credential)].compactMap(\.self)
    return days.min().map { (0, $0.number) } ?? (1, review.credential.expires == .never ? 0 : 1)
  }

  private static func end(_ credential: ExistingCredential) -> Day? {
    guard case .on(let day) = credential.expires else { return nil }
    return day
  }
}
