internal import OrganizationModel
internal import SourceText

// MARK: - `gh`

extension UseReader {
  private struct Call {
    let words: String
    /// Nil where the closed list of needs has no word for it.
    let verb: Verb?
    let permission: String

    init(_ words: String, _ verb: Verb?, _ permission: String) {
      (self.words, self.verb, self.permission) = (words, verb, permission)
    }
  }

  /// What the subcommands of `gh` that write do, and what they ask of the job's token (`gh help`).
  private static let calls: [Call] = [
    Call("pr create", .openPullRequest, "pull-requests"), Call("pr merge", .merge, "contents"),
    Call("pr comment", .commentOnPullRequest, "pull-requests"),
    Call("pr review", .commentOnPullRequest, "pull-requests"),
    Call("pr edit", .commentOnPullRequest, "pull-requests"),
    Call("pr close", .commentOnPullRequest, "pull-requests"),
    Call("pr reopen", .commentOnPullRequest, "pull-requests"),
    Call("pr ready", .commentOnPullRequest, "pull-requests"),
    Call("pr lock", .commentOnPullRequest, "pull-requests"),
    Call("issue create", .commentOnIssue, "issues"), Call("issue comment", .commentOnIssue, "issues"),
    Call("issue edit", .commentOnIssue, "issues"), Call("issue close", .commentOnIssue, "issues"),
    Call("issue reopen", .commentOnIssue, "issues"), Call("issue lock", .commentOnIssue, "issues"),
    Call("issue delete", .commentOnIssue, "issues"), Call("issue transfer", .commentOnIssue, "issues"),
    Call("label create", .commentOnIssue, "issues"), Call("label edit", .commentOnIssue, "issues"),
    Call("release create", .release, "contents"), Call("release upload", .release, "contents"),
    Call("release edit", .release, "contents"), Call("release delete", .release, "contents"),
    Call("release delete-asset", .release, "contents"),
    Call("workflow run", .dispatch, "actions"), Call("run rerun", nil, "actions"),
    Call("run cancel", nil, "actions"),
    Call("run delete", nil, "actions"), Call("cache delete", nil, "actions"),
    Call("repo sync", .push, "contents"),
    Call("repo create", .administer, ""), Call("repo delete", .administer, ""),
    Call("repo edit", .administer, ""),
    Call("secret set", .administer, ""), Call("secret delete", .administer, ""),
    Call("variable set", .administer, ""),
    Call("repo clone", .clone, "contents"), Call("release download", .clone, "contents"),
  ]

  mutating func readGH(_ command: ScriptScope) {
    let arguments = command.arguments(skipping: [
      "-R", "--repo", "-X", "--method", "-H", "--header", "-f", "-F",
    ])
    guard arguments.count > 1 else { return }
    if arguments[1] == "auth" { return readLogin(command, arguments) }
    if arguments[1] == "api" { return readAPI(command, arguments) }
    let words = arguments[1] + " " + (arguments.count > 2 ? arguments[2] : "")
    guard let call = Self.calls.first(where: { $0.words == words }) else { return }
    let credential = command.ghCredential
    let why = "`gh \(words)`"
    if ["secret set", "secret delete"].contains(words), command.value(of: "--org", "-o") != nil {
      return show(.manageSecrets, .organization, .high, with: credential, at: command.range, why)
    }
    let target = ghTarget(command, call, arguments)
    if credential == .jobToken, target == .ownRepository, !call.permission.isEmpty {
      permit(call.permission, call.verb == .clone ? .read : .write, at: command.range, why)
    }
    guard let verb = call.verb, verb != .clone || target != .ownRepository else { return }
    show(verb, target, credential == nil ? .medium : .high, with: credential, at: command.range, why)
  }

  /// `gh auth login --with-token`, with the token on standard input; `gh auth setup-git` hands on what it has.
  private mutating func readLogin(_ command: ScriptScope, _ arguments: [String]) {
    switch arguments.dropFirst(2).first {
    case "login":
      guard let credential = piped(command) else { return }
      state.ghLogin = credential
      result.tokens.insert(credential)
    case "setup-git": if let credential = command.ghCredential { signInEverywhere(credential) }
    default: return
    }
  }

