import LocatedYAML
import SourceText

/// Holds what `--fix` made of a workflow against what it was, by rules of its own: only permissions and the values of a
/// login may differ.
enum MendedTree {
  /// Empty where all is as promised.
  static func problems(from old: [UInt8], to new: [UInt8]) -> [String] {
    guard let before = values(old), let after = values(new) else { return ["a file that does not parse"] }
    let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
    return changed.sorted { $0.lexicographicallyPrecedes($1) }
      .filter { !isPermission($0) && !isLogin($0, before[$0], after[$0]) }
      .map { "\($0) is `\(after[$0] ?? "nothing")` and was `\(before[$0] ?? "nothing")`" }
  }

  /// Of the workflow or of a job.
  private static func isPermission(_ path: [String]) -> Bool {
    path.first == "permissions" || path.count > 2 && path[0] == "jobs" && path[2] == "permissions"
  }

  /// A value that becomes the job's own token or its actor.
  private static func isLogin(_ path: [String], _ before: String?, _ after: String?) -> Bool {
    let text = after.map { $0.hasPrefix("'") ? String($0.dropFirst()) : $0 }
    let isOwn = ["${{ secrets.GITHUB_TOKEN }}", "${{ github.actor }}"].contains(text)
    return before != nil && isOwn && path.count > 3 && path[0] == "jobs"
  }

  /// Each scalar by its path, with a quote before one that is quoted; nil for what is no YAML.
  private static func values(_ bytes: [UInt8]) -> [[String]: String]? {
    let file = SourceFile(path: "ci.yml", bytes: bytes)
    guard let root = YAMLParser.parse(file, as: SourceFileID(index: 0)).document?.root else { return nil }
    var values: [[String]: String] = [:]
    add(root, at: [], to: &values)
    return values
  }

  private static func add(_ node: YAMLNode, at path: [String], to values: inout [[String]: String]) {
    switch node.kind {
    case .scalar: values[path] = (node.isPlain ? "" : "'") + node.text
    case .sequence:
      for (index, element) in node.elements.enumerated() {
        add(element, at: path + ["\(index)"], to: &values)
      }
    case .mapping:
      // Two keys that are equal are two.
      var counts: [String: Int] = [:]
      for entry in node.entries {
        let count = counts[entry.key.text, default: 0]
        counts[entry.key.text] = count + 1
        let step = count == 0 ? entry.key.text : "\(entry.key.text)#\(count)"
        add(entry.value, at: path + [step], to: &values)
      }
    }
  }
}
