import Guidance
import OrganizationModel

/// The list of credentials: what is planned, and what exists today in the order in which to deal with it.
enum CredentialIndex {
  static let kind = DocumentKind("credential-index", in: .credentials) { book in
    let plans = IndexPages(
      book.decisions.credentials.sorted { shownName($0).folded < shownName($1).folded },
      section: .credentials,
      name: shownName)
    var documents = plans.documents(
      title: "Credentials",
      summary: "Every credential to mint or keep, and what becomes of those that exist today."
    ) { PlanContext(plan: $0, links: MarkdownLinks(book: book, page: $1)).row }
    for index in documents.indices {
      documents[index] = withExisting(documents[index], book, isFirst: index == 0)
    }
    return documents
  }

  /// A credential that exists goes by its own name.
  private static func shownName(_ plan: CredentialPlan) -> Name { plan.existing ?? Name(plan.id) }

  private static func withExisting(_ document: Document, _ book: Book, isFirst: Bool) -> Document {
    let context = document.context
    let links = MarkdownLinks(book: book, page: document.path)
    var document = document
    document.context = {
      let turns = isFirst ? book.migration.entries.map(\.review) : []
      let staying =
        isFirst ? book.decisions.existing.filter { book.migration.entry($0.credential.name) == nil } : []
      return context().merging([
        "existing": MarkdownList.rows(turns + staying, limit: 1_000) {
          ExistingContext(review: $0, links: links).row
        },
        "lists": CredentialLists.links(links),
      ]) { $1 }
    }
    return document
  }
}
