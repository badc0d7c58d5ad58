import Exposure
import Pages
import Guidance
import OrganizationModel
import Templates

/// The runbook for the day a person leaves, and for the weeks before and after it.
struct RunbookLeaver: Sendable {
  static let kind = DocumentKind("runbook-off-board", in: .runbooks) { book in
    let anybody = book.paths.runbook(.offBoardAnybody).map { place in
      [RunbookLeaver(ties: nil, ground: ground(book, place.page)).document()]
    }
    return (anybody ?? [])
      + book.ties.people.compactMap { name in
        guard let ties = book.ties[name], let place = book.paths.runbook(.offBoard(name)) else { return nil }
        return RunbookLeaver(ties: ties, ground: ground(book, place.page)).document()
      }
  }

  private static func ground(_ book: Book, _ page: BookPath) -> RunbookGround {
    RunbookGround(book: book, page: page, tasks: [.offBoard])
  }

  /// Nil for the page that serves for anybody.
  let ties: PersonTies?
  let ground: RunbookGround

  /// How many accounts, repositories and credentials are shown one by one.
  private static let shown = 50

  private var book: Book { ground.book }
  private var organization: Organization { ground.organization }
  private var person: Name? { ties?.person }
  private var isOwner: Bool { ties?.role == .owner }

  func document() -> Document {
    Document(
      ground.page, title: person.map { "Off-board \($0)" } ?? "Off-board anyone",
      summary: person.map {
        "Steps before, on and after the last day of \($0)."
      } ?? "Steps before, on and after the last day, for a person without a page of their own.",
      responsible: remaining.owners.first?.text,
      source: person.flatMap { organization.people[$0] }.map { "people.\($0.name)" },
      keywords: "leaves offboarding last day"
    ) { whole }
  }

  private var whole: TemplateContext {
    let (before, day, after, checks) = (beforeSteps, daySteps, afterSteps, checkSteps)
    let counts = [before.count, before.count + day.count, before.count + day.count + after.count]
    return ground.values.merging(values) { $1 }
      .merging([
        "before": RunbookStep.contexts(before),
        "day": RunbookStep.contexts(day, from: counts[0] + 1),
        "after": RunbookStep.contexts(after, from: counts[1] + 1),
        "verification": RunbookStep.contexts(checks, from: counts[2] + 1),
      ]) { $1 }
  }

  private var values: TemplateContext {
    let held = (ties?.credentials.count ?? 0) + (ties?.plans.count ?? 0)
    return [
      "person": (person?.text).orFalse, "leaves_on": (ties?.leavesOn?.description).orFalse,
      "is_owner": isOwner, "is_only_owner": ties?.isOnlyOwner ?? false,
      "role": (ties?.role?.rawValue.replacing("_", with: " ")).orFalse,
      "held": held > 0 ? held as any TemplateConvertible : false,
      "accounts": RunbookGround.list((ties?.accounts ?? []).map(\.text)),
      "has_accounts": ties?.accounts.isEmpty == false,
      "stops": stops.isEmpty
        ? false : RunbookGround.sentence(stops.map(\.description)) as any TemplateConvertible,
      "people": RunbookDuty.lines(people), "escalation": [remaining.context(.owner(organization.name))],
      "anybody_link": ground.link(book.paths.runbook(.offBoardAnybody)), "credential_link": false,
      "holder_link": ground.link(person.flatMap(book.paths.account)),
      "records": [TemplateContext](), "owner": organization.name.text,
    ]
  }

  // MARK: What they hold

  private var reviews: [ExistingCredentialReview] { person.map(book.accounts.existing) ?? [] }
  private var plans: [CredentialPlan] {
    (person.map(book.accounts.plans) ?? []).filter { $0.kind.isPersonal }
  }

  /// The automations that stop when their credentials die.
  private var stops: [AutomationID] {
    automations(using: reviews.filter(\.credential.kind.diesWithItsHolder))
  }

  /// The automations that use anything of theirs.
  private var users: [AutomationID] { automations(using: reviews) }

  private func automations(using reviews: [ExistingCredentialReview]) -> [AutomationID] {
    Set(reviews.flatMap(\.credential.usedBy) + plans.flatMap(\.automations)).sorted()
  }

  /// Who has a role once the person has left.
  private var remaining: RunbookPeople { RunbookPeople(book: book, without: person) }

