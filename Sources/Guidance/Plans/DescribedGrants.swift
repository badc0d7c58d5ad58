import OrganizationModel

/// What machine users have been given already, as far as the description says; read in one pass.
struct DescribedGrants: Sendable {
  private let organization: Organization
  /// Each machine user, and every team that it is in, with their parents.
  private let identities: [Name: [Name]]
  /// One level for each thing that a machine user was given.
  private let levels: [Name: [AccessLevel]]

  init(_ organization: Organization) {
    let identities = Self.identities(in: organization)
    self.organization = organization
    self.identities = identities
    self.levels = Self.levels(in: organization, identities)
  }

  /// The privileges that the account has by what it was given.
  func privileges(of account: Name) -> Set<Privilege> {
    Set((levels[account] ?? []).map { $0 == .read ? .reader : .writer })
  }

  func count(of account: Name) -> Int { levels[account]?.count ?? 0 }

  /// Whether the account has at least that role on the package, alone or through a team.
  func has(_ account: Name, _ role: PackageRole, onPackage key: Name) -> Bool {
    guard let access = organization.packages[key]?.access else { return false }
    return (identities[account] ?? [account]).contains { access[$0].map { $0 >= role } ?? false }
  }

  /// Whether the account has at least that role on the repository, alone or through a team.
  func has(_ account: Name, _ role: RepositoryRole, onRepository name: Name) -> Bool {
    guard let repository = organization.repositories[name] else { return false }
    return (identities[account] ?? [account]).contains { identity in
      [repository.collaborators[identity], repository.teams[identity]].contains {
        $0.map { $0 >= role } ?? false
      }
    }
  }

  private static func identities(in organization: Organization) -> [Name: [Name]] {
    var result = Dictionary(
      organization.machineUsers.map { ($0.name, [$0.name]) }, uniquingKeysWith: { first, _ in first })
    for team in organization.teams {
      for account in team.members + team.maintainers where result[account] != nil {
        result[account, default: []] += lineage(of: team.name, in: organization)
      }
    }
    return result
  }

  /// A team and its parents, nearest first.
  private static func lineage(of team: Name, in organization: Organization) -> [Name] {
    var result: [Name] = []
    var seen: Set<Name> = []
    var next: Name? = team
    while let name = next, seen.insert(name).inserted {
      result.append(name)
      next = organization.teams[name]?.parent
    }
    return result
  }

  private static func levels(
    in organization: Organization, _ identities: [Name: [Name]]
  ) -> [Name: [AccessLevel]] {
    var accounts: [Name: [Name]] = [:]
    for (account, names) in identities { for name in names { accounts[name, default: []].append(account) } }
    var result: [Name: [AccessLevel]] = [:]
    func record(_ name: Name, _ level: AccessLevel) {
      for account in accounts[name] ?? [] { result[account, default: []].append(level) }
    }
    for repository in organization.repositories {
      for (name, role) in repository.collaborators { record(name, role >= .write ? .write : .read) }
      for (name, role) in repository.teams { record(name, role >= .write ? .write : .read) }
    }
    for package in organization.packages {
      for (name, role) in package.access ?? [:] { record(name, role >= .write ? .write : .read) }
    }
    return result
  }
}
