package import Guidance
package import OrganizationModel

extension Decision {
  /// The ids of the preconditions that are met on a package's own list of repositories (C-17, C-18).
  private static let packageAccess: Set = [
    "connect-hand-pushed-package", "grant-repository-admin-on-package", "grant-repository-on-package",
  ]

  /// The package that has to let this workflow in before the access works.
  package var packageThatLacksAccess: Name? {
    guard case .package(let name) = need.target, preconditions.contains(where: \.isPackageAccess) else {
      return nil
    }
    return name
  }

  /// The role that the package has to give the workflow's repository.
  package var packageRole: PackageRole {
    need.record.role.flatMap { PackageRole(rawValue: $0.rawValue) } ?? .read
  }

  /// Whether a precondition of this id is met on a package's own list of repositories.
  package static func isPackageAccess(_ precondition: String) -> Bool { packageAccess.contains(precondition) }
}

extension Precondition {
  /// Whether it is met on a package's own list of repositories.
  package var isPackageAccess: Bool { Decision.isPackageAccess(id) }
}

extension ExistingCredentialReview {
  /// Whether something uses it that is to use something else.
  package var isMovedAwayFrom: Bool { verdict == .replace && !credential.usedBy.isEmpty }
}
