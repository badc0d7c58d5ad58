import Templates

/// A task where it is shown: what its sentence names leads from there to the pages of the book.
struct ChecklistItem: Sendable {
  let task: ChecklistTask
  private let values: TemplateContext

  init(_ task: ChecklistTask, _ links: MarkdownLinks) {
    self.task = task
    values = task.values(links)
  }

  /// The template of its sentence, below `documents`.
  private var template: String { "sentences/\(task.kind.rawValue)" }

  /// Everything that `task.md.mustache` shows of it.
  var context: TemplateContext {
    var context = values
    context["sentence"] = template
    context["evidence"] = task.evidence
    context["commands"] = task.commands
    context["owner"] =
      ["role": task.owner.role, "names": task.owner.words.map { ["name": $0] as TemplateContext }]
      as TemplateContext
    return context
  }

  /// Its sentence alone, as Markdown.
  func sentence(_ templates: TemplateLibrary) throws(TemplateError) -> String {
    try templates.render("documents/\(template)", values)
  }

  /// The bytes of all texts in what it shows.
  var weight: Int {
    ChecklistItem.weight(of: .record(values)) + task.commands.reduce(0) { $0 + $1.utf8.count }
  }

  private static func weight(of value: TemplateValue) -> Int {
    switch value {
    case .text(let text): text.utf8.count
    case .number, .truth: 0
    case .record(let record): record.values.reduce(0) { $0 + weight(of: $1) }
    case .list(let values): values.reduce(0) { $0 + weight(of: $1) }
    }
  }
}
