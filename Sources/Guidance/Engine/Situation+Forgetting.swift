extension Situation {
  /// The situation with one thing unknown again.
  package func forgetting(_ unknown: Unknown) -> Situation {
    var situation = self
    switch unknown {
    case .visibility: situation.visibility = nil
    case .registry: situation.registry = nil
    case .link: situation.link = nil
    case .actionsGrant: situation.actionsGrant = nil
    case .sameEnterprise: situation.sameEnterprise = nil
    case .deployKeys: situation.deployKeys = nil
    case .pullRequestSwitch: situation.actionsCanCreatePullRequests = nil
    case .plan: situation.plan = nil
    case .version: situation.version = nil
    case .privateMode: situation.privateMode = nil
    case .holder: situation.holder = nil
    case .app:
      situation.unnamedAppServes = nil
      if !situation.possibleAppFits.isEmpty { situation.app = nil }
    case .basePermission: situation.basePermission = nil
    case .forks: situation.runsForForks = nil
    case .dependabot: situation.runsForDependabot = nil
    }
    return situation
  }
}
