internal import OrganizationModel
internal import SourceText

extension UseReader {
  mutating func read(_ use: ActionUse, of step: WorkflowStep, _ scope: UseScope) {
    switch use.target {
    case .local(let folder): readFollowed("./" + folder, use, step, scope)
    case .image(let image):
      noteInputs(use, use.uses.text, nil, scope)
      pull(image, with: .jobToken, at: use.uses.range, "a step that runs an image")
    case .unknown(let name): noteInputs(use, name, nil, scope)
    case .repository:
      let name = use.target.actionName ?? ""
      guard let action = KnownAction.named(name) else { return readFollowed(name, use, step, scope) }
      noteInputs(use, name, action, scope)
      if let mint = scope.mint(step) { result.mints.append(mint) }
      readAccesses(action, use, step, scope)
      readSpecial(name, use, step, scope)
    }
  }

  private mutating func noteInputs(
    _ use: ActionUse, _ name: String, _ action: KnownAction?, _ scope: UseScope
  ) {
    for input in use.inputs {
      note(
        input.value, .input(action: name, name: input.name), scope, action,
        taken: action?.input(input.name)?.takes)
    }
  }

  private mutating func noteUnknown(_ name: String, _ use: ActionUse, _ step: WorkflowStep, _ scope: UseScope)
  {
    let texts = use.inputs.map(\.value) + step.env.map(\.value)
    let takes = texts.contains { !scope.credentials(in: $0).isEmpty }
    result.unknownActions.append(
      .init(name: name, job: state.job, range: use.uses.range, takesCredential: takes))
  }

  /// A composite action whose file was read is read as if its steps stood here.
  private mutating func readFollowed(
    _ name: String, _ use: ActionUse, _ step: WorkflowStep, _ scope: UseScope
  ) {
    noteInputs(use, name, nil, scope)
    guard let action = scope.action(use), case .composite(let steps) = action.file.runs else {
      return noteUnknown(name, use, step, scope)
    }
    let isRead = follow(action, action.file.range, from: use.uses.range) { reader in
      reader.readSteps(steps, scope.inside(action, use))
    }
    if !isRead { noteUnknown(name, use, step, scope) }
  }

  // MARK: By record

  /// The credential that an action is given: its inputs before its variables, else the job's token where that is its
  /// default, else what the checkout left.
  func credential(of action: KnownAction, _ use: ActionUse, _ scope: UseScope) -> CredentialSource? {
    for input in action.inputs where input.takes == .token || input.takes == .sshKey {
      if let found = scope.credential(in: use.inputs[input.name]) { return found }
      // What follows an input that is the job's token by default is for something else.
      if input.isJobTokenByDefault, use.inputs[input.name] == nil, !action.inputs.contains(where: isKey) {
        break
      }
    }
    for variable in action.env where variable.takes == .token {
      if let found = scope.credential(inVariable: variable.name) { return found }
    }
    if action.inputs.contains(where: \.isJobTokenByDefault) { return .jobToken }
    guard action.inputs.isEmpty, action.env.isEmpty else { return nil }
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

  /// What the last checkout of the workflow's own repository left for `git push`.
  var persisted: CredentialSource? {
    state.checkouts.last { $0.target == .ownRepository }?.credential
  }

  private mutating func readAccesses(
    _ action: KnownAction, _ use: ActionUse, _ step: WorkflowStep, _ scope: UseScope
  ) {
    let credential = credential(of: action, use, scope)
    for access in action.accesses where holds(access.when, use, scope) {
      let target = target(of: access, use, scope)
      if credential == .jobToken || credential == nil, target == .ownRepository || target == .organization {
        for (name, level) in access.permissions {
          permit(name, level, at: use.uses.range, "`\(action.name)`")
        }
      }
      guard let verb = access.verb else { continue }
      show(verb, target, access.confidence, with: credential, at: use.uses.range, "`\(action.name)`")
    }
  }

  private func holds(_ condition: KnownAction.Access.Condition, _ use: ActionUse, _ scope: UseScope) -> Bool {
    switch condition {
    case .always: true
    case .given(let input): use.inputs[input].map { !$0.bytes.isEmpty } ?? false
    case .equal(let input, let word): use.inputs[input].map { scope.texts(of: $0).contains(word) } ?? false
    case .unequal(let input, let word): use.inputs[input].map { scope.texts(of: $0) != [word] } ?? true
    }
  }

  private func target(of access: KnownAction.Access, _ use: ActionUse, _ scope: UseScope) -> ShownTarget {
    switch access.target {
    case .own: return .ownRepository
    case .organization: return .organization
    case .input(let name):
      guard let text = use.inputs[name], !text.bytes.isEmpty else { return .ownRepository }
      return target(scope.texts(of: text).first ?? "")
    case .checkedOut(let folder): return checkout(in: folder, use, scope)?.target ?? .ownRepository
    case .inputs(let owner, let name):
      guard let name = use.inputs[name] else { return .ownRepository }
      let ownerText = use.inputs[owner].flatMap { scope.texts(of: $0).first } ?? tree.owner
      return target("\(ownerText)/\(scope.texts(of: name).first ?? "")")
    }
  }
}

// MARK: - Actions that no record describes in full

extension UseReader {
  private mutating func readSpecial(_ name: String, _ use: ActionUse, _ step: WorkflowStep, _ scope: UseScope)
  {
    switch name {
    case "actions/checkout": readCheckout(use, scope)
    case "docker/login-action", "redhat-actions/podman-login": readLogin(use, scope)
    case "docker/build-push-action": readBuild(use, scope)
    case "docker/bake-action": readBake(use, scope)
    case "akhilerm/tag-push-action": readTagPush(use, scope)
    case "actions/setup-node", "actions/setup-java", "actions/setup-dotnet": readRegistry(use, scope)
    case "goreleaser/goreleaser-action": readGoReleaser(use, scope)
    case "actions/github-script": readGitHubScript(use, scope)
    case "actions/delete-package-versions": readDeletion(use, scope)
    case "webfactory/ssh-agent": state.hasAgent = scope.credential(in: use.inputs["ssh-private-key"])
    // With a repository of images given, it leaves the login to others.
    case "ko-build/setup-ko", "imjasonh/setup-ko":
      if scope.variable("KO_DOCKER_REPO") == nil { logIn("ghcr.io", .jobToken, at: use.uses.range) }
    default: break
    }
  }

