import OrganizationModel

/// What to ask about an unknown of one access, and where the description answers it.
struct QuestionWords {
  let access: Access
  var holder: Name?
  /// The keys of Apps that the description doesn't name.
  var keys: [Name] = []
  /// The described App whose permissions are unknown.
  var app: Name?

  /// The key path in the description.
  func answerAt(_ unknown: Unknown) -> String {
    switch unknown {
    case .visibility: "\(thing).visibility"
    case .registry: "\(thing).registry"
    case .link: "\(thing).repository"
    case .actionsGrant: "\(thing).actions_access"
    case .sameEnterprise:
      access.isOutside
        ? "outside.\(access.owner).same_enterprise" : "consumers.\(access.automation).same_enterprise"
    case .deployKeys: access.isOutside ? "outside.\(access.owner).deploy_keys" : "policy.deploy_keys"
    case .pullRequestSwitch: "policy.actions_can_create_pull_requests"
    case .plan: planKey
    case .version: "platform.version"
    case .privateMode: "platform.private_mode"
    case .holder: holderKey
    case .app: app.map { "apps.\($0).permissions" } ?? "apps"
    case .basePermission: "policy.base_permission"
    case .forks: "\(workflow).forks"
    case .dependabot: "\(workflow).dependabot"
    }
  }

  func ask(_ unknown: Unknown) -> String {
    switch unknown {
    case .visibility: "Is \(thingInWords) public, private or internal?"
    case .registry: "Which registry is \(thingInWords) in?"
    case .link: "Which repository is \(thingInWords) linked to?"
    case .actionsGrant:
      "Which repositories does \(thingInWords) grant access under \"Manage Actions access\"?"
    case .sameEnterprise:
      access.isOutside
        ? "Does `\(access.owner)` belong to the same enterprise?"
        : "Does the workflow `\(access.automation)` belong to an organization of the same enterprise?"
    case .deployKeys: "Does `\(access.owner)` allow deploy keys?"
    case .pullRequestSwitch: "Can workflows create and approve pull requests (Settings > Actions > General)?"
    case .plan: "Which plan is \(access.isOutside ? "`\(access.owner)`" : "the organization") on?"
    case .version: "Which release of GitHub Enterprise Server does the server run?"
    case .privateMode: "Does the server require everyone to sign in (private mode)?"
    case .holder: "Is the machine user \(holder.map { "`\($0)`" } ?? "") a member or an outside collaborator?"
    case .app:
      app.map { "Which permissions does the App `\($0)` have?" }
        ?? "Which App does each of these keys belong to: \(keyList)?"
    case .basePermission: "Which base permission do members have on every repository?"
    case .forks: "Does \(workflowInWords) run for pull requests from forks?"
    case .dependabot: "Does \(workflowInWords) run for Dependabot?"
    }
  }

  /// Of another organization the plan matters to what is done to that itself alone.
  var planKey: String {
    access.isOutside && access.need.verb.targetKind == .organization
      ? "outside.\(access.owner).plan" : "platform.plan"
  }

  private var keyList: String { keys.map { "`\($0)`" }.joined(separator: ", ") }

  private var thing: String {
    switch access.need.target {
    case .package(let name): "packages.\(name)"
    case .repository(let reference):
      access.isOutside
        ? "outside.\(access.owner).repositories.\(reference.name)" : "repositories.\(reference.name)"
    case .organization: "organization"
    }
  }

  private var thingInWords: String {
    switch access.need.target {
    case .package(let name): "the package `\(name)`"
    case .repository(let reference): "the repository `\(reference)`"
    case .organization: "the organization"
    }
  }

  private var holderKey: String {
    let name = holder?.text ?? "NAME"
    return access.isOutside ? "outside.\(access.owner).machine_users.\(name)" : "machine_users.\(name).role"
  }

  private var workflow: String {
    "repositories.\(access.workflowRepository?.text ?? "").workflows.\(access.workflow?.name.text ?? "")"
  }

  private var workflowInWords: String { "the workflow `\(access.automation)`" }
}
