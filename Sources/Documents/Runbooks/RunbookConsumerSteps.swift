import Guidance
import OrganizationModel

/// How each automation that uses a planned credential is made to use it.
extension RunbookPlan {
  /// At most twelve; one step names the others.
  var consumerSteps: [RunbookStep] {
    let shown = plan.automations.prefix(12).map(consumerStep)
    let others = plan.automations.dropFirst(12).map(\.description)
    guard !others.isEmpty else { return shown }
    return shown + [RunbookStep("verify-others", RunbookGround.list(others, limit: 100))]
  }

  private func consumerStep(_ automation: AutomationID) -> RunbookStep {
    if case .workflow(let repository, let workflow) = automation,
      let workflow = ground.organization.repositories[repository]?.workflows[workflow]
    {
      return .run(
        workflow, of: repository, purpose: purpose(of: automation), using: .secrets(secretNames),
        ground.organization)
    }
    if consumer(automation)?.kind == .kubernetes, let image = firstImage(of: automation) {
      return RunbookStep(
        "verify-kubernetes", tools: [.kubectl],
        [
          "consumer": automation.description, "image": image,
          "kubernetes_name": clusterSecret(for: automation).name,
        ])
    }
    return .use(
      consumer(automation), named: automation, purpose: purpose(of: automation), isTried: true)
  }

  /// The names under which workflows read it.
  private var secretNames: [String] {
    let names = Set(plan.storedIn.compactMap(\.secretName)).sorted()
    return names.isEmpty ? [plan.secretName] : names
  }

  /// What the automation does with this credential: `pull package web, clone repository shared`.
  private func purpose(of automation: AutomationID) -> String {
    let needs = decisions.filter { $0.automation == automation }.map(\.need.text)
    return RunbookGround.sentence(needs)
  }

  func firstImage(of automation: AutomationID) -> String? {
    decisions.lazy.filter { $0.automation == automation }.compactMap { decision -> String? in
      guard case .package(let key) = decision.need.target, let package = ground.organization.packages[key],
        (package.registry ?? .container) == .container
      else { return nil }
      return PackageCommands(
        package, owner: package.owner ?? ground.organization.name, hosts: ground.book.hosts
      ).image
    }.first
  }

  /// The repositories whose queued runs may hold the old value (S-04).
  var workflowRepositories: [Name] {
    Set(
      plan.automations.compactMap { automation -> Name? in
        if case .workflow(let repository, _) = automation { repository } else { nil }
      }
    ).sorted()
  }
}
