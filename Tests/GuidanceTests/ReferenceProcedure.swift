/// A second, independent statement of the guidance, as a plain procedure in the order of the prose.
///
/// Written from the contract (`decisions`, `description`) and the facts alone, before the engine was looked
/// at. It imports nothing from it and shares no table with it: plain values in, an outcome out. Fact ids stand
/// beside the sentences that rest on them.
enum Reference {

  // MARK: What is asked

  /// `actions` is a workflow of another organization; Dependabot and codespaces work for the repository `web`.
  enum Place: String, CaseIterable { case workflow, elsewhere, dependabot, codespaces, actions }
  enum Registry: String, CaseIterable { case container, npm, maven, gradle, nuget, rubygems }
  enum Visibility: String, CaseIterable { case `public`, `private`, `internal` }
  enum Answer: String, CaseIterable { case yes, no, unsaid }
  /// The repository that a package is linked to.
  enum Link: String, CaseIterable { case own, sibling, none, unsaid }
  /// What "Manage Actions access" says of the workflow's repository.
  enum ActionsAccess: String, CaseIterable { case enough, tooLittle, notListed, unsaid }
  enum MachineUser: String, CaseIterable { case none, member, outsideCollaborator, unsaid }
  enum App: String, CaseIterable {
    case none, serves, lacksRepository, lacksPermission, lacksBoth, onlyReads
    /// It has all that is needed, and nobody here has its key.
    case ofOthers
    /// It is installed there, and nobody says what it may.
    case mayDoAnything
  }
  /// An App whose key a broker holds, which gives its tokens to jobs.
  enum Broker: String, CaseIterable { case none, serves, lacksPermission }
  enum AppPolicy: String, CaseIterable { case ifDescribed, preferred, forbidden }
  enum Profile: String, CaseIterable { case hybrid, githubDocs }
  enum Plan: String, CaseIterable { case free, team, enterprise, unsaid }
  /// What `api` calls, one for each way in which tokens may be refused.
  enum Calls: String, CaseIterable {
    /// Every token can do it.
    case issues
    /// It can bring commits.
    case contents
    /// Reading is all that a job's token can be given.
    case alerts, alertsWriting
    /// No key of a job.
    case secrets, hooks
    /// Apps only.
    case checks
    /// Tokens of users only.
    case agents
    /// Nothing says whether an App can.
    case codespaces
    /// A permission that nobody has described yet.
    case unheardOf
    /// No source names the scope of a classic PAT.
    case attestations
    /// Of the organization: what a member reads, what an owner writes, and what Apps alone see.
    case members, organizationHooks, tokens

    static let ofRepositories: [Calls] = [
      .issues, .contents, .alerts, .alertsWriting, .secrets, .hooks, .checks, .agents, .codespaces,
      .unheardOf,
      .attestations,
    ]
    static let ofOrganizations: [Calls] = [.members, .organizationHooks, .tokens]
  }

  enum Target: String, CaseIterable { case ownRepository, sibling, otherOrganization, organization }
  enum Product: Hashable {
    case githubCom, gheCom
    case ghes(major: Int, minor: Int)
    /// Which release is not said.
    case someGHES
  }

  /// What an organization may know better than the facts, one at a time; said of the platform, not of the engine.
  enum Claim: String, CaseIterable {
    case containersAreThere, mavenIsThere, containersTakeJobTokens
    case packagesTakeAppTokens, packagesTakeFineGrained, packagesTakeSSHKeys
    case publicImagesAreFree, otherPublicPackagesAreFree, publicRepositoriesAreFree, visitorsAreServed
    case privateModeAsksForSignIn
    case containersHaveGrants, npmHasGrants, nugetHasGrants, rubygemsHaveGrants, mavenHasGrants
    case jobsPullInternal
    case jobTokensLeaveActions, jobTokensReachOthers, jobTokensAdminister, jobTokensStartWorkflows
    case jobTokensChangeWorkflows, jobTokensPublishElsewhere, jobTokensPullElsewhere
    case updaterHasToken, updaterPullsMaven, updaterWrites, updaterReadsSiblings
    case updaterTakesKeys, updaterMakesInstallationTokens
    case codespacesPull, codespacesPublish, codespacesReachSiblings
    case keysCallTheAPI, keyPushesStartWorkflows, keysChangeWorkflows, keysCanBeForbidden
    case fineGrainedExist, fineGrainedServeCollaborators, fineGrainedReachInternalElsewhere
    case managedUsersLeave, managedUsersAreInvited, everyPlanHasAuditLog
    case jobTokensPassRules, onlyClassicReachesForks
    case visitorsReadByAPI, appsActAsUsers, fineGrainedDoEverything, classicDoEverything, othersProveOrigin
    case archivedOnlyRead
    case unlistedCallsTakeJobTokens, unlistedCallsTakeAppTokens, unlistedCallsTakeFineGrained
    case brokersAreThere
  }

