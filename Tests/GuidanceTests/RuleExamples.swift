import Guidance
import OrganizationModel

/// When a rule applies, and one thing that makes it not apply: its test and its documentation.
struct RuleExample: Sendable {
  var rule: String
  /// The situation in which it applies.
  var applies: Situation
  /// The same with one thing changed; nil where the thing is a fact.
  var doesNot: Situation?
  /// The fact that is the other way round where the rule does not apply.
  var factThatDiffers: String?
  /// Facts that are the other way round in both.
  var turned: [String] = []

  /// - Parameters:
  ///   - given: from a workflow's access to its own private repository or package on github.com, all else by default.
  ///   - unless: the one thing.
  init(
    _ rule: String, _ verb: Verb, given: (inout Situation) -> Void = { _ in },
    unless: (inout Situation) -> Void, turned: [String] = []
  ) {
    var situation = Situation(verb: verb)
    given(&situation)
    self.rule = rule
    self.applies = situation
    unless(&situation)
    self.doesNot = situation
    self.turned = turned
  }

  init(_ rule: String, _ verb: Verb, given: (inout Situation) -> Void = { _ in }, unlessFact: String) {
    var situation = Situation(verb: verb)
    given(&situation)
    self.rule = rule
    self.applies = situation
    self.factThatDiffers = unlessFact
  }
}

private let inCluster: @Sendable (inout Situation) -> Void = { $0.place = .outside }

extension RuleExample {
  static let all: [RuleExample] =
    anonymous + jobToken + verbs + runToken + keysAndApps + pats + policy + orders + preconditions
    + runTokenPreconditions
    + storePreconditions + brokers + calls + branches + jobTokenRemarks + verbRemarks + secretRemarks
    + accountRemarks

  private static let anonymous: [RuleExample] = [
    RuleExample(
      "only-reading-goes-without-credential", .push, given: { $0.visibility = .public },
      unless: { $0.verb = .clone }),
    RuleExample(
      "only-public-things-go-without-credential", .clone, given: { $0.relation = .sibling },
      unless: { $0.visibility = .public }),
    RuleExample(
      "visitors-get-nothing-from-the-api", .readContents, unless: { $0.verb = .clone },
      turned: ["visitors-read-what-is-public-by-the-api"]),
    RuleExample(
      "registry-asks-everybody-for-a-token", .pull,
      given: {
        $0.visibility = .public
        $0.registry = .npm
      }, unless: { $0.registry = .container }),
    RuleExample(
      "product-serves-no-visitors", .pull, given: { $0.product = .gheCom },
      unless: { $0.product = .githubCom }),
    RuleExample(
      "private-mode-serves-no-visitors", .pull,
      given: {
        $0.visibility = .public
        $0.product = .ghes
        $0.privateMode = true
      }, unless: { $0.privateMode = false }),
    RuleExample(
      "job-has-a-token-anyway", .clone, given: { $0.visibility = .public },
      unless: { $0.relation = .sibling }),
  ]

  private static let jobToken: [RuleExample] = [
    RuleExample(
      "job-token-ends-with-its-job", .pull, given: inCluster, unless: { $0.place = .workflow }),
    RuleExample(
      "job-token-reaches-its-own-repository", .clone, given: { $0.relation = .sibling },
      unless: { $0.relation = .own }),
    RuleExample("job-token-administers-nothing", .administer, unless: { $0.verb = .push }),
    RuleExample(
      "container-registry-refuses-job-tokens", .publish, unless: { $0.registry = .npm },
      turned: ["container-registry-accepts-job-tokens"]),
    RuleExample(
      "job-token-starts-no-workflows", .push, given: { $0.triggersWorkflows = true },
      unless: { $0.verb = .dispatch }),
    RuleExample(
      "job-token-changes-no-workflow-files", .release, given: { $0.changesWorkflows = true },
      unless: { $0.verb = .commentOnIssue }),
    RuleExample(
      "job-token-publishes-to-its-own-owner", .publish, given: { $0.relation = .otherOrganization },
      unless: { $0.relation = .sibling }),
    RuleExample(
      "job-token-reaches-no-package-elsewhere", .pull, given: { $0.relation = .otherOrganization },
      unless: { $0.visibility = .internal }),
    RuleExample(
      "registry-grants-no-other-repository", .pull,
      given: {
        $0.registry = .maven
        $0.link = .sibling
      }, unless: { $0.registry = .npm }),
  ]

