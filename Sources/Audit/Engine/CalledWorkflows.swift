import Catalog
import OrganizationModel
import SourceText
import Workflows

/// The workflows of some checkouts that others of the same checkout call, and the registries that they sign in to with what
/// they are handed.
struct CalledWorkflows: Sendable {
  /// A login with a secret that the callers hand over.
  struct HandedLogin: Sendable {
    /// The name that the called workflow knows, in upper case.
    let secret: String
    let host: String
    /// As a line of `permissions`.
    let neededPermission: String
    /// Whether it is sure that the packages are the repository's owner's.
    let isForOwn: Bool
    /// Where it signs in.
    let place: SourceRange
  }

  /// By the folder of the checkout and the path inside, one text.
  private var called: Set<String> = []
  private var logins: [String: [HandedLogin]] = [:]

  init() {}

  /// Puts together what was seen of each file.
  init(_ parts: [Part]) {
    called = parts.reduce(into: []) { $0.formUnion($1.called) }
    logins = Dictionary(
      parts.filter { !$0.logins.isEmpty }.map { ($0.path, $0.logins) },
      uniquingKeysWith: { first, _ in first })
  }

  /// What one file adds.
  struct Part: Sendable {
    var path = ""
    var called: Set<String> = []
    var logins: [HandedLogin] = []
  }

  /// Nil for a file that neither calls a workflow of its checkout nor is handed a secret.
  static func part(_ source: WorkflowSource?, _ input: Auditor.Input, knowing catalog: Catalog) -> Part? {
    guard case .workflow(let workflow)? = source else { return nil }
    let view = View(all: CalledWorkflows(), input)
    var part = Part(path: input.file.path)
    part.called = Set(workflow.jobs.compactMap(\.call).compactMap(view.path))
    if workflow.isOnlyCalled, workflow.interface?.secrets.isEmpty == false {
      let file = AuditedFile(.workflow(workflow), input, knowing: catalog)
      part.logins = file.registryLogins.compactMap { HandedLogin($0, of: workflow) }
    }
    return part.called.isEmpty && part.logins.isEmpty ? nil : part
  }

  /// A quick look: whether a file may add anything.
  static func mayAdd(_ file: SourceFile) -> Bool {
    ShellScript.mentions(marks, in: file.bytes[...])
  }

  private static let marks = ["workflow_call", ".github/workflows/"].map { Array($0.utf8) }

  /// Whether findings of other files may point at a file, by its path.
  func isShown(_ path: String) -> Bool { logins[path] != nil }

  /// What one file sees of it.
  struct View: Sendable {
    private let all: CalledWorkflows
    private let folder: Substring
    private let own: String

    init(all: CalledWorkflows, _ input: Auditor.Input) {
      self.all = all
      own = input.file.path
      folder = own.hasSuffix(input.path) ? own.dropLast(input.path.count) : own[...]
    }

    /// Whether a job of the same checkout calls this file.
    var isCalled: Bool { all.called.contains(own) }

    /// The logins of the workflow that a job calls.
    func logins(of call: WorkflowCall) -> [HandedLogin] { path(of: call).flatMap { all.logins[$0] } ?? [] }

    fileprivate func path(of call: WorkflowCall) -> String? {
      if case .local(let path) = call.target { "\(folder)\(path)" } else { nil }
    }
  }
}

extension CalledWorkflows.HandedLogin {
  fileprivate init?(_ login: JobLogin, of workflow: WorkflowFile) {
    guard let secret = login.secret, workflow.isHanded(secret), login.isReached else { return nil }
    self.secret = secret
    host = login.host
    neededPermission = login.neededPermission
    isForOwn = login.isForOwn && login.login.registry == .container
    place = login.place
  }
}

extension JobLogin {
  /// Whether the job's own token reaches what it signs in for. Packages of others are out of reach; of which owner an image
  /// is, a login does not say.
  var isReached: Bool { login.registry == .container ? !isForOthers : isForOwn }
}
