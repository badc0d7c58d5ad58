internal import Catalog
internal import OrganizationModel
internal import SourceText

// MARK: - Registries of packages: npm, Maven, NuGet, RubyGems

/// A registry of GitHub for packages of a language, as it was set up.
struct PackageRegistry {
  let host: String
  /// See `RegistryLogin.owner`.
  let owner: String?
  /// What it was set up with; nil where that comes later.
  let credential: CredentialSource?
}

extension UseReader {
  /// `actions/setup-node` and its like: a later command takes its token from the environment.
  mutating func readRegistry(_ use: ActionUse, _ scope: UseScope) {
    if use.target.actionName == "actions/setup-java" { setUpMaven(use, scope) }
    // Another registry for npm takes the place of the one before.
    if use.inputs["registry-url"] != nil { state.registries[.npm] = nil }
    if use.target.actionName == "actions/setup-node", use.inputs["registry-url"] != nil {
      state.npmHost = OtherService.host(of: use, scope)
    }
    for input in use.inputs {
      for text in scope.texts(of: input.value) {
        guard let (registry, path) = GitHubRegistry.address(in: text) else { continue }
        // `scope` of `actions/setup-node`: the owner of the repository where it is not given.
        let scopes = use.inputs["scope"].map { scope.texts(of: $0) } ?? [tree.owner]
        setUp(registry, owner: registry == .npm ? owner(scopes.first ?? "") : owner(path, of: registry))
      }
    }
  }

  /// `actions/setup-java` writes a server into `settings.xml`, that of GitHub where nothing else is said, whose password it
  /// takes from a variable. Where it publishes to stands in the project's own file.
  private mutating func setUpMaven(_ use: ActionUse, _ scope: UseScope) {
    let server = use.inputs["server-id"].map { scope.texts(of: $0).first ?? "" }
    let isGitHub = server.map { $0.lowercased().contains("github") } ?? true
    let variable = use.inputs["server-password"].map { scope.texts(of: $0).first ?? "" } ?? "GITHUB_TOKEN"
    state.mavenPassword = isGitHub ? (variable, server == nil ? .low : .medium) : nil
  }

  private mutating func setUp(_ registry: Registry, owner: String?, _ credential: CredentialSource? = nil) {
    state.registries[registry] = PackageRegistry(
      host: "\(registry.rawValue).pkg.github.com", owner: owner, credential: credential)
  }

  /// `@acme` or `acme`; nil where it is not told.
  private func owner(_ text: String) -> String? {
    let name = text.hasPrefix("@") ? text.dropFirst() : text[...]
    return name.isEmpty || name.contains(UseScope.unknown) ? nil : String(name)
  }

  private func owner(_ path: [String], of registry: Registry) -> String? {
    guard let first = path.first.flatMap(owner) else { return nil }
    guard registry == .maven else { return first }
    return path.count > 1 && tree.isItself(first, path[1]) ? tree.owner : nil
  }

  /// What a command sets up: an address with a token beside it.
  private mutating func readAddress(_ command: ScriptScope) {
    for text in command.words {
      guard let (registry, path) = GitHubRegistry.address(in: text) else { continue }
      let known = state.registries[registry]
      let owner = registry == .npm ? npmScope(command.words) : owner(path, of: registry)
      setUp(
        registry, owner: owner ?? (registry == .npm ? known?.owner : nil),
        command.credential ?? known?.credential)
      if let credential = command.credential { signIn(registry, credential, at: command.range) }
      return
    }
  }

  /// `@acme:registry=https://npm.pkg.github.com` or `--scope=@acme`.
  private func npmScope(_ words: [String]) -> String? {
    for word in words {
      guard let at = word.firstIndex(of: "@"), word.contains(":registry") || word.hasPrefix("--scope") else {
        continue
      }
      return owner(String(word[at...].prefix { $0 != ":" }))
    }
    return nil
  }

  private mutating func signIn(_ registry: Registry, _ credential: CredentialSource, at range: SourceRange) {
    let known = state.registries[registry]
    logIn(
      known?.host ?? "\(registry.rawValue).pkg.github.com", credential, owner: known?.owner, at: range)
  }

  private func isElsewhere(_ address: String?) -> Bool {
    address.map { $0.contains("://") && !$0.contains("pkg.github.com") } ?? false
  }

  // MARK: What is done there

  private mutating func use(
    _ verb: Verb, _ registry: Registry, as shown: Registry? = nil, _ command: ScriptScope, _ names: [String],
    _ why: String
  ) {
    let known = state.registries[registry]
    let given = names.lazy.compactMap { command.scope.credential(inVariable: $0) }.first
    let credential = given ?? command.credential ?? known?.credential
    if let credential, credential != known?.credential { signIn(registry, credential, at: command.range) }
    show(
      verb, .package(registry: shown ?? registry, owner: known?.owner, name: nil), .medium, with: credential,
      at: command.range, why)
    if credential == .jobToken {
      permit("packages", verb == .publish ? .write : .read, at: command.range, why, isCertain: false)
    }
  }

