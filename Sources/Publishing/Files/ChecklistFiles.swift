import CommonMark
import Guidance
import OrganizationModel
import Templates

/// Each setup checklist to take along: as a table, and as the body of an issue. Where nothing is to be done there is
/// neither.
enum ChecklistFiles {
  static let tables = FileKind("checklist-tables") { ground throws(TemplateError) in
    try await ChecklistFiles.files(ground) { subject, page throws(TemplateError) in
      let tasks = ChecklistTasks(subject, MarkdownLinks(book: ground.book, page: page, style: .none)).all
      guard !tasks.isEmpty else { return [:] }
      return [table(page): try ChecklistTable(tasks: tasks, templates: ground.templates).table().bytes()]
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

/// A checklist as a table: a row for each task.
private struct ChecklistTable {
  let tasks: [ChecklistTask]
  let templates: TemplateLibrary

  func table() throws(TemplateError) -> CSVTable {
    var table = CSVTable(
      header: ["step", "phase", "owner_role", "owner", "task", "evidence", "command", "done"], rows: [])
    for (index, task) in tasks.enumerated() { table.rows.append(try row(index + 1, task)) }
    return table
  }

  private func row(_ number: Int, _ task: ChecklistTask) throws(TemplateError) -> [String] {
    let markdown = try templates.render("documents/tasks/\(task.kind.rawValue)", task.context)
    let words = TaskWords(markdown)
    return [
      String(number), task.kind.phase.title, task.owner.role, CSVTable.list(task.owner.names.map(\.text)),
      words.task, words.evidence, words.commands, "",
    ]
  }
}

/// What a task's Markdown says, without markup: `- [ ] **owner**: task`, then `*Evidence: …*` on a line of its own, then
/// blocks of commands.
private struct TaskWords {
  let task: String
  let evidence: String
  /// A line for each line of a command.
  let commands: String

  init(_ markdown: String) {
    let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
    let words = lines.prefix(2).map(Self.plain)
    let sentence = words.first ?? ""
    let start = sentence.firstRange(of: ": ")?.upperBound ?? sentence.startIndex
    task = String(sentence[start...])
    let proof = words.count > 1 ? words[1] : ""
    evidence = proof.hasPrefix("Evidence: ") ? String(proof.dropFirst("Evidence: ".count)) : ""
    commands = Self.blocks(lines.dropFirst(2)).joined(separator: "\n")
  }

  private static func plain(_ line: Substring) -> String {
    let text = String(line.drop { $0 == " " })
    let item = text.hasPrefix("- [ ] ") ? String(text.dropFirst("- [ ] ".count)) : text
    guard let document = try? MarkdownDocument(parsing: item) else { return item }
    return document.plainText.split(separator: "\n").joined(separator: " ")
  }

  /// The lines within fences, without the indentation of an item.
  private static func blocks(_ lines: some Sequence<Substring>) -> [String] {
    var isInside = false
    var found: [String] = []
    for line in lines {
      let text = line.hasPrefix("  ") ? line.dropFirst(2) : line
      if text.hasPrefix("```") {
        isInside.toggle()
      } else if isInside {
        found.append(String(text))
      }
    }
    return found
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
    let tasks = ChecklistTasks(subject, links).all
    guard !tasks.isEmpty else { return [:] }
    let ranges = ChecklistParts.parts(of: tasks)
    var files: [String: [UInt8]] = [:]
    for (index, range) in ranges.enumerated() {
      let text = try ground.templates.render(
        "documents/\(ChecklistFiles.issueTemplate)", context(Array(tasks[range]), index, of: ranges.count))
      files[path(index)] = Array(text.utf8)
    }
    return files
  }

  private func path(_ index: Int) -> String {
    ChecklistFiles.issue(index == 0 ? page : ChecklistParts.path(of: index + 1, page))
  }

  private func context(_ tasks: [ChecklistTask], _ index: Int, of count: Int) -> TemplateContext {
    ChecklistParts.sections(tasks).merging([
      "guesses_here": index == 0
        ? ground.book.guesses.banner(ChecklistTasks(subject, links).accesses.map(\.id)) : false,
      "as_of": ground.book.calendar.day.description,
      "responsible": (subject.responsible.map { ground.book.successors.words($0.text) }).orFalse,
      "page": links.style.isNone ? Prose.codes(["\(page).html"]) : links.to(page, subject.title),
      "parts": count > 1 ? count as any TemplateConvertible : false, "part": index + 1,
      "next": index + 1 < count ? path(index + 1) : false, "has_accesses": true,
    ]) { $1 }
  }
}
