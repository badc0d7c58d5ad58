import SourceText

/// The few things about paths that an importer asks.
enum FolderPath {
  /// The folder that a file is in; `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastSlash else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part.
  static func name(of path: String) -> String {
    path.lastPathPart
  }

  /// Whether a folder is the other one or below it.
  static func isInside(_ folder: String, _ other: String) -> Bool {
    other == "."
      ? !folder.hasPrefix(bytesOf: "/") && !folder.hasPrefix(bytesOf: "..")
      : folder == other || folder.hasPrefix(bytesOf: other + "/")
  }
}
