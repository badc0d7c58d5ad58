internal import Catalog
internal import OrganizationModel
internal import SourceText

extension UseReader {
  mutating func read(_ use: ActionUse, of step: WorkflowStep, _ scope: UseScope) {
    switch use.target {
    case .local(let folder): readFollowed("./" + folder, use, step, scope)
    case .image(let image):
      noteInputs(use, use.uses.text, nil, scope)
      pull(image, with: .jobToken, at: use.uses.range, "a step that runs an image")
      noteUnseen("`\(image)`", use.uses.range, nil)
      noteEnvironment(of: use, step, scope)
    case .unknown(let name):
      noteInputs(use, name, nil, scope)
      noteUnseen(use, name, nil, step, scope)
    case .repository:
      let name = use.target.actionName ?? ""
      guard let action = catalog.actions[name] else { return readFollowed(name, use, step, scope) }
      noteInputs(use, name, action, scope)
      if let mint = scope.mint(step) { result.mints.append(mint) }
      readAccesses(action, use, step, scope)
      readSpecial(action, use, step, scope)
      noteUnseen(action, use, step, scope)
    }
  }

  /// A container has the variables and inputs of its step.
  private mutating func noteEnvironment(of use: ActionUse, _ step: WorkflowStep, _ scope: UseScope) {
    let texts = (use.inputs + step.env).map(\.value)
    guard texts.contains(where: { text in scope.credentials(in: text).contains { $0.source == .jobToken } })
    else { return }
    unseen("`\(use.uses.text)` is given the token", .token, at: use.uses.range)
  }

  private mutating func noteInputs(
    _ use: ActionUse, _ name: String, _ action: KnownAction?, _ scope: UseScope
  ) {
    for input in use.inputs {
      note(
        input.value, .input(action: name, name: input.name), scope, action,
        taken: taken(by: action?.input(input.name), use, scope))
    }
    noteServices(ofInputs: use, name, action, scope)
  }

  private mutating func noteUnknown(_ name: String, _ use: ActionUse, _ step: WorkflowStep, _ scope: UseScope)
  {
    let texts = use.inputs.map(\.value) + step.env.map(\.value)
    var credentials: [CredentialSource] = []
    let file = scope.action(use)?.file
    noteUnseen(use, name, file.flatMap { $0.mayBeRunUnread ? nil : $0 }, step, scope)
    for source in texts.flatMap({ scope.credentials(in: $0) }).map(\.source)
    where !credentials.contains(source) {
      credentials.append(source)
    }
    result.unknownActions.append(
      .init(name: name, job: state.job, range: use.uses.range, calls: calls, credentials: credentials))
  }

  /// A composite action whose file was read is read as if its steps stood here.
  private mutating func readFollowed(
    _ name: String, _ use: ActionUse, _ step: WorkflowStep, _ scope: UseScope
  ) {
    noteInputs(use, name, nil, scope)
    guard let action = scope.action(use), case .composite(let steps) = action.file.runs else {
      return noteUnknown(name, use, step, scope)
    }
    var inner = scope.inside(action, use)
    let isRead = follow(action, action.file.range, from: use.uses.range) { reader in
      inner.outputs = reader.readSteps(steps, inner)
    }
    guard isRead else { return noteUnknown(name, use, step, scope) }
    keepOutputs(of: action.file, inner, step)
  }

  /// What a composite action hands on of what its scripts wrote; what is made otherwise is looked up where it is used.
  private mutating func keepOutputs(of action: ActionFile, _ scope: UseScope, _ step: WorkflowStep) {
    guard let id = step.id?.text.lowercased(), !scope.outputs.isEmpty else { return }
    for output in action.outputs where output.value.references.contains(where: { $0.context == "steps" }) {
      let texts = scope.texts(of: output.value)
      let credentials = scope.credentials(in: output.value).map(\.source)
      guard texts != [UseScope.unknown] || !credentials.isEmpty else { continue }
      state.outputs["\(id).\(output.name.lowercased())"] = .init(credentials: credentials, texts: texts)
    }
  }

  // MARK: By record

  /// The credential that an action is given: its inputs before its variables, else the job's token where that is its
  /// default; what the checkout left where it takes none.
  func credential(of action: KnownAction, _ use: ActionUse, _ scope: UseScope) -> CredentialSource? {
    let inputs = action.inputs.filter { $0.acts && ($0.takes == .token || $0.takes == .sshKey) }
    let variables = action.env.filter { $0.acts && $0.takes == .token }
    for input in inputs {
      if let found = scope.credential(in: use.inputs[input.name]) { return found }
      // What follows an input that is the job's token by default is for something else.
      if input.isJobTokenByDefault, use.inputs[input.name] == nil, !inputs.contains(where: isKey) { break }
    }
    for variable in variables {
      if let found = scope.credential(inVariable: variable.name) { return found }
    }
    if inputs.contains(where: \.isJobTokenByDefault) { return .jobToken }
    guard inputs.isEmpty, variables.isEmpty else { return nil }
    for access in action.accesses {
      guard case .checkedOut(let folder) = access.target, let found = checkout(in: folder, use, scope) else {
        continue
      }
      return found.credential
    }
    return persisted
  }

