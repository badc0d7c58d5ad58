import Guidance
import OrganizationModel

/// A page for each credential to mint; what exists has its own.
enum CredentialPages {
  static let kind = DocumentKind("credential", in: .credentials) { book in
    book.decisions.credentials.filter { $0.existing == nil }.compactMap { document($0, book) }
  }

  private static func document(_ plan: CredentialPlan, _ book: Book) -> Document? {
    guard let path = book.paths.credential(plan: plan.id) else { return nil }
    let acts = CredentialActs(plan, on: path, of: book)
    return Document(
      path, title: plan.id, summary: "A planned \(plan.kind.title).",
      responsible: acts.responsible?.text, source: acts.source, keywords: CredentialAct.keywords
    ) {
      acts.values
        .merging(PlanContext(plan: plan, links: MarkdownLinks(book: book, page: path)).whole) { $1 }
        .merging(["guesses_here": book.guesses.banner(plan.serves)]) { first, _ in first }
    }
  }
}