  private var people: [RunbookDuty] {
    let people = remaining
    let leaver = person.map { [people.duty(.person($0), .leaves)] } ?? []
    let others = (ties?.accounts ?? []).prefix(10).map { account in
      people.duty(.custodian(account), .takesOver)
    }
    return leaver + [people.duty(.owner(organization.name), .removes)] + others
      + users.prefix(10).map { people.duty(.keeper($0), .uses) }
  }

  // MARK: Before

  private var beforeSteps: [RunbookStep] {
    [
      RunbookStep.preparing(for: [RunbookStep("leave-remove", tools: [.gh])], scope: true),
      RunbookStep("leave-name"), RunbookStep("leave-ask"), replaceStep,
    ]
      + ownerStep + (ties?.accounts ?? []).prefix(Self.shown).map(custodyStep)
      + (ties?.serviceAccounts ?? []).prefix(Self.shown).map(serviceStep) + answersStep
      + [RunbookStep("leave-deploy-keys", tools: [.gh])] + schedulesStep
  }

  private var replaceStep: RunbookStep {
    let rows = reviews.prefix(Self.shown).map(row) + plans.prefix(Self.shown).map(row)
    return RunbookStep(
      "leave-replace",
      [
        "held_rows": rows, "has_held_rows": !rows.isEmpty,
        "more_held": more(reviews.count + plans.count - rows.count),
      ])
  }

  private func more(_ count: Int) -> any TemplateConvertible { count > 0 ? count : false }

  private func row(_ review: ExistingCredentialReview) -> TemplateContext {
    let name = review.credential.name
    let ways = way(review)
    return [
      "name": name.text, "page": ground.link(book.paths.credential(existing: name)),
      "kind": book.services.kind(of: review.credential),
      "users": RunbookGround.sentence(review.credential.usedBy.sorted().map(\.description)),
      "dies": review.credential.kind.diesWithItsHolder,
      "way": (ways?.0).orFalse, "way_link": ground.link(ways?.1),
    ]
  }

  /// What to do about it, and the page that says how.
  private func way(_ review: ExistingCredentialReview) -> (String, BookPlace)? {
    let name = review.credential.name
    let page = book.paths.credential(existing: name).map { BookPlace($0) }
    switch review.verdict {
    case .replace: return (book.paths.runbook(.migrate(name)) ?? page).map { ("migrate from it", $0) }
    case .revoke: return book.paths.runbook(revokeExisting: name).map { ("revoke it", $0) }
    case .findOut: return page.map { ("find out what it is for", $0) }
    case .wait: return page.map { ("decide what it is used for", $0) }
    case .keep, .move: return page.map { ("give it another holder", $0) }
    }
  }

  private func row(_ plan: CredentialPlan) -> TemplateContext {
    [
      "name": plan.title, "page": ground.link(book.paths.credential(plan: plan.id)), "kind": plan.kind.title,
      "users": RunbookGround.sentence(plan.automations.map(\.description)),
      "dies": true, "way": "end the exception, then its checklist", "way_link": false,
    ]
  }

  private var ownerStep: [RunbookStep] {
    ties == nil || ties?.isOnlyOwner == true
      ? [RunbookStep("leave-owner", tools: [.gh], ["is_certain": ties != nil])] : []
  }

  private func custodyStep(_ account: Name) -> RunbookStep {
    let rest = (organization.machineUsers[account]?.custodians ?? []).filter { $0 != person }
    return RunbookStep(
      "leave-custody",
      [
        "account": account.text, "rest": RunbookGround.list(rest.map(\.text)), "has_rest": !rest.isEmpty,
        "proposed": proposed(beside: rest),
        "needs_another": rest.count < 2,
      ])
  }

  private func serviceStep(_ account: PersonTies.ServiceAccount) -> RunbookStep {
    let rest = account.custodians.filter { $0 != person }
    return RunbookStep(
      "leave-service-account",
      [
        "account": account.name.text, "service": book.services.title(account.service),
        "service_key": account.service.text, "rest": RunbookGround.list(rest.map(\.text)),
        "has_rest": !rest.isEmpty, "proposed": proposed(beside: rest), "needs_another": rest.count < 2,
      ])
  }

  /// Owners who are no custodians yet.
  private func proposed(beside custodians: [Name]) -> any TemplateConvertible {
    let others = remaining.owners.filter { !custodians.contains($0) }
    return others.isEmpty ? false : RunbookGround.sentence(others.map(\.text))
  }

