internal import Catalog
internal import OrganizationModel
internal import SourceText

// What may use the job's own token in ways that the files do not show. Where there is no such thing in a job, the
// permissions that its steps show are all that it needs.

/// What of a script is no command, whatever it looks like.
struct ScriptSight {
  /// What the script is written in, where that is no shell: `python`.
  let language: String?
  /// The functions that it defines; what they do stands in it too.
  private let functions: Set<String>
  private let bytes: ArraySlice<UInt8>
  private let hasCases: Bool

  /// The shells that GitHub knows by name, whose commands are told apart; nothing else is.
  private static let shells: Set<String> = ["bash", "sh", "zsh", "pwsh", "powershell", "cmd"]

  init(_ script: WorkflowText, _ shell: WorkflowText?) {
    bytes = script.bytes
    let program = shell?.literal.map { $0.split { $0 == " " || $0 == "/" } } ?? []
    let name = program.first { Self.shells.contains(String($0)) } ?? program.first
    language =
      shell == nil || name.map { Self.shells.contains(String($0)) } == true
      ? nil : name.map(String.init) ?? "an unknown shell"
    let lines = script.text.split(whereSeparator: \.isNewline).map(\.trimmed)
    functions = Set(lines.compactMap(Self.function))
    hasCases = ShellScript.mentions([Array("esac".utf8)], in: script.bytes)
  }

  /// `name` of `name() {` and `function name {`.
  private static func function(_ line: String) -> String? {
    let rest = line.hasPrefix("function ") ? line.dropFirst("function ".count) : line[...]
    let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" || $0 == ":" }
    if name.isEmpty { return nil }
    let after = rest[name.endIndex...].drop { $0 == " " }
    return after.hasPrefix("()") || line.hasPrefix("function ") ? String(name) : nil
  }

  /// Whether a statement is none: a function of the script, or a pattern of `case`.
  func isNoCommand(_ command: ShellScript.Command) -> Bool {
    guard let first = command.words.first, let sign = first.text.first else { return true }
    // What follows the end of a group: `} >> FILE`.
    if sign == ">" || sign == "<" { return true }
    return functions.contains(first.text) || hasCases && isPattern(command)
  }

  /// `a|b)` after `in` or `;;`.
  private func isPattern(_ command: ShellScript.Command) -> Bool {
    guard command.words.count == 1 else { return false }
    let offsets = command.offsets
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
    let after = bytes[(bytes.startIndex + offsets.upperBound)...].drop(while: isBlank).first
    guard after == UInt8(ascii: ")") || after == UInt8(ascii: "|") else { return false }
    let before = bytes[..<(bytes.startIndex + offsets.lowerBound)].reversed().drop(while: isBlank).prefix(3)
    return before.starts(with: ";;".utf8) || before.starts(with: "ni ".utf8)
      || before.first == UInt8(ascii: "|")
      || before.first == UInt8(ascii: "(")
  }
}

extension UseReader {
  mutating func unseen(_ words: String, _ reach: UnseenUse.Reach, at range: SourceRange) {
    result.unseen.append(
      UnseenUse(words: inVersion(words), reach: reach, job: state.job, range: range, calls: calls))
  }

  /// Programs whose words are read, so that what is done with the token is seen.
  private static let read: Set<String> = ["git", "gh", "curl", "wget"]
  private static let images: Set<String> = [
    "docker", "podman", "nerdctl", "buildah", "skopeo", "crane", "regctl", "helm", "oras", "ko", "cosign",
  ]
  private static let packages: Set<String> = [
    "npm", "yarn", "pnpm", "mvn", "./mvnw", "gradle", "./gradlew", "dotnet", "nuget", "gem", "bundle",
  ]

  /// Notes a command that may use the token unseen.
  ///
  /// - Parameter isKnown: whether what it does was read of its words.
  mutating func noteUnseen(_ command: ScriptScope, _ sight: ScriptSight, isKnown: Bool) {
    if sight.language != nil || sight.isNoCommand(command.command) { return }
    let name = command.command.words.first?.text ?? ""
    let program = String(name.split(separator: "/").last ?? "")
    if Self.read.contains(program) { return }
    if isKnown && Self.packages.contains(name) { return }
    let arguments = command.arguments()
    if Self.asksForVersion(command.words) { return }
    if Self.images.contains(program), catalog.program(arguments) == nil {
      return noteImageTool(command, arguments)
    }
    let isPath = name.utf8.contains(UInt8(ascii: "/")) && !name.hasPrefix("/")
    let takes = isPath ? nil : catalog.program([program] + arguments.dropFirst())
    if takes == .nothing { return }
    if program == "xargs", catalog.program(Array(arguments.dropFirst())) == .nothing { return }
    let shown = Self.shown(command)
    if let place = tokenPlace(command) { return unseen("\(shown) \(place)", .token, at: command.range) }
    if takes == .environment { return }
    noteUnseen(shown, command.range, nil)
  }

