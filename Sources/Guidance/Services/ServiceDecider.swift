import OrganizationModel
import Services
import SourceText

/// Decides every access to services: records, the description and a day in, decisions out.
struct ServiceDecider: Sendable {
  let organization: Organization
  let records: ServiceRecords
  let day: Day
  let profile: Profile
  private var engines: [EngineKey: ServiceEngine] = [:]
  private(set) var findings: [Diagnostic] = []

  private struct EngineKey: Hashable {
    let record: String
    let need: String
  }

  init(_ organization: Organization, _ records: ServiceRecords, day: Day, profile: Profile) {
    (self.organization, self.records, self.day, self.profile) = (organization, records, day, profile)
  }

  mutating func decide() -> [ServiceDecision] {
    let reader = ServiceSituationReader(organization: organization)
    findings = organization.services.compactMap(staleness)
    return organization.serviceAccesses(records).map { access in
      decision(on: access, reader.situation(of: access))
    }
  }

  /// A record that nobody looked at for longer than it is good.
  private func staleness(of service: DescribedService) -> Diagnostic? {
    guard let record = records[service.recordID], record.isStale(on: day) else { return nil }
    return Diagnostic(
      "stale-record", .warning,
      "the record of the service `\(service.name)` was last checked on \(record.checked), more than \(record.recheckAfter.count) days ago",
      at: service.range,
      help: "update Tokenbook, or check the sources that `tokenbook explain \(record.id)` lists")
  }

  private func engine(for access: ServiceAccess) -> ServiceEngine {
    engines[EngineKey(record: access.record.id, need: access.need)]
      ?? ServiceEngine(
        access.record, for: access.need,
        sheet: FactSheet(organization, day: day, services: access.record.facts),
        policy: organization.policy.services)
  }

  private mutating func decision(on access: ServiceAccess, _ situation: ServiceSituation) -> ServiceDecision {
    var engine = engine(for: access)
    defer { engines[EngineKey(record: access.record.id, need: access.need)] = engine }
    let weighing = engine.weigh(situation)
    var writer = ServiceDecisionWriter(
      access: access, situation: situation, weighing: weighing, organization: organization, day: day,
      engine: engine)
    let decision = writer.decision(otherProfile: profile.other)
    findings += writer.findings
    engine = writer.engine
    return decision
  }
}

/// Turns a weighing into the decision on one access to a service, in words.
struct ServiceDecisionWriter {
  let access: ServiceAccess
  let situation: ServiceSituation
  let weighing: WeighingOf<ServiceSituation>
  let organization: Organization
  let day: Day
  var engine: ServiceEngine
  private(set) var findings: [Diagnostic] = []
  private let rules: [String: ServiceRule]

  init(
    access: ServiceAccess, situation: ServiceSituation, weighing: WeighingOf<ServiceSituation>,
    organization: Organization, day: Day, engine: ServiceEngine
  ) {
    (self.access, self.situation, self.weighing) = (access, situation, weighing)
    (self.organization, self.day, self.engine) = (organization, day, engine)
    rules = Dictionary(
      ServiceRule.rules(of: access.record, for: access.need, policy: organization.policy.services)
        .map { ($0.id, $0) },
      uniquingKeysWith: { first, _ in first })
  }

  private var record: ServiceRecord { access.record }

