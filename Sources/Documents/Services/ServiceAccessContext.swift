import Guidance
import OrganizationModel
import SourceText
import Templates

/// One need of a service as values for templates: the same names as those of an access of GitHub.
struct ServiceAccessContext {
  let use: ServiceAccess
  let links: MarkdownLinks

  private var decision: ServiceDecision { use.decision }

  /// All that the page of its automation says.
  var whole: TemplateContext {
    row.merging([
      "why": decision.use.why.orFalse, "note": decision.use.note.orFalse, "because": because,
      "has_options": true, "options": decision.options.map(option),
      "preconditions": decision.preconditions.map {
        ["text": Prose.sentence($0.text), "ui_only": false, "runbook": false] as TemplateContext
      },
      "side_effects": (decision.sideEffects.map { ($0.text, $0.isWarning) } + [coming].compactMap(\.self)).map
      {
        ["text": Prose.sentence($0.0), "is_warning": $0.1] as TemplateContext
      },
      "questions": decision.questions.map(QuestionContext.whole), "unlocks": unlocks, "other_profile": false,
      "trust_policy": false,
      "acceptance": acceptance, "exception": exception,
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
      "impossible": use.outcome == .impossible, "is_exception": decision.exception != nil,
      "kind": (decision.credential?.title).orFalse, "rights": rights, "has_rights": !rights.isEmpty,
      "holder": use.holder.map(shown).orFalse, "plan": use.existing.map(links.existing).orFalse,
      "is_guessed": !guesses.isEmpty, "guesses": guesses.joined(separator: "; "), "held_by": heldBy,
      "record": links.book.services.record(use.service) == nil
        ? false : ServiceFacts.link(to: use.service, use.title, links),
    ]
  }

  private var because: any TemplateConvertible {
    decision.options.first { $0.verdict == .chosen }.map { Prose.markdown($0.because) }.orFalse
  }

  /// A warning of the day on which the choice changes.
  private var coming: (String, Bool)? {
    decision.change.map { change in
      let then = change.gives.flatMap { decision.record.option($0)?.title } ?? "no permitted credential"
      return ("from \(change.day), the answer is \(then). \(change.sentence)", true)
    }
  }

  private func shown(_ holder: Name) -> String {
    decision.service.accounts[holder] == nil
      ? links.account(holder) : links.account(holder, in: use.service)
  }

  /// Who has it, as Markdown: an account, the job, or the service.
  private var heldBy: String {
    if let holder = use.holder { return shown(holder) }
    guard let credential = decision.credential else { return "" }
    return credential.rung.isStored
      ? MarkdownText.inProse(use.title) : links.book.organization.run(of: use.automation)
  }

  private func option(_ option: ServiceOptionVerdict) -> TemplateContext {
    [
      "kind": option.title, "verdict": option.verdict.words, "because": Prose.markdown(option.because),
      "grounds": option.facts.map { ServiceFacts.link(toFact: $0, of: use.service, links) }
        .joined(separator: "; "),
    ]
  }

  /// Each `change` is Markdown.
  var unlocks: [TemplateContext] {
    decision.unlocks.map { unlock in
      [
        "change": Prose.markdown(unlock.change),
        "gives": decision.record.option(unlock.gives)?.title ?? unlock.gives,
      ]
    }
  }

  private func title(_ option: String?) -> String? { option.map { decision.record.option($0)?.title ?? $0 } }

  private var exception: any TemplateConvertible {
    guard let exception = decision.exception else { return false }
    return [
      "reason": exception.because, "by": exception.by.text, "until": exception.until.description,
      "instead": title(exception.instead).orFalse,
    ] as TemplateContext
  }

  private var acceptance: any TemplateConvertible {
    guard let acceptance = decision.acceptance else { return false }
    return [
      "day": acceptance.day.description, "by": (acceptance.by?.text).orFalse,
      "accepted": title(acceptance.option).orFalse, "is_stale": acceptance.isStale,
    ] as TemplateContext
  }
}
