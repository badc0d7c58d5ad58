/// The finite space of accesses, as far as it makes sense, in parts that share a day, a product and what is known
/// better: one engine serves a part.
struct SpacePart: Sendable {
  typealias Point = Reference.Point

  var name: String
  /// The points of the part differ from it in everything but day, product and what is turned.
  var start: Point
  var needs: [Point]
  var policies: [Policy]

  /// What may be said of the owner of the target and of the accounts, all of it once.
  struct Policy: Sendable {
    var profile = Reference.Profile.hybrid
    var apps = Reference.AppPolicy.ifDescribed
    var app = Reference.App.none
    var fineGrained = true
    var classic = true
    var machineUser = Reference.MachineUser.none

    func point(of need: Point) -> Point {
      var point = need
      point.profile = profile
      point.apps = apps
      point.app = app
      point.fineGrainedAllowed = fineGrained
      point.classicAllowed = classic
      point.machineUser = machineUser
      return point
    }
  }

  var count: Int { needs.count * policies.count }

  func forEachPoint(_ body: (Point) -> Void) {
    for need in needs {
      for policy in policies {
        body(policy.point(of: need))
      }
    }
  }
}

extension SpacePart {
  /// All of it; in a debug build (twenty times slower) every need still, and fewer combinations of policies.
  static let all: [SpacePart] = (today + otherDaysAndProducts + turningDays + knownBetter)
    .sorted { $0.count > $1.count }

  #if DEBUG
    private static let isBrief = true
  #else
    private static let isBrief = false
  #endif

  private static let now = Reference.Day(year: 2026, month: 11, day: 22)

  // MARK: github.com today, with every policy

  private static let today: [SpacePart] = {
    let start = Point()
    let repositories = repositoryVerbs.map { verb in
      SpacePart(
        name: "today: \(verb)", start: start, needs: repositoryNeeds(start, [verb]),
        policies: isBrief || !tellingVerbs.contains(verb) ? manyPolicies : everyPolicy)
    }
    let packages = Reference.Registry.allCases.map { registry in
      SpacePart(
        name: "today: \(registry)", start: start, needs: packageNeeds(start, [registry]),
        policies: isBrief ? fewPackagePolicies : packagePolicies)
    }
    let plain = repositoryNeeds(start, repositoryVerbs).filter { point in
      !point.triggersWorkflows && !point.changesWorkflows && !point.managedUsers
        && point.visibility == .private && point.sameEnterprise != .unsaid
    }
    let placesOfTheirOwn = platformPlaces.flatMap { place in
      [
        SpacePart(
          name: "today: \(place): repositories", start: start,
          needs: repositoryNeeds(start, tellingVerbs, [place]),
          policies: isBrief ? fewestPolicies : everyPolicy),
        SpacePart(
          name: "today: \(place): packages", start: start,
          needs: packageNeeds(start, Reference.Registry.allCases, [place]),
          policies: isBrief ? Array(fewestPolicies.prefix(2)) : packagePolicies),
      ]
    }
    let unnamed = (plain + organizationNeeds(start) + packageNeeds(start, [.container]).filter(isKept))
      .varied(\.unnamedApp, [.unsaid])
    return repositories + packages + placesOfTheirOwn + [
      SpacePart(
        name: "today: an App that nobody names", start: start, needs: unnamed,
        policies: manyPolicies
          + policies([.hybrid], [(.ifDescribed, .mayDoAnything)], [(true, true, .member)])),
      SpacePart(name: "today: every policy", start: start, needs: plain, policies: everyPolicy),
      SpacePart(
        name: "today: organization", start: start, needs: organizationNeeds(start), policies: everyPolicy),
      SpacePart(
        name: "today: branches with rules", start: start,
        needs: ruledBranches(start, Reference.Place.allCases),
        policies: isBrief ? fewPolicies : manyPolicies),
      SpacePart(
        name: "today: archived repositories", start: start, needs: archived(start),
        policies: isBrief ? fewestPolicies : manyPolicies),
      SpacePart(
        name: "today: pull requests from forks", start: start, needs: fromForks(start), policies: manyPolicies
      ),
      SpacePart(
        name: "today: a broker", start: start,
        needs: (plain + organizationNeeds(start) + calls(start) + fromForks(start)
          + ruledBranches(start, [.workflow])
          + packageNeeds(start, [.container]).filter { $0.link == .own && $0.actionsAccess == .notListed })
          .varied(\.broker, [.serves, .lacksPermission]), policies: brokerPolicies),
      SpacePart(
        name: "today: calls of the API", start: start, needs: calls(start),
        policies: isBrief ? manyPolicies : everyPolicy),
      SpacePart(
        name: "today: calls of the API, from runs with tokens of their own", start: start,
        needs: calls(start, platformPlaces), policies: isBrief ? fewestPolicies : fewPolicies),
    ]
  }()

