import Pages
import CommonMark
import Guidance
import OrganizationModel
import Templates

/// The links of one page: texts, each with the relative way to its page where there is one.
struct Links: Sendable {
  let book: Book
  let page: BookPath

  /// The same links as Markdown.
  var markdown: MarkdownLinks { MarkdownLinks(book: book, page: page) }

  /// `text`, and `href` or `false`.
  func to(_ path: BookPath?, _ text: String, anchor: String? = nil) -> TemplateContext {
    ["text": text, "href": path.map { page.link(to: $0, anchor: anchor) }.orFalse]
  }

  func to(_ place: BookPlace?, _ text: String) -> TemplateContext {
    to(place?.page, text, anchor: place?.anchor)
  }

  func repository(_ name: Name) -> TemplateContext { to(book.paths.repository(name), name.text) }

  /// A repository of this organization by its page, one of another by its full name.
  func repository(_ reference: RepositoryReference) -> TemplateContext {
    reference.owner == nil
      ? repository(reference.name) : ["text": reference.description, "href": false]
  }

  func account(_ name: Name) -> TemplateContext { to(book.paths.account(name), name.text) }
  func plan(_ id: String) -> TemplateContext {
    to(book.paths.credential(plan: id), book.plan(id)?.title ?? id)
  }
  func existing(_ name: Name) -> TemplateContext { to(book.paths.credential(existing: name), name.text) }

  func runbook(_ task: BookPaths.Task, plan id: String) -> TemplateContext {
    to(book.paths.runbook(task, plan: id), task.words)
  }

  /// The page that shows an automation's decisions: its repository's, or a consumer's checklist.
  func automation(_ automation: AutomationID) -> TemplateContext {
    to(book.paths.home(of: automation), automation.description)
  }

  func access(_ id: AccessID) -> TemplateContext {
    guard let access = book.access(id) else { return ["text": id.description, "href": false] }
    return to(
      book.paths.home(of: access.automation), id.description, anchor: HeadingSlugs.base(of: id.description))
  }

  func rule(_ id: String) -> TemplateContext { to(GuidanceRules.page(of: id), id, anchor: id) }

  /// At most `limit` contexts, and how many more there are.
  static func some<Element>(
    _ elements: [Element], limit: Int = 20, _ context: (Element) -> TemplateContext
  ) -> TemplateContext {
    let more = elements.count - limit
    return [
      "items": elements.prefix(limit).map(context),
      "more": more > 0 ? more as any TemplateConvertible : false,
      "any": !elements.isEmpty, "count": elements.count,
    ]
  }
}
