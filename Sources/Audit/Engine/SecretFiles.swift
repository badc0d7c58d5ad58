import SourceText
import Workflows

/// A path of a runner, as far as a script or an input tells it: `out/key`, `~/.npmrc`, `$RUNNER_TEMP/key`, `/etc/key`.
enum RunnerPath {
  /// One spelling for each place; nil where it depends on what the file does not tell.
  ///
  /// A path in the workspace is relative to it.
  static func normal(_ written: some StringProtocol) -> String? {
    var rest = String(written)
    var start = ""
    for (spelling, place) in places where rest == spelling || rest.hasPrefix(spelling + "/") {
      rest = String(rest.dropFirst(spelling.count))
      start = place
      break
    }
    guard !rest.contains("$"), !rest.hasPrefix("&"), !rest.hasPrefix("-") else { return nil }
    if start.isEmpty, rest.hasPrefix("/") { start = "/" }
    let path = rest.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
    return start.isEmpty || start == "/" ? start + path : path.isEmpty ? start : "\(start)/\(path)"
  }

  private static let places = [
    ("~", "~"), ("$HOME", "~"), ("${HOME}", "~"), ("/home/runner", "~"), ("/root", "~"),
    ("$GITHUB_WORKSPACE", ""), ("${GITHUB_WORKSPACE}", ""), ("${{ github.workspace }}", ""),
    ("${{github.workspace}}", ""),
    ("$RUNNER_TEMP", "$RUNNER_TEMP"), ("${RUNNER_TEMP}", "$RUNNER_TEMP"),
    ("${{ runner.temp }}", "$RUNNER_TEMP"), ("${{runner.temp}}", "$RUNNER_TEMP"),
  ]

  /// Whether a pattern of an action's input takes a file: the file, a folder above it, or everything with that start.
  static func takes(_ pattern: String, _ file: String) -> Bool {
    if pattern.hasPrefix("!") { return false }
    let isInWorkspace = !file.hasPrefix("/") && !file.hasPrefix("~") && !file.hasPrefix("$")
    if ["", "*", "**", "**/*"].contains(pattern) { return isInWorkspace }
    let fixed = pattern.prefix { $0 != "*" }
    if fixed.count < pattern.count {
      return fixed.hasSuffix("/") && file.hasPrefix(fixed) && pattern.hasSuffix("*")
    }
    return file == pattern || file.hasPrefix(pattern + "/")
  }
}

/// A file that a script made of a secret.
struct SecretFile {
  /// As `RunnerPath` spells it.
  let path: String
  let secret: String
  let range: SourceRange

  /// Those that some steps leave behind: written and not removed again.
  static func all(by steps: ArraySlice<WorkflowStep>, in list: StepList) -> [SecretFile] {
    var files: [SecretFile] = []
    for step in steps {
      guard let script = step.script, ShellScript.mentions(marks, in: script.bytes) else { continue }
      add(script, of: step, list, to: &files)
    }
    return files
  }

  private static let marks = ([">", "tee ", "rm "] + logins.map(\.words)).map { Array($0.utf8) }

  private static func add(
    _ script: WorkflowText, of step: WorkflowStep, _ list: StepList, to files: inout [SecretFile]
  ) {
    let held = Dictionary(
      list.heldSecrets(of: step).map { ($0.variable, $0.secret) }, uniquingKeysWith: { first, _ in first })
    let folder = step.workingDirectory?.literal.flatMap { RunnerPath.normal($0) }
    /// What is written to a file line by line, `cat > FILE <<END`.
    var open: (end: String, target: String, isPlain: Bool)?
    for line in ScriptLine.all(of: script) {
      if line.text.hasPrefix("rm ") { files.removeAll { removes(line.text, $0.path) } }
      let secret =
        (open?.isPlain == true ? nil : line.variables.sorted().compactMap { held[$0] }.first)
        ?? pasted(line, in: script)
      if let (end, target, _) = open {
        if line.text.trimmedSpaces == end { open = nil }
        if let secret { add(target, secret) }
        continue
      }
      open = document(line.text)
      guard let secret else { continue }
      if let login = logins.first(where: { line.text.contains(bytesOf: $0.words) }) {
        add(login.file, secret)
      } else if isPoured(line.text), let target = target(line.text) {
        add(target, secret)
      }

      func add(_ target: String, _ secret: String) {
        let isInFolder = !target.hasPrefix("/") && !target.hasPrefix("~") && !target.hasPrefix("$")
        let path = isInFolder ? folder.map { $0.isEmpty ? target : "\($0)/\(target)" } ?? target : target
        files.append(SecretFile(path: path, secret: secret, range: script.range(of: line.offsets)))
      }
    }
  }

