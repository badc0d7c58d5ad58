import ArgumentParser
import Guidance
import OutputFolder
import Publishing
import SourceText

/// Where the book is that a build goes on from.
struct EarlierBookFolder {
  let folder: BookFolder
  /// Whether somebody named it, so that it has to be there.
  var isNamed = false
  /// Whether what was changed by hand is taken as it is now.
  var force = false

  /// What was read.
  struct Found {
    /// Nil where there is none.
    var book: EarlierBook?
    /// The notes on its pages, by the path of the page.
    var notes: [String: [UInt8]] = [:]
  }

  /// Shows every problem, and throws the exit status where one is an error.
  func read(before decisions: OrganizationDecisions, _ console: Console) throws -> Found {
    let reading = try console.attempt { () throws(FileError) in
      try folder.readEarlier(EarlierBook.needs, neighbours: EarlierBook.recordFolder)
    }
    switch reading {
    case .earlier(let files):
      let reading = EarlierBook.read(files, before: decisions, force: force)
      try stop(reading.diagnostics, console)
      return Found(book: reading.book, notes: files.notes)
    case .empty: break
    case .absent, .noBook: try stop(isNamed ? [noBook(folder.path)] : [], console)
    case .refused(let diagnostics): try stop(diagnostics, console)
    }
    return Found()
  }

  private func stop(_ diagnostics: [Diagnostic], _ console: Console) throws {
    console.show(diagnostics)
    if diagnostics.hasErrors { throw ExitCode.wrongInput }
  }

  private func noBook(_ path: String) -> Diagnostic {
    Diagnostic(
      "history-no-book", .error, "`\(path)` is no book, and no empty folder for one to begin in", at: nil,
      help: "name the folder of a book with `--history`; without it the book in the output folder counts")
  }
}
