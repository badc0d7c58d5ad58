import Guidance
import OrganizationModel
import Pages
import Templates

/// Everything that is done with one credential, as values for its page: what is planned, what exists, or both at once.
struct CredentialActs: Sendable {
  private let plan: RunbookPlan?
  private let review: ExistingCredentialReview?
  private let ground: RunbookGround

  /// What is planned and does not exist yet.
  init(_ plan: CredentialPlan, on page: BookPath, of book: Book) {
    ground = RunbookGround(
      book: book, page: page, tasks: [.mint, .store, .verify, .rotate], kinds: [plan.kind])
    self.plan = RunbookPlan(plan: plan, ground: ground)
    review = nil
  }

  /// What exists, whether it is what is planned or not.
  init(_ review: ExistingCredentialReview, on page: BookPath, of book: Book) {
    let plan = book.plan(being: review.credential.name)
    var tasks: [Fact.Task] = plan == nil ? [.revoke] : [.mint, .store, .verify, .rotate, .revoke]
    if review.isMovedAwayFrom { tasks.append(.migrate) }
    let kinds = plan.map { [$0.kind] } ?? review.credential.kind.likeliest
    let ground = RunbookGround(book: book, page: page, tasks: tasks, kinds: kinds)
    self.ground = ground
    self.plan = plan.map { RunbookPlan(plan: $0, ground: ground) }
    self.review = review
  }

  /// What the page's template looks up: the acts in order, who does them, and what they rest on.
  var values: TemplateContext {
    ground.values.merging([
      "acts": acts, "people": RunbookDuty.lines(people), "has_people": !people.isEmpty,
      "escalation": escalation, "has_escalation": !escalation.isEmpty,
      "records": plan?.records ?? migration?.records ?? [TemplateContext](),
    ]) { $1 }
  }

  /// Who answers for what is planned; nil where nobody is described.
  var responsible: Name? { plan?.responsible }

  /// What of the description it comes from.
  var source: String? { plan?.source }

  private var acts: [TemplateContext] {
    [emergency, moveAway, setUp, rotate, renew, withoutValue, afterLeak].compactMap(\.self)
  }

  // MARK: Who

  private var people: [RunbookDuty] {
    (leak?.people ?? plan.map { $0.doers + $0.users } ?? [])
      + (leak == nil ? [] : plan?.doers ?? [])
  }

  private var escalation: [TemplateContext] {
    plan?.escalation ?? leak?.revokers.map(ground.people.context) ?? []
  }

  // MARK: The acts

  /// What leaks: of what is planned more is known than the description says.
  private var leak: RunbookLeak? {
    guard let review else { return nil }
    return plan.map { RunbookLeak($0) } ?? RunbookLeak(review.credential, ground)
  }

  private var migration: RunbookMigration? {
    guard let review, review.isMovedAwayFrom, service == nil else { return nil }
    return RunbookMigration(review: review, ground: ground)
  }

  /// What its record says, where a service issued it.
  private var service: RunbookService? {
    review.flatMap { review in
      ground.book.services.credential(review).map {
        RunbookService(review: review, credential: $0, ground: ground)
      }
    }
  }

  private var isMoved: Bool { review?.isMovedAwayFrom == true }

  private var isForeign: Bool { review.map { !$0.credential.kind.isGitHubs } ?? false }

  /// The whole context of one act.
  private func act(
    _ act: CredentialAct, _ steps: [RunbookStep], isOpen: Bool = false, _ values: TemplateContext
  ) -> TemplateContext {
    values.merging([
      "act": "acts/\(act.rawValue)", "heading": act.title, "steps": RunbookStep.contexts(steps),
      "is_open": isOpen, "folds": act != .emergency,
    ]) { $1 }
  }

  /// The values that the steps of a leak look up.
  private func values(of leak: RunbookLeak) -> TemplateContext {
    let own = plan?.values ?? ground.values.merging(existingValues) { $1 }
    return own.merging(leak.values) { $1 }
  }

  private var emergency: TemplateContext? {
    guard let review, let leak else { return nil }
    let steps = isForeign ? foreignSteps(review) : leak.card
    let values: TemplateContext = [
      "is_foreign": isForeign, "told": told, "can_revoke": canRevoke(leak), "can_renew": renewal != nil,
      "is_moved": isMoved, "is_planned": plan != nil && !isMoved,
      "has_other_ways": !leak.otherWays.isEmpty && !isForeign,
    ]
    return act(
      .emergency, steps,
      self.values(of: leak).merging(ground.keys(review.keys)) { $1 }.merging(values) { $1 })
  }

  private func foreignSteps(_ review: ExistingCredentialReview) -> [RunbookStep] {
    let ending = service?.endingAtOnce ?? []
    return ending.isEmpty ? RunbookForeign(review: review, service: service?.credential).steps : ending
  }

  /// Who has to know that it stops: those who answer for what uses it, each once.
  private var told: String {
    let users = review?.credential.usedBy.sorted() ?? []
    let all = users.compactMap(ground.people.responsible).map(ground.people.answering)
    let named = all.filter { !$0.isEmpty }.uniqued
    if named.isEmpty, !users.isEmpty {
      return "the people responsible for \(RunbookGround.sentence(users.map(\.description)))"
    }
    return RunbookGround.sentence(named)
  }

