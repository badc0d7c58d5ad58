/// A point of the reference as the text of a description.
extension Reference.Point {
  /// Whether a description can say it: the reader refuses options that a need cannot have, and roles elsewhere are
  /// always said.
  var isDescribable: Bool {
    if triggersWorkflows, !Reference.writes(self) || target == .organization { return false }
    if target == .otherOrganization, machineUser == .unsaid { return false }
    if branchRefuses != .unsaid, target == .otherOrganization { return false }
    // Whether workflows may approve is read of workflows only; an updater that writes is one that somebody knows better of.
    if verb == "approve", place != .workflow, workflowsMayApprove == .yes { return false }
    // What agents take is looked up, and a description read without a table.
    if Reference.calls(self, .agents) { return false }
    // An App is never installed on a package or an organization alone.
    if unnamedApp == .yes { return false }
    if target == .organization || Reference.isPackage(self) {
      return app == .none || app == .serves || app == .ofOthers
    }
    return true
  }

  /// - Parameters:
  ///   - consumer: the kind of the automation where it is no workflow.
  ///   - bansByDay: whether policies on classic PATs are told as the day from which they are forbidden.
  ///   - fact: what is known better.
  func description(consumer: String, bansByDay: Bool, fact: (id: String, holds: Bool)?) -> String {
    let need =
      "{need: \(verb) \(targetKind) \(targetName)\(called)\(fromFork ? ", from_fork: true" : ""), triggers_workflows: \(triggersWorkflows)"
      + (Reference.bringsCommits(self) ? ", changes_workflows: \(changesWorkflows)}" : "}")
    return """
      tokenbook: 1
      organization: acme
      as_of: \(date(day))
      platform: {\(platform)}
      policy: {\(policy(bansByDay))}
      \(outside(bansByDay))
      repositories:
        web: {\(place == .workflow ? "workflows: {ci: {needs: [\(need)]}}, " : "")\(said(ownVisibility))\(rules)\(archived(.ownRepository))}
        shared: {\(said(target == .sibling ? visibility : .private))\(rules)\(archived(.sibling))}
        lonely: {visibility: private}
      \(package)
      people: {ada: {role: owner}}
      \(accounts)
      \(unnamedApp == .unsaid ? "credentials: {LOST_KEY: {kind: app_key, used_by: [\(automation)]}}" : "")
      \(place == .workflow ? "" : "consumers: {prod: {\(kind(consumer)), needs: [\(need)]}}")
      \(fact.map { "facts: {\($0.id): {holds: \($0.holds), because: tried, by: ada, checked: 2020-01-01}}" } ?? "")
      """
  }

  /// - Parameter elsewhere: the kind of what is no place of its own.
  private func kind(_ elsewhere: String) -> String {
    switch place {
    case .workflow, .elsewhere: "kind: \(elsewhere)"
    case .dependabot, .codespaces: "kind: \(place), repositories: [web]"
    case .actions:
      target == .otherOrganization || sameEnterprise == .unsaid
        ? "kind: actions" : "kind: actions, same_enterprise: \(sameEnterprise == .yes)"
    }
  }

  private func archived(_ one: Reference.Target) -> String {
    archived && target == one ? ", archived: true" : ""
  }

  private var rules: String {
    switch branchRefuses {
    case .yes: ", rules: {main: {bypass: [deploy_keys, ada]}}"
    case .no: ", rules: {}"
    case .unsaid: ""
    }
  }

  private var called: String {
    guard verb == "api" else { return "" }
    let permissions = Reference.calledPermissions(calls).map { "\($0.key): \($0.value)" }
    return ", permissions: {\(permissions.joined(separator: ", "))}"
  }

  /// The only access of the description.
  var access: String {
    let calls = verb == "api" ? Reference.calledPermissions(calls) : [:]
    let end = calls.map { "-\($0.key.replacing("_", with: "-"))-\($0.value)" }.joined()
    return "\(automation)#\(verb)-\(targetKind)-\(targetName)\(end)"
  }

  private var automation: String { place == .workflow ? "web/ci" : "prod" }

  private var targetKind: String {
    target == .organization ? "organization" : Reference.isPackage(self) ? "package" : "repository"
  }

  private var targetName: String {
    if Reference.isPackage(self) { return "thing" }
    return switch target {
    case .ownRepository: "web"
    case .sibling: "shared"
    case .otherOrganization: "globex/tools"
    case .organization: "self"
    }
  }

  private func date(_ day: Reference.Day) -> String {
    func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return "\(day.year)-\(padded(day.month))-\(padded(day.day))"
  }

  private func said(_ visibility: Reference.Visibility?) -> String {
    visibility.map { "visibility: \($0.rawValue)" } ?? "note: nobody says"
  }

  private var ownVisibility: Reference.Visibility? { target == .ownRepository ? visibility : .private }

  private var platform: String {
    let said = plan == .unsaid ? "" : "plan: \(plan.rawValue), "
    let product =
      switch product {
      case .githubCom: "product: github.com"
      case .gheCom: "product: ghe.com, host: acme.ghe.com"
      case .ghes(let major, let minor):
        "product: ghes, version: \"\(major).\(minor)\", host: github.acme.example\(mode)"
      case .someGHES: "product: ghes, host: github.acme.example\(mode)"
      }
    return "\(said)\(product), managed_users: \(managedUsers)"
  }

