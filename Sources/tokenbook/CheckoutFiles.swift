import SourceText
import Workflows

/// Finds the files of checkouts that say whose they are and what their workflows do.
enum CheckoutFiles {
  /// How many folders down a checkout is looked for: a folder of organizations with folders of repositories.
  private static let deepest = 3
  /// How many folders down in `.github/actions` an action is looked for.
  private static let deepestAction = 4

  /// The paths to read for a path that a person named: a checkout, a folder of checkouts, or a file.
  static func paths(_ path: String) -> [String] {
    guard path != "-", InputFiles.isFolder(path) else { return [path] }
    let folder = trimmed(path)
    return paths(in: folder, below: 0)
  }

  /// The files of actions of the checkouts that what was read uses, and that stand elsewhere than in `.github/actions`.
  static func missing(_ files: SourceFiles) -> [String] {
    let known = Set(files.files.map(\.path))
    return Checkout.missingFiles(Checkout.read(files).checkouts)
      .filter { !known.contains($0) && isFile($0) }
  }

  private static func isFile(_ path: String) -> Bool {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
    let name = path.split(separator: "/").last.map(String.init) ?? path
    return InputFiles.list(folder)?.contains(name) == true
  }

  private static func paths(in folder: String, below depth: Int) -> [String] {
    let names = (InputFiles.list(folder.isEmpty ? "." : folder) ?? []).sorted()
    if names.contains(".github/") || names.contains(".git/") { return checkout(folder, names) }
    guard depth < deepest else { return [] }
    return names.filter { $0.hasSuffix("/") && !$0.hasPrefix(".") }.flatMap {
      paths(in: join(folder, String($0.dropLast())), below: depth + 1)
    }
  }

  private static func checkout(_ folder: String, _ names: [String]) -> [String] {
    var found: [String] = []
    if names.contains(".git/"), isFile(join(folder, ".git/config")) {
      found.append(join(folder, ".git/config"))
    }
    let settings = join(folder, ".github")
    found += files(in: settings) { $0 == "dependabot.yml" || $0 == "dependabot.yaml" }
    found += files(in: join(settings, "workflows")) { $0.hasSuffix(".yml") || $0.hasSuffix(".yaml") }
    found += actions(in: join(settings, "actions"), below: 0)
    found += files(in: folder, isAction)
    return found
  }

  private static func actions(in folder: String, below depth: Int) -> [String] {
    guard depth <= deepestAction, let names = InputFiles.list(folder) else { return [] }
    let folders = names.filter { $0.hasSuffix("/") }.sorted().map { join(folder, String($0.dropLast())) }
    return files(in: folder, isAction) + folders.flatMap { actions(in: $0, below: depth + 1) }
  }

  private static func isAction(_ name: String) -> Bool { name == "action.yml" || name == "action.yaml" }

  private static func files(in folder: String, _ isWanted: (String) -> Bool) -> [String] {
    (InputFiles.list(folder.isEmpty ? "." : folder) ?? []).filter(isWanted).sorted().map { join(folder, $0) }
  }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.isEmpty ? name : "\(folder)/\(name)"
  }

  /// Without slashes at the end and `./` at the start; empty for the working directory.
  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    while path.hasPrefix("./") { path = path.dropFirst(2) }
    return path == "." ? "" : String(path)
  }
}
