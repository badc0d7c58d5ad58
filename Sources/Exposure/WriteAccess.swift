package import Guidance
package import OrganizationModel

/// Which repositories an account writes to, found without going through all of them.
package struct WriteAccess: Sendable {
  private let organization: Organization
  private let isEverybodys: Bool
  private let owners: Set<Name>
  private let members: Set<Name>
  private let teamsByAccount: [Name: [Name]]
  private let byTeam: [Name: [Name]]
  private let byCollaborator: [Name: [Name]]

  /// Reads teams, collaborators and the base permission once.
  package init(_ organization: Organization, _ membership: Membership) {
    self.organization = organization
    isEverybodys = membership.basePermission == .write || membership.basePermission == .admin
    owners = Set(membership.owners)
    members = Set(membership.members)
    var teams: [Name: [Name]] = [:]
    for team in organization.teams {
      for account in membership.accounts(of: team.name) { teams[account, default: []].append(team.name) }
    }
    teamsByAccount = teams
    byTeam = WriteAccess.writers(organization, \.teams)
    byCollaborator = WriteAccess.writers(organization, \.collaborators)
  }

  private static func writers(
    _ organization: Organization, _ roles: KeyPath<Repository, [Name: RepositoryRole]>
  ) -> [Name: [Name]] {
    var table: [Name: [Name]] = [:]
    for repository in organization.repositories where !repository.archived {
      for (name, role) in repository[keyPath: roles] where role >= .write {
        table[name, default: []].append(repository.name)
      }
    }
    return table
  }

  /// The teams of an account, with those above them, whose access it has.
  package func teams(of account: Name) -> [Name] { teamsByAccount[account, default: []] }

  /// Whether the account writes to every repository: as an owner, or by the base permission.
  package func isEverywhere(_ account: Name) -> Bool {
    owners.contains(account) || isEverybodys && members.contains(account)
  }

  /// The repositories that it writes to, in the order of their names.
  package func repositories(of account: Name) -> [Repository] {
    guard !isEverywhere(account) else { return organization.repositories.filter { !$0.archived } }
    let names =
      teamsByAccount[account, default: []].flatMap { byTeam[$0, default: []] }
      + byCollaborator[account, default: []]
    return Set(names).sorted().compactMap { organization.repositories[$0] }
  }
}
