import Exposure
import Templates
import Guidance
import OrganizationModel

/// The runbook that puts a machine user out of service.
struct RunbookRetiring: Sendable {
  static let kind = DocumentKind("runbook-off-board-machine-user", in: .runbooks) { book in
    book.organization.machineUsers.compactMap { user in
      book.paths.runbook(.offBoardMachineUser(user.name)).map { place in
        let ground = RunbookGround(book: book, page: place.page, tasks: [.offBoard])
        return RunbookRetiring(user: user, ground: ground).document()
      }
    }
  }

  let user: MachineUser
  let ground: RunbookGround

  private static let shown = 30

  private var book: Book { ground.book }
  private var organization: Organization { ground.organization }
  private var name: Name { user.name }
  private var plans: [CredentialPlan] { book.accounts.plans(of: name) }
  private var existing: [ExistingCredentialReview] { book.accounts.existing(of: name) }

  func document() -> Document {
    Document(
      ground.page, title: "Off-board the machine user \(name)",
      summary:
        "How to retire \(name): replace it, prove that nothing uses it, and delete it.",
      responsible: user.custodians?.first?.text, source: "machine_users.\(name)"
    ) { whole }
  }

  private var whole: TemplateContext {
    let (steps, checks) = (steps, checks)
    return ground.values.merging(values) { $1 }
      .merging([
        "steps": RunbookStep.contexts(steps),
        "verification": RunbookStep.contexts(checks, from: steps.count + 1),
      ]) { $1 }
  }

  // MARK: What it is in use for

  /// Whatever uses a credential of it, planned or existing.
  private var automations: [AutomationID] {
    Set(plans.flatMap(\.automations) + existing.flatMap(\.credential.usedBy)).sorted()
  }

  /// What it has of its own today: what it is to have and has, and what it has beyond that.
  private var roles: [HeldRole] {
    let surplus = book.accountReviews.machineUser(name)?.surplus ?? []
    let all = book.accounts.grants(of: name).filter(\.exists) + surplus.compactMap(held)
    var seen: Set<Grant.Thing> = []
    return all.filter { seen.insert($0.on).inserted }
  }

  private func held(_ surplus: AccountReview.Surplus) -> HeldRole? {
    switch surplus.way {
    case .repository(let name):
      HeldRole(on: .repository(RepositoryReference(name: name)), role: surplus.role, exists: true)
    case .package(let key): HeldRole(on: .package(key), role: surplus.role, exists: true)
    case .team, .basePermission, .organization: nil
    }
  }

  private var isMember: Bool { user.role != .outsideCollaborator }

  private var values: TemplateContext {
    let paths = book.paths
    return [
      "account": name.text, "holder": name.text, "owner": organization.name.text,
      "purpose": user.purpose.orFalse, "is_planned": !plans.isEmpty,
      "role": (user.role?.rawValue.replacing("_", with: " ")).orFalse, "is_member": isMember,
      "plans": plans.prefix(Self.shown).map { plan -> TemplateContext in
        [
          "name": plan.title, "link": ground.link(paths.credential(plan: plan.id)), "kind": plan.kind.title,
          "users": RunbookGround.sentence(plan.automations.map(\.description)),
          "revoke_link": ground.link(paths.runbook(.revoke, plan: plan.id)),
        ]
      },
      "existing": existing.prefix(Self.shown).map { review -> TemplateContext in
        let name = review.credential.name
        return [
          "name": name.text, "link": ground.link(paths.credential(existing: name)),
          "kind": book.services.kind(of: review.credential), "keep": book.plan(being: name) != nil,
          "find_out": review.stays && book.plan(being: name) == nil,
          "users": RunbookGround.sentence(review.credential.usedBy.sorted().map(\.description)),
          "migrate_link": ground.link(paths.runbook(.migrate(name))),
          "revoke_link": ground.link(paths.runbook(revokeExisting: name)),
        ]
      },
      "has_existing": !existing.isEmpty,
      "automations": RunbookGround.list(automations.map(\.description), limit: Self.shown),
      "has_automations": !automations.isEmpty,
      "stops": RunbookGround.sentence(automations.map(\.description)),
      "custodians": ground.people.names(.custodian(name)).orFalse,
      "people": RunbookDuty.lines(people),
      "escalation": [RunbookRole.custodian(name), .owner(organization.name)].map(ground.people.context),
      "credential_link": false, "holder_link": ground.link(paths.account(name)),
      "records": [TemplateContext](),
      "audit_phrase": "actor:\(name)",
      "create_link": ground.link(paths.runbook(createMachineUser: name)),
    ]
  }

