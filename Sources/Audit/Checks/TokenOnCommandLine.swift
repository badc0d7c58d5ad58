import SourceText
import Workflows

/// A token as an argument of a command.
enum TokenOnCommandLine {
  static let check = AuditCheck(about, examples: examples) { file in
    file.stepLists.flatMap { list in
      list.steps.flatMap { step -> [Finding] in
        guard let script = step.script, mayHold(script.bytes) else { return [] }
        let isOwnRunner = list.job?.runsOn?.isSelfHosted == true
        let look = Look(script: script, secrets: secretVariables(of: step, list))
        return ShellScript.commands(of: script.bytes).compactMap { command in
          look.argument(of: command.words).map { word, program in
            about.finding(
              "`\(program)` gets a token as an argument", about: list.subject(step, program),
              at: script.range(of: word.word.offsets), severity: isOwnRunner ? .medium : nil,
              help: help(program, word))
          }
        }
      }
    }
  }

  private static func help(_ program: String, _ word: Word) -> String {
    switch program {
    case "curl": curlHelp(word)
    case "wget": "read the header from standard input with `curl --config -` instead"
    case "git": "let `actions/checkout` keep the credential, or use `gh auth setup-git`"
    case "regctl":
      "use standard input: `printf '%s' \"$TOKEN\" | regctl registry login --user USER --pass-stdin HOST`"
    case let name where publishers[name] != nil:
      "use the environment: set `\(publishers[name] ?? "")` in the step's `env`"
    case let name where word.isCredentials:
      "sign in first: `printf '%s' \"$TOKEN\" | \(name) login --username USER --password-stdin HOST`, and remove the credentials here"
    default: "use standard input: `printf '%s' \"$TOKEN\" | \(program) … --password-stdin`"
    }
  }

  /// A host that takes a user and a password refuses a bearer token, and the reverse.
  private static func curlHelp(_ word: Word) -> String {
    let text = word.text.lowercased()
    if text.contains("authorization:") {
      let scheme = text.contains("basic ") ? "Basic" : text.contains("token ") ? "token" : "Bearer"
      return
        "use standard input: `printf 'header = \"Authorization: \(scheme) %s\"' \"$TOKEN\" | curl --config - …`"
    }
    let address = text.ranges(of: "https://").first.map { text[$0.upperBound...] } ?? text[...]
    let login = address.prefix { $0 != "@" }
    let user = login.contains(":") && !login.hasSuffix(":") ? "USER:%s" : "%s:"
    return "use standard input: `printf 'user = \"\(user)\"' \"$TOKEN\" | curl --config - …`"
  }

  /// The names of the variables that hold a secret, or the job's token.
  private static func secretVariables(of step: WorkflowStep, _ list: StepList) -> Set<String> {
    let entries = (list.workflow?.env ?? []) + (list.job?.env ?? []) + step.env
    return Set(
      entries.filter { $0.value.yielded.contains { $0.secretName != nil || $0.isJobToken } }.map(\.name))
  }

  // MARK: Arguments

  /// A word as it was written, with its quotes and with what stands in `$( … )`.
  private struct Word {
    let word: ShellScript.Word
    let written: String
    /// Whether it stands behind `<<<` and comes by standard input.
    let isInput: Bool
    /// Whether it is the user and token of one command that signs in by itself, `--dest-creds`.
    var isCredentials = false

    init(_ word: ShellScript.Word, in script: WorkflowText) {
      self.word = word
      let start = script.bytes.startIndex
      let range = start + word.offsets.lowerBound..<start + word.offsets.upperBound
      written = String(decoding: script.bytes[range], as: UTF8.self)
      let before = script.bytes[..<range.lowerBound].reversed().drop { $0 == 0x20 }
      isInput = before.starts(with: "<<<".utf8)
    }

    var text: String { word.text }
  }

  /// A quick look: whether a script names a variable, and what any of the findings is made of.
  private static func mayHold(_ script: ArraySlice<UInt8>) -> Bool {
    guard script.contains(UInt8(ascii: "$")) else { return false }
    return script.contains("login") && script.contains("-p")
      || (script.contains("publish") || script.contains("upload"))
        && (script.contains("--token") || script.contains("-p"))
      || script.contains("curl") && (script.contains("-u") || script.contains("https://"))
      || script.contains("wget") && script.contains("https://")
      || script.containsAnyCase("authorization:") || script.contains("creds")
      || script.contains("git") && script.contains("https://")
  }

