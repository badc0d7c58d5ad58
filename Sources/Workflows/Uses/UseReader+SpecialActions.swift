internal import Catalog
internal import OrganizationModel
internal import SourceText

// MARK: - Actions that no record describes in full

extension UseReader {
  /// Whether what an action does is worked out by hand.
  static func isSpecial(_ action: KnownAction) -> Bool {
    special.contains(action.name) || action.deletion != nil
  }

  static let special: Set<String> = [
    "actions/checkout", "actions/github-script", "goreleaser/goreleaser-action",
    "home-assistant/actions/helpers/git-init",
    "actions/setup-node", "actions/setup-dotnet", "actions/setup-java", "shivammathur/setup-php",
    "hashicorp/vault-action",
  ]

  mutating func readSpecial(
    _ action: KnownAction, _ use: ActionUse, _ step: WorkflowStep, _ scope: UseScope
  ) {
    let name = action.name
    switch name {
    case "actions/checkout": readCheckout(use, scope)
    case "docker/login-action", "redhat-actions/podman-login", "azure/docker-login", "aliyun/acr-login":
      readLogin(use, scope)
    case "docker/build-push-action", "depot/build-push-action": readBuild(name, use, scope)
    case "docker/bake-action": readBake(use, scope)
    case "akhilerm/tag-push-action": readTagPush(use, scope)
    case "actions/setup-node", "actions/setup-java", "actions/setup-dotnet": readRegistry(use, scope)
    case "goreleaser/goreleaser-action": readGoReleaser(use, scope)
    case "actions/github-script": readGitHubScript(use, scope)
    case "redhat-actions/push-to-registry": readPush(name, use, scope)
    case "mr-smithers-excellent/docker-build-push":
      if use.inputs["push"]?.literal != "false" { readPush(name, use, scope) }
    case "elgohr/publish-docker-github-action": readPush(name, use, scope, image: "name")
    case "s4u/maven-settings-action":
      if use.inputs["githubServer"]?.literal != "false" { state.mavenPassword = ("GITHUB_TOKEN", .low) }
    case "home-assistant/builder/actions/build-image": readImageBuild(use, scope)
    case "home-assistant/actions/helpers/git-init":
      state.remote = scope.credential(in: use.inputs["token"]) ?? state.remote
    case "webfactory/ssh-agent": state.hasAgent = scope.credential(in: use.inputs["ssh-private-key"])
    // With a repository of images given, it leaves the login to others.
    case "ko-build/setup-ko", "imjasonh/setup-ko":
      if scope.variable("KO_DOCKER_REPO") == nil { logIn("ghcr.io", .jobToken, at: use.uses.range) }
    case "imjasonh/setup-crane": logIn("ghcr.io", .jobToken, at: use.uses.range)
    default: if let inputs = action.deletion { readDeletion(action, inputs, use, scope) }
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
    readSubmodules(use, credential)
    guard target != .ownRepository else { return }
    let place = use.inputs["repository"]?.range ?? use.uses.range
    let isCertain = credential != .jobToken && target != .unknownRepository
    show(
      .clone, target, isCertain ? .high : .medium, with: credential, at: place,
      "`actions/checkout` of another repository")
  }

  /// With a credential of its own it fetches submodules, which are other repositories.
  private mutating func readSubmodules(_ use: ActionUse, _ credential: CredentialSource?) {
    guard let text = use.inputs["submodules"]?.text.lowercased(), !["", "false"].contains(text),
      let credential,
      credential != .jobToken
    else { return }
    show(
      .clone, .unknownRepository, .medium, with: credential, at: use.uses.range,
      "`actions/checkout` with submodules")
  }

  /// The head of a pull request is taken for the workflow's own repository: a fork is no target of its own.
  private func checkoutTarget(_ text: WorkflowText, _ scope: UseScope) -> ShownTarget {
    let isHead = text.references.contains {
      $0.dotted.hasSuffix("head.repo.full_name") || $0.dotted.hasSuffix("head_repository.full_name")
    }
    return isHead ? .ownRepository : target(scope.texts(of: text).first ?? "")
  }

  private mutating func readLogin(_ use: ActionUse, _ scope: UseScope) {
    let registry = use.inputs["registry"] ?? use.inputs["login-server"]
    let hosts = registry.map { scope.texts(of: $0) } ?? ["docker.io"]
    let credential = scope.credential(in: use.inputs["password"])
    for host in hosts where !host.isEmpty {
      let name = host.split(separator: "/").first { !$0.hasPrefix("http") }.map { $0.lowercased() }
      logIn(host.contains(UseScope.unknown) ? nil : name, credential, at: use.uses.range)
    }
  }

  private mutating func readBuild(_ action: String, _ use: ActionUse, _ scope: UseScope) {
    if use.inputs["repository"] != nil { return readOldBuild(use, scope) }
    let why = "`\(action)` that pushes"
    readSource(action, use.inputs["context"], use, scope)
    let outputs = use.inputs["outputs"].map { scope.texts(of: $0) } ?? []
    let push = use.inputs["push"]
    let isPush = push.map { $0.literal.map { $0 == "true" } ?? true } ?? false
    let pushesOutput = outputs.contains { output in
      output.contains("type=registry") || output.contains("push=") && !output.contains("push=false")
    }
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
      publish(name, at: use.uses.range, "`\(action)` that keeps its cache in a registry")
    }
  }

