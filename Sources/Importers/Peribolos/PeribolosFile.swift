import LocatedYAML
import SourceText

/// What one file of Peribolos holds.
enum PeribolosFile {
  /// `orgs:` by login.
  case organizations([(name: YAMLNode, body: YAMLNode)])
  /// An organization without its login, or a part of one: the folder is named after it.
  case organization(YAMLNode)
  /// `teams:` of one group, in a folder below its organization's.
  case teams(YAMLNode)
  /// Some other file, with what speaks against it; nil where nothing speaks for it.
  case other(String?)

  /// The keys of an organization (`Config` and `Metadata` in `pkg/config/org/org.go` of kubernetes-sigs/prow, read on
  /// 2026-11-30).
  static let keys = telling.union(["company", "description", "email", "location", "name"])

  /// Those that hardly another file has.
  private static let telling: Set<String> = [
    "admins", "billing_email", "default_repository_permission", "has_organization_projects",
    "has_repository_projects", "members", "members_can_create_repositories", "repos", "teams",
  ]

  /// By the keys at its top. A file that is called `org.yaml` is one whatever is wrong in it; any other must have the shape
  /// of one, and no key besides.
  init(_ root: YAMLNode, path: String) {
    let entries = Array(root.entries)
    if let organizations = root["orgs"], organizations.kind == .mapping {
      self = .organizations(organizations.entries.map { (name: $0.key, body: $0.value) })
    } else if !entries.contains(where: { Self.telling.contains($0.key.text) }) {
      self = .other(root["orgs"].map { Self.misfit("orgs", $0) } ?? nil)
    } else if Self.isNamed(path) {
      self = .organization(root)
    } else if let misfit = entries.lazy.compactMap({ Self.misfit($0.key.text, $0.value) }).first {
      self = .other(misfit)
    } else if entries.count == 1, let teams = root["teams"] {
      self = .teams(teams)
    } else {
      self = .organization(root)
    }
  }

  /// Whether a file says by its name that it is an organization's.
  static func isNamed(_ path: String) -> Bool { FolderPath.name(of: path).hasPrefix("org.") }

  /// Whether a text that is no YAML was meant for one: only its own file can be missed.
  static func isMeant(_ file: SourceFile) -> Bool {
    isNamed(file.path) || file.bytes.starts(with: "orgs:".utf8)
      || file.text(0..<file.bytes.count).contains("\norgs:")
  }

  /// What a key or its value has that an organization does not; nil where it fits.
  private static func misfit(_ key: String, _ value: YAMLNode) -> String? {
    switch key {
    case "admins", "members":
      value.isNull || value.kind == .sequence && value.elements.allSatisfy { $0.kind == .scalar }
        ? nil : "`\(key)` isn't a list of logins"
    case "teams", "repos", "orgs":
      if !value.isNull, value.kind != .mapping {
        "`\(key)` is \(value.kind == .sequence ? "a list" : "a text"), not a map"
      } else {
        value.entries.first { $0.value.kind == .sequence }.map {
          "`\(key).\($0.key.text)` is a list, not a map"
        }
      }
    case _ where keys.contains(key): nil
    default: "it has the key `\(key)`"
    }
  }
}
