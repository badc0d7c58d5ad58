import SourceText
import Workflows

/// Whether a step speaks to a remote with the credential that a checkout left, as far as the file shows.
enum GitUse {
  /// Whether a step may: its script calls git for more than what is on the disk, or something that nobody sees into; or it
  /// is an action that is not known to leave git alone.
  static func isPossible(in step: WorkflowStep) -> Bool {
    if let use = step.action {
      guard let name = use.name else { return true }
      return !quiet.contains { name.hasPrefix($0) }
    }
    guard let script = step.script else { return false }
    if step.workingDirectory != nil, script.bytes.contains("git") { return true }
    return ShellScript.commands(of: script.bytes).contains(where: isPossible)
  }

  /// Whether a script runs programs that others wrote: what it installs, and what a build runs of that.
  static func runsOthersCode(_ step: WorkflowStep) -> Bool {
    guard let script = step.script, ShellScript.mentions(installers, in: script.bytes)
    else {
      return false
    }
    return ShellScript.commands(of: script.bytes).contains { command in
      guard let program = command.words.first?.text, let doing = installing[program] else { return false }
      return doing.isEmpty || command.words.dropFirst().contains { doing.contains($0.text) }
        || command.words.count == 1 && doing.contains("")
    }
  }

  private static func isPossible(_ command: ShellScript.Command) -> Bool {
    let words = command.words.map(\.text)
    guard let program = words.first else { return false }
    if program == "git" {
      return !words.dropFirst().contains { local.contains($0) } || words.contains(where: remote.contains)
    }
    if installing[program] != nil {
      return words.dropFirst().contains { word in telling.contains { word.lowercased().contains($0) } }
        || program == "make" && !words.dropFirst().allSatisfy(isPlainTarget)
        || (program == "npm" || program == "yarn" || program == "pnpm" || program == "bun")
          && runsScript(words)
    }
    return !plain.contains(program) && program.utf8.first.map { !"<>-".utf8.contains($0) } == true
  }

  private static func isPlainTarget(_ word: String) -> Bool {
    word.hasPrefix("-") || word.contains("=")
      || plainTargets.contains { word == $0 || word.hasPrefix($0 + "-") || word.hasSuffix("-" + $0) }
  }

  /// `npm run NAME`, with a name that says nothing of what it does.
  private static func runsScript(_ words: [String]) -> Bool {
    guard let place = words.firstIndex(where: { $0 == "run" || $0 == "run-script" }) else { return false }
    return !words[(place + 1)...].prefix(1).allSatisfy { word in
      plainTargets.contains { word == $0 || word.hasPrefix($0 + ":") || word.hasPrefix($0 + "-") }
    }
  }

  /// What is done with a folder of git without asking its remote.
  private static let local: Set<String> = [
    "add", "branch", "config", "describe", "diff", "log", "ls-files", "rev-list", "rev-parse", "show",
    "status",
    "version", "--version",
  ]
  private static let remote: Set<String> = [
    "clone", "fetch", "lfs", "ls-remote", "pull", "push", "remote", "submodule",
  ]

  /// Parts of words that speak of pushing.
  private static let telling = [
    "bump", "changeset", "commit", "deploy", "gh-pages", "pages", "publish", "push", "release", "semantic",
    "subtree",
    "tag", "version",
  ]

  private static let plainTargets = [
    "all", "bench", "build", "ci", "check", "clean", "compile", "coverage", "deps", "dist", "fmt", "format",
    "generate",
    "image", "install", "lint", "package", "prepare", "test", "tests", "typecheck", "unit", "vendor",
    "verify", "vet",
  ]

  /// Programs that install or build, with the words that make them run what others wrote; none where each call does.
  private static let installing: [String: Set<String>] = [
    "npm": ["ci", "install", "i", "test", "run"], "yarn": ["", "install", "build", "test", "run"],
    "pnpm": ["i", "install", "build", "test", "run"], "bun": ["i", "install", "run"],
    "pip": ["install"], "pip3": ["install"], "poetry": ["install"], "uv": ["sync", "run", "pip"],
    "pipenv": ["install"], "bundle": ["install", "exec"], "composer": ["install", "update"],
    "make": [], "cargo": ["build", "test", "install", "clippy", "run", "check"], "mvn": [], "./mvnw": [],
    "gradle": [], "./gradlew": [], "npx": [], "tox": [], "nox": [], "sbt": [],
  ]
  private static let installers = installing.keys.sorted().map { Array($0.utf8) }

  /// Programs that call no git of their own.
  private static let plain: Set<String> = [
    "[", "[[", "apt", "apt-get", "awk", "basename", "brew", "bzip2", "case", "cat", "cd", "chmod", "chown",
    "cmake",
    "cp", "curl", "cut", "date", "df", "diff", "dirname", "docker", "done", "echo", "else", "esac", "exit",
    "export",
    "false", "fi", "file", "find", "for", "gcc", "gh", "go", "grep", "gzip", "head", "if", "ln", "ls",
    "mkdir", "mktemp",
    "mv", "ninja", "popd", "printf", "pushd", "pwd", "pytest", "realpath", "return", "rm", "rustup", "sed",
    "set", "sha256sum", "shasum", "sleep", "sort", "strip", "tail", "tar", "tee", "test", "touch", "tr",
    "true",
    "twine", "uname", "unzip", "wc", "wget", "which", "while", "xz", "zip", "cosign", "helm", "kubectl", "jq",
    "yq", "ldd", "dpkg", "du", "uniq", "local", "shift", "corepack", "nproc", "seq", "cross",
  ]

  /// Actions that leave git alone: what they push they push by the API, or with a token that they are given.
  private static let quiet = [
    "actions/attest", "actions/cache", "actions/checkout", "actions/configure-pages",
    "actions/create-release",
    "actions/download-artifact", "actions/github-script", "actions/setup-", "actions/upload-",
    "anchore/sbom-action",
    "astral-sh/setup-uv", "aws-actions/", "azure/login", "codecov/codecov-action", "docker/",
    "dtolnay/rust-toolchain",
    "github/codeql-action/", "golangci/golangci-lint-action", "google-github-actions/auth",
    "google-github-actions/setup-gcloud", "gradle/actions/setup-gradle", "gradle/actions/wrapper-validation",
    "hashicorp/setup-terraform", "ncipollo/release-action", "oven-sh/setup-bun",
    "peter-evans/create-pull-request", "pnpm/action-setup",
    "pypa/cibuildwheel", "pypa/gh-action-pypi-publish", "ruby/setup-ruby", "shivammathur/setup-php",
    "sigstore/",
    "softprops/action-gh-release", "step-security/harden-runner", "svenstaro/upload-release-action",
    "swatinem/rust-cache", "taiki-e/install-action", "denoland/setup-deno", "jlumbroso/free-disk-space",
  ]
}