  // MARK: Other days and products, with the policies that tell kinds apart

  private static let otherDaysAndProducts: [SpacePart] = {
    let days = [(2020, 12, 1), (2021, 3, 23), (2021, 3, 24), (2022, 10, 17), (2022, 10, 18), (2025, 3, 18)]
    var starts = days.map { Point(day: Reference.Day(year: $0.0, month: $0.1, day: $0.2)) }
    let products: [Reference.Product] = [
      .gheCom, .ghes(major: 3, minor: 4), .ghes(major: 3, minor: 5), .ghes(major: 3, minor: 9),
      .ghes(major: 3, minor: 10), .ghes(major: 3, minor: 15), .ghes(major: 3, minor: 16),
      .ghes(major: 3, minor: 20), .someGHES,
    ]
    starts += products.map { Point(product: $0) }
    return starts.flatMap { start in
      let name = "\(start.product) \(start.day.year)-\(start.day.month)-\(start.day.day)"
      return [
        SpacePart(
          name: "\(name): repositories", start: start,
          needs: repositoryNeeds(start, tellingVerbs).filter(isKept),
          policies: isBrief ? fewestPolicies : fewPolicies),
        SpacePart(
          name: "\(name): packages", start: start,
          needs: packageNeeds(start, Reference.Registry.allCases).filter(isKept),
          policies: isBrief ? Array(fewestPolicies.prefix(2)) : fewestPolicies),
        SpacePart(
          name: "\(name): Dependabot, codespaces and other workflows", start: start,
          needs: (repositoryNeeds(start, tellingVerbs, platformPlaces)
            + packageNeeds(start, Reference.Registry.allCases, platformPlaces)).filter(isKept),
          policies: isBrief ? Array(fewestPolicies.prefix(2)) : fewestPolicies),
        SpacePart(
          name: "\(name): organization", start: start, needs: organizationNeeds(start),
          policies: fewPolicies),
      ]
    }
  }()

  // MARK: The days on which one fact turned, with the needs that look at it

  private static let turningDays: [SpacePart] = {
    func part(
      _ date: (Int, Int, Int), _ what: String, _ needs: (Point) -> [Point]
    ) -> SpacePart {
      let start = Point(day: Reference.Day(year: date.0, month: date.1, day: date.2))
      return SpacePart(
        name: "\(date.0)-\(date.1)-\(date.2): \(what)", start: start, needs: needs(start),
        policies: isBrief ? fewestPolicies : fewPolicies)
    }
    let registries: [(Reference.Registry, (Int, Int, Int), (Int, Int, Int))] = [
      (.npm, (2022, 8, 30), (2022, 8, 31)), (.nuget, (2022, 12, 6), (2022, 12, 7)),
      (.rubygems, (2023, 12, 31), (2024, 1, 1)),
    ]
    let grants = registries.flatMap { registry, before, first in
      [before, first].map { day in
        part(day, "\(registry)") { start in
          packageNeeds(start, [registry], Reference.Place.allCases).filter(isKept)
        }
      }
    }
    let keys = [(2024, 10, 22), (2024, 10, 23)].map { day in
      part(day, "deploy keys") { repositoryNeeds($0, ["clone", "push"], Reference.Place.allCases) }
    }
    let updater = [
      (2026, 6, 22), (2026, 6, 23), (2026, 7, 20), (2026, 7, 21), (2026, 9, 7), (2026, 9, 8),
    ].map { day in
      part(day, "Dependabot") { packageNeeds($0, Reference.Registry.allCases, [.dependabot]).filter(isKept) }
    }
    return grants + keys + updater
      + [part((2020, 12, 2), "Dependabot") { repositoryNeeds($0, ["clone"], [.dependabot]) }]
  }()

  /// On other days, what is known of enterprises, inheritance and options of reading matters as it does today.
  private static func isKept(_ point: Point) -> Bool {
    !isBrief
      || point.sameEnterprise != .unsaid && point.inherits == .yes
        && (!point.triggersWorkflows || Reference.writes(point))
        && (point.plan == .team || point.visibility != nil)
  }

  // MARK: One thing known better

