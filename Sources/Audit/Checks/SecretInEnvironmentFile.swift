import SourceText
import Workflows

/// A secret that a script or a job leaves to what comes later.
enum SecretInEnvironmentFile {
  static let check = AuditCheck(about, examples: examples) { file in
    guard file.mentionsSecrets else { return [] }
    return file.stepLists.flatMap { list in ofScripts(list) + ofOutputs(list) }
  }

  // MARK: Scripts

  private static func ofScripts(_ list: StepList) -> [Finding] {
    list.steps.enumerated().flatMap { index, step -> [Finding] in
      guard let script = step.script,
        script.bytes.contains("GITHUB_ENV") || script.bytes.contains("GITHUB_OUTPUT")
      else { return [] }
      let held = Dictionary(
        list.heldSecrets(of: step).map { ($0.variable, $0.secret) }, uniquingKeysWith: { first, _ in first })
      let later = list.steps.count - index - 1
      return ScriptLine.all(of: script).compactMap { line in
        guard SecretFile.isPoured(line.text),
          let secret = line.variables.sorted().compactMap({ held[$0] }).first
            ?? SecretFile.pasted(line, in: script)
        else { return nil }
        let range = script.range(of: line.offsets)
        if line.text.contains(bytesOf: "GITHUB_ENV"), later > 0 {
          return ofVariable(secret, later, range, list.subject(step, "secrets.\(secret)"))
        }
        guard line.text.contains(bytesOf: "GITHUB_OUTPUT"), let output = jobOutput(line.text, of: step, list)
        else { return nil }
        return ofOutput(secret, output, range, "\(list.name) outputs \(output)")
      }
    }
  }

  /// The output of the job that takes what a line makes an output of its step, `echo "name=…"`.
  private static func jobOutput(_ line: String, of step: WorkflowStep, _ list: StepList) -> String? {
    guard let id = step.id?.text.lowercased(), let equals = line.firstIndex(of: "=") else { return nil }
    let name = line[..<equals].reversed().prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
    let path = "steps.\(id).outputs.\(String(name.reversed()).lowercased())"
    return list.job?.outputs.first { $0.value.yielded.contains { $0.dotted == path } }?.name
  }

  private static func ofVariable(
    _ secret: String, _ later: Int, _ range: SourceRange, _ subject: String
  ) -> Finding {
    about.finding(
      "`secrets.\(secret)` becomes a variable of \(later == 1 ? "the step after this one" : "all \(later) later steps")",
      about: subject, at: range,
      help: "set it with `env` on the step that needs it")
  }

  // MARK: Outputs

  private static func ofOutputs(_ list: StepList) -> [Finding] {
    (list.job?.outputs ?? []).compactMap { output in
      for reference in output.value.yielded where !reference.isJobToken {
        guard let secret = reference.secretName else { continue }
        return ofOutput(
          secret, output.name, output.value.range(of: reference.offsets),
          "\(list.name) outputs \(output.name)")
      }
      return nil
    }
  }

  private static func ofOutput(
    _ secret: String, _ output: String, _ range: SourceRange, _ subject: String
  ) -> Finding {
    about.finding(
      "the output `\(output)` contains `secrets.\(secret)`, so GitHub drops it, and other jobs get an empty value",
      about: subject, at: range,
      help: "use `secrets.\(secret)` in the job that needs it, or make it a variable if it isn't secret")
  }

  private static let about = CheckDescription(
    "secret-in-environment-file", title: "a secret is handed to later steps or jobs", severity: .low,
    confidence: .high,
    why:
      "A variable in `GITHUB_ENV` reaches every later step, including third-party actions and the install scripts of packages. An output with a secret never arrives in another job, because the runner doesn't send it to GitHub. People then encode the value to get it through, which also defeats the masking.",
    how:
      "Reports a script that writes a secret to `GITHUB_ENV` and has later steps. Reports an output of a job that contains a secret, directly or through a step. `secret-decoded` reports encoded and decoded values.",
    fix: "Use the secret in the step and job that need it, with `env`.",
    falseAlarms: "Every later step of the job needs the variable.",
    sources: [
      "https://docs.github.com/en/actions/reference/security/secure-use",
      "https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/pass-job-outputs",
    ])

  private static let examples = [
    AuditExample(
      "for every later step, and for other jobs",
      """
      on: push
      permissions: {contents: read}
      jobs:
        prepare:
          runs-on: ubuntu-latest
          outputs:
            place: ${{ secrets.UPLOAD_PLACE }}
            key: ${{ steps.key.outputs.key }}
          steps:
            - run: echo "UPLOAD_KEY=$KEY" >> "$GITHUB_ENV"
              env: {KEY: "${{ secrets.UPLOAD_KEY }}"}
            - id: key
              run: echo "key=${{ secrets.UPLOAD_KEY }}" >> $GITHUB_OUTPUT
            - run: ./prepare
      """, finds: [7, 10, 13]),
    AuditExample(
      "a path, a length, an output that stays in the job",
      """
      on: push
      permissions: {contents: read}
      jobs:
        prepare:
          runs-on: ubuntu-latest
          outputs: {has_key: "${{ secrets.UPLOAD_KEY != '' }}"}
          steps:
            - id: key
              run: |
                echo "$KEY" > "$RUNNER_TEMP/key"
                echo "KEY_FILE=$RUNNER_TEMP/key" >> "$GITHUB_ENV"
                echo "length=${#KEY}" >> "$GITHUB_ENV"
                echo "key=$KEY" >> "$GITHUB_OUTPUT"
              env: {KEY: "${{ secrets.UPLOAD_KEY }}"}
            - run: ./prepare
      """),
  ]
}
