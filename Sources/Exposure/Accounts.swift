package import Guidance
package import OrganizationModel

/// What the book knows of one account that holds credentials or is given access for automation.
package struct Account: Named, Sendable {
  /// What it is, with its entry of the description where it has one.
  package enum Kind: Sendable {
    case machineUser(MachineUser)
    case app(App)
    case person(Person?)
    /// A machine user or an App that a plan needs and nobody described.
    case proposed(ProposedAccount)
  }

  /// Its login, or the slug of an App.
  package let name: Name
  /// What it is.
  package let kind: Kind

  /// What it is in the organization; nil where that is unknown, or has no meaning as for an App.
  package var role: OrganizationRole? {
    switch kind {
    case .machineUser(let user): user.role
    case .person(let person): person?.role
    case .proposed(let proposed): proposed.kind == .machineUser ? proposed.role : nil
    case .app: nil
    }
  }

  /// Whether it is an App, described or proposed.
  package var isApp: Bool {
    switch kind {
    case .app: true
    case .proposed(let proposed): proposed.kind == .app
    case .machineUser, .person: false
    }
  }

  /// Whether it is a machine user, described or proposed.
  package var isMachineUser: Bool {
    switch kind {
    case .machineUser: true
    case .proposed(let proposed): proposed.kind == .machineUser
    case .app, .person: false
    }
  }

  /// Whether it is a person, described or not.
  package var isPerson: Bool { !isApp && !isMachineUser }

  /// Whether a plan needs it and nobody described it.
  package var isProposed: Bool {
    if case .proposed = kind { true } else { false }
  }
}

/// A role that an account has on one thing, or is to have.
package struct HeldRole: Sendable, Hashable {
  /// What the role is on.
  package let on: Grant.Thing
  /// `read`, `write`, `admin`, `owner`, `member`.
  package let role: String
  /// Whether the description says that it is there.
  package let exists: Bool

  /// A role of this name on a thing.
  package init(on thing: Grant.Thing, role: String, exists: Bool) {
    on = thing
    self.role = role
    self.exists = exists
  }
}

/// Every account that has a page, with what it holds and is to be granted.
package struct AccountTable: Sendable {
  /// In the order of their names.
  package let accounts: Entries<Account>
  private let plans: [Name: [CredentialPlan]]
  private let existing: [Name: [ExistingCredentialReview]]
  private let grants: [Name: [HeldRole]]
  private let directed: [Name: [Name]]

  /// The accounts that the decisions and the description name.
  package init(_ decisions: OrganizationDecisions) {
    let names = AccountTable.names(decisions)
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

  /// The planned credentials that it holds, in the order of their ids.
  package func plans(of account: Name) -> [CredentialPlan] { plans[account, default: []] }
  /// What it holds today, in the order of the names.
  package func existing(of account: Name) -> [ExistingCredentialReview] { existing[account, default: []] }
  /// The roles that it has or is to have for what was decided.
  package func grants(of account: Name) -> [HeldRole] { grants[account, default: []] }

  /// The machine users that a person is a custodian of.
  package func directed(by person: Name) -> [Name] { directed[person, default: []] }

  /// Machine users, Apps, proposed accounts, and whoever else holds a credential or is to be granted something.
  package static func names(_ decisions: OrganizationDecisions) -> Set<Name> {
    let organization = decisions.organization
    var names = Set(organization.machineUsers.names + organization.apps.names)
    names.formUnion(decisions.proposedAccounts.map(\.name))
    names.formUnion(decisions.credentials.compactMap(\.holder))
    names.formUnion(decisions.grants.map(\.account))
    names.formUnion(organization.credentials.compactMap(\.holder))
    return names
  }

  private static func kind(
    _ name: Name, _ organization: Organization, _ proposed: ProposedAccount?
  ) -> Account.Kind {
    if let user = organization.machineUsers[name] { return .machineUser(user) }
    if let app = organization.apps[name] { return .app(app) }
    if let proposed { return .proposed(proposed) }
    return .person(organization.people[name])
  }
}