  private static let knownBetter: [SpacePart] = Reference.Claim.allCases.map { claim in
    var start = Point(turned: claim)
    // Where the claim says something about one product only.
    switch claim {
    case .mavenIsThere, .visitorsAreServed: start.product = .gheCom
    case .brokersAreThere:
      start.product = .gheCom
      start.broker = .serves
    case .npmHasGrants, .nugetHasGrants, .rubygemsHaveGrants, .privateModeAsksForSignIn:
      start.product = .ghes(major: 3, minor: 20)
    default: break
    }
    let organization: [Point] =
      switch claim {
      case .everyPlanHasAuditLog, .managedUsersAreInvited, .keysCallTheAPI: organizationNeeds(start)
      // Whether an imagined job's token read the audit log on every plan, or invited managed users, nobody can say.
      case .jobTokensAdminister:
        organizationNeeds(start).filter { $0.plan == .enterprise && !$0.managedUsers } + calls(start)
      case .onlyClassicReachesForks: fromForks(start).filter { !$0.managedUsers }
      case .archivedOnlyRead: archived(start)
      case .jobTokensPassRules: ruledBranches(start, places(of: claim))
      case .unlistedCallsTakeJobTokens, .unlistedCallsTakeAppTokens, .unlistedCallsTakeFineGrained:
        calls(start)
      default: []
      }
    return SpacePart(
      name: "turned: \(claim)", start: start,
      needs: (repositoryNeeds(start, tellingVerbs, places(of: claim))
        + packageNeeds(start, Reference.Registry.allCases, places(of: claim)))
        .filter { claim == .keysCanBeForbidden || $0.deployKeys == .yes }
        .filter { isKept($0) && !(isBrief && isFar($0)) } + organization,
      policies: (isBrief
        ? [Policy(), Policy(app: .serves, machineUser: .outsideCollaborator)] : fewestPolicies)
        // Which packages an outside collaborator can hold matters to no kind but in that world.
        .filter { claim != .packagesTakeFineGrained || $0.machineUser != .outsideCollaborator })
  }

  /// Where a claim can matter. Briefly, what says nothing of Dependabot and codespaces is tried in the others only.
  private static func places(of claim: Reference.Claim) -> [Reference.Place] {
    switch claim {
    case .updaterHasToken, .updaterPullsMaven, .updaterWrites, .updaterReadsSiblings, .updaterTakesKeys,
      .updaterMakesInstallationTokens:
      [.dependabot]
    case .codespacesPull, .codespacesPublish, .codespacesReachSiblings: [.codespaces]
    default: isBrief ? basicPlaces : Reference.Place.allCases
    }
  }

  private static func isFar(_ point: Point) -> Bool {
    point.visibility == nil || point.link == .unsaid || point.actionsAccess == .tooLittle
      || point.actionsAccess == .enough || (point.sameEnterprise == .no && point.managedUsers)
  }

  // MARK: Policies

  private static let everyPolicy: [Policy] = policies(
    Reference.Profile.allCases, everyApp, accounts)

  private static let everyApp: [(Reference.AppPolicy, Reference.App)] =
    Reference.AppPolicy.allCases.flatMap { policy in
      // Where Apps are forbidden it is all one which is described.
      Reference.App.allCases.filter { policy != .forbidden || $0 == .none || $0 == .serves }
        .map { (policy, $0) }
    }

  private static let accounts: [(Bool, Bool, Reference.MachineUser)] = [true, false].flatMap { fineGrained in
    [true, false].flatMap { classic in
      Reference.MachineUser.allCases
        .filter { fineGrained || $0 == .none || $0 == .outsideCollaborator }
        .map { (fineGrained, classic, $0) }
    }
  }

  private static let packagePolicies: [Policy] = policies(
    Reference.Profile.allCases, [(.ifDescribed, .none), (.preferred, .serves)],
    accounts.filter { $0.0 })

  private static let manyPolicies: [Policy] = policies(
    Reference.Profile.allCases,
    [(.ifDescribed, .none), (.ifDescribed, .onlyReads), (.preferred, .lacksBoth), (.forbidden, .serves)],
    [(true, true, .unsaid), (true, true, .outsideCollaborator), (true, false, .member), (false, true, .none)])

  private static let fewPackagePolicies: [Policy] = policies(
    [.hybrid], [(.ifDescribed, .none), (.preferred, .serves)],
    [(true, true, .none), (true, true, .outsideCollaborator), (true, true, .unsaid), (true, false, .member)])