  /// What lies in the folder of the workspace that an input names.
  private func checkout(in input: String, _ use: ActionUse, _ scope: UseScope) -> JobState.Checkout? {
    let folder = Self.plain(use.inputs[input].flatMap { scope.texts(of: $0).first } ?? "")
    return state.checkouts.last { Self.plain($0.path) == folder }
  }

  /// A path without `.`, and slashes at either end.
  private static func plain(_ path: String) -> String {
    path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
  }

  private func isKey(_ input: KnownAction.Input) -> Bool { input.takes == .sshKey }

  /// What `git push` signs in with: what git was told, or what the last checkout of the workflow's own repository left.
  var persisted: CredentialSource? {
    state.remote ?? state.checkouts.last { $0.target == .ownRepository }?.credential
  }

  private mutating func readAccesses(
    _ action: KnownAction, _ use: ActionUse, _ step: WorkflowStep, _ scope: UseScope
  ) {
    let credential = credential(of: action, use, scope)
    for access in action.accesses where holds(access.when, use, scope) {
      let target = target(of: access, use, scope)
      let isOwn = target == .ownRepository || target == .organization
      let isJobToken = isOwn && (credential == .jobToken || credential == nil)
      // The workflow's identity is asked for whatever the action signs in with.
      for permission in access.permissions where isJobToken || permission.name == "id-token" {
        permit(
          permission, at: use.uses.range, "`\(action.name)`", isCertain: access.confidence == .high)
      }
      if let verb = access.verb {
        show(verb, target, access.confidence, with: credential, at: use.uses.range, "`\(action.name)`")
      } else if !isToken(access), !Self.isSpecial(action) {
        let words = Self.words(access, of: action, on: target)
        showOther(words, access.confidence, with: credential, at: use.uses.range)
      }
    }
    guard action.accesses.isEmpty, Self.acts(action), !Self.isSpecial(action) else { return }
    showOther("is passed to \(action.name)", .medium, with: credential, at: use.uses.range)
  }

  /// Whether an access asks for the identity of the workflow alone, which no credential has.
  private func isToken(_ access: KnownAction.Access) -> Bool {
    access.words == nil && access.permissions.allSatisfy { $0.name == "id-token" }
  }

  static func acts(_ action: KnownAction) -> Bool {
    (action.inputs + action.env).contains { $0.acts && $0.takes == .token }
  }

  /// `approves pull requests by hmarr/auto-approve-action (pull_requests: write)`.
  private static func words(
    _ access: KnownAction.Access, of action: KnownAction, on target: ShownTarget
  ) -> String {
    let permissions = access.permissions.filter { $0.name != "id-token" }
      .map { "\($0.name.replacing("-", with: "_")): \($0.level.rawValue)" }
    let what = access.words.map { "\($0) by \(action.name)" } ?? "runs \(action.name)"
    return what + place(target) + (permissions.isEmpty ? "" : " (\(permissions.joined(separator: ", ")))")
  }

  func holds(_ condition: KnownAction.Access.Condition, _ use: ActionUse, _ scope: UseScope) -> Bool {
    switch condition {
    case .always: true
    case .given(let input): use.inputs[input].map { !$0.bytes.isEmpty } ?? false
    case .missing(let input): use.inputs[input].map { $0.bytes.isEmpty } ?? true
    case .equal(let input, let word): use.inputs[input].map { scope.texts(of: $0).contains(word) } ?? false
    case .unequal(let input, let word): use.inputs[input].map { scope.texts(of: $0) != [word] } ?? true
    }
  }

  private func target(of access: KnownAction.Access, _ use: ActionUse, _ scope: UseScope) -> ShownTarget {
    switch access.target {
    case .own: return .ownRepository
    case .organization: return .organization
    case .repository(let name): return target(name)
    case .input(let name, let otherwise):
      guard let text = use.inputs[name], !text.bytes.isEmpty else {
        return otherwise.map(target) ?? .ownRepository
      }
      return target(scope.texts(of: text).first ?? "")
    case .tap(let input, let otherwise):
      let parts = use.inputs[input].flatMap { scope.texts(of: $0).first }?.split(separator: "/") ?? []
      guard parts.count == 2 else { return target(otherwise) }
      return target("\(parts[0])/\(parts[1].hasPrefix("homebrew-") ? "" : "homebrew-")\(parts[1])")
    case .checkedOut(let folder): return checkout(in: folder, use, scope)?.target ?? .ownRepository
    case .inputs(let owner, let name):
      guard let name = use.inputs[name] else { return .ownRepository }
      let ownerText = use.inputs[owner].flatMap { scope.texts(of: $0).first } ?? tree.owner
      return target("\(ownerText)/\(scope.texts(of: name).first ?? "")")
    }
  }
}

extension ActionFile {
  /// Whether its steps can use the token of the job, and were not read.
  fileprivate var mayBeRunUnread: Bool {
    switch runs {
    case .composite, .unknown: true
    case .node, .docker: false
    }
  }
}
