import Guidance
import OrganizationModel

/// How a point of the reference is told to the engine: names only, no judgement.
extension Reference.Point {
  func situation() throws -> Situation {
    let name = verb == "api" && target == .organization ? "api-organization" : verb
    guard let verb = Verb(rawValue: name) else { throw Unreadable(name) }
    var situation = Situation(verb: verb)
    if self.verb == "api" { situation.api = called }
    situation.place =
      switch place {
      case .workflow: .workflow
      case .elsewhere: .outside
      case .dependabot: .dependabot
      case .codespaces: .codespaces
      case .actions: .actions
      }
    situation.triggersWorkflows = triggersWorkflows
    situation.changesWorkflows = changesWorkflows
    situation.fromFork = fromFork
    situation.branchRules =
      switch branchRefuses {
      case .yes: .refuse
      case .no: Situation.BranchRules.none
      case .unsaid: .unsaid
      }
    situation.targetIsArchived = archived
    tellTarget(to: &situation)
    tellPolicy(to: &situation)
    tellPlatform(to: &situation)
    return situation
  }

  struct Unreadable: Error {
    var verb: String
    init(_ verb: String) { self.verb = verb }
  }

  private var called: APICalls {
    let permissions = Reference.calledPermissions(calls).compactMapValues { AccessLevel(rawValue: $0) }
    guard calls == .agents else { return APICalls(permissions: permissions) }
    return APICalls([
      EndpointRecord(
        text: "POST /repos/{owner}/{repo}/agents", target: .repository, permissions: permissions,
        refuses: [.job, .app], undocumented: [], scopes: nil)
    ])
  }

  private func tellTarget(to situation: inout Situation) {
    switch target {
    case .ownRepository: situation.relation = .own
    case .sibling, .organization: situation.relation = .sibling
    case .otherOrganization: situation.relation = .otherOrganization
    }
    if target == .otherOrganization || place == .actions { situation.sameEnterprise = flag(sameEnterprise) }
    if target != .organization {
      situation.visibility = visibility.flatMap { Visibility(rawValue: $0.rawValue) }
    }
    guard Reference.isPackage(self) else { return }
    situation.registry = Registry(rawValue: registry.rawValue)
    guard hasRepository, target != .otherOrganization else { return }
    situation.link =
      switch link {
      case .own: .own
      case .sibling: .sibling
      case .none: Situation.Link.none
      case .unsaid: nil
      }
    situation.inheritsAccess = flag(inherits) ?? true
    situation.actionsGrant = grant
  }

  /// Whether it runs for a repository, `web`, that a package may be linked to and may grant.
  var hasRepository: Bool {
    switch place {
    case .workflow, .dependabot, .codespaces: true
    case .elsewhere, .actions: false
    }
  }

  private var grant: Situation.ActionsGrant? {
    switch actionsAccess {
    case .unsaid: nil
    case .notListed: Situation.ActionsGrant.none
    case .tooLittle: verb == "pull" ? Situation.ActionsGrant.none : verb == "publish" ? .read : .write
    case .enough: verb == "pull" ? .read : verb == "publish" ? .write : .admin
    }
  }

  private func tellPolicy(to situation: inout Situation) {
    situation.actionsCanCreatePullRequests = verb == "approve" ? flag(workflowsMayApprove) : false
    situation.profile = profile == .hybrid ? .hybrid : .githubDocs
    situation.classicPATs = classicAllowed ? .allowed : .forbidden
    situation.fineGrainedPATs = fineGrainedAllowed ? .approval : .forbidden
    if verb == "clone" || verb == "push" {
      situation.deployKeys = flag(deployKeys).map { $0 ? .allowed : .forbidden }
    }
    situation.apps =
      switch apps {
      case .ifDescribed: .ifDescribed
      case .preferred: .preferred
      case .forbidden: .forbidden
      }
    situation.app =
      switch app {
      case .none, .ofOthers: Situation.AppFit.none
      case .mayDoAnything: nil
      case .serves: .serves
      case .lacksRepository: .lacksRepository
      case .lacksPermission: .lacksPermission
      case .lacksBoth: .lacksBoth
      // An App that only reads serves what only reads.
      case .onlyReads: Reference.writes(self) ? .wouldGainWrite : .serves
      }
    if app == .mayDoAnything {
      situation.possibleAppFits =
        Reference.writes(self) ? [.serves, .lacksPermission, .wouldGainWrite] : [.serves, .lacksPermission]
    }
    situation.broker =
      switch broker {
      case .none: Situation.BrokerFit.none
      case .serves: .serves
      case .lacksPermission: .lacksPermission
      }
    situation.foreignAppServes = app == .ofOthers
    situation.unnamedAppServes = flag(unnamedApp)
    situation.holder =
      switch machineUser {
      case .none: .proposed
      case .member: .member
      case .outsideCollaborator: .outsideCollaborator
      case .unsaid: nil
      }
  }

  private func tellPlatform(to situation: inout Situation) {
    situation.managedUsers = managedUsers
    if target == .organization || visibility == nil {
      situation.plan = Platform.Plan(rawValue: plan.rawValue)
    }
    situation.privateMode = flag(privateMode)
    switch product {
    case .githubCom: situation.product = .githubCom
    case .gheCom: situation.product = .gheCom
    case .ghes(let major, let minor):
      situation.product = .ghes
      situation.version = ServerVersion(major, minor)
    case .someGHES:
      situation.product = .ghes
      situation.version = nil
    }
  }