  /// What git signs in with from here on, whatever the repository.
  mutating func signInEverywhere(_ credential: CredentialSource) {
    (state.remote, state.everyRemote) = (credential, credential)
  }

  private func ghTarget(_ command: ScriptScope, _ call: Call, _ arguments: [String]) -> ShownTarget {
    if let repository = command.value(of: "-R", "--repo") ?? ghRepository(command) {
      return target(repository)
    }
    if call.words.hasPrefix("repo "), arguments.count > 3 { return target(arguments[3]) }
    return folderTarget(command)
  }

  private func ghRepository(_ command: ScriptScope) -> String? {
    command.assignments(of: "GH_REPO")
      ?? command.scope.variable("GH_REPO").flatMap { command.scope.texts(of: $0).first }
  }

  /// The repository that is checked out in the folder that the script is in.
  func folderTarget(_ command: ScriptScope) -> ShownTarget {
    checkout(in: command.value(of: "-C") ?? command.folder)?.target ?? .ownRepository
  }

  func checkout(in folder: String) -> JobState.Checkout? {
    let folder = folder.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    let matches = state.checkouts.filter {
      !$0.path.isEmpty && (folder == $0.path || folder.hasPrefix($0.path + "/"))
    }
    return matches.last ?? state.checkouts.last { $0.path.isEmpty || $0.path == "." }
  }
}

extension ScriptScope {
  /// The method of a request: after `-X`, also behind other letters, `-sSX POST`, or right before it, `-XPOST`.
  func method(_ long: String) -> String? {
    if let value = value(of: long) { return value }
    for (index, word) in words.enumerated() where word.hasPrefix("-") && !word.hasPrefix("--") {
      guard let letter = word.firstIndex(of: "X"), word[..<letter].dropFirst().allSatisfy(Self.isFlag) else {
        continue
      }
      let rest = word[word.index(after: letter)...].drop { $0 == "=" }
      return rest.isEmpty ? self.word(index + 1) : String(rest)
    }
    return nil
  }

  /// Letters of `curl` that take no value.
  private static func isFlag(_ letter: Character) -> Bool { "fgiIjkLnNOqsSvZ#0123456".contains(letter) }

  /// Whether `curl` is given something to send.
  var sendsData: Bool {
    words.contains { word in
      ["--data", "--json", "--form"].contains { word.hasPrefix($0) }
        || ["-d", "-F"].contains { word.hasPrefix($0) }
    }
  }

  /// The value of a variable that is set for this command alone.
  func assignments(of name: String) -> String? {
    command.assignments.last { $0.name == name }?.value
  }
}

// MARK: - The API, by `gh api` and `curl`

extension UseReader {
  private mutating func readAPI(_ command: ScriptScope, _ arguments: [String]) {
    guard arguments.count > 2 else { return }
    let hasFields = command.command.has("-f", "-F", "--field", "--raw-field", "--input")
    let method = command.method("--method") ?? (hasFields ? "POST" : "GET")
    readAPI(arguments[2], method.uppercased(), with: command.ghCredential, at: command.range, "`gh api`")
  }

  private static let hosts = ["api.github.com", "uploads.github.com"]

  /// A file of a repository, by its address.
  private mutating func readRaw(_ command: ScriptScope) {
    guard let credential = command.credential,
      let address = command.words.first(where: { $0.contains("raw.githubusercontent.com/") })
    else { return readAddressWithToken(command) }
    result.tokens.insert(credential)
    let path = address.split(separator: "/").drop { $0 != "raw.githubusercontent.com" }.dropFirst()
    let target = target(path.prefix(2).joined(separator: "/"))
    guard target != .ownRepository else { return }
    show(.clone, target, .medium, with: credential, at: command.range, "a file by its address")
  }

  mutating func readCurl(_ command: ScriptScope) {
    guard
      let address = command.words.first(where: { word in
        Self.hosts.contains { word.contains(bytesOf: "\($0)/") }
      })
    else { return readRaw(command) }
    guard let credential = command.credential else { return }
    result.tokens.insert(credential)
    let path = address.split(separator: "/", omittingEmptySubsequences: true)
      .drop { !Self.hosts.contains(String($0)) }.dropFirst()
    let method = command.method("--request") ?? (command.sendsData ? "POST" : "GET")
    readAPI(
      path.joined(separator: "/"), method.uppercased(), with: credential, at: command.range,
      "a call of the API")
  }