  struct Day: Hashable, Comparable {
    var year: Int
    var month: Int
    var day: Int
    static func < (left: Day, right: Day) -> Bool {
      (left.year, left.month, left.day) < (right.year, right.month, right.day)
    }
  }

  struct Point: Hashable {
    var place = Place.workflow
    /// As written in the description: `pull package`, `clone repository`, `read-members organization`.
    var verb = "clone"
    /// Of `api` only.
    var calls = Calls.issues
    /// For a package: where its owner is (`sibling` for any package of this organization).
    var target = Target.sibling
    /// Packages only.
    var registry = Registry.container
    /// Nil where it is not said.
    var visibility: Visibility? = .private
    var link = Link.own
    var inherits = Answer.unsaid
    var actionsAccess = ActionsAccess.unsaid
    var triggersWorkflows = false
    var changesWorkflows = false
    /// Whether rules of the branch that it writes to refuse it; `unsaid` where nobody knows of any.
    var branchRefuses = Answer.unsaid
    /// Whether the repository that it is about is archived.
    var archived = false
    /// Of `open-pull-request`: from a fork of the account's own.
    var fromFork = false
    /// Whether workflows may create and approve pull requests; only approving looks at it.
    var workflowsMayApprove = Answer.no
    /// Of the owner of the target.
    var deployKeys = Answer.yes
    var classicAllowed = true
    var fineGrainedAllowed = true
    var apps = AppPolicy.ifDescribed
    var app = App.none
    var broker = Broker.none
    /// Whether the App whose key the automation has, and that nobody names, may do it.
    var unnamedApp = Answer.no
    var machineUser = MachineUser.none
    /// Of the target's organization; for a workflow of another organization, of its own.
    var sameEnterprise = Answer.no
    var managedUsers = false
    var product = Product.githubCom
    /// Of GHES: whether it asks everyone to sign in.
    var privateMode = Answer.no
    var plan = Plan.team
    var profile = Profile.hybrid
    var day = Day(year: 2026, month: 11, day: 22)
    /// The one claim that the organization turns round.
    var turned: Claim?

    func holds(_ claim: Claim, normally: Bool) -> Bool {
      turned == claim ? !normally : normally
    }
  }

  enum Outcome: Hashable {
    case decided(kind: String, scopes: [String], permissions: [String: String])
    case open
    case impossible
  }

  // MARK: The procedure

  /// Unknown never counts as no: try every way to complete what is not said.
  static func decide(_ point: Point) -> Outcome {
    var found: Outcome?
    for complete in completions(of: point) {
      let outcome = decideComplete(complete)
      if let found, found != outcome { return .open }
      found = outcome
    }
    return found ?? .impossible
  }

  static func completions(of point: Point) -> [Point] {
    var points = [point]
    if point.visibility == nil, point.target != .organization {
      points = points.flatMap { one in
        possibleVisibilities(one).map { value in
          var copy = one
          copy.visibility = value
          return copy
        }
      }
    }
    if point.link == .unsaid, isPackage(point) {
      points = points.flatMap { one in
        [Link.own, .sibling, .none].map { value in
          var copy = one
          copy.link = value
          return copy
        }
      }
    }
    if point.sameEnterprise == .unsaid, point.target == .otherOrganization || point.place == .actions {
      points = points.flatMap { one in
        [Answer.yes, .no].map { value in
          var copy = one
          copy.sameEnterprise = value
          return copy
        }
      }
    }
    if point.plan == .unsaid {
      points = points.flatMap { one in
        [Plan.free, .team, .enterprise].map { value in
          var copy = one
          copy.plan = value
          return copy
        }
      }
    }
    if point.machineUser == .unsaid {
      points = points.flatMap { one in
        [MachineUser.member, .outsideCollaborator].map { value in
          var copy = one
          copy.machineUser = value
          return copy
        }
      }
    }
    if point.product == .someGHES {
      // Before the container registry, with it, with fine-grained PATs, with a policy for deploy keys.
      points = points.flatMap { one in
        [(3, 4), (3, 5), (3, 10), (3, 16)].map { value in
          var copy = one
          copy.product = .ghes(major: value.0, minor: value.1)
          return copy
        }
      }
    }
    if point.deployKeys == .unsaid {
      // What nobody says can't be where there is no such policy yet.
      points = points.flatMap { one in
        (deployKeysCanBeForbidden(one) ? [Answer.yes, .no] : [.yes]).map { value in
          var copy = one
          copy.deployKeys = value
          return copy
        }
      }
    }
    if point.workflowsMayApprove == .unsaid, point.verb == "approve" {
      points = points.flatMap { one in
        [Answer.yes, .no].map { value in
          var copy = one
          copy.workflowsMayApprove = value
          return copy
        }
      }
    }
    if point.unnamedApp == .unsaid {
      points = points.flatMap { one in
        [Answer.yes, .no].map { value in
          var copy = one
          copy.unnamedApp = value
          return copy
        }
      }
    }
    if point.app == .mayDoAnything {
      points = points.flatMap { one in
        [App.serves, .lacksPermission, .onlyReads].map { value in
          var copy = one
          copy.app = value
          return copy
        }
      }
    }
    if point.privateMode == .unsaid {
      points = points.flatMap { one in
        [Answer.yes, .no].map { value in
          var copy = one
          copy.privateMode = value
          return copy
        }
      }
    }
    // Inheritance and "Manage Actions access" change what must be granted, never which credential.
    return points
  }

