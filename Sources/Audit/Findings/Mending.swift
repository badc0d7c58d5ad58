internal import LocatedYAML
package import SourceText
import Workflows

/// A file with the safe changes made.
package enum Mending {
  /// The bytes with every edit made and all others as they are; nil where the file then no longer parses, where GitHub
  /// would refuse what it took before, or where anything but the changes that are meant would differ.
  package static func bytes(of file: SourceFile, with edits: [TextEdit]) -> [UInt8]? {
    let bytes = file.applying(edits)
    let changed = SourceFile(path: file.path, bytes: bytes)
    let errors = errors(of: file)
    // Which of two equal keys counts, nobody can say.
    guard !errors.contains(where: { $0.hasPrefix("duplicate-key ") }),
      let old = tree(of: file), let new = tree(of: changed),
      TreeComparison.isSame(new, as: old, but: Array(Set(edits.map(\.change)))),
      self.errors(of: changed).isSubset(of: errors)
    else { return nil }
    return bytes
  }

  private static let id = SourceFileID(index: 0)

  private static func tree(of file: SourceFile) -> YAMLNode? {
    YAMLParser.parse(file, as: id, expecting: "a workflow").document?.root
  }

  private static func errors(of file: SourceFile) -> Set<String> {
    // Only workflows are ever changed.
    let diagnostics = WorkflowReader.read(file, as: id, path: ".github/workflows/workflow.yml").diagnostics
    return Set(diagnostics.filter { $0.severity == .error }.map { "\($0.id) \($0.message)" })
  }
}

/// Holds the tree of a changed file against the tree that it had.
private enum TreeComparison {
  /// Whether a node is what it was, but for the changes, whose paths begin at it.
  static func isSame(_ new: YAMLNode, as old: YAMLNode, but changes: [TreeChange]) -> Bool {
    isSame(new, as: old, but: changes.map { ($0.path[...], $0.value) })
  }

  private typealias Change = (path: ArraySlice<String>, value: TreeChange.Value)

  private static func isSame(_ new: YAMLNode, as old: YAMLNode, but changes: [Change]) -> Bool {
    if let whole = changes.first(where: \.path.isEmpty) {
      return changes.count == 1 && isValue(new, whole.value)
    }
    guard new.kind == old.kind else { return false }
    switch old.kind {
    case .scalar:
      return changes.isEmpty && new.isPlain == old.isPlain && new.bytes.elementsEqual(old.bytes)
    case .sequence:
      return new.count == old.count
        && zip(new.elements, old.elements).enumerated().allSatisfy { index, pair in
          isSame(pair.0, as: pair.1, but: inside("\(index)", changes))
        }
    case .mapping: return isSameMapping(new, as: old, but: changes)
    }
  }

  private static func isSameMapping(
    _ new: YAMLNode, as old: YAMLNode, but changes: [Change]
  ) -> Bool {
    let known = Set(old.entries.map(\.key.text))
    let added = Set(changes.compactMap(\.path.first)).subtracting(known)
    guard new.count == old.count + added.count else { return false }
    let areKept = old.entries.allSatisfy { entry in
      let name = entry.key.text
      return new[name].map { isSame($0, as: entry.value, but: inside(name, changes)) } ?? false
    }
    return areKept
      && added.allSatisfy { name in
        let inner = inside(name, changes)
        guard let node = new[name], let only = inner.first, inner.count == 1, only.path.isEmpty else {
          return false
        }
        return isValue(node, only.value)
      }
  }

  /// The changes below a key or position.
  private static func inside(_ step: String, _ changes: [Change]) -> [Change] {
    changes.filter { $0.path.first == step }.map { ($0.path.dropFirst(), $0.value) }
  }

  private static func isValue(_ node: YAMLNode, _ value: TreeChange.Value) -> Bool {
    switch value {
    case .text(let text): return node.kind == .scalar && node.text == text
    case .mapping(let entries):
      return node.kind == .mapping && node.count == entries.count
        && node.entries.allSatisfy { $0.value.kind == .scalar && entries[$0.key.text] == $0.value.text }
    }
  }
}
