import Guidance
import OrganizationModel

/// The list of setup checklists.
enum ChecklistIndex {
  static let kind = DocumentKind("checklist-index", in: .checklists) { book in
    let subjects =
      book.organization.repositories.map(Subject.repository)
      + book.organization.consumers.map(Subject.consumer)
    let pages = IndexPages(subjects, section: .checklists, name: \.name)
    return pages.documents(
      title: "Checklists",
      summary: "What to do for each repository and each consumer so that it works as decided."
    ) { row($0, MarkdownLinks(book: book, page: $1)) }
  }

  private enum Subject: Sendable {
    case repository(Repository)
    case consumer(Consumer)

    var name: Name {
      switch self {
      case .repository(let repository): repository.name
      case .consumer(let consumer): consumer.name
      }
    }
  }

  private static func row(_ subject: Subject, _ links: MarkdownLinks) -> TemplateContext {
    let paths = links.book.paths
    let row: (path: BookPath?, responsible: Name?, tasks: ChecklistTasks, consumer: String?) =
      switch subject {
      case .repository(let repository):
        (
          paths.checklist(repository: repository.name), repository.responsible,
          ChecklistTasks(.repository(repository), links), nil
        )
      case .consumer(let consumer):
        (
          paths.checklist(consumer: consumer.name), consumer.responsible,
          ChecklistTasks(.consumer(consumer), links),
          consumer.kind.rawValue
        )
      }
    return [
      "checklist": links.to(row.path, subject.name.text), "consumer_kind": row.consumer.orFalse,
      "responsible": (row.responsible.map { links.book.successors.words($0.text) }).orFalse,
      "tasks": row.tasks.all.count,
    ]
  }
}
