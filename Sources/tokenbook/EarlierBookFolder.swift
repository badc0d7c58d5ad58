import Documents
import ArgumentParser
import Guidance
import OutputFolder
import SourceText

/// Where the book is that a build goes on from.
struct EarlierBookFolder {
  let folder: BookFolder
  /// Whether somebody named it, so that it has to be there.
  var isNamed = false
  /// Whether what was changed by hand is taken as it is now.
  var force = false
  /// What to do about a problem, by its id, where it is not what a build would do.
  var helps: [String: String] = [:]

  /// What was read.
  struct Found {
    /// Nil where there is none.
    var book: EarlierBook?
    /// The notes on its pages, by the path of the page.
    var notes: [String: [UInt8]] = [:]
    /// What a person should look at; none is an error.
    var warnings: [Diagnostic] = []
    /// Everything that was read; nil where there is no book.
    var files: EarlierFiles?
  }

  /// Shows every problem, and throws the exit status where one is an error.
  func read(before decisions: OrganizationDecisions, _ console: Console) throws -> Found {
    do throws(Refusal) {
      let found = try read(before: decisions)
      console.show(found.warnings)
      return found
    } catch {
      throw console.fail(error)
    }
  }

  /// Throws every problem where one is an error.
  func read(before decisions: OrganizationDecisions) throws(Refusal) -> Found {
    let reading = try Refusal.of { () throws(FileError) in
      try folder.readEarlier(EarlierBook.needs, neighbours: EarlierBook.recordFolder)
    }
    switch reading {
    case .earlier(let files):
      let reading = EarlierBook.read(files, before: decisions, force: force)
      let problems = reading.diagnostics.map { $0.helped(helps[$0.id]) }
      if problems.hasErrors { throw Refusal(problems) }
      let notes = files.notes.filter { EarlierBook.takesOver(noteOf: $0.key) }
      return Found(book: reading.book, notes: notes, warnings: problems, files: files)
    case .empty: break
    case .absent, .noBook: if isNamed { throw Refusal([noBook(folder.path)]) }
    case .refused(let diagnostics): throw Refusal(diagnostics)
    }
    return Found()
  }

  private func noBook(_ path: String) -> Diagnostic {
    Diagnostic(
      "history-no-book", .error, "`\(path)` is neither a book nor an empty folder", at: nil,
      help: "pass the folder of a book with `--history`, or omit it to use the book in the output folder")
  }
}

extension Diagnostic {
  /// With another help, where there is one.
  fileprivate func helped(_ help: String?) -> Diagnostic {
    guard let help else { return self }
    return Diagnostic(id, severity, message, at: range, help: help, related: related)
  }
}