  private static let logins: Set<String> = [
    "docker", "podman", "buildah", "nerdctl", "skopeo", "helm", "oras", "crane", "regctl", "cosign",
  ]

  /// Programs that publish, and the variable that each takes its token from.
  private static let publishers = [
    "cargo": "CARGO_REGISTRY_TOKEN", "poetry": "POETRY_PYPI_TOKEN_PYPI", "twine": "TWINE_PASSWORD",
    "uv": "UV_PUBLISH_TOKEN",
  ]

  /// Looks at the commands of one script.
  private struct Look {
    let script: WorkflowText
    /// The names of variables that hold a secret, whatever they are called.
    let secrets: Set<String>

    /// The word of a command that holds a token, and its program.
    func argument(of command: [ShellScript.Word]) -> (Word, String)? {
      for (index, word) in command.enumerated() {
        guard let program = program(of: word.text) else { continue }
        let rest = command[(index + 1)...]
        let words = rest.map { Word($0, in: script) }.filter { !$0.isInput }[...]
        if TokenOnCommandLine.logins.contains(program), !rest.contains(where: { $0.text == "login" }) {
          if var found = credentials(in: words) {
            found.isCredentials = true
            return (found, program)
          }
          continue
        }
        let found =
          switch program {
          case "curl", "wget": header(in: words) ?? address(in: words)
          case "git": address(in: words) ?? header(in: words)
          case let name where TokenOnCommandLine.publishers[name] != nil: published(in: words)
          default: password(in: words)
          }
        return found.map { ($0, program) }
      }
      return nil
    }

    /// `docker` of `/usr/bin/docker`; nil for one that takes no token.
    private func program(of word: String) -> String? {
      let name =
        word.utf8.contains(UInt8(ascii: "/")) ? word.split(separator: "/").last.map(String.init) : word
      return name.flatMap {
        ["curl", "git", "wget"].contains($0) || TokenOnCommandLine.logins.contains($0)
          || TokenOnCommandLine.publishers[$0] != nil ? $0 : nil
      }
    }

    /// The value of `--creds`, of Podman, Buildah and Skopeo.
    private func credentials(in words: ArraySlice<Word>) -> Word? {
      let names = ["--creds", "--dest-creds", "--src-creds"]
      let next = zip(words, words.dropFirst()).first { names.contains($0.0.text) && isSecret($0.1) }?.1
      return next
        ?? words.first { word in names.contains { word.text.hasPrefix($0 + "=") } && isSecret(word) }
    }

    /// The value of `-p` or `--password`.
    private func password(in words: ArraySlice<Word>) -> Word? {
      for (word, next) in zip(words, words.dropFirst()) where word.text == "-p" || word.text == "--password" {
        return isSecret(next) ? next : nil
      }
      return words.first { word in
        ["--password=", "-p$", "-p=$"].contains(where: word.text.hasPrefix) && isSecret(word)
      }
    }

    /// The value of `--token`, or a password, of a program that publishes.
    private func published(in words: ArraySlice<Word>) -> Word? {
      guard words.contains(where: { ["publish", "upload"].contains($0.text) }) else { return nil }
      let token = zip(words, words.dropFirst()).first { $0.0.text == "--token" && isSecret($0.1) }?.1
      return token ?? words.first { $0.text.hasPrefix("--token=") && isSecret($0) } ?? password(in: words)
    }

    /// An `Authorization` header, or a user with a password.
    private func header(in words: ArraySlice<Word>) -> Word? {
      for (word, next) in zip(words, words.dropFirst()) {
        let isUser = word.text == "-u" || word.text == "--user"
        if isUser, next.text.contains(bytesOf: ":"), isSecret(next) { return next }
      }
      return words.first { word in
        word.text.lowercased().contains(bytesOf: "authorization:") && isSecret(word)
      }
    }

    /// An address with a token in it: `https://x:$TOKEN@github.com/…`.
    private func address(in words: ArraySlice<Word>) -> Word? {
      words.first { word in
        guard word.written.contains(bytesOf: "https://"),
          let scheme = word.written.firstRange(of: "https://"),
          let at = word.written[scheme.upperBound...].firstIndex(of: "@")
        else { return false }
        return isSecret(word.written[scheme.upperBound..<at], word.word.isVerbatim)
      }
    }

