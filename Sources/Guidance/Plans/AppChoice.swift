import OrganizationModel

/// The described App that comes nearest to serving an access.
struct AppChoice: Sendable {
  var fit: Situation.AppFit
  /// Nil where none is described that could serve.
  var name: Name?
  /// An App that has what it takes, whose tokens nobody here can mint.
  var foreign: Name?

  /// Looks through the Apps whose tokens we can mint; of equals the one with the fewest permissions, then by name.
  static func best(in organization: Organization, for access: Access, _ permissions: [String: AccessLevel])
    -> AppChoice
  {
    let own = organization.apps.filter { $0.broker == nil }
    let candidates = own.filter { $0.key != .foreign }.map { app in
      (app: app, fit: fit(of: app, organization, access, permissions))
    }
    let best = candidates.min { left, right in
      (rank(left.fit), left.app.permissions?.count ?? 0, left.app.name)
        < (rank(right.fit), right.app.permissions?.count ?? 0, right.app.name)
    }
    let foreign = own.first {
      $0.key == .foreign && fit(of: $0, organization, access, permissions) == .serves
    }
    return AppChoice(fit: best?.fit ?? Situation.AppFit.none, name: best?.app.name, foreign: foreign?.name)
  }

  /// The keys of Apps that the description doesn't name, by the automations that use them.
  static func unnamedKeys(in organization: Organization) -> [AutomationID: [Name]] {
    let named = Set(organization.apps.map(\.key))
    let unnamed = organization.credentials.filter { credential in
      credential.kind.record.rights == .app && !named.contains(.credential(credential.name))
        && credential.holder.map { organization.apps[$0] == nil } ?? true
    }
    var keys: [AutomationID: [Name]] = [:]
    for credential in unnamed {
      for automation in credential.usedBy { keys[automation, default: []].append(credential.name) }
    }
    return keys
  }

  private static func fit(
    of app: App, _ organization: Organization, _ access: Access, _ permissions: [String: AccessLevel]
  ) -> Situation.AppFit {
    let hasRepository = covers(app.repositories, access)
    let hasPermissions = permissions.allSatisfy { name, level in
      app.permissions?[name].map { $0 >= level } ?? false
    }
    if hasPermissions { return hasRepository ? .serves : .lacksRepository }
    if onlyReads(app), permissions.values.contains(where: { $0 > .read }) { return .wouldGainWrite }
    return hasRepository ? .lacksPermission : .lacksBoth
  }

  static func covers(_ repositories: App.Repositories?, _ access: Access) -> Bool {
    guard case .repository(let reference) = access.need.target else { return !access.isOutside }
    return switch repositories {
    case .all: !access.isOutside
    case .selected(let selected): selected.contains(reference)
    case nil: false
    }
  }

  private static func onlyReads(_ app: App) -> Bool {
    app.permissions?.values.allSatisfy { $0 == .read } ?? false
  }

  private static func rank(_ fit: Situation.AppFit) -> Int {
    switch fit {
    case .serves: 0
    case .lacksRepository: 1
    case .lacksPermission: 2
    case .lacksBoth: 3
    case .wouldGainWrite: 4
    case .none: 5
    }
  }
}
