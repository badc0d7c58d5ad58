import Templates
import Guidance
import OrganizationModel

/// The runbooks: one document kind for each kind of task, filled in for each account and credential.
enum RunbookKinds {
  static let createMachineUser = DocumentKind("runbook-create-machine-user", in: .runbooks) { book in
    book.accounts.accounts.filter(\.isMachineUser).compactMap { account in
      book.paths.runbook(createMachineUser: account.name).map {
        RunbookAccount(account: account, ground: RunbookGround(book: book, page: $0, task: .create))
          .document()
      }
    }
  }

  static let mint = forEachPlan(.mint, title: "Create") { runbook in
    runbook.page(
      ["steps": RunbookStep.contexts(runbook.opened(runbook.mintSteps)), "records_due": true],
      runbook.opened(runbook.mintSteps), people: runbook.doers + runbook.users)
  }

  static let store = forEachPlan(.store, title: "Store") { runbook in
    let steps = runbook.opened(runbook.haveSteps + runbook.storeSteps)
    return runbook.page(
      ["steps": RunbookStep.contexts(steps)], steps, people: runbook.doers + runbook.users)
  }

  static let verify = forEachPlan(.verify, title: "Verify") { runbook in
    let (positive, negative, consumers) = (
      runbook.positiveSteps, runbook.negativeSteps, runbook.consumerSteps
    )
    let tests = positive + negative + consumers
    let have = runbook.opened(runbook.haveSteps, before: tests)
    let all = have + tests
    let sections: TemplateContext = [
      "have": RunbookStep.contexts(have),
      "positive": RunbookStep.contexts(positive, from: have.count + 1),
      "negative": RunbookStep.contexts(negative, from: have.count + positive.count + 1),
      "consumers": RunbookStep.contexts(consumers, from: have.count + positive.count + negative.count + 1),
      "has_negative": !negative.isEmpty,
      "runs_for_real": !runbook.workflowRepositories.isEmpty,
    ]
    return runbook.page(
      sections, all, people: runbook.doers + runbook.users)
  }

  static let rotate = forEachPlan(.rotate, title: "Rotate") { runbook in
    let steps = runbook.opened(runbook.rotateSteps)
    let sections: TemplateContext = [
      "steps": RunbookStep.contexts(steps),
      "verification": RunbookStep.contexts(runbook.rotateVerification, from: steps.count + 1),
      "records_due": true, "delete_step": runbook.isToken ? "Delete the old token" : "Delete the old key",
    ]
    let people = runbook.doers + runbook.users
    return runbook.page(sections, steps + runbook.rotateVerification, people: people)
  }

  static let revoke = forEachPlan(.revoke, title: "Revoke") { runbook in
    let leak = RunbookLeak(runbook)
    let steps = leak.opened(leak.killing + [RunbookStep("replace")] + leak.looking)
    return runbook.page(
      leak.values.merging([
        "steps": RunbookStep.contexts(steps), "stands_still": true, "after_death": "Replace it",
      ]) { $1 }, steps,
      people: leak.people)
  }

  static let revokeExisting = DocumentKind("runbook-revoke-existing", in: .runbooks) { book in
    book.decisions.existing.compactMap { review in
      book.paths.runbook(.revokeExisting(review.credential.name)).map {
        let kinds = review.credential.kind.likeliest
        let ground = RunbookGround(book: book, page: $0, task: .revoke, kinds: kinds)
        return RunbookExisting(review: review, ground: ground).document()
      }
    }
  }

  private static func forEachPlan(
    _ task: BookPaths.Task, title: String, _ context: @escaping @Sendable (RunbookPlan) -> TemplateContext
  ) -> DocumentKind {
    DocumentKind("runbook-\(task.rawValue)", in: .runbooks) { book in
      book.decisions.credentials.compactMap { plan in
        guard let path = book.paths.runbook(task, plan: plan.id) else { return nil }
        let facts = Fact.Task(rawValue: task.rawValue)
        let ground = RunbookGround(book: book, page: path, task: facts, kinds: [plan.kind])
        let runbook = RunbookPlan(plan: plan, ground: ground)
        return Document(
          path, title: "\(title) \(plan.title)", summary: runbook.summary(of: task),
          responsible: runbook.responsible?.text, source: runbook.source
        ) { context(runbook) }
      }
    }
  }
}

extension RunbookPlan {
  /// The steps after one that opens a terminal, and one that looks which account `gh` acts as where they, or those of the
  /// sections below them, first need it.
  fileprivate func opened(_ steps: [RunbookStep], before later: [RunbookStep] = []) -> [RunbookStep] {
    let account = RunbookStep(
      "gh-account", tools: [.gh], ["needs_organization_scope": needsOrganizationScope])
    let whole = RunbookStep.insert(account, into: steps)
    let isNeededLater = whole.count == steps.count && later.contains { $0.tools.contains(.gh) }
    return [RunbookStep("terminal")] + whole + (isNeededLater ? [account] : [])
  }

  /// The whole context of one of its runbooks.
  fileprivate func page(_ sections: TemplateContext, _ steps: [RunbookStep], people: [TemplateContext])
    -> TemplateContext
  {
    values.merging(RunbookStep.tools(of: steps)) { $1 }
      .merging([
        "people": people, "due": due.orFalse, "records_due": false,
        "signatures": ground.book.messageRows(for: self),
      ]) { $1 }
      .merging(sections) { $1 }
  }

  /// When what exists is to be rotated, where the description says when it was made or when it ends.
  private var due: String? {
    let rotation = plan.existing.flatMap { ground.book.calendar.rotation(of: $0) }
    guard let window = rotation?.window else { return nil }
    guard window.closes > window.day else { return "on \(window.day)" }
    return "on \(window.day), \(window.closes - window.day) days before it ends"
  }

  fileprivate func summary(of task: BookPaths.Task) -> String {
    switch task {
    case .mint: "Makes the \(plan.kind.title) that \(stops) uses."
    case .store: "Puts it into every place that it is read from, by standard input, never on a command line."
    case .verify: "Shows that it can do what it is for, and nothing else."
    case .rotate: "Replaces it without an outage, while old and new both live."
    case .revoke: "Ends it after a leak, then replaces it, then looks at what was done with it."
    }
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
