import Guidance
import OrganizationModel
import Templates

/// How everything is moved away from a credential that exists today: add, verify, remove, automation by automation.
struct RunbookMigration: Sendable {
  let review: ExistingCredentialReview
  let ground: RunbookGround

  /// How many automations have a step of their own; one step names the others.
  private static let shown = 15
  /// How many rows a table has.
  private static let rows = 200

  private var book: Book { ground.book }
  private var organization: Organization { ground.organization }
  private var credential: ExistingCredential { review.credential }
  private var automations: [AutomationID] { credential.usedBy.sorted() }
  private var moves: [AutomationMove] {
    automations.prefix(Self.shown).map { AutomationMove($0, away: review, in: book) }
  }

  // MARK: What it is

  /// The names of the secrets that hold it.
  private var secretNames: [String] {
    let names = Set((credential.storedIn ?? []).compactMap(\.secretName)).sorted()
    return names.isEmpty ? [SettingName.make(from: credential.name.text)] : names
  }

  private var isInside: Bool { (credential.storedIn ?? []).contains { $0.secretName != nil } }

  /// The repositories that can see it, where no secret of the organization holds it.
  private var searched: [String]? {
    var names: Set<Name> = []
    for place in credential.storedIn ?? [] {
      switch place {
      case .organization: return nil
      case .repository(_, let name, _), .environment(_, let name, _): names.insert(name)
      case .outside: continue
      }
    }
    return names.sorted().map { "\(organization.name)/\($0)" }
  }

  /// What its part of the page looks up, and its steps.
  var values: TemplateContext { ground.values.merging(values(moves)) { $1 } }

  private func values(_ moves: [AutomationMove]) -> TemplateContext {
    let paths = book.paths
    let undecided = moves.contains { !$0.waiting.isEmpty }
    return [
      "credential": credential.name.text, "kind": ground.book.services.kind(of: credential),
      "holder": (credential.holder?.text).orFalse,
      "credential_link": ground.link(paths.credential(existing: credential.name)),
      "revoke_link": ground.link(paths.runbook(revokeExisting: credential.name)),
      "holder_link": ground.link(credential.holder.flatMap(paths.account)),
      "leaves_on": (credential.holder.flatMap { organization.people[$0]?.leavesOn }?.description).orFalse,
      "ends_on": (end?.description).orFalse,
      "places_unknown": credential.storedIn == nil,
      "is_inside": isInside,
      "secret_pattern": Shell.word(SecretPattern.of(secretNames)), "is_everywhere": searched == nil,
      "searched": (searched?.joined(separator: "\n")).orFalse,
      "is_undecided": undecided, "has_keys": !review.keys.isEmpty,
      "owner": organization.name.text, "users": RunbookGround.sentence(automations.map(\.description)),
      "is_person": credential.holder.map { organization.people[$0] != nil } ?? false,
      "token_page": credential.kind == .fineGrainedPAT ? "personal-access-tokens" : "tokens",
      "is_token": credential.kind == .classicPAT || credential.kind == .fineGrainedPAT,
    ]
  }

  private var end: Day? {
    if case .on(let day) = credential.expires { day } else { nil }
  }

  /// The decision records behind it, at most five.
  var records: [TemplateContext] {
    let subjects = Set(moves.flatMap(\.accesses).map(DecisionRecordSubject.init)).sorted()
    return subjects.prefix(5).compactMap { subject in
      book.paths.record(subject).map { ["name": subject.title, "link": ground.page.link(to: $0)] }
    }
  }

  // MARK: Add

  /// Each user moves once what it moves to is there; what goes comes last.
  var steps: [RunbookStep] {
    let moves = moves
    return RunbookStep.prepared(
      addSteps(moves) + moveSteps(moves) + removeSteps, scope: hasOrganizationSecret)
  }

  private func addSteps(_ moves: [AutomationMove]) -> [RunbookStep] {
    let find = isInside ? [RunbookStep("migrate-find", tools: [.gh], expected)] : []
    return find + packageStep(moves) + planStep(moves)
  }

  private var hasOrganizationSecret: Bool {
    (credential.storedIn ?? []).contains { if case .organization = $0 { true } else { false } }
  }

  /// The files that the description knows of.
  private var expected: TemplateContext {
    let files = automations.compactMap { automation -> String? in
      guard case .workflow(let repository, let name) = automation,
        let workflow = organization.repositories[repository]?.workflows[name]
      else { return nil }
      return "\(organization.name)/\(repository) \(workflow.path)"
    }
    return ["files": RunbookGround.list(files, limit: 30), "has_files": !files.isEmpty]
  }

