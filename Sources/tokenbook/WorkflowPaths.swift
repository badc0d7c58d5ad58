import OutputFolder

/// The workflow and action files below a path.
enum WorkflowPaths {
  /// One file: where it is, and its path inside its repository.
  struct Found: Hashable {
    let path: String
    let inside: String
  }

  /// A file is taken as it is; in a folder those of `.github/workflows` and every `action.yml`, in repositories however
  /// deep. Sorted; without what lies in `.git` and in folders of other people's code.
  static func find(_ path: String, _ files: FileSystem = .system) throws(FileError) -> [Found] {
    guard InputFiles.isFolder(path) else { return [Found(path: path, inside: inside(path))] }
    let root = path == "." ? "" : path.last == "/" ? path : path + "/"
    return try walk(root, files)
  }

  private static let skipped: Set<String> = [".git", "node_modules", ".build", "vendor", "third_party"]

  /// `folder` is empty or ends in a slash.
  private static func walk(_ folder: String, _ files: FileSystem) throws(FileError) -> [Found] {
    var found: [Found] = []
    for name in try files.names(folder.isEmpty ? "." : folder).sorted() where !skipped.contains(name) {
      let path = folder + name
      switch try files.kind(path) {
      case .folder: found += try walk(path + "/", files)
      case .file where isWanted(name, in: folder): found.append(Found(path: path, inside: inside(path)))
      default: continue
      }
    }
    return found
  }

  private static func isWanted(_ name: String, in folder: String) -> Bool {
    if name == "action.yml" || name == "action.yaml" { return true }
    return (folder == workflows || folder.hasSuffix("/" + workflows))
      && (name.hasSuffix(".yml") || name.hasSuffix(".yaml"))
  }

  private static let workflows = ".github/workflows/"

  /// From `.github` on; the last name alone where there is none. A file that is named by itself is a workflow unless it is
  /// called like an action.
  private static func inside(_ path: String) -> String {
    if let start = path.ranges(of: ".github/").last?.lowerBound { return String(path[start...]) }
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return name == "action.yml" || name == "action.yaml" ? name : workflows + name
  }
}
