package import OrganizationModel

extension Organization {
  /// The consumer that an automation is; nil for a workflow of this organization.
  package func consumer(of automation: AutomationID) -> Consumer? {
    if case .consumer(let name) = automation { consumers[name] } else { nil }
  }

  /// What has the platform's own token there: `the job`, `Dependabot's updater`.
  package func run(of automation: AutomationID) -> String {
    guard let consumer = consumer(of: automation) else { return "the job" }
    return consumer.kind.record.run
  }
}
