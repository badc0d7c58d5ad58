import LocatedYAML
import SourceText

/// What one file of Peribolos holds.
enum PeribolosFile {
  /// `orgs:` by login.
  case organizations([(name: YAMLNode, body: YAMLNode)])
  /// An organization without its login: the folder is named after it.
  case organization(YAMLNode)
  /// `teams:` of one group, in a folder below its organization's.
  case teams(YAMLNode)
  /// Some other file.
  case other

  /// By the keys at its top; a file of teams alone is one only under another name than `org.yaml`.
  init(_ root: YAMLNode, path: String) {
    if let organizations = root["orgs"] {
      self = .organizations(organizations.entries.map { (name: $0.key, body: $0.value) })
    } else if ["admins", "members", "billing_email"].contains(where: { root[$0] != nil }) {
      self = .organization(root)
    } else if let teams = root["teams"] {
      self = FolderPath.name(of: path).hasPrefix("org.") ? .organization(root) : .teams(teams)
    } else {
      self = .other
    }
  }
}

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
