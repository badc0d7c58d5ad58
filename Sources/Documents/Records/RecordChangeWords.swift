import Pages
import Templates
import SourceText
import Guidance

/// What took the place of what, and why, as one page says it.
struct RecordChangeWords {
  let book: Book
  let page: BookPath

  private var history: RecordHistory { book.records.history }
  private var links: MarkdownLinks { MarkdownLinks(book: book, page: page) }

  /// For the template of a record: those that it took the place of.
  func predecessors(of entry: RecordEntry) -> [TemplateContext] {
    history.predecessors(of: entry.number).map { old in
      let changes = changes(of: old)
      return [
        "number": old.digits, "link": page.link(to: old.page), "name": old.title, "changes": changes,
        "has_changes": !changes.isEmpty,
      ]
    }
  }

  /// What ended a record, each as Markdown.
  func changes(of entry: RecordEntry) -> [TemplateContext] {
    (entry.end?.changes ?? []).map { ["text": words($0, entry)] }
  }

  private func words(_ change: RecordChange, _ old: RecordEntry) -> String {
    let id = MarkdownText.inProse(change.id)
    switch change.what {
    case .strikes: return "rule \(links.rule(change.id)) now rules out \(title(old))\(reason(change.id))"
    case .spares: return "rule \(links.rule(change.id)) no longer rules out \(successorTitle(old))"
    case .holds, .fails: return "this is true now\(known(change.id)): \(links.fact(change.id))"
    case .answered: return "the question at \(Prose.codes([change.id])) is answered"
    case .asked: return "the question at \(Prose.codes([change.id])) is open"
    case .exceptionBegan: return "a person chose otherwise, as an exception for \(Prose.codes([change.id]))"
    case .exceptionEnded: return "the exception for \(Prose.codes([change.id])) is over"
    case .profile: return "the profile is `\(id)` now"
    }
  }

  private func title(_ entry: RecordEntry) -> String {
    MarkdownText.inProse(entry.subject.credential?.phrase ?? "what was chosen")
  }

  private func successorTitle(_ entry: RecordEntry) -> String {
    let successor = entry.end?.successor.flatMap(history.entry)
    return successor.map(title) ?? "what is chosen now"
  }

  /// A reason that names things of one access is left to the page of the rule.
  private func reason(_ rule: String) -> String {
    guard let reason = Rule.byID[rule]?.reason, !reason.contains("{") else { return "" }
    return ": " + Prose.markdown(Wording.clause(reason))
  }

  private func known(_ fact: String) -> String {
    let isOverridden = book.organization.facts.contains { $0.name.folded == fact }
    return isOverridden ? ", as this organization says" : ""
  }
}
