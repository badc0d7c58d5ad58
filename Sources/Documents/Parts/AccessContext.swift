import SourceText
import Guidance
import OrganizationModel
import Templates

/// One decision as values for templates. Values that are Markdown already are said to be so.
struct AccessContext {
  let access: Decision
  let links: MarkdownLinks

  /// All that the page of its automation says.
  var whole: TemplateContext {
    row.merging([
      "why": access.need.why.orFalse, "note": access.need.note.orFalse, "because": because,
      // Its record holds the options, once for all accesses of its kind.
      "has_options": false, "preconditions": access.preconditions.map(precondition),
      "side_effects": access.sideEffects.map(sideEffect),
      "questions": access.questions.map(QuestionContext.whole),
      "unlocks": unlocks, "other_profile": otherProfile, "acceptance": acceptance,
      "exception": exception, "trust_policy": trustPolicy,
    ]) { first, _ in first }
  }

  /// What one row of a table says; `access`, `need_link`, `record`, `rights`, `holder` and `plan` are Markdown.
  var row: TemplateContext {
    let credential = access.credential
    let rights = self.rights
    return [
      "id": access.id.description, "access": links.access(access.id), "need": access.need.text,
      "need_link": links.access(access.id, shown: access.need.text),
      "automation": access.automation.description,
      "outcome": access.outcome.words, "decided": access.outcome == .decided,
      "open": access.outcome == .open,
      "impossible": access.outcome == .impossible, "is_exception": access.exception != nil,
      "kind": (credential?.kind.title).orFalse, "rights": rights, "has_rights": !rights.isEmpty,
      "holder": (credential?.holder.map(links.account)).orFalse,
      "plan": (credential?.plan.map(links.plan)).orFalse,
      "is_guessed": !guesses.isEmpty, "guesses": guesses.joined(separator: "; "),
      "held_by": heldBy, "record": links.to(links.book.paths.record(of: access), "decision record"),
    ]
  }

  private var guesses: [String] { links.book.guesses.words(access.id) }

  /// Who has it, as Markdown: an account, the job, or the key itself.
  private var heldBy: String {
    guard let credential = access.credential else { return "" }
    if let holder = credential.holder { return links.account(holder) }
    switch credential.kind.record.holder {
    case .run: return links.book.organization.run(of: access.automation)
    case .nobody: return "nobody"
    case .repository, .app, .machineUser, .person: return credential.plan.map(links.plan) ?? ""
    }
  }

  /// What the credential may do, as Markdown: scopes and permissions, or what a key does.
  private var rights: String {
    guard let credential = access.credential else { return "" }
    if credential.kind.isOfRepository {
      return access.need.record.onlyReads ? "read by git" : "read and push by git"
    }
    return AccessContext.rights(scopes: credential.scopes, credential.permissions)
  }

  /// Scopes and permissions as Markdown.
  static func rights(scopes: [String], _ permissions: [String: AccessLevel]) -> String {
    let named = permissions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }
    return Prose.codes(scopes.sorted() + named)
  }

  private var because: any TemplateConvertible {
    guard let kind = access.credential?.kind, let option = access.option(kind) else { return false }
    return Prose.markdown(option.because)
  }

  private func precondition(_ precondition: Precondition) -> TemplateContext {
    [
      "text": Prose.markdown(precondition.text), "ui_only": precondition.uiOnly,
      "runbook": links.repair(precondition, of: access),
    ]
  }

  private func sideEffect(_ effect: SideEffect) -> TemplateContext {
    ["text": Prose.markdown(effect.text), "is_warning": effect.isWarning]
  }

  /// Each `change` is Markdown.
  var unlocks: [TemplateContext] {
    access.unlocks.map { ["change": Prose.markdown($0.change), "gives": $0.gives.title] }
  }

  /// What a person said of an exception.
  private var exception: any TemplateConvertible {
    guard let exception = access.exception else { return false }
    return [
      "reason": exception.because, "by": exception.by.text, "until": exception.until.description,
      "instead": (exception.instead?.title).orFalse,
    ] as TemplateContext
  }

  private var trustPolicy: any TemplateConvertible {
    guard let policy = TrustPolicy(access, in: links.book) else { return false }
    return policy.values
  }

  private var otherProfile: any TemplateConvertible {
    let other = access.otherProfile
    guard other.outcome != access.outcome || other.kind != access.credential?.kind else { return false }
    return ["profile": other.profile.rawValue, "answer": other.kind?.title ?? other.outcome.words]
      as TemplateContext
  }

  private var acceptance: any TemplateConvertible {
    guard let acceptance = access.acceptance else { return false }
    return [
      "day": acceptance.day.description, "by": (acceptance.by?.text).orFalse,
      "accepted": (acceptance.kind?.title).orFalse, "is_stale": acceptance.isStale,
    ] as TemplateContext
  }
}

/// A question as values for templates.
enum QuestionContext {
  /// `ask` and `answers` are Markdown.
  static func whole(_ question: Question) -> TemplateContext {
    // Where it decides nothing, each answer leads to the same.
    let answers =
      question.opens
      ? question.answers.map { answer in
        let leadsTo = CredentialKind(rawValue: answer.leadsTo)?.title ?? answer.leadsTo
        return "\(Prose.codes([answer.answer])): \(MarkdownText.inProse(leadsTo))"
      } : [Prose.codes(question.answers.map(\.answer))]
    return [
      "ask": Prose.markdown(question.ask), "answer_at": question.answerAt, "opens": question.opens,
      "answers": answers.joined(separator: "; "),
      "changes": question.changes.isEmpty
        ? false : Prose.markdown(question.changes.joined(separator: " ")) as any TemplateConvertible,
    ]
  }
}