  private static let verbs: [RuleExample] = [
    RuleExample(
      "only-a-job-of-the-repository-does-it", .deployPages, given: { $0.relation = .sibling },
      unless: { $0.relation = .own }),
    RuleExample(
      "workflows-may-not-approve", .approve, unless: { $0.actionsCanCreatePullRequests = true }),
    RuleExample(
      "archived-repository-is-read-only", .push, given: { $0.targetIsArchived = true },
      unless: { $0.verb = .clone }),
    RuleExample("turn-on-what-it-needs", .uploadSARIF, unless: { $0.visibility = .public }),
    RuleExample("give-account-what-it-needs", .updateProject, unless: { $0.verb = .readMembers }),
    RuleExample("there-is-more-to-know", .approve, unless: { $0.verb = .label }),
    RuleExample("visitors-have-few-requests", .readContents, unless: { $0.verb = .clone }),
  ]

  private static let runToken: [RuleExample] = [
    RuleExample(
      "updater-has-no-token-for-packages", .pull,
      given: {
        $0.place = .dependabot
        $0.product = .ghes
      }, unless: { $0.product = .githubCom }),
    RuleExample(
      "updater-pulls-no-maven-packages", .pull,
      given: {
        $0.place = .dependabot
        $0.registry = .gradle
      }, unless: { $0.registry = .rubygems }),
    RuleExample(
      "updater-only-reads", .push, given: { $0.place = .dependabot }, unless: { $0.verb = .clone }),
    RuleExample(
      "updater-takes-no-ssh-keys", .clone, given: { $0.place = .dependabot },
      unless: { $0.place = .outside }),
    RuleExample(
      "updater-makes-no-installation-tokens", .clone, given: { $0.place = .dependabot },
      unless: { $0.place = .codespaces }),
    RuleExample(
      "codespace-pulls-registries-with-grants", .pull,
      given: {
        $0.place = .codespaces
        $0.registry = .maven
      }, unless: { $0.registry = .npm }),
    RuleExample(
      "codespace-publishes-no-packages", .publish, given: { $0.place = .codespaces },
      unless: { $0.verb = .pull }),
  ]

  private static let keysAndApps: [RuleExample] = [
    RuleExample("registry-takes-no-ssh-keys", .pull, unless: { $0.verb = .clone }),
    RuleExample("deploy-key-belongs-to-a-repository", .readMembers, unless: { $0.verb = .clone }),
    RuleExample("ssh-keys-call-no-api", .release, unless: { $0.verb = .push }),
    RuleExample(
      "deploy-key-and-workflow-files-not-documented", .push, given: { $0.changesWorkflows = true },
      unless: { $0.changesWorkflows = false }),
    RuleExample(
      "deploy-key-starts-no-workflows", .push, given: { $0.triggersWorkflows = true },
      unless: { $0.triggersWorkflows = false }, turned: ["deploy-key-pushes-start-workflows"]),
    RuleExample("registry-takes-no-app-tokens", .publish, unless: { $0.verb = .release }),
  ]

