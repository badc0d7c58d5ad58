package import OrganizationModel
import Services

/// Everything of an organization that has a day, or should have one: what ends, what is to be rotated, minted or looked
/// at again, who leaves.
package struct RotationCalendar: Sendable {
  /// How many days ahead something is due that has no overlap of its own.
  package static let noticeDays = 30

  /// The day that it is looked at on.
  package let day: Day
  /// The dated ones, soonest first, then those whose day is unknown; each id once.
  package let events: [CalendarEvent]
  private let rotations: [Name: Int]

  package init(_ decisions: OrganizationDecisions) {
    day = decisions.day
    events = RotationCalendar.sorted(
      RotationCalendar.credentials(decisions) + RotationCalendar.mints(decisions)
        + RotationCalendar.departures(decisions) + RotationCalendar.bans(decisions)
        + RotationCalendar.judgements(decisions) + RotationCalendar.facts(decisions.organization)
        + RotationCalendar.services(decisions))
    rotations = Dictionary(
      events.enumerated().compactMap { index, event in
        if case .rotation(let name) = event.event { (name, index) } else { nil }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// When a credential that exists is to be rotated; nil where nothing asks for it.
  package func rotation(of credential: Name) -> CalendarEvent? { rotations[credential].map { events[$0] } }

  package func standing(of event: CalendarEvent) -> CalendarEvent.Standing { event.standing(on: day) }

  /// The events that stand so, in the order in which to deal with them.
  package func events(_ standing: CalendarEvent.Standing) -> [CalendarEvent] {
    let events = events.filter { $0.standing(on: day) == standing }
    guard standing == .due || standing == .overdue else { return events }
    return events.enumerated().sorted {
      ($0.element.window?.closes.number ?? 0, $0.offset) < ($1.element.window?.closes.number ?? 0, $1.offset)
    }.map(\.element)
  }

  private static func sorted(_ events: [CalendarEvent]) -> [CalendarEvent] {
    events.map { (day: $0.window?.day.number ?? .max, id: $0.id, event: $0) }
      .sorted { ($0.day, $0.id) < ($1.day, $1.id) }
      .map(\.event)
  }
}

// MARK: - Credentials

extension RotationCalendar {
  private static func credentials(_ decisions: OrganizationDecisions) -> [CalendarEvent] {
    let plans = Dictionary(
      decisions.credentials.compactMap { plan in plan.existing.map { ($0, plan) } },
      uniquingKeysWith: { first, _ in first })
    return decisions.existing.flatMap { review in
      CredentialDates(
        credential: review.credential, plan: plans[review.credential.name],
        policy: decisions.organization.policy
      ).events
    }
  }

  private static func mints(_ decisions: OrganizationDecisions) -> [CalendarEvent] {
    decisions.credentials.filter { $0.existing == nil }.map { plan in
      CalendarEvent(.mint(plan: plan.id), .unknown(missing: ["credentials.\(plan.secretName)"]))
    }
  }
}

// MARK: - People and policy

extension RotationCalendar {
  /// A day by which something is to be done, due the usual notice ahead.
  static func by(_ day: Day) -> CalendarEvent.Timing {
    .on(CalendarEvent.Window(opens: day + -noticeDays, day: day, closes: day))
  }

  /// A person's credentials die with the account's access (M-14); the accounts that they answer for need somebody else.
  private static func departures(_ decisions: OrganizationDecisions) -> [CalendarEvent] {
    let organization = decisions.organization
    let leaving = organization.people.filter { $0.leavesOn != nil }
    guard !leaving.isEmpty else { return [] }
    // Another service may let a person in for longer.
    let own = organization.credentials.filter { $0.holder != nil && $0.service == nil }
    let held = Dictionary(grouping: own) { $0.holder ?? "" }
    let planned = Dictionary(
      grouping: decisions.credentials.filter { $0.existing == nil && $0.holder != nil }
    ) { $0.holder ?? "" }
    return leaving.compactMap { person in
      guard let day = person.leavesOn else { return nil }
      var event = CalendarEvent(.departure(person.name), by(day))
      event.credentials = held[person.name, default: []].map(\.name)
      event.plans = planned[person.name, default: []].map(\.id)
      event.accounts = organization.machineUsers.filter { $0.custodians?.contains(person.name) == true }
        .map(\.name)
      return event
    }
  }

  /// Bans that are coming, and those that have come and find classic PATs that are still described.
  private static func bans(_ decisions: OrganizationDecisions) -> [CalendarEvent] {
    let organization = decisions.organization
    let policies =
      [(organization.name, organization.policy.classicPATs)]
      + organization.outside.map { ($0.name, $0.classicPATs) }
    return policies.compactMap { name, policy in
      guard case .forbiddenFrom(let first) = policy else { return nil }
      let last = first + -1
      let window = CalendarEvent.Window(opens: last + -noticeDays, day: first, closes: last)
      var event = CalendarEvent(.classicPATBan(in: name), .on(window))
      event.plans = decisions.credentials.filter {
        $0.targetOwner == name && $0.kind.hasScopes
      }.map(\.id)
      event.credentials = classicPATs(reaching: name, decisions)
      let hasCome = first <= decisions.day
      return hasCome && event.credentials.isEmpty ? nil : event
    }
  }

  /// The classic PATs of today that reach an organization's things; one that nothing described uses may reach ours.
  private static func classicPATs(reaching owner: Name, _ decisions: OrganizationDecisions) -> [Name] {
    let organization = decisions.organization
    let reaching = Set(organization.accesses().filter { $0.owner == owner }.map(\.id))
    return decisions.existing.filter { review in
      guard review.credential.kind == .classicPAT else { return false }
      return review.accesses.isEmpty
        ? owner == organization.name : review.accesses.contains(where: reaching.contains)
    }.map(\.credential.name)
  }
}

// MARK: - Decisions and facts

extension RotationCalendar {
  private static func judgements(_ decisions: OrganizationDecisions) -> [CalendarEvent] {
    let said = decisions.accesses.map { access in
      Said(
        access: access.id, isStale: access.acceptance?.isStale == true,
        chosen: access.credential?.kind.rawValue,
        isException: access.exception != nil)
    }
    let ofServices = decisions.serviceAccesses.map { access in
      Said(
        access: access.id, isStale: access.acceptance?.isStale == true, chosen: access.credential?.option,
        isException: access.exception != nil)
    }
    return (said + ofServices).compactMap { judgement(on: $0, decisions) }
  }

  /// What a person may have said of a decision, and what became of it.
  private struct Said {
    let access: AccessID
    /// Whether what was accepted is no longer what is chosen.
    let isStale: Bool
    let chosen: String?
    let isException: Bool
  }

  private static func judgement(on said: Said, _ decisions: OrganizationDecisions) -> CalendarEvent? {
    if said.isStale { return review(of: said.access, decisions.day) }
    guard let entry = decisions.organization.decisions[said.access.text], entry.accepted == nil,
      let until = entry.until
    else { return nil }
    // What is decided anyway needs no exception, and one that may not stand is a finding.
    let isMoot = entry.choose == said.chosen && !said.isException
    let isRefused = !said.isException && until >= decisions.day
    return isMoot || isRefused ? nil : CalendarEvent(.exceptionEnd(said.access), by(until))
  }

  /// What was accepted is no longer what is chosen: due on the very day that says so.
  private static func review(of access: AccessID, _ today: Day) -> CalendarEvent {
    CalendarEvent(.review(access), .on(CalendarEvent.Window(opens: today, day: today, closes: today)))
  }

  /// When the records of the described services are to be checked again, and when what they say turns.
  private static func services(_ decisions: OrganizationDecisions) -> [CalendarEvent] {
    let ids = Set(decisions.organization.services.map(\.recordID))
    return decisions.services.all.filter { ids.contains($0.id) }.flatMap { record in
      [CalendarEvent(.serviceCheck(record.id), by(record.checked + record.recheckAfter.count))]
        + record.facts.compactMap { fact in
          fact.turns(after: decisions.day).map { CalendarEvent(.serviceChange(fact: fact.id), by($0.day)) }
        }
    }
  }

  private static func facts(_ organization: Organization) -> [CalendarEvent] {
    let own = organization.facts.map { fact in
      CalendarEvent(
        .factCheck(fact.name.text),
        fact.checked.map { by($0 + Fact.daysUntilStale) }
          ?? .unknown(missing: ["facts.\(fact.name).checked"]))
    }
    let shipped = Fact.all.map(\.checked).min().map {
      CalendarEvent(.shippedFacts, by($0 + Fact.daysUntilStale))
    }
    return own + [shipped].compactMap(\.self)
  }
}
