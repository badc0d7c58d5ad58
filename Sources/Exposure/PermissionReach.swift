/// What a permission of an App or a fine-grained token reaches, by its name in the API.
package enum PermissionReach {
  /// Whether it is one on the organization, not on repositories (U-04, U-05).
  package static func isOfOrganization(_ permission: String) -> Bool {
    permission == "members" || permission.hasPrefix("organization_")
  }
}
