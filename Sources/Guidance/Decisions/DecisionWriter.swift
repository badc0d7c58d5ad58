import OrganizationModel
import SourceText

/// Turns a weighing into the decision on one access, in words.
struct DecisionWriter {
  let day: Day
  private var trials: Trials
  private let trustPolicies: TrustPolicyNames
  private(set) var findings: [Diagnostic] = []
  /// Of accesses whose holders do not hang on others: of equal situations they are equal.
  private var unlocks: [Situation: [Unlock]] = [:]
  private var kinds: [Situation: AccessKind] = [:]
  /// Reasons of rules that leave no words open, by the rules' ids: one text for every access.
  private var commonReasons: [[String]: String] = [:]

  init(day: Day, trials: Trials) {
    self.day = day
    self.trials = trials
    self.trustPolicies = TrustPolicyNames(trials.organization)
  }

  private var organization: Organization { trials.organization }

  mutating func decision(on entry: WeighedAccess) -> Decision {
    let override = override(of: entry)
    let kind = override?.kind ?? entry.weighing.kind
    let words = words(for: entry, kind)
    let choice = choiceInForce(on: entry)
    let questions = questions(on: entry, choice, opens: override == nil)
    let applied = override.map { trials.applied(to: $0.kind, in: entry.situation) }
    return Decision(
      id: entry.access.id, automation: entry.access.automation, need: entry.access.need,
      accessKind: accessKind(of: entry.situation),
      outcome: override == nil ? entry.weighing.outcome : .decided,
      exception: override?.exception,
      credential: kind.map { chosen($0, entry) },
      preconditions: preconditions(applied?.preconditions ?? entry.weighing.preconditions, words),
      sideEffects: sideEffects(applied?.sideEffects ?? entry.weighing.sideEffects, words),
      options: options(entry, chosen: kind, words), questions: questions,
      unlocks: override == nil ? unlocks(of: entry) : [],
      otherProfile: otherProfile(entry, choice), acceptance: acceptance(of: entry, kind))
  }

  private mutating func accessKind(of situation: Situation) -> AccessKind {
    if let known = kinds[situation] { return known }
    let kind = AccessKind(situation)
    kinds[situation] = kind
    return kind
  }

  private func chosen(_ kind: CredentialKind, _ entry: WeighedAccess) -> ChosenCredential {
    let privileges = entry.situation.privileges(of: kind)
    return ChosenCredential(
      kind: kind, holder: holder(of: kind, entry), plan: nil, scopes: privileges.scopes,
      permissions: privileges.permissions)
  }

  private func holder(of kind: CredentialKind, _ entry: WeighedAccess) -> Name? {
    switch kind {
    case .fineGrainedPAT, .classicPAT: entry.holder?.name
    case .githubApp: appName(entry)
    case .brokerToken: entry.broker.name
    case .personalPAT, .personalSSHKey: organization.decisions[entry.access.id.text]?.by
    case .anonymous, .githubToken, .deployKey: nil
    }
  }

  /// The described App, or the name that a new one is proposed under.
  private func appName(_ entry: WeighedAccess) -> Name {
    if let name = entry.app.name, entry.app.fit != .wouldGainWrite { return name }
    return Name("\(Slug.kebab(organization.name.text))-\(entry.access.privilege.rawValue)-app")
  }

  private mutating func words(for entry: WeighedAccess, _ kind: CredentialKind?) -> AccessWords {
    var words = AccessWords(access: entry.access, organization: organization)
    words.foreignApp = entry.app.foreign
    words.brokerHost = entry.broker.host
    words.trustPolicy = trustPolicies.name(entry.access.automation, entry.access.environment)
    guard let kind else { return words }
    words.holder = holder(of: kind, entry)
    words.privileges = entry.situation.privileges(of: kind)
    if entry.situation.classicPATs == .banIsComing, kind == .classicPAT {
      let after = trials.weighing(of: entry, after: .banOfClassicPATs(entry.access))
      words.afterBan =
        after.kind.map { "After that, this access uses \($0.phrase)" }
        ?? "After that, no permitted credential works"
    }
    return words
  }

  // MARK: Parts

  private func preconditions(_ applied: [Weighing.Applied], _ words: AccessWords) -> [Precondition] {
    applied.compactMap { applied in
      guard let rule = Rule.byID[applied.rule], case .precondition(_, let uiOnly) = rule.effect else {
        return nil
      }
      return Precondition(
        id: rule.id,
        text: applied.isCertain ? words.fill(rule.reason) : words.fill(rule.uncertainReason),
        uiOnly: uiOnly)
    }.sorted { $0.id < $1.id }
  }