  /// Whether a line with `rm` names a file, or a folder that it is in.
  private static func removes(_ line: String, _ path: String) -> Bool {
    line.split(whereSeparator: \.isWhitespace).dropFirst().contains { word in
      guard let gone = RunnerPath.normal(word.filter { $0 != "\"" && $0 != "'" }) else { return false }
      return !gone.isEmpty && (path == gone || path.hasSuffix("/" + gone) || path.hasPrefix(gone + "/"))
    }
  }

  /// `${{ secrets.X }}` in the line itself.
  static func pasted(_ line: ScriptLine, in script: WorkflowText) -> String? {
    script.yielded.first { $0.tellingSecret != nil && line.offsets.contains($0.offsets.lowerBound) }?
      .tellingSecret
  }

  /// Whether a line writes the value itself, decoded at most, and not what some program makes of it.
  static func isPoured(_ line: String) -> Bool {
    line.split(separator: "|").allSatisfy { part in
      let word = part.split(whereSeparator: \.isWhitespace).first ?? ""
      return ["echo", "printf", "base64", "tee", "cat", "tr", "gunzip"].contains(word)
    }
  }

  /// The file that a line writes to; nil where it is not to be seen.
  private static func target(_ line: String) -> String? {
    let words = line.replacing(">>", with: ">").replacing(">", with: " > ").split(
      whereSeparator: \.isWhitespace)
    let places = words.indices.filter {
      words[$0] == ">" || words[$0] == "tee" && words.indices.contains($0 + 1)
    }
    guard let place = places.last else { return nil }
    let word = words[(place + 1)...].first { !["-a", "--append"].contains($0) } ?? ""
    let path = RunnerPath.normal(word.filter { $0 != "\"" && $0 != "'" }) ?? ""
    return path.isEmpty || path == "/dev/null" ? nil : path
  }

  /// `cat > FILE <<END` and `tee FILE <<END`: the word at the end, the file, and whether variables stay as they are written.
  private static func document(_ line: String) -> (end: String, target: String, isPlain: Bool)? {
    guard line.hasPrefix("cat ") || line.hasPrefix("tee ") || line.hasPrefix("sudo tee "),
      let place = line.firstRange(of: "<<"), !line[place.upperBound...].hasPrefix("<")
    else { return nil }
    let word = line[place.upperBound...].drop { $0 == "-" || $0 == " " }.prefix {
      !$0.isWhitespace && $0 != ">"
    }
    let rest = line[..<place.lowerBound] + " " + line[place.upperBound...].dropFirst(word.count)
    guard let target = target(String(rest)), !word.isEmpty else { return nil }
    let end = word.filter { $0 != "\"" && $0 != "'" && $0 != "\\" }
    return (end, target, end.count < word.count)
  }

  /// Programs that write what they sign in with into a file, and the file.
  ///
  /// Read on 2026-11-30: <https://doc.rust-lang.org/cargo/commands/cargo-login.html>,
  /// <https://docs.docker.com/reference/cli/docker/login/>, <https://cli.github.com/manual/gh_auth_login>,
  /// <https://docs.npmjs.com/cli/commands/npm-config>,
  /// <https://huggingface.co/docs/huggingface_hub/package_reference/environment_variables>.
  private static let logins = [
    (words: "cargo login", file: "~/.cargo/credentials.toml"),
    (words: "docker login", file: "~/.docker/config.json"),
    (words: "gh auth login", file: "~/.config/gh/hosts.yml"),
    (words: "hf auth login", file: "~/.cache/huggingface/token"),
    (words: "huggingface-cli login", file: "~/.cache/huggingface/token"),
    (words: "npm config set //", file: "~/.npmrc"),
    (words: "npm set //", file: "~/.npmrc"),
  ]
}

extension String {
  fileprivate var trimmedSpaces: String {
    let start = drop { $0 == " " || $0 == "\t" }
    return String(
      start.prefix(start.count - start.reversed().prefix { $0 == " " || $0 == "\t" || $0 == "\r" }.count))
  }
}