  private static let pats: [RuleExample] = [
    RuleExample("registry-takes-no-fine-grained-pats", .pull, unless: { $0.verb = .clone }),
    RuleExample(
      "fine-grained-pats-do-not-exist-yet", .clone,
      given: {
        $0.product = .ghes
        $0.version = ServerVersion(3, 9)
      }, unless: { $0.version = ServerVersion(3, 10) }),
    RuleExample(
      "fine-grained-pats-are-for-members", .clone, given: { $0.holder = .outsideCollaborator },
      unless: { $0.holder = .member }),
    RuleExample(
      "fine-grained-pats-reach-nothing-internal-elsewhere", .clone,
      given: {
        $0.visibility = .internal
        $0.relation = .otherOrganization
        $0.holder = .outsideCollaborator
      }, unless: { $0.relation = .sibling }),
    RuleExample(
      "managed-users-are-not-invited", .manageMembers, given: { $0.managedUsers = true },
      unless: { $0.managedUsers = false }),
    RuleExample(
      "managed-users-stay-in-their-enterprise", .clone,
      given: {
        $0.managedUsers = true
        $0.relation = .otherOrganization
        $0.sameEnterprise = false
      }, unless: { $0.sameEnterprise = true }),
    RuleExample(
      "audit-log-needs-enterprise-plan", .readAuditLog, unless: { $0.plan = .enterprise }),
    RuleExample(
      "container-registry-is-not-there", .pull,
      given: {
        $0.product = .ghes
        $0.version = ServerVersion(3, 4)
      }, unless: { $0.version = ServerVersion(3, 5) }),
    RuleExample(
      "maven-and-gradle-are-not-there", .pull,
      given: {
        $0.product = .gheCom
        $0.registry = .gradle
      }, unless: { $0.registry = .nuget }),
  ]

  private static let policy: [RuleExample] = [
    RuleExample(
      "deploy-keys-are-forbidden", .clone, given: { $0.deployKeys = .forbidden },
      unless: { $0.deployKeys = .allowed }),
    RuleExample(
      "apps-are-forbidden", .clone, given: { $0.apps = .forbidden }, unless: { $0.apps = .preferred }),
    RuleExample(
      "fine-grained-pats-are-forbidden", .clone, given: { $0.fineGrainedPATs = .forbidden },
      unless: { $0.fineGrainedPATs = .approval }),
    RuleExample(
      "classic-pats-are-forbidden", .pull, given: { $0.classicPATs = .forbidden },
      unless: { $0.classicPATs = .banIsComing }),
    RuleExample(
      "no-pat-is-permitted", .clone,
      given: {
        $0.classicPATs = .forbidden
        $0.fineGrainedPATs = .forbidden
      }, unless: { $0.fineGrainedPATs = .allowed }),
    RuleExample(
      "app-key-is-with-others", .clone, given: { $0.foreignAppServes = true }, unless: { $0.app = .serves }),
    RuleExample("no-app-is-described", .clone, unless: { $0.profile = .githubDocs }),
    RuleExample(
      "app-that-reads-gains-no-write", .push, given: { $0.app = .wouldGainWrite },
      unless: { $0.apps = .preferred }),
    RuleExample(
      "personal-credential-reaches-everything", .clone,
      unlessFact: "personal-credentials-reach-everything"),
    RuleExample(
      "personal-credential-is-readable-by-writers", .clone, unlessFact: "writers-read-secrets"),
    RuleExample(
      "personal-credential-is-readable-in-its-store", .clone, given: { $0.place = .outside },
      unless: { $0.place = .workflow }),
    RuleExample(
      "personal-credential-dies-with-the-person", .clone,
      unlessFact: "personal-credentials-die-with-access"),
  ]

  private static let brokers: [RuleExample] = [
    RuleExample("no-broker-is-described", .clone, unless: { $0.broker = .serves }),
    RuleExample(
      "product-has-no-broker", .clone, given: { $0.product = .gheCom }, unless: { $0.product = .githubCom }),
    RuleExample(
      "broker-exchanges-identities-of-jobs", .clone, given: inCluster, unless: { $0.place = .workflow }),
    RuleExample(
      "broker-gives-what-its-app-has", .clone, given: { $0.broker = .lacksPermission },
      unless: { $0.broker = .serves }),
    RuleExample("write-trust-policy", .clone, unless: { $0.verb = .readMembers }),
    RuleExample("write-trust-policy-of-organization", .readMembers, unless: { $0.verb = .clone }),
    RuleExample(
      "install-broker-app", .clone, given: { $0.broker = .lacksRepository }, unless: { $0.broker = .serves }),
    RuleExample(
      "check-permissions-of-broker-app", .clone, given: { $0.broker = .unsaidBoth },
      unless: { $0.broker = .lacksRepository }),
    RuleExample("broker-holds-the-key", .clone, unlessFact: "brokers-hold-the-key-of-the-app"),
    RuleExample(
      "writers-change-the-trust-policy", .clone, unlessFact: "trust-policies-are-read-from-the-default-branch"
    ),
    RuleExample("bypass-serves-every-trust-policy", .push, given: refused, unless: unrefused),
    RuleExample(
      "fork-runs-get-no-identity", .clone, given: { $0.runsForForks = true },
      unless: { $0.runsForForks = false }),
  ]

