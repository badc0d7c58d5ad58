import Templates
import Guidance
import OrganizationModel

/// The list of repositories.
enum RepositoryIndex {
  static let kind = DocumentKind("repository-index", in: .repositories) { book in
    let pages = IndexPages(Array(book.organization.repositories), section: .repositories, name: \.name)
    return pages.documents(
      title: "Repositories", summary: "Every repository with its accesses and what is still open."
    ) { row($0, MarkdownLinks(book: book, page: $1)) }
  }

  private static func row(_ repository: Repository, _ links: MarkdownLinks) -> TemplateContext {
    let accesses = RepositoryPages.accesses(of: repository, links.book)
    return [
      "repository": links.repository(repository.name), "archived": repository.archived,
      "visibility": (repository.visibility?.rawValue).orFalse,
      "responsible": (repository.responsible.map { links.book.successors.words($0.text) }).orFalse,
      "accesses": accesses.count, "open": accesses.count { $0.outcome == .open },
      "impossible": accesses.count { $0.outcome == .impossible },
      "secrets": links.book.secrets.secrets(of: repository).count,
      "checklist": links.to(links.book.paths.checklist(repository: repository.name), "checklist"),
    ]
  }
}
