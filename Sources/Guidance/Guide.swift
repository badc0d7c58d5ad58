package import OrganizationModel
package import Services
import SourceText

/// Decides every access of an organization: a pure function of the description, the day, the profile and the rules.
package struct Guide: Sendable {
  let organization: Organization
  let day: Day
  let profile: Profile
  let rules: [Rule]
  /// What is known of services that aren't GitHub.
  let services: ServiceRecords

  /// - Parameters:
  ///   - day: the day the decisions are for; facts and bans are looked at on it.
  ///   - profile: nil for the description's own.
  ///   - rules: in any order; all but in tests.
  ///   - services: what is known of services that aren't GitHub.
  package init(
    _ organization: Organization, day: Day, profile: Profile? = nil, rules: [Rule] = Rule.all,
    services: ServiceRecords = ServiceRecords()
  ) {
    self.services = services
    self.organization = organization
    self.day = day
    self.profile = profile ?? organization.policy.profile
    self.rules = rules
  }

  package func decide() -> OrganizationDecisions {
    let grants = DescribedGrants(organization)
    let trials = trials(grants)
    let weighed = trials.entries
    var writer = DecisionWriter(day: day, trials: trials)
    var decisions = weighed.map { writer.decision(on: $0) }
    let planned = PlanWriter(organization: organization, day: day, grants: grants)
      .plan(weighed, &decisions)
    let limits = LimitFindings(organization, planned.credentials).findings()
    var ofServices = ServiceDecider(organization, services, day: day, profile: profile)
    let serviceAccesses = ofServices.decide()
    let reviewer = ServiceCredentialReviewer(
      organization: organization, decisions: serviceAccesses, records: services, day: day)
    return OrganizationDecisions(
      organization: organization, day: day, profile: profile, accesses: decisions,
      credentials: planned.credentials, grants: planned.grants, proposedAccounts: planned.accounts,
      questions: OpenQuestion.merged(
        decisions.map { ($0.id, $0.questions) } + serviceAccesses.map { ($0.id, $0.questions) }),
      existing: planned.reviews.map(reviewer.review),
      findings: (writer.findings + ofServices.findings + factFindings + limits)
        .sorted { ($0.id, $0.message) < ($1.id, $1.message) },
      serviceAccesses: serviceAccesses, services: services)
  }

  /// Overrides of facts that there are not, and overrides that nobody looked at for a year.
  private var factFindings: [Diagnostic] {
    organization.facts.compactMap { override in
      guard Fact.byID[override.name.folded] != nil || services.fact(override.name.folded) != nil else {
        let ids = Fact.all.map(\.id) + services.all.flatMap(\.facts).map(\.id)
        let nearest = NearestMatch(ids).match(override.name.text)
        return Diagnostic(
          "unknown-fact", .error, "found the unknown fact `\(override.name)`", at: override.range,
          help: nearest.map { "did you mean `\($0)`?" }
            ?? "see the list of facts in the book, in `guidance/facts`")
      }
      guard let checked = override.checked, day - checked > Fact.daysUntilStale else { return nil }
      return Diagnostic(
        "stale-fact", .warning,
        "the fact `\(override.name)` was last checked on \(checked), more than a year ago",
        at: override.range, help: "check it again, then update `checked`")
    }
  }

  /// Every access with its App, its holder and its weighing.
  func trials() -> Trials { trials(DescribedGrants(organization)) }

  private func trials(_ grants: DescribedGrants) -> Trials {
    let engine = DecisionEngine(sheet: FactSheet(organization, day: day), rules: rules)
    let reader = SituationReader(organization: organization, day: day, profile: profile)
    let unnamed = AppChoice.unnamedKeys(in: organization)
    let keys = Set(unnamed.values.joined()).sorted()
    let entries = organization.accesses().map { access in
      var situation = reader.situation(of: access)
      let app = AppChoice.best(
        in: organization, for: access, situation.privileges(of: .githubApp).permissions)
      situation.app = app.fit
      situation.possibleAppFits = app.possibleFits
      situation.foreignAppServes = app.foreign != nil
      let broker = BrokerChoice.best(
        in: organization, for: access, situation.privileges(of: .brokerToken).permissions)
      situation.broker = broker.fit
      if unnamed[access.automation] != nil { situation.unnamedAppServes = nil }
      return WeighedAccess(
        access: access, situation: situation, weighing: .nothing, app: app, broker: broker,
        unnamedKeys: unnamed[access.automation] == nil ? [] : keys)
    }
    return Trials(organization, grants, engine, entries)
  }
}

extension OpenQuestion {
  /// One question for each place to answer; it opens where it opens any access.
  static func merged(_ asked: [(access: AccessID, questions: [Question])]) -> [OpenQuestion] {
    var byID: [String: OpenQuestion] = [:]
    for (access, questions) in asked {
      for question in questions {
        byID[question.id, default: OpenQuestion(question: question, accesses: [])].add(question, access)
      }
    }
    return byID.values.sorted { $0.question.id < $1.question.id }
  }

  private mutating func add(_ question: Question, _ access: AccessID) {
    self.question.opens = self.question.opens || question.opens
    accesses.append(access)
  }
}
