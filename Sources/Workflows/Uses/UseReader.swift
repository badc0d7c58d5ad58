package import Catalog
internal import OrganizationModel
internal import SourceText

/// Finds every place where a credential enters a workflow, and the accesses that the workflow shows to need.
///
/// Values are followed through `env`, matrices, steps that make tokens, local actions and called workflows: those of the
/// same repository, and those of the others that were read. What no record and no rule knows is reported as unknown.
package struct UseReader {
  let tree: RepositoryTree
  let catalog: Catalog
  /// Whether the workflow runs for pull requests, and for no issue.
  var startsOnPullRequests = false
  var result = WorkflowUses()
  var calls: [SourceRange] = []
  /// The file that is read, as it was named, where its checkout may have another version.
  private(set) var version: String?
  /// The files that are being read, so that none is read within itself.
  private var open: [SourceRange] = []
  /// How many files were followed to.
  private var followed = 0
  var state = JobState()

  /// What earlier steps of a job leave to later ones.
  struct JobState {
    var job = ""
    var environment: String?
    /// Repositories that are checked out, with the folder, and the credential that stays in it.
    var checkouts: [Checkout] = []
    /// By host.
    var logins: [String: CredentialSource?] = [:]
    /// The npm, Maven and other registries of GitHub that were set up.
    var registries: [Registry: PackageRegistry] = [:]
    /// The host of npm's registry that was set up, where it is not GitHub's.
    var npmHost: String?
    /// The position of the step.
    var step: Int?
    /// The key that an SSH agent or a file of `~/.ssh` holds.
    var hasAgent: CredentialSource?
    /// What git was told to sign in with.
    var remote: CredentialSource?
    /// The same for every repository of GitHub.
    var everyRemote: CredentialSource?
    /// By `folder name`: the remotes of git that were named.
    var remotes: [String: Remote] = [:]
    /// What the command `gh` was signed in with.
    var ghLogin: CredentialSource?
    /// The variable that `settings.xml` takes the password of GitHub's registry for Maven from.
    var mavenPassword: (name: String, confidence: ShownConfidence)?
    /// What scripts wrote to `GITHUB_ENV`, by name in lower case.
    var written: [String: UseScope.Bound] = [:]
    /// What scripts wrote to `GITHUB_OUTPUT`, by `step.output` in lower case.
    var outputs: [String: UseScope.Bound] = [:]

    struct Checkout {
      let target: ShownTarget
      let path: String
      let credential: CredentialSource?
      /// Whether its own remote names the credential.
      var isInRemote = false
    }

    struct Remote {
      let target: ShownTarget
      let credential: CredentialSource?
    }
  }

  /// How deep calls go: as deep as GitHub lets workflows call each other.
  private static let deepest = 10
  /// How many files one workflow is followed to, each as often as it is used.
  private static let most = 256

  private init(tree: RepositoryTree, catalog: Catalog) {
    self.tree = tree
    self.catalog = catalog
  }

  /// All that a workflow shows, what it calls and uses in the same repository and in the others included.
  ///
  /// - Parameter catalog: what is known of GitHub's API and of actions; with an empty one each is one that nobody knows.
  package static func read(
    _ workflow: WorkflowFile, in tree: RepositoryTree, among others: RepositoryTrees = RepositoryTrees(),
    knowing catalog: Catalog
  ) -> WorkflowUses {
    var reader = UseReader(tree: tree, catalog: catalog)
    let events = workflow.triggers.map(\.event)
    reader.startsOnPullRequests =
      events.contains { $0.hasPrefix("pull_request") } && !events.contains { $0.hasPrefix("issue") }
    reader.open = [workflow.range]
    reader.read(workflow, UseScope(tree: tree, trees: others, knowing: catalog.actions))
    return reader.result
  }

  /// Reads what a use leads to as if it stood here; false where it goes too deep.
  mutating func follow<File>(
    _ followed: Followed<File>, _ range: SourceRange, from place: SourceRange,
    _ body: (inout UseReader) -> Void
  ) -> Bool {
    guard calls.count < Self.deepest, self.followed < Self.most, !open.contains(range) else { return false }
    let outer = version
    self.followed += 1
    version = followed.version ?? version
    open.append(range)
    calls.append(place)
    body(&self)
    calls.removeLast()
    open.removeLast()
    version = outer
    return true
  }

  private mutating func read(_ workflow: WorkflowFile, _ scope: UseScope) {
    var scope = scope
    scope.env.append(workflow.env)
    if calls.isEmpty { state.job = "" }
    note(workflow.env, .workflow, scope)
    noteServices(ofVariables: workflow.env, for: workflow.jobs.flatMap(\.steps), scope)
    for job in workflow.jobs { read(job, scope) }
  }

  private mutating func read(_ job: WorkflowJob, _ outer: UseScope) {
    var scope = outer
    scope.matrix = job.matrix
    scope.env.append(job.env)
    scope.steps = job.steps
    if calls.isEmpty { state = JobState(job: job.id) } else { state = JobState(job: state.job) }
    state.environment = job.environment?.name.literal
    note(job.env, .job, scope)
    noteServices(ofVariables: job.env, for: job.steps, scope)
    for container in [job.container].compactMap(\.self) + job.services { read(container, scope) }
    readSteps(job.steps, scope)
    state.step = nil
    for output in job.outputs { note(output.value, .other, scope) }
    if let call = job.call { read(call, scope) }
  }

  /// What they write to `GITHUB_OUTPUT`.
  @discardableResult
  mutating func readSteps(_ steps: [WorkflowStep], _ scope: UseScope) -> [String: UseScope.Bound] {
    let outer = state.outputs
    state.outputs = [:]
    for (index, step) in steps.enumerated() {
      if calls.isEmpty { state.step = index }
      var inner = scope
      inner.env.append(step.env)
      (inner.written, inner.outputs) = (state.written, state.outputs)
      read(step, inner)
    }
    defer { state.outputs = outer }
    return state.outputs
  }

  private mutating func read(_ step: WorkflowStep, _ scope: UseScope) {
    noteStepEnv(step, scope)
    noteServices(ofVariables: step.env, for: [step], scope)
    for text in [step.name, step.condition].compactMap(\.self) { note(text, .other, scope) }
    switch step.work {
    case .run(let script, let shell):
      note(script, .script, scope)
      read(script, in: shell, of: step, scope)
    case .action(let use): read(use, of: step, scope)
    case .control: break
    }
  }

  // MARK: Called workflows

  private mutating func read(_ call: WorkflowCall, _ scope: UseScope) {
    let name = call.target.actionName ?? call.uses.text
    for input in call.inputs { note(input.value, .input(action: name, name: input.name), scope) }
    if case .entries(let entries) = call.secrets {
      for entry in entries { note(entry.value, .passed(name: entry.name), scope) }
      noteServices(ofPassed: entries, to: name, scope)
    }
    guard let workflow = scope.workflow(call) else { return askAbout(call, scope) }
    let outer = state
    _ = follow(workflow, workflow.file.range, from: call.uses.range) { reader in
      reader.read(workflow.file, scope.inside(workflow, call))
    }
    state = outer
  }
}