  /// GHE.com has nothing public (E-12); internal things are of enterprises (P-07), and another organization may be
  /// one whatever our plan is.
  static func possibleVisibilities(_ point: Point) -> [Visibility] {
    switch point.product {
    case .gheCom: return [.private, .internal]
    case .ghes, .someGHES: return Visibility.allCases
    case .githubCom:
      let ours = point.target != .otherOrganization
      if ours, point.plan == .free || point.plan == .team { return [.public, .private] }
      return Visibility.allCases
    }
  }

  /// The policy came on 2024-10-23, with GHES 3.16 (K-06).
  static func deployKeysCanBeForbidden(_ point: Point) -> Bool {
    var can = point.day >= Day(year: 2024, month: 10, day: 23)
    if case .ghes(let major, let minor) = point.product { can = (major, minor) >= (3, 16) }
    return point.holds(.keysCanBeForbidden, normally: can)
  }

  /// Everything is said. Try the kinds in the order of the profile; the first that serves is the answer.
  static func decideComplete(_ point: Point) -> Outcome {
    // The audit log is read on the enterprise plan only; GHES and GHE.com are enterprise products.
    if point.verb == "read-audit-log", point.product == .githubCom, point.plan != .enterprise,
      !point.holds(.everyPlanHasAuditLog, normally: false)
    {
      return .impossible
    }
    // Managed users come from the identity provider: the API invites nobody.
    if point.verb == "manage-members", point.managedUsers,
      !point.holds(.managedUsersAreInvited, normally: false)
    {
      return .impossible
    }
    // An attestation and a Pages deployment are proved with an OIDC token of a job of the repository.
    if point.verb == "attest" || point.verb == "deploy-pages" {
      let isThere = point.place == .workflow && point.target == .ownRepository
      if !isThere, !point.holds(.othersProveOrigin, normally: false) { return .impossible }
    }
    // What is archived is read-only, to whoever comes.
    if point.archived, isLockedByArchiving(point), point.holds(.archivedOnlyRead, normally: true) {
      return .impossible
    }
    // There must be such a registry: containers since GHES 3.5 (E-01), no Maven or Gradle on GHE.com (E-12).
    if isPackage(point) {
      var isThere = true
      switch point.registry {
      case .container:
        if case .ghes(let major, let minor) = point.product { isThere = (major, minor) >= (3, 5) }
        isThere = point.holds(.containersAreThere, normally: isThere)
      case .maven, .gradle:
        isThere = point.holds(.mavenIsThere, normally: point.product != .gheCom)
      case .npm, .nuget, .rubygems: break
      }
      if !isThere { return .impossible }
    }

    // From a fork of its own an account needs nothing of the target's owner, and only a classic PAT reaches both.
    if point.fromFork, point.holds(.onlyClassicReachesForks, normally: true) {
      return classicServes(point)
        ? .decided(kind: "classic_pat", scopes: classicScopes(point), permissions: [:]) : .impossible
    }
    if anonymousServes(point) {
      return .decided(kind: "anonymous", scopes: [], permissions: [:])
    }
    if jobTokenServes(point) {
      return .decided(kind: "github_token", scopes: [], permissions: jobTokenPermissions(point))
    }
    if brokerServes(point) {
      return .decided(kind: "broker_token", scopes: [], permissions: apiPermissions(point))
    }
    let app = appServes(point)
    if app, point.apps == .preferred {
      return .decided(kind: "github_app", scopes: [], permissions: apiPermissions(point))
    }
    if deployKeyServes(point) {
      return .decided(kind: "deploy_key", scopes: [], permissions: [:])
    }
    if app {
      return .decided(kind: "github_app", scopes: [], permissions: apiPermissions(point))
    }
    if fineGrainedServes(point) {
      return .decided(kind: "fine_grained_pat", scopes: [], permissions: apiPermissions(point))
    }
    if classicServes(point) {
      return .decided(kind: "classic_pat", scopes: classicScopes(point), permissions: [:])
    }
    return .impossible
  }

