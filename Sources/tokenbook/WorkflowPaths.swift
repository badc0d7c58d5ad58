import OutputFolder
import SourceText
import Workflows

/// The workflow and action files below a path.
enum WorkflowPaths {
  /// One file: where it is, and its path inside its repository.
  struct Found: Hashable {
    let path: String
    let inside: String
    /// Whether it was named by itself: others of its repository may be there too.
    var isAlone = false

    /// Whether it is a workflow or an action, and no setting of the checkout.
    var isSubject: Bool { !Checkout.isSetting(inside) }
  }

  /// A file is taken as it is; in a folder those of `.github/workflows`, the trust policies of `.github/chainguard` and
  /// every `action.yml`, in repositories however deep. Sorted; without what lies in `.git` and in folders of other
  /// people's code.
  ///
  /// - Parameter owners: whether to find, besides them, the files that say whose each checkout is, and what Dependabot and
  ///   GoReleaser do in it.
  static func find(_ path: String, owners: Bool = false, _ files: FileSystem = .system) throws(FileError)
    -> [Found]
  {
    let path = plain(path)
    guard InputFiles.isFolder(path) else {
      let found = Found(path: path, inside: inside(path), isAlone: true)
      return [owners ? config(of: path) : nil, found].compactMap(\.self)
    }
    let root = path == "." ? "" : path.last == "/" ? path : path + "/"
    let above = owners ? config(of: root) : nil
    return try [above].compactMap(\.self) + Walk(files: files, owners: owners).walk(root)
  }

  /// Without the parts `.` and the slashes that say nothing.
  private static func plain(_ path: String) -> String {
    let start = path.hasPrefix("/") ? "/" : ""
    let parts = path.pathParts.filter { $0 != "." }
    return parts.isEmpty && start.isEmpty ? "." : start + parts.joined(separator: "/")
  }

  /// What says whose the checkout of a file or folder in `.github` is.
  private static func config(of path: String) -> Found? {
    guard let end = start(ofLast: ".github", in: path) else { return nil }
    let config = path[..<end] + ".git/config"
    guard case .success = InputFiles.loadRegular(String(config)) else { return nil }
    return Found(path: String(config), inside: ".git/config")
  }

  private struct Walk {
    let files: FileSystem
    let owners: Bool

    private static let skipped: Set<String> = [".git", "node_modules", ".build", "vendor", "third_party"]

    /// `folder` is empty or ends in a slash.
    func walk(_ folder: String) throws(FileError) -> [Found] {
      var found: [Found] = []
      for name in try files.names(folder.isEmpty ? "." : folder).sorted() {
        let path = folder + name
        if owners, let owner = owner(name, in: folder) { found.append(owner) }
        if Self.skipped.contains(name) { continue }
        switch try files.kind(path) {
        case .folder: found += try walk(path + "/")
        case .file where isWanted(name, in: folder): found.append(Found(path: path, inside: inside(path)))
        case .missing, .file, .link, .special: continue
        }
      }
      return found
    }

    private func owner(_ name: String, in folder: String) -> Found? {
      let isSettings = folder == ".github/" || folder.hasSuffix(bytesOf: "/.github/")
      if isSettings, name == "dependabot.yml" || name == "dependabot.yaml" {
        return Found(path: folder + name, inside: ".github/\(name)")
      }
      if GoReleaserFile.isPath(name), !folder.hasPrefix(".github/"), !folder.contains("/.github/"),
        (try? files.kind(folder + name)) == .file
      {
        return Found(path: folder + name, inside: folder.hasSuffix(".config/") ? ".config/\(name)" : name)
      }
      guard name == ".git", (try? files.kind(folder + ".git/config")) == .file else { return nil }
      return Found(path: folder + ".git/config", inside: ".git/config")
    }
  }

  private static func isWanted(_ name: String, in folder: String) -> Bool {
    if name == "action.yml" || name == "action.yaml" { return true }
    if folder == policies || folder.hasSuffix(bytesOf: "/" + policies) {
      return name.hasSuffix(bytesOf: ".sts.yaml")
    }
    return (folder == workflows || folder.hasSuffix(bytesOf: "/" + workflows))
      && (name.hasSuffix(bytesOf: ".yml") || name.hasSuffix(bytesOf: ".yaml"))
  }

  private static let workflows = ".github/workflows/"
  private static let policies = ".github/chainguard/"

  /// From `.github` on; the last name alone where there is none. A file that is named by itself is a workflow unless it is
  /// called like an action.
  private static func inside(_ path: String) -> String {
    if let start = start(ofLast: ".github", in: path) { return String(path[start...]) }
    let name = path.pathParts.last.map(String.init) ?? path
    return name == "action.yml" || name == "action.yaml" ? name : workflows + name
  }

  /// Where the last folder of a name begins in a path.
  private static func start(ofLast folder: String, in path: String) -> String.Index? {
    var rest = path[...]
    while let slash = rest.utf8.lastIndex(of: UInt8(ascii: "/")) {
      rest = rest[..<slash]
      if rest == folder || rest.hasSuffix(bytesOf: "/" + folder) {
        return rest.utf8.index(rest.endIndex, offsetBy: -folder.utf8.count)
      }
    }
    return nil
  }
}
