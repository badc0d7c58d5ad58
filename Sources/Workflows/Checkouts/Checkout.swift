package import SourceText

/// A checkout of a repository as it lies on a disk: its folder, whose repository it is, and what was read of it.
package struct Checkout: Sendable {
  /// As printed, without a slash at the end; empty for the working directory.
  package let folder: String
  package let tree: RepositoryTree

  package init(folder: String, tree: RepositoryTree) {
    self.folder = folder
    self.tree = tree
  }

  /// Reads the files that are workflows, actions and trust policies, and sorts them into checkouts.
  package static func read(_ files: SourceFiles) -> (checkouts: [Checkout], diagnostics: [Diagnostic]) {
    var sources: [SourceFileID: WorkflowSource] = [:]
    var diagnostics: [Diagnostic] = []
    let folders = folders(of: files)
    for (index, file) in files.files.enumerated() {
      guard let folder = home(of: file.path, among: folders) else { continue }
      let (path, id) = (inner(file.path, folder), SourceFileID(index: UInt32(index)))
      let isRead =
        WorkflowReader.isWorkflowPath(path) || WorkflowReader.isActionPath(path)
        || TrustPolicyFile.isPath(path)
      guard isRead else { continue }
      let reading = WorkflowReader.read(file, as: id, path: path)
      sources[id] = reading.source
      diagnostics += reading.diagnostics
    }
    return (sorted(files, sources), diagnostics)
  }

  /// Sorts files into checkouts by their paths; in the order of the folders.
  ///
  /// A checkout is the folder that `.github` or `.git` stands in. Its owner and name are those of the remote `origin`
  /// in `.git/config`; without one, a folder `OWNER__NAME` says both, and any other its name.
  ///
  /// - Parameter sources: what was read of the files; those that are in none are looked at for what they are themselves.
  package static func sorted(_ files: SourceFiles, _ sources: [SourceFileID: WorkflowSource]) -> [Checkout] {
    let folders = folders(of: files)
    var parts: [String: Part] = [:]
    for (index, file) in files.files.enumerated() {
      guard let folder = home(of: file.path, among: folders) else { continue }
      let id = SourceFileID(index: UInt32(index))
      parts[folder, default: Part()].take(file, id, inner(file.path, folder), sources[id])
    }
    return parts.sorted { $0.key < $1.key }.map { Checkout(folder: $0.key, tree: $0.value.tree($0.key)) }
  }

  private struct Part {
    var workflows: [WorkflowFile] = []
    var actions: [ActionFile] = []
    var policies: [TrustPolicyFile] = []
    var hasDependabot = false
    var releasers: [GoReleaserFile] = []
    var remote: (owner: String, name: String)?

    mutating func take(
      _ file: SourceFile, _ id: SourceFileID, _ path: String, _ source: WorkflowSource?
    ) {
      switch source {
      case .workflow(let workflow)?: workflows.append(workflow)
      case .action(let action)?: actions.append(action)
      case .policy(let policy)?: policies.append(policy)
      case nil where path == Checkout.config:
        remote = GitRemote.origin(inConfig: file.text(0..<file.bytes.count))
      case nil where GoReleaserFile.isPath(path):
        releasers += GoReleaserFile.read(file, as: id, path: path)
      case nil: hasDependabot = hasDependabot || path.hasPrefix(Checkout.dependabot)
      }
    }

    func tree(_ folder: String) -> RepositoryTree {
      let named = remote ?? Checkout.names(in: folder)
      return RepositoryTree(
        owner: named.owner, name: named.name, workflows: workflows, actions: actions,
        hasDependabot: hasDependabot, releasers: releasers, policies: policies)
    }
  }

  // MARK: Paths

  /// Whether a file only says whose the checkout is, or what Dependabot and GoReleaser do in it, by its path inside.
  package static func isSetting(_ path: String) -> Bool {
    path == config || path.hasPrefix(dependabot) || GoReleaserFile.isPath(path)
  }

  private static let config = ".git/config"
  private static let dependabot = ".github/dependabot."

  private static func folders(of files: SourceFiles) -> Set<String> {
    Set(files.files.compactMap { folder(of: $0.path) })
  }

  /// The path inside a checkout.
  private static func inner(_ path: String, _ folder: String) -> String {
    String(Substring(path.utf8.dropFirst(folder.isEmpty ? 0 : folder.utf8.count + 1)))
  }

  /// What stands before `.github` or `.git`; nil where neither does.
  private static func folder(of path: String) -> String? {
    let parts = path.split(atByte: "/")
    // The last: a repository may be called `.github` itself.
    guard let index = parts.lastIndex(where: { $0 == ".github" || $0 == ".git" }) else { return nil }
    return parts[..<index].joined(separator: "/")
  }

  /// The checkout that a file belongs to: the innermost.
  private static func home(of path: String, among folders: Set<String>) -> String? {
    if let folder = folder(of: path) { return folder }
    var rest = path[...]
    while let slash = rest.lastSlash {
      rest = rest[..<slash]
      if folders.contains(String(rest)) { return String(rest) }
    }
    return folders.contains("") ? "" : nil
  }

  private static func names(in folder: String) -> (owner: String, name: String) {
    let name = folder.pathParts.last.map(String.init) ?? ""
    guard let cut = name.ranges(of: "__").first, cut.lowerBound != name.startIndex,
      cut.upperBound != name.endIndex
    else { return ("", name == "." || name == ".." ? "" : name) }
    return (String(name[..<cut.lowerBound]), String(name[cut.upperBound...]))
  }
}

/// The remote of a clone.
package enum GitRemote {
  /// The owner and name in the `url` of the remote `origin`; nil where there is none.
  package static func origin(inConfig text: String) -> (owner: String, name: String)? {
    var isOrigin = false
    for line in text.split(whereSeparator: \.isNewline) {
      let line = line.trimmed
      if line.hasPrefix("[") {
        isOrigin = line == "[remote \"origin\"]"
      } else if isOrigin, line.hasPrefix("url"), let equal = line.firstIndex(of: "=") {
        return repository(line[line.index(after: equal)...].trimmed)
      }
    }
    return nil
  }

  /// Of `https://HOST/owner/name.git`, `git@HOST:owner/name` and `ssh://git@HOST/owner/name`.
  private static func repository(_ address: String) -> (owner: String, name: String)? {
    let parts = address.split { $0 == "/" || $0 == ":" }
    guard parts.count >= 3, let last = parts.last else { return nil }
    let name = last.hasSuffix(".git") ? last.dropLast(4) : last
    return name.isEmpty ? nil : (String(parts[parts.count - 2]), String(name))
  }
}
