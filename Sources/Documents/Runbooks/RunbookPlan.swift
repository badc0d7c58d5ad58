import Templates
import Guidance
import OrganizationModel

/// One planned credential, as its runbooks see it.
struct RunbookPlan: Sendable {
  let plan: CredentialPlan
  let ground: RunbookGround

  private var organization: Organization { ground.organization }

  // MARK: What kind of thing it is

  var isToken: Bool { plan.kind.isToken }

  /// Of a classic kind; a person's own PAT is taken to be one.
  var isClassic: Bool { plan.kind.hasScopes }
  var isSSHKey: Bool { plan.kind.isSSHKey }
  var isPackagesOnly: Bool { isClassic && plan.scopes.allSatisfy { $0.hasSuffix(":packages") } }

  /// The repository of a deploy key.
  var keyRepository: RepositoryReference? { plan.repositories.first }

  /// The last part of the App's address: its name in lower case with dashes.
  var slug: String { Slug.kebab(plan.holder?.text ?? "") }

  /// What a new token or key is called: the name of what exists, in characters that any shell and form takes.
  var label: String { plan.existing.map { Slug.secretName($0.text) } ?? plan.id }

  /// What a fine-grained token is called: at most 40 characters (U-03).
  var tokenName: String { String(label.prefix(40)) }

  /// What exists and is what is planned.
  var described: ExistingCredential? { plan.existing.flatMap { organization.credentials[$0] } }

  var tokenPage: String { isClassic ? "tokens" : "personal-access-tokens" }

  /// Whether an organization owner has to approve the token (P-04).
  var needsApproval: Bool {
    guard plan.kind == .fineGrainedPAT else { return false }
    let policy =
      plan.targetOwner == organization.name
      ? organization.policy.fineGrainedPATs
      : organization.outside[plan.targetOwner]?.fineGrainedPATs ?? .approval
    return policy == .approval
  }

  /// Whether the token has to be authorized for single sign-on by hand (P-25). Of another organization it is not known,
  /// so the step stays, and says what to do where there is none. Managed users need none.
  var needsSSO: Bool {
    guard isClassic, !organization.platform.managedUsers else { return false }
    return plan.targetOwner != organization.name || organization.platform.samlSSO
  }

  // MARK: Who

  var holderRole: RunbookRole { .making(plan, organization: organization.name) }

  var setup: CredentialSetup { ground.book.setup(of: plan) }

  /// Who makes, stores and tries it, the same in each of its runbooks and in the checklists; then who approves it.
  var doers: [RunbookDuty] {
    let (people, setup) = (ground.people, setup)
    let approver = needsApproval ? [people.duty(.owner(plan.targetOwner), .approves)] : []
    return [people.duty(setup.maker, setup.handOvers.isEmpty ? .setsUp : .handsOver)]
      + setup.handOvers.map { people.duty($0.taker, .receives) } + approver
  }

  /// The automations that use it, at most ten.
  var users: [RunbookDuty] {
    plan.automations.prefix(10).map { ground.people.duty(.keeper($0), .uses) }
  }

  /// Whom to call next, nearest first.
  var escalation: [TemplateContext] {
    var roles = [holderRole, .owner(plan.targetOwner), .owner(organization.name)]
    roles = roles.enumerated().filter { roles.firstIndex(of: $1) == $0 }.map(\.element)
    return roles.map(ground.people.context)
  }

  /// The login or team that answers for the credential.
  var responsible: Name? {
    if let maker = setup.maker.names.first { return maker }
    return plan.automations.lazy.compactMap { ground.people.responsible(for: $0) }.first
  }

  /// The key path of the description that the credential comes from: its own, or that of its first automation.
  var source: String? {
    plan.existing.map { "credentials.\($0)" } ?? plan.automations.first?.keyPath
  }

  /// What stands still without it.
  var stops: String { RunbookGround.sentence(plan.automations.map(\.description)) }
}
