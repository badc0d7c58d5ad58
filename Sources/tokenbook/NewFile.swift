import OutputFolder
import SourceText

/// A file that a command makes for a person, never over another one unasked.
struct NewFile {
  /// `-` is standard output.
  let path: String
  let force: Bool

  func write(_ text: String, _ console: Console) throws {
    if path == "-" { return try console.write(text) }
    do throws(FileError) {
      try put(Array(text.utf8))
    } catch {
      let isThere = error.code == FileError.exists
      throw console.fail(error, help: isThere ? "overwrite it with `--force`" : nil)
    }
  }

  /// The file is whole at every moment: a draft beside it takes its place.
  private func put(_ bytes: [UInt8]) throws(FileError) {
    let files = FileSystem.system
    if !force { return try files.create(path, bytes, true) }
    try NewFile.replace(path, with: bytes)
  }

  /// Takes the place of a file that is there or not; it is whole at every moment.
  static func replace(_ path: String, with bytes: [UInt8]) throws(FileError) {
    let files = FileSystem.system
    let draft = path + ".tokenbook-new"
    if try files.kind(draft) == .file { try files.removeFile(draft) }
    try files.create(draft, bytes, true)
    try files.move(draft, path)
  }

  /// Adds to the end of a file that may be missing.
  static func append(_ bytes: [UInt8], to path: String) throws(FileError) {
    let files = FileSystem.system
    let before = try files.kind(path) == .missing ? [] : try files.read(path)
    try replace(path, with: before + bytes)
  }
}
