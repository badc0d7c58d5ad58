import Templates
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
    let image = firstImage(of: automation)
    let record = consumer(automation)?.kind.record
    let proof = (image == nil ? record?.using : record?.pulling) ?? .use
    let values: TemplateContext = [
      "image": image.orFalse, "targets": GitTarget.contexts(of: automation, in: self),
    ]
    return .use(
      consumer(automation), named: automation, by: proof, purpose: purpose(of: automation), isTried: true,
      values.merging(clusterSecret(for: automation).values) { $1 })
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
        (package.registry ?? .container).record.isForImages
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

/// A repository that an automation reaches by Git, as its settings name it.
enum GitTarget {
  /// In the order of their names, each once; none where the credential is used for something else.
  static func contexts(of automation: AutomationID, in runbook: RunbookPlan) -> [TemplateContext] {
    let references = runbook.decisions.compactMap { decision -> RepositoryReference? in
      guard decision.automation == automation, decision.need.record.isByGit,
        case .repository(let reference) = decision.need.target
      else { return nil }
      return reference
    }
    return Set(references).sorted().map { context($0, runbook) }
  }

  /// Keys go by SSH, whatever is a token or makes one by HTTPS.
  private static func context(_ reference: RepositoryReference, _ runbook: RunbookPlan) -> TemplateContext {
    let (ground, name) = (runbook.ground, runbook.ground.fullName(reference))
    let hosts = ground.hosts
    let address =
      runbook.isSSHKey ? "ssh://\(hosts.sshUser)@\(hosts.hosts.web)/\(name)" : "\(hosts.web)/\(name)"
    return ["target": name, "address": address, "slug": Slug.kebab(name)]
  }
}