  // MARK: No credential

  static func anonymousServes(_ point: Point) -> Bool {
    // Every call to GHE.com is authenticated (E-12).
    if point.product == .gheCom, !point.holds(.visitorsAreServed, normally: false) { return false }
    // A server in private mode asks everyone to sign in.
    if point.privateMode == .yes, case .ghes = point.product,
      point.holds(.privateModeAsksForSignIn, normally: true)
    {
      return false
    }
    if point.visibility != .public { return false }
    if point.verb == "pull" {
      // Only the container registry gives public packages to anybody (C-04, C-05).
      return point.registry == .container
        ? point.holds(.publicImagesAreFree, normally: true)
        : point.holds(.otherPublicPackagesAreFree, normally: false)
    }
    if point.verb == "clone" {
      // In a workflow of its own repository the job has a token anyway.
      return point.target != .ownRepository && point.holds(.publicRepositoriesAreFree, normally: true)
    }
    if readsThroughAPI(point) {
      // A run that has a token calls the API with it: visitors have few requests.
      return point.place != .workflow && point.target != .ownRepository
        && point.holds(.visitorsReadByAPI, normally: true)
    }
    return false
  }

  // MARK: The job's token

  static func jobTokenServes(_ point: Point) -> Bool {
    // Only a job of a workflow has one, and what the platform itself runs: Dependabot's updater, a codespace.
    if point.place == .elsewhere, !point.holds(.jobTokensLeaveActions, normally: false) { return false }
    // What it does starts no workflow, or only one that waits for approval (G-12); the two dispatch events are
    // the exception, reading starts nothing.
    let causesEvents =
      ![
        "pull", "clone", "dispatch", "notify", "administer", "read-members", "manage-members",
        "manage-secrets", "manage-runners", "read-audit-log", "read-contents", "download-release",
        "read-alerts",
        "upload-sarif", "attest", "verify-attestation", "deploy-pages", "manage-repository-secrets",
        "manage-repository-variables", "manage-webhooks", "update-project", "create-repository",
        "assign-agent",
      ].contains(point.verb) && (point.verb != "api" || point.target != .organization && writes(point))
    // A codespace acts as the person who uses it.
    if point.triggersWorkflows, causesEvents, point.place != .codespaces,
      !point.holds(.jobTokensStartWorkflows, normally: false)
    {
      return false
    }
    if isPackage(point) { return jobTokenServesPackage(point) }
    // Dependabot's only reads.
    if point.place == .dependabot, point.verb != "clone", !point.holds(.updaterWrites, normally: false) {
      return false
    }
    // Copilot works for users only, and a job's token is an App's.
    if point.verb == "assign-agent" || calls(point, .agents),
      !point.holds(.appsActAsUsers, normally: false)
    {
      return false
    }
    // Approving is a switch of the organization and the repository (G-09); a codespace acts as a person.
    if point.verb == "approve", point.place != .codespaces, point.workflowsMayApprove != .yes { return false }
    // No permission of the job administers a repository or an organization, where the teams are.
    let administers = [
      "administer", "manage-repository-secrets", "manage-repository-variables", "manage-webhooks",
      "request-team-review",
    ].contains(point.verb)
    if administers || point.target == .organization || hasNoKey(point) {
      if !point.holds(.jobTokensAdminister, normally: false) { return false }
    }
    // Of a permission that is new to everybody, nobody says whether there is a key.
    if calls(point, .unheardOf), !point.holds(.unlistedCallsTakeJobTokens, normally: false) { return false }
    // It is limited to the repository that holds the workflow (G-01); of others it reads what is public (G-03).
    let readsPublic = (point.verb == "clone" || readsThroughAPI(point)) && point.visibility == .public
    if point.target != .ownRepository, point.target != .organization, !readsPublic, !isGiven(point) {
      if !point.holds(.jobTokensReachOthers, normally: false) { return false }
    }
    // It is on no bypass list; a codespace's is its user's. A pull request that meets the rules is merged by anyone.
    if point.branchRefuses == .yes, point.verb == "push", point.place != .codespaces,
      !point.holds(.jobTokensPassRules, normally: false)
    {
      return false
    }
    // There is no `workflows` permission for it (G-10, G-11).
    if point.changesWorkflows, bringsCommits(point), point.place != .codespaces {
      return point.holds(.jobTokensChangeWorkflows, normally: false)
    }
    return true
  }

  static func calls(_ point: Point, _ calls: Calls...) -> Bool {
    point.verb == "api" && calls.contains(point.calls)
  }

  /// `permissions:` has no key for what it calls, or none that writes; an agent is started by a user.
  static func hasNoKey(_ point: Point) -> Bool {
    calls(point, .alertsWriting, .secrets, .hooks, .agents, .codespaces)
  }