  mutating func decision(otherProfile: Profile) -> ServiceDecision {
    let override = override()
    let chosen = (override?.option ?? weighing.kind?.rawValue).flatMap { record.option($0) }
    let applied = override.map { engine.applied(to: .init(rawValue: $0.option), in: situation) }
    let credential = chosen.map { self.credential($0) }
    let words = ServiceWords(access: access, organization: organization, credential: credential)
    return ServiceDecision(
      id: access.id, automation: access.automation, use: access.use, service: access.service, record: record,
      outcome: override == nil ? weighing.outcome : .decided, exception: override?.exception,
      credential: credential,
      preconditions: (applied?.preconditions ?? weighing.preconditions).compactMap { told in
        text(told, words).map { Precondition(id: told.rule, text: $0, uiOnly: false) }
      },
      sideEffects: (applied?.sideEffects ?? weighing.sideEffects).compactMap { told in
        text(told, words).map {
          SideEffect(id: told.rule, text: $0, isWarning: told.isCertain && isWarning(told.rule))
        }
      },
      options: options(chosen: override?.option, words), questions: questions(chosen, opens: override == nil),
      unlocks: override == nil ? unlocks(words) : [], otherProfile: otherProfile,
      change: override == nil ? comingChange() : nil, acceptance: acceptance(chosen?.id),
      placeholders: words.values, steps: chosen.map { steps(of: $0) } ?? ServiceSteps())
  }

  private func text(_ told: WeighingOf<ServiceSituation>.Applied, _ words: ServiceWords) -> String? {
    rules[told.rule].map { words.fill(told.isCertain ? $0.reason : $0.uncertainReason) }
  }

  private func isWarning(_ rule: String) -> Bool {
    if case .sideEffect(_, let isWarning)? = rules[rule]?.effect { isWarning } else { false }
  }

  /// The steps whose condition is so, or may be.
  private func steps(of option: ServiceOption) -> ServiceSteps {
    let applies = { (step: ServiceStep) in
      ConditionOf<ServiceCircumstance>(step.condition)
        .holds(in: situation) { engine.sheet.holds($0, version: nil) } != false
    }
    var steps = option.steps
    steps.setup = steps.setup.filter(applies)
    steps.positive = steps.positive.filter(applies)
    steps.negative = steps.negative.filter(applies)
    steps.revoke = steps.revoke.filter(applies)
    if let rotation = steps.rotation {
      steps.rotation = .init(
        overlaps: rotation.overlaps, order: rotation.order, steps: rotation.steps.filter(applies))
    }
    return steps
  }

  // MARK: The credential

  private func credential(_ option: ServiceOption) -> ChosenServiceCredential {
    let existing = organization.credentials.first { credential in
      credential.service.map { $0.name == access.service.name && $0.kind.rung == option.rung } ?? false
        && credential.usedBy.contains(access.automation)
    }
    let secret = existing?.storedIn?.lazy.compactMap(\.secretName).first ?? option.stored?.secret
    return ChosenServiceCredential(
      rung: option.rung, option: option.id, title: option.title, holder: holder(option, existing),
      secret: option.rung.isStored ? secret : nil, existing: existing?.name)
  }

  private func holder(_ option: ServiceOption, _ existing: ExistingCredential?) -> Name? {
    guard option.rung.isStored else { return nil }
    if let existing { return existing.service?.account ?? existing.holder }
    if option.rung == .personal { return organization.decisions[access.id.text]?.by }
    let accounts = access.service.accounts
    return option.rung == .automationUser && accounts.count == 1 ? accounts.first?.name : nil
  }

  // MARK: Options

  private func options(chosen override: String?, _ words: ServiceWords) -> [ServiceOptionVerdict] {
    let weighed = weighing.options.compactMap { weighed -> ServiceOptionVerdict? in
      guard let option = record.option(weighed.kind.rawValue) else { return nil }
      var verdict = weighed.verdict
      var because = because(weighed, words)
      let said = organization.decisions[access.id.text]?.because ?? ""
      if let override, option.id == override {
        (verdict, because) = (.chosen, "it is an exception: \(said)")
      } else if override != nil, verdict == .chosen || verdict == .open {
        (verdict, because) = (.outranked, "an exception overrides it: \(said)")
      }
      return ServiceOptionVerdict(
        option: option.id, rung: option.rung, title: words.fill(option.title), verdict: verdict,
        rules: weighed.rules, facts: weighed.facts, because: because)
    }
    let missing = record.notOffered.map { missing in
      ServiceOptionVerdict(
        option: missing.rung.rawValue, rung: missing.rung, title: missing.rung.words, verdict: .struck,
        rules: ["\(record.id)-offers-no-\(missing.rung.rawValue.replacing("_", with: "-"))"],
        facts: [missing.fact].compactMap(\.self), because: missing.because)
    }
    return weighed + missing
  }

