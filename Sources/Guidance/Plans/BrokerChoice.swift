import OrganizationModel

/// The described broker that comes nearest to serving an access: an App whose key the broker holds.
struct BrokerChoice: Sendable {
  var fit: Situation.BrokerFit
  /// The App whose token it gives; nil where no broker is described.
  var name: Name?
  /// Where jobs ask for the token: `octo-sts.dev`.
  var host: String?

  /// Of equals the one whose App has the fewest permissions, then by name.
  static func best(
    in organization: Organization, for access: Access, _ permissions: [String: AccessLevel]
  ) -> BrokerChoice {
    let candidates = organization.apps.filter { $0.broker != nil }.map { app in
      (app: app, fit: fit(of: app, access, permissions))
    }
    let best = candidates.min { left, right in
      (rank(left.fit), left.app.permissions?.count ?? 0, left.app.name)
        < (rank(right.fit), right.app.permissions?.count ?? 0, right.app.name)
    }
    return BrokerChoice(
      fit: best?.fit ?? Situation.BrokerFit.none, name: best?.app.name, host: best?.app.broker)
  }

  /// A policy can give no more than the App has.
  private static func fit(
    of app: App, _ access: Access, _ permissions: [String: AccessLevel]
  ) -> Situation.BrokerFit {
    let hasRepository = AppChoice.covers(app.repositories, access)
    guard let given = app.permissions else { return hasRepository ? .unsaidPermissions : .unsaidBoth }
    guard given.include(permissions) else { return .lacksPermission }
    return hasRepository ? .serves : .lacksRepository
  }

  private static func rank(_ fit: Situation.BrokerFit) -> Int {
    switch fit {
    case .serves: 0
    case .unsaidPermissions: 1
    case .lacksRepository: 2
    case .unsaidBoth: 3
    case .lacksPermission: 4
    case .none: 5
    }
  }
}
