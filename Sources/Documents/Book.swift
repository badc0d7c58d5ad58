package import Catalog
import Exposure
package import Guidance
package import OrganizationModel

/// What every page is made of: the decisions, where each page is, and the tables that keep a page's cost constant.
package struct Book: Sendable {
  /// The decisions, and what follows from them for whoever holds, keeps and reads credentials.
  let index: DecisionIndex
  /// What an audit of workflow files looks for.
  let checks: [CheckGuide]
  /// What failing credentials show.
  let messages: [FailureMessage]
  package let paths: BookPaths
  let records: RecordTable
  /// What people wrote on the pages of the earlier book, by page.
  package let earlierNotes: [String: String]
  /// Whether there is a note whose page is gone.
  package var hasOrphanedNotes = false
  let hosts: Hosts
  /// In which order to deal with what exists today.
  let migration: Migration
  /// Everything that has a day: pages, the calendar file and pictures take it from here.
  package let calendar: RotationCalendar
  /// What of its secrets a person should look at.
  let secretReview: SecretReview
  /// What its accounts have beyond what they must have.
  let accountReviews: AccountReviews
  /// What is to do for each repository and consumer.
  private(set) var checklists = ChecklistTable()
  /// Who answers for what.
  let responsibilities: Responsibilities
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
    self.index = DecisionIndex(decisions)
    self.checks = checks
    self.messages = messages
    self.records = RecordTable(decisions, after: earlier)
    self.earlierNotes = earlier?.notes ?? [:]
    self.paths = BookPaths(decisions, records.history, index.ties)
    self.hosts = Hosts(decisions.organization.platform)
    self.migration = Migration(decisions)
    self.calendar = RotationCalendar(decisions)
    self.secretReview = SecretReview(decisions)
    self.accountReviews = AccountReviews(decisions)
    self.responsibilities = Responsibilities(decisions.organization)
    self.checklists = ChecklistTable(self)
    self.tasks = OrganizationTasks(self)
  }
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
