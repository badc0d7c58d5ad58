import OrganizationModel

/// Reads off a description what one access is like, as far as rules may look at it.
struct SituationReader: Sendable {
  let organization: Organization
  let day: Day
  let profile: Profile

  /// The situation without its holder and its App, which are found across accesses.
  func situation(of access: Access) -> Situation {
    var situation = Situation(verb: access.need.verb)
    situation.api = access.need.api
    readAutomation(of: access, into: &situation)
    readTarget(of: access, into: &situation)
    readPolicy(of: access, into: &situation)
    readPlatform(of: access, into: &situation)
    return situation
  }

  // MARK: The automation

  private func readAutomation(of access: Access, into situation: inout Situation) {
    situation.place = access.consumer.map { Situation.Place($0.kind.record.place) } ?? .workflow
    situation.fromFork = access.need.fromFork
    situation.triggersWorkflows = access.need.triggersWorkflows
    situation.changesWorkflows = access.need.changesWorkflows
    if situation.place == .codespaces {
      situation.startsFromPublicRepository = !access.ownRepositories.allSatisfy(isKeptFromPublic)
    }
    guard let workflow = access.workflow else { return }
    situation.runsPullRequestsInEnvironment =
      access.environment != nil && workflow.triggers.contains("pull_request")
    if let name = access.environment, let repository = access.workflowRepository {
      situation.waitsForReviewers = hasReviewers(name, in: organization.repositories[repository])
      situation.runsInEnvironmentOnOwnRunners = workflow.selfHosted == true
    }
    situation.runsForForks = workflow.forks ?? answer(workflow, Self.forkEvents)
    situation.runsForDependabot = workflow.dependabot ?? answer(workflow, Self.dependabotEvents)
  }

  /// Reviewers that the plan doesn't have keep no run waiting (S-09); the description's check reports them.
  private func hasReviewers(_ environment: Name, in repository: Repository?) -> Bool {
    guard let repository, repository.environments[environment]?.reviewers.isEmpty == false else {
      return false
    }
    let platform = organization.platform
    let isBelowEnterprise = platform.plan == .free || platform.plan == .team
    return platform.product != .githubCom || repository.visibility == .public || !isBelowEnterprise
  }

  private func isKeptFromPublic(_ repository: Name) -> Bool {
    organization.repositories[repository]?.visibility.map { $0 != .public } ?? false
  }

  /// A workflow that no such event starts does not run so; of others it is unknown.
  private func answer(_ workflow: Workflow, _ events: Set<String>) -> Bool? {
    events.isDisjoint(with: workflow.triggers) ? false : nil
  }

  static let forkEvents: Set<String> = [
    "pull_request", "pull_request_review", "pull_request_review_comment",
  ]
  /// The events of G-18.
  static let dependabotEvents: Set<String> = [
    "pull_request", "pull_request_review", "pull_request_review_comment", "push", "create", "deployment",
    "deployment_status",
  ]

  // MARK: The target

  private func readTarget(of access: Access, into situation: inout Situation) {
    situation.relation = access.isOutside ? .otherOrganization : .sibling
    situation.sameEnterprise = access.outside.map(\.sameEnterprise) ?? ownSameEnterprise(access)
    switch access.need.target {
    case .package: access.package.map { readPackage($0, access, into: &situation) }
    case .repository(let reference): readRepository(reference, access, into: &situation)
    case .organization: break
    }
  }

  private func readRepository(
    _ reference: RepositoryReference, _ access: Access, into situation: inout Situation
  ) {
    if let outside = access.outside {
      situation.visibility = outside.repositories[reference.name]?.visibility
      return
    }
    if isOwn(reference.name, access) { situation.relation = .own }
    situation.visibility = organization.repositories[reference.name]?.visibility
    situation.branchRules = branchRules(organization.repositories[reference.name], access.need)
    situation.targetIsArchived = organization.repositories[reference.name]?.archived ?? false
    situation.sameEnterprise = true
  }

