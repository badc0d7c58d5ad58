import SourceText
import Workflows

/// A secret that a script turns into something else, which the runner does not mask.
enum SecretDecoded {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets else { return [] }
    return file.stepLists.flatMap { list in
      list.steps.compactMap { step in
        guard let script = step.script, ShellScript.mentions(marks, in: script.bytes),
          !script.bytes.contains("add-mask")
        else { return nil }
        var look = Look(script, list.heldSecrets(of: step))
        return look.find().map { found in
          about.finding(
            "\(found.words), but the runner masks only the stored value",
            about: list.subject(step, "secrets.\(found.secret)"), at: script.range(of: found.offsets),
            help:
              "mask it first, once for each line: `echo \"::add-mask::$VALUE\"`. Or use the value only in the step that decodes it"
          )
        }
      }
    }
  }

  private static let marks = [
    "base64", "base32", "cut -c", "| rev", "xxd", "| od", "| hexdump", "| fold", "| sed", ":0:", ":1:",
  ].map {
    Array($0.utf8)
  }

  /// What a script does with the values of secrets.
  private struct Look {
    private let lines: [ScriptLine]
    /// The secret that each variable comes from, changed.
    private var changed: [String: String] = [:]
    private let held: [String: String]

    init(_ script: WorkflowText, _ held: [HeldSecret]) {
      self.held = Dictionary(held.map { ($0.variable, $0.secret) }, uniquingKeysWith: { first, _ in first })
      lines = ScriptLine.all(of: script)
    }

    struct Found {
      let words: String
      let secret: String
      let offsets: Range<Int>
    }

    /// The first line that hands it on.
    mutating func find() -> Found? {
      for line in lines {
        if let found = found(in: line) { return found }
      }
      return nil
    }

    private mutating func found(in line: ScriptLine) -> Found? {
      let source = line.variables.sorted().compactMap { held[$0] }.first ?? Self.pasted(line.text)
      let isCut = line.variables.contains { held[$0] != nil && Self.cuts($0, in: line.text) }
      let isChanged = source != nil && (isCut || Self.changes(line.text)) && !Self.takesPart(line.text)
      let secret = isChanged ? source : line.variables.sorted().compactMap { changed[$0] }.first
      guard let secret else { return nil }
      if let name = Self.assigned(line.text) {
        changed[name] = secret
        return nil
      }
      let way =
        isChanged ? "a changed form of `secrets.\(secret)`" : "a value derived from `secrets.\(secret)`"
      if line.text.contains(bytesOf: "GITHUB_OUTPUT") {
        return Found(words: "\(way) becomes an output", secret: secret, offsets: line.offsets)
      }
      if line.text.contains(bytesOf: "GITHUB_ENV") {
        return Found(
          words: "\(way) becomes a variable of every later step", secret: secret, offsets: line.offsets)
      }
      guard Self.prints(line.text, isChanged: isChanged) else { return nil }
      return Found(words: "\(way) is printed", secret: secret, offsets: line.offsets)
    }

    /// `${{ secrets.X }}` in the line itself.
    private static func pasted(_ line: String) -> String? {
      guard let start = line.firstRange(of: "secrets.")?.upperBound else { return nil }
      let name = line[start...].prefix { $0.isLetter || $0.isNumber || $0 == "_" }.uppercased()
      return name.isEmpty || name == "GITHUB_TOKEN" || SecretName.isPlain(name)
        ? nil : CredentialSource.secretName(name)
    }

    /// Whether it decodes, reverses, cuts or spells it in another way.
    ///
    /// The runner also masks the base64 of a secret, but no encoding of that, and no other spelling
    /// (<https://github.com/actions/runner/blob/main/src/Sdk/DTLogging/Logging/ValueEncoders.cs>, read on 2026-11-30).
    private static func changes(_ line: String) -> Bool {
      if line.contains(bytesOf: "base64") {
        let words = line.split { $0.isWhitespace || $0 == ")" || $0 == "\"" || $0 == "|" }
        guard let place = words.firstIndex(where: { $0.hasSuffix("base64") }) else { return false }
        if words[(place + 1)...].prefix(3).contains(where: {
          ["-d", "-D", "--decode", "-di", "-id"].contains($0)
        }) {
          return true
        }
      }
      return line.ranges(of: "base64").count > 1 || spaces(line)
        || ["| rev", "| cut -c", "| xxd", "| od ", "| hexdump", "| fold -", "| base32"].contains {
          line.contains(bytesOf: $0)
        }
    }

    /// `sed 's/./& /g'` and its like: something is put between the letters.
    private static func spaces(_ line: String) -> Bool {
      guard let place = line.firstRange(of: "| sed") else { return false }
      return ["s/./", "s/\\(.\\)/", "s/\\B/", "s/(.)/", "s/.\\{1\\}/"].contains {
        line[place.upperBound...].contains(bytesOf: $0)
      }
    }

    /// `${NAME:0:4}`; not `${NAME:-else}`.
    private static func cuts(_ name: String, in line: String) -> Bool {
      guard let end = line.firstRange(of: "${\(name):")?.upperBound, end < line.endIndex else { return false }
      return line[end].isNumber
    }

    /// Whether a field or a digest is made of it, which may be no secret.
    private static func takesPart(_ line: String) -> Bool {
      !spaces(line)
        && ["jq ", "grep ", "awk ", "sed ", "sha", "md5", "wc ", "openssl", "yq "].contains {
          line.contains(bytesOf: $0)
        }
    }

    /// `NAME=$( … )`.
    private static func assigned(_ line: String) -> String? {
      let words = line.hasPrefix("export ") ? line.dropFirst(7) : line[...]
      let name = words.prefix { $0.isLetter || $0.isNumber || $0 == "_" }
      let value = words.dropFirst(name.count)
      return !name.isEmpty && ["=$(", "=\"$(", "=`"].contains(where: value.hasPrefix) ? String(name) : nil
    }

    /// `base64 --decode --output FILE`, as macOS has it; not `od -o`, which is another spelling.
    private static func writesFile(_ command: some StringProtocol) -> Bool {
      command.hasPrefix("base64")
        && command.split(whereSeparator: \.isWhitespace).contains {
          $0 == "-o" || $0 == "--output" || $0.hasPrefix("--output=")
        }
    }

    /// Whether a line shows in the log what it makes: nothing takes it.
    private static func prints(_ line: String, isChanged: Bool) -> Bool {
      guard !line.contains(">"), !line.contains(bytesOf: "<("), !line.contains(bytesOf: "<<<") || isChanged
      else { return false }
      let last = line.split(separator: "|").last.map { $0.drop { $0 == " " } } ?? ""
      let printing =
        isChanged
        ? [
          "base64", "base32", "rev", "cut", "fold", "hexdump", "od", "sed", "tr", "xxd", "echo", "printf",
        ] : ["echo", "printf"]
      guard printing.contains(where: last.hasPrefix), !Self.writesFile(last) else { return false }
      return !line.contains(bytesOf: "$(") || line.hasPrefix("echo") || line.hasPrefix("printf")
    }
  }

  private static let about = CheckDescription(
    "secret-decoded", title: "a script turns a secret into a value that isn't masked", severity: .medium,
    confidence: .medium,
    why:
      "The decoded value can be printed in logs. As an output or a variable, every later step also gets it without a mask. The runner masks a secret in logs only as it is stored. A key that was stored in base64 and is then decoded is a different text, and so is a part of a secret.",
    how:
      "Reports a script that decodes (`base64 -d`), reverses, cuts or respells a variable with a secret. Examples are `xxd`, `base64` twice, and `sed 's/./& /g'`. The script must also print the result, or write it to `GITHUB_OUTPUT` or `GITHUB_ENV`. Doesn't report a script that masks something (`::add-mask::`), or a result that goes to a file or another program.",
    fix:
      "Decode the secret in the step that uses it, into a file that the step removes. If a later step needs the value, mask it first.",
    falseAlarms: "The result isn't secret, such as the public part of a key pair.",
    sources: [
      "https://docs.github.com/en/actions/reference/security/secure-use",
      "https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#masking-a-value-in-a-log",
    ])

  private static let examples = [
    AuditExample(
      "an output, a variable, and the log",
      """
      on: push
      permissions: {}
      jobs:
        sign:
          runs-on: ubuntu-latest
          steps:
            - id: key
              run: echo "key=$(echo "$APP_KEY" | base64 -d)" >> "$GITHUB_OUTPUT"
              env: {APP_KEY: "${{ secrets.APP_KEY }}"}
            - run: |
                KEY=$(echo "$SIGN_KEY" | base64 --decode)
                echo "KEY=$KEY" >> $GITHUB_ENV
              env: {SIGN_KEY: "${{ secrets.SIGN_KEY }}"}
            - run: echo "$SIGN_KEY" | cut -c1-8
              env: {SIGN_KEY: "${{ secrets.SIGN_KEY }}"}
            - run: echo "$SIGN_KEY" | base64 | base64
              env: {SIGN_KEY: "${{ secrets.SIGN_KEY }}"}
            - run: echo "${{ secrets.SIGN_KEY }}" | sed 's/./& /g'
      """, finds: [8, 12, 14, 16, 18]),
    AuditExample(
      "a file, or masked first",
      """
      on: push
      permissions: {}
      jobs:
        sign:
          runs-on: ubuntu-latest
          steps:
            - run: echo "$SIGN_KEY" | base64 -d > "$RUNNER_TEMP/key"
              env: {SIGN_KEY: "${{ secrets.SIGN_KEY }}"}
            - run: echo "$SIGN_KEY" | base64 -d | gpg --import
              env: {SIGN_KEY: "${{ secrets.SIGN_KEY }}"}
            - run: echo "$SIGN_KEY" | base64
              env: {SIGN_KEY: "${{ secrets.SIGN_KEY }}"}
            - run: echo "$SIGN_KEY" | base64 --decode --output="$RUNNER_TEMP/key"
              env: {SIGN_KEY: "${{ secrets.SIGN_KEY }}"}
            - run: |
                KEY=$(echo "$APP_KEY" | base64 -d)
                echo "::add-mask::$KEY"
                echo "key=$KEY" >> "$GITHUB_OUTPUT"
              env: {APP_KEY: "${{ secrets.APP_KEY }}"}
      """),
  ]
}