  private mutating func readAPI(
    _ address: String, _ method: String, with credential: CredentialSource?, at range: SourceRange,
    _ why: String
  ) {
    let path = address.prefix { $0 != "?" }.split(separator: "/").map(String.init)
    switch path.first {
    case "repos" where path.count > 3:
      let isOwn = path[1] == "{owner}" || path[1] == ":owner"
      let target = isOwn ? .ownRepository : target("\(path[1])/\(path[2])")
      readRepositoryAPI(Array(path[3...]), method, target, with: credential, at: range, why)
    case "orgs" where path.count > 2: readOrganizationAPI(path, method, with: credential, at: range, why)
    default: return
    }
  }

  /// A request to the API of a repository in a script, by the path after the repository.
  mutating func readAPI(
    _ path: String, _ method: String, on target: ShownTarget, with credential: CredentialSource?,
    at range: SourceRange
  ) {
    readRepositoryAPI(
      path.split(separator: "/").map(String.init), method.uppercased(), target, with: credential, at: range,
      "a request in `actions/github-script`")
  }

  private mutating func readRepositoryAPI(
    _ path: [String], _ method: String, _ target: ShownTarget, with credential: CredentialSource?,
    at range: SourceRange, _ why: String
  ) {
    guard let (verb, permission) = Self.effect(of: path, method, isElsewhere: target != .ownRepository) else {
      return
    }
    if credential == .jobToken, target == .ownRepository, !permission.isEmpty {
      permit(permission, .write, at: range, "\(why) `\(method) …/\(path.joined(separator: "/"))`")
    }
    if let verb {
      let words = path.map { $0.contains(UseScope.unknown) ? "…" : $0 }.joined(separator: "/")
      show(
        verb, target, credential == nil ? .low : .medium, with: credential, at: range,
        "\(why) with `\(method) …/\(words)`")
    }
  }

  /// What a request to a repository's API does; nil for what reads the repository itself.
  private static func effect(of path: [String], _ method: String, isElsewhere: Bool) -> (Verb?, String)? {
    if method == "GET" {
      let isRead = ["contents", "git", "releases", "tarball", "zipball"].contains(path.first)
      return isElsewhere && isRead ? (.clone, "") : nil
    }
    switch path[0] {
    case "dispatches": return (.notify, "contents")
    case "actions": return path.last == "dispatches" ? (.dispatch, "actions") : (nil, "actions")
    case "issues": return (.commentOnIssue, "issues")
    case "pulls":
      if path.count == 1 { return (.openPullRequest, "pull-requests") }
      return path.last == "merge" ? (.merge, "contents") : (.commentOnPullRequest, "pull-requests")
    case "statuses": return (.setStatus, "statuses")
    case "check-runs": return (.setStatus, "checks")
    case "releases": return path.last == "generate-notes" ? nil : (.release, "contents")
    case "git", "contents", "merges": return (.push, "contents")
    case "deployments": return (nil, "deployments")
    case "hooks", "keys", "environments", "branches", "rulesets", "collaborators": return (.administer, "")
    default: return nil
    }
  }

  private mutating func readOrganizationAPI(
    _ path: [String], _ method: String, with credential: CredentialSource?, at range: SourceRange,
    _ why: String
  ) {
    let isRead = method == "GET"
    let verb: Verb? =
      switch path[2] {
      case "members", "memberships", "teams": isRead ? .readMembers : .manageMembers
      case "actions":
        path.contains("secrets") ? .manageSecrets : path.contains("runners") ? .manageRunners : nil
      case "audit-log": .readAuditLog
      default: nil
      }
    if path[2] == "packages", !isRead, path.count > 4 {
      let registry = Registry(rawValue: path[3]) ?? .container
      let name = path[4].contains(UseScope.unknown) ? nil : path[4].replacing("%2F", with: "/")
      show(
        .delete, .package(registry: registry, owner: path[1], name: name), .medium, with: credential,
        at: range, why)
    }
    if let verb {
      show(verb, .organization, .medium, with: credential, at: range, "\(why) of the organization")
    }
  }
}

// MARK: - `git`

