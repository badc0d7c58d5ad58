import OrganizationModel
package import Services

extension ExplanationRenderer {
  /// The explanation of one access to a service: what, why not the others, before, besides, and what would change it.
  func serviceAccessLines(_ id: String) -> [String]? {
    guard let decision = decisions.serviceDecision(AccessID(id)) else { return nil }
    return headLines(decision) + section("Options", optionLines(decision))
      + section("Prerequisites", decision.preconditions.map { "- \($0.text)" })
      + section("Side effects", decision.sideEffects.map { ($0.isWarning ? "Warning: " : "") + $0.text })
      + section("Open questions", decision.questions.map(line))
      + section(
        "Changes that would lead to another answer", decision.unlocks.map { "\($0.change) → \($0.gives)" })
      + section("Sources", sourceLines(decision))
  }

  private func headLines(_ decision: ServiceDecision) -> [String] {
    [
      style.bold(decision.id.description) + ": " + answer(decision),
      "\(decision.automation) needs: \(decision.use.text)",
      decision.use.why.map { "Why: \($0)" },
      decision.isLookedUp
        ? nil : "Nobody looked up how this service works. Answer the questions, then decide yourself.",
      decision.record.isStale(on: decisions.day)
        ? "The record was last checked on \(decision.record.checked). Check it again." : nil,
      decision.exception.map { exceptionLine($0.because, by: $0.by, until: $0.until, instead: $0.instead) },
      decision.acceptance.map { acceptanceLine($0.day, by: $0.by, isStale: $0.isStale) },
      decision.change.map { change in
        "From \(change.day) on (\(change.confidence.rawValue)): \(change.sentence) "
          + (change.gives.map { "This access then uses `\($0)`." } ?? "Then no permitted credential works.")
      },
    ].compactMap(\.self)
  }

  private func answer(_ decision: ServiceDecision) -> String {
    guard let credential = decision.credential else {
      return unanswered(decision.outcome)
    }
    return style.good(decision.filled(credential.title)) + " (\(credential.rung.rawValue))"
      + (credential.existing.map { ". Exists as \($0)" } ?? "")
  }

  private func optionLines(_ decision: ServiceDecision) -> [String] {
    let width = decision.options.map(\.option.count).max() ?? 0
    let verdictWidth = Option.Verdict.allCases.map(\.words.count).max() ?? 0
    return decision.options.flatMap { option in
      let head = "\(option.option.padded(to: width))  \(option.verdict.words.padded(to: verdictWidth))"
      let names = style.faint(
        (option.rules + option.facts.map { self.fact($0, decision) }).joined(separator: ", "))
      return ["\(dress(head, option.verdict))  \(option.because)"]
        + (names.isEmpty ? [] : [String(repeating: " ", count: width + verdictWidth + 4) + names])
    }
  }

  private func fact(_ id: String, _ decision: ServiceDecision) -> String {
    let holds = decisions.factSheet(of: decision.record).holds(id, version: nil)
    return "fact \(id)" + (holds.map { " (holds: \($0))" } ?? "")
  }

  private func line(_ question: Question) -> String {
    "\(question.ask) Set \(question.answerAt)" + (question.opens ? ": \(question.answersInWords)" : "")
  }

  private func sourceLines(_ decision: ServiceDecision) -> [String] {
    Set(decision.options.flatMap(\.facts)).sorted().compactMap { decision.record.fact($0) }.flatMap { fact in
      fact.sources.map { "\(fact.id) (checked \(fact.checked)) \($0)" }
    }
  }

  // MARK: Rules and facts of records

  /// A strike or a remark of a record.
  func serviceRuleLines(_ id: String) -> [String]? {
    for record in decisions.services.all {
      for need in record.needs {
        guard let rule = ServiceRule.rules(of: record, for: need.name).first(where: { $0.id == id }) else {
          continue
        }
        return [style.bold(rule.id) + ": \(rule.effect.words)", "Reason: \(rule.reason)"]
          + section("When", [rule.condition.words]) + section("Facts", rule.facts)
      }
    }
    return nil
  }

  func serviceFactLines(_ id: String) -> [String]? {
    guard let (record, fact) = decisions.services.fact(id) else { return nil }
    let sheet = decisions.factSheet(of: record)
    let holds = sheet.holds(id, version: nil) ?? false
    return [
      style.bold(holds ? fact.says : fact.otherwise),
      "Confidence: \(fact.confidence(on: decisions.day).rawValue). Checked \(fact.checked)"
        + (record.isStale(on: decisions.day)
          ? ", more than \(record.recheckAfter.count) days ago. Check it again." : "."),
      "Fact \(id), holds: \(holds)" + (sheet.isOverridden(id) ? ", because the description says so" : ""),
      fact.turns(after: decisions.day).map {
        "From \($0.day) on (\($0.confidence.rawValue)): \(fact.sentence(on: $0.day))"
      },
    ].compactMap(\.self) + section("Sources", fact.sources)
  }
}

extension OrganizationDecisions {
  /// The facts of a record, as they are on the day, and as the description knows better.
  package func factSheet(of record: ServiceRecord) -> FactSheet {
    FactSheet(organization, day: day, services: record.facts)
  }
}
