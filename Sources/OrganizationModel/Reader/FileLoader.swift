/// What the reader of a description wants to know of the world: the program answers from the disk, a test from memory.
package struct FileLoader: Sendable {
  /// The bytes of a file, by its path as it is printed.
  package var load: @Sendable (String) -> Result<[UInt8], LoadFailure>
  /// The names in a folder, those of folders with `/` at the end, in any order; nil where there is no such folder.
  /// The empty path is the working directory.
  package var list: @Sendable (String) -> [String]?
  /// The path without links; nil where nothing is there, or links are not known.
  package var realPath: @Sendable (String) -> String?

  package init(
    load: @escaping @Sendable (String) -> Result<[UInt8], LoadFailure>,
    list: @escaping @Sendable (String) -> [String]?,
    realPath: @escaping @Sendable (String) -> String? = { _ in nil }
  ) {
    self.load = load
    self.list = list
    self.realPath = realPath
  }
}

/// Why a file could not be read.
package enum LoadFailure: Error, Sendable, Hashable {
  case missing
  case isFolder
  /// Refused unread, with its size in bytes.
  case tooLarge(Int)
  /// The system's own words, lower case, without a full stop.
  case unreadable(String)

  /// The reason, in words.
  package var words: String {
    switch self {
    case .missing: "the file doesn't exist"
    case .isFolder: "it is a folder"
    case .tooLarge(let bytes): "it has \(bytes) bytes, expected at most \(largestFile)"
    case .unreadable(let reason): reason
    }
  }
}

/// The largest file that is read, in bytes: 64 MiB. A loader refuses larger ones unread.
package let largestFile = 64 << 20
