internal import OrganizationModel
internal import SourceText

// MARK: - Containers

extension UseReader {
  mutating func readDocker(_ command: ScriptScope) {
    switch command.word(1) {
    case "login": readRegistryLogin(command, 2)
    case "push": publishWords(command, from: 2)
    case "pull", "run", "create": pullWords(command)
    case "buildx", "build", "buildah", "image", "manifest": readBuild(command)
    default: return
    }
  }

  /// `docker login HOST -u … -p …`, whatever the program; a password on standard input is one of the script's.
  mutating func readRegistryLogin(_ command: ScriptScope, _ start: Int) {
    let options: Set<String> = ["-u", "--username", "-p", "--password"]
    let words = command.arguments(skipping: options)
    let host = words.count > start ? words[start] : "docker.io"
    let name = host.split(separator: "/").first { !$0.hasPrefix("http") }.map { $0.lowercased() } ?? host
    let given = command.command.values(of: "-p", "--password").first.flatMap { command.credential(in: $0) }
    let credential = given ?? (command.command.has("--password-stdin") ? piped(command) : nil)
    let user = command.command.values(of: "-u", "--username").first.flatMap { command.credential(in: $0) }
    logIn(host.contains(UseScope.unknown) ? nil : name, credential, at: command.range)
    noteServices(
      ofLoginTo: host.contains(UseScope.unknown) ? nil : name, credential, user: user, at: command.range)
  }

  /// The credential of the command before, `echo "$TOKEN" | docker login …`.
  func piped(_ command: ScriptScope) -> CredentialSource? {
    let start = command.command.offsets.lowerBound
    let before = ShellScript.commands(of: command.script.bytes).last { $0.offsets.upperBound <= start }
    let here = command.command.words.lazy.compactMap { command.credential(in: $0) }.first
    return before.flatMap {
      ScriptScope(scope: command.scope, script: command.script, command: $0).credential
    } ?? here
  }

  private static let credentialOptions: Set<String> = ["--creds", "--dest-creds", "--src-creds"]

  /// `--creds USER:TOKEN` of Podman, Buildah and Skopeo signs in for this command alone.
  private mutating func signIn(_ command: ScriptScope, for image: String) {
    let options = command.command.values(of: "--creds") + command.command.values(of: "--dest-creds")
    guard let word = options.first, let credential = command.credential(in: word),
      let name = ImageName(image)
    else { return }
    logIn(name.host, credential, at: command.range)
  }

  private mutating func publishWords(_ command: ScriptScope, from start: Int) {
    let words = command.arguments(skipping: Self.credentialOptions).dropFirst(start)
    for word in words { signIn(command, for: word) }
    var isTold = false
    for word in words {
      isTold = publish(word, at: command.range, "`\(command.word(0)) \(command.word(1))`") || isTold
    }
    let isOpen = words.contains { $0.contains(UseScope.unknown) }
    if !isTold, isOpen { publishUnknown(at: command.range, "`\(command.word(0)) push`") }
  }

  private mutating func pullWords(_ command: ScriptScope) {
    for word in command.words.dropFirst(2) where !word.hasPrefix("-") {
      guard let image = ImageName(word) else { continue }
      let credential = state.logins[image.host] ?? nil
      guard let credential else { continue }
      pull(word, with: credential, at: command.range, "`\(command.word(0)) \(command.word(1))`")
    }
  }

  /// `docker buildx build --push -t …`, `docker buildx imagetools create -t …`, `docker manifest push …`.
  private mutating func readBuild(_ command: ScriptScope) {
    let words = command.words
    let isPush = words.contains {
      $0 == "--push" || $0.contains(bytesOf: "push=true") || $0.contains(bytesOf: "type=registry")
    }
    let isCopy = words.contains("imagetools") && words.contains("create")
    if command.word(2) == "push" { return publishWords(command, from: 3) }
    guard isPush || isCopy else { return }
    let why = "`\(command.word(0)) \(command.word(1))` that pushes"
    let names = command.command.values(of: "-t", "--tag").map(command.text)
    var isTold = false
    for name in names { isTold = publish(name, at: command.range, why) || isTold }
    if !isTold, names.isEmpty || names.contains(where: { $0.contains(UseScope.unknown) }) {
      publishUnknown(at: command.range, why)
    }
  }

  /// `skopeo copy docker://FROM docker://TO`, `crane copy FROM TO`.
  mutating func readCopy(_ command: ScriptScope) {
    if command.word(1) == "login" || command.word(2) == "login" {
      return readRegistryLogin(command, command.word(1) == "login" ? 2 : 3)
    }
    guard ["copy", "cp", "push", "tag", "image"].contains(command.word(1)) else { return }
    let words = command.arguments(skipping: Self.credentialOptions)
    if let last = words.last, words.count > 2 {
      signIn(command, for: last)
      publish(last, at: command.range, "`\(command.word(0)) \(command.word(1))`")
    }
  }

  /// `ko build` and what goes with it push to `KO_DOCKER_REPO`, under names of their own.
  mutating func readKo(_ command: ScriptScope) {
    switch command.word(1) {
    case "login": readRegistryLogin(command, 2)
    case "build", "publish", "apply", "create", "resolve":
      let place = command.assignments(of: "KO_DOCKER_REPO") ?? koRepository(command)
      if command.command.has("--local", "-L", "--push=false") || place == "ko.local" { return }
      if place.map({ $0.hasPrefix("ghcr.io/") || $0.contains(UseScope.unknown) }) ?? true {
        publishUnknown(at: command.range, "`ko \(command.word(1))`")
      }
    default: return
    }
  }

  private func koRepository(_ command: ScriptScope) -> String? {
    command.scope.variable("KO_DOCKER_REPO").flatMap { command.scope.texts(of: $0).first }
  }

  mutating func readHelm(_ command: ScriptScope) {
    switch (command.word(1), command.word(2)) {
    case ("registry", "login"): readRegistryLogin(command, 3)
    case ("login", _): readRegistryLogin(command, 2)
    case ("push", _):
      let place = command.words.first { $0.contains("ghcr.io/") }
      // A chart's own name follows the address that it is pushed to.
      guard let place else { return publishWords(command, from: 2) }
      if !publish(
        place.hasPrefix("oci://") ? "\(place)/\(UseScope.unknown)" : place, at: command.range,
        "`\(command.word(0)) push`")
      {
        publishUnknown(at: command.range, "`\(command.word(0)) push`")
      }
    default: return
    }
  }
}