  private var people: [RunbookDuty] {
    let people = ground.people
    return [people.duty(.custodian(name), .signsIn), people.duty(.owner(organization.name), .removes)]
      + automations.prefix(10).map { people.duty(.keeper($0), .uses) }
  }

  // MARK: Steps

  private var steps: [RunbookStep] {
    [
      RunbookStep.preparing(for: [RunbookStep("bot-remove", tools: [.gh])], scope: true),
      RunbookStep("bot-replace"), RunbookStep("sign-in-as-holder", ["is_person": false]),
      RunbookStep("bot-unused", tools: organization.platform.plan == .enterprise ? [.gh] : []),
    ]
      + ungrantSteps
      + [RunbookStep("bot-wait"), RunbookStep("bot-revoke")] + deleteStep
      + [RunbookStep("bot-remove", tools: [.gh])] + elsewhere
      + [RunbookStep("bot-seat", tools: [.gh]), RunbookStep("bot-end")]
  }

  private var ungrantSteps: [RunbookStep] {
    let rows = GrantRows(roles, ground)
    return
      (rows.repositories.isEmpty
      ? [] : [RunbookStep("bot-ungrant-repositories", tools: [.gh], rows.onRepositories)])
      + (rows.packages.isEmpty ? [] : [RunbookStep("bot-ungrant-packages", rows.onPackages)])
  }

  private var deleteStep: [RunbookStep] {
    let ended = existing.filter { $0.goes || book.plan(being: $0.credential.name) != nil }
    let places = plans.flatMap(\.storedIn) + ended.flatMap { $0.credential.storedIn ?? [] }
    var seen: Set<String> = []
    let commands = places.compactMap(ground.commands.deleteSecret).filter { seen.insert($0).inserted }
    let outside = Set(places.compactMap { if case .outside(let words) = $0 { words } else { nil } }).sorted()
    guard !commands.isEmpty || !outside.isEmpty else { return [] }
    return [
      RunbookStep(
        "delete-secrets", tools: commands.isEmpty ? [] : [.gh],
        [
          "deletions": commands.prefix(100).map { ["command": $0] as TemplateContext },
          "has_deletions": !commands.isEmpty, "is_replaced": false,
          "outside_places": RunbookGround.list(outside), "has_outside_places": !outside.isEmpty,
        ])
    ]
  }

  private var elsewhere: [RunbookStep] {
    organization.outside.filter { $0.machineUsers[name] != nil }.map { outside in
      RunbookStep(
        "bot-elsewhere",
        ["owner": outside.name.text, "is_member": outside.machineUsers[name] != .outsideCollaborator])
    }
  }

  private var checks: [RunbookStep] {
    let runs = automations.compactMap { automation -> TemplateContext? in
      guard case .workflow(let repository, let name) = automation,
        let workflow = organization.repositories[repository]?.workflows[name]
      else { return nil }
      return ["command": ground.commands.lastRun(of: workflow, in: repository)]
    }
    let others = automations.filter(\.isConsumer).map(\.description)
    let used = RunbookStep(
      "leave-verify-runs", tools: runs.isEmpty ? [] : [.gh],
      [
        "runs": Array(runs.prefix(Self.shown)), "has_runs": !runs.isEmpty,
        "consumers": RunbookGround.list(others, limit: Self.shown), "has_consumers": !others.isEmpty,
        "is_bot": true,
      ])
    return [RunbookStep("bot-verify-gone", tools: [.gh])] + (automations.isEmpty ? [] : [used])
  }
}
