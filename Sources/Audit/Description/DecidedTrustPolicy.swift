import Guidance
import OrganizationModel
import Workflows

/// What the accesses that were decided for one trust policy of a broker need of it.
struct DecidedTrustPolicy: Sendable {
  /// In API spelling, with the highest level that an access needs.
  let permissions: [String: AccessLevel]
  /// Sorted.
  let accesses: [AccessID]

  /// Nil where no access was decided for the policy of that name in the repository.
  init?(_ name: String, in tree: RepositoryTree, of decisions: OrganizationDecisions) {
    let organization = decisions.organization
    let names = TrustPolicyNames(organization)
    let given = decisions.accesses.filter { access in
      guard access.credential?.kind == .brokerToken, Self.isIn(tree, access, organization.name) else {
        return false
      }
      let environment = organization.environment(of: access.need, in: access.automation)
      return names.name(access.automation, environment) == name
    }
    guard !given.isEmpty else { return nil }
    accesses = given.map(\.id).sorted()
    permissions = given.compactMap(\.credential).reduce(into: [:]) {
      $0.merge($1.permissions) { max($0, $1) }
    }
  }

  /// Whether the policy for an access is a file of a repository: of the one that it reaches, or of `.github`.
  private static func isIn(_ tree: RepositoryTree, _ access: Decision, _ organization: Name) -> Bool {
    guard case .repository(let target) = access.need.target else {
      return tree.isItself(organization.text, ".github")
    }
    return tree.isItself((target.owner ?? organization).text, target.name.text)
  }
}
