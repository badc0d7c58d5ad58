import Guidance
import OrganizationModel

/// What the book knows of one account that holds credentials or is given access for automation.
struct Account: Named, Sendable {
  enum Kind: Sendable {
    case machineUser(MachineUser)
    case app(App)
    case person(Person?)
    /// A machine user or an App that a plan needs and nobody described.
    case proposed(ProposedAccount)
  }

  let name: Name
  let kind: Kind

  /// What it is in the organization; nil where that is unknown, or has no meaning as for an App.
  var role: OrganizationRole? {
    switch kind {
    case .machineUser(let user): user.role
    case .person(let person): person?.role
    case .proposed(let proposed): proposed.kind == .machineUser ? proposed.role : nil
    case .app: nil
    }
  }

  var isApp: Bool {
    switch kind {
    case .app: true
    case .proposed(let proposed): proposed.kind == .app
    case .machineUser, .person: false
    }
  }

  var isMachineUser: Bool {
    switch kind {
    case .machineUser: true
    case .proposed(let proposed): proposed.kind == .machineUser
    case .app, .person: false
    }
  }

  var isPerson: Bool { !isApp && !isMachineUser }

  var isProposed: Bool {
    if case .proposed = kind { true } else { false }
  }
}

/// A role that an account has on one thing, or is to have.
struct HeldRole: Sendable, Hashable {
  let on: Grant.Thing
  /// `read`, `write`, `admin`, `owner`, `member`.
  let role: String
  /// Whether the description says that it is there.
  let exists: Bool
}

/// Every account that has a page, with what it holds and is to be granted.
struct AccountTable: Sendable {
  let accounts: Entries<Account>
  private let plans: [Name: [CredentialPlan]]
  private let existing: [Name: [ExistingCredentialReview]]
  private let grants: [Name: [HeldRole]]
  private let directed: [Name: [Name]]

  init(_ decisions: OrganizationDecisions) {
    let names = BookPaths.accountNames(decisions)
    let proposed = Dictionary(
      decisions.proposedAccounts.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    accounts = Entries(
      names.map { Account(name: $0, kind: AccountTable.kind($0, decisions.organization, proposed[$0])) })
    plans = Dictionary(grouping: decisions.credentials.filter { $0.holder != nil }) { $0.holder ?? "" }
    existing = Dictionary(grouping: decisions.existing.filter { $0.credential.holder != nil }) {
      $0.credential.holder ?? ""
    }
    grants = Dictionary(grouping: decisions.grants, by: \.account).mapValues {
      $0.map { HeldRole(on: $0.on, role: $0.role, exists: $0.exists) }
    }
    var directed: [Name: [Name]] = [:]
    for user in decisions.organization.machineUsers {
      for custodian in user.custodians ?? [] { directed[custodian, default: []].append(user.name) }
    }
    self.directed = directed
  }

  func plans(of account: Name) -> [CredentialPlan] { plans[account, default: []] }
  func existing(of account: Name) -> [ExistingCredentialReview] { existing[account, default: []] }
  func grants(of account: Name) -> [HeldRole] { grants[account, default: []] }

  /// The machine users that a person is a custodian of.
  func directed(by person: Name) -> [Name] { directed[person, default: []] }

  private static func kind(
    _ name: Name, _ organization: Organization, _ proposed: ProposedAccount?
  ) -> Account.Kind {
    if let user = organization.machineUsers[name] { return .machineUser(user) }
    if let app = organization.apps[name] { return .app(app) }
    if let proposed { return .proposed(proposed) }
    return .person(organization.people[name])
  }
}