    private func isSecret(_ word: Word) -> Bool { isSecret(word.written[...], word.word.isVerbatim) }

    /// Whether a variable or an expression stands in it whose name speaks of a secret; no variable is one in single
    /// quotes.
    private func isSecret(_ text: Substring, _ isVerbatim: Bool) -> Bool {
      text.indices.contains { index in
        guard text[index] == "$", !isVerbatim || text[index...].hasPrefix("${{") else { return false }
        let rest = text[text.index(after: index)...].drop { $0 == "{" || $0 == " " || $0 == "(" }
        let name = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "." }
        return name.hasPrefix("secrets.") || secrets.contains(String(name))
          || name.uppercased().split(whereSeparator: { $0 == "_" || $0 == "." }).contains(
            where: speaksOfSecret)
      }
    }

    private func speaksOfSecret(_ part: Substring) -> Bool {
      part == "PAT" || part.hasPrefix("PASSW")
        || ["TOKEN", "PASS", "SECRET", "KEY", "CREDENTIAL", "AUTH"].contains { part.hasSuffix($0) }
    }
  }

  private static let about = CheckDescription(
    "token-on-command-line", title: "a token is passed as a command-line argument", severity: .low,
    confidence: .medium,
    why:
      "Every other process on the machine can read the arguments of a process, and they appear in logs and crash reports. On a self-hosted runner, other jobs can see them, so the severity there is medium.",
    how:
      "Reports arguments in `run` that contain a variable whose name suggests a secret, or that `env` sets to a secret. It checks `login` of container tools with `-p` or `--password`, and their `--creds`. It checks `twine`, `poetry`, `cargo` and `uv` that publish with `-p` or `--token`. It checks `curl`, `wget` and `git` with an `Authorization` header or a token in the address, and `curl` with a user.",
    fix: "Pass the token through standard input or the environment.",
    falseAlarms:
      "The variable doesn't contain a secret despite its name. Or the job runs on a fresh hosted runner, where no one else can look.",
    sources: ["https://docs.docker.com/reference/cli/docker/login/#password-stdin"])

  private static let examples = [
    AuditExample(
      "as arguments",
      #"""
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: docker login ghcr.io -u ci -p "$CR_PAT"
            - run: |
                curl -fsS \
                  -H "Authorization: Bearer ${GH_TOKEN}" \
                  https://api.github.com/user
                git clone "https://x:${{ secrets.CLONE_TOKEN }}@github.com/acme/shared"
            - run: test "$(docker login ghcr.io -u ci -p "$CR_PAT")" = ok
            - run: docker login ghcr.io -u ci -p '${{ secrets.CR_PAT }}'
            - run: |
                wget --header "Authorization: Bearer $ACCESS" https://example.org/data
              env:
                ACCESS: ${{ secrets.DATA_API }}
            - run: cargo publish --token "$CRATES_TOKEN"
            - run: python -m twine upload -u __token__ -p ${{ secrets.PYPI_TOKEN }} dist/*
            - run: |
                curl -fsS -O "https://ci:$CI_PASSWORD@example.org/data"
                docker login -u=ci -p=$CI_PASSWORD
            - run: podman push --creds "ci:$CR_PAT" tool docker://ghcr.io/acme/tool
            - run: |
                git -c http.extraheader="AUTHORIZATION: basic $BASIC_AUTH" fetch
      """#, finds: [7, 10, 12, 13, 14, 16, 19, 20, 22, 23, 24, 26]),
    AuditExample(
      "through standard input",
      #"""
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: printf '%s' "$CR_PAT" | docker login ghcr.io -u ci --password-stdin
            - run: docker run -p 80:80 "$IMAGE_KEY" && git clone "https://github.com/acme/$REPOSITORY"
            - run: |
                # docker login ghcr.io -u ci -p "$CR_PAT"
                docker login ghcr.io -u ci -p '$CR_PAT'
            - run: |
                curl -fsS -H "Accept: application/json" "$URL"
            - run: |
                wget --header "Authorization: Bearer $ACCESS" https://example.org/data
              env:
                ACCESS: ${{ vars.DATA_API }}
            - run: |
                curl -fsS --header @- "$URL" <<< "Authorization: Bearer $GH_TOKEN"
            - run: cargo publish -p web-core
              env:
                CARGO_REGISTRY_TOKEN: ${{ secrets.CRATES_TOKEN }}
      """#),
  ]
}
