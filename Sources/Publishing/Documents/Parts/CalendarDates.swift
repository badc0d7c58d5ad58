import Guidance
import OrganizationModel

/// A day on which something ends, and what.
struct CalendarDate: Sendable {
  enum Event: Sendable {
    /// A credential that exists ends.
    case expiry(Name)
    /// The person who holds it leaves, and it dies with the account's access (M-14).
    case holderLeaves(Name, holder: Name)
    /// An organization forbids classic PATs from then on.
    case classicPATsForbidden(in: Name)
    /// A person's override is no longer in force.
    case exceptionEnds(AccessID)
  }

  let day: Day
  let event: Event

  func context(_ links: MarkdownLinks) -> TemplateContext {
    var context: TemplateContext = [
      "day": day.description, "expiry": false, "leaves": false, "ban": false, "exception": false,
    ]
    switch event {
    case .expiry(let name): context["expiry"] = links.existing(name)
    case .holderLeaves(let name, let holder):
      context["leaves"] =
        ["credential": links.existing(name), "holder": links.account(holder)] as TemplateContext
    case .classicPATsForbidden(let organization): context["ban"] = organization.text
    case .exceptionEnds(let access): context["exception"] = links.access(access)
    }
    return context
  }
}

/// Every date of one organization from its day on, soonest first.
enum CalendarDates {
  static func all(_ book: Book) -> [CalendarDate] {
    let dates = credentials(book) + bans(book.organization) + exceptions(book.decisions)
    return dates.filter { $0.day >= book.decisions.day }.enumerated()
      .sorted { ($0.element.day, $0.offset) < ($1.element.day, $1.offset) }
      .map(\.element)
  }

  private static func credentials(_ book: Book) -> [CalendarDate] {
    book.organization.credentials.flatMap { credential -> [CalendarDate] in
      var dates: [CalendarDate] = []
      if case .on(let day) = credential.expires {
        dates.append(CalendarDate(day: day, event: .expiry(credential.name)))
      }
      if let holder = credential.holder, let day = book.organization.people[holder]?.leavesOn {
        dates.append(CalendarDate(day: day, event: .holderLeaves(credential.name, holder: holder)))
      }
      return dates
    }
  }

  private static func bans(_ organization: Organization) -> [CalendarDate] {
    let policies =
      [(organization.name, organization.policy.classicPATs)]
      + organization.outside.map { ($0.name, $0.classicPATs) }
    return policies.compactMap { name, policy in
      guard case .forbiddenFrom(let day) = policy else { return nil }
      return CalendarDate(day: day, event: .classicPATsForbidden(in: name))
    }
  }

  private static func exceptions(_ decisions: OrganizationDecisions) -> [CalendarDate] {
    decisions.accesses.compactMap { access in
      access.exception.map { CalendarDate(day: $0.until, event: .exceptionEnds(access.id)) }
    }
  }
}
