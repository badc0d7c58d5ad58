import Guidance
import ArgumentParser
import Audit
import OrganizationModel
import OutputFolder
import SourceText

/// Holds workflow files against the checks.
struct Audit: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Find credentials in workflow files that are wrong, too powerful or in the wrong place.",
    discussion: """
      The exit status shows the highest severity found: 11 informational, 12 low, 13 medium, 14 high. It is always 0 \
      with `--no-exit-codes` and with `--format sarif`. To suppress a finding, write the comment \
      `# tokenbook: ignore[CHECK] reason` on its line, or alone on the line before. To suppress a check until a date, \
      add an entry under `audit` to the description.
      """)

  /// The form of the result.
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json, sarif, github
  }

  @Argument(
    help: "Workflow files, and folders that contain repositories.", completion: .file())
  var paths = ["."]

  @Option(
    help: ArgumentHelp(
      "Also check the files against this description and its decisions.",
      valueName: "file"),
    completion: .file(extensions: ["yaml", "yml"]))
  var description: String?

  @Option(
    help: ArgumentHelp(
      "The repository of the files, if neither `.git/config` nor the folder name shows it; requires `--description`.",
      valueName: "owner/name"))
  var repository: String?

  @Option(
    help: ArgumentHelp(
      "Decide as of this date, such as `2026-11-22`; overrides `as_of` and requires `--description`.",
      valueName: "date"))
  var asOf: Day?

  @Option(help: "The output format; `github` prints annotations for a workflow run.")
  var format = Format.text

  @Option(help: "Hide findings below this severity.")
  var minSeverity = FindingSeverity.informational

  @Option(help: "Hide findings below this confidence.")
  var minConfidence = Confidence.low

  @Option(
    help: ArgumentHelp("Hide the findings listed in this baseline file.", valueName: "file"),
    completion: .file())
  var baseline: String?

  @Option(
    help: ArgumentHelp("Write the findings to this file as a baseline.", valueName: "file"),
    completion: .file())
  var writeBaseline: String?

  @Option(
    help: ArgumentHelp(
      "Append a Markdown summary to this file, such as `$GITHUB_STEP_SUMMARY`.", valueName: "file"),
    completion: .file())
  var jobSummary: String?

  @Flag(
    help:
      "Instead of findings, show which permissions each job needs and which line needs them; with `--fix`, write them where nothing is left open."
  )
  var permissions = false

  @Flag(help: "Fix findings where that is safe, and show the remaining findings.")
  var fix = false

  @Flag(help: "Exit with 0 regardless of the findings.")
  var noExitCodes = false

  @OptionGroup var catalog: CatalogOptions

  @OptionGroup var common: CommonOptions

  func run() async throws {
    let console = common.console
    if permissions { return try reportPermissions(console) }
    let described = try self.described(console)
    var outcome = try await audit(described, console)
    if fix { outcome = try await mend(outcome, described, console) }
    console.show(outcome.diagnostics, in: outcome.result.files)
    if let writeBaseline {
      try NewFile(path: writeBaseline, force: true).write(Baseline.text(of: outcome.result), console)
    }
    let shown = try wanted(outcome.result, console)
    try await report(shown, console)
    note(shown, outcome, console)
    if format == .text, let worst = shown.worstFirst.first {
      console.next("`tokenbook explain \(worst.finding.check)` explains a finding and how to fix it")
    }
    if let status = status(of: shown, outcome) { throw status }
  }

  func validate() throws {
    try validatePermissions()
    if fix, paths.contains("-") { throw ValidationError("'--fix' can't change standard input") }
    if let repository, repository.split(separator: "/", omittingEmptySubsequences: false).count != 2 {
      throw ValidationError("'--repository' requires an owner and a name, such as 'acme/web'")
    }
    guard description == nil else { return }
    if repository != nil { throw ValidationError("'--repository' requires '--description'") }
    if asOf != nil { throw ValidationError("'--as-of' requires '--description'") }
  }

  /// Looks at every file; all that cannot be read are shown at once.
  ///
  /// - Parameter changed: what is looked at in the place of files on the disk, by path.
  private func audit(
    _ described: AuditedDescription?, _ console: Console, with changed: [String: SourceFile] = [:]
  ) async throws -> Auditor.Outcome {
    let found = try find(console)
    let auditor = Auditor(
      knowing: try console.catalog(catalog), on: try Today.named(console) ?? Today.ofClock)
    // A file that is named by itself may be a pipe or standard input, which gives its bytes once.
    let known = found.filter(\.isAlone).reduce(into: changed) { known, file in
      guard known[file.path] == nil, case .success(let bytes) = InputFiles.load(file.path) else { return }
      known[file.path] = SourceFile(path: file.path, bytes: bytes)
    }
    let load = { @Sendable (found: WorkflowPaths.Found) in Audit.load(found, known) }
    guard let described else {
      let outcome = await auditor.audit(found, load: load)
      try refuse(outcome.unread, console)
      return outcome
    }
    var (inputs, problems) = ([Auditor.Input](), [Diagnostic]())
    for loading in await found.mapInParallel(chunk: 16, load) {
      switch loading {
      case .loaded(let input): inputs.append(input)
      case .failed(let problem): problems.append(problem)
      }
    }
    try refuse(problems, console)
    return await auditor.audit(inputs, against: described, as: repository)
  }

  private func described(_ console: Console) throws -> AuditedDescription? {
    guard let description else { return nil }
    let reading = DescriptionReader.read(
      description, InputFiles.loader, endpoints: Resources.endpoints,
      services: KnownServices(own: catalog.catalog).lookup)
    let decided = try Decided(reading, asOf: asOf, KnownServices(own: catalog.catalog), console)
    return AuditedDescription(decided.decisions, files: reading.files)
  }
}

