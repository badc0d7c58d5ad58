package import OrganizationModel

/// Something that happens on a day, or that would be dated if the description said more.
package struct CalendarEvent: Sendable, Hashable {
  /// What happens, and to what.
  package enum Event: Sendable, Hashable {
    /// A credential that exists ends.
    case expiry(Name)
    /// A credential that exists is to be rotated; where it is not what is planned, it has lived as long as policy
    /// allows.
    case rotation(Name)
    /// A planned credential is to be minted.
    case mint(plan: String)
    /// A person leaves.
    case departure(Name)
    /// An organization forbids classic PATs from then on.
    case classicPATBan(in: Name)
    /// A person's override is no longer in force after that day.
    case exceptionEnd(AccessID)
    /// A decision is to be looked at again: what was accepted is no longer what is chosen.
    case review(AccessID)
    /// What the organization knows better than a shipped fact is to be checked again.
    case factCheck(String)
    /// The shipped facts, and with them the decision records, are to be checked again: a newer release has newer facts.
    case shippedFacts
    /// The record of a service is to be checked again, by its id.
    case serviceCheck(String)
    /// A service changes what it accepts: a fact of its record turns.
    case serviceChange(fact: String)
  }

  /// The days from which, on which and until which something is to be done.
  package struct Window: Sendable, Hashable {
    /// The first day on which it is due.
    package var opens: Day
    /// The day that a calendar shows.
    package var day: Day
    /// The last day on which it is not too late.
    package var closes: Day

    package init(opens: Day, day: Day, closes: Day) {
      self.opens = opens
      self.day = day
      self.closes = closes
    }
  }

  /// When it happens.
  package enum Timing: Sendable, Hashable {
    case on(Window)
    /// The key paths of the description that would say it.
    case unknown(missing: [String])
  }

  package var event: Event
  package var timing: Timing
  /// The existing credentials that it takes with it, besides its own.
  package var credentials: [Name] = []
  /// The ids of the plans that it concerns, besides its own.
  package var plans: [String] = []
  /// The machine users that somebody else has to answer for.
  package var accounts: [Name] = []

  package init(_ event: Event, _ timing: Timing) {
    self.event = event
    self.timing = timing
  }

  /// Nil where no day is known.
  package var window: Window? {
    guard case .on(let window) = timing else { return nil }
    return window
  }

  /// `rotation pull_prod`: the same whatever day it is on, and however the name is capitalised. Unique in a calendar.
  package var id: String { "\(event.kind.rawValue) \(event.subject)" }
}

extension CalendarEvent {
  /// How an event stands on a day.
  package enum Standing: String, Sendable, CaseIterable, Hashable {
    /// The last day on which it was not too late has passed.
    case overdue
    /// The day is within its window.
    case due
    /// Its window has not opened.
    case later
    /// The description does not say when.
    case unknown
  }

  package func standing(on day: Day) -> Standing {
    guard let window else { return .unknown }
    if day > window.closes { return .overdue }
    return day >= window.opens ? .due : .later
  }
}

extension CalendarEvent.Event {
  /// What happens, without to what; the names are part of the ids of calendar entries.
  package enum Kind: String, Sendable, CaseIterable, Hashable {
    case expiry, rotation, mint, departure
    case classicPATBan = "classic-pat-ban"
    case exceptionEnd = "exception-end"
    case review
    case factCheck = "fact-check"
    case shippedFacts = "shipped-facts"
    case serviceCheck = "service-check"
    case serviceChange = "service-change"
  }

  package var kind: Kind {
    switch self {
    case .expiry: .expiry
    case .rotation: .rotation
    case .mint: .mint
    case .departure: .departure
    case .classicPATBan: .classicPATBan
    case .exceptionEnd: .exceptionEnd
    case .review: .review
    case .factCheck: .factCheck
    case .shippedFacts: .shippedFacts
    case .serviceCheck: .serviceCheck
    case .serviceChange: .serviceChange
    }
  }

  /// What it happens to, in lower case; empty where the kind says all.
  package var subject: String {
    switch self {
    case .expiry(let name), .rotation(let name), .departure(let name), .classicPATBan(let name): name.folded
    case .mint(let plan): plan
    case .exceptionEnd(let access), .review(let access): access.text.folded
    case .factCheck(let fact), .serviceChange(let fact): fact.lowercased()
    case .serviceCheck(let service): service
    case .shippedFacts: ""
    }
  }

  /// The credential that exists and that it happens to.
  package var credential: Name? {
    switch self {
    case .expiry(let name), .rotation(let name): name
    case .mint, .departure, .classicPATBan, .exceptionEnd, .review, .factCheck, .shippedFacts, .serviceCheck,
      .serviceChange:
      nil
    }
  }
}