  private func flag(_ answer: Reference.Answer) -> Bool? {
    switch answer {
    case .yes: true
    case .no: false
    case .unsaid: nil
    }
  }
}

extension Reference.Outcome {
  /// An outcome of the engine in the reference's words.
  init(_ weighing: Weighing) {
    switch weighing.outcome {
    case .open: self = .open
    case .impossible: self = .impossible
    case .decided:
      self = .decided(
        kind: weighing.kind?.rawValue ?? "", scopes: weighing.privileges.scopes,
        permissions: weighing.privileges.permissions.mapValues(\.rawValue))
    }
  }

  /// Short: `classic_pat repo`.
  var words: String {
    switch self {
    case .open: "open"
    case .impossible: "impossible"
    case .decided(let kind, let scopes, let permissions):
      ([kind] + scopes + permissions.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" })
        .joined(separator: " ")
    }
  }
}

extension Reference.Claim {
  /// The engine's id of what is claimed.
  var fact: String {
    switch self {
    case .containersAreThere: "container-registry-exists"
    case .mavenIsThere: "maven-and-gradle-are-available"
    case .containersTakeJobTokens: "container-registry-accepts-job-tokens"
    case .packagesTakeAppTokens: "packages-accept-app-tokens"
    case .packagesTakeFineGrained: "packages-accept-fine-grained-pats"
    case .packagesTakeSSHKeys: "packages-accept-ssh-keys"
    case .publicImagesAreFree: "public-container-images-need-no-credential"
    case .otherPublicPackagesAreFree: "other-registries-serve-public-packages-anonymously"
    case .publicRepositoriesAreFree: "public-repositories-need-no-credential"
    case .visitorsAreServed: "visitors-are-served"
    case .containersHaveGrants: "container-packages-have-grants"
    case .npmHasGrants: "npm-packages-have-grants"
    case .nugetHasGrants: "nuget-packages-have-grants"
    case .rubygemsHaveGrants: "rubygems-packages-have-grants"
    case .privateModeAsksForSignIn: "private-mode-asks-everyone-to-sign-in"
    case .updaterHasToken: "dependabot-updates-have-a-token"
    case .updaterPullsMaven: "dependabot-tokens-pull-maven-packages"
    case .updaterWrites: "dependabot-tokens-write"
    case .updaterReadsSiblings: "dependabot-reads-repositories-of-its-organization"
    case .updaterTakesKeys: "dependabot-takes-ssh-keys"
    case .updaterMakesInstallationTokens: "dependabot-makes-installation-tokens"
    case .codespacesPull: "codespaces-pull-packages-with-grants"
    case .codespacesPublish: "codespaces-publish-packages"
    case .codespacesReachSiblings: "codespaces-reach-repositories-of-their-owner"
    case .keysCanBeForbidden: "deploy-keys-can-be-forbidden"
    case .managedUsersAreInvited: "managed-users-are-invited-by-the-api"
    case .mavenHasGrants: "maven-gradle-packages-have-grants"
    case .jobsPullInternal: "workflows-pull-internal-packages"
    case .jobTokensLeaveActions: "job-tokens-work-outside-actions"
    case .jobTokensReachOthers: "job-tokens-reach-other-repositories"
    case .jobTokensAdminister: "job-tokens-administer"
    case .jobTokensStartWorkflows: "job-token-events-start-workflows"
    case .jobTokensChangeWorkflows: "job-tokens-change-workflow-files"
    case .jobTokensPublishElsewhere: "job-tokens-publish-to-other-owners"
    case .jobTokensPullElsewhere: "job-tokens-reach-packages-of-other-organizations"
    case .keysCallTheAPI: "ssh-keys-call-the-api"
    case .keyPushesStartWorkflows: "deploy-key-pushes-start-workflows"
    case .keysChangeWorkflows: "deploy-keys-change-workflow-files"
    case .fineGrainedExist: "fine-grained-pats-exist"
    case .fineGrainedServeCollaborators: "fine-grained-pats-serve-outside-collaborators"
    case .fineGrainedReachInternalElsewhere: "fine-grained-pats-reach-internal-repositories-elsewhere"
    case .managedUsersLeave: "managed-users-leave-their-enterprise"
    case .everyPlanHasAuditLog: "audit-log-has-an-api-on-every-plan"
    case .jobTokensPassRules: "job-tokens-pass-branch-rules"
    case .onlyClassicReachesForks: "classic-pats-alone-reach-fork-and-upstream"
    case .visitorsReadByAPI: "visitors-read-what-is-public-by-the-api"
    case .appsActAsUsers: "apps-do-what-asks-for-a-user"
    case .fineGrainedDoEverything: "fine-grained-pats-do-everything"
    case .classicDoEverything: "classic-pats-do-everything"
    case .othersProveOrigin: "others-prove-where-a-run-is-from"
    case .archivedOnlyRead: "archived-repositories-are-read-only"
    case .unlistedCallsTakeJobTokens: "undocumented-calls-take-job-tokens"
    case .unlistedCallsTakeAppTokens: "undocumented-calls-take-app-tokens"
    case .unlistedCallsTakeFineGrained: "undocumented-calls-take-fine-grained-pats"
    case .brokersAreThere: "brokers-exchange-identities-of-jobs"
    }
  }

}