extension FindingSeverity: ExpressibleByArgument {}
extension Confidence: ExpressibleByArgument {}

// MARK: - Files

extension Audit {
  /// The files below every path, and those that say whose the checkouts are; all that cannot be read are shown at once.
  func inputs(_ console: Console) throws -> [Auditor.Input] {
    var (inputs, problems) = ([Auditor.Input](), [Diagnostic]())
    for found in try find(console, owners: true) {
      switch Self.load(found, [:]) {
      case .loaded(let input): inputs.append(input)
      case .failed(let problem): problems.append(problem)
      }
    }
    try refuse(problems, console)
    return inputs
  }

  /// The files below every path, each once.
  private func find(_ console: Console, owners: Bool = false) throws -> [WorkflowPaths.Found] {
    var (all, seen) = ([WorkflowPaths.Found](), Set<String>())
    // In whatever order they were given, what is shown is the same.
    for path in paths.sorted() {
      let found = try console.attempt { () throws(FileError) in
        try WorkflowPaths.find(path, owners: owners || description != nil)
      }
      all += found.filter { seen.insert($0.path).inserted }
    }
    if !all.contains(where: \.isSubject) {
      try refuse(
        [
          Diagnostic(
            "no-workflows", .error,
            "found no workflow file below \(paths.map { "`\($0)`" }.joined(separator: ", "))",
            at: nil, help: "pass a checkout, or a folder that contains checkouts")
        ], console)
    }
    return all
  }

  private static func load(
    _ found: WorkflowPaths.Found, _ changed: [String: SourceFile]
  ) -> Auditor.Loading {
    if let file = changed[found.path] {
      return .loaded(Auditor.Input(file, path: found.inside, isAlone: found.isAlone))
    }
    switch InputFiles.load(found.path) {
    case .success(let bytes):
      let file = SourceFile(path: found.path, bytes: bytes)
      return .loaded(Auditor.Input(file, path: found.inside, isAlone: found.isAlone))
    case .failure(let failure):
      return .failed(
        Diagnostic("unreadable-file", .error, "can't read `\(found.path)`: \(failure.words)", at: nil))
    }
  }

  private func refuse(_ problems: [Diagnostic], _ console: Console) throws {
    console.show(problems)
    if problems.hasErrors { throw ExitCode.wrongInput }
  }

