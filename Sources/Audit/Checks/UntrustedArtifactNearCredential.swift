import SourceText
import Workflows

/// A job with a credential that runs, or takes variables from, what another run left in an artifact.
enum UntrustedArtifactNearCredential {
  static let check = AuditCheck(about, examples: examples) { file in
    guard let workflow = file.workflow, workflow.triggers.contains(where: { $0.event == event }) else {
      return []
    }
    let run = SupposedRun(.codeOfStranger, workflow, on: event)
    return file.stepLists.compactMap { list in
      list.job.flatMap { finding($0, list, workflow, run) }
    }
  }

  private static let event = "workflow_run"

  private static func finding(
    _ job: WorkflowJob, _ list: StepList, _ workflow: WorkflowFile, _ run: SupposedRun
  ) -> Finding? {
    guard let first = job.steps.firstIndex(where: HeadOutputs.takesArtifact),
      workflow.mayRun(job, step: first, in: run),
      let steered = steered(job, after: first, workflow, run),
      PullRequestCode.checkout(in: job, of: workflow, on: event)?.mayRun != true
    else { return nil }
    let open = OpenJob(list, given: list.givenTexts)
    guard !open.isEmpty else { return nil }
    let isWatched =
      workflow.isBehindEnvironment(job)
      || !workflow.mayRun(job, in: SupposedRun(.stranger, workflow, on: event, believing: [.bots, .labels]))
    let place = Diagnostic.RelatedPlace(
      message: "this downloads the artifact", range: range(of: job.steps[first]))
    return about.finding(
      "\(steered.words), which a pull request from a fork may have created, and the job has \(open.words)",
      about: list.name, at: steered.range, severity: open.isGrave ? nil : .medium,
      confidence: isWatched ? .low : steered.confidence,
      help: steered.help, related: [place] + open.places)
  }

  private static func range(of step: WorkflowStep) -> SourceRange {
    step.action?.uses.range ?? step.script?.range ?? step.range
  }

  // MARK: What it does with it

  private struct Steered {
    let words: String
    let help: String
    let range: SourceRange
    let confidence: Confidence
  }

  /// The first step that makes variables of it, or runs it.
  private static func steered(
    _ job: WorkflowJob, after first: Int, _ workflow: WorkflowFile, _ run: SupposedRun
  ) -> Steered? {
    let folder = folder(job.steps[first])
    for index in job.steps.indices.dropFirst(first + 1) where workflow.mayRun(job, step: index, in: run) {
      let step = job.steps[index]
      guard let script = step.script else { continue }
      if let line = ScriptLine.all(of: script).first(where: { pours($0.text) }) {
        return Steered(
          words: "a file becomes a variable of later steps. It is from an artifact",
          help:
            "check the value first, such as a number with `grep -Ex '[0-9]+'`, and pass it on as an output",
          range: script.range(of: line.offsets), confidence: .medium)
      }
      let place = (step.workingDirectory ?? job.defaults.workingDirectory)?.text ?? ""
      if let command = ShellScript.commands(of: script.bytes).first(where: { runs($0, folder, from: place) })
      {
        return Steered(
          words: "`\(command.words.first?.text ?? "")` runs in a folder with files from an artifact",
          help: "download the artifact to a folder of its own, and only read it there",
          range: script.range(of: command.words[0].offsets), confidence: .low)
      }
    }
    return nil
  }

  /// `cat FILE >> $GITHUB_ENV`, `echo "N=$(cat FILE)" >> $GITHUB_ENV`, and the same for `GITHUB_PATH`.
  private static func pours(_ line: String) -> Bool {
    guard line.contains(bytesOf: "GITHUB_ENV") || line.contains(bytesOf: "GITHUB_PATH") else { return false }
    return line.hasPrefix("cat ") && !line.contains(bytesOf: "<<")
      || ["$(cat ", "$(<", "`cat ", "$(head ", "$(jq "].contains { line.contains(bytesOf: $0) }
  }

  /// Where a step puts the artifact: empty for the workspace, nil for elsewhere.
  private static func folder(_ step: WorkflowStep) -> String? {
    guard let use = step.action, use.name != "actions/github-script" else {
      let script = step.script?.bytes
      return script?.contains("--dir") == true || script?.contains(" -D ") == true ? nil : ""
    }
    guard let path = use.inputs["path"] else { return "" }
    guard let normal = RunnerPath.normal(path.text), !normal.hasPrefix("$"), !normal.hasPrefix("/"),
      !normal.hasPrefix("~")
    else { return nil }
    return normal
  }