  private func because(
    _ option: WeighingOf<ServiceSituation>.WeighedOption, _ words: ServiceWords
  ) -> String {
    let reasons = option.rules.compactMap { rules[$0]?.reason }.joined(separator: "; ")
    return switch option.verdict {
    case .chosen: "it is the highest-ranked option that works"
    case .outranked:
      "it would also work, but \(weighing.kind.flatMap { record.option($0.rawValue) }.map { "\(words.fill($0.title)) ranks higher" } ?? "a higher-ranked option works regardless of the answer")"
    case .struck: words.fill(reasons)
    case .open:
      option.rules.isEmpty
        ? "it isn't known whether a higher-ranked option works"
        : "it is ruled out only if this is true: \(words.fill(reasons))"
    }
  }

  // MARK: Questions

  private mutating func questions(_ chosen: ServiceOption?, opens: Bool) -> [Question] {
    let decisive = weighing.decisive.map { question($0, opens: opens) }
    let minor = weighing.minor.map { question($0, opens: false) }
    return (decisive + minor + unsaid(chosen)).sorted { $0.id < $1.id }
  }

  private mutating func question(_ subject: ServiceSubject, opens: Bool) -> Question {
    let words = ServiceQuestionWords(access: access)
    let answers = situation.answers(to: subject).map { answer in
      Question.Answer(
        answer: words.answer(answer.text, to: subject), leadsTo: engine.weigh(answer.situation).label)
    }
    let place = words.answerAt(subject)
    return Question(id: place, ask: words.ask(subject), answerAt: place, answers: answers, opens: opens)
  }

  /// What the texts of the chosen option leave open, where the record has a question for it.
  private func unsaid(_ chosen: ServiceOption?) -> [Question] {
    guard let chosen else { return [] }
    let texts =
      chosen.steps.all.flatMap(\.texts) + (chosen.makeSure + chosen.sideEffects).map(\.text)
      + [chosen.token?.scopes, chosen.token?.admin].compactMap(\.self)
    let named = Set(texts.flatMap { ServicePlaceholder.names(in: $0).map(\.name) })
    return record.asks.compactMap { ask in
      guard let question = ask.ask, ask.words.isEmpty, named.contains(ask.key),
        access.service.values[ask.key] == nil
      else { return nil }
      let place = ServiceQuestionWords(access: access).answerAt(.asked(ask.key))
      return Question(id: place, ask: question, answerAt: place, answers: [], opens: false)
    }
  }

  // MARK: What would change it

  /// The changes of one circumstance that give an access a credential, or one that comes first. What a record says to do
  /// instead is told in its words.
  private mutating func unlocks(_ words: ServiceWords) -> [ServiceUnlock] {
    guard weighing.outcome != .open else { return [] }
    let ranks = Dictionary(
      organization.policy.services.ranked(record.options).enumerated().map { ($1.id, $0) },
      uniquingKeysWith: { first, _ in first })
    let now = weighing.kind.flatMap { ranks[$0.rawValue] } ?? Int.max
    var found: [ServiceUnlock] = []
    for subject in record.subjects where ServiceQuestionWords.canChange(subject) {
      // Nobody opens a repository to the world for a better credential.
      if subject == .visibility, weighing.outcome == .decided { continue }
      for value in subject.domain(in: record) where situation.values[subject] != value && value != "none" {
        let changed = engine.weigh(situation.setting(subject, value))
        guard let kind = changed.kind, let rank = ranks[kind.rawValue], rank < now else { continue }
        let text =
          instead(of: kind, subject).map(words.fill)
          ?? ServiceQuestionWords(access: access).change(subject, to: value)
        let unlock = ServiceUnlock(change: text, gives: kind.rawValue)
        if !found.contains(unlock) { found.append(unlock) }
      }
    }
    // Words that no change of the description stands for.
    for rule in struckFirst(before: now, ranks) {
      guard let instead = rule.instead, let kind = gives(without: rule), ranks[kind.rawValue] ?? now < now
      else { continue }
      let unlock = ServiceUnlock(change: words.fill(instead), gives: kind.rawValue)
      if !found.contains(where: { $0.change == unlock.change }) { found.append(unlock) }
    }
    return found
  }