  private var answersStep: [RunbookStep] {
    guard let ties, !ties.repositories.isEmpty || !ties.consumers.isEmpty else { return [] }
    let subjects =
      ties.repositories.compactMap { organization.repositories[$0] }.map(ChecklistTasks.Subject.repository)
      + ties.consumers.compactMap { organization.consumers[$0] }.map(ChecklistTasks.Subject.consumer)
    let shown = subjects.prefix(Self.shown).map(answer)
    return [
      RunbookStep(
        "leave-answers",
        [
          "answers": shown, "more_answers": more(subjects.count - shown.count),
          "successors": remaining.owners.isEmpty
            ? false : RunbookGround.sentence(remaining.owners.map(\.text)) as any TemplateConvertible,
        ])
    ]
  }

  /// Where somebody else is to be named, and what waits for that one.
  private func answer(_ subject: ChecklistTasks.Subject) -> TemplateContext {
    let key =
      switch subject {
      case .repository(let repository): "repositories.\(repository.name)"
      case .consumer(let consumer): "consumers.\(consumer.name)"
      }
    return [
      "name": key, "checklist": ground.link(subject.path(book.paths)),
      "tasks": book.checklists.tasks(of: subject).count,
    ]
  }

  private var schedulesStep: [RunbookStep] {
    let repositories =
      person.map(book.writeAccess.repositories) ?? organization.repositories.filter { !$0.archived }
    let scheduled = repositories.lazy.flatMap { repository in
      repository.workflows.lazy.filter { $0.triggers.contains("schedule") }
        .map { (repository.name, $0.path) }
    }
    let shown = Array(scheduled.prefix(Self.shown))
    guard !shown.isEmpty else { return [] }
    return [
      RunbookStep(
        "leave-schedules", tools: [.gh],
        [
          "schedules": shown.map { repository, path in
            ["word": Shell.word("\(repository) \(path)")] as TemplateContext
          }
        ])
    ]
  }

  // MARK: On the day

  private var daySteps: [RunbookStep] {
    [RunbookStep("leave-remove", tools: [.gh])]
      + (ties?.accounts ?? []).prefix(Self.shown).map { account in
        RunbookStep("leave-close-account", ["holder": account.text, "is_person": false])
      } + elsewhereStep
  }

  /// What GitHub's membership does not end: other organizations, and stores outside GitHub.
  private var elsewhereStep: [RunbookStep] {
    let outside = organization.outside.names.map(\.text)
    let stores = book.secrets.outsideStores
    guard !outside.isEmpty || !stores.isEmpty else { return [] }
    return [
      RunbookStep(
        "leave-elsewhere",
        [
          "outside": RunbookGround.list(outside, limit: 20), "has_outside": !outside.isEmpty,
          "stores": RunbookGround.list(stores, limit: 20), "has_stores": !stores.isEmpty,
        ])
    ]
  }

  // MARK: Afterwards

  private var afterSteps: [RunbookStep] {
    [rotateStep, RunbookStep("leave-look", tools: organization.platform.plan == .enterprise ? [.gh] : [])]
  }

  private var rotateStep: RunbookStep {
    guard let person else { return RunbookStep("leave-rotate-anybody", tools: [.gh]) }
    let known = KnownSecrets(of: person, book.index).rows
    // Of those who write everywhere, the runbooks' first page lists the rest in the same order.
    let everywhere = book.writeAccess.isEverywhere(person)
    let rows = everywhere ? known.filter { $0.way != .writing } : known
    return RunbookStep(
      "leave-rotate",
      [
        "known": rows.prefix(100).map { $0.context(ground) }, "has_known": !rows.isEmpty,
        "more_known": more(rows.count - 100), "everywhere": everywhere,
      ])
  }

  private var checkSteps: [RunbookStep] {
    let runs = users.compactMap { automation -> TemplateContext? in
      guard case .workflow(let repository, let name) = automation,
        let workflow = organization.repositories[repository]?.workflows[name]
      else { return nil }
      return ["command": ground.commands.lastRun(of: workflow, in: repository)]
    }
    let others = users.filter(\.isConsumer).map(\.description)
    let used = RunbookStep(
      "leave-verify-runs", tools: runs.isEmpty ? [] : [.gh],
      [
        "runs": Array(runs.prefix(Self.shown)), "has_runs": !runs.isEmpty,
        "consumers": RunbookGround.list(others, limit: Self.shown), "has_consumers": !others.isEmpty,
        "is_bot": false,
      ])
    return [RunbookStep("leave-verify-gone", tools: [.gh])] + (users.isEmpty ? [] : [used])
  }
}
