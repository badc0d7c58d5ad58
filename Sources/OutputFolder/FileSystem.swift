/// What the output folder asks of the file system, as values, so that a test can let any step fail.
///
/// Paths are as the user gave them, with parts added. No operation follows a symbolic link in its last part.
package struct FileSystem: Sendable {
  /// What stands at a path.
  package enum Kind: Sendable, Equatable {
    case missing
    case file
    case folder
    case link
    case special
  }

  package var kind: @Sendable (_ path: String) throws(FileError) -> Kind
  /// The names in a folder, unsorted, without `.` and `..`.
  package var names: @Sendable (_ folder: String) throws(FileError) -> [String]
  package var read: @Sendable (_ path: String) throws(FileError) -> [UInt8]
  /// Writes a new file; it is an error if something stands there. `durably` waits until the disk has it.
  package var create: @Sendable (_ path: String, _ bytes: [UInt8], _ durably: Bool) throws(FileError) -> Void
  /// Makes a folder, with the permissions of another where one is given.
  package var makeFolder: @Sendable (_ path: String, _ like: String?) throws(FileError) -> Void
  /// Renames in one step, over what stands there.
  package var move: @Sendable (_ from: String, _ to: String) throws(FileError) -> Void
  /// Exchanges two folders in one step.
  package var exchange: @Sendable (_ left: String, _ right: String) throws(FileError) -> Void
  package var removeFile: @Sendable (_ path: String) throws(FileError) -> Void
  /// Removes an empty folder.
  package var removeFolder: @Sendable (_ path: String) throws(FileError) -> Void
  /// The absolute path without links.
  package var realPath: @Sendable (_ path: String) throws(FileError) -> String
  /// Waits until no other run holds the folder; held until the value goes away or its process dies.
  package var lock: @Sendable (_ folder: String) throws(FileError) -> FolderLock
}

/// An operation that the system refused.
package struct FileError: Error, Hashable, Sendable {
  /// What was tried, as in "cannot *write*".
  package let operation: String
  package let path: String
  /// The system's error number.
  package let code: Int32

  package init(_ operation: String, _ path: String, code: Int32) {
    self.operation = operation
    self.path = path
    self.code = code
  }
}
