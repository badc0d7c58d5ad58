internal import SourceText

/// What is written well and cannot work, or is unwise: warnings, few and true.
enum Findings {
  static func report(_ organization: Organization, _ problems: inout Problems) {
    guard let plan = organization.platform.plan else { return }
    for repository in organization.repositories { reportRepository(repository, plan, &problems) }
    guard plan == .free else { return }
    for credential in organization.credentials { reportSecret(credential, organization, &problems) }
  }

  /// S-09; internal repositories exist on the enterprise plan only.
  private static func reportRepository(
    _ repository: Repository, _ plan: Platform.Plan, _ problems: inout Problems
  ) {
    guard plan != .enterprise, let visibility = repository.visibility, visibility != .public else { return }
    if visibility == .internal {
      problems.warning(
        "plan-lacks-it", "found the internal repository `\(repository.name)` on the plan `\(plan.rawValue)`",
        at: repository.range, help: "internal repositories require the plan `enterprise`")
    }
    for environment in repository.environments {
      if plan == .free {
        problems.warning(
          "plan-lacks-it", "found an environment of a private repository on the plan `free`",
          at: environment.range,
          help: "environments of private repositories require the plan `team` or `enterprise`")
      } else if !environment.reviewers.isEmpty {
        problems.warning(
          "plan-lacks-it",
          "found reviewers of an environment of a private repository on the plan `\(plan.rawValue)`",
          at: environment.range, help: "reviewers in private repositories require the plan `enterprise`")
      }
    }
  }

  /// S-10.
  private static func reportSecret(
    _ credential: ExistingCredential, _ organization: Organization, _ problems: inout Problems
  ) {
    let isPrivate = { (name: Name) in
      organization.repositories[name]?.visibility.map { $0 != .public } ?? false
    }
    for case .organization(let secret, let visibility, _) in credential.storedIn ?? [] {
      let reachesPrivate =
        switch visibility {
        case .all: credential.usedBy.contains { $0.repository.map(isPrivate) ?? false }
        case .private: true
        case .selected(let names): names.contains(where: isPrivate)
        }
      guard reachesPrivate else { continue }
      problems.warning(
        "plan-lacks-it",
        "found the organization secret `\(secret)` for a private repository on the plan `free`",
        at: credential.range, help: "on that plan, private repositories can't use organization secrets")
    }
  }
}

extension AutomationID {
  fileprivate var repository: Name? {
    if case .workflow(let repository, _) = self { repository } else { nil }
  }
}
