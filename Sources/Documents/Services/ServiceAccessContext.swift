import Guidance
import OrganizationModel
import SourceText
import Templates

/// One need of a service as values for templates: the same names as those of an access of GitHub.
struct ServiceAccessContext {
  let use: ServiceAccess
  let links: MarkdownLinks

  /// All that the page of its automation says.
  var whole: TemplateContext {
    row.merging([
      "why": use.why.orFalse, "note": use.note.orFalse,
      "because": use.because.map(use.text.markdownClause).orFalse,
      "options": use.options.map(option),
      "preconditions": use.makeSure.map {
        ["text": use.text.sentence($0), "ui_only": false, "runbook": false] as TemplateContext
      },
      "side_effects": use.sideEffects.map {
        ["text": use.text.sentence($0.text), "is_warning": $0.isWarning] as TemplateContext
      },
      "questions": use.questions.map(QuestionContext.whole), "unlocks": unlocks, "other_profile": false,
      "acceptance": false, "exception": exception,
    ]) { first, _ in first }
  }

  /// What one row of a table says; `access`, `need_link`, `record`, `rights`, `holder` and `plan` are Markdown.
  var row: TemplateContext {
    let rights = use.rights.map(use.text.markdownClause) ?? ""
    let guesses = links.book.guesses.words(use.id)
    return [
      "id": use.id.description, "access": links.access(use.id), "need": use.need,
      "need_link": links.access(use.id, shown: use.need), "automation": use.automation.description,
      "outcome": use.outcome.words, "decided": use.outcome == .decided, "open": use.outcome == .open,
      "impossible": use.outcome == .impossible, "is_exception": use.exception != nil,
      "kind": (use.option?.title).orFalse, "rights": rights, "has_rights": !rights.isEmpty,
      "holder": use.holder.map(links.account).orFalse, "plan": use.existing.map(links.existing).orFalse,
      "is_guessed": !guesses.isEmpty, "guesses": guesses.joined(separator: "; "), "held_by": heldBy,
      "record": ServiceFacts.link(to: use.service, use.title, links),
    ]
  }

  /// Who has it, as Markdown: an account, the job, or nobody.
  private var heldBy: String {
    if let holder = use.holder { return links.account(holder) }
    guard let option = use.option else { return "" }
    return option.rung.isStored
      ? MarkdownText.inProse(use.title) : links.book.organization.run(of: use.automation)
  }

  private func option(_ option: ServiceAccess.Option) -> TemplateContext {
    [
      "kind": option.title, "verdict": option.verdict.words,
      "because": use.text.markdownClause(option.because),
      "grounds": option.facts.map { ServiceFacts.link(toFact: $0, of: use.service, links) }.joined(
        separator: "; "),
    ]
  }

  /// Each `change` is Markdown.
  var unlocks: [TemplateContext] {
    use.unlocks.map { ["change": use.text.markdownClause($0.change), "gives": $0.gives] }
  }

  private var exception: any TemplateConvertible {
    guard let exception = use.exception else { return false }
    return [
      "reason": exception.because, "by": exception.by.text, "until": exception.until.description,
      "instead": false,
    ] as TemplateContext
  }
}
