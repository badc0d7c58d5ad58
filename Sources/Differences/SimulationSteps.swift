import Exposure
import Guidance
import OrganizationModel
import SourceText

/// Steps that several events have in common.
enum Steps {
  static func step(_ text: String, _ page: BookSubject?, _ who: [Name] = []) -> Simulation.Step {
    Simulation.Step(text, page, by: who)
  }

  /// How the users of credentials that no longer work get others, the first first. Of what nothing uses there is nothing to
  /// replace.
  ///
  /// - Parameter leaver: the holder, where the account leaves: then another account has to hold what takes their place.
  static func replacements(
    of names: [Name], _ index: DecisionIndex, without leaver: Name? = nil
  ) -> [Simulation.Step] {
    names.uniqued.compactMap { name in
      guard let review = index.review(name) else { return nil }
      if !review.isMovedAwayFrom, review.stays, let leaver, review.credential.holder == leaver {
        return step(
          "Let another account hold what `\(name)` is used for.", .credential(.existing(name)),
          index.keepers(of: review))
      }
      return replacement(of: review, index)
    }
  }

  private static func replacement(
    of review: ExistingCredentialReview, _ index: DecisionIndex
  ) -> Simulation.Step? {
    let name = review.credential.name
    let who = index.keepers(of: review)
    if review.isMovedAwayFrom {
      let plans = review.replacedBy.map { index.plan($0)?.title ?? $0 }
      let them = plans.isEmpty ? "" : " to \(list(plans))"
      return step("Move everything that uses `\(name)`\(them).", .moveAway(name), who)
    }
    if let plan = index.plan(being: name) {
      return step("Create `\(plan.title)` again, and store the new value.", .rotate(name), who)
    }
    switch review.verdict {
    case .replace, .revoke: return nil
    case .keep, .move: return step("Create another credential like `\(name)`.", .renew(name), who)
    case .findOut:
      return step(
        "Find out what `\(name)` is for. Create another like it for what still needs it.", .renew(name), who)
    case .wait:
      return step(
        "Decide what uses `\(name)`. Until then, create another credential like it.", .renew(name), who)
    }
  }
}

// MARK: - After a leak

extension Simulation {
  mutating func addLeakSteps(_ review: ExistingCredentialReview, _ index: DecisionIndex) {
    let name = review.credential.name
    steps.append(Steps.step(Self.ending(review), .revoke(.existing(name)), index.keepers(of: review)))
    let told = Set(stops.compactMap { index.responsible(for: $0.automation) }).sorted()
    if !stops.isEmpty, !told.isEmpty {
      let automations = list(stops.map(\.automation.description).uniqued)
      steps.append(
        Steps.step("Tell \(list(told.map(\.text))) that \(automations) may fail.", nil))
    }
    let keys = review.keys.made + review.keys.possible
    steps += Steps.replacements(of: [name] + keys, index)
    steps.append(Steps.step("Look for what was done with `\(name)`.", .afterLeak(name)))
    addTrailSteps(index)
  }

  private static func ending(_ review: ExistingCredentialReview) -> String {
    let credential = review.credential
    if let service = credential.service {
      return "Revoke `\(credential.name)` at `\(service.name)`, and check that it is refused."
    }
    return credential.kind.isGitHubs
      ? "Revoke `\(credential.name)`, and check that GitHub refuses it."
      : "Find out who issued `\(credential.name)`, and revoke it there."
  }

  /// What the value may have led to: whether it did, only the pushes and runs show.
  private mutating func addTrailSteps(_ index: DecisionIndex) {
    guard let trail, !trail.stages.isEmpty else { return }
    let repositories = trail.stages.compactMap(\.secret.repository?.text).uniqued
    let places = repositories.isEmpty ? "every repository" : list(repositories)
    steps.append(
      Steps.step("Look for pushes and workflow runs in \(places) that nobody expected.", nil))
    for stage in trail.stages.prefix(50) {
      guard let review = index.review(stage.secret.origin) else { continue }
      let name = review.credential.name
      let page: BookSubject = index.plan(being: name) == nil ? .revoke(.existing(name)) : .rotate(name)
      steps.append(
        Steps.step(
          "Treat `\(name)` as leaked too, unless you can show that nobody used this way to it.", page,
          index.keepers(of: review)))
    }
  }
}

extension DecisionIndex {
  /// What exists of a credential; nil of what nobody has made.
  func review(_ origin: StoredSecret.Origin) -> ExistingCredentialReview? {
    switch origin {
    case .existing(let name): review(name)
    case .plan(let id): plan(id)?.existing.flatMap { review($0) }
    }
  }
}

// MARK: - When somebody leaves

extension Simulation {
  mutating func addDepartureSteps(_ departure: Departure, _ index: DecisionIndex) {
    let account = departure.account
    let owners = index.successors.owners.filter { $0 != account }
    let isMachine = index.organization.machineUsers[account] != nil
    let runbook: BookSubject = isMachine ? .offBoardMachineUser(account) : .offBoard(account)
    if departure.ties?.isOnlyOwner == true {
      steps.append(Steps.step("Name a second owner of `\(index.organization.name)`.", runbook))
    }
    for user in index.accounts.directed(by: account) {
      let rest = (index.organization.machineUsers[user]?.custodians ?? []).filter { $0 != account }
      guard rest.count < 2 else { continue }
      steps.append(Steps.step("Name another custodian of `\(user)`.", runbook, rest.isEmpty ? owners : rest))
    }
    for service in departure.ties?.serviceAccounts ?? [] {
      let rest = service.custodians.filter { $0 != account }
      guard rest.count < 2 else { continue }
      steps.append(
        Steps.step(
          "Name another custodian of `\(service.name)` at `\(service.service)`.", runbook,
          rest.isEmpty ? owners : rest))
    }
    let first = stops.map(\.credential).uniqued
    let used = Set(first)
    let others = (departure.ending + departure.kept).map(\.credential.name).filter { !used.contains($0) }
    steps += Steps.replacements(of: first + others, index, without: account)
    steps += successionSteps(departure, runbook, owners)
    steps.append(Steps.step("Remove `\(account)` from `\(index.organization.name)`.", runbook, owners))
    if !known.isEmpty {
      let number = Words.count(known.count, "secret", "secrets")
      steps.append(
        Steps.step("Rotate the \(number) that `\(account)` may know, in the order above.", runbook))
    }
  }

  private func successionSteps(_ departure: Departure, _ runbook: BookSubject, _ owners: [Name]) -> [Step] {
    var steps: [Step] = []
    let alone = (departure.ties?.repositories ?? []) + (departure.ties?.consumers ?? [])
    if !alone.isEmpty {
      steps.append(
        Steps.step("Name who is responsible for \(list(alone.map(\.text))) from then on.", runbook, owners))
    }
    steps += departure.emptiedTeams.map {
      Steps.step("Add someone to the team `\($0)`, or give its work to another team.", nil, owners)
    }
    steps += departure.onlyReviewer.map {
      Steps.step(
        "Add another reviewer to the environment `\($0.environment)` of `\($0.repository)`.",
        .repository($0.repository), owners)
    }
    steps += departure.exceptions.map {
      Steps.step("Let someone else confirm the exception for `\($0)`.", nil, owners)
    }
    return steps
  }
}
