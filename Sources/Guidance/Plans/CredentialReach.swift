import OrganizationModel

/// How far a credential reaches: what is at stake when it leaks. In the order of reach; what is not known counts as widest.
package enum CredentialReach: Sendable, Hashable, Comparable {
  /// One repository, over git only.
  case repository
  /// That many repositories of one organization.
  case repositories(Int)
  /// All packages that its account can read or write.
  case packages
  /// Everything in its organization that its permissions allow.
  case organization
  /// All that its account reaches, in every organization.
  case account
  /// It governs an organization: members, secrets, runners, settings.
  case administration
  case unknown

  /// A predicate: `can access …`.
  package var words: String {
    switch self {
    case .repository: "can access one repository, over Git only"
    case .repositories(let count): "can access \(count == 1 ? "1 repository" : "\(count) repositories")"
    case .packages: "can access every package its account can"
    case .organization: "can access the whole organization, within its permissions"
    case .account: "can access everything its account can, in every organization"
    case .administration: "can administer the organization"
    case .unknown: "has unknown reach"
    }
  }

  init(_ credential: ExistingCredential, _ organization: Organization) {
    self =
      switch credential.kind.record.rights {
      case .repository: credential.repository == nil ? .unknown : .repository
      case .scopes: Self.ofScopes(credential.scopes)
      case .permissions: Self.ofPermissions(credential.permissions, credential.repositories)
      case .account: .account
      case .app: credential.holder.flatMap { organization.apps[$0] }.map(Self.ofApp) ?? .unknown
      case .unsaid: .unknown
      }
  }

  private static func ofScopes(_ scopes: [String]?) -> CredentialReach {
    guard let scopes else { return .unknown }
    if scopes.contains(where: { $0.hasPrefix("admin:") || $0 == "write:org" || $0 == "site_admin" }) {
      return .administration
    }
    let isOfPackages = { (scope: String) in scope.hasSuffix(":packages") }
    return !scopes.isEmpty && scopes.allSatisfy(isOfPackages) ? .packages : .account
  }

  private static func ofPermissions(
    _ permissions: [String: AccessLevel]?, _ repositories: [RepositoryReference]?
  ) -> CredentialReach {
    guard let permissions else { return .unknown }
    if permissions.contains(where: { governs($0.key, $0.value) }) { return .administration }
    let isOfNoRepository =
      !permissions.isEmpty
      && permissions.keys.allSatisfy { PermissionRecord.named($0)?.target == .organization }
    if isOfNoRepository { return .organization }
    guard let repositories else { return .unknown }
    return repositories.isEmpty ? .organization : .repositories(repositories.count)
  }

  /// Whether a permission changes who and what there is in an organization: what only its owners may do, unlike moving the
  /// cards of a project.
  private static func governs(_ permission: String, _ level: AccessLevel) -> Bool {
    guard level > .read else { return false }
    guard let record = PermissionRecord.named(permission) else {
      return permission.hasPrefix("organization_")
    }
    return permission == "administration" || record.target == .organization && record.needsOwner(level)
  }

  private static func ofApp(_ app: App) -> CredentialReach {
    switch app.repositories {
    case .selected(let references): ofPermissions(app.permissions, references)
    case .all: max(.organization, ofPermissions(app.permissions, []))
    case nil: .unknown
    }
  }
}
