import CommonMark
import Pages
import Guidance
import OrganizationModel

/// Who deals with an event, and the page that says how.
struct EventRoles {
  /// What to call a page, where it is, and the place there.
  typealias Way = (text: String, path: BookPath, anchor: String?)

  let book: Book

  private var organization: Organization { book.organization }
  private var owners: ChecklistTask.Owner {
    .owner(of: organization.name, RunbookPeople(book: book).owners)
  }

  func owner(of event: CalendarEvent) -> ChecklistTask.Owner {
    book.successors.owner(described(event))
  }

  private func described(_ event: CalendarEvent) -> ChecklistTask.Owner {
    switch event.event {
    case .expiry(let name), .rotation(let name):
      book.review(name).map(owner) ?? .responsible(nil)
    case .mint(let id): book.plan(id).map(owner) ?? .responsible(nil)
    case .departure, .classicPATBan, .shippedFacts, .serviceCheck, .serviceChange: owners
    case .exceptionEnd(let access), .review(let access):
      ChecklistTask.Owner(
        role: "Decided by", names: [organization.decisions[access.text]?.by].compactMap(\.self))
    case .factCheck(let fact):
      ChecklistTask.Owner(role: "Stated by", names: [organization.facts[Name(fact)]?.by].compactMap(\.self))
    }
  }

  private func owner(_ review: ExistingCredentialReview) -> ChecklistTask.Owner {
    let credential = review.credential
    guard let holder = credential.holder else {
      let users = credential.usedBy.sorted().lazy.compactMap(RunbookPeople(book: book).responsible)
      return .responsible(
        credential.repository.flatMap(responsible) ?? users.first ?? keeper(of: credential.storedIn ?? []))
    }
    return owner(holder: holder)
  }

  private func owner(_ plan: CredentialPlan) -> ChecklistTask.Owner {
    book.setup(of: plan).maker.owner(in: book)
  }

  private func owner(holder: Name) -> ChecklistTask.Owner {
    if let user = organization.machineUsers[holder] { return .custodian(user.custodians ?? []) }
    if book.accounts.accounts[holder]?.isApp == true { return owners }
    if organization.people[holder] != nil { return .holder(holder) }
    return .custodian([])
  }

  private func responsible(for reference: RepositoryReference) -> Name? {
    reference.owner == nil ? organization.repositories[reference.name]?.responsible : nil
  }

  /// Who answers for the first repository that a secret is kept in.
  private func keeper(of places: [SecretPlace]) -> Name? {
    places.lazy.compactMap { place -> Name? in
      switch place {
      case .repository(_, let name, _), .environment(_, let name, _):
        organization.repositories[name]?.responsible
      case .organization, .outside: nil
      }
    }.first
  }

  // MARK: The page that says how

  /// Nil where no page says how.
  func runbook(of event: CalendarEvent) -> Way? {
    switch event.event {
    case .expiry(let name), .rotation(let name): runbook(of: name)
    case .mint(let plan): book.paths.runbook(.mint, plan: plan).map { ("set up", $0.page, $0.anchor) }
    case .departure(let person): offBoarding(person)
    case .classicPATBan: ("credentials", BookSection.credentials.index, nil)
    case .exceptionEnd(let access), .review(let access):
      ground(of: access)
    case .factCheck(let fact): ("fact", GuidanceFacts.page(of: fact), fact)
    case .shippedFacts: ("facts", BookPath(folder: "guidance", "facts"), nil)
    case .serviceCheck: ("services", ServiceFacts.page, nil)
    case .serviceChange(let fact): ("fact", ServiceFacts.page, fact)
    }
  }

  /// The record of a decision; of an access to a service the page of its automation.
  private func ground(of access: AccessID) -> Way? {
    if let record = book.access(access).flatMap(book.paths.record) { return ("record", record, nil) }
    guard let use = book.services.use(access) else { return nil }
    let anchor: String? =
      switch use.automation {
      case .workflow: HeadingSlugs.base(of: use.id.description)
      case .consumer: nil
      }
    return book.paths.home(of: use.automation).map { ("decision", $0, anchor) }
  }

  private func offBoarding(_ person: Name) -> Way? {
    (book.paths.runbook(.offBoard(person)) ?? book.paths.runbook(.offBoardAnybody)).map {
      ("off-board", $0.page, $0.anchor)
    }
  }

  /// What is to be replaced is not revoked first: what takes its place comes before. Of what stays its page says more.
  private func runbook(of name: Name) -> Way? {
    if let plan = book.plan(being: name) {
      return book.paths.runbook(.rotate, plan: plan.id).map { ("rotate", $0.page, $0.anchor) }
    }
    let page = book.paths.credential(existing: name).map { BookPlace($0) }
    switch book.review(name)?.verdict {
    case .replace: return (book.paths.runbook(.migrate(name)) ?? page).map { ("replace", $0.page, $0.anchor) }
    case .revoke, nil: return book.paths.runbook(revokeExisting: name).map { ("revoke", $0.page, $0.anchor) }
    case .findOut: return page.map { ("find out", $0.page, $0.anchor) }
    case .wait: return page.map { ("decide", $0.page, $0.anchor) }
    case .keep, .move: return page.map { ("rotate", $0.page, $0.anchor) }
    }
  }
}
