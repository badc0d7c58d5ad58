package import OrganizationModel

/// What tells one package from another: names of containers are lower case, and all compare so.
package struct PackageIdentity: Hashable, Sendable {
  private let registry: Registry
  private let owner: String?
  private let name: String

  /// - Parameter owner: nil for the organization itself.
  package init(_ registry: Registry, _ owner: String?, _ name: String) {
    self.registry = registry
    self.owner = owner?.lowercased()
    self.name = name.lowercased()
  }
}
