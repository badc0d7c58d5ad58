import SourceText
import Workflows

/// A secret in a script by interpolation.
enum SecretInRun {
  static let check = AuditCheck(about, examples: examples) { file in
    file.stepLists.flatMap { list in
      list.steps.flatMap { step -> [Finding] in
        if let script = step.script { return findings(in: script, .shell, of: step, list) }
        guard let use = step.action, use.name == "actions/github-script",
          let script = use.inputs["script"]
        else { return [] }
        return findings(in: script, .javaScript, of: step, list)
      }
    }
  }

  /// What reads a script.
  private enum Language {
    case shell, javaScript

    /// Whether a line is one of comment from its beginning.
    func isComment(at offset: Int, in script: ArraySlice<UInt8>) -> Bool {
      let before = script.prefix(offset)
      let start = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? before.startIndex
      let mark = self == .shell ? "#" : "//"
      return before[start...].drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.starts(
        with: mark.utf8)
    }

    /// How a variable is written.
    func variable(_ name: String) -> String {
      switch self {
      case .shell: "\"$\(name)\""
      case .javaScript: "process.env.\(name)"
      }
    }
  }

  private static func findings(
    in script: WorkflowText, _ language: Language, of step: WorkflowStep, _ list: StepList
  ) -> [Finding] {
    script.yielded.compactMap { reference in
      let place = script.range(of: reference.offsets)
      if let (name, secret) = variable(reference, of: step, list) {
        let isPlain = secret.split(separator: ".").last.map { SecretName.isPlain(String($0)) } ?? false
        return about.finding(
          "`env.\(name)`, which contains `\(secret)`, is pasted into a script",
          about: list.subject(step, "env.\(name)"), at: place, severity: isPlain ? .low : nil,
          help: "write `\(language.variable(name))`")
      }
      guard let (name, isStored) = credential(reference, list) else { return nil }
      let isComment = language.isComment(at: reference.offsets.lowerBound, in: script.bytes)
      let isPlain = isStored && SecretName.isPlain(name)
      return about.finding(
        "`\(reference.shown)` is pasted into \(isComment ? "a comment of a script" : "a script")\(isPlain ? ", but its name suggests that it isn't secret" : "")",
        about: list.subject(step, reference.shown),
        at: place, severity: isStored && !isComment && !isPlain ? nil : .low,
        help: isComment
          ? "remove it, because a value of several lines continues after the end of the comment"
          : "pass it to the step with `env: {\(name): ${{ \(reference.shown) }}}`, and write `\(language.variable(name))`"
      )
    }
  }

  /// A secret, the job's own token, or one that a step makes: the name of a variable for it, and whether it is stored.
  private static func credential(_ reference: ContextReference, _ list: StepList) -> (
    name: String, isStored: Bool
  )? {
    if reference.isJobToken { return ("GITHUB_TOKEN", false) }
    if reference.context == "secrets", let name = reference.writtenProperty { return (name, true) }
    guard reference.context == "steps", reference.name(at: 1) == "outputs",
      reference.name(at: 2)?.contains("token") == true, let id = reference.property,
      let maker = list.steps.first(where: { $0.id?.text.lowercased() == id })?.action?.target.actionName,
      list.actions[maker]?.makesToken == true
    else { return nil }
    return ("GH_TOKEN", false)
  }

  /// The variable that `env.NAME` stands for, and the secret that it is set to; nil for anything else.
  private static func variable(
    _ reference: ContextReference, of step: WorkflowStep, _ list: StepList
  ) -> (name: String, secret: String)? {
    guard reference.context == "env", reference.path.count == 1, let name = reference.writtenProperty,
      let value = step.env[name] ?? list.job?.env[name] ?? list.workflow?.env[name],
      let secret = value.yielded.first(where: { $0.secretName != nil && !$0.isJobToken })
    else { return nil }
    return (name, secret.shown)
  }

  private static let about = CheckDescription(
    "secret-in-run", title: "a secret is pasted into a script", severity: .medium,
    confidence: .high,
    why:
      "A quote or dollar sign in the value can end a word or start a command. The value is also written to a file on the runner's disk, and a shell with tracing can print a part that masking misses. The runner pastes the value into the script before a shell reads it.",
    how:
      "Reports `secrets.NAME`, `github.token` and tokens that a step created, in `run` and in the `script` of `actions/github-script`. There it also reports `env.NAME` if that variable is set to a secret. Doesn't report a secret that is only compared, as in `${{ secrets.X != '' }}`.",
    fix: "Pass the secret to the step with `env`, and use the variable in quotes.",
    falseAlarms:
      "The value contains no special characters, such as `GITHUB_TOKEN` or a token that a step creates. It then works either way, and the severity is low. The severity is also low in a comment, and for a name that suggests a value that isn't secret. Examples are a login, an id, a region and an address.",
    sources: ["https://docs.github.com/en/actions/reference/security/secure-use"])

  private static let examples = [
    AuditExample(
      "pasted",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: |
                ./configure
                ./upload --key '${{ secrets.UPLOAD_KEY }}'
            - run: curl -fsS "https://example.org/?t=${{ github.token }}"
            - run: ./upload --key '${{ env.KEY }}' --to '${{ env.PLACE }}'
              env:
                KEY: ${{ secrets.UPLOAD_KEY }}
                PLACE: ${{ vars.PLACE }}
            - uses: actions/github-script@v8
              with:
                script: await publish("${{ secrets.UPLOAD_KEY }}")
            - id: app
              uses: actions/create-github-app-token@v3
              with: {client-id: "${{ vars.APP }}", private-key: "${{ secrets.APP_KEY }}"}
            - run: |
                # ./upload --key ${{ secrets.UPLOAD_KEY }}
                ./comment --token=${{ steps.app.outputs.token }}
            - run: ./upload --as ${{ secrets.UPLOAD_USER }} --to ${{ secrets.UPLOAD_WEBHOOK_URL }}
      """, finds: [9, 10, 11, 17, 22, 23, 24, 24]),
    AuditExample(
      "in the environment, or only compared",
      """
      on: push
      permissions: {}
      jobs:
        build:
          runs-on: ubuntu-latest
          steps:
            - run: ./upload --key "$UPLOAD_KEY"
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
            - run: echo "may upload ${{ secrets.UPLOAD_KEY != '' && 'yes' || 'no' }}"
            - uses: actions/github-script@v8
              env:
                UPLOAD_KEY: ${{ secrets.UPLOAD_KEY }}
              with:
                script: await publish(process.env.UPLOAD_KEY, "${{ env.PLACE }}")
      """),
  ]
}
