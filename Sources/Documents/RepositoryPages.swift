import Exposure
import Templates
import Guidance
import OrganizationModel

/// A page for each repository: its accesses and why they are decided as they are, its secrets and who can read them,
/// and what its workflow files should say.
enum RepositoryPages {
  static let kind = DocumentKind("repository", in: .repositories) { book in
    book.organization.repositories.compactMap { document($0, book) }
  }

  private static func document(_ repository: Repository, _ book: Book) -> Document? {
    guard let path = book.paths.repository(repository.name) else { return nil }
    return Document(
      path, title: repository.name.text,
      summary: "Credentials and permissions for the workflows of \(repository.name).",
      responsible: repository.responsible?.text, source: "repositories.\(repository.name)"
    ) { context(repository, MarkdownLinks(book: book, page: path)) }
  }

  private static func context(_ repository: Repository, _ links: MarkdownLinks) -> TemplateContext {
    let book = links.book
    let accesses = accesses(of: repository, book)
    let secrets = book.secrets.secrets(of: repository)
    let uses = book.services.uses(of: repository)
    let workflows = repository.workflows.filter { book.needsSomething($0, of: repository) }
    return [
      "organization": book.organization.name.text, "name": repository.name.text,
      "visibility": (repository.visibility?.rawValue).orFalse, "archived": repository.archived,
      "note": repository.note.orFalse,
      "guesses_here": book.guesses.banner(accesses.map(\.id) + uses.map(\.id)),
      "checklist": links.to(book.paths.checklist(repository: repository.name), "Open the setup checklist"),
      "with_headings": false,
      "tasks": TaskCards(links: links).list(book.tasks.tasks(in: repository.name), limit: 20),
      "has_accesses": !(accesses.isEmpty && uses.isEmpty), "has_secrets": !secrets.isEmpty,
      "accesses": accesses.map { AccessContext(access: $0, links: links).whole }
        + uses.map { ServiceAccessContext(use: $0, links: links).whole },
      "secrets": secrets.map { secret($0, repository, links) },
      "secret_findings": MarkdownList.rows(
        book.secretReview.findings(in: repository.name).filter { $0.kind != .unused }, limit: 20
      ) { SecretFindings.row($0, links) },
      "audience": AudienceContext(book: book).whole(of: repository),
      "reached": MarkdownList.rows(book.accesses(reaching: repository.name), limit: 50) {
        AccessContext(access: $0, links: links).row
      },
      "workflows": workflows.map { workflow($0, repository, book) }, "has_workflows": !workflows.isEmpty,
      "checks_link": links.page.link(to: CheckIndex.page, anchor: "against-a-description"),
    ]
  }

  static func accesses(of repository: Repository, _ book: Book) -> [Decision] {
    repository.workflows.flatMap { workflow in
      book.accesses(of: .workflow(repository: repository.name, workflow: workflow.name))
    }
  }

  private static func secret(
    _ secret: StoredSecret, _ repository: Repository, _ links: MarkdownLinks
  ) -> TemplateContext {
    let state: (holds: String, isPlanned: Bool, goes: Bool) =
      switch secret.origin {
      case .plan(let id): (links.plan(id), links.book.isMissing(secret.place, of: id), false)
      case .existing(let name):
        (links.existing(name), false, links.book.review(name).map { $0.isToGo(from: secret.place) } ?? false)
      }
    let audience =
      secret.audience ?? Audience(of: secret.place, links.book.organization, links.book.membership)
    return [
      "place": PlaceContext(place: secret.place, links: links.contexts).whole, "holds": state.holds,
      "users": MarkdownList.some(users(of: secret, in: repository, links.book), limit: 5) {
        Prose.codes([$0])
      },
      "is_planned": state.isPlanned, "goes": state.goes, "readers": audience?.accounts.count ?? 0,
    ]
  }

  /// The workflows of the repository, and the consumers of its stores, that use the credential.
  private static func users(of secret: StoredSecret, in repository: Repository, _ book: Book) -> [String] {
    let automations =
      switch secret.origin {
      case .plan(let id): book.plan(id)?.automations ?? []
      case .existing(let name): book.review(name)?.credential.usedBy ?? []
      }
    return automations.compactMap { automation in
      switch automation {
      case .workflow(repository.name, let workflow): workflow.text
      case .workflow: nil
      case .consumer(let name):
        book.organization.consumers[name]?.repositories.contains(repository.name) == true ? name.text : nil
      }
    }
  }

  private static func workflow(
    _ workflow: Workflow, _ repository: Repository, _ book: Book
  ) -> TemplateContext {
    let usesSecrets = book.accesses(of: .workflow(repository: repository.name, workflow: workflow.name))
      .contains { $0.credential?.kind.isStored == true }
    return [
      "path": workflow.path, "note": workflow.note.orFalse,
      "snippet": WorkflowSnippet(workflow, of: repository, in: book).text,
      "runs_for_forks": workflow.forks == true,
      "dependabot_secrets": workflow.dependabot == true && usesSecrets,
    ]
  }
}
