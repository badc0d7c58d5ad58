internal import OrganizationModel
internal import SourceText

// MARK: - `gh auth`, and what scripts sign in with

extension UseReader {
  /// `gh auth login --with-token`, with the token on standard input; `gh auth setup-git` hands on what it has.
  mutating func readLogin(_ command: ScriptScope, _ arguments: [String]) {
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
