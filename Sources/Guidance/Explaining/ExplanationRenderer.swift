package import OrganizationModel
import SourceText

/// Explains anything that an output names by its id: an access, a credential, a rule, a fact, a kind, a question.
package struct ExplanationRenderer: Sendable {
  let decisions: OrganizationDecisions
  let guide: Guide
  let style: TextStyle

  package init(_ decisions: OrganizationDecisions, _ guide: Guide, _ style: TextStyle) {
    self.decisions = decisions
    self.guide = guide
    self.style = style
  }

  /// The explanation, or nil for an id that nothing has.
  package func explain(_ id: String) -> String? {
    let lines: [String]? =
      accessLines(id) ?? planLines(id) ?? existingLines(id) ?? ruleLines(id) ?? factLines(id) ?? kindLines(id)
    let others: [String]? = serviceAccessLines(id) ?? serviceRuleLines(id) ?? serviceFactLines(id)
    let asked: [String]? = questionLines(id) ?? remarkLines(id)
    return (lines ?? others ?? asked).map { $0.joined(separator: "\n") + "\n" }
  }

  /// Every id that it explains.
  package var ids: [String] {
    let services = decisions.services.all
    let ofServices =
      decisions.serviceAccesses.map(\.id.description) + services.map(\.id)
      + services.flatMap(\.facts).map(\.id)
    let accesses = decisions.accesses.map(\.id.description)
    let credentials = decisions.credentials.map(\.id) + decisions.existing.map(\.credential.name.text)
    let guidance = Rule.all.map(\.id) + Fact.all.map(\.id) + CredentialKind.allCases.map(\.rawValue)
    let questions = decisions.questions.map(\.question.id)
    return accesses + credentials + guidance + questions + ofServices
  }

  func section(_ title: String, _ lines: [String]) -> [String] {
    lines.isEmpty ? [] : ["", style.bold(title)] + lines.map { "  \($0)" }
  }

  // MARK: Credentials and questions

  private func planLines(_ id: String) -> [String]? {
    guard let plan = decisions.credentials.first(where: { $0.id == id || $0.secretName == id }) else {
      return nil
    }
    let takes = (plan.scopes + CredentialText.permissions(plan.permissions)).joined(separator: ", ")
    return [
      style.bold(plan.id) + ": \(plan.kind.title)" + (plan.holder.map { ", held by \($0)" } ?? ""),
      takes.isEmpty ? nil : "Permissions: \(takes)",
      plan.repositories.isEmpty
        ? nil : "Repositories: \(plan.repositories.map(\.description).joined(separator: ", "))",
      plan.existing.map { "Exists as \($0)." } ?? "Not created yet.",
      plan.expiresInDays.map { "Expires in \($0) days. Old and new overlap for \(plan.overlapDays) days." }
        ?? "Never expires." + (plan.rotateEveryDays.map { " Rotate it every \($0) days." } ?? ""),
      "Secret name: \(plan.secretName)",
    ].compactMap(\.self) + section("Stored in", plan.storedIn.map(\.words))
      + section("Used for", plan.serves.map(\.description))
  }

  private func existingLines(_ id: String) -> [String]? {
    guard let review = decisions.existing.first(where: { $0.credential.name == Name(id) }) else { return nil }
    let migration = decisions.migration
    let turn = migration.entry(review.credential.name).map {
      ["number \($0.number) of \(migration.entries.count)" + ($0.due.map { "; by \($0)" } ?? "")]
    }
    let changes = review.places
    return [style.bold(review.credential.name.text) + ": \(review.verdict.words)"]
      + section("Reasons", review.reasons)
      + section("Find out", review.unknown.map { "set \($0.answerAt): \($0.answer)" }.uniqued)
      + section("Replacement", review.replacedBy)
      + section("Migration order", turn ?? [])
      + section("Also store it in", changes.missing.map(\.words))
      + section("Deleted with it", review.keys.made.map(\.text))
      + section("May be deleted with it", review.keys.possible.map(\.text))
      + section("Delete it from", review.stays ? changes.removed.map(\.words) : [])
      + section(
        "Findings",
        decisions.secrets.findings(of: review.credential.name).map { finding in
          (finding.place.map { "\($0.words): " } ?? "") + finding.words
        })
      + section("Accesses of its users", review.accesses.map(\.description))
  }

  private func questionLines(_ id: String) -> [String]? {
    guard let open = decisions.questions.first(where: { $0.question.id == id }) else { return nil }
    return [style.bold(open.question.ask), "Set \(open.question.answerAt)."]
      + section(
        "Answers", open.question.answers.map { "\($0.answer) → \(Decision.Outcome.words($0.leadsTo))" })
      + section("Accesses", open.accesses.map(\.description))
  }

  // MARK: Rules, facts, kinds

  private func ruleLines(_ id: String) -> [String]? {
    guard let rule = Rule.byID[id] else { return nil }
    let applied = decisions.accesses.filter { decision in
      decision.options.contains { $0.rules.contains(id) } || decision.preconditions.contains { $0.id == id }
        || decision.sideEffects.contains { $0.id == id }
    }
    return [
      style.bold(rule.id) + ": \(rule.effect.words)", "\(rule.effect.labelOfReason): \(rule.reason)",
      "Based on: \(rule.basis.rawValue)",
    ]
      + section("When", [rule.condition.words]) + section("Facts", rule.facts)
      + section("Here", ["\(applied.count) of \(decisions.accesses.count) accesses"])
  }

  private func factLines(_ id: String) -> [String]? {
    guard let fact = Fact.byID[id] else { return nil }
    let reading = decisions.reading(of: fact)
    return [
      style.bold(reading.sentence ?? "Unknown here: one of two sentences is true"),
      reading.state,
      "Confidence: \(fact.confidence.rawValue). Checked \(fact.checked)"
        + (fact.isStale(on: decisions.day) ? ", more than a year ago. Check it again." : "."),
      reading.holds.map { "Fact \(fact.id), holds: \($0)" } ?? "Fact \(fact.id)",
      reading.override.map { "This organization's reason: \($0.because ?? "none")" },
    ].compactMap(\.self)
      + section("One of these is true", reading.holds == nil ? [fact.statement, fact.otherwise] : [])
      + section(
        "History", fact.isDated ? fact.periods.map { "\($0.words): \(fact.sentence(holds: $0.holds))" } : []
      )
      + section("Sources", fact.sources.map { "\($0.title) \($0.url)" })
      + section("Rules that use it", Rule.all.filter { $0.facts.contains(id) }.map(\.id))
  }

  private func kindLines(_ id: String) -> [String]? {
    guard let kind = CredentialKind(rawValue: id) else { return nil }
    let chosen = decisions.accesses.filter { $0.credential?.kind == kind }
    return [style.bold(kind.rawValue) + ": \(kind.title)"]
      + section("Chosen for", chosen.map(\.id.description))
      + section(
        "Rules that rule it out", Rule.all.filter { $0.isStrike(of: kind) }.map { "\($0.id): \($0.reason)" })
  }

  /// Remarks that planning adds without a rule.
  private func remarkLines(_ id: String) -> [String]? {
    let told = decisions.accesses.filter { decision in
      decision.preconditions.contains { $0.id == id } || decision.sideEffects.contains { $0.id == id }
    }
    guard !told.isEmpty else { return nil }
    let texts = told.map { decision in
      let text =
        decision.preconditions.first { $0.id == id }?.text ?? decision.sideEffects.first { $0.id == id }?.text
        ?? ""
      return "\(decision.id): \(text)"
    }
    return [style.bold(id)] + section("Appears in", texts)
  }
}

