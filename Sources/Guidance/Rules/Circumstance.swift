import OrganizationModel

/// Something that is so, is not so, or is unknown of one access: its words, how it is read off a situation, and what must
/// be known for that. Each is made once, and is the same as itself only.
package final class Circumstance: Sendable, Hashable {
  /// As a clause: `it runs in GitHub Actions of this organization`.
  package let clause: String
  /// What must be known to tell; nil where that never hangs on an unknown.
  package let looksAt: Unknown?
  private let isSo: @Sendable (Situation) -> Bool?

  private init(_ clause: String, asks: Unknown? = nil, _ isSo: @escaping @Sendable (Situation) -> Bool?) {
    (self.clause, self.looksAt, self.isSo) = (clause, asks, isSo)
  }

  /// Whether it is so; nil is unknown.
  package func holds(in situation: Situation) -> Bool? { isSo(situation) }

  package static func == (left: Circumstance, right: Circumstance) -> Bool { left === right }
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

// MARK: - What is so of the automation

extension Circumstance {
  static let runsInActions = Circumstance("it is a workflow of this organization") {
    $0.place == .workflow
  }
  static let runsPullRequestsInEnvironment = Circumstance(
    "its job has an environment and runs for pull requests"
  ) { $0.runsPullRequestsInEnvironment }
  static let waitsForReviewers = Circumstance("its environment has required reviewers") {
    $0.waitsForReviewers
  }
  static let runsInEnvironmentOnOwnRunners = Circumstance(
    "its job has an environment and runs on self-hosted runners"
  ) { $0.runsInEnvironmentOnOwnRunners }
  static let isForeignWorkflow = Circumstance("it is a workflow of another organization or host") {
    $0.place == .actions
  }
  static let isUpdater = Circumstance("it is Dependabot's updater") { $0.place == .dependabot }
  static let isCodespace = Circumstance("it is a codespace") { $0.place == .codespaces }
  static let startsFromPublicRepository = Circumstance(
    "a repository that the codespace starts from is or may be public"
  ) { $0.startsFromPublicRepository }
  static let runsForForks = Circumstance("it runs for pull requests from forks", asks: .forks) {
    $0.runsForForks
  }
  static let runsForDependabot = Circumstance("it runs for Dependabot", asks: .dependabot) {
    $0.runsForDependabot
  }
}

// MARK: - What is so of the access

extension Circumstance {
  static let isPackageAccess = Circumstance("it is about a package") {
    $0.verb.targetKind == .package
  }
  static let isRepositoryAccess = Circumstance("it is about a repository") {
    $0.verb.targetKind == .repository
  }
  static let isOrganizationAccess = Circumstance("it is about the organization") {
    $0.verb.targetKind == .organization
  }
  static let pulls = Circumstance("it pulls a package") { $0.verb == .pull }
  static let publishes = Circumstance("it publishes a package") { $0.verb == .publish }
  static let deletes = Circumstance("it deletes package versions") { $0.verb == .delete }
  static let clones = Circumstance("it clones") { $0.verb == .clone }
  static let pushes = Circumstance("it pushes") { $0.verb == .push }
  static let opensPullRequest = Circumstance("it opens a pull request") {
    $0.verb == .openPullRequest
  }
  static let isOpenWhenPublic = Circumstance("everyone can read it in public repositories") {
    $0.record.isOpenWhenPublic
  }
  static let readsByAPI = Circumstance("it only reads, through the API") {
    $0.record.onlyReads && $0.record.way == .api
  }
  static let provesWhereItRuns = Circumstance("it proves in which repository it runs") {
    $0.record.provesWhereItRuns
  }
  static let asksForSwitch = Circumstance("workflows can do it only if a setting is on") {
    $0.record.asksForSwitch
  }
  static let hasSetting = Circumstance("it also needs a setting") { $0.record.besides.setting != nil }
  static let settingIsForPrivate = Circumstance("only what isn't public needs the setting") {
    $0.record.besides.settingIsForPrivate
  }
  static let accountNeedsMore = Circumstance("its account needs more than a role on a repository") {
    $0.record.besides.account != nil
  }
  static let hasRemark = Circumstance("its record has a remark") { $0.record.besides.remark != nil }
  static let merges = Circumstance("it merges a pull request") { $0.verb == .merge }
  static let writesRefs = Circumstance("it writes to a branch or a tag") { $0.record.writesRefs }
  static let branchRulesAreUnsaid = Circumstance("it isn't known whether a rule of the branch rejects it") {
    $0.branchRules == .unsaid
  }
  static let branchRulesRefuse = Circumstance("the rules of the branch reject it without a bypass") {
    $0.branchRules == .refuse
  }
  static let administers = Circumstance("it administers the repository") { $0.verb == .administer }
  static let comesFromFork = Circumstance("it comes from a fork of the account") { $0.fromFork }
  static let callsTheAPI = Circumstance("its need describes the API calls (`api`)") { $0.verb.isAPI }
  static let asksForAnOwner = Circumstance("only an owner of the organization can call it") {
    $0.verb.isAPI && $0.record.isForAdministrators
  }
  static let refusesJobTokens = Circumstance("GitHub refuses it to `GITHUB_TOKEN`") {
    $0.record.refuses.contains(.job)
  }
  static let refusesApps = Circumstance("GitHub refuses it to Apps") { $0.record.refuses.contains(.app) }
  static let refusesFineGrained = Circumstance("GitHub refuses it to fine-grained PATs") {
    $0.record.refuses.contains(.fineGrained)
  }
  static let refusesClassic = Circumstance("GitHub refuses it to classic PATs") {
    $0.record.refuses.contains(.classic)
  }
  static let jobTokensUndocumented = Circumstance("it isn't documented whether `GITHUB_TOKEN` can do it") {
    $0.record.undocumented.contains(.job)
  }
  static let appsUndocumented = Circumstance("it isn't documented whether an App can do it") {
    $0.record.undocumented.contains(.app)
  }
  static let fineGrainedUndocumented = Circumstance(
    "it isn't documented whether a fine-grained PAT can do it"
  ) {
    $0.record.undocumented.contains(.fineGrained)
  }
  static let classicUndocumented = Circumstance("it isn't documented which classic PAT scope it requires") {
    $0.record.undocumented.contains(.classic)
  }
  static let managesMembers = Circumstance("it manages the organization's members") {
    $0.verb == .manageMembers
  }
  static let managesSecretsOrRunners = Circumstance(
    "it manages the organization's secrets or runners"
  ) { $0.verb == .manageSecrets || $0.verb == .manageRunners }
  static let readsAuditLog = Circumstance("it reads the audit log") { $0.verb == .readAuditLog }
  static let isGitOnly = Circumstance("it is Git only (clone or push)") { $0.record.isByGit }
  static let onlyReads = Circumstance("it changes nothing") { $0.record.onlyReads }
  static let mustTriggerWorkflows = Circumstance(
    "its events must start other workflows without approval"
  ) { $0.triggersWorkflows && $0.record.causesEvents }
  static let causesEvents = Circumstance("it creates events that could start workflows") {
    $0.record.causesEvents
  }
  static let changesWorkflowFiles = Circumstance("it changes files under `.github/workflows`") {
    $0.changesWorkflows && $0.record.changesContents
  }
}

// MARK: - What is so of the target

extension Circumstance {
  static let ownRepository = Circumstance("the target is the workflow's own repository") {
    $0.relation == .own
  }
  static let otherOrganization = Circumstance("the target belongs to another organization") {
    $0.relation == .otherOrganization
  }
  static let sameEnterprise = Circumstance(
    "both organizations belong to the same enterprise", asks: .sameEnterprise
  ) { $0.relation == .otherOrganization || $0.place == .actions ? $0.sameEnterprise : true }
  static let isArchived = Circumstance("the target is an archived repository") { $0.targetIsArchived }
  static let changesWhatIsArchived = Circumstance("it changes what is read-only in an archived repository") {
    situation in
    ["contents", "issues", "pull_requests", "security_events"].contains { name in
      situation.record.permissions[name].map { $0 > .read } ?? false
    }
  }
  static let isPublic = Circumstance("the target is public", asks: .visibility) { situation in
    situation.visibility.map { $0 == .public }
  }
  /// That it is internal.
  package static let isInternal = Circumstance("the target is internal", asks: .visibility) { situation in
    situation.visibility.map { $0 == .internal }
  }
}

// MARK: - What is so of the package

extension Circumstance {
  static let isContainer = Circumstance("the registry is the container registry", asks: .registry) {
    situation in situation.registry.map { $0.record.isForImages }
  }
  static let isNPM = Circumstance("the registry is npm", asks: .registry) { situation in
    situation.registry.map { $0 == .npm }
  }
  static let isNuGet = Circumstance("the registry is NuGet", asks: .registry) { situation in
    situation.registry.map { $0 == .nuget }
  }
  static let isRubyGems = Circumstance("the registry is RubyGems", asks: .registry) { situation in
    situation.registry.map { $0 == .rubygems }
  }
  static let isMavenOrGradle = Circumstance("the registry is Maven or Gradle", asks: .registry) {
    situation in situation.registry.map { !$0.record.grantsByPackage }
  }
  static let linkedToOwnRepository = Circumstance(
    "the package is linked to the workflow's repository", asks: .link
  ) { situation in situation.link.map { $0 == .own } }
  static let linkedToNothing = Circumstance("the package is linked to no repository", asks: .link) {
    situation in situation.link.map { $0 == .none }
  }
  static let inheritanceIsOff = Circumstance(
    "the package does not inherit access from its repository"
  ) { !$0.inheritsAccess }
  static let repositoryIsGranted = Circumstance(
    "the package grants the workflow's repository enough under \"Manage Actions access\"", asks: .actionsGrant
  ) { situation in situation.actionsGrant.map { $0 >= (situation.verb == .pull ? .read : .write) } }
  static let repositoryIsGrantedAdmin = Circumstance(
    "the package grants the workflow's repository Admin", asks: .actionsGrant
  ) { situation in situation.actionsGrant.map { $0 >= .admin } }
}

// MARK: - What is so of policy

extension Circumstance {
  static let deployKeysForbidden = Circumstance(
    "the target's organization forbids deploy keys", asks: .deployKeys
  ) { situation in situation.deployKeys.map { $0 == .forbidden } }
  static let deployKeysAreSaid = Circumstance("the description says whether deploy keys are allowed") {
    $0.deployKeysSaid
  }
  static let classicPATsForbidden = Circumstance("the target's organization forbids classic PATs") {
    $0.classicPATs == .forbidden
  }
  static let classicPATBanIsComing = Circumstance(
    "the target's organization will forbid classic PATs"
  ) { $0.classicPATs == .banIsComing }
  static let fineGrainedPATsForbidden = Circumstance(
    "the target's organization forbids fine-grained PATs"
  ) { $0.fineGrainedPATs == .forbidden }
  static let fineGrainedPATsNeedApproval = Circumstance(
    "the target's organization approves each fine-grained PAT"
  ) { $0.fineGrainedPATs == .approval }
  static let appsForbidden = Circumstance("the policy forbids GitHub Apps") { $0.apps == .forbidden }
  static let appsPreferred = Circumstance("the policy prefers GitHub Apps") { $0.apps == .preferred }
  static let followsGitHubDocs = Circumstance("the profile is `github-docs`") {
    $0.profile == .githubDocs
  }
  static let actionsMayCreatePullRequests = Circumstance(
    "workflows can create and approve pull requests here", asks: .pullRequestSwitch
  ) { $0.actionsCanCreatePullRequests }
  static let workflowsWriteByDefault = Circumstance(
    "workflows without `permissions:` get a token that can write"
  ) { $0.workflowsWriteByDefault }
  static let membersReachRepositories = Circumstance(
    "the base permission gives members access to every repository", asks: .basePermission
  ) { situation in
    situation.relation == .otherOrganization ? false : situation.basePermission.map { $0 != .none }
  }
}

// MARK: - What is so of the platform

extension Circumstance {
  static let onGHES = Circumstance("the product is GitHub Enterprise Server") { $0.product == .ghes }
  static let onGHECom = Circumstance("the product is GHE.com") { $0.product == .gheCom }
  static let privateModeIsOn = Circumstance("the server is in private mode", asks: .privateMode) {
    $0.product == .ghes ? $0.privateMode : false
  }
  static let hasEnterprisePlan = Circumstance("the organization has the enterprise plan", asks: .plan) {
    situation in situation.product != .githubCom ? true : situation.plan.map { $0 == .enterprise }
  }
  static let hasManagedUsers = Circumstance("users are managed by the enterprise") { $0.managedUsers }
  static let hasSAMLSSO = Circumstance("the organization uses SAML single sign-on") { $0.samlSSO }
}

// MARK: - What is so of the holder and the App

extension Circumstance {
  static let holderIsOutsideCollaborator = Circumstance(
    "the machine user is an outside collaborator there", asks: .holder
  ) { situation in situation.holder.map { $0 == .outsideCollaborator } }
  static let holderIsProposed = Circumstance("no described machine user fits", asks: .holder) {
    situation in situation.holder.map { $0 == .proposed }
  }
  static let holderIsOwner = Circumstance(
    "the machine user is an owner of the organization", asks: .holder
  ) { situation in situation.holder.map { $0 == .owner } }
  static let noAppIsDescribed = Circumstance("no described App works", asks: .app) { situation in
    situation.appServes { $0 == .none }
  }
  static let appLacksRepository = Circumstance(
    "the App is not installed on the repository", asks: .app
  ) { situation in situation.appServes { $0 == .lacksRepository || $0 == .lacksBoth } }
  static let appLacksPermission = Circumstance("the App lacks the permission", asks: .app) {
    situation in situation.appServes { $0 == .lacksPermission || $0 == .lacksBoth }
  }
  static let appWouldGainWrite = Circumstance(
    "the App is read-only and would get a write permission", asks: .app
  ) { situation in situation.appServes { $0 == .wouldGainWrite } }
  static let noBrokerIsDescribed = Circumstance("no broker is described") { $0.broker == .none }
  static let brokerLacksPermission = Circumstance("the broker's App doesn't have the permission") {
    $0.broker == .lacksPermission
  }
  static let brokerLacksRepository = Circumstance("the broker's App isn't installed on the repository") {
    $0.broker == .lacksRepository || $0.broker == .unsaidBoth
  }
  static let brokerPermissionsAreUnsaid = Circumstance("the permissions of the broker's App aren't described")
  {
    $0.broker == .unsaidPermissions || $0.broker == .unsaidBoth
  }
  static let foreignAppServes = Circumstance(
    "an App has the required permissions, but nobody here has its key"
  ) {
    $0.foreignAppServes
  }
}
