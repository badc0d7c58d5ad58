import SourceText
import Guidance
import OrganizationModel

/// How the names in an event's words are written: as links of a page, or as they are.
struct EventNames: Sendable {
  let existing: @Sendable (Name) -> String
  let plan: @Sendable (String) -> String
  let account: @Sendable (Name) -> String
  let access: @Sendable (AccessID) -> String
  let fact: @Sendable (String) -> String
  let text: @Sendable (String) -> String

  static func markdown(_ links: MarkdownLinks) -> EventNames {
    EventNames(
      existing: links.existing, plan: links.plan, account: links.account, access: links.access,
      fact: links.fact, text: MarkdownText.inProse)
  }

  static func plain(_ decisions: OrganizationDecisions) -> EventNames {
    EventNames(
      existing: \.text, plan: \.self, account: \.text, access: \.description,
      fact: { id in Fact.byID[id].map { decisions.reading(of: $0).title } ?? id }, text: \.self)
  }
}

/// What an event is, in one sentence without a full stop; the same on pages and in the calendar.
struct EventWords {
  let book: Book
  let names: EventNames

  func sentence(_ event: CalendarEvent) -> String {
    event.window == nil ? unknown(event) : dated(event)
  }

  private func dated(_ event: CalendarEvent) -> String {
    switch event.event {
    case .expiry(let name): expiry(name, event)
    case .rotation(let name): rotation(name, event)
    case .mint(let plan): "Create \(names.plan(plan))"
    case .departure(let person): departure(person, event)
    case .classicPATBan(let organization): ban(organization, event)
    case .exceptionEnd(let access):
      "The exception for \(names.access(access)) "
        + (isPast(event) ? "has ended: decide again, or remove it" : "ends")
    case .review(let access):
      "Review \(names.access(access)): the accepted decision is out of date"
    case .factCheck(let fact): "Check again what this organization states: \(names.fact(fact))"
    case .shippedFacts: "The facts behind the records are a year old: install a newer release of Tokenbook"
    case .serviceCheck(let service):
      "Check again what is known of \(names.text(book.services.records[service]?.title ?? service))"
    case .serviceChange(let fact): change(fact, event)
    }
  }

  /// What a service accepts from that day on.
  private func change(_ id: String, _ event: CalendarEvent) -> String {
    guard let (record, fact) = book.services.records.fact(id), let day = event.window?.day else { return id }
    let sentence = fact.sentence(on: day)
    let clause = sentence.hasSuffix(bytesOf: ".") ? String(sentence.dropLast()) : sentence
    return "A change at \(names.text(record.title)): \(names.text(clause))"
  }

  /// Whether its own day lies before the book's.
  private func isPast(_ event: CalendarEvent) -> Bool {
    event.window.map { $0.day < book.calendar.day } ?? false
  }

  /// What is not known of it.
  private func unknown(_ event: CalendarEvent) -> String {
    switch event.event {
    case .expiry(let name): "The day on which \(names.existing(name)) (\(kind(name))) expires"
    case .rotation(let name):
      "The day by which \(names.existing(name)) (\(kind(name))) must be \(participle(name))"
    case .factCheck(let fact): "When this was last checked: \(names.fact(fact))"
    case .mint, .departure, .classicPATBan, .exceptionEnd, .review, .shippedFacts, .serviceCheck,
      .serviceChange:
      dated(event)
    }
  }

  // MARK: Credentials

  private func expiry(_ name: Name, _ event: CalendarEvent) -> String {
    let subject = "\(names.existing(name)) (\(kind(name)))"
    let ends = isPast(event) ? "has expired" : "expires"
    switch review(name)?.verdict {
    case .replace: return "\(subject) \(ends): replace it\(isPast(event) ? "" : " before")"
    case .revoke: return "\(subject) \(ends): nothing needs it"
    case .findOut: return "\(subject) \(ends): find out what it is for\(isPast(event) ? "" : " before")"
    case .wait: return "\(subject) \(ends): decide what it is used for\(isPast(event) ? "" : " before")"
    case .keep, .move, nil: return "\(subject) \(ends)"
    }
  }

  private func rotation(_ name: Name, _ event: CalendarEvent) -> String {
    let subject = "\(names.existing(name)) (\(kind(name)))"
    switch review(name)?.verdict {
    case .replace: return "Replace \(subject): \(limit(name, event))"
    case .revoke: return "Revoke \(subject), which nothing needs: \(limit(name, event))"
    case .findOut: return "Find out what \(subject) is for: \(limit(name, event))"
    case .wait: return "Decide what \(subject) is used for: \(limit(name, event))"
    case .keep, .move, nil: return "Rotate \(subject)\(end(name))"
    }
  }

  private func review(_ name: Name) -> ExistingCredentialReview? { book.review(name) }
  private func kind(_ name: Name) -> String {
    review(name).map { book.services.kind(of: $0.credential) } ?? "credential"
  }

  private func end(_ name: Name) -> String {
    guard case .on(let day) = review(name)?.credential.expires else { return "" }
    return ": it expires on \(day)"
  }

  private func participle(_ name: Name) -> String {
    switch review(name)?.verdict {
    case .replace: "replaced"
    case .revoke: "revoked"
    case .findOut: "understood"
    case .wait: "decided"
    case .keep, .move, nil: "rotated"
    }
  }

  /// How long policy lets it live.
  private func limit(_ name: Name, _ event: CalendarEvent) -> String {
    guard let created = review(name)?.credential.created, let day = event.window?.day else { return "" }
    return "created on \(created), and policy allows \(day - created) days"
  }

  // MARK: People and policy

  private func departure(_ person: Name, _ event: CalendarEvent) -> String {
    let dying = event.credentials.map(names.existing) + event.plans.map(names.plan)
    let dies = dying.isEmpty ? "" : "; stops working: \(EventWords.list(dying))"
    let accounts = event.accounts.map(names.account)
    let needs = accounts.isEmpty ? "" : "; needs another custodian: \(EventWords.list(accounts))"
    return "\(names.account(person)) \(isPast(event) ? "has left" : "leaves")\(dies)\(needs)"
  }

  private func ban(_ organization: Name, _ event: CalendarEvent) -> String {
    let ending = event.credentials.map(names.existing) + event.plans.map(names.plan)
    let ends = ending.isEmpty ? "" : "; stops working: \(EventWords.list(ending))"
    return "\(names.text(organization.text)) forbids classic PATs from this day\(ends)"
  }

  /// At most five, with commas between.
  private static func list(_ items: [String]) -> String {
    let more = items.count > 5 ? " and \(items.count - 5) more" : ""
    return items.prefix(5).joined(separator: ", ") + more
  }
}