  private func sideEffects(_ applied: [Weighing.Applied], _ words: AccessWords) -> [SideEffect] {
    applied.compactMap { applied in
      guard let rule = Rule.byID[applied.rule], case .sideEffect(_, let isWarning) = rule.effect else {
        return nil
      }
      return SideEffect(
        id: rule.id,
        text: applied.isCertain ? words.fill(rule.reason) : words.fill(rule.uncertainReason),
        isWarning: isWarning && applied.isCertain)
    }.sorted { $0.id < $1.id }
  }

  private mutating func options(
    _ entry: WeighedAccess, chosen: CredentialKind?, _ words: AccessWords
  ) -> [Option] {
    let isOverridden = chosen != entry.weighing.kind
    var options: [Option] = []
    options.reserveCapacity(entry.weighing.options.count)
    for weighed in entry.options {
      let option = Option(
        kind: weighed.kind, verdict: weighed.verdict, rules: weighed.rules, facts: weighed.facts,
        because: because(weighed, entry, words))
      options.append(isOverridden ? overridden(option, chosen: chosen, entry) : option)
    }
    return options
  }

  /// Under an exception the person's choice is chosen, whatever the rules say; the rest keeps its reasons.
  private func overridden(_ option: Option, chosen: CredentialKind?, _ entry: WeighedAccess) -> Option {
    var option = option
    let because = organization.decisions[entry.access.id.text]?.because ?? ""
    if option.kind == chosen {
      option.verdict = .chosen
      option.because = "it is an exception: \(because)"
    } else if option.verdict == .chosen || option.verdict == .open {
      option.verdict = .outranked
      option.because = "an exception overrides it: \(because)"
    }
    return option
  }

  private mutating func because(
    _ option: Weighing.WeighedOption, _ entry: WeighedAccess, _ words: AccessWords
  ) -> String {
    switch option.verdict {
    case .chosen: "it is the highest-ranked option that works"
    case .outranked:
      "it would also work, but \(entry.weighing.kind.map { "\($0.phrase) ranks higher" } ?? "a higher-ranked option works regardless of the answer")"
    case .struck: reasons(option.rules, words)
    case .open:
      option.rules.isEmpty
        ? "it isn't known whether a higher-ranked option works"
        : "it is ruled out only if this is true: \(reasons(option.rules, words))"
    }
  }

  private mutating func reasons(_ rules: [String], _ words: AccessWords) -> String {
    if let known = commonReasons[rules] { return known }
    let open = rules.compactMap { Rule.byID[$0]?.reason }.joined(separator: "; ")
    guard open.utf8.contains(UInt8(ascii: "{")) else {
      commonReasons[rules] = open
      return open
    }
    return words.fill(open)
  }

  /// What a person chose, where it still may be chosen.
  private func standing(_ chosen: CredentialKind?, _ weighing: Weighing) -> CredentialKind? {
    chosen.flatMap { factStriking($0, in: weighing) == nil ? $0 : nil }
  }

  private mutating func otherProfile(_ entry: WeighedAccess, _ chosen: CredentialKind?) -> OtherProfileAnswer
  {
    let profile = entry.situation.profile.other
    let other = trials.weighing(of: entry, after: .profile(profile))
    guard let chosen = standing(chosen, other) else {
      return OtherProfileAnswer(profile: profile, outcome: other.outcome, kind: other.kind)
    }
    return OtherProfileAnswer(profile: profile, outcome: .decided, kind: chosen)
  }

  private mutating func unlocks(of entry: WeighedAccess) -> [Unlock] {
    switch entry.weighing.outcome {
    case .open: return []
    case .impossible: return trials.unlocks(of: entry)
    case .decided:
      if entry.holder?.hangsOnOthers == true { return trials.undocumentedUnlocks(of: entry) }
      if let known = unlocks[entry.situation] { return known }
      let found = trials.undocumentedUnlocks(of: entry)
      unlocks[entry.situation] = found
      return found
    }
  }

  // MARK: Questions

