import Guidance
import OrganizationModel

/// One item of a setup checklist: who does what, filled in.
struct ChecklistTask: Sendable {
  enum Phase: CaseIterable, Sendable {
    case before, `do`, verify, cleanUp

    /// Its name in templates. Not that of a kind: within a task's section the kind's name comes first.
    var key: String {
      switch self {
      case .before: "tasks_before"
      case .do: "tasks_to_do"
      case .verify: "tasks_to_verify"
      case .cleanUp: "tasks_to_clean_up"
      }
    }
  }

  /// What kind of item it is: the template's partial has a section of this name. In the order of a checklist.
  enum Kind: String, CaseIterable, Sendable {
    case answer, unlock
    case createMachineUser = "create_machine_user"
    case createApp = "create_app"
    case grant, precondition
    case mint, approve, store
    case shareSecret = "share_secret"
    case setClientID = "set_client_id"
    case editWorkflow = "edit_workflow"
    case run, verify
    case removeSecret = "remove_secret"
    case revoke

    var phase: Phase {
      switch self {
      case .answer, .unlock, .createMachineUser, .createApp, .grant, .precondition: .before
      case .mint, .approve, .store, .shareSecret, .setClientID, .editWorkflow: .do
      case .run, .verify: .verify
      case .removeSecret, .revoke: .cleanUp
      }
    }
  }

  /// The one who does it: a role, and today's name for it.
  struct Owner: Sendable, Hashable {
    let role: String
    let names: [Name]

    static func responsible(_ name: Name?) -> Owner {
      Owner(role: "Responsible", names: [name].compactMap(\.self))
    }
    static func custodian(_ names: [Name]) -> Owner {
      Owner(role: "Custodian", names: Array(names.prefix(1)))
    }
    static func owner(of organization: Name, _ names: [Name]) -> Owner {
      Owner(role: "Owner of \(organization)", names: Array(names.prefix(1)))
    }
  }

  let kind: Kind
  /// Two tasks of one kind and key are one.
  let key: String
  let owner: Owner
  let values: TemplateContext

  /// Its values under the name of its kind; every other kind is `false`.
  var context: TemplateContext {
    var context: TemplateContext = Dictionary(
      uniqueKeysWithValues: Kind.allCases.map { ($0.rawValue, false as any Sendable) })
    context[kind.rawValue] = values
    context["owner"] =
      ["role": owner.role, "names": owner.names.map { ["name": $0.text] as TemplateContext }]
      as TemplateContext
    return context
  }

  /// Each task once, in the order of a checklist.
  static func ordered(_ tasks: [ChecklistTask]) -> [ChecklistTask] {
    var seen: Set<[String]> = []
    let distinct = tasks.filter { seen.insert([$0.kind.rawValue, $0.key]).inserted }
    return Kind.allCases.flatMap { kind in distinct.filter { $0.kind == kind } }
  }
}