  /// A program, or a script, of which nothing is known: what a checkout and a login leave it, and the token that it has.
  mutating func noteUnseen(_ words: String, _ range: SourceRange, _ command: ScriptScope?) {
    if let place = command.flatMap(tokenPlace) { return unseen("\(words) \(place)", .token, at: range) }
    if mayPush { unseen(words, .checkout, at: range) }
    if signedIn { unseen(words, .login, at: range) }
  }

  private static func asksForVersion(_ words: [String]) -> Bool {
    words.count == 2 && ["--version", "-V", "-v", "version", "--help", "-h", "help"].contains(words[1])
  }

  /// The first words of a command.
  private static func shown(_ command: ScriptScope) -> String {
    let words = command.command.words.map(\.text)
    let text = words.prefix(3).joined(separator: " ")
    let plain = text.filter { $0 != "`" && !$0.isNewline && $0 != "\u{FFFC}" }
    return "`\(plain.prefix(60))\(words.count > 3 || plain.count > 60 ? " …" : "")`"
  }

  /// A tool for images does with a login what its words say, and hands on what it is given.
  private mutating func noteImageTool(_ command: ScriptScope, _ arguments: [String]) {
    if arguments.contains("login") || command.words.contains("--password-stdin") { return }
    let handsOn = command.command.words.contains { word in
      let text = word.text.drop { $0 == "-" }
      return command.credential(in: word) == .jobToken
        || tokenVariables(command).contains { text == $0 || text.hasSuffix("=\($0)") }
    }
    if handsOn { unseen("\(Self.shown(command)) hands the token on", .token, at: command.range) }
  }

  /// Actions that fetch the repository with their token; what they push is read of their inputs.
  private static let builders: Set<String> = [
    "docker/build-push-action", "docker/bake-action", "depot/build-push-action", "depot/bake-action",
  ]

  // MARK: Where the token is

  /// Where a command has the job's token: in its words, a variable, or from a login of `gh`; nil where it has not.
  private func tokenPlace(_ command: ScriptScope) -> String? {
    if command.command.words.contains(where: { command.credential(in: $0) == .jobToken }) {
      return "is given the token"
    }
    if let name = tokenVariables(command).first { return "has the token in `\(name)`" }
    return command.ghLogin == .jobToken ? "has the token from `gh auth login`" : nil
  }

  /// The variables that hold the job's token, sorted.
  private func tokenVariables(_ command: ScriptScope) -> [String] {
    let set = command.command.assignments.filter { command.credential(inValue: $0.value) == .jobToken }.map(
      \.name)
    let names = command.scope.env.flatMap { $0 }.map(\.name) + command.scope.written.keys
    return Set(set + names.filter { command.scope.credential(inVariable: $0) == .jobToken }).sorted()
  }

  /// Whether git may push with the job's token.
  var mayPush: Bool {
    state.remote == .jobToken || state.checkouts.contains { $0.credential == .jobToken }
  }

  /// Whether the job's token is signed in to a registry of GitHub.
  private var signedIn: Bool {
    state.logins.contains { GitHubRegistry.registry(of: $0.key) != nil && $0.value == .jobToken }
  }

  // MARK: Actions

  /// An action that no record describes.
  ///
  /// - Parameter action: what was read of it, where that is a file that says which inputs it has; nil where the token may be
  ///   one of its defaults.
  mutating func noteUnseen(
    _ use: ActionUse, _ name: String, _ action: ActionFile?, _ step: WorkflowStep, _ scope: UseScope
  ) {
    let defaults = (action?.inputs ?? []).compactMap { use.inputs[$0.name] == nil ? $0.defaultValue : nil }
    let texts = (use.inputs + step.env).map(\.value) + defaults
    let isGiven = texts.contains { text in scope.credentials(in: text).contains { $0.source == .jobToken } }
    if isGiven {
      unseen("`\(name)` is given the token, and no record says what for", .token, at: use.uses.range)
    } else if action == nil {
      unseen("`\(name)` has no record, and may take the token by default", .token, at: use.uses.range)
    } else {
      noteUnseen("`\(name)`", use.uses.range, nil)
    }
  }

  /// An action whose record leaves something open: a variable of its step, what it does with its token, or how sure that is.
  mutating func noteUnseen(_ action: KnownAction, _ use: ActionUse, _ step: WorkflowStep, _ scope: UseScope) {
    let variable = step.env.first { entry in
      action.variable(entry.name) == nil
        && scope.credentials(in: entry.value).contains { $0.source == .jobToken }
    }
    if let variable {
      unseen("`\(action.name)` has the token in `\(variable.name)`", .token, at: use.uses.range)
    }
    guard !Self.isSpecial(action), credential(of: action, use, scope) == .jobToken else { return }
    if action.accesses.isEmpty, Self.acts(action), !Self.builders.contains(action.name) {
      unseen(
        "`\(action.name)` takes the token, and its record does not say what for", .token, at: use.uses.range)
    }
    let unsure = action.accesses.filter { $0.confidence != .high && !$0.permissions.isEmpty }
    for access in unsure where holds(access.when, use, scope) {
      let permissions = access.permissions.map { "`\($0.name): \($0.level.rawValue)`" }.joined(
        separator: ", ")
      unseen(
        "`\(action.name)` may not need \(permissions): its record is not sure", .token, at: use.uses.range)
    }
  }
}
