import Guidance
import OrganizationModel

/// A page for each credential to mint; what exists has its own.
enum CredentialPages {
  static let kind = DocumentKind("credential", in: .credentials) { book in
    book.decisions.credentials.filter { $0.existing == nil }.compactMap { document($0, book) }
  }

  private static func document(_ plan: CredentialPlan, _ book: Book) -> Document? {
    guard let path = book.paths.credential(plan: plan.id) else { return nil }
    let custodian = plan.holder.flatMap { book.organization.machineUsers[$0]?.custodians?.first }
    return Document(
      path, title: plan.id, summary: "A \(plan.kind.title): what it reaches, where it is kept, when it ends.",
      responsible: custodian?.text
    ) {
      PlanContext(plan: plan, links: MarkdownLinks(book: book, page: path)).whole
        .merging(["guesses_here": book.guesses.banner(plan.serves)]) { first, _ in first }
    }
  }
}
