internal import SourceText

/// What a script set a variable to.
struct ScriptValue {
  let text: String
  let credential: CredentialSource?
}

// MARK: - Variables that a script sets for itself

extension ScriptScope {
  private static let exports: Set<String> = ["export", "declare", "local", "readonly", "typeset"]

  /// Keeps what a statement sets: `A=b`, `export A=b`.
  mutating func assign(_ statements: [ShellScript.Command], at index: Int) {
    let statement = statements[index]
    if statement.words.isEmpty {
      for (name, value) in statement.assignments {
        set(name, value == "$" ? Self.lowered(statements, around: index) ?? value : value)
      }
    } else if let first = statement.words.first, Self.exports.contains(first.text) {
      for word in statement.words.dropFirst() {
        if let (name, value) = ShellScript.assignment(word.text) { set(name, value) }
      }
    }
  }

  /// A variable that is set twice, and not to more of the same, may be either.
  private mutating func set(_ name: String, _ value: String) {
    let new = ScriptValue(text: resolved(value), credential: credential(inValue: value))
    guard let old = locals[name], !new.text.hasPrefix(old.text) else { return locals[name] = new }
    locals[name] = ScriptValue(text: UseScope.unknown, credential: new.credential ?? old.credential)
  }

  /// Of `A=$(echo $B | tr '[A-Z]' '[a-z]')`, `$B`: registries take names in lower case and compare them so. The commands
  /// inside come after it where it has no quotes, before it where it has.
  private static func lowered(_ statements: [ShellScript.Command], around index: Int) -> String? {
    for start in [index + 1, index - 2] where start >= 0 && start + 1 < statements.count {
      let (echo, change) = (statements[start].words.map(\.text), statements[start + 1].words.map(\.text))
      guard echo.count == 2, echo[0] == "echo", let program = change.first else { continue }
      let isTr = program == "tr" && change.count == 3 && ["a-z", "[a-z]", "[:lower:]"].contains(change[2])
      let isAwk = program == "awk" && change.count == 2 && change[1].contains("tolower(")
      if isTr || isAwk { return echo[1] }
    }
    return nil
  }
}

// MARK: - Variables, outputs and keys that a script writes to files

extension UseReader {
  /// `echo "A=b" >> $GITHUB_ENV`, `echo "a=b" >> $GITHUB_OUTPUT`, `echo "::set-output name=a::b"`, `echo "$KEY" > ~/.ssh/id`.
  mutating func readWriting(_ command: ScriptScope, of step: WorkflowStep) {
    let words = command.command.words
    guard words.count > 1 else { return }
    let redirection = words.firstIndex { $0.text.utf8.contains(UInt8(ascii: ">")) }
    let targets = redirection.map { words[$0...].map(\.text) } ?? []
    if targets.contains(where: Self.isKeyFile) {
      state.hasAgent = command.credential ?? state.hasAgent
    }
    let text = words.dropFirst().first { !$0.text.hasPrefix("-") }?.text ?? ""
    if targets.contains(where: { $0.contains(bytesOf: "GITHUB_ENV") }),
      let (name, value) = ShellScript.assignment(text)
    {
      keep(value, as: name.lowercased(), in: \.written, command)
    }
    guard let id = step.id?.text.lowercased() else { return }
    if targets.contains(where: { $0.contains(bytesOf: "GITHUB_OUTPUT") }),
      let (name, value) = Self.output(text)
    {
      keep(value, as: "\(id).\(name)", in: \.outputs, command)
    } else if words.contains(where: { $0.text.hasPrefix("::set-output") }),
      let (name, value) = Self.oldOutput(words.dropFirst().map(\.text).joined(separator: " "))
    {
      keep(value, as: "\(id).\(name)", in: \.outputs, command)
    }
  }

  /// `::set-output name=NAME::VALUE`, as it was written before there was a file for it.
  private static func oldOutput(_ text: String) -> (name: String, value: String)? {
    let start = "::set-output name="
    guard text.hasPrefix(start) else { return nil }
    let rest = text.dropFirst(start.count)
    guard let end = rest.ranges(of: "::").first else { return nil }
    return (rest[..<end.lowerBound].lowercased(), String(rest[end.upperBound...]))
  }

  /// A private key of `~/.ssh`, not what else lies there.
  private static func isKeyFile(_ path: String) -> Bool {
    guard path.contains(bytesOf: ".ssh/") else { return false }
    return !["known_hosts", ".ssh/config", "authorized_keys", ".pub"].contains { path.contains($0) }
  }

  /// The name of an output may have a hyphen.
  private static func output(_ text: String) -> (name: String, value: String)? {
    guard let equal = text.firstIndex(of: "="), equal != text.startIndex else { return nil }
    let name = text[..<equal]
    guard name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }) else { return nil }
    return (name.lowercased(), String(text[text.index(after: equal)...]))
  }

  /// What is written twice may be either; and what it was before, where the step does not run.
  private mutating func keep(
    _ value: String, as name: String, in place: WritableKeyPath<JobState, [String: UseScope.Bound]>,
    _ command: ScriptScope
  ) {
    var bound = state[keyPath: place][name] ?? UseScope.Bound()
    let before =
      place == \.written ? command.scope.variable(name).map { command.scope.texts(of: $0) } ?? [""] : []
    for text in [command.resolved(value)] + before where !bound.texts.contains(text) {
      bound.texts.append(text)
    }
    if let credential = command.credential(inValue: value), !bound.credentials.contains(credential) {
      bound.credentials.append(credential)
    }
    state[keyPath: place][name] = bound
  }

  // MARK: Tokens beside the name of GitHub

  /// `pip install git+https://TOKEN@github.com/acme/lib`, whatever the program.
  mutating func readAddressWithToken(_ command: ScriptScope) {
    for word in command.command.words where word.text.utf8Offset(of: "@github.com") != nil {
      guard let credential = command.credential(in: word) else { continue }
      result.tokens.insert(credential)
      if command.words.contains(where: { $0.hasSuffix(".git-credentials") }) { signInEverywhere(credential) }
      guard let place = word.text.range(of: "@github.com/") else { continue }
      let path = command.resolved(String(word.text[place.upperBound...]))
      let name = path.split(separator: "/").prefix(2).map { $0.prefix { $0 != "@" && $0 != "#" } }
      let target = target(name.joined(separator: "/"))
      guard target != .unknownRepository, target != .ownRepository else { continue }
      show(
        .clone, target, .medium, with: credential, at: command.range,
        "an address of `\(command.word(0))` with a token in it")
    }
  }

  private static let marks = ["machine github.com", "machine api.github.com", "github-oauth"]
  private static let markBytes = marks.map { Array($0.utf8) }

  /// A `.netrc` for GitHub, in a command or a here-document; and what Composer signs in with.
  mutating func readLogins(_ command: ScriptScope) {
    let script = command.script
    guard ShellScript.mentions(Self.markBytes, in: script.bytes) else { return }
    for mark in Self.marks {
      guard let place = script.text.utf8Offset(of: mark) else { continue }
      let rest = String(decoding: script.bytes.dropFirst(place).prefix(200), as: UTF8.self)
      guard let credential = command.credential(inValue: rest) else { continue }
      result.tokens.insert(credential)
      if mark.hasPrefix("machine github") { signInEverywhere(credential) }
    }
  }
}
