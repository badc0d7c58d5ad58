internal import OrganizationModel
internal import SourceText

extension UseReader {
  mutating func read(_ script: WorkflowText, of step: WorkflowStep, _ scope: UseScope) {
    var folder = step.workingDirectory.flatMap { scope.texts(of: $0).first } ?? ""
    let setsUpPackages = ShellScript.mentions([Array("pkg.github.com".utf8)], in: script.bytes)
    for command in ShellScript.commands(of: script.bytes) {
      var inner = ScriptScope(scope: scope, script: script, command: command)
      inner.folder = folder
      switch inner.word(0) {
      case "cd", "pushd": folder = inner.word(1)
      case "gh": readGH(inner)
      case "git": readGit(inner)
      case "docker", "podman", "nerdctl", "buildah": readDocker(inner)
      case "skopeo", "crane", "regctl": readCopy(inner)
      case "helm", "oras": readHelm(inner)
      case "ko": readKo(inner)
      case "cosign": if inner.word(1) == "login" { readRegistryLogin(inner, 2) }
      case "curl", "wget": readCurl(inner)
      case "echo", "printf": if setsUpPackages { readEcho(inner) }
      case "npm", "yarn", "pnpm": readNode(inner)
      case "mvn", "./mvnw", "gradle", "./gradlew": readJava(inner)
      case "dotnet", "nuget": readDotNet(inner)
      case "gem", "bundle": readGem(inner)
      case "goreleaser": readReleaser(inner)
      case "npx", "semantic-release": readNPX(inner)
      default: break
      }
    }
  }
}

/// One command with what its words say.
struct ScriptScope {
  let scope: UseScope
  let script: WorkflowText
  let command: ShellScript.Command
  /// The folder that the script is in, as far as it was seen.
  var folder = ""

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

  func text(of word: ShellScript.Word) -> String {
    guard word.text.utf8.contains(UInt8(ascii: "$")) else { return word.text }
    var result = ""
    var rest = word.text[...]
    while let dollar = rest.firstIndex(of: "$") {
      result += rest[..<dollar]
      rest = rest[dollar...]
      if rest.hasPrefix("${{") {
        let (inner, after) = Self.split(rest, closing: "}}")
        result += expression(inner)
        rest = after
      } else if word.isVerbatim {
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
    if let assigned = command.assignments.last(where: { $0.name == name }) { return assigned.value }
    if let value = scope.variable(name) { return scope.texts(of: value).first ?? UseScope.unknown }
    switch name {
    case "GITHUB_REPOSITORY" where !scope.tree.owner.isEmpty: return "\(scope.tree.owner)/\(scope.tree.name)"
    case "GITHUB_REPOSITORY_OWNER" where !scope.tree.owner.isEmpty: return scope.tree.owner
    default: return UseScope.unknown
    }
  }

  // MARK: Credentials

  /// The credential that a word holds: an expression, or a variable of the environment.
  func credential(in word: ShellScript.Word) -> CredentialSource? {
    for expression in script.expressions where word.offsets.overlaps(expression.offsets) {
      for (source, offsets) in scope.credentials(in: script) where expression.offsets.overlaps(offsets) {
        return source
      }
    }
    for name in ScriptScope.variables(in: word.text) {
      if let found = scope.credential(inVariable: name) { return found }
    }
    return nil
  }

  /// The credential in any word.
  var credential: CredentialSource? { command.words.lazy.compactMap(credential).first }

  /// What the command `gh` signs in with.
  var ghCredential: CredentialSource? {
    for name in ["GH_TOKEN", "GITHUB_TOKEN"] {
      if let assigned = command.assignments.last(where: { $0.name == name }) {
        return ScriptScope.variables(in: assigned.value).lazy.compactMap(scope.credential(inVariable:)).first
          ?? scope.credential(in: script)
      }
      if let found = scope.credential(inVariable: name) { return found }
    }
    return nil
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