  private var mode: String {
    privateMode == .unsaid ? "" : ", private_mode: \(privateMode == .yes)"
  }

  // MARK: Policy of the owner of the target

  private func governing(_ bansByDay: Bool) -> String {
    let dayBefore = classicAllowed ? "2099-01-01" : date(day)
    let classic =
      bansByDay ? "{forbidden_from: \(dayBefore)}" : classicAllowed ? "allowed" : "forbidden"
    let keys =
      switch deployKeys {
      case .yes: "deploy_keys: allowed, "
      case .no: "deploy_keys: forbidden, "
      case .unsaid: ""
      }
    let apps =
      switch apps {
      case .ifDescribed: "if-described"
      case .preferred: "preferred"
      case .forbidden: "forbidden"
      }
    return "\(keys)classic_pats: \(classic), fine_grained_pats: "
      + "\(fineGrainedAllowed ? "approval" : "forbidden"), apps: \(apps)"
  }

  private func policy(_ bansByDay: Bool) -> String {
    let said = workflowsMayApprove == .unsaid || verb != "approve"
    let profile =
      "profile: \(profile == .hybrid ? "hybrid" : "github-docs")"
      + (said ? "" : ", actions_can_create_pull_requests: \(workflowsMayApprove == .yes)")
    return target == .otherOrganization ? profile : "\(profile), \(governing(bansByDay))"
  }

  private func outside(_ bansByDay: Bool) -> String {
    guard target == .otherOrganization else { return "" }
    let enterprise = sameEnterprise == .unsaid ? "" : "same_enterprise: \(sameEnterprise == .yes), "
    let accounts =
      switch machineUser {
      case .member: ", machine_users: {acme-bot: member}"
      case .outsideCollaborator: ", machine_users: {acme-bot: outside_collaborator}"
      case .none, .unsaid: ""
      }
    return "outside: {globex: {\(enterprise)\(governing(bansByDay)), "
      + "repositories: {tools: {\(said(visibility))}}\(accounts)}}"
  }

  // MARK: Package, App, machine user

  private var package: String {
    guard Reference.isPackage(self) else { return "" }
    var keys = ["registry: \(registry.rawValue)", said(visibility)]
    if target == .otherOrganization {
      keys.append("owner: globex")
    } else {
      switch link {
      case .own: keys.append("repository: web")
      case .sibling: keys.append("repository: shared")
      case .none: keys.append("repository: null")
      case .unsaid: break
      }
      if inherits != .unsaid { keys.append("inherits_access: \(inherits == .yes)") }
      if let grants { keys.append("actions_access: {\(grants)}") }
    }
    return "packages: {thing: {\(keys.joined(separator: ", "))}}"
  }

  private var grants: String? {
    let enough = verb == "pull" ? "read" : verb == "publish" ? "write" : "admin"
    return switch actionsAccess {
    case .unsaid: nil
    case .notListed: "shared: admin"
    case .tooLittle: verb == "pull" ? "" : "web: read"
    case .enough: "web: \(enough)"
    }
  }

  private var accounts: String {
    let described = target == .otherOrganization || machineUser != .none
    let role =
      target == .otherOrganization
      ? "role: member"
      : machineUser == .unsaid ? "" : "role: \(machineUser == .member ? "member" : "outside_collaborator")"
    let users = described ? "machine_users: {acme-bot: {\(role)}}" : ""
    let apps = [
      app == .none ? nil : "acme-app: {\(appKeys)}", broker == .none ? nil : "sts: {\(brokerKeys)}",
    ]
    .compactMap(\.self)
    return "\(users)\n\(apps.isEmpty ? "" : "apps: {\(apps.joined(separator: ", "))}")"
  }

  private var wanted: String {
    Reference.apiPermissions(self).sorted { $0.key < $1.key }
      .map { "\($0.key): \($0.value)" }.joined(separator: ", ")
  }

  private var brokerKeys: String {
    let given = broker == .serves ? wanted : "discussions: write"
    let name = target == .organization || Reference.isPackage(self) ? "web" : targetName
    return "repositories: [\(name)], permissions: {\(given)}, broker: sts.acme.example"
  }

  private var appKeys: String {
    let wanted = wanted
    let name = target == .organization || Reference.isPackage(self) ? "web" : targetName
    let serves =
      switch app {
      case .none, .serves, .ofOthers, .mayDoAnything: (name, wanted)
      case .lacksRepository: ("lonely", wanted)
      case .lacksPermission: (name, "discussions: write")
      case .lacksBoth: ("lonely", "discussions: write")
      // One that reads serves what only reads.
      case .onlyReads: (name, Reference.writes(self) ? "discussions: read" : wanted)
      }
    let permissions = app == .mayDoAnything ? "" : ", permissions: {\(serves.1)}"
    return "repositories: [\(serves.0)]\(permissions)\(app == .ofOthers ? ", key: null" : "")"
  }
}
