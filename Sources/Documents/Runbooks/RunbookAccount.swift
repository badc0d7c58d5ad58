import Exposure
import Guidance
import OrganizationModel
import Templates

/// The runbook that makes one machine user, or checks one that exists.
struct RunbookAccount: Sendable {
  let account: Account
  let ground: RunbookGround

  private var organization: Organization { ground.organization }
  private var platform: Platform { organization.platform }
  private var role: OrganizationRole { account.role ?? .member }
  private var isMember: Bool { role != .outsideCollaborator }
  private var grants: [HeldRole] { ground.book.accounts.grants(of: account.name) }

  private var machineUser: MachineUser? {
    if case .machineUser(let user) = account.kind { user } else { nil }
  }

  private var proposed: ProposedAccount? {
    if case .proposed(let proposed) = account.kind { proposed } else { nil }
  }

  /// The organization that it belongs to first.
  private var home: Name { proposed?.organization ?? organization.name }

  func document() -> Document {
    Document(
      ground.page, title: "Create the machine user \(account.name)",
      summary:
        "Makes the account that holds credentials for automation, with the access it needs and no more.",
      responsible: machineUser?.custodians?.first?.text,
      source: machineUser.map { "machine_users.\($0.name)" }
    ) { whole }
  }

  private var whole: TemplateContext {
    let steps = makingSteps + homeSteps + elsewhereSteps + grantSteps
    return ground.values.merging(values) { $1 }
      .merging([
        "steps": RunbookStep.contexts(steps),
        "verification": RunbookStep.contexts(checks, from: steps.count + 1),
      ]) { $1 }
  }

  private var purpose: String { machineUser?.purpose ?? proposed?.purpose ?? "automation" }
  /// The owners of the organization are proposed where nobody who stays is described.
  private var custodians: [Name] { ground.book.successors.staying(machineUser?.custodians ?? []) }

  private var values: TemplateContext {
    let paths = ground.book.paths
    return [
      "account": account.name.text, "described": machineUser != nil, "role": role.rawValue,
      "is_elsewhere": home != organization.name, "purpose": purpose,
      "purpose_scalar": YAMLText.scalar(purpose), "is_owner": role == .owner,
      "base_permission": organization.policy.basePermission?.rawValue ?? "none",
      "base_reaches": (organization.policy.basePermission ?? Policy.BasePermission.none)
        != Policy.BasePermission.none, "owner": home.text,
      "custodians": custodians.isEmpty ? false : RunbookGround.sentence(custodians.map(\.text)),
      "custodian_count": custodians.isEmpty ? false : custodians.count as any TemplateConvertible,
      "custodian_list": RunbookGround.list(custodians.map(\.text)), "is_member": isMember,
      "takes_seat": platform.plan != .free,
      "people": RunbookDuty.lines(people),
      "escalation": [RunbookRole.owner(home), .owner(organization.name)].uniqued
        .map(ground.people.context),
      "credential_link": false, "holder_link": ground.link(paths.account(account.name)),
      "records": [TemplateContext](),
    ]
  }

  private var people: [RunbookDuty] {
    let people = ground.people
    let others = Set(grants.compactMap { owner(of: $0.on) }).subtracting([organization.name]).sorted()
    return [
      people.duty(.custodian(account.name), .mints), people.duty(.owner(organization.name), .grants),
    ]
      + others.map { people.duty(.owner($0), .grants) }
  }

  // MARK: Making it

  private var makingSteps: [RunbookStep] {
    let making =
      platform.managedUsers
      ? [RunbookStep("account-provision")]
      : [
        RunbookStep("account-mailbox"),
        RunbookStep(platform.product == .ghes ? "account-server" : "account-sign-up"),
      ]
        + [RunbookStep("account-two-factor")]
    return making + [RunbookStep("account-record")]
  }

  private var homeSteps: [RunbookStep] {
    let shell = [RunbookStep.preparing(for: [RunbookStep("account-invite", tools: [.gh])], scope: true)]
    guard isMember else { return shell }
    return shell + [RunbookStep("account-base-permission", tools: [.gh])] + joining(home)
  }

  private func joining(_ name: Name) -> [RunbookStep] {
    let values: TemplateContext = ["owner": name.text, "by_others": name != organization.name]
    let invite = RunbookStep("account-invite", tools: [.gh], values)
    return platform.managedUsers ? [invite] : [invite, RunbookStep("account-accept", tools: [.gh], values)]
  }

  /// Other organizations that it has to be a member of.
  private var elsewhereSteps: [RunbookStep] {
    Set(grants.compactMap { owner(of: $0.on) }).subtracting([home]).sorted()
      .filter { organization.outside[$0]?.machineUsers[account.name] != .member }
      .flatMap(joining)
  }

  private func owner(of thing: Grant.Thing) -> Name? {
    switch thing {
    case .package(let key): organization.packages[key]?.owner ?? organization.name
    case .repository(let reference): ground.owner(of: reference)
    case .organization(let name): name
    }
  }

  // MARK: What it is given

  /// One step for each way to grant, however many things are granted.
  private var grantSteps: [RunbookStep] {
    let roles = GrantRows(grants, ground)
    let owners = grants.compactMap { grant -> RunbookStep? in
      guard case .organization(let name) = grant.on, grant.role == OrganizationRole.owner.rawValue else {
        return nil
      }
      return RunbookStep(
        "account-grant-owner", tools: [.gh], ["owner": name.text, "exists": grant.exists])
    }
    let invitation: TemplateContext = ["is_invitation": !isMember && !platform.managedUsers]
    return owners
      + (roles.repositories.isEmpty
        ? []
        : [
          RunbookStep(
            "account-grant-repositories", tools: [.gh], roles.onRepositories.merging(invitation) { $1 })
        ])
      + (roles.packages.isEmpty ? [] : [RunbookStep("account-grant-packages", roles.onPackages)])
  }

  // MARK: Checking it

  private var checks: [RunbookStep] {
    let member = RunbookStep(
      isMember ? "account-verify-member" : "account-verify-outside", tools: [.gh],
      ["expected": role == .owner ? "admin" : "member"])
    let twoFactor =
      platform.managedUsers || !isMember ? [] : [RunbookStep("account-verify-two-factor", tools: [.gh])]
    return [member] + twoFactor + noMoreStep
  }

  /// Looks for access that nothing gives it; nothing to look for of an owner, who reaches all.
  private var noMoreStep: [RunbookStep] {
    guard role != .owner else { return [] }
    let given = Set(grants.compactMap(\.on.repositoryName)).sorted().map { "\(organization.name)/\($0)" }
    return [
      RunbookStep(
        "account-verify-no-more", tools: [.gh],
        ["given": given.joined(separator: "\n"), "owner": organization.name.text])
    ]
  }
}