  private mutating func questions(
    on entry: WeighedAccess, _ chosen: CredentialKind?, opens: Bool
  ) -> [Question] {
    let decisive = entry.asked.map { question($0, of: entry, on: entry, chosen, opens: opens) }
    let elsewhere = trials.questionsOfOthers(on: entry)
      .map { question($0.question, of: $0.entry, on: entry, chosen, opens: opens) }
    let minor = entry.weighing.minor.flatMap { entry.places(of: $0).prefix(1) }
      .map { asked in
        var question = question(asked, of: entry, on: entry, chosen, opens: false)
        question.changes = changes(after: asked, on: entry)
        return question
      }
    return (decisive + elsewhere + minor).sorted { $0.id < $1.id }
  }

  /// What one answer brings along and another doesn't.
  private mutating func changes(after asked: WeighedAccess.Asked, on entry: WeighedAccess) -> [String] {
    let applied = Change.answers(to: asked, of: entry).map { change in
      let weighing = trials.weighing(of: entry, after: change)
      return Set((weighing.preconditions + weighing.sideEffects).map(\.rule))
    }
    let all = applied.reduce(into: Set<String>()) { $0.formUnion($1) }
    let differing = all.filter { rule in !applied.allSatisfy { $0.contains(rule) } }
    guard !differing.isEmpty else { return [] }
    let words = words(for: entry, entry.weighing.kind)
    return differing.sorted().compactMap { Rule.byID[$0].map { words.fill($0.reason) } }
  }

  /// - Parameters:
  ///   - asking: the access whose unknown it is.
  ///   - entry: the access that waits for the answer.
  ///   - chosen: what a person chose for it, which stands whatever the answer is, unless a fact then strikes it.
  private mutating func question(
    _ asked: WeighedAccess.Asked, of asking: WeighedAccess, on entry: WeighedAccess,
    _ chosen: CredentialKind?, opens: Bool
  ) -> Question {
    let answers = Change.answers(to: asked, of: asking).map { change in
      let after = trials.weighing(of: entry, after: change)
      return Question.Answer(
        answer: change.text, leadsTo: standing(chosen, after)?.rawValue ?? after.label)
    }
    var words = asking.words
    words.holder = asked.account
    return Question(
      id: asked.place, ask: words.ask(asked.unknown), answerAt: asked.place, answers: answers, opens: opens)
  }
}

// MARK: Overrides and acceptances

extension DecisionWriter {
  struct Override {
    var kind: CredentialKind
    var exception: DecisionException
  }

  /// The override in force, if there is one and it may stand.
  private mutating func override(of entry: WeighedAccess) -> Override? {
    guard var said = SaidDecision(entry.access.id, organization), said.entry.accepted == nil,
      let kind = said.kind, kind != entry.weighing.kind
    else { return nil }
    defer { findings += said.findings }
    guard let (because, by, until) = said.exception(on: day), isPermitted(kind, entry, &said) else {
      return nil
    }
    return Override(
      kind: kind,
      exception: DecisionException(because: because, by: by, until: until, instead: entry.weighing.kind))
  }

  /// What a person chose and what holds today, whether or not it is what would be chosen anyway.
  private func choiceInForce(on entry: WeighedAccess) -> CredentialKind? {
    guard var said = SaidDecision(entry.access.id, organization), said.entry.accepted == nil,
      said.exception(on: day) != nil
    else { return nil }
    return said.kind
  }

  /// What a fact strikes cannot be chosen.
  private func isPermitted(_ kind: CredentialKind, _ entry: WeighedAccess, _ said: inout SaidDecision) -> Bool
  {
    guard let rule = factStriking(kind, in: entry.weighing) else { return true }
    let option = entry.weighing.options.first { $0.kind == kind }
    let facts = (option?.facts ?? []).filter { rule.facts.contains($0) }
    said.refuse(kind.rawValue, because: rule.reason, fact: facts.first ?? rule.facts.first ?? rule.id)
    return false
  }

  /// The rule by which a fact strikes a kind; nil where none does.
  private func factStriking(_ kind: CredentialKind, in weighing: Weighing) -> Rule? {
    let option = weighing.options.first { $0.kind == kind && $0.verdict == .struck }
    return (option?.rules ?? []).compactMap { Rule.byID[$0] }.first { $0.basis == .fact }
  }

  private mutating func acceptance(of entry: WeighedAccess, _ kind: CredentialKind?) -> Acceptance? {
    guard var said = SaidDecision(entry.access.id, organization), let day = said.entry.accepted else {
      return nil
    }
    let accepted = said.kind
    if accepted != kind { said.reportStale(now: kind?.rawValue ?? entry.weighing.outcome.rawValue) }
    findings += said.findings
    return Acceptance(day: day, by: said.entry.by, kind: accepted, isStale: accepted != kind)
  }
}
