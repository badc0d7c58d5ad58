import Templates
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

    /// In words.
    var title: String {
      switch self {
      case .before: "before"
      case .do: "do"
      case .verify: "verify"
      case .cleanUp: "clean up"
      }
    }
  }

  /// What kind of item it is: `templates/documents/sentences/NAME.md.mustache` says it. In the order of a checklist.
  enum Kind: String, CaseIterable, Sendable {
    case unlock
    case createMachineUser = "create-machine-user"
    case createApp = "create-app"
    case grant, precondition
    case servicePrepare = "service-prepare"
    case findOut = "find-out"
    case findUsers = "find-users"
    case setUp = "set-up"
    case approve
    case takeOver = "take-over"
    case store
    case shareSecret = "share-secret"
    case setClientID = "set-client-id"
    case serviceSetUp = "service-set-up"
    case editWorkflow = "edit-workflow"
    case changeOver = "change-over"
    case run, verify
    case serviceTest = "service-test"
    case serviceRefusal = "service-refusal"
    case narrowSecret = "narrow-secret"
    case removeSecret = "remove-secret"
    case leave, revoke
    case serviceClose = "service-close"
    case serviceLastUse = "service-last-use"
    case serviceEnd = "service-end"
    case serviceRemove = "service-remove"

    var phase: Phase {
      switch self {
      case .unlock, .createMachineUser, .createApp, .grant, .precondition, .servicePrepare, .findOut,
        .findUsers:
        .before
      case .setUp, .approve, .takeOver, .store, .shareSecret, .setClientID, .serviceSetUp, .editWorkflow,
        .changeOver:
        .do
      case .run, .verify, .serviceTest, .serviceRefusal: .verify
      case .narrowSecret, .removeSecret, .leave, .revoke, .serviceClose, .serviceLastUse,
        .serviceEnd, .serviceRemove:
        .cleanUp
      }
    }

    /// What shows that such a task is done, where the task itself does not say it more exactly.
    var evidence: String {
      switch self {
      case .findOut, .leave, .unlock: "the commit to the description."
      case .createMachineUser: "its profile's address."
      case .createApp: "the App's address."
      case .grant: "the account in the list of who has access."
      case .precondition: "a screenshot or a link."
      case .findUsers: "the search results."
      case .setUp: "the date when the secret was updated, and the output of the tests."
      case .approve: "the token under Active tokens."
      case .takeOver: "the date when the secret was updated, and the password manager without the entry."
      case .store: "the date when the secret was updated."
      case .shareSecret: "the repository in the secret's list."
      case .setClientID: "the variable's value."
      case .editWorkflow: "the merged pull request."
      case .changeOver: "the log of one successful run with the new credential."
      case .run: "the run's address."
      case .verify: "its output."
      case .narrowSecret: "the repositories in the secret's list."
      case .removeSecret, .serviceRemove: "the list without this secret."
      case .revoke: "GitHub rejects a request with it."
      case .servicePrepare, .serviceSetUp, .serviceClose: "a screenshot or a link."
      case .serviceTest, .serviceRefusal, .serviceLastUse: "the run's address, or the output."
      case .serviceEnd: "the service no longer lists it."
      }
    }
  }

  /// The one who does it: a role, and today's name for it.
  struct Owner: Sendable, Hashable {
    let role: String
    let names: [Name]
    /// Whether nobody is described, so that these are only proposed.
    var isProposed = false
    /// Who leaves, and whose task it was.
    var leaver: Name?

    private static let custodianRole = "Custodian"
    private static let holderRole = "Holder"
    var isCustodian: Bool { role == Self.custodianRole }
    var isHolder: Bool { role == Self.holderRole }

    /// The names as a checklist says them.
    var words: [String] {
      names.map { name in
        isProposed
          ? "proposed: \(name)" : leaver.map { "\(name), in place of \($0), who leaves" } ?? name.text
      }
    }

    static func responsible(_ name: Name?) -> Owner {
      Owner(role: "Responsible", names: [name].compactMap(\.self))
    }
    static func custodian(_ names: [Name]) -> Owner {
      Owner(role: custodianRole, names: Array(names.prefix(1)))
    }
    static func holder(_ name: Name) -> Owner { Owner(role: holderRole, names: [name]) }
    static func administrator(of repository: Name, _ names: [Name]) -> Owner {
      Owner(role: "Administrator of \(repository)", names: Array(names.prefix(1)))
    }
    static func owner(of organization: Name, _ names: [Name]) -> Owner {
      Owner(role: "Owner of \(organization)", names: Array(names.prefix(1)))
    }
  }

  let kind: Kind
  /// Two tasks of one kind and key are one.
  let key: String
  var owner: Owner
  /// What shows that it is done: a sentence that begins in lower case.
  let evidence: String
  /// Shell to run for it, each command in a block of its own; empty where there is none.
  let commands: [String]
  /// What its sentence names, with the links of where it stands.
  let values: @Sendable (MarkdownLinks) -> TemplateContext

  init(
    _ kind: Kind, key: String, owner: Owner, evidence: String? = nil, commands: [String] = [],
    values: @escaping @Sendable (MarkdownLinks) -> TemplateContext
  ) {
    self.kind = kind
    self.key = key
    self.owner = owner
    self.evidence = evidence ?? kind.evidence
    self.commands = commands
    self.values = values
  }

  /// Each task once, in the order of a checklist.
  static func ordered(_ tasks: [ChecklistTask]) -> [ChecklistTask] {
    var seen: Set<[String]> = []
    let distinct = tasks.filter { seen.insert([$0.kind.rawValue, $0.key]).inserted }
    return Kind.allCases.flatMap { kind in distinct.filter { $0.kind == kind } }
  }
}
