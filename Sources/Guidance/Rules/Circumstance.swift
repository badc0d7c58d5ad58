package import OrganizationModel

/// Something that is so, is not so, or is unknown of one access.
package enum Circumstance: String, Sendable, CaseIterable, Hashable {
  case runsInActions = "runs-in-actions"
  case runsPullRequestsInEnvironment = "runs-pull-requests-in-environment"
  case isForeignWorkflow = "is-foreign-workflow"
  case isUpdater = "is-updater"
  case isCodespace = "is-codespace"
  case startsFromPublicRepository = "starts-from-public-repository"
  case runsForForks = "runs-for-forks"
  case runsForDependabot = "runs-for-dependabot"

  case isPackageAccess = "is-package-access"
  case isRepositoryAccess = "is-repository-access"
  case isOrganizationAccess = "is-organization-access"
  case pulls, publishes, deletes, clones, pushes
  case opensPullRequest = "opens-pull-request"
  case merges
  case writesBranches = "writes-branches"
  case administers
  case managesMembers = "manages-members"
  case managesSecretsOrRunners = "manages-secrets-or-runners"
  case readsAuditLog = "reads-audit-log"
  case isGitOnly = "is-git-only"
  case onlyReads = "only-reads"
  case mustTriggerWorkflows = "must-trigger-workflows"
  case causesEvents = "causes-events"
  case changesWorkflowFiles = "changes-workflow-files"

  case ownRepository = "own-repository"
  case otherOrganization = "other-organization"
  case sameEnterprise = "same-enterprise"
  case isPublic = "is-public"
  case isInternal = "is-internal"

  case isContainer = "is-container"
  case isNPM = "is-npm"
  case isNuGet = "is-nuget"
  case isRubyGems = "is-rubygems"
  case isMavenOrGradle = "is-maven-or-gradle"
  case linkedToOwnRepository = "linked-to-own-repository"
  case linkedToNothing = "linked-to-nothing"
  case inheritanceIsOff = "inheritance-is-off"
  case repositoryIsGranted = "repository-is-granted"
  case repositoryIsGrantedAdmin = "repository-is-granted-admin"

  case deployKeysForbidden = "deploy-keys-forbidden"
  case deployKeysAreSaid = "deploy-keys-are-said"
  case classicPATsForbidden = "classic-pats-forbidden"
  case classicPATBanIsComing = "classic-pat-ban-is-coming"
  case fineGrainedPATsForbidden = "fine-grained-pats-forbidden"
  case fineGrainedPATsNeedApproval = "fine-grained-pats-need-approval"
  case appsForbidden = "apps-forbidden"
  case appsPreferred = "apps-preferred"
  case followsGitHubDocs = "follows-github-docs"
  case actionsMayCreatePullRequests = "actions-may-create-pull-requests"
  case workflowsWriteByDefault = "workflows-write-by-default"
  case membersReachRepositories = "members-reach-repositories"

  case onGHES = "on-ghes"
  case onGHECom = "on-ghe-com"
  case privateModeIsOn = "private-mode-is-on"
  case hasEnterprisePlan = "has-enterprise-plan"
  case hasManagedUsers = "has-managed-users"
  case hasSAMLSSO = "has-saml-sso"

  case holderIsOutsideCollaborator = "holder-is-outside-collaborator"
  case holderIsProposed = "holder-is-proposed"
  case holderIsOwner = "holder-is-owner"
  case noAppIsDescribed = "no-app-is-described"
  case appLacksRepository = "app-lacks-repository"
  case appLacksPermission = "app-lacks-permission"
  case appWouldGainWrite = "app-would-gain-write"
  case foreignAppServes = "foreign-app-serves"
}

extension Circumstance {
  /// Whether it is so; nil is unknown.
  package func holds(in situation: Situation) -> Bool? {
    switch self {
    case .runsInActions: situation.place == .workflow
    case .runsPullRequestsInEnvironment: situation.runsPullRequestsInEnvironment
    case .isForeignWorkflow: situation.place == .actions
    case .isUpdater: situation.place == .dependabot
    case .isCodespace: situation.place == .codespaces
    case .startsFromPublicRepository: situation.startsFromPublicRepository
    case .runsForForks: situation.runsForForks
    case .runsForDependabot: situation.runsForDependabot
    case .isPackageAccess: situation.verb.targetKind == .package
    case .isRepositoryAccess: situation.verb.targetKind == .repository
    case .isOrganizationAccess: situation.verb.targetKind == .organization
    case .pulls: situation.verb == .pull
    case .publishes: situation.verb == .publish
    case .deletes: situation.verb == .delete
    case .clones: situation.verb == .clone
    case .pushes: situation.verb == .push
    case .opensPullRequest: situation.verb == .openPullRequest
    case .merges: situation.verb == .merge
    case .writesBranches: situation.verb.writesBranches
    case .administers: situation.verb == .administer
    case .managesMembers: situation.verb == .manageMembers
    case .managesSecretsOrRunners: situation.verb == .manageSecrets || situation.verb == .manageRunners
    case .readsAuditLog: situation.verb == .readAuditLog
    case .isGitOnly: situation.verb == .clone || situation.verb == .push
    case .onlyReads: situation.verb.onlyReads
    case .mustTriggerWorkflows: situation.triggersWorkflows && situation.verb.causesEvents
    case .causesEvents: situation.verb.causesEvents
    case .changesWorkflowFiles: situation.changesWorkflows && situation.verb.changesContents
    default: holdsOfTarget(in: situation)
    }
  }