  /// All of them in one step: their runbooks say how.
  private func packageStep(_ moves: [AutomationMove]) -> [RunbookStep] {
    let packages = Set(moves.flatMap(\.accesses).compactMap(\.packageThatLacksAccess)).sorted()
    let rows = packages.prefix(Self.rows).compactMap { key -> TemplateContext? in
      organization.packages[key].map {
        ["package": $0.packageName, "link": ground.link(book.paths.runbook(.repairPackage(key)))]
      }
    }
    return rows.isEmpty ? [] : [RunbookStep("migrate-packages", ["rows": rows])]
  }

  /// All of them in one step: their pages say how, and the state of each.
  private func planStep(_ moves: [AutomationMove]) -> [RunbookStep] {
    let plans = Set(moves.flatMap(\.targets).compactMap(\.plan)).sorted().compactMap(book.plan)
    guard !plans.isEmpty else { return [] }
    let rows = plans.prefix(Self.rows).map { plan -> TemplateContext in
      [
        "name": plan.title, "kind": plan.kind.title, "exists": plan.existing != nil,
        "set_up_link": ground.link(book.paths.runbook(.mint, plan: plan.id)),
        "users": RunbookGround.sentence(plan.automations.filter(automations.contains).map(\.description)),
        "who": RunbookPeople(book: book).words(book.setup(of: plan).maker),
      ]
    }
    return [
      RunbookStep(
        "migrate-plans",
        [
          "rows": rows,
          "more_rows": plans.count > rows.count
            ? plans.count - rows.count as any TemplateConvertible : false,
        ])
    ]
  }

  // MARK: Move

  private func moveSteps(_ moves: [AutomationMove]) -> [RunbookStep] {
    let others = automations.dropFirst(Self.shown).map(\.description)
    return moves.map(step)
      + (others.isEmpty ? [] : [RunbookStep("migrate-others", RunbookGround.list(others, limit: 100))])
  }

  private func step(_ move: AutomationMove) -> RunbookStep {
    let common: TemplateContext = [
      "automation": move.automation.description,
      "automation_link": ground.link(book.paths.home(of: move.automation)),
      "rows": move.accesses.map(access), "has_rows": !move.accesses.isEmpty, "waits": !move.waiting.isEmpty,
    ]
    guard let workflow = move.workflow else {
      return RunbookStep("migrate-consumer", common.merging(consumer(move)) { $1 })
    }
    let run = RunbookStep.run(workflow.workflow, of: workflow.repository.name, organization)
    return RunbookStep(
      "migrate-workflow", tools: [.gh],
      common.merging(run) { $1 }
        .merging(RealRun(workflow.workflow.needs, workflow.workflow.otherUses).values()) { $1 }.merging([
          "permissions": move.permissions,
          "has_difference": move.difference != nil, "difference": move.difference ?? "",
        ]) { $1 })
  }

  private func access(_ decision: Decision) -> TemplateContext {
    let chosen = decision.credential
    return [
      "need": decision.need.text, "decided": decision.outcome == .decided,
      "outcome": decision.outcome.words,
      "target": (chosen?.kind.title).orFalse, "target_plan": (chosen?.plan).orFalse,
      "target_link": ground.link(chosen?.plan.flatMap(book.paths.credential(plan:))),
    ]
  }

  private func consumer(_ move: AutomationMove) -> TemplateContext {
    let plans = move.targets.compactMap(\.plan).map { id -> TemplateContext in
      [
        "name": id, "set_up_link": ground.link(book.paths.runbook(.store, plan: id)),
      ]
    }
    let place = organization.consumer(of: move.automation)?.kind.record.place
    return ["plans": plans, "has_plans": !plans.isEmpty, "is_dependabot": place == .dependabot]
  }

  // MARK: Remove

  private var removeSteps: [RunbookStep] {
    let places = credential.storedIn ?? []
    let commands = places.compactMap(ground.commands.deleteSecret)
    let outside = places.compactMap { if case .outside(let words) = $0 { words } else { nil } }
    let delete = RunbookStep(
      "delete-secrets", tools: commands.isEmpty ? [] : [.gh],
      [
        "deletions": commands.map { ["command": $0] as TemplateContext }, "has_deletions": !commands.isEmpty,
        "is_replaced": true, "is_alive": true, "outside_places": RunbookGround.list(outside),
        "has_outside_places": !outside.isEmpty,
      ])
    let keys = review.keys.isEmpty ? [] : [RunbookStep("renew-keys", ground.keys(review.keys))]
    return keys + [RunbookStep("migrate-unused", tools: isInside ? [.gh] : [])]
      + (commands.isEmpty && outside.isEmpty ? [] : [delete])
      + [
        RunbookStep("migrate-again", RunbookGround.list(automations.map(\.description), limit: 30)),
        RunbookStep("migrate-end"),
      ]
  }
}
