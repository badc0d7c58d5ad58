import SourceText
import Workflows

extension StepList {
  /// The change that gives this job's token a permission at a level, and no other job's; nil where it cannot be told how,
  /// or where the value is shared: an anchor or an alias gives it to other jobs too.
  func granting(_ name: String, _ level: PermissionLevel, in file: SourceFile) -> TextEdit? {
    guard let job else { return nil }
    let path = ["jobs", job.id, "permissions"]
    if let own = job.permissions { return own.granting(name, level, at: path, in: file) }
    guard let inherited = workflow?.permissions, case .entries(let entries) = inherited.form else {
      return nil
    }
    var levels = Dictionary(
      entries.filter { $0.level != .none }.map { ($0.name, $0.level) },
      uniquingKeysWith: { first, _ in first })
    levels[name] = level
    return job.stating(levels, in: file)
  }
}

extension WorkflowJob {
  /// The change that writes permissions on a job that has none; nil where its keys do not stand on lines of their own or
  /// between braces.
  func stating(_ levels: [String: PermissionLevel], in file: SourceFile) -> TextEdit? {
    guard permissions == nil else { return nil }
    let start = Int(range.start)
    let lines = levels.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.rawValue)" }
    let change = TreeChange(
      at: ["jobs", id, "permissions"], .mapping(levels.mapValues(\.rawValue)))
    if file.bytes.dropFirst(start).first == UInt8(ascii: "{") {
      let place = SourceRange(file: range.file, start: range.start + 1, end: range.start + 1)
      return TextEdit(place, "permissions: {\(lines.joined(separator: ", "))}, ", change)
    }
    let indent = file.text(file.yamlLineStart(at: start)..<start)
    guard !indent.isEmpty, indent.allSatisfy({ $0 == " " }) else { return nil }
    let newline = file.newline(after: start)
    let block =
      lines.isEmpty
      ? "permissions: {}" : (["permissions:"] + lines.map { "\(indent)  \($0)" }).joined(separator: newline)
    let place = SourceRange(file: range.file, start: range.start, end: range.start)
    return TextEdit(place, block + newline + indent, change)
  }
}

extension TokenPermissions {
  fileprivate func granting(
    _ name: String, _ level: PermissionLevel, at path: [String], in file: SourceFile
  ) -> TextEdit? {
    if let first = file.bytes.dropFirst(Int(range.start)).first, "&*".utf8.contains(first) { return nil }
    if file.text(range.offsets) == "{}" {
      return TextEdit(
        range, "{\(name): \(level.rawValue)}", TreeChange(at: path, .mapping([name: level.rawValue])))
    }
    let change = TreeChange(at: path + [name], .text(level.rawValue))
    if let entry = entries.first(where: { $0.name == name }) {
      return TextEdit(entry.levelRange, level.rawValue, change)
    }
    return adding(name, level, change, in: file)
  }

  /// To a map that has one on each line or all on one.
  private func adding(
    _ name: String, _ level: PermissionLevel, _ change: TreeChange, in file: SourceFile
  ) -> TextEdit? {
    guard let last = entries.last, let first = entries.first else { return nil }
    let end = SourceRange(file: range.file, start: last.levelRange.end, end: last.levelRange.end)
    let inFlow = TextEdit(end, ", \(name): \(level.rawValue)", change)
    let start = file.yamlLineStart(at: Int(first.nameRange.start))
    if entries.count > 1, file.yamlLineStart(at: Int(last.nameRange.start)) == start { return inFlow }
    let indent = file.text(start..<Int(first.nameRange.start))
    if indent.contains(where: { $0 != " " }) { return inFlow }
    let lineEnd = file.yamlLineEnd(at: Int(last.levelRange.end))
    let newline = file.newline(after: Int(first.nameRange.start))
    let place = SourceRange(file: range.file, start: UInt32(lineEnd), end: UInt32(lineEnd))
    return TextEdit(place, "\(newline)\(indent)\(name): \(level.rawValue)", change)
  }
}