  private static func runs(_ command: ShellScript.Command, _ folder: String?, from place: String) -> Bool {
    guard let folder, let program = command.words.first?.text else { return false }
    if folder.isEmpty {
      return place.isEmpty && (program.hasPrefix("./") || runners.contains(program))
        && !isGlobal(command)
    }
    let inside = [folder, "./" + folder]
    if inside.contains(where: { program.hasPrefix($0 + "/") }) { return true }
    guard runners.contains(program) else { return false }
    return inside.contains(place)
      || command.words.dropFirst().contains { word in
        inside.contains { word.text.hasPrefix($0 + "/") } && !isData(word.text)
      }
  }

  /// `npm install -g tool`, which reads nothing of the folder but its settings.
  private static func isGlobal(_ command: ShellScript.Command) -> Bool {
    command.words.contains { ["-g", "--global", "--version", "-v"].contains($0.text) }
  }

  /// A file that an interpreter is given to read, and not to run.
  private static func isData(_ path: String) -> Bool {
    [".json", ".txt", ".csv", ".md", ".xml", ".html", ".log", ".sarif"].contains { path.hasSuffix($0) }
  }

  /// Programs that run what the folder says that they are in.
  private static let runners: Set<String> = [
    "bash", "bundle", "cargo", "composer", "go", "gradle", "make", "mvn", "node", "npm", "npx", "pnpm",
    "poetry", "python", "python3", "ruby", "sh", "source", ".", "yarn",
  ]

  private static let about = CheckDescription(
    "untrusted-artifact-near-credential", title: "an untrusted artifact steers a job with a credential",
    severity: .high, confidence: .medium,
    why:
      "A workflow on `workflow_run` has the repository's secrets, also after a pull request from a fork. The author of the pull request decides what its artifacts contain. A variable such as `NODE_OPTIONS` or `LD_PRELOAD`, or a changed `package.json`, runs their program next to the secrets.",
    how:
      "Reports jobs on `workflow_run` that download an artifact of the run before, and have a stored secret or a token with write access. A later step must write one of its files to `GITHUB_ENV` or `GITHUB_PATH`. Or it runs a program such as `npm` or `./deploy` in the folder with the artifact. Doesn't report jobs that conditions keep pull requests from forks from.",
    fix:
      "Download the artifact to a folder of its own, and treat its files as text. Check each value before you use it. Start the job only if `github.event.workflow_run.event == 'push'`, if it needs no pull request.",
    falseAlarms:
      "The first workflow never runs for pull requests from forks, or only one of its trusted steps writes the artifact.",
    sources: [
      "https://securitylab.github.com/resources/github-actions-new-patterns-and-mitigations/",
      "https://codeql.github.com/codeql-query-help/actions/actions-artifact-poisoning-critical/",
      "https://docs.github.com/en/actions/reference/security/secure-use",
    ])

  private static let examples = [
    AuditExample(
      "a variable from a file, and a program that runs among the files",
      """
      on: {workflow_run: {workflows: [test], types: [completed]}}
      permissions: {}
      jobs:
        answer:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/download-artifact@v5
              with: {run-id: "${{ github.event.workflow_run.id }}", github-token: "${{ github.token }}"}
            - run: cat pull.env >> "$GITHUB_ENV"
            - run: ./answer
              env: {ANSWER_TOKEN: "${{ secrets.ANSWER_TOKEN }}"}
        ship:
          runs-on: ubuntu-latest
          permissions: {contents: write}
          steps:
            - uses: actions/checkout@v5
            - uses: dawidd6/action-download-artifact@v11
              with: {run_id: "${{ github.event.workflow_run.id }}", name: site}
            - run: npm run ship
      """, finds: [9, 19]),
    AuditExample(
      "only after a push, in a folder of its own, or without a credential",
      """
      on: {workflow_run: {workflows: [test], types: [completed]}}
      permissions: {}
      jobs:
        pushed:
          if: github.event.workflow_run.event == 'push'
          runs-on: ubuntu-latest
          steps:
            - uses: actions/download-artifact@v5
              with: {run-id: "${{ github.event.workflow_run.id }}", github-token: "${{ github.token }}"}
            - run: ./ship
              env: {SHIP_KEY: "${{ secrets.SHIP_KEY }}"}
        apart:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/download-artifact@v5
              with: {run-id: "${{ github.event.workflow_run.id }}", path: "${{ runner.temp }}/pull"}
            - run: npm run answer -- "$RUNNER_TEMP/pull/result.json"
              env: {ANSWER_TOKEN: "${{ secrets.ANSWER_TOKEN }}"}
        plain:
          runs-on: ubuntu-latest
          steps:
            - uses: actions/download-artifact@v5
              with: {run-id: "${{ github.event.workflow_run.id }}"}
            - run: npm test
      """),
  ]
}
