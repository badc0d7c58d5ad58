import Pages
import SourceText
import CommonMark
import Guidance
import OrganizationModel
import Templates

/// The links of one page as Markdown, for templates to take as they are: `{{{holder}}}`.
///
/// A template that had to put each link together would look up three names for it; a page has hundreds.
struct MarkdownLinks: Sendable {
  /// How they are written.
  enum Style: Sendable, Hashable {
    /// From page to page.
    case relative
    /// To the published book, for text that leaves it.
    case address(BookAddress)
    /// The text alone.
    case none

    var isNone: Bool { self == .none }
  }

  let book: Book
  let page: BookPath
  var style: Style = .relative

  /// The same links as values for templates that need their parts.
  var contexts: Links { Links(book: book, page: page) }

  /// A link; the text alone where there is no page.
  func to(_ path: BookPath?, _ text: String, anchor: String? = nil) -> String {
    to(path, markdown: MarkdownText.inProse(text), anchor: anchor)
  }

  func to(_ place: BookPlace?, _ text: String) -> String { to(place?.page, text, anchor: place?.anchor) }

  private func to(_ path: BookPath?, markdown shown: String, anchor: String?) -> String {
    guard let path else { return shown }
    let place = anchor.map(MarkdownText.inLink)
    switch style {
    case .relative: return "[\(shown)](\(page.link(to: path, anchor: place)))"
    case .address(let address): return "[\(shown)](\(address.of(path, anchor: place)))"
    case .none: return shown
    }
  }

  func repository(_ name: Name) -> String { to(book.paths.repository(name), name.text) }

  /// A repository of this organization by its page, one of another by its full name.
  func repository(_ reference: RepositoryReference) -> String {
    reference.owner == nil ? repository(reference.name) : MarkdownText.inProse(reference.description)
  }

  func account(_ name: Name) -> String { to(book.paths.account(name), name.text) }
  /// An account of a service.
  func account(_ name: Name, in service: Name) -> String {
    to(book.paths.account(name, in: service), name.text)
  }
  /// Whoever answers for something, a team or an account.
  func owner(_ name: Name) -> String { to(book.paths.owner(name), name.text) }
  func plan(_ id: String) -> String { to(book.paths.credential(plan: id), title(id)) }
  func existing(_ name: Name) -> String { to(book.paths.credential(existing: name), name.text) }
  func section(_ section: BookSection) -> String { to(section.index, section.title) }

  func runbook(_ task: BookPaths.Task, plan id: String) -> String {
    to(book.paths.runbook(task, plan: id), "\(task.words) \(title(id))")
  }

  private func title(_ plan: String) -> String { book.plan(plan)?.title ?? plan }

  func revoke(existing name: Name) -> String {
    to(book.paths.runbook(revokeExisting: name), "revoke \(name)")
  }

  func create(machineUser name: Name) -> String {
    to(book.paths.runbook(createMachineUser: name), "create the machine user \(name)")
  }

  /// A runbook under a text of its own; `false` where there is none.
  func runbook(_ subject: RunbookSubject, _ text: String) -> any TemplateConvertible {
    book.paths.runbook(subject).map { to($0, text) }.orFalse
  }

  /// The runbook that meets a precondition on a package's list of repositories; `false` for any other.
  func repair(_ precondition: Precondition, of access: Decision) -> any TemplateConvertible {
    guard precondition.isPackageAccess, case .package(let key) = access.need.target,
      let package = book.organization.packages[key], let place = book.paths.runbook(.repairPackage(key))
    else { return false }
    let task = package.link == .none ? "repair" : "let workflows reach"
    return to(place, "\(task) the package \(package.packageName)")
  }

  func automation(_ automation: AutomationID) -> String {
    to(book.paths.home(of: automation), automation.description)
  }

  func access(_ id: AccessID) -> String { access(id, shown: id.description) }

  /// The place that says why an access is decided as it is: a heading of a repository's or a consumer's page.
  func access(_ id: AccessID, shown text: String) -> String {
    guard let automation = book.access(id)?.automation ?? book.services.use(id)?.automation else {
      return MarkdownText.inProse(text)
    }
    let isDetailed =
      switch automation {
      case .workflow: true
      case .consumer:
        ConsumerChecklists.showsDetails(
          book.index.accessCount(of: automation) + book.services.uses(of: automation).count)
      }
    return to(
      book.paths.home(of: automation), text,
      anchor: isDetailed ? HeadingSlugs.base(of: id.description) : nil)
  }

  func rule(_ id: String) -> String { to(GuidanceRules.page(of: id), id, anchor: id) }
  func check(_ id: String) -> String { to(CheckPages.page(of: id), id) }

  /// A fact by the sentence that is true on the book's day: its id says what may be the opposite.
  func fact(_ id: String) -> String {
    to(
      GuidanceFacts.page(of: id), markdown: book.factTitles[id] ?? MarkdownText.inProse(id), anchor: id)
  }
}

/// Some pieces of Markdown of many.
enum MarkdownList {
  /// `items` and `list`, which is the items with commas between: at most `limit`. `more` is how many are left out, or
  /// `false`.
  static func some<Element>(
    _ elements: [Element], limit: Int, _ markdown: (Element) -> String
  ) -> TemplateContext {
    let items = elements.prefix(limit).map(markdown)
    return counted(elements.count, limit: limit).merging([
      "items": items, "list": items.joined(separator: ", "),
    ]) { $1 }
  }

  /// For a cell of a table: the first ones, and how many more there are.
  static func few<Element>(_ elements: [Element], limit: Int, _ markdown: (Element) -> String) -> String {
    let more = elements.count - limit
    return elements.prefix(limit).map(markdown).joined(separator: ", ")
      + (more > 0 ? " and \(more) more" : "")
  }

  /// `rows`: at most `limit`. `more` is how many are left out, or `false`.
  static func rows<Element>(
    _ elements: [Element], limit: Int, _ row: (Element) -> TemplateContext
  ) -> TemplateContext {
    counted(elements.count, limit: limit).merging(["rows": elements.prefix(limit).map(row)]) { $1 }
  }

  private static func counted(_ count: Int, limit: Int) -> TemplateContext {
    [
      "any": count > 0, "count": count,
      "more": count > limit ? count - limit as any TemplateConvertible : false,
    ]
  }
}