  private static let fewPolicies: [Policy] =
    policies(
      [.hybrid], [(.ifDescribed, .none), (.preferred, .serves)],
      [
        (true, true, .none), (true, true, .outsideCollaborator), (true, false, .member),
        (false, true, .member),
      ])
    + policies([.githubDocs], [(.ifDescribed, .none)], [(true, true, .member), (false, false, .none)])

  private static let brokerPolicies: [Policy] =
    policies(
      [.hybrid],
      [(.ifDescribed, .none), (.ifDescribed, .serves), (.preferred, .lacksBoth), (.forbidden, .serves)],
      [(true, true, .none), (true, false, .outsideCollaborator)])
    + policies([.githubDocs], [(.ifDescribed, .none)], [(true, true, .member)])

  private static let fewestPolicies: [Policy] =
    policies(
      [.hybrid], [(.ifDescribed, .serves)], [(true, true, .none), (true, false, .outsideCollaborator)])
    + policies(
      [.hybrid], [(.ifDescribed, .none)], [(true, true, .outsideCollaborator), (true, true, .member)])

  private static func policies(
    _ profiles: [Reference.Profile], _ apps: [(Reference.AppPolicy, Reference.App)],
    _ accounts: [(Bool, Bool, Reference.MachineUser)]
  ) -> [Policy] {
    profiles.flatMap { profile in
      apps.flatMap { policy, app in
        accounts.map { fineGrained, classic, machineUser in
          Policy(
            profile: profile, apps: policy, app: app, fineGrained: fineGrained, classic: classic,
            machineUser: machineUser)
        }
      }
    }
  }

  // MARK: Needs

  private static let repositoryVerbs = [
    "clone", "push", "release", "read-contents", "download-release", "write-contents", "open-pull-request",
    "merge", "enqueue", "enable-auto-merge", "approve", "request-team-review", "label", "comment-on-issue",
    "comment-on-pull-request", "assign-agent", "set-status", "create-check-run", "dispatch", "notify",
    "read-alerts", "upload-sarif", "attest", "verify-attestation", "create-deployment", "deploy-pages",
    "manage-repository-secrets", "manage-repository-variables", "manage-webhooks", "administer",
  ]
  /// One for each way in which verbs differ: by Git or not, what it does besides reading, and whose token can never do it.
  private static let tellingVerbs = [
    "clone", "push", "release", "read-contents", "open-pull-request", "approve", "assign-agent", "set-status",
    "create-check-run", "dispatch", "read-alerts", "attest", "administer",
  ]
  private static let organizationVerbs = [
    "read-members", "manage-members", "manage-secrets", "manage-runners", "read-audit-log", "update-project",
    "create-repository",
  ]

  private static let basicPlaces: [Reference.Place] = [.workflow, .elsewhere]
  /// Runs that have a token of the platform, and are no job of this organization.
  private static let platformPlaces: [Reference.Place] = [.dependabot, .codespaces, .actions]

  private static func organizationNeeds(_ start: Point) -> [Point] {
    var point = start
    point.target = .organization
    return [point].varied(\.place, Reference.Place.allCases).varied(\.verb, organizationVerbs)
      .varied(\.plan, Reference.Plan.allCases).flatMap { point in
        [point].varied(\.managedUsers, point.verb == "manage-members" ? [true, false] : [false])
      }
  }

  /// Each way in which tokens may be refused, in every place and relation.
  private static func calls(
    _ start: Point, _ places: [Reference.Place] = basicPlaces
  ) -> [Point] {
    var point = start
    point.verb = "api"
    let ofRepositories = [point].varied(\.calls, Reference.Calls.ofRepositories)
      .varied(\.triggersWorkflows, [true, false]).flatMap { point in
        [point].varied(\.changesWorkflows, Reference.bringsCommits(point) ? [true, false] : [false])
      }
      .varied(\.inherits, [.yes]).flatMap { targets($0, places, repositories: true) }
      .varied(\.visibility, [.public, .private, .internal])
      .filter { $0.sameEnterprise != .unsaid && !$0.managedUsers }
    point.target = .organization
    return ofRepositories
      + [point].varied(\.place, places).varied(\.calls, Reference.Calls.ofOrganizations)
  }

  private static func fromForks(_ start: Point) -> [Point] {
    let forks = [start].varied(\.verb, ["open-pull-request"]).varied(\.fromFork, [true])
      .varied(\.changesWorkflows, [true, false]).varied(\.triggersWorkflows, [true, false])
      .varied(\.inherits, [.yes])
    return visible(forks.flatMap { targets($0, [.workflow, .elsewhere, .codespaces], repositories: true) })
  }

