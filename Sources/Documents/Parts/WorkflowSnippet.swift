import Guidance
import OrganizationModel

/// The part of one workflow file that the decisions settle: minimal `permissions:`, and for each job the steps that
/// log in with the decided credential and use it.
struct WorkflowSnippet {
  private let book: Book
  private let repository: Repository
  private let workflow: Workflow
  private let accesses: [Decision]
  /// What services need in it.
  private let services: [ServiceWorkflow]
  /// The names of secrets by the ids of plans that the book does not have.
  private let secretNames: [String: String]

  init(_ workflow: Workflow, of repository: Repository, in book: Book) {
    let accesses = book.accesses(of: .workflow(repository: repository.name, workflow: workflow.name))
    let uses = book.services.uses(of: .workflow(repository: repository.name, workflow: workflow.name))
    self.init(workflow, of: repository, in: book, accesses: accesses, uses: uses)
  }

  /// The same for some of its accesses, or as they would be with other credentials.
  init(
    _ workflow: Workflow, of repository: Repository, in book: Book, accesses: [Decision],
    uses: [ServiceAccess] = [],
    secretNames: [String: String] = [:]
  ) {
    self.book = book
    self.repository = repository
    self.workflow = workflow
    self.accesses = accesses
    self.services = uses.map { ServiceWorkflow(use: $0, records: book.services.records) }
    self.secretNames = secretNames
  }

  /// The union of what its accesses ask of the job's token, and `contents: read`: naming one key drops all the others
  /// (G-05), and nearly every job checks its code out.
  static func permissions(
    of accesses: [Decision], _ services: [ServiceWorkflow] = []
  ) -> [(key: String, level: AccessLevel)] {
    var union: [String: AccessLevel] = ["contents": .read]
    for service in services { union.merge(service.permissions) { max($0, $1) } }
    for credential in accesses.compactMap(\.credential) where credential.kind == .githubToken {
      union.merge(credential.permissions) { max($0, $1) }
    }
    // What a broker checks.
    if accesses.contains(where: { $0.credential?.kind == .brokerToken }) { union["id-token"] = .write }
    return union.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }

  /// YAML text without a line end.
  var text: String {
    let lines = accesses.filter { $0.credential == nil }.map {
      "# left out, \($0.outcome.words): \($0.need.text)"
    }
    let left = services.filter { $0.use.outcome != .decided }.map {
      "# left out, \($0.use.outcome.words): \($0.use.need)"
    }
    return (lines + left + permissionLines + jobLines(withPermissions: !isOneJob)).joined(separator: "\n")
  }

  private var isOneJob: Bool { environments.count == 1 }

  /// Those of the whole file: of its only job, or none where each job has its own.
  private var permissionLines: [String] {
    isOneJob ? WorkflowSnippet.permissionLines(of: accesses, services) : ["permissions: {}"]
  }

  /// `jobs:` and all below it.
  func jobLines(withPermissions: Bool) -> [String] {
    ["jobs:"] + environments.flatMap { job(in: $0, withPermissions: withPermissions) }
  }

  /// The permissions alone: of the whole file, or of each of its jobs.
  var permissionText: String {
    let jobs = environments.flatMap { environment in
      ["  \(WorkflowSnippet.jobID(workflow.name, environment)):"]
        + WorkflowSnippet.permissionLines(of: accesses(in: environment), services(in: environment))
        .map { "    \($0)" }
    }
    return (permissionLines + (isOneJob ? [] : ["jobs:"] + jobs)).joined(separator: "\n")
  }

  private static func permissionLines(of accesses: [Decision], _ services: [ServiceWorkflow]) -> [String] {
    ["permissions:"] + permissions(of: accesses, services).map { "  \($0.key): \($0.level.rawValue)" }
  }

  /// The environments that its accesses name, none first: a job has at most one.
  private var environments: [Name?] {
    let all = accesses.map(environment) + services.map(\.use.environment)
    let named = Set(all.compactMap(\.self)).sorted()
    let needsPlainJob = named.isEmpty || all.contains(nil)
    return (needsPlainJob ? [nil] : []) + named
  }

  private func environment(of access: Decision) -> Name? {
    access.need.environment ?? workflow.environment
  }

  private func accesses(in environment: Name?) -> [Decision] {
    accesses.filter { self.environment(of: $0) == environment }
  }

  private func services(in environment: Name?) -> [ServiceWorkflow] {
    services.filter { $0.use.environment == environment }
  }

  /// Of several jobs each says for itself what it needs: a permission of the whole workflow would be every job's.
  private func job(in environment: Name?, withPermissions: Bool) -> [String] {
    let accesses = accesses(in: environment)
    var lines = ["  \(WorkflowSnippet.jobID(workflow.name, environment)):"]
    lines.append("    runs-on: \(workflow.selfHosted == true ? "self-hosted" : "ubuntu-latest")")
    if let environment {
      lines.append("    environment: \(YAMLText.scalar(ServiceText.withoutExpression(environment.text)))")
    }
    let services = services(in: environment)
    if withPermissions {
      lines += WorkflowSnippet.permissionLines(of: accesses, services).map { "    \($0)" }
    }
    lines.append("    steps:")
    for step in steps(for: accesses) { lines += step.lines.map { "      \($0)" } }
    return lines + services.flatMap(\.steps).map { "      \($0)" }
  }

  private static func jobID(_ workflow: Name, _ environment: Name?) -> String {
    let text = environment.map { "\(workflow)-\($0)" } ?? workflow.text
    let id = String(decoding: text.utf8.map(jobByte), as: UTF8.self)
    return id.utf8.first.map { $0 == UInt8(ascii: "-") || isDigit($0) } == true ? "job-\(id)" : id
  }

  private static func jobByte(_ byte: UInt8) -> UInt8 {
    let lower = byte | 0x20
    let fits = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) && byte >= 0x41 || isDigit(byte)
    return fits || byte == UInt8(ascii: "_") ? byte : UInt8(ascii: "-")
  }

  private static func isDigit(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
  }

  /// Tokens and checkouts first; then each access with its login, unless the one before it is still the one wanted: a
  /// registry holds one login at a time.
  private func steps(for accesses: [Decision]) -> [WorkflowStep] {
    let steps = AccessSteps(book: book, repository: repository, secretNames: secretNames)
    var all = steps.appTokens(accesses) + steps.brokerTokens(accesses) + steps.checkouts(accesses)
    var lastLogin: [String: WorkflowStep] = [:]
    for access in accesses {
      if let login = steps.logIn(access), let action = login.uses, lastLogin[action] != login {
        all.append(login)
        lastLogin[action] = login
      }
      all += steps.use(access)
    }
    return all
  }
}
