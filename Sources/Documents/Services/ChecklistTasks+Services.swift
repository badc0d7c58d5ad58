import Guidance
import OrganizationModel
import Services
import Templates

// What services need: set up, tested both ways, and what it replaces ended there.
extension ChecklistTasks {
  /// For every need of a service, in the order of the accesses.
  var services: [ChecklistTask] { uses.flatMap { blocked($0) + prerequisites($0) + setUp($0) + tests($0) } }

  private var uses: [ServiceAccess] {
    switch subject {
    case .repository(let repository): book.services.uses(of: repository)
    case .consumer(let consumer): book.services.uses(of: .consumer(consumer.name))
    }
  }

  private func blocked(_ use: ServiceAccess) -> [ChecklistTask] {
    guard use.outcome == .impossible else { return [] }
    return [
      ChecklistTask(.unlock, key: use.id.description, owner: responsible) { links in
        let unlocks = ServiceAccessContext(use: use, links: links).unlocks
        return ["need": use.need, "unlocks": unlocks, "has_unlocks": !unlocks.isEmpty]
      }
    ]
  }

  private func prerequisites(_ use: ServiceAccess) -> [ChecklistTask] {
    use.decision.preconditions.map { precondition in
      ChecklistTask(.precondition, key: precondition.text, owner: responsible) { _ in
        [
          "text": Prose.sentence(precondition.text), "ui_only": false, "need": use.need, "runbook": false,
        ]
      }
    }
  }

  /// What exists already is not made again.
  private func setUp(_ use: ServiceAccess) -> [ChecklistTask] {
    guard use.existing == nil else { return [] }
    func kind(_ step: ServiceStep) -> ChecklistTask.Kind {
      step.isAfterVerifying ? .serviceClose : step.once == nil ? .serviceSetUp : .servicePrepare
    }
    let steps = use.steps.setup.filter { !FilledStep.isInWorkflow($0) }
    let count = steps.count { kind($0) == .serviceSetUp }
    var position = 0
    return steps.enumerated().map { number, step in
      if kind(step) == .serviceSetUp { position += 1 }
      let place: TemplateContext = [
        "position": count > 1 && kind(step) == .serviceSetUp
          ? position as any TemplateConvertible : false, "count": count,
      ]
      return task(kind(step), "\(number)", book.services.filled(step, use.text), use, place)
    }
  }

  private func tests(_ use: ServiceAccess) -> [ChecklistTask] {
    let steps = use.steps
    let startedBy = startedBy(use)
    func tasks(_ kind: ChecklistTask.Kind, _ steps: [ServiceStep]) -> [ChecklistTask] {
      steps.enumerated().map { number, step in
        var filled = book.services.filled(step, use.text)
        filled.startedBy = startedBy
        return task(kind, "\(number)", filled, use, [:])
      }
    }
    return tasks(.serviceTest, steps.positive) + tasks(.serviceRefusal, steps.negative)
  }

  /// The events that start its workflow, where nobody can start it by hand.
  private func startedBy(_ use: ServiceAccess) -> [String]? {
    guard case .workflow(let repository, let name) = use.automation,
      let workflow = organization.repositories[repository]?.workflows[name],
      !workflow.triggers.contains("workflow_dispatch")
    else { return nil }
    return workflow.triggers
  }

  private func task(
    _ kind: ChecklistTask.Kind, _ number: String, _ filled: FilledStep, _ use: ServiceAccess,
    _ more: TemplateContext
  ) -> ChecklistTask {
    // What is done once for an account is one task of all needs of that option.
    let scope = filled.step.once == nil ? use.id.description : use.service.folded
    return ChecklistTask(
      kind, key: "\(scope) \(use.option?.id ?? "") \(number)",
      owner: owner(of: filled, use.holder, use.service),
      evidence: filled.evidence, commands: filled.commands
    ) { links in
      filled.values.merging(more) { $1 }.merging(kind == .serviceTest ? use.realRun : [:]) { $1 }.merging([
        "service": use.title, "option": use.decision.credential?.title ?? "",
        "is_guessed": !links.book.guesses.words(use.id).isEmpty,
        "need": links.access(use.id, shown: use.need),
      ]) { $1 }
    }
  }

  /// Whom a step of a record names.
  private func owner(of filled: FilledStep, _ holder: Name?, _ service: Name) -> ChecklistTask.Owner {
    switch filled.step.who {
    case ServiceStep.repository: responsible
    case ServiceStep.holder: holder.map { book.services.keeper(of: $0, in: service) } ?? responsible
    default:
      ChecklistTask.Owner(role: filled.who, names: book.services.responsible(for: service))
    }
  }

  // MARK: What it replaces

  /// The steps that end what exists, at its service. Nil where it is GitHub's.
  func ending(atItsService review: ExistingCredentialReview) -> [ChecklistTask]? {
    guard let credential = book.services.credential(review) else { return nil }
    let last = credential.lastUse.map { [end(.serviceLastUse, 0, $0, review, credential)] } ?? []
    return last
      + credential.revoke.enumerated().map { end(.serviceEnd, $0, $1, review, credential) }
  }

  private func end(
    _ kind: ChecklistTask.Kind, _ number: Int, _ filled: FilledStep, _ review: ExistingCredentialReview,
    _ credential: IssuedCredential
  ) -> ChecklistTask {
    let evidence =
      filled.evidence ?? (kind == .serviceLastUse ? nil : filled.proves ? "the output." : filled.endsForNow)
    return ChecklistTask(
      kind, key: "\(review.credential.name.folded) \(number)",
      owner: owner(
        of: filled, review.credential.service?.account ?? review.credential.holder, credential.service),
      evidence: evidence, commands: filled.commands
    ) { links in
      filled.values.merging([
        "proves": filled.proves, "service": credential.title,
        "existing": ExistingContext(review: review, links: links).row,
      ]) { $1 }
    }
  }
}
