import ArgumentParser
import Guidance
import OutputFolder
import Publishing
import SourceText

/// Where the book is that a build goes on from.
struct EarlierBookFolder {
  let output: String
  /// Nil: the output folder.
  let history: String?
  let force: Bool

  /// The earlier book; nil where there is none. Shows every problem, and throws the exit status where one is an error.
  func read(before decisions: OrganizationDecisions, _ console: Console) throws -> EarlierBook? {
    let folder = BookFolder(at: history ?? output)
    let reading = try console.attempt { () throws(FileError) in
      try folder.readEarlier(EarlierBook.needs, neighbours: EarlierBook.recordFolder)
    }
    switch reading {
    case .earlier(let files):
      let reading = EarlierBook.read(files, before: decisions, force: force)
      return try accepted(reading.book, reading.diagnostics, console)
    case .empty: return nil
    case .absent, .noBook:
      guard let history else { return nil }
      return try accepted(nil, [noBook(history)], console)
    case .refused(let diagnostics): return try accepted(nil, diagnostics, console)
    }
  }

  private func accepted(
    _ book: EarlierBook?, _ diagnostics: [Diagnostic], _ console: Console
  ) throws -> EarlierBook? {
    console.show(diagnostics)
    if diagnostics.hasErrors { throw ExitCode.wrongInput }
    return book
  }

  private func noBook(_ path: String) -> Diagnostic {
    Diagnostic(
      "history-no-book", .error, "`\(path)` is no book, and no empty folder for one to begin in", at: nil,
      help: "name the folder of a book with `--history`; without it the book in the output folder counts")
  }
}
