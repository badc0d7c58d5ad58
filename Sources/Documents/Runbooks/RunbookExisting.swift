import Templates
import Guidance
import OrganizationModel

/// The runbook that ends a credential which exists today.
struct RunbookExisting: Sendable {
  let review: ExistingCredentialReview
  let ground: RunbookGround

  private var credential: ExistingCredential { review.credential }
  private var leak: RunbookLeak { RunbookLeak(credential, ground) }
  private var plans: [CredentialPlan] { review.replacedBy.compactMap(ground.book.plan) }

  func document() -> Document {
    Document(
      ground.page, title: "Revoke \(credential.name)",
      summary:
        "Ends the \(ExistingContext.title(credential.kind)) that exists today, after a leak or when it is replaced.",
      responsible: responsible?.text, source: "credentials.\(credential.name)"
    ) { whole }
  }

  /// Who answers for it: the holder's custodian, the holder, or whoever answers for its first user.
  var responsible: Name? {
    let custodian = credential.holder.flatMap { ground.organization.machineUsers[$0]?.custodians?.first }
    return custodian ?? credential.holder.flatMap { ground.organization.people[$0]?.name }
      ?? credential.usedBy.sorted().lazy.compactMap { ground.people.responsible(for: $0) }.first
  }

  private var whole: TemplateContext {
    let steps = leak.opened(leak.killing + nextSteps + leak.looking + deleteSteps)
    return ground.values.merging(leak.values) { $1 }.merging(values) { $1 }
      .merging(ground.keys(review.keys)) { $1 }
      .merging(RunbookStep.tools(of: steps)) { $1 }
      .merging(["steps": RunbookStep.contexts(steps), "people": leak.people]) { $1 }
  }

  private var values: TemplateContext {
    let paths = ground.book.paths
    return [
      "credential": credential.name.text, "kind": ExistingContext.title(credential.kind),
      "after_death": afterDeath, "stays": review.stays,
      "is_replaced": review.verdict == .replace, "is_unused": review.verdict == .revoke,
      "migrate_link": ground.link(paths.runbook(.migrate(credential.name))),
      "reasons": review.reasons.map { ["text": Prose.sentence($0)] as TemplateContext },
      "credential_link": ground.link(paths.credential(existing: credential.name)),
      "holder_link": ground.link(credential.holder.flatMap(paths.account)), "records": [TemplateContext](),
      "stored": (credential.storedIn ?? []).map { PlaceContext(place: $0, links: ground.links).whole },
      "places_unknown": credential.storedIn == nil,
      "automations": credential.usedBy.sorted().map { ["name": $0.description] as TemplateContext },
      "has_automations": !credential.usedBy.isEmpty,
      "escalation": leak.revokers.map(ground.people.context), "stands_still": !credential.usedBy.isEmpty,
    ]
  }

  // MARK: What comes after its end

  private var afterDeath: String {
    switch review.verdict {
    case .replace: "Put what is planned in its place"
    case .revoke: "Look what was done with it"
    case .keep, .move, .findOut, .wait: "Make another like it"
    }
  }

  private var nextSteps: [RunbookStep] {
    let keys = review.keys.isEmpty ? [] : [RunbookStep("renew-keys", ground.keys(review.keys))]
    switch review.verdict {
    case .replace: return [replaceStep] + keys
    case .revoke: return keys
    case .keep, .move, .findOut, .wait: return [ExistingRenewal(credential, ground).step] + keys
    }
  }

  /// What used it reads the new value under the name of the old one: only what goes is deleted.
  private var deleteSteps: [RunbookStep] {
    review.goes ? leak.deleteSteps(afterReplacement: review.verdict == .replace) : []
  }

  private var replaceStep: RunbookStep {
    let others = review.replacedBy.filter { ground.book.plan($0) == nil }
    let accesses = review.accesses.map(\.description)
    return RunbookStep(
      "replace-existing",
      [
        "plans": plans.map(replacement), "has_plans": !plans.isEmpty,
        "others": others.map { ["name": CredentialKind(rawValue: $0)?.title ?? $0] as TemplateContext },
        "accesses": RunbookGround.list(accesses, limit: 20),
      ])
  }

  private func replacement(_ plan: CredentialPlan) -> TemplateContext {
    let paths = ground.book.paths
    return [
      "name": plan.title, "link": ground.link(paths.credential(plan: plan.id)),
      "mint_link": ground.link(paths.runbook(.mint, plan: plan.id)),
      "store_link": ground.link(paths.runbook(.store, plan: plan.id)),
      "verify_link": ground.link(paths.runbook(.verify, plan: plan.id)),
    ]
  }
}

/// How a credential in whose place nothing is planned is made again, with what the old one had.
struct ExistingRenewal: Sendable {
  private let credential: ExistingCredential
  private let ground: RunbookGround

  init(_ credential: ExistingCredential, _ ground: RunbookGround) {
    (self.credential, self.ground) = (credential, ground)
  }

  var step: RunbookStep {
    let commands = (credential.storedIn ?? []).compactMap { ground.commands.store($0, isKey: isKey) }
    let rights = (credential.scopes ?? []) + CredentialText.permissions(credential.permissions ?? [:])
    return RunbookStep(
      "renew-existing", tools: commands.isEmpty ? [] : [.gh],
      [
        "rights": RunbookGround.list(rights), "has_rights": !rights.isEmpty,
        "is_foreign": !credential.kind.isGitHubs,
        "settings": commands.map { ["command": $0] as TemplateContext }, "has_settings": !commands.isEmpty,
        "is_key_file": isKey,
        "outside_places": RunbookGround.list(outside), "has_outside_places": !outside.isEmpty,
        "used_by": RunbookGround.sentence(credential.usedBy.sorted().map(\.description)),
        "is_used": !credential.usedBy.isEmpty,
      ])
  }

  /// A key has several lines: it is read from its file.
  private var isKey: Bool { credential.kind.isKeyFile }

  private var outside: [String] {
    (credential.storedIn ?? []).compactMap { if case .outside(let words) = $0 { words } else { nil } }
  }
}
