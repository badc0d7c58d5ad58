/// The few things about paths that an importer asks.
enum FolderPath {
  /// The folder that a file is in; `.` for a bare name.
  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// The last part.
  static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }

  /// Whether a folder is the other one or below it.
  static func isInside(_ folder: String, _ other: String) -> Bool {
    other == "."
      ? !folder.hasPrefix("/") && !folder.hasPrefix("..") : folder == other || folder.hasPrefix(other + "/")
  }
}
