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
  static let all: [SpacePart] = (today + otherDaysAndProducts + knownBetter).sorted { $0.count > $1.count }

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
        policies: isBrief ? manyPolicies : everyPolicy)
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
    return repositories + packages + [
      SpacePart(name: "today: every policy", start: start, needs: plain, policies: everyPolicy),
      SpacePart(
        name: "today: organization", start: start, needs: organizationNeeds(start), policies: everyPolicy),
    ]
  }()

  // MARK: Other days and products, with the policies that tell kinds apart

  private static let otherDaysAndProducts: [SpacePart] = {
    let days = [(2020, 12, 1), (2021, 3, 23), (2021, 3, 24), (2022, 10, 17), (2022, 10, 18), (2025, 3, 18)]
    var starts = days.map { Point(day: Reference.Day(year: $0.0, month: $0.1, day: $0.2)) }
    let products: [Reference.Product] = [
      .gheCom, .ghes(major: 3, minor: 4), .ghes(major: 3, minor: 5), .ghes(major: 3, minor: 9),
      .ghes(major: 3, minor: 10), .ghes(major: 3, minor: 20), .someGHES,
    ]
    starts += products.map { Point(product: $0) }
    return starts.flatMap { start in
      let name = "\(start.product) \(start.day.year)-\(start.day.month)-\(start.day.day)"
      return [
        SpacePart(
          name: "\(name): repositories", start: start,
          needs: repositoryNeeds(start, repositoryVerbs).filter(isKept),
          policies: isBrief ? fewestPolicies : fewPolicies),
        SpacePart(
          name: "\(name): packages", start: start,
          needs: packageNeeds(start, Reference.Registry.allCases).filter(isKept),
          policies: isBrief ? Array(fewestPolicies.prefix(2)) : fewestPolicies),
        SpacePart(
          name: "\(name): organization", start: start, needs: organizationNeeds(start),
          policies: fewPolicies),
      ]
    }
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
    case .granularHaveGrants: start.product = .ghes(major: 3, minor: 20)
    default: break
    }
    let organization: [Point] =
      switch claim {
      case .everyPlanHasAuditLog: organizationNeeds(start)
      // Whether an imagined job's token read the audit log on every plan, nobody can say.
      case .jobTokensAdminister: organizationNeeds(start).filter { $0.plan == .enterprise }
      default: []
      }
    return SpacePart(
      name: "turned: \(claim)", start: start,
      needs: (repositoryNeeds(start, repositoryVerbs) + packageNeeds(start, Reference.Registry.allCases))
        .filter { $0.deployKeys == .yes && isKept($0) && !(isBrief && isFar($0)) } + organization,
      policies: (isBrief
        ? [Policy(), Policy(app: .serves, machineUser: .outsideCollaborator)] : fewestPolicies)
        // Which packages an outside collaborator can hold matters to no kind but in that world.
        .filter { claim != .packagesTakeFineGrained || $0.machineUser != .outsideCollaborator })
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
    "clone", "push", "release", "open-pull-request", "merge", "comment-on-issue",
    "comment-on-pull-request", "set-status", "dispatch", "notify", "administer",
  ]
  private static let organizationVerbs = [
    "read-members", "manage-members", "manage-secrets", "manage-runners", "read-audit-log",
  ]

  private static func organizationNeeds(_ start: Point) -> [Point] {
    var point = start
    point.target = .organization
    return [point].varied(\.place, Reference.Place.allCases).varied(\.verb, organizationVerbs)
      .varied(\.plan, Reference.Plan.allCases)
  }

  private static func repositoryNeeds(_ start: Point, _ verbs: [String]) -> [Point] {
    let options = [start].varied(\.verb, verbs).flatMap { point in
      [point]
        .varied(\.triggersWorkflows, [true, false])
        .varied(\.changesWorkflows, Reference.bringsCommits(point) ? [true, false] : [false])
        .varied(\.deployKeys, ["clone", "push"].contains(point.verb) ? Reference.Answer.allCases : [.yes])
    }
    return visible(options.varied(\.inherits, [.yes]).flatMap { targets($0, repositories: true) })
  }

  private static func packageNeeds(_ start: Point, _ registries: [Reference.Registry]) -> [Point] {
    let options = [start].varied(\.verb, ["pull", "publish", "delete"])
      .varied(\.registry, registries)
      .varied(\.triggersWorkflows, [true, false])
      .varied(\.inherits, [.yes])
    return visible(
      options.flatMap { targets($0, repositories: false) }.flatMap { point in
        point.place == .workflow && point.target != .otherOrganization
          ? [point].varied(\.link, Reference.Link.allCases).varied(\.inherits, [.yes, .no])
            .varied(\.actionsAccess, Reference.ActionsAccess.allCases)
          : [point]
      })
  }

  /// Every place and relation. GHE.com and GHES hold one enterprise each; elsewhere it may be another, or not said.
  private static func targets(_ point: Point, repositories: Bool) -> [Point] {
    let own = [point].varied(\.target, repositories ? [.ownRepository, .sibling] : [.sibling])
    let others = [point].varied(\.target, [.otherOrganization])
      .varied(\.sameEnterprise, point.product == .githubCom ? Reference.Answer.allCases : [.yes])
      .varied(\.managedUsers, [true, false])
    return (own + others).varied(\.place, Reference.Place.allCases)
      .filter { $0.place == .workflow || $0.target != .ownRepository }
  }

  /// Every visibility; where none is said the plan tells what it may be.
  private static func visible(_ points: [Point]) -> [Point] {
    points.varied(\.visibility, [.public, .private, .internal, nil]).flatMap { point in
      [point].varied(\.plan, point.visibility == nil ? [.team, .enterprise] : [.team])
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
