import OrganizationModel

/// The words that a rule's reason leaves open, for one access.
struct AccessWords {
  let access: Access
  let organization: Organization
  /// The machine user or App that the chosen kind would have.
  var holder: Name?
  var privileges: Privileges = .none
  /// The App that has what it takes, whose tokens nobody here can mint.
  var foreignApp: Name?
  /// Where the described broker is: `octo-sts.dev`.
  var brokerHost: String?
  /// What its trust policy for the job is called: `web-ci`.
  var trustPolicy: String?
  /// What the day of a coming ban brings, as a sentence without full stop: `After that, this access uses a deploy key`.
  var afterBan: String?

  /// Puts the words in; braces that name nothing stay as they are.
  func fill(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "{")) else { return text }
    var result = ""
    var rest = text[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      result += rest[..<open]
      let name = rest[rest.index(after: open)..<close]
      result += word(String(name)) ?? "{\(name)}"
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private func word(_ name: String) -> String? {
    switch name {
    case "owner": access.owner.text
    case "target": target
    case "package": access.package?.name.text ?? target
    case "full_target": fullTarget
    case "automation": access.automation.description
    case "foreign_app": foreignApp?.text ?? "of others"
    case "automation_repository": automationRepository
    case "broker_host": brokerHost ?? "the broker"
    case "trust_policy": trustPolicy ?? "NAME"
    case "policy_repository":
      access.need.verb.targetKind == .organization ? "\(access.owner)/.github" : fullTarget
    case "setting": access.need.verb.record.besides.setting.map(fill)
    case "account_needs": access.need.verb.record.besides.account.map(fill)
    case "remark": access.need.verb.record.besides.remark.map(fill)
    case "environment": access.environment?.text
    case "branch": rules.map { "`\($0.name)`" } ?? "the branch"
    case "keys_pass": passes(rules?.bypass.contains(.deployKeys) == true)
    case "app_passes": passes(holder.map { rules?.bypass.contains(.app($0)) == true } ?? false)
    case "account_passes": passes(holderPasses)
    case "host": "`\(organization.platform.host ?? "github.com")`"
    case "registry_type": access.registryType
    case "registry_host": registryHost
    case "package_role": access.need.verb == .pull ? "Read" : "Write"
    case "holder": holder?.text ?? "the machine user"
    case "permissions": permissions { $0 }
    // `devcontainer.json` spells as the API does.
    case "devcontainer_permissions": permissions { $0.replacing("-", with: "_") }
    case "base_permission": organization.policy.basePermission?.rawValue ?? "unknown"
    case "ban_day": banDay
    case "after_ban": afterBan ?? "Decide again before then"
    default: nil
    }
  }

  /// The rules of the branch that it writes to.
  private var rules: BranchRules? {
    guard case .repository(let reference) = access.need.target, reference.owner == nil else { return nil }
    return organization.repositories[reference.name]?.rules(of: access.need.branch)
  }

  /// Whether the account may pass the rules, by itself or by a team.
  private var holderPasses: Bool {
    guard let holder else { return false }
    return rules?.bypass.contains { bypasser in
      switch bypasser {
      case .account(let account): account == holder
      case .team(let team):
        organization.teams[team].map { ($0.members + $0.maintainers).contains(holder) } ?? false
      case .deployKeys, .app: false
      }
    } ?? false
  }

  private func passes(_ isListed: Bool) -> String {
    isListed ? "The description lists it." : "The description doesn't list it. Add it."
  }

  private var target: String {
    access.need.verb.targetKind == .organization ? access.owner.text : access.need.target.description
  }

  /// `acme/web`.
  private var fullTarget: String {
    guard case .repository(let reference) = access.need.target else { return target }
    return "\(access.owner)/\(reference.name)"
  }

  /// The repositories that the run belongs to, to stand between backticks; a consumer without one is named itself.
  private var automationRepository: String {
    let names = access.ownRepositories.map(\.text)
    return names.isEmpty ? access.automation.description : names.joined(separator: "`, `")
  }

  private func permissions(_ spelling: (String) -> String) -> String {
    privileges.permissions.sorted { $0.key < $1.key }
      .map { "`\(spelling($0.key)): \($0.value.rawValue)`" }.joined(separator: ", ")
  }

  private var registryHost: String {
    guard let registry = access.package?.registry else { return "the registry" }
    let host = organization.platform.host
    return registry.record.isForImages
      ? "`\(host.map { "containers.\($0)" } ?? "ghcr.io")`"
      : "`\(registry.record.type).\(host ?? "pkg.github.com")`"
  }

  private var banDay: String {
    let policy = access.outside?.classicPATs ?? organization.policy.classicPATs
    return if case .forbiddenFrom(let day) = policy { day.description } else { "that date" }
  }
}

extension Access {
  /// What `dependabot.yml` calls the registry that the access reads.
  fileprivate var registryType: String {
    guard let package else { return "git" }
    return package.registry?.record.dependabotType ?? "TYPE"
  }
}
