import ArgumentParser
import Guidance
import OutputFolder
import SourceText

/// Writes the book of an organization.
struct Build: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the book: Markdown, site and data.",
    discussion: """
      Replaces and deletes only files that an earlier build wrote. Refuses a folder that contains other files but no \
      book, and a book in which someone has changed a file.
      """)

  @OptionGroup var deciding: DecidingOptions

  @Option(name: .shortAndLong, help: "The folder to write to.", completion: .directory)
  var output = "book"

  @OptionGroup var look: LookOptions

  @Option(
    help: ArgumentHelp(
      "Continue the decision records and notes of the book in this folder. The default is the output folder.",
      valueName: "dir"),
    completion: .directory)
  var history: String?

  @Flag(help: "Write nothing. If the book is out of date, list the stale files and exit with 3.")
  var check = false

  @Flag(help: "Overwrite book files that someone has changed.")
  var force = false

  @Flag(help: "Exit with 4 if an access has no permitted credential or an open question.")
  var strict = false

  @OptionGroup var common: CommonOptions

  func validate() throws {
    if check && force {
      throw ValidationError("'--check' writes nothing, so you can't combine it with '--force'.")
    }
  }

  func run() async throws {
    let console = common.console
    let decided = try deciding.decide(console, look.catalog)
    let folder = BookFolder(at: output)
    if check {
      try await compare(with: decided, folder, console)
    } else {
      try await write(decided, to: folder, console)
    }
    if strict { try decided.requireEveryAccessDecided(console) }
  }
}

// MARK: - Making

extension Build {
  private func compare(with decided: Decided, _ folder: BookFolder, _ console: Console) async throws {
    let earlier = try earlier(of: decided.decisions, console)
    let inputs = try inputs(of: decided, console)
    if try count(ofBookMadeOf: inputs, earlier, in: folder, console) != nil { return tellUpToDate(console) }
    let book = try await make(decided.decisions, after: earlier, console).book
    try report(console.attempt { () throws(FileError) in try folder.compare(with: book) }, console)
  }

  /// The folder is held from the reading of the book that is there to the end of the writing.
  private func write(_ decided: Decided, to folder: BookFolder, _ console: Console) async throws {
    let lock = try console.attempt { () throws(FileError) in try folder.lock() }
    let earlier = try earlier(of: decided.decisions, console)
    let inputs = try inputs(of: decided, console)
    if let count = try count(ofBookMadeOf: inputs, earlier, in: folder, console) {
      return tell(.unchanged(count), console)
    }
    let made = try await make(decided.decisions, after: earlier, console)
    let digest = try digest(inputs, of: made, after: earlier, decided, console)
    try report(
      console.attempt { () throws(FileError) in
        try folder.write(
          made.book, notes: earlier.notes, force: force, inputs: digest, holding: lock)
      }, console)
  }

  private func earlier(
    of decisions: OrganizationDecisions, _ console: Console
  ) throws -> EarlierBookFolder.Found {
    try EarlierBookFolder(
      folder: BookFolder(at: history ?? output), isNamed: history != nil, force: force
    ).read(before: decisions, console)
  }

  private func make(
    _ decisions: OrganizationDecisions, after earlier: EarlierBookFolder.Found, _ console: Console
  ) async throws -> BookMaking.Made {
    try await making.make(decisions, after: earlier.book, console)
  }

  private var making: BookMaking {
    BookMaking(
      templates: look.templates, catalog: look.catalog.catalog, settings: look.fileSettings,
      classification: look.classification)
  }
}

// MARK: - What the book in the folder was made of

extension Build {
  /// How many files the book in the folder has, where it is what a build would write: made of the same, and whole.
  private func count(
    ofBookMadeOf inputs: InputDigest?, _ earlier: EarlierBookFolder.Found, in folder: BookFolder,
    _ console: Console
  ) throws -> Int? {
    guard let files = earlier.files, var inputs else { return nil }
    inputs.add(files)
    let digest = inputs.digest
    return try console.attempt { () throws(FileError) in try folder.count(ofBookMadeOf: digest) }
  }

  /// What the next build finds, where it may leave the book as it is: nil where it has warnings to repeat, and where an input
  /// changed while the book was made.
  private func digest(
    _ inputs: InputDigest?, of made: BookMaking.Made, after earlier: EarlierBookFolder.Found,
    _ decided: Decided, _ console: Console
  ) throws -> ContentDigest? {
    guard made.warnings.isEmpty, var inputs,
      try self.inputs(of: decided, console)?.digest == inputs.digest
    else { return nil }
    inputs.add(made.book, foreign: earlier.files?.foreign ?? [])
    return inputs.digest
  }

  /// All but the book that is there. Nil where that does not say what a build writes: it goes on from another folder, or takes
  /// over what a person changed.
  private func inputs(of decided: Decided, _ console: Console) throws -> InputDigest? {
    guard history == nil, !force else { return nil }
    do throws(Refusal) {
      return try making.inputs(decided.files, decided.decisions.day)
    } catch {
      throw console.fail(error)
    }
  }
}

// MARK: - Reporting

extension Build {
  private func report(_ writing: BookFolder.Writing, _ console: Console) throws {
    switch writing {
    case .refused(let diagnostics): throw refused(diagnostics, console)
    case .done(let outcome): tell(outcome, console)
    }
  }

  private func tell(_ outcome: BookFolder.Outcome, _ console: Console) {
    let deleted = outcome.deleted == 0 ? "" : ", \(outcome.deleted) deleted"
    console.note("\(output): \(outcome.written) files written\(deleted), \(outcome.unchanged) unchanged")
    for change in outcome.kept { console.note("note: \(change.words(in: output))") }
  }

  private func tellUpToDate(_ console: Console) { console.note("\(output): up to date") }

  /// One line for each file that differs, to standard output; throws the exit status where there is one.
  private func report(_ comparing: BookFolder.Comparing, _ console: Console) throws {
    switch comparing {
    case .refused(let diagnostics): throw refused(diagnostics, console)
    case .compared(let comparison):
      if comparison.isUpToDate { return tellUpToDate(console) }
      let differences =
        comparison.missing.map { "missing  \($0)\n" } + comparison.stale.map { "stale    \($0)\n" }
        + comparison.extra.map { "extra    \($0)\n" }
      try console.write(shown: differences.joined())
      let count = differences.isEmpty ? "its manifest" : "\(differences.count) files"
      console.note("\(output): not up to date in \(count); to update it, run `tokenbook build`")
      throw ExitCode.stale
    }
  }

  private func refused(_ diagnostics: [Diagnostic], _ console: Console) -> ExitCode {
    console.show(diagnostics)
    return .wrongInput
  }
}
