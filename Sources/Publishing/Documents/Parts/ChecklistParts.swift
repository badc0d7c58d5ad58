import OrganizationModel
import Templates

/// Splits a checklist so that each part fits the body of an issue, which takes 64 KiB.
enum ChecklistParts {
  /// How many bytes of values the tasks of one part may hold; their words and the decisions come on top.
  static let budget = 16_000

  /// The document with its tasks, and further parts where they are too many for one issue. `tasks` and `context` give
  /// the values for a page, whose links depend on where it is.
  static func documents(
    _ document: Document, _ book: Book, tasks: @escaping @Sendable (MarkdownLinks) -> [ChecklistTask],
    context: @escaping @Sendable (MarkdownLinks) -> TemplateContext
  ) -> [Document] {
    let ranges = parts(of: tasks(MarkdownLinks(book: book, page: document.path)))
    return ranges.indices.map { index in
      let links = MarkdownLinks(
        book: book, page: index == 0 ? document.path : path(of: index + 1, document.path))
      var part = document
      part.path = links.page
      if index > 0 { part.title += ", part \(index + 1)" }
      part.context = {
        let own = values(
          Array(tasks(links)[ranges[index]]), index, of: ranges.count, links.page, document.path)
        return context(links).merging(own) { $1 }
      }
      return part
    }
  }

  static func path(of part: Int, _ first: BookPath) -> BookPath {
    let name = first.text.split(separator: "/").last.map(String.init) ?? first.text
    return BookPath(folder: "checklists/parts", "\(name)-\(part)")
  }

  /// The stretches of the tasks that fit together; one empty stretch where there is nothing to do.
  static func parts(of tasks: [ChecklistTask]) -> [Range<Int>] {
    var ends: [Int] = []
    var used = 0
    for (index, task) in tasks.enumerated() {
      let weight = weight(of: .record(task.values))
      if used > 0, used + weight > budget {
        ends.append(index)
        used = 0
      }
      used += weight
    }
    ends.append(tasks.count)
    return zip([0] + ends, ends).map { $0..<$1 }
  }

  /// The bytes of all texts in the values.
  private static func weight(of value: TemplateValue) -> Int {
    switch value {
    case .text(let text): text.utf8.count
    case .number, .truth: 0
    case .record(let record): record.values.reduce(0) { $0 + weight(of: $1) }
    case .list(let values): values.reduce(0) { $0 + weight(of: $1) }
    }
  }

  private static func values(
    _ tasks: [ChecklistTask], _ index: Int, of count: Int, _ page: BookPath, _ first: BookPath
  ) -> TemplateContext {
    let next = index + 1 < count ? path(of: index + 2, first) : nil
    return sections(tasks).merging([
      "is_first": index == 0, "parts": count > 1 ? count as any TemplateConvertible : false,
      "part": index + 1,
      "next": next.map { page.link(to: $0) }.orFalse, "first": page.link(to: first),
      "table": page.link(toFile: ChecklistFiles.table(first)),
      "issue": page.link(toFile: ChecklistFiles.issue(first)),
    ]) { $1 }
  }

  /// The tasks phase by phase.
  static func sections(_ tasks: [ChecklistTask]) -> TemplateContext {
    var values: TemplateContext = ["has_tasks": !tasks.isEmpty]
    for phase in ChecklistTask.Phase.allCases {
      let tasks = tasks.filter { $0.kind.phase == phase }
      values[phase.key] = tasks.map(\.context)
      values["has_\(phase.key)"] = !tasks.isEmpty
    }
    return values
  }
}
