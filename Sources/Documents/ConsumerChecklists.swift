import Templates
import Guidance
import OrganizationModel

/// A setup checklist for each consumer, which is also the page that says why its accesses are decided as they are.
enum ConsumerChecklists {
  static let kind = DocumentKind("consumer-checklist", in: .checklists) { book in
    book.organization.consumers.flatMap { documents($0, book) }
  }

  private static func documents(_ consumer: Consumer, _ book: Book) -> [Document] {
    guard let path = book.paths.checklist(consumer: consumer.name) else { return [] }
    let document = Document(
      path, title: "Set up \(consumer.name)",
      summary: "What to do, in order, so that \(consumer.name) works as decided.",
      responsible: consumer.responsible?.text, source: "consumers.\(consumer.name)"
    ) { [:] }
    return ChecklistParts.documents(document, book, book.checklists.tasks(of: .consumer(consumer))) {
      context(consumer, $0)
    }
  }

  private static func context(_ consumer: Consumer, _ links: MarkdownLinks) -> TemplateContext {
    let accesses = links.book.accesses(of: .consumer(consumer.name))
    let uses = links.book.services.uses(of: .consumer(consumer.name))
    let showsDetails = showsDetails(accesses.count + uses.count)
    let rows =
      accesses.map { AccessContext(access: $0, links: links).row }
      + uses.map { ServiceAccessContext(use: $0, links: links).row }
    let details =
      !showsDetails
      ? []
      : accesses.map { AccessContext(access: $0, links: links).whole }
        + uses.map { ServiceAccessContext(use: $0, links: links).whole }
    return ChecklistQuestions.values(accesses, links).merging([
      "consumer_kind": consumer.kind.rawValue, "stores_in": consumer.storesIn.orFalse,
      "guesses_here": links.book.guesses.banner(accesses.map(\.id) + uses.map(\.id)),
      "note": consumer.note.orFalse, "has_accesses": !rows.isEmpty, "issue_command": false,
      "accesses": MarkdownList.rows(rows, limit: 100) { $0 },
      "details": details, "has_details": !details.isEmpty,
    ]) { $1 }
  }

  /// Whether the page has room for the considered options of every access.
  static func showsDetails(_ accesses: Int) -> Bool { accesses <= 12 }
}