  /// What one gets where a rule no longer holds: what its record says, else what is then chosen.
  private func gives(without rule: ServiceRule) -> ServiceSituation.Kind? {
    if let gives = rule.gives { return gives }
    var engine = engine.without(rule.id)
    return engine.weigh(situation).kind
  }

  /// What the record says to do instead of what rules an option out by a circumstance.
  private func instead(of kind: ServiceSituation.Kind, _ subject: ServiceSubject) -> String? {
    weighing.options.first { $0.kind == kind }?.rules.lazy.compactMap { rules[$0] }
      .first { rule in rule.condition.circumstances.contains { $0.subject == subject } }?.instead
  }

  /// The rules that rule out what would come before the choice.
  private func struckFirst(before now: Int, _ ranks: [String: Int]) -> [ServiceRule] {
    weighing.options.filter { $0.verdict == .struck && (ranks[$0.kind.rawValue] ?? Int.max) < now }
      .flatMap { $0.rules.compactMap { rules[$0] } }
  }

  /// The first day on which a fact turns that changes the choice.
  private func comingChange() -> ComingChange? {
    guard weighing.outcome == .decided else { return nil }
    let turns = record.facts.compactMap { fact in fact.turns(after: day).map { (fact, $0) } }
      .sorted { ($0.1.day, $0.0.id) < ($1.1.day, $1.0.id) }
    for (fact, turn) in turns where !engine.sheet.isOverridden(fact.id) {
      var later = engine.reading(engine.sheet.on(turn.day))
      let then = later.weigh(situation)
      if then.label == weighing.label { continue }
      return ComingChange(
        day: turn.day, fact: fact.id, confidence: turn.confidence, sentence: fact.sentence(on: turn.day),
        gives: then.kind?.rawValue)
    }
    return nil
  }

  // MARK: Overrides and acceptances

  private struct Override {
    var option: String
    var exception: ServiceException
  }

  /// The override in force, if there is one and it may stand.
  private mutating func override() -> Override? {
    guard var said = SaidDecision(access.id, organization), said.entry.accepted == nil,
      let option = said.entry.choose, record.option(option) != nil, option != weighing.kind?.rawValue
    else { return nil }
    defer { findings += said.findings }
    guard let (because, by, until) = said.exception(on: day), isPermitted(option, &said) else { return nil }
    return Override(
      option: option,
      exception: ServiceException(because: because, by: by, until: until, instead: weighing.kind?.rawValue))
  }

  /// What a fact strikes cannot be chosen.
  private func isPermitted(_ option: String, _ said: inout SaidDecision) -> Bool {
    let weighed = weighing.options.first { $0.kind.rawValue == option }
    guard let weighed, weighed.verdict == .struck else { return true }
    let byFact = weighed.rules.compactMap { rules[$0] }.filter { $0.basis == .fact }
    guard let rule = byFact.first else { return true }
    said.refuse(option, because: rule.reason, fact: rule.facts.first)
    return false
  }

  private mutating func acceptance(_ chosen: String?) -> ServiceAcceptance? {
    guard var said = SaidDecision(access.id, organization), let day = said.entry.accepted else { return nil }
    let isStale = said.entry.choose != chosen
    if isStale { said.reportStale(now: chosen ?? weighing.outcome.rawValue) }
    findings += said.findings
    return ServiceAcceptance(day: day, by: said.entry.by, option: said.entry.choose, isStale: isStale)
  }
}
