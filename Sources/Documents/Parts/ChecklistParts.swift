import Pages
import OrganizationModel
import Templates

/// Splits a checklist so that each part fits the body of an issue, which takes 64 KiB.
enum ChecklistParts {
  /// How many bytes of values the tasks of one part may hold; their words and the decisions come on top.
  static let budget = 16_000

  /// The document with its tasks, and further parts where they are too many for one issue. `context` gives the other
  /// values for a page, whose links depend on where it is.
  static func documents(
    _ document: Document, _ book: Book, _ tasks: [ChecklistTask],
    context: @escaping @Sendable (MarkdownLinks) -> TemplateContext
  ) -> [Document] {
    let ranges = parts(of: tasks.map { ChecklistItem($0, MarkdownLinks(book: book, page: document.path)) })
    return ranges.enumerated().map { index, range in
      let links = MarkdownLinks(
        book: book, page: index == 0 ? document.path : path(of: index + 1, document.path))
      var part = document
      part.path = links.page
      if index > 0 { part.title += ", part \(index + 1)" }
      part.context = {
        let own = values(
          tasks[range].map { ChecklistItem($0, links) }, index, of: ranges.count, links.page, document.path)
        return context(links).merging(own) { $1 }
      }
      return part
    }
  }

  static func path(of part: Int, _ first: BookPath) -> BookPath {
    let name = first.text.split(separator: "/").last.map(String.init) ?? first.text
    return BookPath(folder: "checklists/parts", "\(name)-\(part)")
  }

  /// The stretches of the items that fit together; one empty stretch where there is nothing to do.
  static func parts(of items: [ChecklistItem]) -> [Range<Int>] {
    var ends: [Int] = []
    var used = 0
    for (index, item) in items.enumerated() {
      let weight = item.weight
      if used > 0, used + weight > budget {
        ends.append(index)
        used = 0
      }
      used += weight
    }
    ends.append(items.count)
    return zip([0] + ends, ends).map { $0..<$1 }
  }

  private static func values(
    _ items: [ChecklistItem], _ index: Int, of count: Int, _ page: BookPath, _ first: BookPath
  ) -> TemplateContext {
    let next = index + 1 < count ? path(of: index + 2, first) : nil
    return sections(items).merging([
      "is_first": index == 0, "parts": count > 1 ? count as any TemplateConvertible : false,
      "part": index + 1,
      "next": next.map { page.link(to: $0) }.orFalse, "first": page.link(to: first),
      "table": page.link(toFile: ChecklistFiles.table(first)),
      "issue": page.link(toFile: ChecklistFiles.issue(first)),
    ]) { $1 }
  }

  /// The items phase by phase.
  static func sections(_ items: [ChecklistItem]) -> TemplateContext {
    var values: TemplateContext = ["has_tasks": !items.isEmpty]
    for phase in ChecklistTask.Phase.allCases {
      let items = items.filter { $0.task.kind.phase == phase }
      values[phase.key] = items.map(\.context)
      values["has_\(phase.key)"] = !items.isEmpty
    }
    return values
  }
}
