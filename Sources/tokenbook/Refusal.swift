import OutputFolder
import SourceText

/// Why a command cannot go on: problems of no place in the description, such as templates that do not fit.
struct Refusal: Error {
  let diagnostics: [Diagnostic]

  init(_ diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// An operation that the system refused.
  init(_ error: FileError) {
    diagnostics = [Diagnostic("file", .error, error.description, at: nil)]
  }

  /// Does what the system may refuse.
  static func of<Result>(_ operation: () throws(FileError) -> Result) throws(Refusal) -> Result {
    do throws(FileError) {
      return try operation()
    } catch {
      throw Refusal(error)
    }
  }
}
