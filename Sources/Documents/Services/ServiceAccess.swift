import Guidance
import OrganizationModel
import Services
import Templates

/// One need of a service with what was decided for it: what its page, its checklist and its workflow show.
struct ServiceAccess: Sendable {
  let decision: ServiceDecision
  /// Fills in the texts of the steps.
  let text: ServiceText

  init(_ decision: ServiceDecision) {
    self.decision = decision
    var values = decision.placeholders
    // The description has no ids: a command reads them instead.
    for subject in [ServicePlaceholder.subject, .subjectWithIDs] { values[subject.rawValue] = nil }
    let environment = ServicePlaceholder.environment.rawValue
    text = ServiceText(values, absent: values[environment] == nil ? [environment] : [])
  }

  var id: AccessID { decision.id }
  var automation: AutomationID { decision.automation }
  /// `publish npm:package @acme/ui`.
  var need: String { decision.use.text }
  /// The key of the service in the description.
  var service: Name { decision.service.name }
  /// What people call the service.
  var title: String { decision.isLookedUp ? decision.record.title : service.text }
  var outcome: Decision.Outcome { decision.outcome }
  /// What was chosen; nil unless decided.
  var option: ServiceOption? { decision.option }
  var steps: ServiceSteps { decision.steps }
  /// The job's environment.
  var environment: Name? { decision.placeholders[ServicePlaceholder.environment.rawValue].map { Name($0) } }
  /// What exists and is what was chosen.
  var existing: Name? { decision.credential?.existing }
  /// The account or person that has the credential; nil where nobody does, or nobody is described.
  var holder: Name? { decision.credential?.holder }
  /// What the credential should be allowed, in the words of the service.
  var rights: String? { option?.token?.scopes }

  /// What a run of it does for real.
  var realRun: TemplateContext {
    let deed: String? =
      switch decision.use.verb {
      case .publish: "publishes"
      case .deploy: "deploys"
      case .push: "pushes"
      case .upload: "uploads"
      case .call: "calls"
      case .sign: "signs"
      case .install, .assume, .pull: nil
      }
    let own = decision.placeholders[ServicePlaceholder.repository.rawValue]
    let target = decision.use.target == "self" ? own ?? "self" : decision.use.target
    return [
      "acts_for_real": deed != nil, "effects": deed.map { "\($0) \(target) (\(title))" } ?? "",
    ]
  }
}