  /// Other repositories of the organization: an owner lists them for Dependabot to read, `devcontainer.json` for a
  /// codespace.
  static func isGiven(_ point: Point) -> Bool {
    guard point.target == .sibling else { return false }
    switch point.place {
    case .dependabot:
      let since = Day(year: 2020, month: 12, day: 2)
      return point.verb == "clone" && point.holds(.updaterReadsSiblings, normally: point.day >= since)
    case .codespaces: return point.holds(.codespacesReachSiblings, normally: point.product == .githubCom)
    case .workflow, .elsewhere, .actions: return false
    }
  }

  static func jobTokenServesPackage(_ point: Point) -> Bool {
    // ghcr.io takes it since 2021-03-24 (T-03).
    if point.registry == .container {
      var takes = true
      switch point.product {
      case .githubCom, .gheCom: takes = point.day >= Day(year: 2021, month: 3, day: 24)
      case .ghes(let major, let minor): takes = (major, minor) >= (3, 5)
      case .someGHES: break
      }
      if !point.holds(.containersTakeJobTokens, normally: takes) { return false }
    }
    switch point.place {
    case .workflow, .elsewhere, .actions: break
    case .dependabot: if !updaterMayTry(point) { return false }
    case .codespaces: if !codespaceMayTry(point) { return false }
    }
    let own = point.target != .otherOrganization && point.place != .actions
    if point.verb == "pull" {
      // Public: any workflow. Internal: any workflow of the same enterprise, where packages have grants (C-35).
      if point.visibility == .public { return true }
      if point.visibility == .internal, isOfOneEnterprise(point), hasPackageGrants(point),
        point.holds(.jobsPullInternal, normally: true)
      {
        return true
      }
    }
    // It has no route to another organization's packages (C-28, C-38).
    if !own {
      return point.verb == "pull"
        ? point.holds(.jobTokensPullElsewhere, normally: false)
        : point.holds(.jobTokensPublishElsewhere, normally: false)
    }
    // Its own repository's package.
    if point.link == .own { return true }
    // Others: where the registry has grants for each package, this repository can be granted (C-18, C-34, C-36);
    // where it has not, never (C-37).
    return hasPackageGrants(point)
  }

  /// Dependabot pulls with a token of its own since 2026-06-23 on github.com, but for some weeks of that summer; Maven
  /// and Gradle never.
  static func updaterMayTry(_ point: Point) -> Bool {
    if point.verb != "pull" { return point.holds(.updaterWrites, normally: false) }
    let first = Day(year: 2026, month: 6, day: 23)
    let gone = Day(year: 2026, month: 7, day: 21)
    let back = Day(year: 2026, month: 9, day: 8)
    let has = point.product == .githubCom && (point.day >= first && point.day < gone || point.day >= back)
    if !point.holds(.updaterHasToken, normally: has) { return false }
    if point.registry == .maven || point.registry == .gradle {
      return point.holds(.updaterPullsMaven, normally: false)
    }
    return true
  }

  /// A codespace pulls what has grants, and publishes with a PAT only.
  static func codespaceMayTry(_ point: Point) -> Bool {
    if point.verb != "pull" { return point.holds(.codespacesPublish, normally: false) }
    return hasPackageGrants(point) && point.holds(.codespacesPull, normally: point.product == .githubCom)
  }

  /// Whether what is internal there is open here; of three organizations nobody says, and a codespace sees its own
  /// organization's.
  static func isOfOneEnterprise(_ point: Point) -> Bool {
    let elsewhere = point.target == .otherOrganization
    switch point.place {
    case .workflow, .elsewhere, .dependabot: return !elsewhere || point.sameEnterprise == .yes
    case .codespaces: return !elsewhere
    case .actions: return !elsewhere && point.sameEnterprise == .yes
    }
  }

  /// Containers everywhere; npm, NuGet and RubyGems but on GHES, each from a day on; never Maven and Gradle (C-43 to
  /// C-45, E-04).
  static func hasPackageGrants(_ point: Point) -> Bool {
    switch point.registry {
    case .container: return point.holds(.containersHaveGrants, normally: true)
    case .maven, .gradle: return point.holds(.mavenHasGrants, normally: false)
    case .npm: return point.holds(.npmHasGrants, normally: cloudSince(2022, 8, 31, point))
    case .nuget: return point.holds(.nugetHasGrants, normally: cloudSince(2022, 12, 7, point))
    case .rubygems: return point.holds(.rubygemsHaveGrants, normally: cloudSince(2024, 1, 1, point))
    }
  }

  static func cloudSince(_ year: Int, _ month: Int, _ day: Int, _ point: Point) -> Bool {
    switch point.product {
    case .ghes, .someGHES: false
    case .githubCom, .gheCom: point.day >= Day(year: year, month: month, day: day)
    }
  }

