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
    let decided = try deciding.decide(console)
    let folder = BookFolder(at: output)
    if check {
      let book = try await make(decided.decisions, console).book
      try report(console.attempt { () throws(FileError) in try folder.compare(with: book) }, console)
    } else {
      try await write(decided.decisions, to: folder, console)
    }
    if strict { try decided.requireEveryAccessDecided(console) }
  }
}

// MARK: - Making

extension Build {
  /// The folder is held from the reading of the book that is there to the end of the writing.
  private func write(
    _ decisions: OrganizationDecisions, to folder: BookFolder, _ console: Console
  ) async throws {
    let lock = try console.attempt { () throws(FileError) in try folder.lock() }
    let (book, notes) = try await make(decisions, console)
    try report(
      console.attempt { () throws(FileError) in
        try folder.write(book, notes: notes, force: force, holding: lock)
      }, console)
  }

  /// The book, and the notes of the earlier one that it has taken over.
  private func make(
    _ decisions: OrganizationDecisions, _ console: Console
  ) async throws -> (book: BookFiles, notes: [String: [UInt8]]) {
    let earlier = try EarlierBookFolder(
      folder: BookFolder(at: history ?? output), isNamed: history != nil, force: force
    ).read(before: decisions, console)
    let book = try await BookMaking(
      templates: look.templates, catalog: look.catalog.catalog, settings: look.fileSettings,
      classification: look.classification
    ).make(decisions, after: earlier.book, console)
    return (book, earlier.notes)
  }
}

// MARK: - Reporting

extension Build {
  private func report(_ writing: BookFolder.Writing, _ console: Console) throws {
    switch writing {
    case .refused(let diagnostics): throw refused(diagnostics, console)
    case .done(let outcome):
      let deleted = outcome.deleted == 0 ? "" : ", \(outcome.deleted) deleted"
      console.note("\(output): \(outcome.written) files written\(deleted), \(outcome.unchanged) unchanged")
      for change in outcome.kept { console.note("note: \(change.words(in: output))") }
    }
  }

  /// One line for each file that differs, to standard output; throws the exit status where there is one.
  private func report(_ comparing: BookFolder.Comparing, _ console: Console) throws {
    switch comparing {
    case .refused(let diagnostics): throw refused(diagnostics, console)
    case .compared(let comparison):
      if comparison.isUpToDate { return console.note("\(output): up to date") }
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
