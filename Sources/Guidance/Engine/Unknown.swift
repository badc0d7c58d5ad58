import OrganizationModel

/// Something that a description may leave unsaid and that a rule looks at.
package enum Unknown: String, Sendable, Hashable, DeclaredOrder {
  case visibility, registry, link, actionsGrant, sameEnterprise
  case deployKeys, pullRequestSwitch, plan, version, privateMode, holder, app, basePermission, forks,
    dependabot
}

extension Situation {
  package func isUnknown(_ unknown: Unknown) -> Bool {
    switch unknown {
    case .visibility: visibility == nil
    case .registry: registry == nil
    case .link: link == nil
    case .actionsGrant: actionsGrant == nil
    case .sameEnterprise: sameEnterprise == nil
    case .deployKeys: deployKeys == nil
    case .pullRequestSwitch: actionsCanCreatePullRequests == nil
    case .plan: plan == nil
    case .version: version == nil
    case .privateMode: privateMode == nil
    case .holder: holder == nil
    case .app: appInUse == nil
    case .basePermission: basePermission == nil
    case .forks: runsForForks == nil
    case .dependabot: runsForDependabot == nil
    }
  }

  /// Everything that an unknown may turn out to be, in a fixed order.
  package func answers(to unknown: Unknown) -> [PossibleAnswer<Situation>] {
    switch unknown {
    case .visibility:
      possible(visibilities, \.visibility) { $0.rawValue }
    case .registry: possible(Registry.allCases, \.registry) { $0.rawValue }
    case .link: possible(Link.allCases, \.link, linkText)
    case .actionsGrant: possible(ActionsGrant.allCases, \.actionsGrant) { $0.rawValue }
    case .sameEnterprise: possible([true, false], \.sameEnterprise) { String($0) }
    case .deployKeys: possible(Switch.allCases, \.deployKeys) { $0.rawValue }
    case .pullRequestSwitch: possible([true, false], \.actionsCanCreatePullRequests) { String($0) }
    case .plan: possible(Platform.Plan.allCases, \.plan) { $0.rawValue }
    case .version: possible(Fact.versionSteps, \.version) { "\($0)" }
    case .privateMode: possible([true, false], \.privateMode) { String($0) }
    case .holder:
      possible([.member, .outsideCollaborator], \.holder) {
        $0 == .member ? "member" : "outside_collaborator"
      }
    case .app: appAnswers
    case .basePermission: possible(Policy.BasePermission.allCases, \.basePermission) { $0.rawValue }
    case .forks: possible([true, false], \.runsForForks) { String($0) }
    case .dependabot: possible([true, false], \.runsForDependabot) { String($0) }
    }
  }

  /// What the permissions of the best App may be, and whether an App that nobody names may do it.
  private var appAnswers: [PossibleAnswer<Situation>] {
    guard !possibleAppFits.isEmpty else { return unnamedAppAnswers }
    return possibleAppFits.flatMap { fit in
      var situation = self
      situation.app = fit
      guard situation.appInUse == nil else { return [PossibleAnswer(text: words(fit), situation: situation)] }
      return situation.unnamedAppAnswers.map {
        PossibleAnswer(text: "\(words(fit)), and \($0.text)", situation: $0.situation)
      }
    }
  }

  private var unnamedAppAnswers: [PossibleAnswer<Situation>] {
    possible([true, false], \.unnamedAppServes) {
      $0 ? "an App that may do this" : "no App that may do this"
    }
  }

  /// What the permissions of an App are that serves so.
  private func words(_ fit: AppFit) -> String {
    switch fit {
    case .serves, .lacksRepository: "the permissions of this access"
    case .lacksPermission, .lacksBoth:
      possibleAppFits.contains(.wouldGainWrite) ? "something else that writes" : "something else"
    case .wouldGainWrite: "only permissions that read"
    case .none: "none"
    }
  }

  /// Internal things exist in enterprises only, and another organization may be of one whatever our plan is; GHE.com
  /// has no public ones (E-12).
  private var visibilities: [Visibility] {
    Visibility.allCases.filter { visibility in
      switch visibility {
      case .public: product != .gheCom
      case .private: true
      case .internal:
        product != .githubCom || relation == .otherOrganization || plan == .enterprise || plan == nil
      }
    }
  }

  private var hasPossibleVisibility: Bool {
    visibility.map { visibilities.contains($0) } ?? true
  }

  private func linkText(_ link: Link) -> String {
    switch link {
    case .own: "the workflow's repository"
    case .sibling: "another repository"
    case .none: "null"
    }
  }

  private func possible<Value>(
    _ values: [Value], _ path: WritableKeyPath<Situation, Value?>, _ text: (Value) -> String
  ) -> [PossibleAnswer<Situation>] {
    values.map { value in
      var situation = self
      situation[keyPath: path] = value
      return PossibleAnswer(text: text(value), situation: situation)
    }
  }

  /// Every situation in which the given unknowns are known, and that can be.
  package func completions(_ unknowns: [Unknown]) -> [Situation] {
    var all = [self]
    for unknown in unknowns where isUnknown(unknown) {
      all = all.flatMap { $0.answers(to: unknown).map(\.situation) }
    }
    // A plan that is supposed may have nothing internal.
    if visibility == nil, plan == nil { all.removeAll { !$0.hasPossibleVisibility } }
    // To suppose an answer is not to have it said.
    for index in all.indices { all[index].deployKeysSaid = deployKeysSaid }
    return all
  }
}