  private static let refused: @Sendable (inout Situation) -> Void = { $0.branchRules = .refuse }
  private static let unrefused: @Sendable (inout Situation) -> Void = {
    $0.branchRules = Situation.BranchRules.none
  }

  /// From the account's own fork, in a public repository of strangers.
  private static let forked: @Sendable (inout Situation) -> Void = {
    $0.fromFork = true
    $0.relation = .otherOrganization
    $0.visibility = .public
  }

  private static let branches: [RuleExample] = [
    RuleExample("branch-rules-hold-for-job-tokens", .push, given: refused, unless: unrefused),
    RuleExample("no-branch-rule-refuses-it", .push, unless: refused),
    RuleExample("let-deploy-keys-pass", .push, given: refused, unless: unrefused),
    RuleExample("let-app-pass", .push, given: refused, unless: { $0.verb = .merge }),
    RuleExample("let-account-pass", .push, given: refused, unless: { $0.verb = .merge }),
    RuleExample("pull-request-meets-rules", .merge, given: refused, unless: { $0.verb = .push }),
    RuleExample("every-deploy-key-passes", .push, given: refused, unless: unrefused),
    RuleExample(
      "push-starts-workflows", .push, given: refused, unless: { $0.relation = .sibling }),
    RuleExample("fork-takes-a-classic-pat", .openPullRequest, given: forked, unless: { $0.fromFork = false }),
    RuleExample("fork-the-repository", .openPullRequest, given: forked, unless: { $0.fromFork = false }),
    RuleExample("owner-grants-nothing", .openPullRequest, given: forked, unless: { $0.fromFork = false }),
    RuleExample(
      "managed-users-fork-nothing-outside", .openPullRequest,
      given: {
        forked(&$0)
        $0.managedUsers = true
        $0.sameEnterprise = false
      }, unless: { $0.sameEnterprise = true }),
  ]

  /// What `api` takes, by permissions that the table has and one that it does not.
  private static func calling(_ permission: String) -> @Sendable (inout Situation) -> Void {
    { $0.api = APICalls(permissions: [permission: .write]) }
  }

  /// An endpoint for users only.
  private static let callingAsUser: @Sendable (inout Situation) -> Void = {
    $0.api = APICalls([
      EndpointRecord(
        text: "POST /repos/{owner}/{repo}/agents", target: .repository, permissions: ["issues": .write],
        refuses: [.job, .app], undocumented: [], scopes: nil)
    ])
  }

  private static let calls: [RuleExample] = [
    RuleExample("call-takes-no-app-token", .api, given: callingAsUser, unless: calling("issues")),
    RuleExample(
      "call-takes-no-fine-grained-pat", .api, given: calling("checks"), unless: calling("issues")),
    RuleExample("call-takes-no-classic-pat", .api, given: calling("checks"), unless: calling("issues")),
    RuleExample("call-takes-no-pat", .api, given: calling("checks"), unless: calling("attestations")),
    RuleExample(
      "job-token-call-not-documented", .api, given: calling("teleportation"), unless: calling("issues")),
    RuleExample("app-call-not-documented", .api, given: calling("codespaces"), unless: calling("secrets")),
    RuleExample(
      "fine-grained-call-not-documented", .api, given: calling("teleportation"), unless: calling("issues")),
    RuleExample(
      "classic-call-not-documented", .api, given: calling("attestations"), unless: calling("issues")),
    RuleExample(
      "calls-may-ask-for-a-role", .api, given: calling("secrets"),
      unless: { $0.verb = .apiOfOrganization }),
  ]