  private mutating func readCheckout(_ use: ActionUse, _ scope: UseScope) {
    let credential =
      scope.credential(in: use.inputs["ssh-key"])
      ?? use.inputs["token"].map { scope.credential(in: $0) } ?? .jobToken
    let target = use.inputs["repository"].map { checkoutTarget($0, scope) } ?? .ownRepository
    let persists = use.inputs["persist-credentials"]?.text.lowercased() != "false"
    let path = use.inputs["path"].flatMap { scope.texts(of: $0).first } ?? ""
    state.checkouts.append(.init(target: target, path: path, credential: persists ? credential : nil))
    guard target != .ownRepository else { return }
    let place = use.inputs["repository"]?.range ?? use.uses.range
    let isCertain = credential != .jobToken && target != .unknownRepository
    show(
      .clone, target, isCertain ? .high : .medium, with: credential, at: place,
      "`actions/checkout` of another repository")
  }

  /// The head of a pull request is taken for the workflow's own repository: a fork is no target of its own.
  private func checkoutTarget(_ text: WorkflowText, _ scope: UseScope) -> ShownTarget {
    let isHead = text.references.contains {
      $0.dotted.hasSuffix("head.repo.full_name") || $0.dotted.hasSuffix("head_repository.full_name")
    }
    return isHead ? .ownRepository : target(scope.texts(of: text).first ?? "")
  }

  private mutating func readLogin(_ use: ActionUse, _ scope: UseScope) {
    let registry = use.inputs["registry"]
    let hosts = registry.map { scope.texts(of: $0) } ?? ["docker.io"]
    let credential = scope.credential(in: use.inputs["password"])
    for host in hosts {
      let name = host.split(separator: "/").first { !$0.hasPrefix("http") }.map { $0.lowercased() }
      logIn(host.contains(UseScope.unknown) ? nil : name, credential, at: use.uses.range)
    }
  }

  private mutating func readBuild(_ use: ActionUse, _ scope: UseScope) {
    let why = "`docker/build-push-action` that pushes"
    let outputs = use.inputs["outputs"].map { scope.texts(of: $0) } ?? []
    let push = use.inputs["push"]
    let isPush = push.map { $0.literal.map { $0 == "true" } ?? true } ?? false
    let pushesOutput = outputs.contains { $0.contains("push=true") || $0.contains("type=registry") }
    if isPush || pushesOutput {
      let names = images(in: (use.inputs["tags"].map { scope.texts(of: $0) } ?? []) + outputs)
      let range = use.inputs["tags"]?.range ?? use.uses.range
      var isTold = false
      for name in names { isTold = publish(name, at: range, why) || isTold }
      let isElsewhere =
        !names.isEmpty && names.allSatisfy { !$0.contains(UseScope.unknown) || isOtherHost($0) }
      if !isTold && !isElsewhere { publishUnknown(at: range, why) }
    }
    for name in images(in: use.inputs["cache-to"].map { scope.texts(of: $0) } ?? []) {
      publish(name, at: use.uses.range, "`docker/build-push-action` that keeps its cache in a registry")
    }
  }

  private func isOtherHost(_ name: String) -> Bool {
    let host = name.split(separator: "/").first.map(String.init) ?? ""
    return !host.contains(UseScope.unknown) && !GitHubRegistry.hosts.contains(host)
  }

  private mutating func readBake(_ use: ActionUse, _ scope: UseScope) {
    let set = use.inputs["set"]?.text ?? ""
    let isPush = use.inputs["push"].map { $0.literal.map { $0 == "true" } ?? true } ?? false
    guard isPush || set.contains("type=registry") || set.contains("push=true") else { return }
    publishUnknown(at: use.uses.range, "`docker/bake-action` that pushes")
  }

