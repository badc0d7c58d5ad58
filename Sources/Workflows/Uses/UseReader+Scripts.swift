internal import OrganizationModel
internal import SourceText

extension UseReader {
  mutating func read(
    _ script: WorkflowText, in shell: WorkflowText?, of step: WorkflowStep, _ scope: UseScope
  ) {
    let statements = ShellScript.statements(of: script.bytes)
    guard let first = statements.first else { return }
    let sight = ScriptSight(script, shell)
    let setsUpPackages = ShellScript.mentions([Array("pkg.github.com".utf8)], in: script.bytes)
    var inner = ScriptScope(scope: scope, script: script, command: first)
    inner.folder = step.workingDirectory.flatMap { scope.texts(of: $0).first } ?? ""
    for (index, statement) in statements.enumerated() {
      inner.command = statement
      inner.ghLogin = state.ghLogin
      inner.assign(statements, at: index)
      noteServices(of: inner, in: step)
      guard !statement.words.isEmpty else { continue }
      let name = inner.word(0)
      if name == "cd" || name == "pushd" { inner.folder = inner.word(1) }
      if name == "echo" || name == "printf" {
        readWriting(inner, of: step)
        if setsUpPackages { readEcho(inner) }
      }
      let count = result.permissions.count
      read(inner, name)
      noteUnseen(inner, sight, isKnown: result.permissions.count > count)
    }
    readLogins(inner)
    if let language = sight.language { noteUnseen("a script in \(language)", script.range, inner) }
    readHiddenReleaser(script, step, scope)
  }

  private mutating func read(_ command: ScriptScope, _ name: String) {
    switch name {
    case "gh": readGH(command)
    case "git": readGit(command)
    case "ssh-add": state.hasAgent = command.credential ?? piped(command) ?? state.hasAgent
    case "docker", "podman", "nerdctl", "buildah": readDocker(command)
    case "skopeo", "crane", "regctl": readCopy(command)
    case "helm", "oras": readHelm(command)
    case "ko": readKo(command)
    case "cosign": if command.word(1) == "login" { readRegistryLogin(command, 2) }
    case "curl", "wget": readCurl(command)
    case "npm", "yarn", "pnpm": readNode(command)
    case "mvn", "./mvnw", "gradle", "./gradlew": readJava(command)
    case "dotnet", "nuget": readDotNet(command)
    case "gem", "bundle": readGem(command)
    case "goreleaser": readReleaser(command)
    case "npx", "semantic-release": readNPX(command)
    default: break
    }
    if name != "git", name != "curl", name != "wget" { readAddressWithToken(command) }
  }
}

/// One command with what its words say.
struct ScriptScope {
  let scope: UseScope
  let script: WorkflowText
  var command: ShellScript.Command
  /// The folder that the script is in, as far as it was seen.
  var folder = ""
  /// The variables that the script has set so far.
  var locals: [String: ScriptValue] = [:]
  /// What the command `gh` was signed in with before.
  var ghLogin: CredentialSource?

  init(scope: UseScope, script: WorkflowText, command: ShellScript.Command) {
    self.scope = scope
    self.script = script
    self.command = command
  }

  var range: SourceRange { script.range(of: command.offsets) }

  /// A word with its variables and expressions replaced; empty where there is none.
  func word(_ index: Int) -> String {
    index < command.words.count ? text(of: command.words[index]) : ""
  }

  /// The words that are no options and no values of these options.
  func arguments(skipping options: Set<String> = []) -> [String] {
    var result: [String] = []
    var skips = false
    for word in command.words {
      if skips {
        skips = false
      } else if word.text.hasPrefix("-") {
        skips = options.contains(word.text)
      } else {
        result.append(text(of: word))
      }
    }
    return result
  }

  func value(of names: String...) -> String? {
    names.lazy.compactMap { command.values(of: $0).first }.first.map(text)
  }

  /// Every word.
  var words: [String] { command.words.map(text) }

  func text(of word: ShellScript.Word) -> String { resolved(word.text, isVerbatim: word.isVerbatim) }

