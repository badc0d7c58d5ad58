import Guidance
import OrganizationModel

/// A page for each credential that exists today.
enum ExistingCredentialPages {
  static let kind = DocumentKind("existing-credential", in: .credentials) { book in
    book.decisions.existing.compactMap { document($0, book) }
  }

  /// The person who holds it, or who answers for the machine user that does.
  private static func responsible(_ credential: ExistingCredential, _ book: Book) -> Name? {
    if let service = credential.service, let account = service.account {
      return book.organization.services[service.name]?.accounts[account]?.custodians?.first
    }
    guard let holder = credential.holder else {
      return credential.repository.flatMap {
        $0.owner == nil ? book.organization.repositories[$0.name]?.responsible : nil
      }
    }
    return book.organization.machineUsers[holder]?.custodians?.first ?? book.organization.people[holder]?.name
  }

  private static func summary(_ credential: ExistingCredential, _ book: Book) -> String {
    let kind = Prose.capitalized(book.services.kind(of: credential))
    if let holder = credential.service?.account ?? credential.holder { return "\(kind), held by \(holder)." }
    return credential.repository.map { "\(kind) of the repository \($0)." } ?? "\(kind)."
  }

  private static func document(_ review: ExistingCredentialReview, _ book: Book) -> Document? {
    let name = review.credential.name
    guard let path = book.paths.credential(existing: name) else { return nil }
    return Document(
      path, title: name.text,
      summary: summary(review.credential, book),
      responsible: responsible(review.credential, book)?.text, source: "credentials.\(name)",
      keywords: ([CredentialAct.keywordsOfExisting] + book.services.words(of: review)).joined(separator: " ")
    ) {
      CredentialActs(review, on: path, of: book).values
        .merging(ExistingContext(review: review, links: MarkdownLinks(book: book, page: path)).whole) { $1 }
        .merging(["guesses_here": book.guesses.banner(review.accesses)]) { first, _ in first }
    }
  }
}