  private func canRevoke(_ leak: RunbookLeak) -> String {
    let names = leak.revokers.compactMap(ground.people.names)
    return RunbookGround.sentence(
      names.joined(separator: ", ").split(separator: ", ").map(String.init).uniqued)
  }

  private var moveAway: TemplateContext? {
    if let service, let leak, let review, isMoved {
      let steps = service.moving + leak.deleteSteps(afterReplacement: true)
      return act(
        .moveAway, RunbookStep.prepared(steps, scope: leak.needsOrganizationScope), isOpen: true,
        values(of: leak).merging(moving(review)) { $1 })
    }
    guard let migration else { return nil }
    return act(.moveAway, migration.steps, isOpen: true, migration.values)
  }

  /// What that part looks up of a credential that a service issued. Nobody knows whether it stops when its holder leaves.
  private func moving(_ review: ExistingCredentialReview) -> TemplateContext {
    let credential = review.credential
    let end: Day? = if case .on(let day) = credential.expires { day } else { nil }
    return [
      "leaves_on": false,
      "ends_on": (end?.description).orFalse, "has_keys": false, "is_undecided": false, "guesses_here": false,
    ]
  }

  private var setUp: TemplateContext? {
    guard let plan else { return nil }
    let (setup, people) = (plan.setup, ground.people)
    let values: TemplateContext = [
      "maker": Prose.capitalized(people.words(setup.maker)), "exists": review != nil,
      "has_takers": !setup.handOvers.isEmpty,
    ]
    return act(
      .setUp, plan.setUpSteps, isOpen: review == nil, plan.values.merging(values) { $1 })
  }

  private var rotate: TemplateContext? {
    guard let plan else { return nil }
    let values: TemplateContext = [
      "delete_step": plan.isToken ? "Delete the old token" : "Delete the old key",
      "set_up_link": "#\(CredentialAct.setUp.anchor)", "exists": review != nil, "due": plan.due.orFalse,
    ]
    return act(
      .rotate, plan.rotateSteps, isOpen: review?.verdict == .keep, plan.values.merging(values) { $1 })
  }

  /// Nothing is planned in its place, so only another one like it can do its work.
  private var renewal: ExistingRenewal? {
    guard let review, plan == nil else { return nil }
    switch review.verdict {
    case .replace, .revoke: return nil
    case .keep, .move, .findOut, .wait: return ExistingRenewal(review.credential, ground)
    }
  }

  private var renew: TemplateContext? {
    guard let renewal, let leak, let review else { return nil }
    let keys = review.keys.isEmpty ? [] : [RunbookStep("renew-keys", ground.keys(review.keys))]
    let rotation = service?.rotation ?? []
    let made = rotation + [renewal.step(isMade: !rotation.isEmpty)] + keys + (service?.proofs ?? [])
    let steps = RunbookStep.prepared(made, scope: leak.needsOrganizationScope)
    return act(.renew, steps, values(of: leak))
  }

  private var withoutValue: TemplateContext? {
    guard let leak, !isForeign, !leak.otherWays.isEmpty else { return nil }
    return act(.withoutValue, RunbookStep.prepared(leak.otherWays), values(of: leak))
  }

  private var afterLeak: TemplateContext? {
    guard let review, let leak else { return nil }
    let ends = review.goes && !isMoved
    // What is moved away from, or made again, has the step there.
    let losesKeys = !isMoved && renewal == nil && !review.keys.isEmpty
    let steps =
      [RunbookStep("note-time")]
      + (losesKeys ? [RunbookStep("renew-keys", ground.keys(review.keys))] : [])
      + (isForeign
        ? [leak.readersStep] + (service?.lastUse ?? []) + [RunbookStep("foreign-look")] : leak.looking)
      + (ends ? leak.deleteSteps(afterReplacement: review.verdict == .replace) : [])
    return act(
      .afterLeak, RunbookStep.prepared(steps, scope: leak.needsOrganizationScope), values(of: leak))
  }

  /// What the steps look up of a credential that is no plan.
  private var existingValues: TemplateContext {
    guard let review else { return [:] }
    let (credential, paths) = (review.credential, ground.book.paths)
    let own: TemplateContext = [
      "credential": credential.name.text, "kind": ground.book.services.kind(of: credential),
      "credential_link": ground.link(paths.credential(existing: credential.name)),
      "revoke_link": ground.link(paths.runbook(revokeExisting: credential.name)),
      "migrate_link": ground.link(paths.runbook(.migrate(credential.name))),
      "holder_link": ground.link(credential.holder.flatMap(paths.account)),
      "places_unknown": credential.storedIn == nil, "is_unknown": credential.kind == .unknown,
      "plan": false,
    ]
    return own.merging(ground.keys(review.keys)) { $1 }
  }
}

extension ExistingCredentialKind {
  /// The kinds of planned credentials that it is like; nil where it may be any.
  var likeliest: Set<CredentialKind>? {
    switch self {
    case .classicPAT: [.classicPAT]
    case .fineGrainedPAT: [.fineGrainedPAT]
    case .oauthToken: [.personalPAT]
    case .deployKey: [.deployKey]
    case .sshKey: [.personalSSHKey]
    case .appKey: [.githubApp]
    case .other, .unknown: nil
    }
  }
}