extension UseReader {
  /// What a workflow does with a token of GitHub is not known where its file was not read.
  private mutating func askAbout(_ call: WorkflowCall, _ scope: UseScope) {
    unseen("the called workflow `\(call.uses.text)` is not among these files", .token, at: call.uses.range)
    guard case .entries(let entries) = call.secrets else { return }
    let tokens = entries.filter { entry in
      guard CredentialEntrance.passed(name: entry.name).speaksOfGitHub else { return false }
      return scope.credential(in: entry.value)?.secretName != nil
    }
    if tokens.isEmpty { return }
    let names = tokens.map { "`\($0.name)`" }.joined(separator: ", ")
    ask(
      "the workflow `\(call.uses.text)` gets \(names), but isn't among these files. What does it do with it?",
      at: call.uses.range)
  }
}

// MARK: - Noting

extension UseReader {
  mutating func note(
    _ text: WorkflowText, _ entrance: CredentialEntrance, _ scope: UseScope, _ action: KnownAction? = nil,
    taken: KnownAction.Taken? = nil
  ) {
    if text.expressions.isEmpty { return }
    for (source, offsets) in scope.credentials(in: text) {
      if taken == nil, entrance.speaksOfGitHub { result.tokens.insert(source) }
      result.uses.append(
        CredentialUse(
          credential: source, entrance: entrance, range: text.range(of: offsets), valueRange: text.range,
          job: state.job.isEmpty ? nil : state.job, step: state.step, taken: taken,
          isKnownAction: action != nil,
          calls: calls))
    }
  }