  /// Its first version: it signs in by itself and pushes where nothing else is said.
  private mutating func readOldBuild(_ use: ActionUse, _ scope: UseScope) {
    guard use.inputs["push"]?.literal != "false" else { return }
    readPush("docker/build-push-action", use, scope, image: "repository")
  }

  private func isOtherHost(_ name: String) -> Bool {
    let host = name.split(separator: "/").first.map(String.init) ?? ""
    return !host.contains(UseScope.unknown) && !GitHubRegistry.hosts.contains(host)
  }

  /// Where nothing says that the checkout is built, it fetches the repository itself, with the job's token.
  private mutating func readSource(
    _ action: String, _ source: WorkflowText?, _ use: ActionUse, _ scope: UseScope
  ) {
    let isFetched =
      source.map { $0.text.contains("defaultContext") || $0.text.hasPrefix("https://github.com/${{") } ?? true
    if isFetched, use.inputs["github-token"].map({ scope.credential(in: $0) == .jobToken }) ?? true {
      permit("contents", .read, at: use.uses.range, "`\(action)` that fetches the repository")
    }
  }

  private mutating func readBake(_ use: ActionUse, _ scope: UseScope) {
    readSource("docker/bake-action", use.inputs["source"], use, scope)
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

  /// The inputs name the package and its owner.
  private mutating func readDeletion(
    _ action: KnownAction, _ inputs: KnownAction.DeletionInputs, _ use: ActionUse, _ scope: UseScope
  ) {
    let credential =
      use.inputs["token"].map { scope.credential(in: $0) }
      ?? (action.input("token")?.isJobTokenByDefault == true ? .jobToken : nil)
    let registry = use.inputs["package-type"].flatMap { Registry(rawValue: $0.text) } ?? .container
    let told = { (input: String) -> String? in
      let text = use.inputs[input].flatMap { scope.texts(of: $0).first } ?? ""
      return text.isEmpty || text.contains(UseScope.unknown) ? nil : text
    }
    let name = told(inputs.package).flatMap { $0.contains("*") || $0.contains(",") ? nil : $0 }
    show(
      .delete, .package(registry: registry, owner: told(inputs.owner) ?? tree.owner, name: name), .high,
      with: credential, at: use.uses.range, "`\(action.name)`")
  }

  /// `registry` has the host and may have the owner; the image follows it.
  private mutating func readPush(
    _ action: String, _ use: ActionUse, _ scope: UseScope, image input: String = "image"
  ) {
    let registry = use.inputs["registry"].flatMap { scope.texts(of: $0).first } ?? ""
    if let password = use.inputs["password"] {
      let host = registry.split(separator: "/").first.map { $0.lowercased() }
      logIn(
        host?.contains(UseScope.unknown) == true ? nil : host, scope.credential(in: password),
        at: use.uses.range)
    }
    let image = use.inputs[input].flatMap { scope.texts(of: $0).first } ?? UseScope.unknown
    let name = registry.isEmpty || image.hasPrefix("\(registry)/") ? image : "\(registry)/\(image)"
    let why = "`\(action)`"
    if !publish(name, at: use.uses.range, why), name.contains(UseScope.unknown) {
      publishUnknown(at: use.uses.range, why)
    }
  }

  /// It signs in only where it pushes.
  private mutating func readImageBuild(_ use: ActionUse, _ scope: UseScope) {
    let isPush = use.inputs["push"].map { $0.literal.map { $0 == "true" } ?? true } ?? false
    guard isPush else { return }
    let registry = use.inputs["container-registry"].map { scope.texts(of: $0).first ?? "" } ?? "ghcr.io"
    logIn(
      registry.contains(UseScope.unknown) ? nil : registry,
      scope.credential(in: use.inputs["container-registry-password"]), at: use.uses.range)
    let why = "`home-assistant/builder/actions/build-image` that pushes"
    let image = use.inputs["image"].flatMap { scope.texts(of: $0).first } ?? ""
    if !publish(image, at: use.uses.range, why), image.contains(UseScope.unknown) {
      publishUnknown(at: use.uses.range, why)
    }
  }
}