  /// What is described are branches: of tags nobody says anything.
  private func branchRules(_ repository: Repository?, _ need: Need) -> Situation.BranchRules {
    guard let repository, let rules = repository.rules, need.record.writesBranches else { return .unsaid }
    if repository.rules(of: need.branch) != nil { return .refuse }
    return need.branch != nil || rules.isEmpty ? Situation.BranchRules.none : .unsaid
  }

  /// A workflow of another organization says itself whether that is of the same enterprise.
  private func ownSameEnterprise(_ access: Access) -> Bool? {
    guard let consumer = access.consumer, consumer.kind.record.place == .actions else { return true }
    return consumer.sameEnterprise
  }

  private func isOwn(_ repository: Name, _ access: Access) -> Bool {
    access.ownRepositories == [repository]
  }

  private func readPackage(_ package: Package, _ access: Access, into situation: inout Situation) {
    situation.visibility = package.visibility
    situation.registry = package.registry
    guard !access.ownRepositories.isEmpty, !access.isOutside else { return }
    situation.link = link(of: package, access)
    situation.inheritsAccess = package.inheritsAccess ?? true
    situation.actionsGrant = package.actionsAccess.map { granted in
      access.ownRepositories.map { grant(of: granted[$0]) }.min() ?? .none
    }
  }

  private func link(of package: Package, _ access: Access) -> Situation.Link? {
    switch package.link {
    case .unknown: nil
    case .none: Situation.Link.none
    case .repository(let reference): isOwn(reference.name, access) ? .own : .sibling
    }
  }

  private func grant(of role: PackageRole?) -> Situation.ActionsGrant {
    role.flatMap { Situation.ActionsGrant(rawValue: $0.rawValue) } ?? .none
  }

  // MARK: Policy and platform

  /// The policy of the target's owner governs; of an organization that is not described, the defaults.
  private func readPolicy(of access: Access, into situation: inout Situation) {
    let policy = organization.policy
    situation.profile = profile
    situation.classicPATs = classicPATs(access.outside?.classicPATs ?? policy.classicPATs)
    situation.fineGrainedPATs = access.outside?.fineGrainedPATs ?? policy.fineGrainedPATs
    situation.apps = access.outside?.apps ?? policy.apps
    if access.need.record.isByGit {
      situation.deployKeys = access.outside.map(\.deployKeys) ?? policy.deployKeys
    }
    if access.need.verb == .openPullRequest {
      situation.actionsCanCreatePullRequests = policy.actionsCanCreatePullRequests ?? false
    }
    if access.need.record.asksForSwitch, access.workflow != nil {
      situation.actionsCanCreatePullRequests = policy.actionsCanCreatePullRequests
    }
    if access.workflow != nil {
      situation.workflowsWriteByDefault = policy.defaultWorkflowPermissions == .write
    }
    if !access.isOutside { situation.basePermission = policy.basePermission }
  }

  private func classicPATs(_ policy: ClassicPATPolicy) -> Situation.ClassicPATs {
    guard policy.allows(on: day) else { return .forbidden }
    return if case .forbiddenFrom = policy { .banIsComing } else { .allowed }
  }

  private func readPlatform(of access: Access, into situation: inout Situation) {
    let platform = organization.platform
    situation.product = platform.product
    if platform.product == .ghes {
      situation.version = platform.version
      situation.privateMode = platform.privateMode
    }
    if situation.verb.targetKind == .organization, let outside = access.outside {
      // What belongs to one enterprise has its plan.
      situation.plan = outside.plan ?? (outside.sameEnterprise == true ? .enterprise : nil)
    } else if situation.verb.targetKind == .organization || situation.visibility == nil {
      situation.plan = platform.plan
    }
    situation.managedUsers = platform.managedUsers
    situation.samlSSO = platform.samlSSO
  }
}