extension Rule {
  package func isStrike(of kind: CredentialKind) -> Bool {
    if case .strike(let kinds) = effect { kinds.contains(kind) } else { false }
  }
}

extension RuleEffect where Kind: RawRepresentable<String> {
  /// `rules out classic_pat`.
  package var words: String {
    let names = kinds.map(\.rawValue).joined(separator: ", ")
    return switch self {
    case .strike: "rules out \(names)"
    case .precondition(_, let uiOnly): "prerequisite of \(names)" + (uiOnly ? " (browser only)" : "")
    case .sideEffect(_, let isWarning): (isWarning ? "warning about " : "side effect of ") + names
    case .order: "ranks \(names)"
    }
  }

  /// What the rule's text is.
  fileprivate var labelOfReason: String {
    switch self {
    case .strike, .order: "Reason"
    case .precondition: "Step"
    case .sideEffect: "Text"
    }
  }
}

extension Fact.Period {
  /// When and where it is: `from 2021-03-24 on github.com, ghe.com`.
  package var words: String {
    let places = products.map { $0.map(\.rawValue).sorted().joined(separator: ", ") }
    let words = [
      from.map { "from \($0)" }, until.map { "until \($0)" },
      places.map { "on \($0)" }, sinceVersion.map { "since release \($0)" },
    ].compactMap(\.self)
    return words.isEmpty ? "at any other time" : words.joined(separator: " ")
  }
}

extension SecretPlace {
  /// `repository secret NAME of web (dependabot)`.
  package var words: String {
    switch self {
    case .organization(let secret, let visibility, let store):
      "organization secret \(secret), \(visibility.words)\(SecretPlace.suffix(store))"
    case .repository(let secret, let repository, let store):
      "repository secret \(secret) of \(repository)\(SecretPlace.suffix(store))"
    case .environment(let secret, let repository, let environment):
      "environment secret \(secret) of \(repository), environment \(environment)"
    case .outside(let text): text
    }
  }

  private static func suffix(_ store: SecretStore) -> String {
    store == .actions ? "" : " (\(store.rawValue) store)"
  }
}

extension SecretVisibility {
  package var words: String {
    switch self {
    case .all: "visible to all repositories"
    case .private: "visible to all private repositories"
    case .selected(let names): "selected repositories \(names.map(\.text).joined(separator: ", "))"
    }
  }
}