  private static let orders: [RuleExample] = [
    RuleExample("order-of-hybrid", .clone, unless: { $0.profile = .githubDocs }),
    RuleExample(
      "order-of-github-docs", .clone, given: { $0.profile = .githubDocs },
      unless: { $0.apps = .preferred }),
    RuleExample(
      "order-with-apps-preferred", .clone, given: { $0.apps = .preferred },
      unless: { $0.apps = .ifDescribed }),
  ]

  private static let preconditions: [RuleExample] = [
    RuleExample(
      "grant-repository-on-package", .pull, given: { $0.link = .sibling },
      unless: { $0.actionsGrant = .read }),
    RuleExample(
      "grant-repository-admin-on-package", .delete, given: { $0.actionsGrant = .write },
      unless: { $0.actionsGrant = .admin }),
    RuleExample(
      "connect-hand-pushed-package", .publish, given: { $0.link = Situation.Link.none },
      unless: { $0.link = .own }),
    RuleExample(
      "allow-actions-to-create-pull-requests", .openPullRequest,
      unless: { $0.actionsCanCreatePullRequests = true }),
    RuleExample(
      "enable-packages-on-server", .pull, given: { $0.product = .ghes },
      unless: { $0.product = .githubCom }),
    RuleExample(
      "isolate-subdomains-on-server", .pull, given: { $0.product = .ghes },
      unless: { $0.registry = .npm }),
    RuleExample("create-machine-user", .clone, unless: { $0.holder = .member }),
    RuleExample("approve-fine-grained-pat", .clone, unless: { $0.fineGrainedPATs = .allowed }),
    RuleExample(
      "authorize-for-sso", .clone, given: { $0.samlSSO = true }, unless: { $0.samlSSO = false }),
    RuleExample("register-app", .clone, unless: { $0.app = .serves }),
    RuleExample(
      "give-ci-cd-role", .manageRunners, given: { $0.plan = .enterprise }, unless: { $0.plan = .team }),
    RuleExample(
      "give-audit-log-role", .readAuditLog, given: { $0.plan = .enterprise }, unless: { $0.plan = .team }),
    RuleExample(
      "install-app", .clone, given: { $0.app = .lacksRepository }, unless: { $0.app = .lacksPermission }),
    RuleExample(
      "approve-app-permissions", .clone, given: { $0.app = .lacksPermission },
      unless: { $0.app = .lacksRepository }),
  ]

  private static let runTokenPreconditions: [RuleExample] = [
    RuleExample(
      "remove-registries-entry", .pull, given: { $0.place = .dependabot },
      unless: { $0.place = .codespaces }),
    RuleExample(
      "grant-dependabot-on-repository", .clone,
      given: {
        $0.place = .dependabot
        $0.relation = .sibling
      }, unless: { $0.relation = .own }),
    RuleExample(
      "grant-codespaces-on-package", .pull,
      given: {
        $0.place = .codespaces
        $0.link = .sibling
      }, unless: { $0.link = .own }),
    RuleExample(
      "allow-repository-in-devcontainer", .clone,
      given: {
        $0.place = .codespaces
        $0.relation = .sibling
      }, unless: { $0.relation = .own }),
    RuleExample(
      "run-on-this-host", .pull, given: { $0.place = .actions }, unless: { $0.place = .workflow }),
  ]

  private static let storePreconditions: [RuleExample] = [
    RuleExample(
      "write-registries-entry", .pull, given: { $0.place = .dependabot },
      unless: { $0.place = .outside }),
    RuleExample(
      "name-three-codespaces-secrets", .pull, given: { $0.place = .codespaces },
      unless: { $0.registry = .npm }),
  ]

