import Guidance
import OrganizationModel

/// One decision as values for templates.
struct AccessContext {
  let access: Decision
  let links: Links

  var whole: TemplateContext {
    var context = short
    context["why"] = access.need.why.orFalse
    context["note"] = access.need.note.orFalse
    context["triggers_workflows"] = access.need.triggersWorkflows
    context["changes_workflows"] = access.need.changesWorkflows
    context["environment"] = (access.need.environment?.text).orFalse
    context["kind_of_access"] = access.accessKind.title
    context["because"] = because
    context["options"] = access.options.map(option)
    context["preconditions"] = access.preconditions.map {
      ["text": Prose.markdown($0.text), "ui_only": $0.uiOnly] as TemplateContext
    }
    context["side_effects"] = access.sideEffects.map {
      ["text": Prose.markdown($0.text), "is_warning": $0.isWarning] as TemplateContext
    }
    context["questions"] = access.questions.map(AccessContext.question)
    context["unlocks"] = access.unlocks.map {
      ["change": Prose.markdown($0.change), "gives": $0.gives.title] as TemplateContext
    }
    context["other_profile"] = otherProfile
    context["acceptance"] = acceptance
    return context
  }

  private var because: any Sendable {
    guard let credential = access.credential, let option = access.option(credential.kind) else {
      return false
    }
    return Prose.markdown(option.because)
  }

  /// What one row of a table says.
  var short: TemplateContext {
    [
      "id": access.id.description, "access": links.access(access.id),
      "automation": links.automation(access.automation), "need": access.need.text,
      "outcome": access.outcome.rawValue, "decided": access.outcome == .decided,
      "open": access.outcome == .open, "impossible": access.outcome == .impossible,
      "exception": exception, "credential": credential,
      "record": links.to(links.book.paths.record(of: access), access.accessKind.title),
    ]
  }

  private var credential: any Sendable {
    guard let credential = access.credential else { return false }
    return AccessContext.credential(credential, links)
  }

  static func credential(_ credential: ChosenCredential, _ links: Links) -> TemplateContext {
    [
      "kind": credential.kind.title, "rights": rights(credential),
      "has_rights": !credential.scopes.isEmpty || !credential.permissions.isEmpty,
      "holder": credential.holder.map(links.account).orFalse, "plan": credential.plan.map(links.plan).orFalse,
      "is_job_token": credential.kind == .githubToken, "is_deploy_key": credential.kind == .deployKey,
      "is_anonymous": credential.kind == .anonymous,
    ]
  }

  static func rights(_ credential: ChosenCredential) -> [String] {
    credential.scopes.sorted() + rights(credential.permissions)
  }

  static func rights(_ permissions: [String: AccessLevel]) -> [String] {
    permissions.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }
  }

  private var exception: any Sendable {
    guard let exception = access.exception else { return false }
    return [
      "because": exception.because, "by": exception.by.text, "until": exception.until.description,
      "instead": (exception.instead?.title).orFalse,
    ] as TemplateContext
  }

  private func option(_ option: Option) -> TemplateContext {
    [
      "kind": option.kind.title, "verdict": option.verdict.rawValue,
      "because": Prose.markdown(option.because),
      "rules": option.rules.map(links.rule),
      "facts": option.facts.map(links.fact), "has_facts": !option.facts.isEmpty,
    ]
  }

  static func question(_ question: Question) -> TemplateContext {
    [
      "id": question.id, "ask": Prose.markdown(question.ask), "answer_at": question.answerAt,
      "opens": question.opens,
      "answers": question.answers.map {
        ["answer": $0.answer, "leads_to": CredentialKind(rawValue: $0.leadsTo)?.title ?? $0.leadsTo]
          as TemplateContext
      },
    ]
  }

  private var otherProfile: any Sendable {
    let other = access.otherProfile
    guard other.outcome != access.outcome || other.kind != access.credential?.kind else { return false }
    return ["profile": other.profile.rawValue, "answer": other.kind?.title ?? other.outcome.rawValue]
      as TemplateContext
  }

  private var acceptance: any Sendable {
    guard let acceptance = access.acceptance else { return false }
    return [
      "day": acceptance.day.description, "by": (acceptance.by?.text).orFalse,
      "kind": (acceptance.kind?.title).orFalse, "is_stale": acceptance.isStale,
    ] as TemplateContext
  }
}
