import Guidance
import OrganizationModel
import Services
import Templates

/// One need of a service, and what was decided for it: what its page, its checklist and its workflow show.
struct ServiceAccess: Sendable {
  /// One way that was considered.
  struct Option: Sendable {
    let title: String
    let verdict: Guidance.Option.Verdict
    /// A sentence, with placeholders.
    let because: String
    /// The ids of facts of its record.
    let facts: [String]
  }

  /// Something that comes with the choice.
  struct SideEffect: Sendable {
    let text: String
    let isWarning: Bool
  }

  /// The smallest change that would help.
  struct Unlock: Sendable {
    let change: String
    /// What it leads to, in words.
    let gives: String
  }

  let id: AccessID
  let automation: AutomationID
  /// `publish npm:package @acme/ui`.
  let need: String
  let verb: ServiceVerb
  let target: String
  let why: String?
  let note: String?
  /// The job's environment.
  let environment: Name?
  /// The id of the service, and what people call it.
  let service: Name
  let title: String
  let outcome: Decision.Outcome
  /// What was chosen; nil unless decided.
  let option: ServiceOption?
  let because: String?
  /// Who has it; nil where nobody does.
  let holder: Name?
  let options: [Option]
  /// What must be so before it works.
  let makeSure: [String]
  let sideEffects: [SideEffect]
  let questions: [Question]
  let unlocks: [Unlock]
  let exception: DecisionException?
  /// What exists and is what was chosen.
  let existing: Name?
  let text: ServiceText

  /// What the credential should be allowed, in the words of the service.
  var rights: String? { option?.token?.scopes }

  /// What a run of it does for real.
  var realRun: TemplateContext {
    let deed: String? =
      switch verb {
      case .publish: "publishes"
      case .deploy: "deploys"
      case .push: "pushes"
      case .upload: "uploads"
      case .call: "calls"
      case .sign: "signs"
      case .install, .assume, .pull: nil
      }
    return ["acts_for_real": deed != nil, "effects": deed.map { "\($0) \(target), \(title)" } ?? ""]
  }
}
