import OutputFolder
import SourceText

extension Refusal {
  /// An operation that the system refused.
  init(_ error: FileError) {
    self.init([Diagnostic("file", .error, error.description, at: nil, help: error.help)])
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
