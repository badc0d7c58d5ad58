import OrganizationModel

extension ExplanationRenderer {
  /// The explanation of one access: what, why not the others, before, besides, and what would change it.
  func accessLines(_ id: String) -> [String]? {
    guard let decision = decisions.decision(AccessID(id)) else { return nil }
    return headLines(decision) + section("Options", optionLines(decision))
      + section("Prerequisites", decision.preconditions.map { text($0.text, uiOnly: $0.uiOnly) })
      + section("Side effects", decision.sideEffects.map { ($0.isWarning ? "Warning: " : "") + $0.text })
      + section("Open questions", questionLines(decision))
      + section("Changes that would allow it", decision.unlocks.map { "\($0.change) → \($0.gives.rawValue)" })
      + section("Changes that would lead to another answer", changeLines(decision))
      + section("Sources", sourceLines(decision))
  }

  private func headLines(_ decision: Decision) -> [String] {
    let automation = decisions.organization.consumers[Name(decision.automation.description)]
    let place = automation.map { " (\($0.kind.rawValue))" } ?? ""
    return [
      style.bold(decision.id.description) + ": " + answer(decision),
      "\(decision.automation)\(place) needs: \(decision.need.text)",
      decision.need.why.map { "Why: \($0)" },
      decision.exception.map {
        exceptionLine($0.because, by: $0.by, until: $0.until, instead: $0.instead?.rawValue)
      },
      decision.acceptance.map { acceptanceLine($0.day, by: $0.by, isStale: $0.isStale) },
      otherProfile(decision), permissions(decision),
    ].compactMap(\.self)
  }

  /// How sure it is that these permissions are the right ones; nothing is said where sources do.
  private func permissions(_ decision: Decision) -> String? {
    guard decision.credential?.scopes.isEmpty == false || decision.credential?.permissions.isEmpty == false,
      let fact = Fact.permissions(of: decision.need.verb), fact.confidence != .documented
    else { return nil }
    return
      "These permissions are \(fact.confidence.rawValue), not documented (fact \(fact.id)). Try them before you rely on them."
  }

  private func answer(_ decision: Decision) -> String {
    guard let credential = decision.credential else {
      return unanswered(decision.outcome)
    }
    let takes = (credential.scopes + CredentialText.permissions(credential)).joined(separator: ", ")
    return style.good(CredentialText.title(credential)) + (takes.isEmpty ? "" : ", \(takes)")
      + (credential.plan.map { ". Credential: \($0)" } ?? "")
  }

  /// In place of a credential that there isn't.
  func unanswered(_ outcome: Decision.Outcome) -> String {
    outcome == .open
      ? style.asking("needs an answer to an open question")
      : style.bad("blocked, because no permitted credential works")
  }

  func exceptionLine(_ because: String, by: Name, until: Day, instead: String?) -> String {
    "Exception by \(by) until \(until): \(because)" + (instead.map { ". Without it: \($0)" } ?? "")
  }

  func acceptanceLine(_ day: Day, by: Name?, isStale: Bool) -> String {
    "Accepted\(by.map { " by \($0)" } ?? "") on \(day)"
      + (isStale ? ", but the decision has changed. Review it." : "")
  }

  private func otherProfile(_ decision: Decision) -> String {
    let other = decision.otherProfile
    let says = other.kind?.rawValue ?? other.outcome.rawValue
    let mine = decision.credential?.kind.rawValue ?? decision.outcome.rawValue
    let answer = says == mine ? "the same answer" : "another answer: \(Decision.Outcome.words(says))"
    return "The profile \(other.profile.rawValue) gives \(answer)."
  }

  private func optionLines(_ decision: Decision) -> [String] {
    let width = CredentialKind.allCases.map(\.rawValue.count).max() ?? 0
    let verdictWidth = Option.Verdict.allCases.map(\.words.count).max() ?? 0
    return decision.options.flatMap { option in
      let head = "\(option.kind.rawValue.padded(to: width))  \(option.verdict.words.padded(to: verdictWidth))"
      let names = style.faint((option.rules + option.facts.map(fact)).joined(separator: ", "))
      return ["\(dress(head, option.verdict))  \(option.because)"]
        + (names.isEmpty ? [] : [String(repeating: " ", count: width + verdictWidth + 4) + names])
    }
  }

  /// Its id, and whether it holds: the id alone may say the opposite of what is true.
  private func fact(_ id: String) -> String {
    let holds = Fact.byID[id].flatMap { decisions.reading(of: $0).holds }
    return "fact \(id)" + (holds.map { " (holds: \($0))" } ?? "")
  }

  func dress(_ text: String, _ verdict: Option.Verdict) -> String {
    switch verdict {
    case .chosen: style.good(text)
    case .outranked: text
    case .struck: style.bad(text)
    case .open: style.asking(text)
    }
  }

  private func text(_ text: String, uiOnly: Bool) -> String {
    "- " + (uiOnly ? "Browser only: " : "") + text
  }

  private func questionLines(_ decision: Decision) -> [String] {
    decision.questions.map { question in
      "\(question.ask) Set \(question.answerAt)" + (question.opens ? ": \(question.answersInWords)" : "")
    }
  }

  private func changeLines(_ decision: Decision) -> [String] {
    guard decision.outcome == .decided else { return [] }
    return guide.sensitivities(of: decision.id).map { "\($0.change) → \(Decision.Outcome.words($0.leadsTo))" }
  }

  private func sourceLines(_ decision: Decision) -> [String] {
    let facts = Set(decision.options.flatMap(\.facts)).sorted().compactMap { Fact.byID[$0] }
    let sources = facts.flatMap { fact in
      fact.sources.map { (title: $0.title, url: $0.url, checked: fact.checked) }
    }
    // A page that several facts name, each with its day, has the oldest of them.
    let pages = Dictionary(grouping: sources) { "\($0.title) \($0.url)" }.values
    return pages.compactMap { page in page.min { $0.checked < $1.checked } }
      .map { "\($0.title) (checked \($0.checked)) \($0.url)" }.sorted()
  }
}