  /// `echo "//npm.pkg.github.com/:_authToken=$TOKEN" >> .npmrc`.
  mutating func readEcho(_ command: ScriptScope) { readAddress(command) }

  mutating func readNode(_ command: ScriptScope) {
    readAddress(command)
    guard state.registries[.npm] != nil, !isElsewhere(command.value(of: "--registry")) else { return }
    let words = command.arguments(skipping: ["--prefix", "-C", "--cwd", "--filter", "-w", "--registry"])
    let verb = words.count > 1 ? words[1] : words.first == "yarn" ? "install" : ""
    let names = [Self.npmToken, "NPM_TOKEN"]
    if words.contains("publish") {
      use(.publish, .npm, command, names, "`\(command.word(0)) publish` to npm.pkg.github.com")
    } else if ["ci", "install", "i", "add"].contains(verb), !command.command.has("-g", "--global") {
      use(.pull, .npm, command, names, "`\(command.word(0)) \(verb)` from npm.pkg.github.com")
    }
  }

  mutating func readJava(_ command: ScriptScope) {
    readAddress(command)
    let words = command.words
    guard words.contains(where: Self.isPublishing) else { return }
    let isGradle = command.word(0).contains("gradle")
    if state.registries[.maven] != nil {
      use(
        .publish, .maven, as: isGradle ? .gradle : .maven, command,
        ["GITHUB_TOKEN", "MAVEN_PASSWORD", "TOKEN"], "`\(command.word(0))` to maven.pkg.github.com")
    } else if let password = state.mavenPassword, usesSettings(command, password.confidence),
      !isGradle || password.confidence == .medium
    {
      publish(isGradle ? .gradle : .maven, command, password)
    }
  }

  /// A goal of Maven or a task of Gradle that publishes, and names no other place.
  private static func isPublishing(_ word: String) -> Bool {
    if word == "deploy" || word.hasSuffix(":deploy") { return true }
    let task = word.split(separator: ":").last ?? ""
    return task.hasPrefix("publish")
      && !["Sonatype", "Central", "Local", "Plugin", "Nexus"].contains { task.contains($0) }
  }

  /// Whether a command reads the settings that were set up: a server that nothing names is in no other file.
  private func usesSettings(_ command: ScriptScope, _ confidence: ShownConfidence) -> Bool {
    confidence > .low || command.value(of: "-s", "--settings") == nil
  }

  /// To the server that `actions/setup-java` set up.
  private mutating func publish(
    _ registry: Registry, _ command: ScriptScope, _ password: (name: String, confidence: ShownConfidence)
  ) {
    let names = registry == .gradle ? [password.name, "TOKEN"] : [password.name]
    guard let credential = names.lazy.compactMap({ command.scope.credential(inVariable: $0) }).first else {
      return
    }
    let why = "`\(command.word(0))` to the server that `actions/setup-java` set up"
    show(
      .publish, .package(registry: registry, owner: nil, name: nil), password.confidence, with: credential,
      at: command.range, why)
    if credential == .jobToken { permit("packages", .write, at: command.range, why, isCertain: false) }
  }

  mutating func readDotNet(_ command: ScriptScope) {
    readAddress(command)
    let words = command.words
    guard state.registries[.nuget] != nil || words.contains("github"), words.contains("push"),
      !isElsewhere(command.value(of: "-s", "--source", "-Source"))
    else { return }
    use(
      .publish, .nuget, command, ["NUGET_AUTH_TOKEN", "GITHUB_TOKEN"],
      "`\(command.word(0)) nuget push` to nuget.pkg.github.com")
  }

  mutating func readGem(_ command: ScriptScope) {
    readAddress(command)
    readBundle(command)
    // Each push names its host: without one it goes to rubygems.org.
    guard command.word(1) == "push", command.words.contains(where: { $0.contains("rubygems.pkg.github.com") })
    else { return }
    use(
      .publish, .rubygems, command, ["GEM_HOST_API_KEY"], "`gem push` to rubygems.pkg.github.com")
  }

  /// `bundle install` with the variable that Bundler takes for GitHub's registry.
  private mutating func readBundle(_ command: ScriptScope) {
    guard command.word(0) == "bundle", ["", "install", "update"].contains(command.word(1)),
      let credential = command.scope.credential(inVariable: "BUNDLE_RUBYGEMS__PKG__GITHUB__COM")
    else { return }
    let why = "`bundle install` from rubygems.pkg.github.com"
    logIn("rubygems.pkg.github.com", credential, at: command.range)
    show(
      .pull, .package(registry: .rubygems, owner: nil, name: nil), .medium, with: credential,
      at: command.range, why)
    if credential == .jobToken { permit("packages", .read, at: command.range, why) }
  }

  mutating func readNPX(_ command: ScriptScope) {
    guard command.words.contains("semantic-release"), !command.command.has("--dry-run") else { return }
    release(command, "`semantic-release`")
  }

  private mutating func release(_ command: ScriptScope, _ why: String) {
    guard let credential = command.ghCredential else { return }
    if credential == .jobToken { permit("contents", .write, at: command.range, why, isCertain: false) }
    show(.release, .ownRepository, .high, with: credential, at: command.range, why)
  }
}
