package import Catalog
import Exposure
package import Guidance
package import OrganizationModel

/// What every page is made of: the decisions, where each page is, and the tables that keep a page's cost constant.
package struct Book: Sendable {
  /// By reference: every page, row and step holds the book.
  private let contents: BookContents
  /// Whether there is a note whose page is gone.
  package var hasOrphanedNotes = false
  /// Who makes and stores each planned credential, by its id: the same on its runbooks, in checklists and in the calendar.
  private var setups: [String: CredentialSetup] = [:]
  /// What is to do for each repository and consumer.
  private(set) var checklists = ChecklistTable()
  /// What is to do now, and by whom.
  private(set) var tasks = OrganizationTasks()

  /// - Parameters:
  ///   - earlier: the book that this one goes on from: its decision records keep their numbers.
  ///   - checks: those that have a page.
  ///   - messages: what failing credentials show.
  package init(
    _ decisions: OrganizationDecisions, after earlier: EarlierBook? = nil, checks: [CheckGuide] = [],
    messages: [FailureMessage] = []
  ) {
    self.contents = BookContents(decisions, after: earlier, checks: checks, messages: messages)
    self.setups = Dictionary(
      decisions.credentials.map { ($0.id, CredentialSetup($0, in: self)) },
      uniquingKeysWith: { first, _ in first })
    self.checklists = ChecklistTable(self)
    self.tasks = OrganizationTasks(self)
  }
}

/// What a book holds from its beginning on.
private final class BookContents: Sendable {
  let index: DecisionIndex
  let checks: [CheckGuide]
  let messages: [FailureMessage]
  let paths: BookPaths
  let records: RecordTable
  let earlierNotes: [String: String]
  let hosts: Hosts
  let migration: Migration
  let calendar: RotationCalendar
  let secretReview: SecretReview
  let accountReviews: AccountReviews
  let responsibilities: Responsibilities
  let factTitles: [String: String]
  let services: BookServices
  let trustPolicies: TrustPolicyNames

  init(
    _ decisions: OrganizationDecisions, after earlier: EarlierBook?, checks: [CheckGuide],
    messages: [FailureMessage]
  ) {
    self.index = DecisionIndex(decisions)
    self.checks = checks
    self.messages = messages
    self.records = RecordTable(decisions, after: earlier)
    self.earlierNotes = earlier?.notes ?? [:]
    self.paths = BookPaths(decisions, records.history, index.ties)
    self.hosts = Hosts(decisions.organization.platform)
    self.services = BookServices(decisions, hosts)
    self.migration = Migration(decisions)
    self.calendar = RotationCalendar(decisions)
    self.secretReview = SecretReview(decisions)
    self.accountReviews = AccountReviews(decisions)
    self.factTitles = Fact.byID.mapValues { Prose.markdown(decisions.reading(of: $0).title) }
    self.responsibilities = Responsibilities(decisions.organization)
    self.trustPolicies = TrustPolicyNames(decisions.organization)
  }
}

extension Book {
  /// The decisions, and what follows from them for whoever holds, keeps and reads credentials.
  var index: DecisionIndex { contents.index }
  /// What an audit of workflow files looks for.
  var checks: [CheckGuide] { contents.checks }
  /// What failing credentials show.
  var messages: [FailureMessage] { contents.messages }
  package var paths: BookPaths { contents.paths }
  var records: RecordTable { contents.records }
  /// What people wrote on the pages of the earlier book, by page.
  package var earlierNotes: [String: String] { contents.earlierNotes }
  var hosts: Hosts { contents.hosts }
  /// In which order to deal with what exists today.
  var migration: Migration { contents.migration }
  /// Everything that has a day: pages, the calendar file and pictures take it from here.
  package var calendar: RotationCalendar { contents.calendar }
  /// What of its secrets a person should look at.
  var secretReview: SecretReview { contents.secretReview }
  /// What its accounts have beyond what they must have.
  var accountReviews: AccountReviews { contents.accountReviews }
  /// Who answers for what.
  var responsibilities: Responsibilities { contents.responsibilities }
  /// The facts by their ids, as sentences that are true on the book's day, in Markdown.
  var factTitles: [String: String] { contents.factTitles }
  /// What was decided for the needs of other services.
  var services: BookServices { contents.services }
  /// What trust policies of a broker are called.
  var trustPolicies: TrustPolicyNames { contents.trustPolicies }
}

// MARK: The decisions

extension Book {
  package var decisions: OrganizationDecisions { index.decisions }
  package var organization: Organization { index.organization }
  var membership: Membership { index.membership }
  var successors: Successors { index.successors }
  var secrets: SecretTable { index.secrets }
  var ties: TieTable { index.ties }
  var writeAccess: WriteAccess { index.writeAccess }
  var accounts: AccountTable { index.accounts }
  var guesses: Guesses { index.guesses }

  /// Who makes and stores a planned credential.
  func setup(of plan: CredentialPlan) -> CredentialSetup {
    setups[plan.id] ?? CredentialSetup(plan, in: self)
  }

  package func access(_ id: AccessID) -> Decision? { index.access(id) }
  /// In the order of their ids.
  package func accesses(of automation: AutomationID) -> [Decision] { index.accesses(of: automation) }
  func accesses(reaching repository: Name) -> [Decision] { index.accesses(reaching: repository) }
  func accesses(lackedBy package: Name) -> [Decision] { index.accesses(lackedBy: package) }
  package func plan(_ id: String) -> CredentialPlan? { index.plan(id) }
  func isMissing(_ place: SecretPlace, of plan: String) -> Bool { index.isMissing(place, of: plan) }
  func plan(being existing: Name) -> CredentialPlan? { index.plan(being: existing) }
  func reviews(of automation: AutomationID) -> [ExistingCredentialReview] { index.reviews(of: automation) }
  func review(_ existing: Name) -> ExistingCredentialReview? { index.review(existing) }
  func review(of secret: StoredSecret) -> ExistingCredentialReview? { index.review(of: secret) }
  func leakRank(of origin: StoredSecret.Origin) -> LeakRank? { index.leakRank(of: origin) }
}