  mutating func note(_ entries: [WorkflowEntry], _ level: CredentialEntrance.Level, _ scope: UseScope) {
    for entry in entries { note(entry.value, .env(name: entry.name, level: level), scope) }
  }

  private mutating func noteStepEnv(_ step: WorkflowStep, _ scope: UseScope) {
    let action = step.action?.target.actionName.flatMap { catalog.actions[$0] }
    for entry in step.env {
      note(
        entry.value, .env(name: entry.name, level: .step), scope, action,
        taken: taken(by: action?.variable(entry.name), step.action, scope) ?? registryToken(entry.name))
    }
  }

  /// What an input or a variable takes, but where the step names a server that is none of GitHub's.
  func taken(by input: KnownAction.Input?, _ use: ActionUse?, _ scope: UseScope) -> KnownAction.Taken? {
    guard let input, let use, input.takes == .token else { return input?.takes }
    if let host = OtherService.host(of: use, scope) { return .outside(host) }
    // `actions/setup-node` signs in to npm's own registry where nothing else is said.
    guard use.target.actionName == "actions/setup-node", input.name == Self.npmToken else {
      return input.takes
    }
    return use.inputs["registry-url"] == nil ? .outside("npm") : .token
  }

  static let npmToken = "NODE_AUTH_TOKEN"

  /// What the variable for npm's token holds after `actions/setup-node` was told the registry.
  private func registryToken(_ variable: String) -> KnownAction.Taken? {
    variable == Self.npmToken ? state.npmHost.map { .outside($0) } : nil
  }

  mutating func permit(
    _ permission: String, _ level: PermissionLevel, at range: SourceRange, _ why: String,
    isAlternative: Bool = false, isCertain: Bool = true
  ) {
    result.permissions.append(
      PermissionUse(
        permission: permission, level: level, job: state.job, range: calls.first ?? range,
        why: inVersion(why), isAlternative: isAlternative, isCertain: isCertain && version == nil))
  }

  mutating func permit(
    _ permission: PermissionChoice.Permission, at range: SourceRange, _ why: String,
    isAlternative: Bool = false, isCertain: Bool = true
  ) {
    guard let level = PermissionLevel(rawValue: permission.level.rawValue) else { return }
    permit(permission.name, level, at: range, why, isAlternative: isAlternative, isCertain: isCertain)
  }

  mutating func show(
    _ verb: Verb, _ target: ShownTarget, _ confidence: ShownConfidence, with credential: CredentialSource?,
    at range: SourceRange, _ why: String
  ) {
    result.needs.append(
      ShownNeed(
        verb: verb, target: target, confidence: version == nil ? confidence : min(confidence, .medium),
        credential: credential, startsWorkflows: credential.map { $0 != .jobToken } ?? false, job: state.job,
        environment: state.environment, range: range, calls: calls, why: inVersion(why)))
  }

  mutating func ask(_ words: String, at range: SourceRange) {
    result.questions.append(.init(words: words, range: range, calls: calls))
  }

  func inVersion(_ why: String) -> String {
    version.map { "\(why) in `\($0)`, read in a checkout that may have a different version" } ?? why
  }

  /// `owner/name` as a target.
  ///
  /// The wiki of a repository is a part of it.
  func target(_ text: String) -> ShownTarget {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, !text.contains(UseScope.unknown), !parts[0].isEmpty, !parts[1].isEmpty else {
      return .unknownRepository
    }
    var name = parts[1]
    for ending in [".git", ".wiki"] where name.hasSuffix(ending) && name.count > ending.count {
      name = name.dropLast(ending.count)
    }
    return tree.isItself(String(parts[0]), String(name))
      ? .ownRepository : .repository(owner: String(parts[0]), name: String(name))
  }

  // MARK: Containers

  private mutating func read(_ container: JobContainer, _ scope: UseScope) {
    note(container.env, .job, scope)
    for text in [container.username, container.password].compactMap(\.self) {
      note(text, .container, scope, taken: .registryPassword)
    }
    guard let image = container.image else { return }
    let credential = container.password.map { scope.credential(in: $0) } ?? .jobToken
    for reference in scope.texts(of: image) {
      pull(
        reference, with: credential, at: image.range,
        "the image of a \(container.name == nil ? "job" : "service")")
    }
  }
}