  // MARK: Deploy key

  static func deployKeyServes(_ point: Point) -> Bool {
    // Dependabot is given a user name and a token.
    if point.place == .dependabot, !point.holds(.updaterTakesKeys, normally: false) { return false }
    // It is of one repository: the organization is nothing to it.
    if point.target == .organization { return false }
    // Git over SSH, nothing else (K-02).
    if isPackage(point) { return point.holds(.packagesTakeSSHKeys, normally: false) }
    if point.verb != "clone", point.verb != "push" {
      return point.holds(.keysCallTheAPI, normally: false)
    }
    // Nobody says whether it may change workflow files (O-06).
    if point.verb == "push", point.changesWorkflows, !point.holds(.keysChangeWorkflows, normally: false) {
      return false
    }
    // Its pushes start workflows (K-10).
    if point.verb == "push", point.triggersWorkflows, !point.holds(.keyPushesStartWorkflows, normally: true) {
      return false
    }
    return point.deployKeys == .yes
  }

  // MARK: Broker

  /// Nothing is stored for it: it checks which job asks, and gives what its App has.
  static func brokerServes(_ point: Point) -> Bool {
    // Only of a workflow the description says which job it is.
    guard point.broker == .serves, point.place == .workflow else { return false }
    // octo-sts speaks to github.com since 2024-05-10, to GHES since 2026-07-31; of GHE.com nobody says it.
    var isThere = point.day >= Day(year: 2026, month: 7, day: 31)
    if point.product == .githubCom { isThere = point.day >= Day(year: 2024, month: 5, day: 10) }
    if point.product == .gheCom { isThere = false }
    if !point.holds(.brokersAreThere, normally: isThere) { return false }
    return point.apps != .forbidden && appTokensDo(point)
  }

  /// Whether the token of some App can do it at all.
  static func appTokensDo(_ point: Point) -> Bool {
    // No registry of packages takes it (C-20 to C-24).
    if isPackage(point), !point.holds(.packagesTakeAppTokens, normally: false) { return false }
    // Agents are for users, and of codespaces nobody says whether an App can.
    if point.verb == "assign-agent" || calls(point, .agents),
      !point.holds(.appsActAsUsers, normally: false)
    {
      return false
    }
    return !calls(point, .codespaces) || point.holds(.unlistedCallsTakeAppTokens, normally: false)
  }

  // MARK: App

  static func appServes(_ point: Point) -> Bool {
    // Nothing in Dependabot turns an App's key into a token.
    if point.place == .dependabot, !point.holds(.updaterMakesInstallationTokens, normally: false) {
      return false
    }
    if point.apps == .forbidden || !appTokensDo(point) { return false }
    // The one that is in use today stays.
    if point.unnamedApp == .yes { return true }
    // For an organization one is registered, before any account's token.
    if point.target == .organization { return true }
    // Nothing but an App creates check runs: one is registered.
    if isForAppsAlone(point) { return true }
    switch point.app {
    case .serves, .lacksRepository, .lacksPermission, .lacksBoth:
      return true
    case .onlyReads:
      // It is not given a write permission; a second App is proposed where Apps are wanted.
      if !writes(point) { return true }
      return point.apps == .preferred
    case .none, .ofOthers, .mayDoAnything:
      return point.apps == .preferred || point.profile == .githubDocs
    }
  }

  // MARK: Machine users

  static func fineGrainedServes(_ point: Point) -> Bool {
    if !point.fineGrainedAllowed { return false }
    // Check runs and the tokens of an organization are for Apps alone (P-07).
    if isForAppsAlone(point), !point.holds(.fineGrainedDoEverything, normally: false) { return false }
    if calls(point, .unheardOf), !point.holds(.unlistedCallsTakeFineGrained, normally: false) { return false }
    // There is no packages permission (C-02).
    if isPackage(point), !point.holds(.packagesTakeFineGrained, normally: false) { return false }
    // It exists since 2022-10-18 (P-01), on GHES since 3.10 (E-07).
    var exists = point.day >= Day(year: 2022, month: 10, day: 18)
    if case .ghes(let major, let minor) = point.product { exists = (major, minor) >= (3, 10) }
    if !point.holds(.fineGrainedExist, normally: exists) { return false }
    // It is not for collaborators (P-07, P-08), and what is internal to an organization that it does not target is out
    // of its reach: a collaborator's targets none. An outside collaborator is of no use to the organization itself:
    // there a member is proposed.
    if point.target != .organization {
      if point.visibility == .internal, !isPackage(point), point.target == .otherOrganization,
        point.machineUser == .outsideCollaborator,
        !point.holds(.fineGrainedReachInternalElsewhere, normally: false)
      {
        return false
      }
      if point.machineUser == .outsideCollaborator,
        !point.holds(.fineGrainedServeCollaborators, normally: false)
      {
        return false
      }
    }
    return accountReaches(point)
  }

