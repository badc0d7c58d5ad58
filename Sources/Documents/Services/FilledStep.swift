import Services
import SourceText
import Templates

/// A step of a service's record, filled in for one access or one credential.
struct FilledStep: Sendable {
  let step: ServiceStep
  let text: ServiceText
  let records: ServiceRecords
  let hosts: Hosts
  /// The events that start the workflow; nil where somebody can start it by hand, or nobody knows the workflow.
  var startedBy: [String]?

  /// What to run, each command in a block of its own: what GitHub knows, what only the reader knows and a file that the
  /// command reads come first.
  var commands: [String] { ids + answers + file + runs.flatMap(safe) }

  /// The commands of the record. A workflow that nobody can start by hand is waited for instead.
  private var runs: [String] {
    [step.run, step.then].compactMap(\.self).filter { startedBy == nil || !isStart($0) }
  }

  private func isStart(_ command: String) -> Bool { command.hasPrefix(bytesOf: "gh workflow run ") }

  /// The variables of the record that no command sets: each is read before the command that needs it. In a job they are
  /// there already.
  private var answers: [String] {
    guard !step.isInJob else { return [] }
    return wanted.filter { name in !Self.ids.contains { $0.0 == name } && !unknown.contains(name) }
      .map { "printf '\($0): '; IFS= read -r\(ServiceText.isSecret(variable: $0) ? "s" : "") \($0); echo" }
  }

  private var wanted: [String] { text.wanted(in: runs) }

  /// A value is read first: `gh` would store whatever its standard input holds, and an empty one as well.
  private func safe(_ command: String) -> [String] {
    let filled = text.shell(command)
    let readsInput = filled.contains(bytesOf: "|") || filled.contains(bytesOf: "<")
    guard filled.hasPrefix(bytesOf: "gh secret set "), !readsInput else { return [filled] }
    return [
      "printf 'Value: '; IFS= read -rs TOKEN; echo",
      ": \"${TOKEN:?}\" && printf '%s' \"$TOKEN\" | \(filled)",
    ]
  }

  private var file: [String] {
    guard let file = step.file, let snippet else { return [] }
    return [text.writing(file, snippet.text)]
  }

  /// The numbers of the owner and the repository, which no description has.
  private static let ids = [("OWNER_ID", ".owner.id"), ("REPOSITORY_ID", ".id")]

  private var ids: [String] {
    let names = step.isInJob ? unknown : unknown + wanted
    let lines = Self.ids.filter { names.contains($0.0) }.map { name, path in
      "\(name)=$(\(text.shell(hosts.gh("api repos/{owner}/{repository} --jq \(path)"))))"
    }
    return lines.isEmpty ? [] : [lines.joined(separator: "\n")]
  }

  private var snippet: ServiceSnippet? { step.snippet.flatMap(records.snippet) }

  /// Whether it edits the workflow file, which the page of its repository shows.
  var isInWorkflow: Bool { FilledStep.isInWorkflow(step) }

  static func isInWorkflow(_ step: ServiceStep) -> Bool {
    step.edit == "{\(ServicePlaceholder.workflowPath.rawValue)}"
  }

  /// Who does it, in words with a capital; for others than the repository and the holder.
  var who: String { Prose.capitalized(text.plain(step.who)) }

  /// Whether a step that ends something only looks: it changes nothing that could be undone.
  var proves: Bool { step.effect == nil && step.undo == nil && step.expect != nil }

  /// What shows that something is ended until somebody undoes it; nil where nothing undoes it.
  var endsForNow: String? { step.undo == nil || step.undo == Self.none ? nil : "a screenshot or a link." }

  /// What shows that it is done; nil where the record doesn't say it.
  var evidence: String? { step.evidence.map { text.plain($0).replacing(bytesOf: "`", with: "") + "." } }

  private var unknown: [String] {
    text.unknown(
      in: runs + (step.file == nil ? [] : [snippet?.text ?? ""]))
  }

  /// The variables that a reader sets first, because the description doesn't say their values.
  private var asks: [String] { unknown.filter { name in !Self.ids.contains { $0.0 == name } } }

  /// What `service-step.md.mustache` shows of it; all texts but `once` and `source` are Markdown.
  var values: TemplateContext {
    let fields = step.enter.filter { !text.isAbsent($0.value) }
    return [
      "once": step.once.orFalse, "deed": sentence(step.do), "place": step.place.map(clause).orFalse,
      "edited": isInWorkflow ? false : step.edit.map(clause).orFalse,
      "fields": fields.map { ["label": $0.label, "entry": text.markdown($0.value)] as TemplateContext },
      "has_fields": !fields.isEmpty, "runs": !commands.isEmpty, "in_job": step.isInJob,
      "waits": waits, "triggers": (startedBy ?? []).isEmpty ? false : Prose.codes(startedBy ?? []),
      "wait": step.wait.map(clause).orFalse, "asks": asks.isEmpty ? false : Prose.codes(asks),
      "expect": step.expect.map(clause).orFalse,
      "otherwise": sentence(step.otherwise), "note": sentence(step.note), "effect": sentence(step.effect),
      "undo": undo,
      "is_final": step.undo == Self.none, "source": step.source.orFalse,
    ]
  }

  private var waits: Bool {
    startedBy != nil && [step.run, step.then].compactMap(\.self).contains(where: isStart)
  }

  /// What a record writes where nothing undoes a step.
  private static let none = "none"

  /// A command as code, and words as a sentence; `false` where nothing undoes the step.
  private var undo: any TemplateConvertible {
    guard let undo = step.undo, undo != Self.none else { return false }
    let program = step.run?.prefix { $0 != " " } ?? ""
    let isCommand = !program.isEmpty && undo.hasPrefix(bytesOf: "\(program) ")
    return isCommand ? Prose.code(text.shell(undo), inTable: false) + "." : text.sentence(undo)
  }

  private func sentence(_ text: String?) -> any TemplateConvertible { text.map(self.text.sentence).orFalse }

  private func clause(_ text: String) -> String { self.text.markdownClause(text) }
}
