import Templates
import Guidance
import OrganizationModel

/// How a planned credential gets from the terminal into every place that holds it.
extension RunbookPlan {
  var storeSteps: [RunbookStep] {
    let setup = setup
    let own = setup.own.flatMap { steps(storing: $0, setup, nil) }
    let others = setup.handOvers.flatMap { handOver in
      [handOverStep(setup, handOver)] + handOver.places.flatMap { steps(storing: $0, setup, handOver) }
    }
    return own + others + (plan.kind == .githubApp ? clientIDStep : [])
  }

  /// Somebody else goes on: the value gets to them by one entry that is made for it.
  private func handOverStep(_ setup: CredentialSetup, _ handOver: CredentialSetup.HandOver) -> RunbookStep {
    let people = ground.people
    return RunbookStep(
      "hand-over",
      [
        "entry": setup.entry, "maker": people.words(setup.maker), "taker": people.words(handOver.taker),
      ])
  }

  /// Whether `gh` needs the scope for organization secrets (S-21).
  var needsOrganizationScope: Bool {
    plan.storedIn.contains { if case .organization = $0 { true } else { false } }
  }

  private func steps(
    storing place: SecretPlace, _ setup: CredentialSetup, _ handOver: CredentialSetup.HandOver?
  ) -> [RunbookStep] {
    switch place {
    case .organization(let secret, _, let store):
      [
        stored(
          secret, place, list: "--org \(ground.organization.name)\(app(store))", ["is_organization": true],
          store)
      ]
    case .repository(let secret, let name, let store):
      [stored(secret, place, list: repository(name) + app(store), ["is_repository": true], store, name)]
    case .environment(let secret, let name, let environment):
      [
        stored(
          secret, place, list: "\(repository(name)) --env \(Shell.word(environment.text))",
          ["is_environment": true, "environment": environment.text], .actions, name)
      ]
    case .outside(let words): outsideSteps(words) { setup.stores(for: $0, handOver) }
    }
  }

  private func repository(_ name: Name) -> String { "-R \(ground.organization.name)/\(name)" }
  private func app(_ store: SecretStore) -> String { store == .actions ? "" : " --app \(store.rawValue)" }

  private func stored(
    _ secret: String, _ place: SecretPlace, list: String, _ values: TemplateContext, _ store: SecretStore,
    _ repository: Name? = nil
  ) -> RunbookStep {
    let kinds: TemplateContext = [
      "is_organization": false, "is_repository": false, "is_environment": false, "environment": false,
    ]
    return RunbookStep(
      "store-secret", tools: [.gh],
      kinds.merging(values) { $1 }.merging([
        "secret": secret, "command": ground.commands.store(place, isKey: !isToken) ?? "", "list_flags": list,
        "store": PlaceContext.title(store),
        "place_repository": repository.map { "\(ground.organization.name)/\($0)" }.orFalse,
      ]) { $1 })
  }

  private var clientIDStep: [RunbookStep] {
    let commands = plan.storedIn.compactMap { ground.commands.setVariable(plan.clientIDVariable, beside: $0) }
    guard !commands.isEmpty else { return [] }
    return [
      RunbookStep(
        "app-client-id", tools: [.gh],
        ["variables": commands.map { ["command": $0] as TemplateContext }, "variable": plan.clientIDVariable])
    ]
  }

  // MARK: Outside GitHub

  /// A step for each consumer that keeps its secrets there; one in the description's own words where none does.
  private func outsideSteps(_ words: String, by isStored: (AutomationID) -> Bool) -> [RunbookStep] {
    let automations = plan.automations.filter { (consumer($0).map { $0.storesIn ?? words }) == words }
    guard !automations.isEmpty else { return [outsideStep(words)] }
    return automations.filter(isStored).compactMap { automation in
      consumer(automation).map { step(storingAt: $0, automation, words) }
    }
  }

  func consumer(_ automation: AutomationID) -> Consumer? {
    ground.organization.consumer(of: automation)
  }

  private func outsideStep(_ words: String) -> RunbookStep {
    RunbookStep("store-outside", ["consumer": "its users", "stores_in": words, "login_host": loginHost])
  }

  private func step(storingAt consumer: Consumer, _ automation: AutomationID, _ words: String) -> RunbookStep
  {
    let secret = clusterSecret(for: automation)
    let values = secret.values.merging([
      "consumer": consumer.name.text, "stores_in": consumer.storesIn.orFalse, "login_host": loginHost,
      "secret": plan.secretName, "targets": GitTarget.contexts(of: automation, in: self),
      "image": firstImage(of: automation).orFalse,
    ]) { $1 }
    switch consumer.kind.record.storing {
    case .step(let name, let tools): return RunbookStep(name, tools: RunbookStep.tools(tools), values)
    case .inCluster:
      let store = ClusterStore(consumer.storesIn)
      return RunbookStep(store.step, tools: store.tools, values)
    case .inWords: return RunbookStep("store-outside", values.merging(["stores_in": words]) { $1 })
    }
  }

  /// The Secret by which a cluster has it: one that pulls images where it pulls any.
  func clusterSecret(for automation: AutomationID) -> ClusterSecret {
    ClusterSecret(of: self, isPullSecret: firstImage(of: automation) != nil)
  }

  /// The host that a login form asks for: the registry for packages, else the web host.
  private var loginHost: String {
    isPackagesOnly ? ground.book.hosts.registry(.container) : ground.book.hosts.web
  }
}
