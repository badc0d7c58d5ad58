import OrganizationModel

/// What a permission of an App or a fine-grained token reaches, by its name in the API.
package enum PermissionReach {
  /// Whether it is one on the organization, not on repositories (U-04, U-05).
  package static func isOfOrganization(_ permission: String) -> Bool {
    permission == "members" || permission.hasPrefix("organization_")
  }

  /// Whether writing it changes who and what there is: what only owners of an organization, or administrators of a
  /// repository, may do. Moving the cards of a project is not that.
  static func governs(_ permission: String) -> Bool {
    guard let record = PermissionRecord.named(permission) else { return isOfOrganization(permission) }
    return permission == "administration" || record.target == .organization && record.needsOwner(.write)
  }
}