  private mutating func readTagPush(_ use: ActionUse, _ scope: UseScope) {
    for name in images(in: use.inputs["dst"].map { scope.texts(of: $0) } ?? []) {
      publish(name, at: use.uses.range, "`akhilerm/tag-push-action`")
    }
  }

  private mutating func readGoReleaser(_ use: ActionUse, _ scope: UseScope) {
    let arguments = use.inputs["args"].map { scope.texts(of: $0).joined(separator: " ") } ?? ""
    guard arguments.contains("release"), !arguments.contains("--snapshot"),
      !arguments.contains("--skip=publish")
    else {
      return
    }
    let credential = scope.credential(inVariable: "GITHUB_TOKEN")
    if credential == .jobToken { permit("contents", .write, at: use.uses.range, "`goreleaser release`") }
    if credential != nil {
      show(.release, .ownRepository, .high, with: credential, at: use.uses.range, "`goreleaser release`")
    }
    publishUnknown(at: use.uses.range, "`goreleaser release` after a login")
  }

  private mutating func readDeletion(_ use: ActionUse, _ scope: UseScope) {
    let credential = scope.credential(in: use.inputs["token"]) ?? .jobToken
    let registry = use.inputs["package-type"].flatMap { Registry(rawValue: $0.text) } ?? .container
    let name = use.inputs["package-name"].flatMap { scope.texts(of: $0).first }
    let isTold = name.map { !$0.contains(UseScope.unknown) } ?? false
    show(
      .delete, .package(registry: registry, owner: tree.owner, name: isTold ? name : nil), .high,
      with: credential,
      at: use.uses.range, "`actions/delete-package-versions`")
  }
}

// MARK: - Calls of the API in JavaScript

extension UseReader {
  private static let methods: [(call: String, verb: Verb?, permission: String)] = [
    ("issues.createComment", .commentOnIssue, "issues"), ("issues.updateComment", .commentOnIssue, "issues"),
    ("issues.deleteComment", .commentOnIssue, "issues"), ("issues.create(", .commentOnIssue, "issues"),
    ("issues.update(", .commentOnIssue, "issues"), ("issues.addLabels", .commentOnIssue, "issues"),
    ("issues.removeLabel", .commentOnIssue, "issues"), ("issues.setLabels", .commentOnIssue, "issues"),
    ("issues.addAssignees", .commentOnIssue, "issues"), ("issues.lock(", .commentOnIssue, "issues"),
    ("pulls.create(", .openPullRequest, "pull-requests"),
    ("pulls.update(", .commentOnPullRequest, "pull-requests"),
    ("pulls.createReview", .commentOnPullRequest, "pull-requests"),
    ("pulls.requestReviewers", .commentOnPullRequest, "pull-requests"), ("pulls.merge(", .merge, "contents"),
    ("repos.createRelease", .release, "contents"), ("repos.updateRelease", .release, "contents"),
    ("repos.deleteRelease", .release, "contents"), ("repos.uploadReleaseAsset", .release, "contents"),
    ("repos.createCommitStatus", .setStatus, "statuses"), ("checks.create(", .setStatus, "checks"),
    ("checks.update(", .setStatus, "checks"), ("git.createRef", .push, "contents"),
    ("git.updateRef", .push, "contents"), ("git.deleteRef", .push, "contents"),
    ("repos.createOrUpdateFileContents", .push, "contents"),
    ("repos.createDispatchEvent", .notify, "contents"),
    ("actions.createWorkflowDispatch", .dispatch, "actions"),
    ("actions.reRunWorkflow", nil, "actions"), ("actions.cancelWorkflowRun", nil, "actions"),
    ("teams.listMembersInOrg", .readMembers, ""), ("orgs.listMembers", .readMembers, ""),
    ("teams.getMembershipForUserInOrg", .readMembers, ""), ("orgs.checkMembershipForUser", .readMembers, ""),
  ]

  private mutating func readGitHubScript(_ use: ActionUse, _ scope: UseScope) {
    guard let script = use.inputs["script"] else { return }
    let credential = use.inputs["github-token"].map { scope.credential(in: $0) } ?? .jobToken
    let text = script.text
    for method in Self.methods {
      guard let place = text.utf8Offset(of: method.call) else { continue }
      let range = script.range(of: place..<place + method.call.utf8.count)
      let why =
        "`\(method.call.hasSuffix("(") ? String(method.call.dropLast()) : method.call)` in `actions/github-script`"
      if credential == .jobToken, !method.permission.isEmpty {
        permit(method.permission, .write, at: range, why)
      }
      guard let verb = method.verb else { continue }
      let target: ShownTarget = verb.targetKind == .organization ? .organization : .ownRepository
      show(verb, target, .medium, with: credential, at: range, why)
    }
  }
}

extension String {
  /// Where a text first stands in it, in bytes.
  func utf8Offset(of text: String) -> Int? {
    let (all, wanted) = (Array(utf8), Array(text.utf8))
    guard wanted.count <= all.count, let first = wanted.first else { return nil }
    return (0...all.count - wanted.count).first { start in
      all[start] == first && all[start..<start + wanted.count].elementsEqual(wanted)
    }
  }
}
