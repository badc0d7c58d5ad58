import OrganizationModel

/// Who can read what is kept where, and who could have read what is to be kept elsewhere.
///
/// Whoever writes to a repository can read the secrets of its workflows (S-07): whoever could have read a value may hold it.
struct SecretReaders: Sendable {
  /// Those who could read a value and are not to.
  enum Strangers: Equatable {
    case nobody
    case accounts([Name])
    /// What the description leaves unsaid: the base permission, or who reads a store outside GitHub.
    case unknown(Unsaid)
  }

  enum Unsaid: Hashable { case basePermission, outside }

  let organization: Organization
  let membership: Membership
  private let everywhere: Set<Name>
  private let inPrivate: Set<Name>

  init(_ organization: Organization) {
    self.organization = organization
    membership = Membership(organization)
    everywhere = Self.accounts(.all, organization, membership)
    inPrivate = Self.accounts(.private, organization, membership)
  }

  /// Every account that can read a secret of GitHub in one of the places.
  func accounts(_ places: [SecretPlace]) -> Set<Name> {
    places.reduce(into: []) { found, place in
      switch place {
      case .organization(_, .all, _): found.formUnion(everywhere)
      case .organization(_, .private, _): found.formUnion(inPrivate)
      case .organization(_, .selected, _), .repository, .environment, .outside:
        found.formUnion(Audience(of: place, organization, membership)?.accounts ?? [])
      }
    }
  }

  /// Who sees it today and would see it no more once the changes are made.
  func strangers(seeing changes: PlaceChanges, of today: [SecretPlace]) -> Strangers {
    if changes.removed.contains(where: \.isOutside) { return .unknown(.outside) }
    let onGitHub = today.filter { !$0.isOutside }
    guard !onGitHub.isEmpty else { return .nobody }
    guard membership.basePermission != nil else { return .unknown(.basePermission) }
    let strangers = accounts(onGitHub).subtracting(changes.afterwards.flatMap(planned)).sorted()
    return strangers.isEmpty ? .nobody : .accounts(strangers)
  }

  /// Who is to read what is kept there. Reviewers are asked before a job sees the secrets of their environment (S-08):
  /// whoever only writes to the repository cannot take them unseen.
  private func planned(_ place: SecretPlace) -> Set<Name> {
    guard case .environment(_, let repository, let environment) = place,
      let reviewers = organization.repositories[repository]?.environments[environment]?.reviewers,
      !reviewers.isEmpty
    else { return accounts([place]) }
    let named = reviewers.flatMap { organization.teams[$0] == nil ? [$0] : membership.accounts(of: $0) }
    return Set(named + membership.owners)
  }

  private static func accounts(
    _ visibility: SecretVisibility, _ organization: Organization, _ membership: Membership
  ) -> Set<Name> {
    Audience(visibility.repositories(of: organization), membership).accounts
  }
}