  private static let verbRemarks: [RuleExample] = [
    RuleExample(
      "downloaded-versions-stay", .delete, given: { $0.visibility = .public },
      unless: { $0.visibility = .private }),
    RuleExample("deleting-may-ask-for-an-organization-admin", .delete, unless: { $0.verb = .publish }),
    RuleExample("merge-queues-refuse-merges", .merge, unless: { $0.verb = .push }),
    RuleExample(
      "guests-may-open-no-pull-requests", .openPullRequest, given: { $0.holder = .outsideCollaborator },
      unless: { $0.holder = .member }),
    RuleExample("administer-hides-privileges", .administer, unless: { $0.verb = .push }),
    RuleExample(
      "private-repositories-may-ask-for-repo", .manageSecrets, unless: { $0.verb = .readMembers }),
  ]

  private static let jobTokenRemarks: [RuleExample] = [
    RuleExample("permissions-drop-the-rest", .clone, unlessFact: "jobs-narrow-their-token"),
    RuleExample(
      "workflows-write-by-default", .clone, given: { $0.workflowsWriteByDefault = true },
      unless: { $0.workflowsWriteByDefault = false }),
    RuleExample("own-events-start-no-workflows", .push, unless: { $0.verb = .notify }),
    RuleExample("pull-request-runs-wait-for-approval", .openPullRequest, unless: { $0.verb = .merge }),
    RuleExample(
      "pull-request-starts-no-runs", .openPullRequest, given: { $0.product = .ghes },
      unless: { $0.product = .githubCom }),
    RuleExample(
      "fork-runs-only-read", .push, given: { $0.runsForForks = true },
      unless: { $0.runsForForks = false }),
    RuleExample(
      "dependabot-runs-only-read", .push, given: { $0.runsForDependabot = true },
      unless: { $0.verb = .clone }),
    RuleExample(
      "container-registry-is-a-preview", .pull, given: { $0.product = .ghes },
      unless: { $0.product = .githubCom }),
  ]

  private static let secretRemarks: [RuleExample] = [
    RuleExample("writers-can-take-the-secret", .clone, unless: { $0.place = .outside }),
    RuleExample(
      "fork-runs-get-no-secrets", .clone, given: { $0.runsForForks = true },
      unless: { $0.runsForForks = false }),
    RuleExample(
      "environment-rules-see-the-merge-ref", .clone, given: { $0.runsPullRequestsInEnvironment = true },
      unless: { $0.runsPullRequestsInEnvironment = false }),
    RuleExample(
      "run-waits-for-reviewers", .clone, given: { $0.waitsForReviewers = true },
      unless: { $0.waitsForReviewers = false }),
    RuleExample(
      "own-runners-do-not-isolate-environments", .clone, given: { $0.runsInEnvironmentOnOwnRunners = true },
      unless: { $0.runsInEnvironmentOnOwnRunners = false }),
    RuleExample(
      "dependabot-runs-need-a-copy", .clone, given: { $0.runsForDependabot = true },
      unless: { $0.runsForDependabot = false }),
    RuleExample("deploy-key-never-expires", .clone, unlessFact: "deploy-keys-expire"),
    RuleExample("app-key-never-expires", .clone, unlessFact: "keys-of-apps-expire"),
    RuleExample("no-scope-that-only-reads-code", .clone, unless: { $0.visibility = .public }),
    RuleExample("packages-scope-reaches-the-account", .pull, unless: { $0.verb = .clone }),
    RuleExample(
      "classic-pat-against-the-hardening-guide", .pull, given: { $0.profile = .githubDocs },
      unless: { $0.profile = .hybrid }),
    RuleExample(
      "classic-pat-ban-is-coming", .pull, given: { $0.classicPATs = .banIsComing },
      unless: { $0.classicPATs = .allowed }),
  ]

  private static let accountRemarks: [RuleExample] = [
    RuleExample(
      "owner-token-takes-over-the-organization", .manageSecrets, unless: { $0.plan = .enterprise }),
    RuleExample("machine-user-takes-a-seat", .clone, unless: { $0.holder = .outsideCollaborator }),
    RuleExample("one-free-machine-account-for-each-person", .clone, unless: { $0.holder = .member }),
    RuleExample(
      "member-reaches-by-base-permission", .clone,
      given: {
        $0.basePermission = .read
        $0.holder = .member
      }, unless: { $0.basePermission = Policy.BasePermission.none }),
  ]
}
