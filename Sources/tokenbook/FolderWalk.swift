import OutputFolder
import SourceText

/// Files below a folder, however deep, for an importer that reads them by their names.
enum FolderWalk {
  /// Sorted, with the folder in front. Without what lies in `.git`, where only `config` is looked at, and in folders of other
  /// people's code. Links to folders are not followed.
  ///
  /// - Parameter isWanted: of a path below the folder.
  static func files(below folder: String, _ isWanted: (String) -> Bool, _ files: FileSystem = .system)
    throws(FileError) -> [String]
  {
    var found: [String] = []
    var open = [""]
    while let inner = open.popLast() {
      for name in try files.names(inner.isEmpty ? folder : "\(folder)/\(inner)") {
        let path = inner.isEmpty ? name : "\(inner)/\(name)"
        switch try files.kind("\(folder)/\(path)") {
        case .folder where name == ".git":
          let config = "\(path)/config"
          if try files.kind("\(folder)/\(config)") == .file, isWanted(config) { found.append(config) }
        case .folder where !skipped.contains(name): open.append(path)
        case .file where isWanted(path): found.append(path)
        case .link where isWanted(path) && isFile("\(folder)/\(path)"): found.append(path)
        case .folder, .file, .link, .missing, .special: continue
        }
      }
    }
    return found.sorted().map { folder == "." ? $0 : "\(folder)/\($0)" }
  }

  private static let skipped: Set<String> = ["node_modules", ".build", "vendor", "third_party"]

  /// What a link leads to: a pipe would be waited for without end.
  private static func isFile(_ path: String) -> Bool {
    if case .success = InputFiles.loadRegular(path) { true } else { false }
  }
}
