import Templates
import Guidance
import OrganizationModel

/// The list of setup checklists.
enum ChecklistIndex {
  static let kind = DocumentKind("checklist-index", in: .checklists) { book in
    let pages = IndexPages(ChecklistTasks.Subject.all(book), section: .checklists, name: \.name)
    return pages.documents(
      title: "Checklists",
      summary: "What to do for each repository and each consumer so that it works as decided."
    ) { row($0, MarkdownLinks(book: book, page: $1)) }
  }

  private static func row(_ subject: ChecklistTasks.Subject, _ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    return [
      "checklist": links.to(subject.path(book.paths), subject.name.text),
      "consumer_kind": subject.consumer.map(\.kind.rawValue).orFalse,
      "responsible": (subject.responsible.map { book.successors.words($0.text) }).orFalse,
      "tasks": book.checklists.tasks(of: subject).count,
    ]
  }
}
