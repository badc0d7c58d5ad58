import SourceText
import Workflows

/// Where a checkout of a stranger's code stands, and which steps may run something of it.
struct CheckedOutFolder {
  /// Inside the workspace; nil for the workspace itself.
  private let path: String?
  /// Whether it takes some folders only, and none of them is the whole.
  let isPart: Bool

  /// The workspace.
  init() {
    path = nil
    isPart = false
  }

  init(_ use: ActionUse) {
    let written = use.inputs["path"]?.literal ?? ""
    let parts = written.split(separator: "/").filter { $0 != "." }
    path = parts.isEmpty ? nil : parts.joined(separator: "/")
    let taken = (use.inputs["sparse-checkout"]?.literal ?? "").split(whereSeparator: \.isWhitespace)
    isPart =
      !taken.isEmpty && taken.allSatisfy { !["/", "/*", ".", "*"].contains($0) && !$0.hasPrefix(".github") }
  }

  /// Whether a step may run something of it.
  func mayRun(_ step: WorkflowStep, in job: WorkflowJob) -> Bool {
    if let use = step.action { return mayRun(use) }
    guard let script = step.script else { return false }
    let folder = (step.workingDirectory ?? job.defaults.workingDirectory)?.text
    let commands = ShellScript.commands(of: script.bytes)
    guard let path else { return commands.contains(where: Self.runs) }
    if folder.map({ isInside($0, path) }) == true { return commands.contains(where: Self.runs) }
    return commands.contains { command in
      guard let program = command.words.first?.text else { return false }
      if isInside(program, path) { return true }
      return Self.entering.contains(program) && command.words.dropFirst().contains { isNamed($0.text, path) }
    }
  }

  private func mayRun(_ use: ActionUse) -> Bool {
    switch use.target {
    case .local(let folder): return path.map { isInside(folder, $0) } ?? true
    case .image, .unknown: return path == nil
    case .repository:
      guard let name = use.name, !Self.reading.contains(where: { name.hasPrefix($0) }) else {
        return mayLoad(use)
      }
      guard let path else { return true }
      return use.inputs.contains { isNamed($0.value.text, path) }
    }
  }

  /// `actions/github-script` whose script loads a file of the workspace.
  private func mayLoad(_ use: ActionUse) -> Bool {
    guard use.name == "actions/github-script", let script = use.inputs["script"]?.bytes else { return false }
    guard
      script.contains("require('.") || script.contains("require(\".") || script.contains("import(")
        || script.contains("require(`") || script.contains("execSync") || script.contains("exec.exec")
    else { return false }
    return path.map { isNamed(String(decoding: script, as: UTF8.self), $0) } ?? true
  }

  private func isInside(_ word: String, _ path: String) -> Bool {
    let word = word.hasPrefix("./") ? String(word.dropFirst(2)) : word
    return word == path || word.hasPrefix(path + "/")
  }

  /// Whether a word names it, in whatever a program does with it: `--prefix=untrusted`, `-Cuntrusted`.
  private func isNamed(_ word: String, _ path: String) -> Bool { word.contains(bytesOf: path) }

  /// Programs that run what stands in a folder that they are given.
  private static let entering: Set<String> = [
    "bash", "bundle", "bun", "cargo", "cd", "cmake", "composer", "docker", "go", "gradle", "make", "mvn",
    "node", "npm",
    "npx", "php", "pip", "pip3", "pnpm", "podman", "poetry", "pushd", "python", "python3", "ruby", "sh",
    "source", ".",
    "uv", "yarn",
  ]

  /// Whether a command runs something of the folder that it stands in.
  static func runs(_ command: ShellScript.Command) -> Bool {
    guard let program = command.words.first?.text else { return false }
    return !readers.contains(program)
  }

  /// Programs that read files and run none of them.
  private static let readers: Set<String> = [
    "[", "[[", "awk", "base64", "basename", "cat", "cd", "chmod", "cp", "curl", "cut", "date", "diff",
    "dirname", "done",
    "du", "echo", "else", "exit", "export", "false", "fi", "file", "find", "for", "gh", "git", "grep", "head",
    "if", "jq",
    "local", "ls", "mkdir", "mktemp", "mv", "popd", "printf", "pushd", "pwd", "read", "return", "rm", "sed",
    "set",
    "sha256sum", "shift", "sleep", "sort", "stat", "tail", "tar", "tee", "test", "touch", "tr", "true",
    "uniq", "unzip",
    "wc", "while", "wget", "yq", "zip", "case", "esac", "break", "continue", "declare", "readonly", "shopt",
    "unset",
  ]

  /// Actions that run nothing of the workspace.
  private static let reading = [
    "actions/cache", "actions/checkout", "actions/create-github-app-token", "actions/download-artifact",
    "actions/github-script", "actions/labeler", "actions/setup-", "actions/stale", "actions/upload-",
    "astral-sh/setup-uv",
    "aws-actions/", "azure/login", "codecov/codecov-action", "docker/login-action", "docker/metadata-action",
    "docker/setup-", "dorny/paths-filter", "google-github-actions/auth", "google-github-actions/setup-gcloud",
    "marocchino/sticky-pull-request-comment", "peter-evans/create-or-update-comment",
    "peter-evans/find-comment",
    "pnpm/action-setup", "step-security/harden-runner", "thollander/actions-comment-pull-request",
    "tibdex/github-app-token", "tj-actions/changed-files",
  ]
}