  /// Writing to branches of which somebody says whether rules refuse it.
  private static func ruledBranches(_ start: Point, _ places: [Reference.Place]) -> [Point] {
    [start].varied(\.verb, ["push", "merge"]).varied(\.branchRefuses, [.yes, .no])
      .varied(\.triggersWorkflows, [true, false])
      .varied(\.deployKeys, [.yes, .no]).varied(\.inherits, [.yes])
      .flatMap { targets($0, places, repositories: true) }
      .filter { $0.target != .otherOrganization && ($0.deployKeys == .yes || $0.verb == "push") }
  }

  /// What is done to repositories of this organization that are archived.
  private static func archived(_ start: Point) -> [Point] {
    let verbs = [start].varied(\.verb, repositoryVerbs).varied(\.inherits, [.yes])
      .flatMap { targets($0, Reference.Place.allCases, repositories: true) }
    return (verbs + calls(start)).varied(\.archived, [true])
      .filter { $0.target == .ownRepository || $0.target == .sibling }
  }

  private static func repositoryNeeds(
    _ start: Point, _ verbs: [String], _ places: [Reference.Place] = basicPlaces
  ) -> [Point] {
    let options = [start].varied(\.verb, verbs).flatMap { point in
      [point]
        .varied(\.triggersWorkflows, [true, false])
        .varied(\.changesWorkflows, Reference.bringsCommits(point) ? [true, false] : [false])
        .varied(\.deployKeys, ["clone", "push"].contains(point.verb) ? Reference.Answer.allCases : [.yes])
        .varied(\.workflowsMayApprove, point.verb == "approve" ? Reference.Answer.allCases : [.no])
    }
    return visible(options.varied(\.inherits, [.yes]).flatMap { targets($0, places, repositories: true) })
  }

  private static func packageNeeds(
    _ start: Point, _ registries: [Reference.Registry], _ places: [Reference.Place] = basicPlaces
  ) -> [Point] {
    let options = [start].varied(\.verb, ["pull", "publish", "delete"])
      .varied(\.registry, registries)
      .varied(\.triggersWorkflows, [true, false])
      .varied(\.inherits, [.yes])
    return visible(
      options.flatMap { targets($0, places, repositories: false) }.flatMap { point in
        point.hasRepository && point.target != .otherOrganization
          ? [point].varied(\.link, Reference.Link.allCases).varied(\.inherits, [.yes, .no])
            .varied(\.actionsAccess, Reference.ActionsAccess.allCases)
          : [point]
      })
  }

  /// Every place and relation. GHE.com and GHES hold one enterprise each; elsewhere it may be another, or not said.
  private static func targets(
    _ point: Point, _ places: [Reference.Place], repositories: Bool
  ) -> [Point] {
    let own = [point].varied(\.target, repositories ? [.ownRepository, .sibling] : [.sibling])
    let others = [point].varied(\.target, [.otherOrganization])
      .varied(\.sameEnterprise, point.product == .githubCom ? Reference.Answer.allCases : [.yes])
      .varied(\.managedUsers, [true, false])
    return (own + others).varied(\.place, places)
      .filter { $0.hasRepository || $0.target != .ownRepository }
      .flatMap { point in
        // A workflow of another organization says itself of which enterprise it is.
        point.place == .actions && point.target == .sibling
          ? [point].varied(\.sameEnterprise, Reference.Answer.allCases) : [point]
      }
  }

  /// Every visibility; where none is said the plan tells what it may be.
  private static func visible(_ points: [Point]) -> [Point] {
    points.varied(\.visibility, [.public, .private, .internal, nil]).flatMap { point in
      [point].varied(\.plan, point.visibility == nil ? [.team, .enterprise] : [.team])
    }.flatMap { point in
      [point].varied(\.privateMode, looksAtPrivateMode(point) ? Reference.Answer.allCases : [.no])
    }
  }

  /// Only what goes without a credential asks whether a server lets visitors in.
  private static func looksAtPrivateMode(_ point: Point) -> Bool {
    switch point.product {
    case .githubCom, .gheCom: false
    case .ghes, .someGHES:
      (["clone", "pull"].contains(point.verb) || Reference.readsThroughAPI(point))
        && (point.visibility == .public || point.visibility == nil)
    }
  }
}

extension [Reference.Point] {
  func varied<Value>(_ path: WritableKeyPath<Reference.Point, Value>, _ values: [Value]) -> Self {
    flatMap { point in
      values.map { value in
        var copy = point
        copy[keyPath: path] = value
        return copy
      }
    }
  }
}
