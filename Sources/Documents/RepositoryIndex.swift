import Guidance
import OrganizationModel
import SourceText
import Templates

/// The list of repositories, those with the most to do first.
enum RepositoryIndex {
  static let kind = DocumentKind("repository-index", in: .repositories) { book in
    let repositories = book.organization.repositories
      .map { (repository: $0, tasks: book.tasks.tasks(in: $0.name).count) }
      .sorted { ($1.tasks, $0.repository.name) < ($0.tasks, $1.repository.name) }.map(\.repository)
    let pages = IndexPages(repositories, section: .repositories, name: \.name)
    return pages.documents(
      title: "Repositories", summary: "Every repository with its tasks and accesses, the most tasks first.",
      values: pages.others.isEmpty
        ? ["by_owner": MarkdownList.rows([Name](), limit: 0) { _ in [:] }] : byOwner(book)
    ) { row($0, MarkdownLinks(book: book, page: $1)) }
  }

  private static let ownersShown = 200

  /// Who answers for how many, with links from the section's first page; the page of each lists them.
  private static func byOwner(_ book: Book) -> TemplateContext {
    let links = MarkdownLinks(book: book, page: BookSection.repositories.index)
    let owners = book.responsibilities.repositories.map { (owner: $0.key, count: $0.value.count) }
      .sorted { ($1.count, $0.owner) < ($0.count, $1.owner) }
    return [
      "by_owner": MarkdownList.rows(owners, limit: ownersShown) {
        ["owner": links.owner($0.owner), "count": $0.count]
      }
    ]
  }

  private static func row(_ repository: Repository, _ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    let accesses = RepositoryPages.accesses(of: repository, book)
    return [
      "repository": links.repository(repository.name), "archived": repository.archived,
      "visibility": (repository.visibility?.rawValue).orFalse,
      "responsible": repository.responsible.map {
        book.successors.leaves($0) ? MarkdownText.inProse(book.successors.words($0.text)) : links.owner($0)
      }.orFalse,
      "tasks": book.tasks.tasks(in: repository.name).count,
      "accesses": accesses.count, "open": accesses.count { $0.outcome == .open },
      "impossible": accesses.count { $0.outcome == .impossible },
      "secrets": book.secrets.secrets(of: repository).count,
      "checklist": links.to(book.paths.checklist(repository: repository.name), "checklist"),
    ]
  }
}
