import Templates
import Guidance
import OrganizationModel

/// A setup checklist for each repository.
enum Checklists {
  static let kind = DocumentKind("checklist", in: .checklists) { book in
    book.organization.repositories.flatMap { documents($0, book) }
  }

  private static func documents(_ repository: Repository, _ book: Book) -> [Document] {
    guard let path = book.paths.checklist(repository: repository.name) else { return [] }
    let document = Document(
      path, title: "Set up \(repository.name)",
      summary: "What to do, in order, so that the workflows of \(repository.name) work as decided.",
      responsible: repository.responsible?.text, source: "repositories.\(repository.name)"
    ) { [:] }
    return ChecklistParts.documents(document, book, book.checklists.tasks(of: .repository(repository))) {
      context(repository, $0)
    }
  }

  private static func context(_ repository: Repository, _ links: MarkdownLinks) -> TemplateContext {
    let accesses = RepositoryPages.accesses(of: repository, links.book)
    let ids = accesses.map(\.id) + links.book.services.uses(of: repository).map(\.id)
    return ChecklistQuestions.values(accesses, links).merging([
      "page": links.repository(repository.name), "has_accesses": !ids.isEmpty,
      "guesses_here": links.book.guesses.banner(ids),
      "issue_command": issueCommand(repository.name, links.book).orFalse,
    ]) { $1 }
  }

  /// Makes an issue of a checklist, in the folder of the book.
  static func issueCommand(_ repository: Name, _ book: Book) -> String? {
    book.paths.checklist(repository: repository).map { path in
      book.hosts.gh(
        "issue create -R \(book.organization.name)/\(repository) --title \(Shell.word("Set up \(repository)")) --body-file \(ChecklistFiles.issue(path))"
      )
    }
  }
}
