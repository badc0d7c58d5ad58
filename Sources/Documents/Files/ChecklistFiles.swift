import Pages
import CommonMark
import Guidance
import OrganizationModel
import Templates

/// Each setup checklist to take along: as a table, and as the body of an issue. Where nothing is to be done there is
/// neither.
enum ChecklistFiles {
  static let tables = FileKind("checklist-tables") { ground throws(TemplateError) in
    try await ChecklistFiles.files(ground) { subject, page throws(TemplateError) in
      let links = MarkdownLinks(book: ground.book, page: page, style: .none)
      let items = ground.book.checklists.tasks(of: subject).map { ChecklistItem($0, links) }
      guard !items.isEmpty else { return [:] }
      return [table(page): try ChecklistFiles.table(items, ground.templates).bytes()]
    }
  }

  static let issues = FileKind("checklist-issues") { ground throws(TemplateError) in
    try await ChecklistFiles.files(ground) { subject, page throws(TemplateError) in
      try ChecklistIssue(subject: subject, page: page, ground: ground).files()
    }
  }

  /// The template of an issue's body.
  static let issueTemplate = "checklist-issue"

  /// `checklists/web.csv`.
  static func table(_ page: BookPath) -> String { "\(page).csv" }
  /// `checklists/web.txt`: a name by which browsers show it.
  static func issue(_ page: BookPath) -> String { "\(page).txt" }

  private static func files(
    _ ground: FileGround,
    _ files: @escaping @Sendable (ChecklistTasks.Subject, BookPath) throws(TemplateError) -> [String: [UInt8]]
  ) async throws(TemplateError) -> [String: [UInt8]] {
    let subjects = ChecklistTasks.Subject.all(ground.book)
    let made = await subjects.mapInParallel { subject in
      Result { () throws(TemplateError) in
        try subject.path(ground.book.paths).map { path throws(TemplateError) in try files(subject, path) }
          ?? [:]
      }
    }
    var all: [String: [UInt8]] = [:]
    for result in made { all.merge(try result.get()) { $1 } }
    return all
  }
}

extension ChecklistTasks.Subject {
  /// Whatever has a checklist.
  static func all(_ book: Book) -> [ChecklistTasks.Subject] {
    book.organization.repositories.map(ChecklistTasks.Subject.repository)
      + book.organization.consumers.map(ChecklistTasks.Subject.consumer)
  }

  var name: Name {
    switch self {
    case .repository(let repository): repository.name
    case .consumer(let consumer): consumer.name
    }
  }

  /// The consumer, where it is one.
  var consumer: Consumer? {
    switch self {
    case .repository: nil
    case .consumer(let consumer): consumer
    }
  }

  var responsible: Name? {
    switch self {
    case .repository(let repository): repository.responsible
    case .consumer(let consumer): consumer.responsible
    }
  }

  var title: String { "Set up \(name)" }

  /// The first page of the checklist.
  func path(_ paths: BookPaths) -> BookPath? {
    switch self {
    case .repository(let repository): paths.checklist(repository: repository.name)
    case .consumer(let consumer): paths.checklist(consumer: consumer.name)
    }
  }
}

// MARK: The table

extension ChecklistFiles {
  /// A row for each task.
  private static func table(
    _ items: [ChecklistItem], _ templates: TemplateLibrary
  ) throws(TemplateError) -> CSVTable {
    var table = CSVTable(
      header: ["step", "phase", "owner_role", "owner", "task", "evidence", "command", "done"], rows: [])
    for (index, item) in items.enumerated() {
      let task = item.task
      table.rows.append([
        String(index + 1), task.kind.phase.title, task.owner.role,
        CSVTable.list(task.owner.names.map(\.text)), plain(try item.sentence(templates)), task.evidence,
        task.commands.joined(separator: "\n"), "",
      ])
    }
    return table
  }

  /// Markdown without its markup, on one line.
  private static func plain(_ markdown: String) -> String {
    guard let document = try? MarkdownDocument(parsing: markdown) else { return markdown }
    return document.plainText.split(separator: "\n").joined(separator: " ")
  }
}

/// A checklist as the body of an issue, in as many files as it takes.
private struct ChecklistIssue {
  let subject: ChecklistTasks.Subject
  let page: BookPath
  let ground: FileGround

  private var links: MarkdownLinks {
    MarkdownLinks(
      book: ground.book, page: page, style: ground.settings.address.map(MarkdownLinks.Style.address) ?? .none)
  }

  func files() throws(TemplateError) -> [String: [UInt8]] {
    let items = ground.book.checklists.tasks(of: subject).map { ChecklistItem($0, links) }
    guard !items.isEmpty else { return [:] }
    let ranges = ChecklistParts.parts(of: items)
    var files: [String: [UInt8]] = [:]
    for (index, range) in ranges.enumerated() {
      let text = try ground.templates.render(
        "documents/\(ChecklistFiles.issueTemplate)", context(Array(items[range]), index, of: ranges.count))
      files[path(index)] = Array(text.utf8)
    }
    return files
  }

  private func path(_ index: Int) -> String {
    ChecklistFiles.issue(index == 0 ? page : ChecklistParts.path(of: index + 1, page))
  }

  private func context(_ items: [ChecklistItem], _ index: Int, of count: Int) -> TemplateContext {
    ChecklistParts.sections(items).merging(ChecklistQuestions.none) { $1 }.merging([
      "guesses_here": index == 0
        ? ground.book.guesses.banner(subject.accesses(in: ground.book).map(\.id)) : false,
      "responsible": (subject.responsible.map { ground.book.successors.words($0.text) }).orFalse,
      "page": links.style.isNone ? Prose.codes(["\(page).html"]) : links.to(page, subject.title),
      "parts": count > 1 ? count as any TemplateConvertible : false, "part": index + 1,
      "next": index + 1 < count ? path(index + 1) : false, "has_accesses": true,
    ]) { $1 }
  }
}