extension UseReader {
  mutating func readGit(_ command: ScriptScope) {
    let arguments = command.arguments(skipping: ["-C", "-c"])
    guard arguments.count > 1 else { return }
    switch arguments[1] {
    case "push": readPush(command, arguments)
    case "clone": readClone(command)
    case "remote", "config": readRemote(command, arguments)
    default: return
    }
  }

  /// `https://x-access-token:TOKEN@github.com/owner/name` or `git@github.com:owner/name`, with what it signs in with.
  private func address(in command: ScriptScope) -> (target: ShownTarget, credential: CredentialSource?)? {
    for word in command.command.words {
      let text = command.text(of: word)
      guard let place = text.utf8Offset(of: "github.com") else { continue }
      let after = text.utf8.dropFirst(place + "github.com".utf8.count)
      let rest = String(Substring(after)).drop { $0 == "/" || $0 == ":" }
      let name = rest.split(separator: "/").prefix(2).joined(separator: "/")
      let isSSH = text.hasPrefix("git@") || text.hasPrefix("ssh://")
      return (target(name), isSSH ? state.hasAgent : command.credential(in: word) ?? header(of: command))
    }
    return nil
  }

  /// What `http.extraheader` is set to, for all commands or by `-c` for this one.
  private func header(of command: ScriptScope) -> CredentialSource? {
    command.words.contains { $0.lowercased().contains("extraheader") } ? command.credential : nil
  }

  private mutating func readPush(_ command: ScriptScope, _ arguments: [String]) {
    if command.command.has("--dry-run", "-n") { return }
    let folder = folder(of: command)
    let checkout = checkout(in: folder)
    let address = address(in: command)
    let remote = arguments.count > 2 ? state.remotes[Self.key(folder, arguments[2])] : nil
    let target = address?.target ?? remote?.target ?? checkout?.target ?? .ownRepository
    let credential =
      address?.credential ?? remote?.credential ?? (checkout?.isInRemote == true ? checkout?.credential : nil)
      ?? state.remote ?? checkout?.credential
    if credential == .jobToken, target == .ownRepository {
      permit("contents", .write, at: command.range, "`git push`")
    }
    show(
      .push, target, credential == nil ? .medium : .high, with: credential, at: command.range, "`git push`")
  }

  private func folder(of command: ScriptScope) -> String { command.value(of: "-C") ?? command.folder }

  private static func key(_ folder: String, _ remote: String) -> String {
    folder.split(separator: "/").filter { $0 != "." }.joined(separator: "/") + " " + remote
  }

  private mutating func readClone(_ command: ScriptScope) {
    guard let address = address(in: command) else { return }
    let words = command.arguments(skipping: ["-b", "--branch", "--depth", "-c", "-C"])
    let folder =
      words.count > 3
      ? words[3] : words.last.map { $0.split(separator: "/").last.map(String.init) ?? "" } ?? ""
    state.checkouts.append(
      .init(
        target: address.target, path: folder.hasSuffix(".git") ? String(folder.dropLast(4)) : folder,
        credential: address.credential ?? state.everyRemote, isInRemote: address.credential != nil))
    guard let credential = address.credential ?? state.everyRemote else { return }
    result.tokens.insert(credential)
    guard address.target != .ownRepository else { return }
    show(
      .clone, address.target, address.credential == nil ? .medium : .high, with: credential,
      at: command.range,
      "`git clone`")
  }

  private mutating func readRemote(_ command: ScriptScope, _ arguments: [String]) {
    guard let address = address(in: command) else { return }
    if let credential = address.credential { result.tokens.insert(credential) }
    if arguments[1] == "remote", arguments.count > 4 {
      state.remotes[Self.key(folder(of: command), arguments[3])] = .init(
        target: address.target, credential: address.credential)
      // Another repository's remote is not what its own is pushed with.
      guard address.target == .ownRepository || address.target == .unknownRepository else { return }
    }
    guard let credential = address.credential else { return }
    state.remote = credential
    if arguments[1] == "config" { state.everyRemote = credential }
    guard credential != .jobToken, command.words.contains(where: { $0.lowercased().hasSuffix(".insteadof") })
    else { return }
    show(
      .clone, .unknownRepository, .medium, with: credential, at: command.range,
      "`git config` with a token for every address of GitHub")
  }
}