  /// Makes the safe changes, and looks again. One may make another safe: where permissions are written, one can be added.
  private func mend(
    _ outcome: Auditor.Outcome, _ described: AuditedDescription?, _ console: Console
  ) async throws -> Auditor.Outcome {
    var outcome = outcome
    for _ in 0..<Auditor.mostMendings {
      let files = try await Auditor.mend(wanted(outcome.result, console), of: outcome) { changed in
        try await audit(described, console, with: changed)
      }
      let changed = files.filter { $0.count > 0 }
      if changed.isEmpty {
        noteRefused(files, console)
        return outcome
      }
      for file in changed { try write(file.path, file.bytes, count: file.count, console) }
      outcome = try await audit(described, console)
    }
    return outcome
  }

  func write(_ path: String, _ bytes: [UInt8], count: Int, _ console: Console) throws {
    let mark = InputFiles.byteOrderMark(of: path)
    try console.attempt { () throws(FileError) in try NewFile.replace(path, with: mark + bytes) }
    console.note("\(path): changed in \(Words.count(count, "place"))")
  }

  private func noteRefused(_ files: [Auditor.MendedFile], _ console: Console) {
    for file in files where file.refused > 0 {
      console.complain(
        "\(file.path): \(Words.count(file.refused, "finding")) not fixed, because the change would break the file or cause another finding"
      )
    }
  }
}

// MARK: - Reporting

extension Audit {
  private func wanted(_ result: AuditResult, _ console: Console) throws -> AuditResult {
    let known = try baseline.map { try readBaseline($0, console) }
    return (known.map(result.without) ?? result).keeping {
      $0.finding.severity >= minSeverity && $0.finding.confidence >= minConfidence
    }
  }

  private func readBaseline(_ path: String, _ console: Console) throws -> Baseline {
    switch InputFiles.load(path) {
    case .failure(let failure):
      console.show([
        Diagnostic(
          "unreadable-file", .error, "can't read `\(path)`: \(failure.words)", at: nil,
          help: "create it with `--write-baseline \(path)`")
      ])
      throw ExitCode.wrongInput
    case .success(let bytes):
      var files = SourceFiles()
      let file = SourceFile(path: path, bytes: bytes)
      switch Baseline.read(file, as: files.add(file)) {
      case .read(let baseline): return baseline
      case .refused(let problems):
        console.show(problems, in: files)
        throw ExitCode.wrongInput
      }
    }
  }

  private func report(_ result: AuditResult, _ console: Console) async throws {
    switch format {
    case .text:
      try await console.write(many: result.findings.map(\.diagnostic), in: result.files)
    case .json: try console.write(JSONReport.text(result))
    case .github: try console.write(AnnotationsReport.text(result))
    case .sarif:
      let report = SARIFReport(toolVersion: Tokenbook.configuration.version, category: "tokenbook/")
      try console.write(bytes: report.render(result))
    }
    if let jobSummary {
      // What other commands of the step wrote there counts too.
      let limit = JobSummary.maximumBytes - InputFiles.size(of: jobSummary)
      let text = Array(JobSummary.markdown(result, limit: limit).utf8)
      try console.attempt { () throws(FileError) in try NewFile.append(text, to: jobSummary) }
    }
  }

  private func note(_ shown: AuditResult, _ outcome: Auditor.Outcome, _ console: Console) {
    let found =
      shown.entries.isEmpty
      ? "no findings" : "\(Words.count(shown.entries.count, "finding")): \(shown.summary)"
    let fixable = shown.findings.count { !$0.edits.isEmpty }
    let parts = [
      "\(Words.count(outcome.count, "file")), \(found)",
      outcome.suppressed == 0 ? nil : "\(outcome.suppressed) suppressed",
      fixable == 0 ? nil : "\(fixable) fixable with `--fix`",
    ]
    console.note(parts.compactMap(\.self).joined(separator: "; "))
  }

  /// Findings say more than a file that GitHub would refuse.
  private func status(of shown: AuditResult, _ outcome: Auditor.Outcome) -> ExitCode? {
    if noExitCodes || format == .sarif { return nil }
    if let worst = shown.worst { return ExitCode(worst.exitStatus) }
    return outcome.diagnostics.hasErrors ? .wrongInput : nil
  }
}
