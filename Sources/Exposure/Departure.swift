package import Guidance
package import OrganizationModel

/// What happens when one account leaves: the page of a person and `tokenbook simulate` say the same.
package struct Departure: Sendable {
  /// Who leaves: a person, or a machine user.
  package let account: Name
  /// The last day; where the description says none, the day that is looked at.
  package let day: Day
  /// Whether the description says that day.
  package let isDayDescribed: Bool
  /// Their credentials that stop with the account.
  package let ending: [ExistingCredentialReview]
  /// Their credentials that work on in their hands.
  package let kept: [ExistingCredentialReview]
  /// What depends on the person; nil where nothing does, and for a machine user.
  package let ties: PersonTies?
  /// Machine users that nobody else can sign in to.
  package let onlyCustodian: [Name]
  /// Accounts of other services that nobody else can sign in to.
  package let onlyCustodianAtServices: [PersonTies.ServiceAccount]
  /// Teams of which no other person is a member.
  package let emptiedTeams: [Name]
  /// Environments that nobody else can approve.
  package let onlyReviewer: [TieTable.ReviewedEnvironment]
  /// The Apps that only owners manage, where no other owner is left.
  package let orphanedApps: [Name]
  private let index: DecisionIndex

  /// What follows where an account of the organization leaves.
  package init(of account: Name, _ index: DecisionIndex) {
    let organization = index.organization
    self.account = account
    let described = organization.people[account]?.leavesOn
    day = described ?? index.decisions.day
    isDayDescribed = described != nil
    let held = index.accounts.existing(of: account)
    ending = held.filter { $0.credential.kind.diesWithItsHolder }
    kept = held.filter { !$0.credential.kind.diesWithItsHolder }
    ties = index.ties[account]
    onlyCustodian = index.accounts.directed(by: account).filter { user in
      (organization.machineUsers[user]?.custodians ?? []).allSatisfy { $0 == account }
    }
    onlyCustodianAtServices = (ties?.serviceAccounts ?? []).filter {
      $0.custodians.allSatisfy { $0 == account }
    }
    emptiedTeams = index.ties.teamsWithOnly(account)
    onlyReviewer = index.ties.environmentsApprovedOnly(by: account)
    orphanedApps = ties?.isOnlyOwner == true ? organization.apps.names : []
    self.index = index
  }

  /// What stops, the first first.
  package var stops: [Stop] { Stop.all(of: losses, index) }

  /// Exceptions that this person made and that are in force.
  package var exceptions: [AccessID] {
    index.organization.decisions.filter { $0.by == account && $0.accepted == nil }.compactMap { entry in
      guard let until = entry.until, until >= index.decisions.day else { return nil }
      return AccessID(entry.name.text)
    }
  }

  /// The secrets that exist and that a person may have seen, widest reach first; none of a machine user.
  package var known: [KnownSecrets.Row] {
    guard index.organization.machineUsers[account] == nil else { return [] }
    return KnownSecrets(of: account, index).rows.filter(\.rank.isMade)
  }

  /// Nothing stops that has stopped before. A key that one of their tokens added goes only if somebody revokes that token
  /// (K-05, P-12).
  private var losses: [LostCredential] {
    ending.flatMap { review -> [LostCredential] in
      let name = review.credential.name
      let isUnknown = review.credential.kind == .unknown
      let doubt = isUnknown ? "nobody knows what kind of credential `\(name)` is" : nil
      var first = day
      if case .on(let end) = review.credential.expires {
        if end <= index.decisions.day { return [] }
        first = min(end, day)
      }
      let keys = review.keys.made.map {
        LostCredential(
          $0, on: day, doubt: "GitHub deletes `\($0)` only if someone revokes `\(name)`, which added it")
      }
      return [LostCredential(name, on: first, doubt: doubt)] + keys
    }
  }
}