  static func classicServes(_ point: Point) -> Bool {
    if isForAppsAlone(point), !point.holds(.classicDoEverything, normally: false) { return false }
    // There must be a scope that GitHub names for it.
    let hasNoScope =
      point.verb == "attest" || point.verb == "verify-attestation"
      || calls(point, .checks, .tokens, .unheardOf, .attestations)
    return point.classicAllowed && accountReaches(point) && !hasNoScope
  }

  /// Managed users are not invited outside their enterprise (M-12): there they have what everybody can read.
  static func accountReaches(_ point: Point) -> Bool {
    if !point.managedUsers || point.target != .otherOrganization { return true }
    if point.holds(.managedUsersLeave, normally: false) { return true }
    // What is public they read, and contribute nothing to.
    return point.sameEnterprise == .yes || point.visibility == .public && !point.fromFork
  }

  // MARK: Words

  static func isPackage(_ point: Point) -> Bool {
    ["pull", "publish", "delete"].contains(point.verb)
  }

  static func bringsCommits(_ point: Point) -> Bool {
    ["push", "release", "write-contents", "open-pull-request", "merge"].contains(point.verb)
      || calls(point, .contents)
  }

  /// Code, releases, issues, pull requests and what is said there, and alerts of code scanning.
  static func isLockedByArchiving(_ point: Point) -> Bool {
    [
      "push", "release", "write-contents", "notify", "open-pull-request", "merge", "enqueue",
      "enable-auto-merge", "approve", "request-team-review", "label", "comment-on-issue",
      "comment-on-pull-request", "assign-agent", "upload-sarif",
    ].contains(point.verb) || calls(point, .issues, .contents, .agents)
  }

  static func writes(_ point: Point) -> Bool {
    !["clone", "pull", "read-members", "read-audit-log", "read-alerts"].contains(point.verb)
      && !readsThroughAPI(point) && !calls(point, .alerts, .hooks, .codespaces, .members, .tokens)
  }

  /// What no PAT does, whatever it is given.
  static func isForAppsAlone(_ point: Point) -> Bool {
    point.verb == "create-check-run" || calls(point, .checks, .tokens)
  }

  /// Reads of repositories that the API also answers to visitors, where they are public.
  static func readsThroughAPI(_ point: Point) -> Bool {
    ["read-contents", "download-release", "verify-attestation"].contains(point.verb)
  }

  // MARK: Permissions and scopes, row by row

  static func jobTokenPermissions(_ point: Point) -> [String: String] {
    var permissions = rowOfJobToken(point)
    // Only `devcontainer.json` can give `workflows`.
    if point.place == .codespaces, point.changesWorkflows, bringsCommits(point) {
      permissions["workflows"] = "write"
    }
    return permissions
  }

  private static func rowOfJobToken(_ point: Point) -> [String: String] {
    switch point.verb {
    case "pull": ["packages": "read"]
    case "publish", "delete": ["packages": "write"]
    case "clone", "read-contents", "download-release": ["contents": "read"]
    case "push", "release", "merge", "notify", "write-contents": ["contents": "write"]
    case "open-pull-request", "enqueue", "enable-auto-merge":
      ["contents": "write", "pull-requests": "write"]
    case "comment-on-issue", "label": ["issues": "write"]
    case "comment-on-pull-request", "approve": ["pull-requests": "write"]
    case "set-status": ["statuses": "write"]
    case "create-check-run": ["checks": "write"]
    case "dispatch": ["actions": "write"]
    case "read-alerts": ["security-events": "read"]
    case "upload-sarif": ["security-events": "write"]
    case "verify-attestation": ["attestations": "read"]
    case "create-deployment": ["deployments": "write"]
    // Both prove with `id-token` which job it is; a codespace has no such token.
    case "attest":
      point.place == .codespaces
        ? ["attestations": "write"] : ["attestations": "write", "id-token": "write"]
    case "deploy-pages":
      point.place == .codespaces ? ["pages": "write"] : ["pages": "write", "id-token": "write"]
    default:
      // Only where somebody knows better: the words of the API, spelt as workflows spell.
      Dictionary(
        apiPermissions(point).map { ($0.key.replacing("_", with: "-"), $0.value) },
        uniquingKeysWith: { first, _ in first })
    }
  }

