import OrganizationModel
package import Services
package import SourceText

/// Holds a record against its own examples.
package struct ServiceProof: Sendable {
  private let record: ServiceRecord

  package init(_ record: ServiceRecord) { self.record = record }

  /// Each example whose outcome is another, with its place.
  package var problems: [Diagnostic] {
    record.examples.compactMap { example in
      let outcome = outcome(of: example)
      if outcome.gives == example.gives {
        guard let unlock = example.unlock, !outcome.unlocks.contains(unlock) else { return nil }
        return Diagnostic(
          "wrong-example", "found no change `\(unlock)` among those of this example", at: example.range,
          help: outcome.unlocks.isEmpty
            ? "nothing would change the decision" : "changes: " + outcome.unlocks.joined(separator: "; "))
      }
      return Diagnostic(
        "wrong-example", "found `\(outcome.gives)` for an example that says `\(example.gives)`",
        at: example.range,
        help: "correct the example, or the conditions of the options")
    }
  }

  /// What an example comes to.
  ///
  /// - Parameters:
  ///   - rules: those of the record, but in tests.
  ///   - turned: a fact to hold the other way round.
  package func gives(_ example: ServiceExample, rules: [ServiceRule]? = nil, turning turned: String? = nil)
    -> String
  {
    let day = example.day ?? record.checked
    var sheet = FactSheet(day: day, product: .githubCom, services: record.facts)
    if let turned { sheet = sheet.overriding(turned, holds: !(sheet.holds(turned, version: nil) ?? false)) }
    var engine = ServiceEngine(
      record, for: example.need, sheet: sheet,
      rules: rules ?? ServiceRule.rules(of: record, for: example.need))
    return engine.weigh(situation(of: example)).label
  }

  private func outcome(of example: ServiceExample) -> (gives: String, unlocks: [String]) {
    let day = example.day ?? record.checked
    let situation = situation(of: example)
    var engine = ServiceEngine(
      record, for: example.need, sheet: FactSheet(day: day, product: .githubCom, services: record.facts))
    let weighing = engine.weigh(situation)
    let need = record.need(example.need)
    var service = DescribedService(name: Name(record.id), range: example.range)
    service.is = record.id
    let use = ServiceUse(
      need?.verb ?? .call, Name(record.id), need?.kind ?? "", "TARGET", range: example.range)
    let automation = AutomationID.consumer("example")
    let access = ServiceAccess(
      id: AccessID(automation, use), automation: automation, use: use, repository: nil, workflow: nil,
      consumer: nil, service: service, record: record)
    var writer = ServiceDecisionWriter(
      access: access, situation: situation, weighing: weighing, organization: Organization(name: "acme"),
      day: day, engine: engine)
    return (weighing.label, writer.decision(otherProfile: .githubDocs).unlocks.map(\.change))
  }

  /// What an example leaves unsaid is the usual: a job on a hosted runner in a private repository on github.com.
  package func situation(of example: ServiceExample) -> ServiceSituation {
    var situation = ServiceSituation(values: [:])
    for subject in record.subjects {
      switch example.values[subject] ?? standard(subject, example) {
      case "unknown": situation.possible[subject] = subject.domain(in: record).filter { $0 != "none" }
      case let value: situation.values[subject] = value
      }
    }
    return situation
  }

  private func standard(_ subject: ServiceSubject, _ example: ServiceExample) -> String {
    let isInActions = (example.values[.consumer] ?? ServiceSubject.actions) == ServiceSubject.actions
    return switch subject {
    case .consumer: ServiceSubject.actions
    case .runner: isInActions ? "hosted" : "none"
    case .visibility: isInActions ? "private" : "none"
    case .platform: Platform.Product.githubCom.rawValue
    case .target: "true"
    case .need: example.need
    case .called, .pullRequests, .forks, .dependabot, .olderThan, .environment, .account: "false"
    case .asked(let key):
      record.ask(key).map { ask in ask.words.isEmpty ? "missing" : ask.standard ?? ask.words[0] } ?? "missing"
    }
  }
}
