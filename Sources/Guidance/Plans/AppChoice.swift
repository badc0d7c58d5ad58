import OrganizationModel

/// The described App that comes nearest to serving an access.
struct AppChoice: Sendable {
  /// Of an App whose permissions nobody says: nil.
  var fit: Situation.AppFit?
  /// How well such an App may serve.
  var possibleFits: [Situation.AppFit] = []
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
      (app: app, fits: fits(of: app, access, permissions))
    }
    let best = candidates.min { left, right in
      (rank(left.fits), left.app.permissions?.count ?? 0, left.app.name)
        < (rank(right.fits), right.app.permissions?.count ?? 0, right.app.name)
    }
    let foreign = own.first {
      $0.key == .foreign && fits(of: $0, access, permissions) == [.serves]
    }
    guard let best else { return AppChoice(fit: Situation.AppFit.none, foreign: foreign?.name) }
    let isKnown = best.fits.count == 1
    return AppChoice(
      fit: isKnown ? best.fits.first : nil, possibleFits: isKnown ? [] : best.fits, name: best.app.name,
      foreign: foreign?.name)
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

  /// How well it serves; more than one way where nobody says its permissions.
  private static func fits(
    of app: App, _ access: Access, _ permissions: [String: AccessLevel]
  ) -> [Situation.AppFit] {
    let hasRepository = covers(app.repositories, access)
    let (enough, tooLittle): (Situation.AppFit, Situation.AppFit) =
      hasRepository ? (.serves, .lacksPermission) : (.lacksRepository, .lacksBoth)
    let writes = permissions.values.contains { $0 > .read }
    guard let held = app.permissions else {
      return writes ? [enough, tooLittle, .wouldGainWrite] : [enough, tooLittle]
    }
    if held.include(permissions) { return [enough] }
    return writes && held.values.allSatisfy { $0 == .read } ? [.wouldGainWrite] : [tooLittle]
  }

  static func covers(_ repositories: App.Repositories?, _ access: Access) -> Bool {
    guard case .repository(let reference) = access.need.target else { return !access.isOutside }
    return switch repositories {
    case .all: !access.isOutside
    case .selected(let selected): selected.contains(reference)
    case nil: false
    }
  }

  /// One of which somebody says that it serves, or could, comes before one of which nobody knows.
  private static func rank(_ fits: [Situation.AppFit]) -> Int {
    guard fits.count == 1, let fit = fits.first else { return 4 }
    return switch fit {
    case .serves: 0
    case .lacksRepository: 1
    case .lacksPermission: 2
    case .lacksBoth: 3
    case .wouldGainWrite: 5
    case .none: 6
    }
  }
}