  static func apiPermissions(_ point: Point) -> [String: String] {
    var permissions: [String: String]
    switch point.verb {
    case "pull": permissions = ["packages": "read"]
    case "publish", "delete": permissions = ["packages": "write"]
    case "clone", "read-contents", "download-release": permissions = ["contents": "read"]
    case "push", "release", "merge", "notify", "write-contents": permissions = ["contents": "write"]
    case "open-pull-request", "enqueue", "enable-auto-merge":
      permissions = ["contents": "write", "pull_requests": "write"]
    case "comment-on-issue", "label": permissions = ["issues": "write"]
    case "comment-on-pull-request", "approve": permissions = ["pull_requests": "write"]
    // The team is read from the organization.
    case "request-team-review": permissions = ["pull_requests": "write", "members": "read"]
    case "assign-agent":
      permissions = ["actions": "write", "contents": "write", "issues": "write", "pull_requests": "write"]
    case "set-status": permissions = ["statuses": "write"]
    case "create-check-run": permissions = ["checks": "write"]
    case "dispatch": permissions = ["actions": "write"]
    case "read-alerts": permissions = ["security_events": "read"]
    case "upload-sarif": permissions = ["security_events": "write"]
    case "attest": permissions = ["attestations": "write"]
    case "verify-attestation": permissions = ["attestations": "read"]
    case "create-deployment": permissions = ["deployments": "write"]
    case "deploy-pages": permissions = ["pages": "write"]
    case "manage-repository-secrets": permissions = ["secrets": "write"]
    case "manage-repository-variables": permissions = ["actions_variables": "write"]
    case "manage-webhooks": permissions = ["repository_hooks": "write"]
    case "administer": permissions = ["administration": "write"]
    case "read-members": permissions = ["members": "read"]
    case "manage-members": permissions = ["members": "write"]
    case "manage-secrets": permissions = ["organization_secrets": "write"]
    case "manage-runners": permissions = ["organization_self_hosted_runners": "write"]
    case "read-audit-log": permissions = ["organization_administration": "read"]
    case "update-project": permissions = ["organization_projects": "write"]
    case "create-repository": permissions = ["administration": "write"]
    case "api": permissions = calledPermissions(point.calls)
    default: permissions = ["?": point.verb]
    }
    if point.changesWorkflows, bringsCommits(point) { permissions["workflows"] = "write" }
    return permissions
  }

  static func calledPermissions(_ calls: Calls) -> [String: String] {
    switch calls {
    case .issues, .agents: ["issues": "write"]
    case .contents: ["contents": "write"]
    case .alerts: ["vulnerability_alerts": "read"]
    case .alertsWriting: ["vulnerability_alerts": "write"]
    case .secrets: ["secrets": "write"]
    case .hooks: ["repository_hooks": "read"]
    case .checks: ["checks": "write"]
    case .codespaces: ["codespaces": "read"]
    case .unheardOf: ["teleportation": "write"]
    case .attestations: ["attestations": "write"]
    case .members: ["members": "read"]
    case .organizationHooks: ["organization_hooks": "write"]
    case .tokens: ["organization_personal_access_tokens": "read"]
    }
  }

  /// Sorted by name.
  static func classicScopes(_ point: Point) -> [String] {
    let repo = point.visibility == .public ? "public_repo" : "repo"
    switch point.verb {
    case "pull": return ["read:packages"]
    case "publish": return ["write:packages"]
    case "delete": return ["delete:packages", "read:packages"]
    case "set-status": return ["repo:status"]
    case "read-members": return ["read:org"]
    case "manage-members", "manage-secrets", "manage-runners": return ["admin:org"]
    case "read-audit-log": return ["read:audit_log"]
    // Both endpoints name `repo`, and nothing less for what is public.
    case "dispatch", "notify": return ["repo"]
    // Of these too, no documentation says that less does.
    case "enqueue", "enable-auto-merge", "approve", "request-team-review", "label", "assign-agent",
      "deploy-pages", "manage-repository-secrets", "manage-repository-variables",
      "create-repository":
      return ["repo"]
    case "write-contents":
      return point.changesWorkflows ? ["repo", "workflow"] : ["repo"]
    case "create-check-run", "attest", "verify-attestation": return []
    case "read-alerts", "upload-sarif": return ["security_events"]
    case "create-deployment": return ["repo_deployment"]
    case "manage-webhooks": return ["admin:repo_hook"]
    case "update-project": return ["project"]
    case "api":
      // What `repo` stands for, on public repositories too, unless GitHub names something narrower.
      let named: [Calls: String] = [
        .alerts: "security_events", .alertsWriting: "security_events", .hooks: "read:repo_hook",
        .codespaces: "codespace", .members: "read:org", .organizationHooks: "admin:org_hook",
      ]
      let workflow = point.changesWorkflows && bringsCommits(point) ? ["workflow"] : []
      return [named[point.calls] ?? "repo"] + workflow
    default:
      if point.changesWorkflows, bringsCommits(point) { return [repo, "workflow"] }
      return [repo]
    }
  }
}