  private func holdsOfTarget(in situation: Situation) -> Bool? {
    switch self {
    case .ownRepository: situation.relation == .own
    case .otherOrganization: situation.relation == .otherOrganization
    case .sameEnterprise:
      situation.relation == .otherOrganization || situation.place == .actions
        ? situation.sameEnterprise : true
    case .isPublic: situation.visibility.map { $0 == .public }
    case .isInternal: situation.visibility.map { $0 == .internal }
    case .isContainer: situation.registry.map { $0 == .container }
    case .isNPM: situation.registry.map { $0 == .npm }
    case .isNuGet: situation.registry.map { $0 == .nuget }
    case .isRubyGems: situation.registry.map { $0 == .rubygems }
    case .isMavenOrGradle: situation.registry.map { $0 == .maven || $0 == .gradle }
    case .linkedToOwnRepository: situation.link.map { $0 == .own }
    case .linkedToNothing: situation.link.map { $0 == .none }
    case .inheritanceIsOff: !situation.inheritsAccess
    case .repositoryIsGranted:
      situation.actionsGrant.map { $0 >= (situation.verb == .pull ? .read : .write) }
    case .repositoryIsGrantedAdmin: situation.actionsGrant.map { $0 >= .admin }
    default: holdsOfOrganization(in: situation)
    }
  }

  private func holdsOfOrganization(in situation: Situation) -> Bool? {
    switch self {
    case .deployKeysForbidden: situation.deployKeys.map { $0 == .forbidden }
    case .deployKeysAreSaid: situation.deployKeysSaid
    case .classicPATsForbidden: situation.classicPATs == .forbidden
    case .classicPATBanIsComing: situation.classicPATs == .banIsComing
    case .fineGrainedPATsForbidden: situation.fineGrainedPATs == .forbidden
    case .fineGrainedPATsNeedApproval: situation.fineGrainedPATs == .approval
    case .appsForbidden: situation.apps == .forbidden
    case .appsPreferred: situation.apps == .preferred
    case .followsGitHubDocs: situation.profile == .githubDocs
    case .actionsMayCreatePullRequests: situation.actionsCanCreatePullRequests
    case .workflowsWriteByDefault: situation.workflowsWriteByDefault
    case .membersReachRepositories:
      situation.relation == .otherOrganization ? false : situation.basePermission.map { $0 != .none }
    case .onGHES: situation.product == .ghes
    case .onGHECom: situation.product == .gheCom
    case .privateModeIsOn: situation.product == .ghes ? situation.privateMode : false
    case .hasEnterprisePlan:
      situation.product != .githubCom ? true : situation.plan.map { $0 == .enterprise }
    case .hasManagedUsers: situation.managedUsers
    case .hasSAMLSSO: situation.samlSSO
    default: holdsOfHolder(in: situation)
    }
  }

  private func holdsOfHolder(in situation: Situation) -> Bool? {
    switch self {
    case .holderIsOutsideCollaborator: situation.holder.map { $0 == .outsideCollaborator }
    case .holderIsProposed: situation.holder.map { $0 == .proposed }
    case .holderIsOwner: situation.holder.map { $0 == .owner }
    case .noAppIsDescribed: situation.appInUse.map { $0 == .none }
    case .appLacksRepository: situation.appInUse.map { $0 == .lacksRepository || $0 == .lacksBoth }
    case .appLacksPermission: situation.appInUse.map { $0 == .lacksPermission || $0 == .lacksBoth }
    case .appWouldGainWrite: situation.appInUse.map { $0 == .wouldGainWrite }
    case .foreignAppServes: situation.foreignAppServes
    default: nil
    }
  }

  /// What must be known to tell.
  package var looksAt: Unknown? {
    switch self {
    case .runsForForks: .forks
    case .runsForDependabot: .dependabot
    case .sameEnterprise: .sameEnterprise
    case .isPublic, .isInternal: .visibility
    case .isContainer, .isNPM, .isNuGet, .isRubyGems, .isMavenOrGradle: .registry
    case .linkedToOwnRepository, .linkedToNothing: .link
    case .repositoryIsGranted, .repositoryIsGrantedAdmin: .actionsGrant
    case .deployKeysForbidden: .deployKeys
    case .hasEnterprisePlan: .plan
    case .privateModeIsOn: .privateMode
    case .membersReachRepositories: .basePermission
    case .holderIsOutsideCollaborator, .holderIsProposed, .holderIsOwner: .holder
    case .noAppIsDescribed, .appLacksRepository, .appLacksPermission, .appWouldGainWrite: .app
    default: nil
    }
  }
}

extension Verb {
  /// Whether it does something in a repository that could start workflows; dispatches start them always (G-12).
  package var causesEvents: Bool {
    switch self {
    case .dispatch, .notify, .administer: false
    case .publish, .delete: true
    default: targetKind == .repository && !onlyReads
    }
  }

  /// Whether it writes to a branch or a tag, so that a rule of the repository may refuse it.
  package var writesBranches: Bool {
    switch self {
    case .push, .release, .merge: true
    default: false
    }
  }

  /// Whether it brings commits into the repository.
  package var changesContents: Bool {
    switch self {
    case .push, .release, .openPullRequest, .merge: true
    default: false
    }
  }
}