  /// A text with its variables and expressions replaced.
  func resolved(_ text: String, isVerbatim: Bool = false) -> String {
    guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
    var result = ""
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("${{") {
        let (inner, after) = Self.split(rest, closing: "}}")
        result += expression(inner)
        rest = after
      } else if isVerbatim {
        result += "$"
        rest = rest.dropFirst()
      } else if rest.hasPrefix("${") {
        let (inner, after) = Self.split(rest, closing: "}")
        result += variable(
          String(inner.dropFirst(2).dropLast().prefix { $0.isLetter || $0.isNumber || $0 == "_" }))
        rest = after
      } else {
        let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        result += name.isEmpty ? UseScope.unknown : variable(String(name))
        rest = rest.dropFirst(1 + name.count)
      }
    }
    return result + rest
  }

  private static func split(_ text: Substring, closing: String) -> (Substring, Substring) {
    var end = text.startIndex
    while end < text.endIndex, !text[end...].hasPrefix(closing) { end = text.index(after: end) }
    guard end < text.endIndex else { return (text, "") }
    let after = text.index(end, offsetBy: closing.count)
    return (text[..<after], text[after...])
  }

  /// By its words: an expression of the script that stands so.
  private func expression(_ written: Substring) -> String {
    let bytes = script.bytes
    for expression in script.expressions {
      let start = bytes.startIndex + expression.offsets.lowerBound
      let range = start..<bytes.startIndex + expression.offsets.upperBound
      guard bytes[range].elementsEqual(written.utf8) else { continue }
      return scope.texts(of: expression.expression).first ?? UseScope.unknown
    }
    return UseScope.unknown
  }

  private func variable(_ name: String) -> String {
    if !command.words.isEmpty, let assigned = command.assignments.last(where: { $0.name == name }) {
      return assigned.value
    }
    if let local = locals[name] { return local.text }
    return scope.value(ofVariable: name)
  }

  // MARK: Credentials

  /// The credential that a word holds: an expression, or a variable of the environment.
  func credential(in word: ShellScript.Word) -> CredentialSource? {
    for expression in script.expressions where word.offsets.overlaps(expression.offsets) {
      if let found = scope.credential(in: expression) { return found }
    }
    return credential(inVariablesOf: word.text)
  }

  /// The same for the value of an assignment, whose place is not known.
  func credential(inValue value: String) -> CredentialSource? {
    guard value.utf8.contains(UInt8(ascii: "$")) else { return nil }
    for expression in script.expressions {
      let start = script.bytes.startIndex + expression.offsets.lowerBound
      let written = String(
        decoding: script.bytes[start..<script.bytes.startIndex + expression.offsets.upperBound],
        as: UTF8.self)
      if value.contains(bytesOf: written), let found = scope.credential(in: expression) { return found }
    }
    return credential(inVariablesOf: value)
  }

  private func credential(inVariablesOf text: String) -> CredentialSource? {
    ScriptScope.variables(in: text).lazy.compactMap { name in
      locals[name].map(\.credential) ?? scope.credential(inVariable: name)
    }.first
  }

  /// The credential in any word.
  var credential: CredentialSource? { command.words.lazy.compactMap(credential).first }

  /// What the command `gh` signs in with.
  var ghCredential: CredentialSource? {
    for name in ["GH_TOKEN", "GITHUB_TOKEN"] {
      if let assigned = command.assignments.last(where: { $0.name == name }) {
        return credential(inValue: assigned.value)
      }
      if let local = locals[name] { return local.credential }
      if let found = scope.credential(inVariable: name) { return found }
    }
    return ghLogin
  }

  static func variables(in text: String) -> [String] {
    var names: [String] = []
    var rest = text[...]
    while let dollar = rest.firstIndex(of: "$") {
      rest = rest[rest.index(after: dollar)...]
      if rest.hasPrefix("{") { rest = rest.dropFirst() }
      if rest.hasPrefix("env:") { rest = rest.dropFirst(4) }
      let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      if !name.isEmpty { names.append(String(name)) }
    }
    return names
  }
}
