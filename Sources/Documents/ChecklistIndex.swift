import Templates
import Guidance
import OrganizationModel
import SourceText

/// The list of setup checklists.
enum ChecklistIndex {
  static let kind = DocumentKind("checklist-index", in: .checklists) { book in
    let subjects = ChecklistTasks.Subject.all(book)
      .map { (subject: $0, steps: book.checklists.tasks(of: $0).count) }
      .sorted { ($1.steps, $0.subject.name) < ($0.steps, $1.subject.name) }.map(\.subject)
    let pages = IndexPages(subjects, section: .checklists, name: \.name)
    return pages.documents(
      title: "Checklists",
      summary:
        "What to do for each repository and consumer so that it works as decided, the most steps first."
    ) { row($0, MarkdownLinks(book: book, page: $1)) }
  }

  private static func row(_ subject: ChecklistTasks.Subject, _ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    return [
      "checklist": links.to(subject.path(book.paths), subject.name.text),
      "consumer_kind": subject.consumer.map(\.kind.rawValue).orFalse,
      "responsible": subject.responsible.map {
        book.successors.leaves($0) ? MarkdownText.inProse(book.successors.words($0.text)) : links.owner($0)
      }.orFalse,
      "tasks": book.checklists.tasks(of: subject).count,
    ]
  }
}
